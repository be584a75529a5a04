// A metric's value in its unit, its interval and its change, as people read them.

import type { Interval, Previous, Unit } from "../api/types";
import { absent, formatCount, formatDuration, formatRate, formatRatio } from "./numbers";

/** Below this many items a value would say more than the data do. */
export const tooFew = 5;

export function formatValue(unit: Unit, value: number | null): string {
  switch (unit) {
    case "seconds":
      return formatDuration(value);
    case "per_week":
      return formatRate(value);
    case "ratio":
      return formatRatio(value);
    case "lines":
      return value === null ? absent : `${formatCount(Math.round(value))} lines`;
    case "score":
      return value === null ? absent : value.toFixed(1);
    case "count":
      return value === null || Number.isInteger(value) ? formatCount(value) : value.toFixed(2);
  }
}

/** The number itself, for who wants it exactly. */
export function formatExact(unit: Unit, value: number | null): string {
  if (value === null) return absent;
  const number = value.toLocaleString("en", { maximumFractionDigits: 4 });
  return unit === "seconds" ? `${number} seconds` : unit === "per_week" ? `${number} per week` : number;
}

/** "1d 6h to 1d 8h"; an end that the data do not reach is told. */
export function formatInterval(unit: Unit, interval: Interval | undefined): string | undefined {
  if (interval === undefined) return undefined;
  const { low, high } = interval;
  if (low === null && high === null) return undefined;
  if (high === null) return `from ${formatValue(unit, low)}`;
  if (low === null) return `up to ${formatValue(unit, high)}`;
  return `${formatValue(unit, low)} to ${formatValue(unit, high)}`;
}

export interface Change {
  tone: "better" | "worse" | "neutral";
  text: string;
}

/** Better or worse only when the interval of the difference says so. */
export function describeChange(
  unit: Unit,
  value: number | null,
  previous: Previous | undefined,
): Change | undefined {
  if (previous === undefined) return undefined;
  if (value === null || previous.value === null) return { tone: "neutral", text: "nothing to compare with" };
  if (!previous.change_is_clear) return { tone: "neutral", text: "≈ no clear change" };
  const mark = value > previous.value ? "▲" : "▼";
  const text = `${mark} ${formatShift(unit, value, previous.value)} ${previous.change}`;
  const { change } = previous;
  return { tone: change === "better" || change === "worse" ? change : "neutral", text };
}

function formatShift(unit: Unit, value: number, before: number): string {
  if (unit === "ratio") return `${(Math.abs(value - before) * 100).toFixed(1)} pp`;
  if (before === 0) return formatValue(unit, Math.abs(value - before));
  return `${Math.round((Math.abs(value - before) / before) * 100)} %`;
}
