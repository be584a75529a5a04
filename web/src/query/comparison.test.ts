import { expect, it } from "vitest";
import { withMatch } from "./comparison";
import { defaultQuery } from "./query";

const now = new Date("2026-03-31T10:00:00Z");

it("Dates that need not match are left to the server", () => {
  expect(withMatch(defaultQuery, "date", now)).toBe(defaultQuery);
});

it("90 days are compared with those 91 days before, so that weekdays match", () => {
  const { comparison } = withMatch(defaultQuery, "weekday", now);
  expect(comparison).toEqual({ kind: "between", from: "2025-10-02", until: "2025-12-31" });
  if (comparison.kind !== "between") return;
  expect((Date.parse("2026-04-01") - Date.parse(comparison.until)) % (7 * 86_400_000)).toBe(0);
});

it("A year before, weekdays match after 364 days", () => {
  const range = { kind: "between", from: "2026-01-05", until: "2026-02-02" } as const;
  const { comparison } = withMatch({ ...defaultQuery, range, comparison: { kind: "year" } }, "weekday", now);
  expect(comparison).toEqual({ kind: "between", from: "2025-01-06", until: "2025-02-03" });
});

it("Nothing to compare with stays nothing", () => {
  const query = { ...defaultQuery, comparison: { kind: "none" } as const };
  expect(withMatch(query, "weekday", now)).toBe(query);
});
