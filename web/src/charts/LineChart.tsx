import { area, curveLinear, line } from "d3-shape";
import { useCallback, useMemo } from "react";
import type { Points, SeriesPoint, Unit } from "../api/types";
import { formatBucket } from "../format/times";
import { formatInterval, formatValue, tooFew } from "../format/values";
import { type Happening, happeningsWithin } from "./annotations";
import { timeScale, timeTicks, valueScale, valueTicks } from "./axes";
import { TimeAxis, ValueAxis } from "./Axes";
import { Chart, type ChartProps } from "./Chart";
import { Happenings } from "./Happenings";
import type { Margin, Mark, Plot, Size, Twin } from "./plot";
import { type Place, segmentsOf, type Vertex } from "./segments";

export interface LineChartProps extends Omit<ChartProps, "plot" | "twin"> {
  metric: string;
  unit: Unit;
  window: { from: string; until: string; every: string | null; time_zone: string };
  series: readonly SeriesPoint[];
  /** Of the window compared with; drawn as if it lay over this one. */
  compared?: readonly SeriesPoint[] | undefined;
  points?: Points | undefined;
  happenings?: readonly Happening[];
}

const margin: Margin = { top: 20, right: 10, bottom: 26, left: 52 };

/** A value over time with the interval in which it lies, and the single items behind it. */
export function LineChart(props: LineChartProps) {
  const { metric, unit, window, series, compared, points, happenings = [] } = props;
  const plot = useCallback(
    (size: Size) => plotLine({ metric, unit, window, series, compared, points, happenings }, size),
    [metric, unit, window, series, compared, points, happenings],
  );
  const twin = useMemo(() => twinOf(metric, unit, window, series, compared), [metric, unit, window, series, compared]);
  return <Chart {...props} twin={twin} plot={plot} />;
}

type LineData = Pick<LineChartProps, "metric" | "unit" | "window" | "series" | "compared" | "points"> & {
  happenings: readonly Happening[];
};

function plotLine(data: LineData, size: Size): Plot {
  const { unit, window, series, points, happenings } = data;
  const compared = (data.compared ?? []).slice(0, series.length);
  const width = size.width - margin.left - margin.right;
  const height = size.height - margin.top - margin.bottom;
  const time = timeScale(window.from, window.until, width);
  const toX = (at: number) => time(at);
  const toY = valueScale(unit, highest(series, compared), height);
  const vertices = series.map((point) => vertexOf(point, toX, toY));
  const before = segmentsOf(
    compared.map((point, index) => ({
      x: vertices[index]?.x ?? 0,
      y: point.value === null ? null : toY(point.value),
      partial: false,
    })),
  );
  const { solid, dashed, lone } = segmentsOf(vertices);

  const layers = (
    <>
      <ValueAxis ticks={valueTicks(unit, toY)} toY={toY} size={size} margin={margin} />
      <TimeAxis ticks={timeTicks(time)} toX={toX} size={size} margin={margin} />
      <g transform={`translate(${margin.left} ${margin.top})`}>
        <Band series={series} toX={toX} toY={toY} />
        {before.solid.map((run, index) => (
          <path key={index} className="line" data-kind="compared" d={path(run)} />
        ))}
        {before.lone.map(({ x, y }) => (
          <circle key={x} className="vertex" data-kind="compared" cx={x} cy={y} r={2.5} />
        ))}
        {solid.map((run, index) => (
          <path key={index} className="line" d={path(run)} />
        ))}
        {dashed.map((run, index) => (
          <path key={index} className="line" data-kind="partial" d={path(run)} />
        ))}
        {lone.map(({ x, y }) => (
          <circle key={x} className="vertex" cx={x} cy={y} r={3} />
        ))}
      </g>
      <Happenings happenings={happenings} toX={toX} size={size} margin={margin} />
    </>
  );
  const marks = series.map((point, index) => markOf(data, point, compared[index], vertices[index], happenings, height));
  return { layers, marks, underlay: points && dots(points, toX, toY, height) };

  function markOf(
    { metric: id }: LineData,
    point: SeriesPoint,
    beforeIt: SeriesPoint | undefined,
    vertex: Vertex | undefined,
    all: readonly Happening[],
    base: number,
  ): Mark {
    return {
      x: margin.left + (vertex?.x ?? 0),
      y: margin.top + (vertex?.y ?? base),
      title: formatBucket(point.from, window.every, window.time_zone),
      details: [
        ...describePoint(unit, point),
        ...(beforeIt === undefined ? [] : [`before: ${formatValue(unit, beforeIt.value)}, n=${beforeIt.count}`]),
        ...happeningsWithin(all, Date.parse(point.from), Date.parse(point.until)),
      ],
      sel: selOf(id, window, point),
    };
  }
}

