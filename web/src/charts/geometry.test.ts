import { describe, expect, it } from "vitest";
import { placeHappenings, type Happening, shortText } from "./annotations";
import { timeScale, timeTicks, valueScale, valueTicks } from "./axes";
import { binsOf } from "./bins";
import { csvOf } from "./files";
import { shadeOf, shadeRanges } from "./heat";
import { selOf } from "./LineChart";
import { nearestMark } from "./plot";
import { segmentsOf } from "./segments";

/** Numbers that look random and are the same in each run. */
function numbers(count: number, seed = 7): number[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  });
}

describe("An axis of values", () => {
  it.each(["seconds", "per_week", "ratio", "count", "lines"] as const)("of %s holds every value between its ends", (unit) => {
    for (const share of numbers(200)) {
      const top = 10 ** (share * 8 - 2);
      const scale = valueScale(unit, [0, top / 3, top], 200);
      expect(scale(0)).toBe(200);
      expect(scale(top)).toBeGreaterThanOrEqual(0);
      const ticks = valueTicks(unit, scale);
      expect(ticks.length).toBeGreaterThan(1);
      expect(ticks.length).toBeLessThan(9);
      expect(ticks.every(({ value }) => Number.isFinite(scale(value)))).toBe(true);
    }
  });

  it("is there for no values at all", () => {
    expect(valueScale("seconds", [], 100)(0)).toBe(100);
  });

  it("counts durations in hours and days, not in tens", () => {
    const texts = (top: number) => valueTicks("seconds", valueScale("seconds", [top], 100)).map(({ text }) => text);
    expect(texts(5 * 86_400)).toEqual(["0", "1d", "2d", "3d", "4d", "5d"]);
    expect(texts(9 * 3600)).toEqual(["0", "2h", "4h", "6h", "8h", "10h"]);
  });
});

describe("An axis of time", () => {
  it.each([7, 28, 90, 180, 365, 800, 3000])("over %i days has ticks in order and in view", (days) => {
    const until = Date.parse("2026-06-30T12:00:00Z");
    const scale = timeScale(new Date(until - days * 86_400_000).toISOString(), new Date(until).toISOString(), 700);
    const xs = timeTicks(scale).map(({ value }) => scale(value));
    expect(xs.length).toBeGreaterThan(1);
    expect(xs.length).toBeLessThan(16);
    expect(xs.every((x, index) => x >= 0 && x <= 700 && (index === 0 || x > (xs[index - 1] ?? 0)))).toBe(true);
  });
});

describe("A line", () => {
  const vertex = (x: number, y: number | null, partial = false) => ({ x, y, partial });

  it("is broken where there is no value, and shows a lone one", () => {
    const { solid, dashed, lone } = segmentsOf([vertex(0, 1), vertex(1, 2), vertex(2, null), vertex(3, 4), vertex(4, null)]);
    expect(solid).toEqual([[{ x: 0, y: 1 }, { x: 1, y: 2 }]]);
    expect(dashed).toEqual([]);
    expect(lone).toEqual([{ x: 3, y: 4 }]);
  });

  it("is dashed to and from buckets that are cut", () => {
    const { solid, dashed } = segmentsOf([vertex(0, 1, true), vertex(1, 2), vertex(2, 3), vertex(3, 4, true)]);
    expect(solid).toEqual([[{ x: 1, y: 2 }, { x: 2, y: 3 }]]);
    expect(dashed).toEqual([
      [{ x: 0, y: 1 }, { x: 1, y: 2 }],
      [{ x: 2, y: 3 }, { x: 3, y: 4 }],
    ]);
  });
});

it("Texts of annotations never overlap, neither one another nor a mark", () => {
  const kinds = ["release", "incident", "note"] as const;
  const shares = numbers(16);
  const happenings = shares.map((share, index): Happening => ({ kind: kinds[index % 3] ?? "note", at: share * 800, text: `v${index}.0.0` }));
  const placed = placeHappenings(happenings, (time) => time, 800);
  const spans = placed.filter(({ labelled }) => labelled).map(({ textX, text }) => [textX, textX + shortText(text).length * 6.3] as const);
  expect(spans.length).toBeGreaterThan(0);
  spans.forEach(([from, until], index) => {
    expect(from).toBeGreaterThanOrEqual(0);
    expect(until).toBeLessThanOrEqual(800);
    for (const [start, end] of spans.slice(index + 1)) expect(until < start || from > end).toBe(true);
  });
});

it("Every value falls into exactly one bin", () => {
  const values = numbers(500).map((share) => share * 100 * 86_400);
  const bins = binsOf("seconds", values);
  expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(500);
  expect(bins.every(({ low, high }, index) => low < high && (index === 0 || low === bins[index - 1]?.high))).toBe(true);
});

it("Nothing has a shade of its own, and the most has the last", () => {
  expect([0, 1, 5, 10].map((count) => shadeOf(count, 10))).toEqual([0, 1, 2, 4]);
  expect(shadeRanges(35)).toEqual(["0", "1–8", "9–17", "18–26", "27–35"]);
  for (const share of numbers(100)) {
    const count = Math.ceil(share * 35);
    const [low = 0, high = low] = (shadeRanges(35)[shadeOf(count, 35)] ?? "").split("–").map(Number);
    expect(count).toBeGreaterThanOrEqual(low);
    expect(count).toBeLessThanOrEqual(high);
  }
});

it("A cut week is opened by its Monday, in the zone of the question", () => {
  const at = (every: string, from: string, time_zone = "UTC") => selOf("lead_time", { every, time_zone }, { from });
  expect(at("week", "2026-08-27T10:28:12Z")).toBe("lead_time,week:2026-08-24");
  expect(at("month", "2026-08-27T10:28:12Z")).toBe("lead_time,month:2026-08-01");
  expect(at("quarter", "2026-08-27T10:28:12Z")).toBe("lead_time,quarter:2026-07-01");
  expect(at("day", "2026-08-27T22:30:00Z", "Europe/Berlin")).toBe("lead_time,day:2026-08-28");
});

it("The mark nearest to the pointer is found, inside cells too", () => {
  const line = [0, 10, 20].map((x) => ({ x, y: 5, title: "", details: [] }));
  expect(nearestMark(line, 14, 90)).toBe(1);
  const cells = line.map((mark) => ({ ...mark, cell: { x: mark.x, y: 0, width: 9, height: 9 } }));
  expect(nearestMark(cells, 12, 4)).toBe(1);
  expect(nearestMark([], 1, 1)).toBe(-1);
});

it("A file of numbers keeps them whole and no formula alive", () => {
  const twin = {
    columns: [{ name: "Week" }, { name: "Value" }],
    rows: [{ cells: ["a", "1"], raw: ['=HYPERLINK("x")', 1.5] as const }, { cells: ["b", "–"], raw: ["b,c", null] as const }],
  };
  expect(csvOf(twin)).toBe(`Week,Value\r\n"'=HYPERLINK(""x"")",1.5\r\n"b,c",\r\n`);
});
