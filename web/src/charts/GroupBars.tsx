import { useCallback, useMemo } from "react";
import type { Group, Unit } from "../api/types";
import { formatInterval, formatValue, tooFew } from "../format/values";
import { plural } from "../format/words";
import { valueScale, valueTicks } from "./axes";
import { Chart, type ChartProps } from "./Chart";
import type { Mark, Plot, Size, Twin } from "./plot";

const rowHeight = 26;
const margin = { top: 4, right: 16, bottom: 24, left: 132 };

export interface GroupBarsProps extends Omit<ChartProps, "plot" | "twin" | "height"> {
  metric: string;
  unit: Unit;
  groups: readonly Group[];
}

/** One value with its interval for each group, in the order of names: no ranking. */
export function GroupBars(props: GroupBarsProps) {
  const { metric, unit, groups } = props;
  const sorted = useMemo(() => inOrder(groups), [groups]);
  const plot = useCallback((size: Size) => plotGroups(metric, unit, sorted, size), [metric, unit, sorted]);
  const twin = useMemo(() => twinOf(metric, unit, sorted), [metric, unit, sorted]);
  return (
    <Chart {...props} plot={plot} twin={twin} height={margin.top + margin.bottom + sorted.length * rowHeight} />
  );
}

function plotGroups(metric: string, unit: Unit, groups: readonly Group[], size: Size): Plot {
  const left = Math.min(margin.left, size.width * 0.36);
  const width = size.width - left - margin.right;
  const values = groups.flatMap(({ value }) => (value === null ? [] : [value]));
  const top = Math.max(...values, 0);
  const ends = groups.flatMap(({ interval }) => (interval?.high == null ? [] : [Math.min(interval.high, top * 2)]));
  const scale = valueScale(unit, [...values, ...ends], 1);
  const toX = (value: number) => left + Math.min(1, 1 - scale(value)) * width;
  const bottom = margin.top + groups.length * rowHeight;
  const all = valueTicks(unit, scale);
  const ticks = width < 220 ? all.filter((_, index) => index % 2 === 0) : all;
  const common = commonOwner(groups);
  const marks = groups.map((group, index): Mark => {
    const y = margin.top + index * rowHeight;
    return {
      x: toX(group.value ?? 0),
      y: y + rowHeight / 2,
      title: groupName(group),
      details: describeGroup(unit, group),
      sel: selOf(metric, group),
      cell: { x: 0, y: y + 1, width: size.width, height: rowHeight - 2 },
    };
  });
  const layers = (
    <>
      <g className="axis x-axis">
        {ticks.map(({ value, text }) => (
          <g key={value}>
            <line className={value === 0 ? "base" : "grid"} x1={toX(value)} x2={toX(value)} y1={margin.top} y2={bottom} />
            <text x={toX(value)} y={bottom + 16}>
              {text}
            </text>
          </g>
        ))}
      </g>
      {groups.map((group, index) => {
        const y = margin.top + (index + 0.5) * rowHeight;
        const { low, high } = group.interval ?? { low: null, high: null };
        return (
          <g key={groupName(group)}>
            <text className="label end-anchor central" x={left - 8} y={y}>
              {shorten(groupName(group).slice(common), left)}
            </text>
            {low !== null && high !== null && group.count >= tooFew && (
              <line className="whisker" x1={toX(low)} x2={toX(high)} y1={y} y2={y} />
            )}
            {group.value !== null && <circle className={group.count < tooFew ? "vertex" : "series-1"} cx={toX(group.value)} cy={y} r={5} />}
          </g>
        );
      })}
    </>
  );
  return { layers, marks, steps: { left: -1, right: 1, up: -1, down: 1 } };
}

export function describeGroup(unit: Unit, group: Group): string[] {
  const interval = formatInterval(unit, group.interval);
  if (group.value === null) return [group.absent ?? "no value"];
  return [
    formatValue(unit, group.value),
    ...(interval === undefined ? [] : [`95 % interval ${interval}`]),
    group.count < tooFew ? `only n=${group.count}` : `n=${group.count}`,
  ];
}

/** By their names; what is in none of them comes last. */
export function inOrder(groups: readonly Group[]): Group[] {
  return [...groups].sort((a, b) =>
    a.key === null || b.key === null ? Number(a.key === null) - Number(b.key === null) : a.key.localeCompare(b.key),
  );
}

function groupName({ by, key }: Group): string {
  return key ?? `no ${by.replaceAll("_", " ")}`;
}

/** Only a repository's own items can be asked for. */
function selOf(metric: string, { by, key }: Group): string | undefined {
  return by === "repository" && key?.includes("/") ? `${metric},repository:${key}` : undefined;
}

/** How many letters all keys begin with that say nothing: the owner of all of them. */
function commonOwner(groups: readonly Group[]): number {
  const owner = /^[^/]+\//.exec(groups[0]?.key ?? "")?.[0] ?? "";
  return groups.every((group) => groupName(group).startsWith(owner)) ? owner.length : 0;
}

function shorten(text: string, width: number): string {
  const letters = Math.floor((width - 8) / 6.8);
  return text.length <= letters ? text : `…${text.slice(1 - letters)}`;
}

function twinOf(metric: string, unit: Unit, groups: readonly Group[]): Twin {
  return {
    columns: [
      { name: "Group" },
      { name: "Value", numeric: true },
      { name: "95 % interval", numeric: true },
      { name: "n", numeric: true },
    ],
    rows: groups.map((group) => ({
      cells: [
        groupName(group),
        group.value === null ? `– ${group.absent ?? ""}` : formatValue(unit, group.value),
        formatInterval(unit, group.interval) ?? "–",
        String(group.count),
      ],
      raw: [groupName(group), group.value, intervalText(group), group.count],
      sel: selOf(metric, group),
    })),
  };
}

function intervalText({ interval }: Group): string | null {
  return interval === undefined ? null : `${interval.low ?? ""}..${interval.high ?? ""}`;
}

export function groupSummary(groups: readonly Group[]): string {
  const withValue = groups.filter(({ value }) => value !== null).length;
  return withValue === groups.length
    ? `${plural(groups.length, "group")}, in the order of their names.`
    : `${plural(groups.length, "group")}, of which ${withValue} have a value.`;
}
