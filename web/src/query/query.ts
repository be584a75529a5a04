// What a page shows, as its address says it: the part behind the `?`.
//
// The page and the API share this grammar, so that a link, a request and a command line
// name the same numbers. Defaults are left out and keys have one order: equal questions
// have equal addresses, which caches rely on.

export type Scope =
  | { kind: "organisation" }
  | { kind: "team"; team: string }
  | { kind: "repositories"; repositories: readonly string[] };

/** Includes the first day (YYYY-MM-DD) and not the last. */
export interface Days {
  kind: "between";
  from: string;
  until: string;
}

/** A relative range ends now. */
export type Range = { kind: "last"; amount: number; unit: "d" | "m" } | Days;

export type Comparison = { kind: "previous" } | { kind: "year" } | { kind: "none" } | Days;

export const granularities = ["day", "week", "month", "quarter"] as const;
export const percentiles = [50, 75, 90] as const;
export const botRules = ["include", "exclude", "only"] as const;
export const placings = ["merged", "deployed", "opened"] as const;
export const groupings = [
  "repository",
  "team",
  "label",
  "size",
  "base",
  "environment",
  "service",
  "author_kind",
] as const;

/** Absent optional fields leave the choice to the server. */
export interface Query {
  scope: Scope;
  range: Range;
  timeZone: string;
  comparison: Comparison;
  granularity: (typeof granularities)[number];
  percentile: (typeof percentiles)[number];
  bots?: (typeof botRules)[number];
  botReviews?: "include";
  base?: string;
  labels: readonly string[];
  services: readonly string[];
  environment?: string;
  /** Which moment of a change places it in the range. */
  placedBy?: (typeof placings)[number];
  hours?: "working";
  group?: (typeof groupings)[number];
}

export const defaultQuery: Query = {
  scope: { kind: "organisation" },
  range: { kind: "last", amount: 90, unit: "d" },
  timeZone: "UTC",
  comparison: { kind: "previous" },
  granularity: "week",
  percentile: 50,
  labels: [],
  services: [],
};
