import { useCallback, useMemo } from "react";
import type { Part, StageName } from "../api/types";
import { formatDuration, formatRatio } from "../format/numbers";
import { plural, stageNames } from "../format/words";
import { Chart, type ChartProps } from "./Chart";
import { Legend } from "./Legend";
import type { Mark, Plot, Size, Twin } from "./plot";

export type StageParts = Partial<Record<StageName, Part>>;

const order: readonly StageName[] = ["coding", "pickup", "review", "merge", "deploy", "development"];

/** Coding, pickup, review and deploy have the same colours everywhere; merge, between
    them, and development, in place of the first four, the fifth and a neutral one. */
export const stageColours: Record<StageName, string> = {
  coding: "series-1",
  pickup: "series-2",
  review: "series-3",
  merge: "series-5",
  deploy: "series-4",
  development: "heat-2",
};

const left = 78;
const barHeight = 40;

/** How all the time that changes took is shared out among the stages, now and before. */
export function StageBars(
  props: Omit<ChartProps, "plot" | "twin" | "legend"> & { parts: StageParts; before?: StageParts | undefined },
) {
  const { parts, before } = props;
  const plot = useCallback((size: Size) => plotStages(parts, before, size), [parts, before]);
  const twin = useMemo(() => twinOf(parts, before), [parts, before]);
  const shown = order.filter((name) => parts[name]?.share !== undefined);
  return (
    <Chart
      {...props}
      height={before === undefined ? 58 : 110}
      plot={plot}
      twin={twin}
      legend={<Legend entries={shown.map((name) => ({ colour: stageColours[name], text: stageNames[name] }))} />}
    />
  );
}

function plotStages(parts: StageParts, before: StageParts | undefined, size: Size): Plot {
  const marks: Mark[] = [];
  const rows = [
    { name: "Current", stages: parts, y: 8 },
    ...(before === undefined ? [] : [{ name: "Before", stages: before, y: 62 }]),
  ];
  const layers = rows.map(({ name, stages, y }) => (
    <g key={name}>
      <text className="label-muted central" x={0} y={y + barHeight / 2}>
        {name}
      </text>
      {barsOf(stages, size.width).map(({ stage, x, width, part }) => {
        const title = `${stageNames[stage]}, ${name.toLowerCase()}`;
        const share = formatRatio(part.share ?? null);
        marks.push({
          x: x + width / 2,
          y: y + barHeight / 2,
          title,
          details: [`${share} of the time`, `median ${formatDuration(part.value)}`, plural(part.count, "change")],
          sel: name === "Current" ? `lead_time,stage:${stage}` : undefined,
          cell: { x, y, width, height: barHeight },
        });
        return (
          <g key={stage}>
            <rect className={stageColours[stage]} x={x} y={y} width={Math.max(0, width - 2)} height={barHeight} rx={3} />
            {width > 44 && (
              <text className={`middle central on-${stageColours[stage]}`} x={x + width / 2} y={y + barHeight / 2}>
                {Math.round((part.share ?? 0) * 100)} %
              </text>
            )}
          </g>
        );
      })}
    </g>
  ));
  return { layers, marks };
}

function barsOf(stages: StageParts, width: number) {
  let x = left;
  return order.flatMap((stage) => {
    const part = stages[stage];
    if (part?.share === undefined || part.share === 0) return [];
    const bar = { stage, part, x, width: part.share * (width - left) };
    x += bar.width;
    return [bar];
  });
}

function twinOf(parts: StageParts, before: StageParts | undefined): Twin {
  const beforeColumns = before === undefined ? [] : [{ name: "Share before", numeric: true }];
  return {
    columns: [
      { name: "Stage" },
      { name: "Share of the time", numeric: true },
      { name: "Median", numeric: true },
      { name: "n", numeric: true },
      ...beforeColumns,
    ],
    rows: order.flatMap((stage) => {
      const part = parts[stage];
      if (part === undefined) return [];
      const shareBefore = before?.[stage]?.share ?? null;
      return [
        {
          cells: [
            stageNames[stage],
            formatRatio(part.share ?? null),
            formatDuration(part.value),
            String(part.count),
            ...(before === undefined ? [] : [formatRatio(shareBefore)]),
          ],
          raw: [stage, part.share ?? null, part.value, part.count, ...(before === undefined ? [] : [shareBefore])],
          sel: `lead_time,stage:${stage}`,
        },
      ];
    }),
  };
}
