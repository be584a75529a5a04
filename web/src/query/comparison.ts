// Which days a window is compared with, when weekdays must match: 90 days back from a Monday
// is a Tuesday, and a team ships less on Sundays.

import { isoDay } from "../format/times";
import type { Query } from "./query";

const day = 86_400_000;

export type Match = "weekday" | "date";

/** The question as it goes to the API: a comparison by weekday becomes one by days. */
export function withMatch(query: Query, match: Match, now: Date): Query {
  if (match === "date" || query.comparison.kind === "none" || query.comparison.kind === "between") {
    return query;
  }
  const { from, until } = daysOf(query, now);
  const length = (until - from) / day;
  const back = query.comparison.kind === "year" ? 364 : Math.ceil(length / 7) * 7;
  return {
    ...query,
    comparison: {
      kind: "between",
      from: isoDay(from - back * day),
      until: isoDay(until - back * day),
    },
  };
}

/** Midnights, in milliseconds; today belongs to a relative range. */
function daysOf({ range, timeZone }: Query, now: Date): { from: number; until: number } {
  if (range.kind === "between") return { from: Date.parse(range.from), until: Date.parse(range.until) };
  const until = Date.parse(isoDay(now, timeZone)) + day;
  if (range.unit === "d") return { from: until - range.amount * day, until };
  const from = new Date(until);
  from.setUTCMonth(from.getUTCMonth() - range.amount);
  return { from: from.getTime(), until };
}
