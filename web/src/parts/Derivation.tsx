import { useState } from "react";
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

type Wanted = "yes" | "no";

/** Sorted by a stage, all that a page can hold: the longest may be anywhere. */
function pageLength({ stage }: Selection): string {
  return stage === undefined ? "100" : "1000";
}

/** How a number comes about: its rule, what was counted, what was left out and why. */
export default function Derivation({ selection, close }: { selection: Selection; close(): void }) {
  const { query, search } = useQuestion();
  const definition = useCatalog().data?.metrics.find(({ id }) => id === selection.metric);
  const asked =
    selection.repository === undefined
      ? search
      : writeQuery({ ...query, scope: { kind: "repositories", repositories: [selection.repository] } });
  const [wanted, want] = useState<Wanted>("yes");
  const part = selection.part === undefined ? {} : { sel: selection.part };
  const whole = useExplanation(selection.metric, asked, { ...part, limit: "1" });
  const listed = useExplanation(selection.metric, asked, { ...part, counted: wanted, limit: pageLength(selection) });
  const first = whole.data?.pages[0];
  const items = listed.data?.pages.flatMap((page) => page.items) ?? [];
  const error = whole.error ?? listed.error;

  return (
    <Overlay kind="drawer" title={titleOf(selection, definition)} close={close}>
      {definition !== undefined && <Rule definition={definition} />}
      {error !== null && (
        <Failure
          error={error}
          retry={() => {
            void whole.refetch();
            void listed.refetch();
          }}
        />
      )}
      {whole.isPending && <p role="status">Working it out…</p>}
      {first !== undefined && definition !== undefined && (
        <>
          <Steps explanation={first} definition={definition} />
          {first.total === 0 ? (
            <Empty title="Nothing is behind this number">
              <p>{first.absent ?? "Nothing in this scope and time was counted or left out."}</p>
            </Empty>
          ) : (
            <>
              <Which explanation={first} wanted={wanted} want={want} />
              <DerivedItems items={items} definition={definition} stage={selection.stage} />
            </>
          )}
        </>
      )}
      {listed.hasNextPage && (
        <p>
          <button
            type="button"
            className="button"
            disabled={listed.isFetchingNextPage}
            onClick={() => void listed.fetchNextPage()}
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

/** Those that count are what a reader looks for first; those left out are one key away. */
function Which({ explanation, wanted, want }: { explanation: Explanation; wanted: Wanted; want(next: Wanted): void }) {
  const { total, counted } = explanation;
  return (
    <div className="button-group" role="group" aria-label="Items">
      <button type="button" className="button" aria-pressed={wanted === "yes"} onClick={() => want("yes")}>
        Counted ({formatCount(counted)})
      </button>
      <button type="button" className="button" aria-pressed={wanted === "no"} onClick={() => want("no")}>
        Left out ({formatCount(total - counted)})
      </button>
    </div>
  );
}

/** Each step with its count, so that a reader can recompute the value. */
function Steps({ explanation, definition }: { explanation: Explanation; definition: Definition }) {
  const { window, value, total, counted, reasons } = explanation;
  const leftOut = Object.entries(reasons).sort(([, a], [, b]) => b - a);
  const interval = formatInterval(definition.unit, explanation.interval);
  return (
    <ol className="steps" aria-label="How it is calculated">
      <li>
        <span>
          Looked at, from {formatDay(window.from, window.time_zone)} to{" "}
          {formatDay(window.until, window.time_zone)}
        </span>
        <span>{plural(total, "item")}</span>
      </li>
      {leftOut.map(([reason, left]) => (
        <li key={reason}>
          <span>Left out: {reasonWords(reason)}</span>
          <span>−{formatCount(left)}</span>
        </li>
      ))}
      <li>
        <span>Counted</span>
        <span>{formatCount(counted)}</span>
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
    kind !== undefined && value !== undefined && formatBucket(value, kind),
  ]
    .filter(Boolean)
    .join(" · ");
}
