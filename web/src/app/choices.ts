// What the filter bar and the keys offer.

import type { Comparison, Range } from "../query/query";

export interface RangeChoice {
  key: string;
  label: string;
  range: Range;
}

export const rangeKeys: readonly RangeChoice[] = [
  { key: "w", label: "Last 7 days", range: { kind: "last", amount: 7, unit: "d" } },
  { key: "m", label: "Last 28 days", range: { kind: "last", amount: 28, unit: "d" } },
  { key: "n", label: "Last 90 days", range: { kind: "last", amount: 90, unit: "d" } },
  { key: "h", label: "Last 6 months", range: { kind: "last", amount: 6, unit: "m" } },
  { key: "y", label: "Last 12 months", range: { kind: "last", amount: 12, unit: "m" } },
];

export const comparisonKinds: readonly [Comparison, ...Comparison[]] = [
  { kind: "previous" },
  { kind: "year" },
  { kind: "none" },
];
