// A question in words, for headings and summaries.

import type { Comparison, Range, Scope } from "../query/query";
import { formatDay } from "../format/times";

export function describeScope(scope: Scope): string {
  switch (scope.kind) {
    case "organisation":
      return "All repositories";
    case "team":
      return `Team ${scope.team}`;
    case "repositories":
      return scope.repositories.length === 1
        ? (scope.repositories[0] ?? "")
        : `${scope.repositories.length} repositories`;
  }
}

export function describeRange(range: Range): string {
  if (range.kind === "between") {
    const last = Date.parse(range.until) - 86_400_000;
    return `${formatDay(range.from)} to ${formatDay(last)}`;
  }
  return `last ${range.amount} ${range.unit === "d" ? "days" : "months"}`;
}

export function describeComparison(comparison: Comparison): string {
  switch (comparison.kind) {
    case "previous":
      return "previous period";
    case "year":
      return "a year before";
    case "none":
      return "nothing";
    case "between":
      return describeRange(comparison);
  }
}
