import { useCallback, useMemo } from "react";
import type { PullRequestDetail, StageName } from "../../api/types";
import { timeScale, timeTicks } from "../../charts/axes";
import { TimeAxis } from "../../charts/Axes";
import { Chart } from "../../charts/Chart";
import { Legend } from "../../charts/Legend";
import type { Mark, Plot, Size, Twin } from "../../charts/plot";
import { stageColours } from "../../charts/StageBars";
import { formatDuration } from "../../format/numbers";
import { formatTime } from "../../format/times";
import { stageNames } from "../../format/words";

interface Span {
  stage: StageName;
  from: number;
  until: number;
}

const margin = { top: 10, right: 10, bottom: 26, left: 10 };
const order: readonly StageName[] = ["coding", "pickup", "review", "merge", "deploy"];

/** The stages of one change, end to end as they happened. */
export function PullTimeline({ pull }: { pull: PullRequestDetail }) {
  const spans = useMemo(() => spansOf(pull), [pull]);
  const plot = useCallback((size: Size) => plotSpans(spans, size), [spans]);
  const twin = useMemo(() => twinOf(spans), [spans]);
  const total = spans.reduce((sum, { from, until }) => sum + until - from, 0) / 1000;
  const longest = spans.reduce<Span | undefined>(
    (best, span) => (best === undefined || span.until - span.from > best.until - best.from ? span : best),
    undefined,
  );
  return (
    <Chart
      title="Stages"
      summary={
        longest === undefined
          ? "Nothing has ended yet."
          : `${formatDuration(total)} in all; the longest stage is ${stageNames[longest.stage].toLowerCase()}, ${formatDuration((longest.until - longest.from) / 1000)}.`
      }
      caption="A stage that did not happen is absent; its time belongs to the one that spans it."
      fileName={`${pull.repository.replace("/", "-")}-${pull.number}`}
      height={88}
      legend={<Legend entries={spans.map(({ stage }) => ({ colour: stageColours[stage], text: stageNames[stage] }))} />}
      twin={twin}
      plot={plot}
    />
  );
}

/** Laid end to end from the first commit, since present stages sum to the whole. */
function spansOf({ first_commit_at, opened_at, stages }: PullRequestDetail): Span[] {
  let at = Date.parse(first_commit_at ?? opened_at ?? "");
  if (Number.isNaN(at)) return [];
  const present: StageName[] = stages.development == null ? [...order] : ["development", "deploy"];
  return present.flatMap((stage) => {
    const seconds = stages[stage];
    if (seconds == null) return [];
    const span = { stage, from: at, until: at + seconds * 1000 };
    at = span.until;
    return [span];
  });
}

function plotSpans(spans: readonly Span[], size: Size): Plot {
  const first = spans[0];
  const last = spans.at(-1);
  if (first === undefined || last === undefined) return { layers: null, marks: [] };
  const width = size.width - margin.left - margin.right;
  const time = timeScale(new Date(first.from).toISOString(), new Date(Math.max(last.until, first.from + 60_000)).toISOString(), width);
  const toX = (at: number) => time(at);
  const marks: Mark[] = spans.map(({ stage, from, until }) => {
    const x = margin.left + toX(from);
    const wide = Math.max(2, toX(until) - toX(from) - 1);
    return {
      x: x + wide / 2,
      y: margin.top + 24,
      title: stageNames[stage],
      details: [formatDuration((until - from) / 1000), `${formatTime(from)} to`, `${formatTime(until)} UTC`],
      cell: { x, y: margin.top, width: wide, height: 48 },
    };
  });
  const layers = (
    <>
      <TimeAxis ticks={timeTicks(time)} toX={toX} size={size} margin={margin} />
      {spans.map(({ stage, from, until }, index) => {
        const cell = marks[index]?.cell;
        return cell === undefined ? null : (
          <g key={stage}>
            <rect className={stageColours[stage]} rx={3} {...cell} />
            {cell.width > 60 && (
              <text className={`middle central on-${stageColours[stage]}`} x={cell.x + cell.width / 2} y={margin.top + 24}>
                {formatDuration((until - from) / 1000)}
              </text>
            )}
          </g>
        );
      })}
    </>
  );
  return { layers, marks };
}

function twinOf(spans: readonly Span[]): Twin {
  return {
    columns: [{ name: "Stage" }, { name: "From" }, { name: "To" }, { name: "Time", numeric: true }],
    rows: spans.map(({ stage, from, until }) => ({
      cells: [stageNames[stage], formatTime(from), formatTime(until), formatDuration((until - from) / 1000)],
      raw: [stage, new Date(from).toISOString(), new Date(until).toISOString(), (until - from) / 1000],
    })),
  };
}
