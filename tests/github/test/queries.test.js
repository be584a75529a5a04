// Every question of the product is valid against GitHub's schema, can be answered, and costs
// what prices.json says: a field that adds a fetch shows here before it does in somebody's
// budget. `repeated` is how often the lines between the marks are said.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { getOperationAST, parse, validate } from "graphql";
import { priceOf } from "../graphql/price.js";
import { loadSchema, VALIDATION_RULES } from "../graphql/schema.js";
import { documentOf, queryNames, repeatedVariables } from "./queries.js";
import { start } from "./start.js";

const schema = loadSchema();
const prices = JSON.parse(readFileSync(new URL("../prices.json", import.meta.url), "utf8"));

test("prices.json names the questions that there are, and no others", () => {
  assert.deepEqual(Object.keys(prices), queryNames());
});

for (const name of queryNames()) {
  const { variables, repeated = 1, cost, fetches } = prices[name] ?? {};

  test(`${name} is valid, whatever its length`, () => {
    for (const times of [1, 2, 50]) {
      const errors = validate(schema, parse(documentOf(name, times)), VALIDATION_RULES);
      assert.deepEqual(errors.map(String), []);
    }
  });

  test(`${name} costs what is recorded`, () => {
    const document = parse(documentOf(name, repeated));
    const all = repeatedVariables(variables, repeated);
    const price = priceOf(schema, document, getOperationAST(document), all, 500_000);
    assert.deepEqual({ cost: price.cost, fetches: price.fetches }, { cost, fetches });
  });

  test(`${name} is answered`, async (context) => {
    const simulator = await start(context);
    const all = repeatedVariables(variables, repeated);
    const { data, errors } = await simulator.ask(documentOf(name, repeated), all);
    assert.equal(errors, undefined);
    assert.ok(data);
  });
}
