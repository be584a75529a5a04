import { useCallback, useMemo } from "react";
import { plural } from "../format/words";
import { Chart, type ChartProps } from "./Chart";
import { shadeOf, shadeRanges } from "./heat";
import { Legend } from "./Legend";
import type { Mark, Plot, Size, Twin } from "./plot";

const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const margin = { top: 4, right: 4, bottom: 22, left: 38 };

/** Events by weekday and hour. */
export function WeekHours(
  props: Omit<ChartProps, "plot" | "twin" | "legend"> & { grid: readonly (readonly number[])[] },
) {
  const { grid } = props;
  const most = Math.max(0, ...grid.flat());
  const plot = useCallback((size: Size) => plotHours(grid, most, size), [grid, most]);
  const twin = useMemo(() => twinOf(grid), [grid]);
  const legend = shadeRanges(most).map((text, shade) => ({ colour: `heat-${shade}`, text })).filter(({ text }) => text !== "–");
  return <Chart {...props} plot={plot} twin={twin} legend={<Legend entries={legend} />} />;
}

function plotHours(grid: readonly (readonly number[])[], most: number, size: Size): Plot {
  const width = (size.width - margin.left - margin.right) / 24;
  const height = (size.height - margin.top - margin.bottom) / 7;
  const marks: Mark[] = grid.flatMap((hours, weekday) =>
    hours.map((count, hour) => {
      const x = margin.left + hour * width;
      const y = margin.top + weekday * height;
      return {
        x: x + width / 2,
        y: y + height / 2,
        title: `${weekdays[weekday]}, ${hour}:00–${hour}:59`,
        details: [plural(count, "event")],
        cell: { x, y, width: width - 2, height: height - 2 },
      };
    }),
  );
  const counts = grid.flat();
  const every = width < 16 ? 6 : 3;
  const layers = (
    <>
      {weekdays.map((name, index) => (
        <text key={name} className="label-muted central" x={0} y={margin.top + (index + 0.5) * height}>
          {name.slice(0, 3)}
        </text>
      ))}
      {marks.map(({ title, cell }, index) => (
        <rect key={title} className={`heat-${shadeOf(counts[index] ?? 0, most)}`} rx={2} {...cell} />
      ))}
      {Array.from({ length: 24 / every }, (_, index) => index * every).map((hour) => (
        <text key={hour} className="label-muted" x={margin.left + hour * width} y={size.height - 6}>
          {hour}:00
        </text>
      ))}
    </>
  );
  return { layers, marks, steps: { left: -1, right: 1, up: -24, down: 24 } };
}

function twinOf(grid: readonly (readonly number[])[]): Twin {
  return {
    columns: [{ name: "Weekday" }, ...Array.from({ length: 24 }, (_, hour) => ({ name: `${hour}`, numeric: true }))],
    rows: grid.map((hours, weekday) => ({
      cells: [weekdays[weekday] ?? "", ...hours.map(String)],
      raw: [weekdays[weekday] ?? "", ...hours],
    })),
  };
}
