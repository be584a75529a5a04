// Prices: the examples of GitHub's manual.

import assert from "node:assert/strict";
import test from "node:test";
import { parse, getOperationAST } from "graphql";
import { priceOf } from "../graphql/price.js";
import { loadSchema } from "../graphql/schema.js";
import { start } from "./start.js";

const schema = loadSchema();

function price(query, variables = {}) {
  const document = parse(query);
  return priceOf(schema, document, getOperationAST(document), variables, 500_000);
}

test("the manual's example of points: 5,101 fetches are 51", () => {
  const { fetches, cost } = price(`{ viewer { login repositories(first: 100) { edges { node { id
    issues(first: 50) { edges { node { id labels(first: 60) { edges { node { id name } } } } } } } } } } }`);
  assert.deepEqual({ fetches, cost }, { fetches: 5101, cost: 51 });
});

test("the manual's example of nodes: 22,060", () => {
  const { nodeCount } = price(`{ viewer { repositories(first: 50) { edges { repository: node { name
    pullRequests(first: 20) { edges { pullRequest: node { title
      comments(first: 10) { edges { comment: node { bodyHTML } } } } } }
    issues(first: 20) { totalCount edges { issue: node { title bodyHTML
      comments(first: 10) { edges { comment: node { bodyHTML } } } } } } } } }
    followers(first: 10) { edges { follower: node { login } } } } }`);
  assert.equal(nodeCount, 22_060);
});

test("a query without lists costs one point", () => {
  assert.equal(price("{ viewer { login } }").cost, 1);
});

test("ids multiply what is inside", () => {
  const query = `query($ids: [ID!]!) { nodes(ids: $ids) { ... on PullRequest {
    labels(first: 20) { totalCount } timelineItems(first: 100) { totalCount } } } }`;
  const { fetches, nodeCount } = price(query, {
    ids: Array.from({ length: 49 }, (_, n) => `PR_${n}`),
  });
  assert.deepEqual({ fetches, nodeCount }, { fetches: 98, nodeCount: 49 * 121 });
});

test("what is not included costs nothing, and one field in two fragments is fetched once", () => {
  const query = `query($with: Boolean!) { repository(owner: "a", name: "b") {
      ...One ...Two issues(first: 10) @include(if: $with) { totalCount } } }
    fragment One on Repository { pullRequests(first: 10) { totalCount } }
    fragment Two on Repository { pullRequests(first: 10) { nodes { id } } }`;
  assert.equal(price(query, { with: false }).fetches, 1);
  assert.equal(price(query, { with: true }).fetches, 2);
});

test("a query for too many nodes is refused before it runs", async (context) => {
  const simulator = await start(context);
  const { errors, data } = await simulator.ask(`{ viewer { repositories(first: 100) { nodes {
    pullRequests(first: 100) { nodes { comments(first: 100) { nodes { id } } } } } } } }`);
  assert.equal(data, undefined);
  assert.equal(errors[0].type, "MAX_NODE_LIMIT_EXCEEDED");
  assert.match(
    errors[0].message,
    /traverses to the comments connection.* 1,010,100 possible nodes .* 500,000\.$/,
  );
});

test("the reply tells what a query cost, and a dry run only that", async (context) => {
  const simulator = await start(context);
  const query = (dry) => `{ rateLimit(dryRun: ${dry}) { cost nodeCount limit remaining used }
    repository(owner: "acme", name: "shop") { pullRequests(first: 100) { nodes { labels(first: 10) { totalCount } reviews(first: 1) { totalCount } } } } }`;
  const dry = await simulator.ask(query(true));
  assert.deepEqual(dry, {
    data: { rateLimit: { cost: 2, nodeCount: 1200, limit: 5000, remaining: 5000, used: 0 } },
  });
  const real = await simulator.ask(query(false));
  assert.deepEqual(real.data.rateLimit, {
    cost: 2,
    nodeCount: 1200,
    limit: 5000,
    remaining: 4998,
    used: 2,
  });
  assert.equal(real.data.repository.pullRequests.nodes.length, 100);
});
