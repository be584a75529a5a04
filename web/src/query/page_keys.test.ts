import { expect, it } from "vitest";
import { joinSearch, splitSearch } from "./page_keys";

it("Keys of the page are kept apart from the question", () => {
  expect(splitSearch("range=28d&sel=lead_time,week:2026-04-06&q=log%20in")).toEqual({
    question: "range=28d",
    page: { sel: "lead_time,week:2026-04-06", q: "log in" },
  });
});

it("An address comes back as it was, readable", () => {
  const search = "range=28d&sel=lead_time,week:2026-04-06,repository:acme/api";
  const { question, page } = splitSearch(search);
  expect(joinSearch(question, page)).toBe(search);
});

it("What would end a value is escaped", () => {
  const { page } = splitSearch(joinSearch("", { q: "a&b=c#d" }));
  expect(page.q).toBe("a&b=c#d");
});

it("Empty keys are left out", () => {
  expect(joinSearch("", { q: "", sort: "-lead_time" })).toBe("sort=-lead_time");
});
