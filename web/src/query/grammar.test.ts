import { describe, expect, it } from "vitest";
import cases from "../../../tests/api/query_cases.json";
import { parseQuery, writeQuery } from "./grammar";
import {
  botRules,
  defaultQuery,
  granularities,
  groupings,
  percentiles,
  placings,
  type Query,
} from "./query";

describe("A query in an address", () => {
  it("is empty when everything is as by default", () => {
    expect(writeQuery(defaultQuery)).toBe("");
    expect(parseQuery("")).toEqual({ query: defaultQuery, dropped: [] });
  });

  it.each(manyQueries().map((query) => [writeQuery(query), query] as const))(
    "comes back as it was written: %s",
    (search, query) => {
      expect(parseQuery(search)).toEqual({ query, dropped: [] });
    },
  );

  it.each((cases.cases as Case[]).map((each) => [each.query, each] as const))(
    "means what the API reads: %s",
    (_, { query, canonical, dropped }) => {
      const parsed = parseQuery(query);
      expect(writeQuery(parsed.query)).toBe(canonical);
      const [key = "", value = ""] = dropped ?? [];
      expect(parsed.dropped).toEqual(dropped === undefined ? [] : [{ key, value }]);
    },
  );

  it("has one order of keys, whatever the order it was read in", () => {
    const { query } = parseQuery("p=90&range=28d&scope=team:payments");
    expect(writeQuery(query)).toBe("scope=team%3Apayments&range=28d&p=90");
  });

  it("leaves out defaults that were spelled out", () => {
    expect(writeQuery(parseQuery("scope=org&range=90d&cmp=prev&gran=week&p=50").query)).toBe("");
  });

  it.each([
    "scope=repo:acme",
    "scope=person:ada",
    "range=0d",
    "range=2026-02-30..2026-03-31",
    "range=2026-03-31..2026-01-01",
    "range=2026-01-01..2026-01-01",
    "tz=Mars/Olympus",
    "cmp=next",
    "gran=hour",
    "p=95",
    "bots=1",
    "bot_reviews=exclude",
    "base=",
    "group=author",
    "colour=red",
  ])("drops and names what it does not understand: %s", (search) => {
    const [[key, value] = ["", ""]] = [...new URLSearchParams(search)];
    expect(parseQuery(search)).toEqual({ query: defaultQuery, dropped: [{ key, value }] });
  });

  it("keeps the rest when one parameter is dropped", () => {
    const { query, dropped } = parseQuery("p=95&range=28d");
    expect(query.range).toEqual({ kind: "last", amount: 28, unit: "d" });
    expect(dropped).toEqual([{ key: "p", value: "95" }]);
  });

  it("believes the first of two values and names the second", () => {
    const { query, dropped } = parseQuery("p=75&p=90");
    expect(query.percentile).toBe(75);
    expect(dropped).toEqual([{ key: "p", value: "90" }]);
  });
});

/** The API refuses what the page drops (src/api/query_grammar_test.cc). */
interface Case {
  query: string;
  canonical: string;
  dropped?: [string, string];
}

/** Every choice of every parameter, each beside several choices of the others. */
function manyQueries(): Query[] {
  const scopes: Query["scope"][] = [
    { kind: "organisation" },
    { kind: "team", team: "päyments & co" },
    { kind: "repositories", repositories: ["acme/api", "acme/web"] },
  ];
  const ranges: Query["range"][] = [
    { kind: "last", amount: 12, unit: "m" },
    { kind: "between", from: "2024-02-29", until: "2024-03-01" },
  ];
  const comparisons: Query["comparison"][] = [
    { kind: "previous" },
    { kind: "year" },
    { kind: "none" },
    { kind: "between", from: "2025-01-01", until: "2025-04-01" },
  ];
  return Array.from({ length: 60 }, (_, index) => ({
    scope: scopes[index % scopes.length]!,
    range: ranges[index % ranges.length]!,
    timeZone: index % 2 === 0 ? "UTC" : "Europe/Berlin",
    comparison: comparisons[index % comparisons.length]!,
    granularity: granularities[index % granularities.length]!,
    percentile: percentiles[index % percentiles.length]!,
    ...(index % 3 === 0 ? { bots: botRules[(index / 3) % botRules.length]! } : {}),
    ...(index % 4 === 0 ? { botReviews: "include" as const, base: "release/1.x" } : {}),
    labels: index % 5 === 0 ? ["bug", "a=b&c"] : [],
    services: index % 9 === 0 ? ["cart", "päy"] : [],
    ...(index % 7 === 0 ? { environment: "prod+eu" } : {}),
    ...(index % 8 === 0 ? { placedBy: placings[(index / 8) % placings.length]! } : {}),
    ...(index % 11 === 0 ? { hours: "working" as const } : {}),
    ...(index % 2 === 0 ? { group: groupings[(index / 2) % groupings.length]! } : {}),
  }));
}
