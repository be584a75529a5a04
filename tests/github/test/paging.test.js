// Walking any list, in any order and page size, yields every row once.

import assert from "node:assert/strict";
import test from "node:test";
import { COMMITS, LONG_TIMELINE, sha } from "./acme.js";
import { start } from "./start.js";

const page = `totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }`;
const DEFINITIONS = `query Walk($first: Int, $after: String, $last: Int, $before: String) `;
const PAGE = `first: $first, after: $after, last: $last, before: $before`;

const ofRepository = (list) => `{ repository(owner: "acme", name: "shop") { ${list} } }`;
const inRepository = (list) =>
  `${DEFINITIONS} { repository(owner: "acme", name: "shop") { ${list} } }`;

async function walk(simulator, query, pick, rows, direction = "forward") {
  const found = [];
  let cursor = null;
  for (;;) {
    const variables =
      direction === "forward" ? { first: rows, after: cursor } : { last: rows, before: cursor };
    const { data, errors } = await simulator.ask(query, variables);
    assert.equal(errors, undefined, JSON.stringify(errors));
    const list = pick(data);
    if (direction === "forward") found.push(...list.nodes);
    else found.unshift(...list.nodes);
    const { pageInfo } = list;
    if (!(direction === "forward" ? pageInfo.hasNextPage : pageInfo.hasPreviousPage)) {
      return { found, total: list.totalCount };
    }
    cursor = direction === "forward" ? pageInfo.endCursor : pageInfo.startCursor;
  }
}

const LISTS = [
  ["pullRequests", "", "id"],
  ["pullRequests", "orderBy: {field: UPDATED_AT, direction: ASC}", "id"],
  ["pullRequests", "orderBy: {field: UPDATED_AT, direction: DESC}", "id"],
  ["pullRequests", "orderBy: {field: CREATED_AT, direction: DESC}", "id"],
  ["pullRequests", "states: [OPEN], orderBy: {field: UPDATED_AT, direction: ASC}", "id"],
  ["issues", "orderBy: {field: UPDATED_AT, direction: ASC}", "id"],
  [
    "issues",
    'filterBy: {since: "2025-04-05T00:00:00Z"}, orderBy: {field: UPDATED_AT, direction: ASC}',
    "id",
  ],
  ["deployments", "orderBy: {field: CREATED_AT, direction: ASC}", "id"],
  ["deployments", "orderBy: {field: CREATED_AT, direction: DESC}", "id"],
  ["releases", "orderBy: {field: CREATED_AT, direction: DESC}", "id"],
  ["refs", 'refPrefix: "refs/tags/", orderBy: {field: TAG_COMMIT_DATE, direction: DESC}', "id"],
];

for (const [list, order, key] of LISTS) {
  test(`${list} (${order}) is walked without loss, in both directions`, async (context) => {
    const simulator = await start(context);
    const query = inRepository(`${list}(${PAGE}, ${order}) { ${page} nodes { ${key} } }`);
    const pick = (data) => data.repository[list];
    for (const rows of [4, 7, 100]) {
      for (const direction of ["forward", "backward"]) {
        const { found, total } = await walk(simulator, query, pick, rows, direction);
        assert.equal(found.length, total);
        assert.equal(new Set(found.map((row) => row[key])).size, total);
        assert.ok(total > 0);
      }
    }
  });
}

test("a timeline of equal moments is walked without loss", async (context) => {
  const simulator = await start(context);
  const query = `${DEFINITIONS} { node(id: "${LONG_TIMELINE}") { ... on PullRequest {
    timelineItems(${PAGE}) { ${page} nodes { __typename ... on IssueComment { id } } } } } }`;
  const { found, total } = await walk(simulator, query, (data) => data.node.timelineItems, 50);
  const comments = found.filter((item) => item.__typename === "IssueComment");
  assert.equal(found.length, total);
  assert.equal(new Set(comments.map((comment) => comment.id)).size, 230);
});

