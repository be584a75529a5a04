import type { Definition, Metric } from "../api/types";
import { useQuestion } from "../app/address";
import { BenchmarkStrip } from "../charts/BenchmarkStrip";
import { Sparkline } from "../charts/Sparkline";
import { describeChange, formatExact, formatInterval, formatValue, tooFew } from "../format/values";
import { LevelChip } from "./LevelChip";

/** Below this many items there is no level and no direction. */
const enough = 20;

/** One metric at a glance: value, change, interval, count, level, shape. */
export function ValueCard({ metric, definition }: { metric: Metric; definition: Definition | undefined }) {
  const { turn } = useQuestion();
  const { unit, value, count, level, series, previous } = metric;
  const isTooFew = value !== null && count < tooFew;
  const interval = formatInterval(unit, metric.interval);
  const change = count >= tooFew ? describeChange(unit, value, previous) : undefined;
  const hasLevel = level !== undefined && count >= enough;
  const title = definition?.title ?? metric.id;
  return (
    <section className="card value-card" aria-label={title}>
      <h2>{title}</h2>
      {value === null || isTooFew ? (
        <p className="value" data-absent>
          {isTooFew ? `Too few to say (n=${count})` : sentence(metric.absent ?? "no value")}
        </p>
      ) : (
        <div className="value-line">
          <p className="value" title={formatExact(unit, value)}>
            {formatValue(unit, value)}
          </p>
          {hasLevel && <LevelChip level={level} />}
        </div>
      )}
      <p className="facts">
        {change !== undefined && <span className={change.tone}>{change.text}</span>}
        {!isTooFew && interval !== undefined && <span className="muted">95 % CI {interval}</span>}
        <span className="muted">n={count.toLocaleString("en")}</span>
        {metric.still_open !== undefined && metric.still_open > 0 && (
          <span className="muted">{metric.still_open} still open</span>
        )}
      </p>
      {hasLevel ? <BenchmarkStrip level={level} /> : <div />}
      {series !== undefined && series.length > 1 ? <Sparkline series={series} /> : <div />}
      <button type="button" className="link-button caption" onClick={() => turn({ sel: metric.id })}>
        How is this calculated?<span className="unseen"> {title}</span>
      </button>
    </section>
  );
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
