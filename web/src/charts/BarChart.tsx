import { useCallback, useMemo } from "react";
import type { SeriesPoint, Unit } from "../api/types";
import { formatBucket } from "../format/times";
import { formatInterval, formatValue } from "../format/values";
import type { Happening } from "./annotations";
import { happeningsWithin } from "./annotations";
import { timeScale, timeTicks, valueScale, valueTicks } from "./axes";
import { TimeAxis, ValueAxis } from "./Axes";
import { Chart, type ChartProps } from "./Chart";
import { Happenings } from "./Happenings";
import { describePoint, selOf } from "./LineChart";
import type { Margin, Mark, Plot, Size, Twin } from "./plot";

export interface BarChartProps extends Omit<ChartProps, "plot" | "twin"> {
  metric: string;
  unit: Unit;
  window: { from: string; until: string; every: string | null; time_zone: string };
  series: readonly SeriesPoint[];
  happenings?: readonly Happening[];
}

const margin: Margin = { top: 20, right: 10, bottom: 26, left: 52 };

/** Counts and rates over time: a bar a bucket, hatched where the bucket is cut. */
export function BarChart(props: BarChartProps) {
  const { metric, unit, window, series, happenings = [] } = props;
  const plot = useCallback(
    (size: Size) => plotBars({ metric, unit, window, series, happenings }, size),
    [metric, unit, window, series, happenings],
  );
  const twin = useMemo(() => twinOf({ metric, unit, window, series }), [metric, unit, window, series]);
  return <Chart {...props} plot={plot} twin={twin} />;
}

type Data = Pick<BarChartProps, "metric" | "unit" | "window" | "series">;

function plotBars({ metric, unit, window, series, happenings }: Data & { happenings: readonly Happening[] }, size: Size): Plot {
  const width = size.width - margin.left - margin.right;
  const height = size.height - margin.top - margin.bottom;
  const time = timeScale(window.from, window.until, width);
  const toX = (at: number) => time(at);
  const toY = valueScale(unit, series.flatMap(({ value }) => (value === null ? [] : [value])), height);
  const marks: Mark[] = series.map((point) => {
    const x = margin.left + toX(Date.parse(point.from)) + 1;
    const end = margin.left + toX(Date.parse(point.until)) - 1;
    const y = margin.top + toY(point.value ?? 0);
    return {
      x: (x + end) / 2,
      y,
      title: formatBucket(point.from, window.every, window.time_zone),
      details: [
        ...describePoint(unit, point),
        ...happeningsWithin(happenings, Date.parse(point.from), Date.parse(point.until)),
      ],
      sel: selOf(metric, window, point),
      cell: { x, y, width: Math.max(1, end - x), height: Math.max(0, margin.top + height - y) },
    };
  });
  const layers = (
    <>
      <ValueAxis ticks={valueTicks(unit, toY)} toY={toY} size={size} margin={margin} />
      <TimeAxis ticks={timeTicks(time)} toX={toX} size={size} margin={margin} />
      {marks.map(({ cell, title }, index) => (
        <rect key={title} className="bar" data-partial={series[index]?.partial || undefined} rx={2} {...cell} />
      ))}
      {series.map((point, index) => {
        const { low, high } = point.interval ?? { low: null, high: null };
        const x = marks[index]?.x;
        if (low === null || high === null || x === undefined || (marks[index]?.cell?.width ?? 0) < 12) return null;
        return <line key={point.from} className="whisker" x1={x} x2={x} y1={margin.top + toY(low)} y2={Math.max(margin.top, margin.top + toY(high))} />;
      })}
      <Happenings happenings={happenings} toX={toX} size={size} margin={margin} />
    </>
  );
  return { layers, marks };
}

function twinOf({ metric, unit, window, series }: Data): Twin {
  return {
    columns: [
      { name: "Time" },
      { name: "Value", numeric: true },
      { name: "95 % interval", numeric: true },
      { name: "n", numeric: true },
    ],
    rows: series.map((point) => ({
      cells: [
        formatBucket(point.from, window.every, window.time_zone) + (point.partial ? " (cut)" : ""),
        point.value === null ? `– ${point.absent ?? ""}` : formatValue(unit, point.value),
        formatInterval(unit, point.interval) ?? "–",
        String(point.count),
      ],
      raw: [
        point.from,
        point.value,
        point.interval === undefined ? null : `${point.interval.low ?? ""}..${point.interval.high ?? ""}`,
        point.count,
      ],
      sel: selOf(metric, window, point),
    })),
  };
}
