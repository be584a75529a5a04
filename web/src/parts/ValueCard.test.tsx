// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { Router } from "wouter";
import { memoryLocation } from "wouter/memory-location";
import type { Metric } from "../api/types";
import { ValueCard } from "./ValueCard";

const metric: Metric = {
  id: "lead_time",
  version: 1,
  unit: "seconds",
  statistic: "median",
  better: "lower",
  value: 93_600,
  count: 42,
  interval: { level: 0.95, low: 81_000, high: 120_000 },
  level: { set: "dora-2024", name: "high", fits: ["high"], plausible: ["high", "medium"] },
  previous: {
    from: "2026-01-01T00:00:00Z",
    until: "2026-02-01T00:00:00Z",
    value: 101_000,
    count: 39,
    change: "better",
    change_is_clear: true,
  },
  notes: [],
};

afterEach(cleanup);

function show(shown: Metric) {
  const place = memoryLocation({ path: "/overview", record: true });
  render(
    <Router hook={place.hook} searchHook={place.searchHook}>
      <ValueCard metric={shown} definition={undefined} />
    </Router>,
  );
  return place;
}

it("A value stands with its count, interval, change and level", () => {
  show(metric);
  expect(screen.getByText("1d 2h")).toBeTruthy();
  expect(screen.getByText("n=42")).toBeTruthy();
  expect(screen.getByText("95 % CI 23h to 1d 9h")).toBeTruthy();
  expect(screen.getByText("▼ 7 % better")).toBeTruthy();
  expect(screen.getByText("▲■ High or Medium")).toBeTruthy();
});

it("Of very few items there is no value, no level and no change", () => {
  show({ ...metric, count: 4 });
  expect(screen.getByText("Too few to say (n=4)")).toBeTruthy();
  expect(screen.queryByText("1d 2h")).toBeNull();
  expect(screen.queryByText(/better/)).toBeNull();
  expect(screen.queryByText(/High or/)).toBeNull();
});

it("Of few items there is a value and no level", () => {
  show({ ...metric, count: 12 });
  expect(screen.getByText("1d 2h")).toBeTruthy();
  expect(screen.queryByText(/High or/)).toBeNull();
});

it("Absence says why, and is never zero", () => {
  show({ ...metric, value: null, count: 0, absent: "no production deployments in the window" });
  expect(screen.getByText("No production deployments in the window")).toBeTruthy();
});

it("Its derivation opens in the address", () => {
  const place = show(metric);
  fireEvent.click(screen.getByRole("button", { name: /How is this calculated/ }));
  expect(place.history.at(-1)).toBe("/overview?sel=lead_time");
});
