import { expect, it } from "vitest";
import { formatCount, formatDuration, formatRate, formatRatio } from "./numbers";

it.each([
  [null, "–"],
  [0, "0"],
  [59, "<1m"],
  [60, "1m"],
  [1800, "30m"],
  [3599, "1h"],
  [12240, "3h 24m"],
  [35980, "10h"],
  [50400, "14h"],
  [85200, "1d"],
  [100800, "1d 4h"],
  [863000, "10d"],
  [1123200, "13d"],
  [-7200, "−2h"],
])("A duration of %s seconds reads %s", (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

it.each([
  [null, "–"],
  [0, "0.0/week"],
  [32.2, "4.6/day"],
  [3.2, "3.2/week"],
  [0.5, "2.2/month"],
])("A rate of %s per week reads %s", (perWeek, text) => {
  expect(formatRate(perWeek)).toBe(text);
});

it("A ratio is told in per cent, and its absence as absence", () => {
  expect(formatRatio(0.1234)).toBe("12.3 %");
  expect(formatRatio(null)).toBe("–");
});

it("A count has its thousands apart, and its absence as absence", () => {
  expect(formatCount(5012)).toBe("5,012");
  expect(formatCount(null)).toBe("–");
});
