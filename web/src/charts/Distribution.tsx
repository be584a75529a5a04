import { useCallback, useMemo } from "react";
import type { Points, Unit } from "../api/types";
import { formatRatio } from "../format/numbers";
import { plural } from "../format/words";
import { valueScale, valueTicks } from "./axes";
import { ValueAxis } from "./Axes";
import { type Bin, binsOf } from "./bins";
import { Chart, type ChartProps } from "./Chart";
import type { Mark, Plot, Size, Twin } from "./plot";

const margin = { top: 8, right: 8, bottom: 40, left: 44 };

/** How the single values spread; the median says nothing of the long tail. */
export function Distribution(
  props: Omit<ChartProps, "plot" | "twin" | "summary"> & { metric: string; unit: Unit; points: Points },
) {
  const { metric, unit, points } = props;
  const bins = useMemo(() => binsOf(unit, points.value), [unit, points]);
  const total = points.value.length;
  const plot = useCallback((size: Size) => plotBins(metric, bins, total, size), [metric, bins, total]);
  const twin = useMemo(() => twinOf(bins, total), [bins, total]);
  const most = bins.reduce((a, b) => (b.count > a.count ? b : a), bins[0] as Bin);
  return (
    <Chart
      {...props}
      summary={total === 0 ? "Nothing to count." : `Most often ${most.text}: ${plural(most.count, "change")} of ${total}.`}
      plot={plot}
      twin={twin}
    />
  );
}

function plotBins(metric: string, bins: readonly Bin[], total: number, size: Size): Plot {
  const width = size.width - margin.left - margin.right;
  const height = size.height - margin.top - margin.bottom;
  const toY = valueScale("count", bins.map(({ count }) => count), height);
  const each = width / bins.length;
  const marks: Mark[] = bins.map((bin, index) => {
    const x = margin.left + index * each + 1;
    const y = margin.top + toY(bin.count);
    return {
      x: x + each / 2,
      y,
      title: bin.text,
      details: [plural(bin.count, "change"), formatRatio(total === 0 ? null : bin.count / total)],
      sel: metric,
      cell: { x, y, width: each - 2, height: margin.top + height - y },
    };
  });
  const layers = (
    <>
      <ValueAxis ticks={valueTicks("count", toY)} toY={toY} size={size} margin={margin} />
      {marks.map(({ cell, title }) => (
        <rect key={title} className="bar" rx={2} {...cell} />
      ))}
      <g className="axis x-axis">
        {bins.map(({ low, text }, index) => (
          <text key={low} x={margin.left + index * each} y={size.height - (each < 44 && index % 2 === 1 ? 8 : 22)}>
            {text.split(/[– ]/)[0]}
          </text>
        ))}
      </g>
    </>
  );
  return { layers, marks };
}

function twinOf(bins: readonly Bin[], total: number): Twin {
  return {
    columns: [{ name: "From, up to" }, { name: "Changes", numeric: true }, { name: "Share", numeric: true }],
    rows: bins.map(({ text, count }) => {
      const share = total === 0 ? null : count / total;
      return { cells: [text, String(count), formatRatio(share)], raw: [text, count, share] };
    }),
  };
}
