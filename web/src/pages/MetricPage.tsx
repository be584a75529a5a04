import { useCompared } from "../api/compared";
import { useMetrics } from "../api/questions";
import { useQuestion } from "../app/address";
import { useDefinitions } from "../app/definitions";
import { Ask } from "../parts/Ask";
import { MetricLine } from "../parts/MetricLine";
import { ValueCard } from "../parts/ValueCard";

/** Several metrics that belong together: each at a glance, and those named over time. */
export function MetricPage({ ids, lines }: { ids: readonly string[]; lines: readonly string[] }) {
  const { query, search } = useQuestion();
  const definitions = useDefinitions();
  const answer = useMetrics(ids, search);
  const compared = useCompared(query, ids, answer.data);
  return (
    <Ask question={answer}>
      {(shown) => (
        <>
          <div className="cards">
            {shown.metrics.map((metric) => (
              <ValueCard key={metric.id} metric={metric} definition={definitions.of(metric.id)} />
            ))}
          </div>
          <div className="columns">
            {lines.map((id) => (
              <MetricLine key={id} className="span-6" answer={shown} compared={compared} id={id} definition={definitions.of(id)} />
            ))}
          </div>
        </>
      )}
    </Ask>
  );
}
