import type { Definition, LevelName, LevelRange, Metric } from "../../api/types";
import { useDefinitions } from "../../app/definitions";
import { formatValue } from "../../format/values";
import { levelMarks, levelName } from "../../format/words";

const levels: readonly LevelName[] = ["elite", "high", "medium", "low"];

/** What each year's report called elite, high, medium and low, beside the value now. */
export function LevelYears({ metrics }: { metrics: readonly Metric[] }) {
  const definitions = useDefinitions();
  const known = metrics.flatMap((metric) => {
    const definition = definitions.of(metric.id);
    return definition?.levels === undefined || definition.levels.length === 0 ? [] : [{ metric, definition }];
  });
  if (known.length === 0) return null;
  return (
    <section className="card">
      <h2>Levels by year</h2>
      <p className="caption">
        The clusters of DORA’s reports. They describe who answered that year, leave gaps, and do not always follow each other;
        since 2025 there are none. ✓ where the value fits.
      </p>
      <div className="table-scroll" tabIndex={0} role="region" aria-label="Levels by year">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Metric</th>
              <th scope="col">Year</th>
              {levels.map((level) => (
                <th key={level} scope="col">
                  {levelMarks[level]} {levelName(level)}
                </th>
              ))}
            </tr>
          </thead>
          {known.map(({ metric, definition }) => (
            <tbody key={metric.id}>{rowsOf(metric, definition)}</tbody>
          ))}
        </table>
      </div>
    </section>
  );
}

function rowsOf({ id, unit, value }: Metric, { title, levels: years }: Definition) {
  return (years ?? []).map((year, index) => (
    <tr key={`${id} ${year.year}`}>
      {index === 0 && (
        <th scope="rowgroup" rowSpan={years?.length}>
          {title}
        </th>
      )}
      <td>{year.year}</td>
      {levels.map((level) => {
        const range = year[level];
        return (
          <td key={level}>
            {range === undefined ? "–" : rangeText(unit, range)}
            {range !== undefined && fits(value, range) && <strong> ✓</strong>}
          </td>
        );
      })}
    </tr>
  ));
}

function rangeText(unit: Metric["unit"], { low, high }: LevelRange): string {
  if (low === null || low === 0) return `up to ${formatValue(unit, high)}`;
  if (high === null) return `from ${formatValue(unit, low)}`;
  return `${formatValue(unit, low)} to ${formatValue(unit, high)}`;
}

function fits(value: number | null, { low, high }: LevelRange): boolean {
  return value !== null && (low === null || value >= low) && (high === null || value < high);
}
