import { expect, it } from "vitest";
import { findCommands } from "./commands";

const commands = ["Lead time", "Time to first review", "acme/payments", "Deployments"].map((title) => ({
  title,
  group: "Metric",
  run: () => undefined,
}));
const titles = (text: string) => findCommands(commands, text).map(({ title }) => title);

it("What begins with the text comes first", () => {
  expect(titles("time")).toEqual(["Time to first review", "Lead time"]);
});

it("Every word must be found, in any order", () => {
  expect(titles("review first")).toEqual(["Time to first review"]);
  expect(titles("payments")).toEqual(["acme/payments"]);
  expect(titles("nothing")).toEqual([]);
});
