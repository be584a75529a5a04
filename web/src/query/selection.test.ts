import { expect, it } from "vitest";
import { readSelection, writeSelection } from "./selection";

it.each([
  { metric: "lead_time" },
  { metric: "lead_time", part: "week:2026-04-06" },
  { metric: "throughput", repository: "acme/api" },
  { metric: "lead_time", part: "month:2026-04-01", repository: "acme/api", stage: "review" },
])("%j comes back as it was written", (selection) => {
  expect(readSelection(writeSelection(selection))).toEqual(selection);
});

it.each([undefined, "", "Lead Time", "lead_time,person:ada", "lead_time,week:", "<script>"])(
  "%s opens nothing",
  (text) => {
    expect(readSelection(text)).toBeUndefined();
  },
);
