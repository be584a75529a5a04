import { expect, it } from "vitest";
import { formatBucket, formatDay, formatTime, isoDay } from "./times";

it("A day and a time are told in the zone that was asked for", () => {
  expect(formatDay("2026-03-31T23:30:00Z")).toBe("31 Mar 2026");
  expect(formatDay("2026-03-31T23:30:00Z", "Europe/Berlin")).toBe("1 Apr 2026");
  expect(formatTime("2026-04-05T22:10:00Z")).toBe("5 Apr 2026 22:10");
  expect(isoDay("2026-03-31T23:30:00Z", "Europe/Berlin")).toBe("2026-04-01");
});

it.each([
  ["day", "5 Jan 2026"],
  ["week", "Week of 5 Jan 2026"],
  ["month", "January 2026"],
  ["quarter", "Quarter from 5 Jan 2026"],
])("A bucket of a %s reads %s", (every, text) => {
  expect(formatBucket("2026-01-05T00:00:00Z", every)).toBe(text);
});
