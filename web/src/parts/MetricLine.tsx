import type { Definition, Metric, Metrics, Points } from "../api/types";
import { useQuestion } from "../app/address";
import { describeComparison } from "../app/describe";
import { useHappenings } from "../app/happenings";
import { LineChart } from "../charts/LineChart";
import { describeChange, formatInterval, formatValue } from "../format/values";
import { plural } from "../format/words";

/** A metric over time, as each page shows it. */
export function MetricLine({
  answer,
  compared,
  id,
  definition,
  points,
  height,
  className,
}: {
  answer: Metrics;
  compared?: Metrics | undefined;
  id: string;
  definition: Definition | undefined;
  points?: Points | undefined;
  height?: number;
  className?: string;
}) {
  const { query, turn } = useQuestion();
  const happenings = useHappenings();
  const metric = answer.metrics.find((one) => one.id === id);
  if (metric?.series === undefined) return null;
  const title = definition?.title ?? id;
  const before = compared?.metrics.find((one) => one.id === id)?.series;
  const interval = formatInterval(metric.unit, metric.interval);
  const canHavePercentile = metric.percentiles !== undefined;
  return (
    <LineChart
      {...(className === undefined ? {} : { className })}
      {...(height === undefined ? {} : { height })}
      title={`${title}, ${adverbs[query.granularity]}${canHavePercentile ? ` p${query.percentile}` : ""}`}
      summary={summaryOf(metric, title)}
      facts={[
        unitWords[metric.unit],
        `n=${metric.count.toLocaleString("en")}`,
        interval && `95 % interval ${interval}`,
        metric.still_open ? `${plural(metric.still_open, "item")} still open` : undefined,
        ...metric.notes.slice(0, 2),
      ]}
      caption={captionOf(before !== undefined, points, describeComparison(query.comparison))}
      actions={
        <button type="button" className="button" onClick={() => turn({ sel: id })}>
          How?<span className="unseen"> How {title} is calculated</span>
        </button>
      }
      fileName={id}
      metric={id}
      unit={metric.unit}
      window={answer.window}
      series={metric.series}
      compared={before}
      points={points}
      happenings={happenings}
    />
  );
}

const adverbs = { day: "daily", week: "weekly", month: "monthly", quarter: "quarterly" } as const;

const unitWords = {
  seconds: "elapsed time",
  per_week: "per week",
  ratio: "per cent",
  count: "count",
  lines: "lines",
  score: "score",
} as const;

export function summaryOf(metric: Metric, title: string): string {
  if (metric.value === null) return `${title}: no value, ${metric.absent ?? "nothing to measure"}.`;
  const change = describeChange(metric.unit, metric.value, metric.previous);
  const words = change?.text.replace(/^[▲▼≈] /, "");
  const before = metric.previous?.value ?? null;
  return [
    `${title} ${formatValue(metric.unit, metric.value)}`,
    words === undefined ? "" : `, ${words}`,
    before === null ? "." : ` (before: ${formatValue(metric.unit, before)}).`,
  ].join("");
}

function captionOf(hasBefore: boolean, points: Points | undefined, comparison: string): string {
  return [
    "Band: 95 % interval.",
    hasBefore ? `Dashed grey: ${comparison}.` : "",
    "Dotted end: bucket not complete.",
    points === undefined ? "" : `Dots: ${plural(points.at.length, "single change")}.`,
    "● release ▲ incident ◆ note.",
  ]
    .filter(Boolean)
    .join(" ");
}
