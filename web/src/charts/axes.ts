// Where the ticks of an axis stand and what they say.

import { max } from "d3-array";
import { scaleLinear, type ScaleLinear, scaleUtc, type ScaleTime } from "d3-scale";
import { utcDay, utcMonday, utcMonth, utcYear } from "d3-time";
import type { Unit } from "../api/types";
import { formatDuration } from "../format/numbers";

const minute = 60;
const hour = 3600;
const day = 24 * hour;

/** People count time in these, not in tens. */
const durations = [
  minute, 2 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute,
  hour, 2 * hour, 4 * hour, 6 * hour, 12 * hour,
  day, 2 * day, 3 * day, 7 * day, 14 * day, 30 * day, 60 * day, 90 * day, 180 * day, 365 * day,
];

export interface Tick {
  value: number;
  text: string;
}

/** From zero to a round number that is not below any of the values. */
export function valueScale(unit: Unit, values: Iterable<number>, height: number): ScaleLinear<number, number> {
  const top = max(values) || 1;
  const step = unit === "seconds" ? durationStep(top) : undefined;
  const scale = scaleLinear().range([height, 0]);
  return step === undefined
    ? scale.domain([0, top]).nice(4)
    : scale.domain([0, Math.ceil(top / step) * step]);
}

export function valueTicks(unit: Unit, scale: ScaleLinear<number, number>): Tick[] {
  const [, top = 1] = scale.domain();
  if (unit === "seconds") {
    const step = durationStep(top);
    const count = Math.round(top / step);
    return Array.from({ length: count + 1 }, (_, index) => index * step).map((value) => ({
      value,
      text: formatDuration(value),
    }));
  }
  return scale.ticks(4).map((value) => ({ value, text: tickText(unit, value) }));
}

function tickText(unit: Unit, value: number): string {
  if (unit === "ratio") return `${Math.round(value * 1000) / 10} %`;
  if (value >= 10_000) return `${value / 1000}k`;
  return value.toLocaleString("en");
}

/** The least step that needs at most five ticks above zero. */
function durationStep(top: number): number {
  return durations.find((step) => top / step <= 5) ?? Math.ceil(top / 5 / (365 * day)) * 365 * day;
}

export function timeScale(from: string, until: string, width: number): ScaleTime<number, number> {
  return scaleUtc()
    .domain([new Date(from), new Date(until)])
    .range([0, width]);
}

/** About one tick for each 90 pixels, at beginnings of days, weeks, months or years. */
export function timeTicks(scale: ScaleTime<number, number>): Tick[] {
  const [from, until] = scale.domain() as [Date, Date];
  const width = scale.range()[1] ?? 0;
  const wanted = Math.max(2, Math.floor(width / 90));
  const days = (until.getTime() - from.getTime()) / (day * 1000);
  const dayText: Intl.DateTimeFormatOptions = { day: "numeric", month: "short" };
  const monthText: Intl.DateTimeFormatOptions = { month: "short", year: "2-digit" };
  if (days <= 21) {
    return ticksOf(utcDay.range(utcDay.ceil(from), until, Math.ceil(days / wanted)), dayText);
  }
  if (days <= 200) {
    return ticksOf(utcMonday.range(utcMonday.ceil(from), until, Math.ceil(days / 7 / wanted)), dayText);
  }
  if (days <= 365 * 6) {
    return ticksOf(utcMonth.range(utcMonth.ceil(from), until, Math.ceil(days / 30 / wanted)), monthText);
  }
  return ticksOf(utcYear.range(utcYear.ceil(from), until, Math.ceil(days / 365 / wanted)), {
    year: "numeric",
  });
}

function ticksOf(times: readonly Date[], options: Intl.DateTimeFormatOptions): Tick[] {
  const format = new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" });
  return times.map((time) => ({ value: time.getTime(), text: format.format(time) }));
}