test("a cursor of one direction holds in the other", async (context) => {
  const simulator = await start(context);
  const query = (direction) =>
    inRepository(
      `pullRequests(${PAGE}, orderBy: {field: UPDATED_AT, direction: ${direction}})
       { ${page} nodes { number updatedAt } }`,
    );
  const down = await simulator.ask(query("DESC"), { first: 10 });
  const { endCursor } = down.data.repository.pullRequests.pageInfo;
  const up = await simulator.ask(query("ASC"), { first: 100, after: endCursor });
  const newest = down.data.repository.pullRequests.nodes.slice(0, 9).map((pull) => pull.number);
  assert.deepEqual(
    up.data.repository.pullRequests.nodes.map((pull) => pull.number),
    newest.reverse(),
  );
});

test("edges carry the cursors of their nodes", async (context) => {
  const simulator = await start(context);
  const query = ofRepository(
    `issues(first: 3) { pageInfo { endCursor } edges { cursor node { id } } }`,
  );
  const { issues } = (await simulator.ask(query)).data.repository;
  assert.equal(issues.edges.length, 3);
  assert.equal(issues.edges[2].cursor, issues.pageInfo.endCursor);
});

test("history is walked by head and offset", async (context) => {
  const simulator = await start(context);
  const query = inRepository(
    `defaultBranchRef { target { oid ... on Commit { history(${PAGE}) { ${page} nodes { oid } } } } }`,
  );
  const pick = (data) => data.repository.defaultBranchRef.target.history;
  const { found, total } = await walk(simulator, query, pick, 99);
  assert.equal(total, 250);
  assert.equal(new Set(found.map((commit) => commit.oid)).size, 250);
  const first = pick((await simulator.ask(query, { first: 99 })).data);
  assert.match(first.pageInfo.endCursor, /^[0-9a-f]{40} 98$/);
});

test("a push does not move a walk that is pinned to its head", async (context) => {
  const simulator = await start(context);
  const head = sha(COMMITS);
  const query = inRepository(`object(oid: "${head}") { ... on Commit {
    history(${PAGE}) { ${page} nodes { oid } } } }`);
  const before = await simulator.ask(query, { first: 10 });
  const pushed = {
    kind: "commit",
    repository: "R_1",
    sha: "f".repeat(40),
    parents: [head],
    committed_at: "2025-06-01T00:00:00Z",
  };
  await simulator.control("POST", "facts", JSON.stringify(pushed));
  const { endCursor } = before.data.repository.object.history.pageInfo;
  const next = await simulator.ask(query, { first: 10, after: endCursor });
  assert.equal(next.data.repository.object.history.nodes[0].oid, sha(COMMITS - 10));
});

test("what is no cursor is refused in GitHub's words", async (context) => {
  const simulator = await start(context);
  for (const junk of ["nonsense", "Y3Vyc29yOnYyOpH/", "MTIz"]) {
    const { data, errors } = await simulator.ask(
      inRepository(`pullRequests(${PAGE}) { ${page} }`),
      {
        first: 5,
        after: junk,
      },
    );
    assert.equal(data.repository, null);
    assert.equal(errors[0].type, "INVALID_CURSOR_ARGUMENTS");
    assert.equal(errors[0].message, `\`${junk}\` does not appear to be a valid cursor.`);
  }
});

test("pages have bounds, except where only a count is asked for", async (context) => {
  const simulator = await start(context);
  const counted = await simulator.ask(ofRepository(`pullRequests { totalCount }`));
  assert.equal(counted.data.repository.pullRequests.totalCount, 123);
  const unbounded = await simulator.ask(ofRepository(`pullRequests { nodes { id } }`));
  assert.equal(unbounded.errors[0].type, "MISSING_PAGINATION_BOUNDARIES");
  const excessive = await simulator.ask(ofRepository(`pullRequests(first: 101) { nodes { id } }`));
  assert.equal(excessive.errors[0].type, "EXCESSIVE_PAGINATION");
  assert.equal(
    excessive.errors[0].message,
    "Requesting 101 records on the `pullRequests` connection exceeds the `first` limit of 100 records.",
  );
});
