import { useCallback, useMemo } from "react";
import { Chart, type ChartProps } from "./Chart";
import type { Mark, Plot, Size, Twin } from "./plot";

export interface RadarAxis {
  /** The id of the metric. */
  id: string;
  name: string;
  /** From 0 to 10; null: the axis has none, and the shape leaves it out. */
  score: number | null;
  before: number | null;
  /** The metric's own value, in words. */
  value: string;
}

/** A profile of few scores, in a fixed order. Its area means nothing, and it says so. */
export function Radar(props: Omit<ChartProps, "plot" | "twin"> & { axes: readonly RadarAxis[] }) {
  const { axes } = props;
  const plot = useCallback((size: Size) => plotRadar(axes, size), [axes]);
  const twin = useMemo(() => twinOf(axes), [axes]);
  return <Chart {...props} plot={plot} twin={twin} />;
}

function plotRadar(axes: readonly RadarAxis[], size: Size): Plot {
  const centre = { x: size.width / 2, y: size.height / 2 + 4 };
  const radius = Math.max(40, Math.min(size.width / 2 - 68, size.height / 2 - 36));
  const place = (index: number, score: number) => {
    const angle = (index / axes.length) * 2 * Math.PI - Math.PI / 2;
    const length = (score / 10) * radius;
    return { x: centre.x + Math.cos(angle) * length, y: centre.y + Math.sin(angle) * length };
  };
  const outline = (pick: (axis: RadarAxis) => number | null) =>
    axes.flatMap((axis, index) => {
      const score = pick(axis);
      return score === null ? [] : [place(index, score)];
    });
  const points = (places: readonly { x: number; y: number }[]) =>
    places.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ");
  const current = outline(({ score }) => score);
  const marks: Mark[] = axes.map((axis, index) => ({
    ...place(index, axis.score ?? 0),
    title: axis.name,
    details: [
      axis.score === null ? "no score" : `score ${axis.score.toFixed(1)} of 10`,
      axis.value,
      ...(axis.before === null ? [] : [`before ${axis.before.toFixed(1)}`]),
    ],
    sel: axis.id,
    cell: { x: place(index, axis.score ?? 0).x - 8, y: place(index, axis.score ?? 0).y - 8, width: 16, height: 16 },
  }));
  const layers = (
    <>
      {[2.5, 5, 7.5, 10].map((score) => (
        <polygon key={score} className="radar-ring" points={points(axes.map((_, index) => place(index, score)))} />
      ))}
      {axes.map(({ id }, index) => {
        const tip = place(index, 10);
        return <line key={id} className="radar-ring" x1={centre.x} y1={centre.y} x2={tip.x} y2={tip.y} />;
      })}
      <polygon className="radar-before" points={points(outline(({ before }) => before))} />
      <polygon className="radar-area" points={points(current)} />
      {current.map(({ x, y }) => (
        <circle key={`${x} ${y}`} className="vertex" cx={x} cy={y} r={3} />
      ))}
      {axes.map(({ id, name, score }, index) => {
        const { x, y } = place(index, 11.6);
        const side = Math.abs(x - centre.x) < 12 ? "middle" : x < centre.x ? "end" : "start";
        return (
          <text key={id} className="label" textAnchor={side} x={x} y={y}>
            <tspan>{name}</tspan>
            <tspan x={x} dy={14} fontWeight={650}>
              {score === null ? "–" : score.toFixed(1)}
            </tspan>
          </text>
        );
      })}
    </>
  );
  return { layers, marks };
}

function twinOf(axes: readonly RadarAxis[]): Twin {
  return {
    columns: [
      { name: "Metric" },
      { name: "Score", numeric: true },
      { name: "Before", numeric: true },
      { name: "Value", numeric: true },
    ],
    rows: axes.map(({ id, name, score, before, value }) => ({
      cells: [name, score?.toFixed(1) ?? "–", before?.toFixed(1) ?? "–", value],
      raw: [id, score, before, value],
      sel: id,
    })),
  };
}
