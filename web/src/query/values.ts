// The values of single parameters, read from and written to an address. A reader returns
// undefined for what is no value of its parameter.

import type { Comparison, Days, Range, Scope } from "./query";

export function readScope(value: string): Scope | undefined {
  if (value === "org") return { kind: "organisation" };
  const team = /^team:(.+)$/.exec(value)?.[1];
  if (team !== undefined) return { kind: "team", team };
  const names = /^repo:(.+)$/.exec(value)?.[1]?.split(",");
  if (names === undefined || !names.every((name) => /^[^/,\s]+\/[^/,\s]+$/.test(name))) {
    return undefined;
  }
  return { kind: "repositories", repositories: names };
}

export function writeScope(scope: Scope): string {
  switch (scope.kind) {
    case "organisation":
      return "org";
    case "team":
      return `team:${scope.team}`;
    case "repositories":
      return `repo:${scope.repositories.join(",")}`;
  }
}

export function readRange(value: string): Range | undefined {
  const [, amount, unit] = /^([1-9]\d{0,3})([dm])$/.exec(value) ?? [];
  if (amount === undefined) return readDays(value);
  return { kind: "last", amount: Number(amount), unit: unit === "d" ? "d" : "m" };
}

export function writeRange(range: Range): string {
  return range.kind === "last" ? `${range.amount}${range.unit}` : `${range.from}..${range.until}`;
}

export function readComparison(value: string): Comparison | undefined {
  if (value === "prev") return { kind: "previous" };
  if (value === "year" || value === "none") return { kind: value };
  return readDays(value);
}

export function writeComparison(comparison: Comparison): string {
  if (comparison.kind === "previous") return "prev";
  if (comparison.kind === "between") return `${comparison.from}..${comparison.until}`;
  return comparison.kind;
}

export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

function readDays(value: string): Days | undefined {
  const [, from, until] = /^(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)$/.exec(value) ?? [];
  if (from === undefined || until === undefined) return undefined;
  if (!isDay(from) || !isDay(until) || from >= until) return undefined;
  return { kind: "between", from, until };
}

/** JavaScript reads 30 February as 2 March, so the day must come back as it went in. */
function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
