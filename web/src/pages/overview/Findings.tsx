import type { Metric } from "../../api/types";
import { useQuestion } from "../../app/address";
import { describeChange, formatInterval, formatValue } from "../../format/values";

/** What clearly changed, at most three; and that nothing did is a finding too. */
export function Findings({ metrics, titleOf }: { metrics: readonly Metric[]; titleOf(id: string): string }) {
  const { turn } = useQuestion();
  const clear = metrics.filter(({ previous }) => previous?.change_is_clear);
  const compared = metrics.some(({ previous }) => previous !== undefined);
  if (!compared) return null;
  if (clear.length === 0) {
    return (
      <div className="note-row">
        <p className="finding">
          <strong>Nothing changed clearly</strong> since the period before: every difference may be chance.
        </p>
      </div>
    );
  }
  return (
    <div className="note-row">
      {clear.slice(0, 3).map((metric) => {
        const { id, unit, value, previous } = metric;
        const change = describeChange(unit, value, previous);
        const interval = formatInterval(unit, metric.interval);
        return (
          <div key={id} className="finding" data-tone={change?.tone}>
            <p>
              <strong>
                {titleOf(id)}: {change?.text}
              </strong>{" "}
              — {formatValue(unit, value)} after {formatValue(unit, previous?.value ?? null)}
            </p>
            <p className="caption">
              n={metric.count.toLocaleString("en")}
              {interval !== undefined && ` · 95 % interval ${interval}`} ·{" "}
              <button type="button" className="link-button" onClick={() => turn({ sel: id })}>
                See what is behind it<span className="unseen">: {titleOf(id)}</span>
              </button>
            </p>
          </div>
        );
      })}
    </div>
  );
}
