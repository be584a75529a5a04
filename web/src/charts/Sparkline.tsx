import { line } from "d3-shape";
import type { SeriesPoint } from "../api/types";
import { type Place, segmentsOf } from "./segments";

const width = 200;
const height = 36;

/** The shape of a series without axes; its numbers are in the chart that it hints at. */
export function Sparkline({ series }: { series: readonly SeriesPoint[] }) {
  const values = series.flatMap(({ value }) => (value === null ? [] : [value]));
  const top = Math.max(...values, 0) || 1;
  const { solid, dashed } = segmentsOf(
    series.map(({ value, partial }, index) => ({
      x: (index / Math.max(1, series.length - 1)) * width,
      y: value === null ? null : height - 2 - (value / top) * (height - 4),
      partial,
    })),
  );
  return (
    <svg className="sparkline" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
      {solid.map((run, index) => (
        <path key={index} className="line" d={path(run)} />
      ))}
      {dashed.map((run, index) => (
        <path key={index} className="line" data-kind="partial" d={path(run)} />
      ))}
    </svg>
  );
}

const path = (run: Place[]) =>
  line<Place>()
    .x(({ x }) => x)
    .y(({ y }) => y)(run) ?? "";