/** Value, interval and count of one bucket; a value of very few items says so. */
export function describePoint(unit: Unit, point: SeriesPoint): string[] {
  const interval = formatInterval(unit, point.interval);
  const value = point.value === null ? (point.absent ?? "no value") : formatValue(unit, point.value);
  return [
    point.partial ? `${value} so far` : value,
    ...(interval === undefined ? [] : [`95 % interval ${interval}`]),
    point.count < tooFew && point.value !== null ? `only n=${point.count}` : `n=${point.count}`,
  ];
}

/** The address of a bucket, by its first whole day in the time zone asked for. */
export function selOf(
  metric: string,
  window: { every: string | null; time_zone: string },
  point: { from: string },
): string | undefined {
  if (window.every === null) return undefined;
  return `${metric},${window.every}:${bucketDay(point.from, window.every, window.time_zone)}`;
}

/** A cut bucket is named by the day on which the whole one begins. */
function bucketDay(from: string, every: string, timeZone: string): string {
  const local = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(new Date(from));
  const day = new Date(`${local}T00:00:00Z`);
  if (every === "week") day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  if (every === "month") day.setUTCDate(1);
  if (every === "quarter") day.setUTCMonth(Math.floor(day.getUTCMonth() / 3) * 3, 1);
  return day.toISOString().slice(0, 10);
}

function vertexOf(
  point: SeriesPoint,
  toX: (time: number) => number,
  toY: (value: number) => number,
): Vertex {
  return {
    x: middleOf(point, toX),
    y: point.value === null ? null : toY(point.value),
    partial: point.partial,
  };
}

function middleOf({ from, until }: SeriesPoint, toX: (time: number) => number): number {
  return toX((Date.parse(from) + Date.parse(until)) / 2);
}

/** The axis holds every value, and intervals up to twice that: a huge one would flatten the line. */
function highest(series: readonly SeriesPoint[], compared: readonly SeriesPoint[]): number[] {
  const values = [...series, ...compared].flatMap(({ value }) => (value === null ? [] : [value]));
  const top = Math.max(...values, 0);
  const ends = series.flatMap(({ interval }) => (interval?.high == null ? [] : [Math.min(interval.high, top * 1.8)]));
  return [...values, ...ends];
}

const path = (run: readonly Place[]) =>
  line<Place>()
    .x(({ x }) => x)
    .y(({ y }) => y)
    .curve(curveLinear)(run as Place[]) ?? "";

function Band({
  series,
  toX,
  toY,
}: {
  series: readonly SeriesPoint[];
  toX(time: number): number;
  toY(value: number): number;
}) {
  const shape = area<SeriesPoint>()
    .defined(({ interval }) => interval?.low != null && interval.high != null)
    .x((point) => middleOf(point, toX))
    .y0(({ interval }) => toY(interval?.low ?? 0))
    .y1(({ interval }) => Math.max(0, toY(interval?.high ?? 0)));
  return <path className="band" d={shape(series as SeriesPoint[]) ?? ""} />;
}

/** Every item as a dot; those above the axis lie on its upper edge. */
function dots(points: Points, toX: (time: number) => number, toY: (value: number) => number, height: number) {
  const places = points.at.map((at, index) => ({ x: toX(Date.parse(at)), y: toY(points.value[index] ?? 0) }));
  return (canvas: CanvasRenderingContext2D) => {
    canvas.globalAlpha = places.length > 2000 ? 0.28 : 0.5;
    for (const { x, y } of places) {
      if (y > height) continue;
      canvas.beginPath();
      canvas.arc(margin.left + x, margin.top + Math.max(0, y), 1.6, 0, Math.PI * 2);
      canvas.fill();
    }
  };
}

function twinOf(
  metric: string,
  unit: Unit,
  window: LineChartProps["window"],
  series: readonly SeriesPoint[],
  compared: readonly SeriesPoint[] | undefined,
): Twin {
  const columns = [
    { name: window.every === null ? "Time" : `${window.every.charAt(0).toUpperCase()}${window.every.slice(1)}` },
    { name: "Value", numeric: true },
    { name: "95 % interval", numeric: true },
    { name: "n", numeric: true },
    ...(compared === undefined ? [] : [{ name: "Before", numeric: true }]),
  ];
  const rows = series.map((point, index) => {
    const before = compared?.[index];
    const { low = null, high = null } = point.interval ?? {};
    return {
      cells: [
        formatBucket(point.from, window.every, window.time_zone) + (point.partial ? " (cut)" : ""),
        point.value === null ? `– ${point.absent ?? ""}` : formatValue(unit, point.value),
        formatInterval(unit, point.interval) ?? "–",
        String(point.count),
        ...(compared === undefined ? [] : [formatValue(unit, before?.value ?? null)]),
      ],
      raw: [
        point.from,
        point.value,
        low === null && high === null ? null : `${low ?? ""}..${high ?? ""}`,
        point.count,
        ...(compared === undefined ? [] : [before?.value ?? null]),
      ],
      sel: selOf(metric, window, point),
    };
  });
  return { columns, rows };
}

