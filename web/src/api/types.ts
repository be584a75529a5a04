// The shapes of the API's answers, as the server itself tells them (schema.ts), and what the
// page calls some of their parts.

import type { Definition, Level, Metric, Previous, Stages } from "./schema";

export type * from "./schema";

export type Unit = Definition["unit"];
export type LevelName = Level["fits"][number];
export type Verdict = Previous["change"];
export type StageName = keyof Stages;

/** What a value, a point of a series, a group and a part have in common. Absent is not zero:
    without a value, `absent` says why there is none. */
export type Estimate = Pick<
  Metric,
  "value" | "absent" | "count" | "interval" | "numerator" | "denominator" | "possible" | "still_open" | "closed_only"
>;

/** RFC 9457. */
export interface Problem {
  type?: string;
  title: string;
  status: number;
  detail?: string;
  instance?: string;
  request_id?: string;
}
