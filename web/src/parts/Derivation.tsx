import { Link } from "wouter";
import { useLink, useQuestion } from "../app/address";
import { useCatalog, useExplanation } from "../api/questions";
import type { Definition, Explanation } from "../api/types";
import { formatCount } from "../format/numbers";
import { formatBucket, formatDay } from "../format/times";
import { formatExact, formatInterval, formatValue } from "../format/values";
import { plural, reasonWords, statisticWords, stageNames } from "../format/words";
import { writeQuery } from "../query/grammar";
import type { Selection } from "../query/selection";
import { DerivedItems } from "./DerivedItems";
import { Empty } from "./Empty";
import { Failure } from "./Failure";
import { Overlay } from "./Overlay";

/** How a number comes about: its rule, what was counted, what was left out and why. */
export default function Derivation({ selection, close }: { selection: Selection; close(): void }) {
  const { query, search } = useQuestion();
  const definition = useCatalog().data?.metrics.find(({ id }) => id === selection.metric);
  const asked =
    selection.repository === undefined
      ? search
      : writeQuery({ ...query, scope: { kind: "repositories", repositories: [selection.repository] } });
  const more = selection.part === undefined ? {} : { sel: selection.part };
  const explanation = useExplanation(selection.metric, asked, more);
  const first = explanation.data?.pages[0];
  const items = explanation.data?.pages.flatMap((page) => page.items) ?? [];

  return (
    <Overlay kind="drawer" title={titleOf(selection, definition)} close={close}>
      {definition !== undefined && <Rule definition={definition} />}
      {explanation.error !== null && (
        <Failure error={explanation.error} retry={() => void explanation.refetch()} />
      )}
      {explanation.isPending && <p role="status">Working it out…</p>}
      {first !== undefined && definition !== undefined && (
        <>
          <Steps explanation={first} definition={definition} loaded={items.length} />
          {items.length === 0 ? (
            <Empty title="Nothing is behind this number">
              <p>{first.absent ?? "Nothing in this scope and time was counted or left out."}</p>
            </Empty>
          ) : (
            <DerivedItems items={items} definition={definition} stage={selection.stage} />
          )}
        </>
      )}
      {explanation.hasNextPage && (
        <p>
          <button
            type="button"
            className="button"
            disabled={explanation.isFetchingNextPage}
            onClick={() => void explanation.fetchNextPage()}
          >
            Show more
          </button>
        </p>
      )}
    </Overlay>
  );
}

function Rule({ definition }: { definition: Definition }) {
  const link = useLink();
  return (
    <div className="prose">
      <p>{definition.definition}</p>
      <p className="caption">
        {definition.caveat} <Link href={link(`/catalog/${definition.id}`)}>All about this metric</Link>
      </p>
    </div>
  );
}

/** Each step with its count, so that a reader can recompute the value. */
function Steps({
  explanation,
  definition,
  loaded,
}: {
  explanation: Explanation;
  definition: Definition;
  loaded: number;
}) {
  const { window, value, count, total, counted, reasons } = explanation;
  const leftOut = Object.entries(reasons ?? {}).sort(([, a], [, b]) => b - a);
  const interval = formatInterval(definition.unit, explanation.interval);
  return (
    <ol className="steps" aria-label="How it is calculated">
      <li>
        <span>
          Looked at, from {formatDay(window.from, window.time_zone)} to{" "}
          {formatDay(window.until, window.time_zone)}
        </span>
        <span>{total === undefined ? plural(loaded, "item") : plural(total, "item")}</span>
      </li>
      {leftOut.map(([reason, left]) => (
        <li key={reason}>
          <span>Left out: {reasonWords(reason)}</span>
          <span>−{formatCount(left)}</span>
        </li>
      ))}
      <li>
        <span>Counted</span>
        <span>{formatCount(counted ?? count)}</span>
      </li>
      <li>
        <span>
          The {statisticWords(definition.statistic)}
          {interval !== undefined && <span className="caption"> · 95 % interval {interval}</span>}
        </span>
        <strong title={formatExact(definition.unit, value)}>
          {value === null ? (explanation.absent ?? "no value") : formatValue(definition.unit, value)}
        </strong>
      </li>
    </ol>
  );
}

function titleOf({ metric, part, repository, stage }: Selection, definition: Definition | undefined): string {
  const [kind, value] = part?.split(":") ?? [];
  const stages: Record<string, string> = stageNames;
  return [
    definition?.title ?? metric,
    repository,
    stage && stages[stage],
    kind !== undefined && value !== undefined && (kind === "hour" ? hourWords(value) : formatBucket(value, kind)),
  ]
    .filter(Boolean)
    .join(" · ");
}

const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

function hourWords(text: string): string {
  const [weekday, hour] = text.split("-").map(Number);
  return `${weekdays[weekday ?? 0] ?? ""}s, ${hour}:00 to ${hour}:59`;
}
