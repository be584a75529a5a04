// Durations and sizes in bins that grow, since most are short and a few are very long.

import type { Unit } from "../api/types";
import { formatDuration } from "../format/numbers";

export interface Bin {
  low: number;
  /** Not included; infinite in the last one. */
  high: number;
  count: number;
  text: string;
}

const hour = 3600;
const day = 24 * hour;
const durations = [0, hour, 4 * hour, 12 * hour, day, 2 * day, 4 * day, 7 * day, 14 * day, 30 * day, 90 * day];
/** The sizes of a pull request: XS, S, M, L, XL, each but the last in two. */
const lines = [0, 10, 25, 50, 125, 250, 500, 1000, 2500];

export function binsOf(unit: Unit, values: readonly number[]): Bin[] {
  const limits = unit === "seconds" ? durations : lines;
  const write = unit === "seconds" ? formatDuration : (value: number) => String(value);
  return limits.map((low, index) => {
    const high = limits[index + 1] ?? Number.POSITIVE_INFINITY;
    return {
      low,
      high,
      count: values.filter((value) => value >= low && value < high).length,
      text: Number.isFinite(high) ? `${write(low)}–${write(high)}` : `${write(low)} or more`,
    };
  });
}
