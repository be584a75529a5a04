// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { Router } from "wouter";
import { memoryLocation } from "wouter/memory-location";
import type { SeriesPoint } from "../api/types";
import { LineChart } from "./LineChart";

const week = 7 * 86_400_000;
const begin = Date.parse("2026-01-05T00:00:00Z");

function bucket(index: number, value: number | null, partial = false): SeriesPoint {
  return {
    from: new Date(begin + index * week).toISOString(),
    until: new Date(begin + (index + 1) * week).toISOString(),
    value,
    count: value === null ? 0 : 30,
    partial,
    ...(value === null ? { absent: "nothing deployed" } : { interval: { level: 0.95, low: value / 2, high: value * 2 } }),
  };
}

const series = [bucket(0, 93_600), bucket(1, null), bucket(2, 7200), bucket(3, 3600, true)];

beforeAll(() => {
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => {}, removeEventListener: () => {} }));
  Object.defineProperty(HTMLElement.prototype, "clientWidth", { configurable: true, get: () => 600 });
});
afterEach(cleanup);

function show() {
  const place = memoryLocation({ path: "/overview", record: true });
  const view = render(
    <Router hook={place.hook} searchHook={place.searchHook}>
      <LineChart
        title="Lead time"
        summary="Lead time 2d 1h."
        fileName="lead_time"
        metric="lead_time"
        unit="seconds"
        window={{ from: series[0]?.from ?? "", until: series[3]?.until ?? "", every: "week", time_zone: "UTC" }}
        series={series}
      />
    </Router>,
  );
  return { place, view, keys: screen.getByRole("application") };
}

it("Arrow keys move along the points and say each one", () => {
  const { keys } = show();
  fireEvent.keyDown(keys, { key: "Home" });
  expect(screen.getByRole("status").textContent).toBe("Week of 5 Jan 2026, 1d 2h, 95 % interval 13h to 2d 4h, n=30");
  fireEvent.keyDown(keys, { key: "ArrowRight" });
  expect(screen.getByRole("status").textContent).toBe("Week of 12 Jan 2026, nothing deployed, n=0");
  fireEvent.keyDown(keys, { key: "End" });
  expect(screen.getByRole("status").textContent).toContain("1h so far");
  fireEvent.keyDown(keys, { key: "ArrowRight" });
  expect(screen.getByRole("status").textContent).toContain("Week of 26 Jan 2026");
});

it("Enter opens what is behind the point, in the address", () => {
  const { keys, place } = show();
  fireEvent.keyDown(keys, { key: "Home" });
  fireEvent.keyDown(keys, { key: "Enter" });
  expect(place.history.at(-1)).toBe("/overview?sel=lead_time,week:2026-01-05");
});

it("The table has the numbers of the drawing, and absence as absence", () => {
  show();
  fireEvent.click(screen.getByRole("button", { name: "Table" }));
  const rows = within(screen.getByRole("table")).getAllByRole("row").slice(1);
  const cells = rows.map((row) => [...row.children].map(({ textContent }) => textContent));
  expect(cells).toEqual([
    ["Week of 5 Jan 2026", "1d 2h", "13h to 2d 4h", "30"],
    ["Week of 12 Jan 2026", "– nothing deployed", "–", "0"],
    ["Week of 19 Jan 2026", "2h", "1h to 4h", "30"],
    ["Week of 26 Jan 2026 (cut)", "1h", "30m to 2h", "30"],
  ]);
});

it("No place of the drawing is not a number", () => {
  const { view } = show();
  expect(view.container.querySelector("svg.drawing")?.innerHTML).not.toMatch(/NaN|undefined|Infinity/);
});

it("The gap is a gap and the cut bucket is dashed", () => {
  const { view } = show();
  expect(view.container.querySelectorAll('.line[data-kind="partial"]')).toHaveLength(1);
  expect(view.container.querySelectorAll(".line:not([data-kind])")).toHaveLength(0);
  expect(view.container.querySelectorAll(".vertex")).toHaveLength(1);
});
