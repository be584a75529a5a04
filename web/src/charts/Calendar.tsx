import { useCallback, useMemo } from "react";
import type { SeriesPoint } from "../api/types";
import { formatDay, isoDay } from "../format/times";
import { plural } from "../format/words";
import { Chart, type ChartProps } from "./Chart";
import { shadeOf, shadeRanges } from "./heat";
import { Legend } from "./Legend";
import type { Mark, Plot, Size, Twin } from "./plot";

export interface CalendarProps extends Omit<ChartProps, "plot" | "twin" | "legend"> {
  metric: string;
  /** One point a day. */
  days: readonly SeriesPoint[];
  timeZone: string;
  /** What is counted, in the singular and the plural. */
  noun: readonly [string, string];
}

const weekdays = ["Mon", "", "Wed", "", "Fri", "", "Sun"];
const left = 34;
const top = 18;

/** A square a day, a column a week. */
export function Calendar(props: CalendarProps) {
  const { metric, days, timeZone, noun } = props;
  const most = Math.max(0, ...days.map(({ count }) => count));
  const plot = useCallback(
    (size: Size) => plotCalendar(metric, days, timeZone, noun, most, size),
    [metric, days, timeZone, noun, most],
  );
  const twin = useMemo(() => twinOf(metric, days, timeZone), [metric, days, timeZone]);
  return (
    <Chart
      {...props}
      height={props.height ?? 150}
      plot={plot}
      twin={twin}
      legend={
        <Legend entries={shadeRanges(most).map((text, shade) => ({ colour: `heat-${shade}`, text })).filter(({ text }) => text !== "–")} />
      }
    />
  );
}

function plotCalendar(
  metric: string,
  days: readonly SeriesPoint[],
  timeZone: string,
  [one, many]: readonly [string, string],
  most: number,
  size: Size,
): Plot {
  const first = days[0] === undefined ? 0 : weekdayOf(isoDay(days[0].from, timeZone));
  const weeks = Math.ceil((days.length + first) / 7);
  const side = Math.max(3, Math.min(20, (size.width - left) / Math.max(weeks, 1), (size.height - top) / 7));
  const gap = side > 8 ? 2 : 1;
  const months: { x: number; text: string }[] = [];
  const marks: Mark[] = days.map((day, index) => {
    const date = isoDay(day.from, timeZone);
    const column = Math.floor((index + first) / 7);
    const x = left + column * side;
    const y = top + ((index + first) % 7) * side;
    if (date.endsWith("-01") || (index === 0 && Number(date.slice(8)) < 20)) {
      months.push({ x, text: new Date(`${date}T00:00:00Z`).toLocaleString("en-GB", { month: "short", timeZone: "UTC" }) });
    }
    return {
      x: x + side / 2,
      y: y + side / 2,
      title: formatDay(day.from, timeZone),
      details: [plural(day.count, one, many) + (day.partial ? " so far" : "")],
      sel: `${metric},day:${date}`,
      cell: { x, y, width: side - gap, height: side - gap },
    };
  });
  const layers = (
    <>
      {weekdays.map((name, index) => (
        <text key={index} className="label-muted central" x={0} y={top + (index + 0.5) * side}>
          {name}
        </text>
      ))}
      {months.map(({ x, text }) => (
        <text key={x} className="label-muted" x={x} y={11}>
          {text}
        </text>
      ))}
      {marks.map(({ cell, title }, index) => (
        <rect key={title} className={`heat-${shadeOf(days[index]?.count ?? 0, most)}`} rx={Math.min(2, side / 5)} {...cell} />
      ))}
    </>
  );
  return { layers, marks, steps: { left: -7, right: 7, up: -1, down: 1 } };
}

function weekdayOf(date: string): number {
  return (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
}

function twinOf(metric: string, days: readonly SeriesPoint[], timeZone: string): Twin {
  return {
    columns: [{ name: "Day" }, { name: "Count", numeric: true }],
    rows: days.map((day) => {
      const date = isoDay(day.from, timeZone);
      return { cells: [formatDay(day.from, timeZone), String(day.count)], raw: [date, day.count], sel: `${metric},day:${date}` };
    }),
  };
}
