// The series of the window that is compared with: the same question about other days.

import { writeQuery } from "../query/grammar";
import type { Query } from "../query/query";
import { isoDay } from "../format/times";
import { useMetrics } from "./questions";
import type { Metrics } from "./types";

const day = 86_400_000;

/** Undefined as long as there is nothing to compare with. */
export function useCompared(query: Query, ids: readonly string[], answer: Metrics | undefined) {
  const previous = answer?.metrics.find((metric) => metric.previous !== undefined)?.previous;
  const search =
    previous === undefined
      ? ""
      : writeQuery({
          ...query,
          range: daysOf(previous.from, previous.until, query.timeZone),
          comparison: { kind: "none" },
        });
  return useMetrics(ids, search, previous !== undefined).data;
}

/** Whole days: a window that ends in the middle of one is compared with whole ones. */
function daysOf(from: string, until: string, timeZone: string) {
  const first = isoDay(from, timeZone);
  const end = isoDay(until, timeZone);
  return { kind: "between", from: first, until: end > first ? end : isoDay(Date.parse(until) + day, timeZone) } as const;
}
