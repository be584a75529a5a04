import { expect, it } from "vitest";
import type { Previous } from "../api/types";
import { describeChange, formatInterval, formatValue } from "./values";

const before: Previous = {
  from: "2026-01-01T00:00:00Z",
  until: "2026-02-01T00:00:00Z",
  value: 100_000,
  count: 40,
  change: "better",
  change_is_clear: true,
};

it.each([
  ["seconds", 93_600, "1d 2h"],
  ["per_week", 25.48, "3.6/day"],
  ["ratio", 0.104, "10.4 %"],
  ["lines", 87.5, "88 lines"],
  ["count", 12, "12"],
  ["count", 1.7125, "1.71"],
  ["score", 6.25, "6.3"],
  ["lines", null, "–"],
] as const)("%s %s reads %s", (unit, value, text) => {
  expect(formatValue(unit, value)).toBe(text);
});

it("An interval names both ends, or the one that the data reach", () => {
  expect(formatInterval("seconds", { level: 0.95, low: 3600, high: 7200 })).toBe("1h to 2h");
  expect(formatInterval("seconds", { level: 0.95, low: 3600, high: null })).toBe("from 1h");
  expect(formatInterval("seconds", { level: 0.95, low: null, high: 7200 })).toBe("up to 2h");
  expect(formatInterval("seconds", undefined)).toBeUndefined();
});

it("A change is better or worse only when that is clear", () => {
  expect(describeChange("seconds", 88_000, before)).toEqual({ tone: "better", text: "▼ 12 % better" });
  expect(describeChange("seconds", 88_000, { ...before, change_is_clear: false })).toEqual({
    tone: "neutral",
    text: "≈ no clear change",
  });
});

it("A change of a share is told in percentage points", () => {
  const share: Previous = { ...before, value: 0.1, change: "worse" };
  expect(describeChange("ratio", 0.15, share)).toEqual({ tone: "worse", text: "▲ 5.0 pp worse" });
});

it("More of a neutral thing is neither better nor worse", () => {
  expect(describeChange("per_week", 14, { ...before, value: 7, change: "higher" })?.tone).toBe("neutral");
});

it("Without a value on either side nothing is claimed", () => {
  expect(describeChange("seconds", null, before)?.tone).toBe("neutral");
  expect(describeChange("seconds", 1, undefined)).toBeUndefined();
});
