// Every fault looks as GitHub's does.

import assert from "node:assert/strict";
import test from "node:test";
import { FAULTS } from "../faults/table.js";
import { factsIn, start } from "./start.js";

const PULLS = `query PullRequests($owner: String!, $name: String!, $after: String) {
  repository(owner: $owner, name: $name) { id nameWithOwner
    pullRequests(first: 20, after: $after, orderBy: {field: UPDATED_AT, direction: ASC}) {
      totalCount pageInfo { hasNextPage endCursor }
      nodes { id number updatedAt author { login } mergeCommit { oid }
        timelineItems(first: 20) { pageInfo { endCursor } nodes { __typename ... on PullRequestReview { state } } } } } } }`;
const COMMITS = `query Commits { repository(owner: "acme", name: "shop") { defaultBranchRef { target {
  ... on Commit { history(first: 100) { nodes { oid additions changedFilesIfAvailable } } } } } } }`;
const SHOP = { owner: "acme", name: "shop" };
const RUNS = "/repos/acme/shop/actions/runs";

const pulls = (simulator, after, more) => simulator.graphql(PULLS, { ...SHOP, after }, more);
const lists = async (reply) => (await reply.json()).data.repository.pullRequests;

/** A simulator on which the fault happens to the first request that it concerns. */
const withFault = (context, spec, words = []) => start(context, [...words, "--fault", spec]);

async function errorOf(reply) {
  const { data, errors } = await reply.json();
  return { data, error: errors[0] };
}

const LIMITS = [
  ["primary-graphql", 200, { type: "RATE_LIMITED" }, { "x-ratelimit-remaining": "0" }],
  [
    "primary-graphql-new",
    200,
    { type: "RATE_LIMIT", code: "graphql_rate_limit" },
    { "x-ratelimit-remaining": "0" },
  ],
  ["limited-with-budget", 200, { type: "RATE_LIMIT" }, { "x-ratelimit-remaining": "5000" }],
];
for (const [name, status, members, headers] of LIMITS) {
  test(`${name}: an error without data`, async (context) => {
    const simulator = await withFault(context, `${name}:at=1`);
    const reply = await pulls(simulator);
    const { data, error } = await errorOf(reply);
    assert.equal(reply.status, status);
    assert.equal(data, undefined);
    for (const [key, value] of Object.entries(members)) assert.equal(error[key], value);
    for (const [key, value] of Object.entries(headers)) assert.equal(reply.headers.get(key), value);
  });
}

test("primary-graphql: whoever asks before the reset is counted, and who waits goes on", async (context) => {
  const simulator = await withFault(context, "primary-graphql:at=1,wait=100");
  const limited = await pulls(simulator);
  const { clock } = simulator.service;
  const reset = Number(limited.headers.get("x-ratelimit-reset"));
  assert.ok(reset - clock.seconds() >= 99 && reset - clock.seconds() <= 100);
  clock.advance(50);
  assert.equal((await errorOf(await pulls(simulator))).error.type, "RATE_LIMITED");
  assert.equal((await simulator.get(RUNS)).status, 200, "REST has a purse of its own");
  clock.advance(51);
  assert.equal((await lists(await pulls(simulator))).nodes.length, 20);
  const statistics = await simulator.control("GET", "statistics");
  assert.equal(statistics.requests_while_limited, 1);
});

for (const status of [403, 429]) {
  test(`primary-rest: ${status}, while GraphQL goes on`, async (context) => {
    const simulator = await withFault(context, `primary-rest:at=1,status=${status}`);
    const reply = await simulator.get(RUNS);
    assert.equal(reply.status, status);
    assert.equal(reply.headers.get("x-ratelimit-remaining"), "0");
    assert.match((await reply.json()).message, /^API rate limit exceeded/);
    assert.equal((await pulls(simulator)).headers.get("x-ratelimit-remaining"), "4999");
  });
}

test("secondary: retry-after for both doors", async (context) => {
  const simulator = await withFault(context, "secondary:at=1,wait=30");
  const reply = await pulls(simulator);
  assert.equal(reply.status, 403);
  assert.equal(reply.headers.get("retry-after"), "30");
  const body = await reply.json();
  assert.match(body.message, /^You have exceeded a secondary rate limit/);
  assert.match(body.documentation_url, /#about-secondary-rate-limits$/);
  simulator.service.clock.advance(10);
  await simulator.get(RUNS);
  simulator.service.clock.advance(21);
  await simulator.get(RUNS);
  assert.equal((await simulator.control("GET", "statistics")).requests_while_limited, 1);
});

test("secondary-reset says only when, secondary-bare not even that", async (context) => {
  const simulator = await start(context, [
    "--fault",
    "secondary-reset:at=1",
    "--fault",
    "secondary-bare:at=2",
  ]);
  const untilReset = await pulls(simulator);
  assert.equal(untilReset.headers.get("retry-after"), null);
  assert.notEqual(untilReset.headers.get("x-ratelimit-reset"), null);
  simulator.service.clock.advance(61);
  const bare = await pulls(simulator);
  assert.equal(bare.status, 403);
  assert.equal(bare.headers.get("x-ratelimit-reset"), null);
});

test("more than so many requests at once are too many", async (context) => {
  const simulator = await start(context, [
    "--at-once",
    "2",
    "--fault",
    "silence:every=1,seconds=0.2,times=2",
  ]);
  const [, , third] = await Promise.allSettled([
    pulls(simulator),
    pulls(simulator),
    pulls(simulator),
  ]);
  assert.equal(third.value.status, 403);
  assert.equal(third.value.headers.get("retry-after"), "60");
});

test("more than so many points a minute are too many", async (context) => {
  const simulator = await start(context, ["--points-per-minute", "2", "--secondary-wait", "5"]);
  await pulls(simulator);
  await pulls(simulator);
  const third = await pulls(simulator);
  assert.equal(third.headers.get("retry-after"), "5");
  simulator.service.clock.advance(61);
  assert.equal((await pulls(simulator)).status, 200);
});

test("more than so many seconds of queries a minute are too many", async (context) => {
  const words = ["--query-seconds-per-minute", "1", "--fault", "timeout-502:at=1,seconds=1.1"];
  const simulator = await start(context, words);
  assert.equal((await pulls(simulator)).status, 502);
  assert.equal((await pulls(simulator)).headers.get("retry-after"), "60");
  simulator.service.clock.advance(61);
  assert.equal((await pulls(simulator)).status, 200);
});

test("the last point of an hour says so, and the next request is refused", async (context) => {
  const simulator = await start(context, ["--points", "1"]);
  assert.equal((await pulls(simulator)).headers.get("x-ratelimit-remaining"), "0");
  await new Promise((resolve) => setTimeout(resolve, 30));
  assert.equal((await errorOf(await pulls(simulator))).error.type, "RATE_LIMITED");
  assert.equal((await simulator.control("GET", "statistics")).requests_while_limited, 1);
});

const BROKEN = [
  ["timeout-502", 502, /"data":null.*Something went wrong while executing your query/],
  ["timeout-200", 200, /"data":null.*Something went wrong while executing your query/],
  ["nginx-502", 502, /^<html>.*502 Bad Gateway/s],
  ["gateway-504", 504, /We couldn't respond to your request in time/],
  ["server-500", 500, /Server Error/],
  ["server-503", 503, /Server Error/],
  ["upstream-error", 503, /^upstream connect error/],
  ["maintenance-503", 503, /^<!DOCTYPE html>/],
  ["brown-out", undefined, /502|Something went wrong|upstream/],
];
for (const [name, status, words] of BROKEN) {
  test(`${name}: ${status ?? "one of several ways"}, once`, async (context) => {
    const simulator = await withFault(context, `${name}:at=1`);
    const reply = await pulls(simulator);
    if (status) assert.equal(reply.status, status);
    assert.match(await reply.text(), words);
    assert.match(reply.headers.get("x-github-request-id"), /^[0-9A-F]+:[0-9A-F]+$/);
    assert.equal((await lists(await pulls(simulator))).nodes.length, 20);
  });
}

test("resource-limits: every row is null, with an error for each", async (context) => {
  const simulator = await withFault(context, "resource-limits:at=1");
  const { data, errors } = await (await pulls(simulator)).json();
  assert.deepEqual(data.repository.pullRequests.nodes, Array(20).fill(null));
  assert.equal(errors.length, 20);
  assert.deepEqual(errors[3], {
    type: "RESOURCE_LIMITS_EXCEEDED",
    path: ["repository", "pullRequests", "nodes", 3],
    message: "Resource limits for this query exceeded.",
  });
});

test("resource-limits-partial: every other row", async (context) => {
  const simulator = await withFault(context, "resource-limits-partial:at=1");
  const { data, errors } = await (await pulls(simulator)).json();
  assert.equal(data.repository.pullRequests.nodes.filter((node) => node === null).length, 10);
  assert.equal(errors.length, 10);
});

test("above: a smaller page passes", async (context) => {
  const simulator = await withFault(context, "timeout-502:every=1,above=20");
  assert.equal((await pulls(simulator)).status, 200);
  assert.equal(
    (await simulator.graphql(PULLS.replace("first: 20", "first: 21"), SHOP)).status,
    502,
  );
});

for (const [name, type] of [
  ["node-limit", "MAX_NODE_LIMIT_EXCEEDED"],
  ["excessive-pagination", "EXCESSIVE_PAGINATION"],
  ["missing-pagination", "MISSING_PAGINATION_BOUNDARIES"],
]) {
  test(`${name}: ${type}`, async (context) => {
    const simulator = await withFault(context, `${name}:at=1`);
    assert.equal((await errorOf(await pulls(simulator))).error.type, type);
  });
}

test("undefined-field: a query that asks for it fails, others do not", async (context) => {
  const simulator = await withFault(context, "undefined-field:field=PullRequest.mergeCommit");
  const { data, error } = await errorOf(await pulls(simulator));
  assert.equal(data, undefined);
  assert.equal(error.message, "Field 'mergeCommit' doesn't exist on type 'PullRequest'");
  assert.deepEqual(error.extensions, {
    code: "undefinedField",
    typeName: "PullRequest",
    fieldName: "mergeCommit",
  });
  assert.equal((await simulator.graphql(COMMITS)).status, 200);
  const { errors } = await (await simulator.graphql("{ viewer { shoeSize } }")).json();
  assert.equal(errors[0].message, "Field 'shoeSize' doesn't exist on type 'User'");
});

const WIRE = [
  "truncated-json",
  "short-body",
  "reset-before",
  "reset-midway",
  "no-reply",
  "stall:seconds=0.1",
  "silence:seconds=0.1",
  "no-http",
  "broken-gzip",
  "html-200",
];
for (const spec of WIRE) {
  test(`${spec}: no JSON comes of it, and the next reply is whole`, async (context) => {
    const simulator = await withFault(context, `${spec}${spec.includes(":") ? "," : ":"}at=1`);
    await assert.rejects(async () => (await pulls(simulator)).json());
    assert.equal((await lists(await pulls(simulator))).nodes.length, 20);
  });
}

test("not-utf8 and bom: bytes that JSON does not have", async (context) => {
  const simulator = await start(context, ["--fault", "not-utf8:at=1", "--fault", "bom:at=2"]);
  const bad = Buffer.from(await (await pulls(simulator)).arrayBuffer());
  assert.throws(() => new TextDecoder("utf-8", { fatal: true }).decode(bad));
  const marked = Buffer.from(await (await pulls(simulator)).arrayBuffer());
  assert.deepEqual([...marked.subarray(0, 4)], [0xef, 0xbb, 0xbf, 0x7b]);
});

test("slow-body: a byte at a time, but all of it", async (context) => {
  const simulator = await withFault(context, "slow-body:at=1,seconds=0.0001");
  const reply = await simulator.graphql("{ viewer { login } }");
  assert.equal((await reply.json()).data.viewer.login, "simulator");
});

test("huge-body and gzip-bomb: as large as they say", async (context) => {
  const specs = ["huge-body:at=1,megabytes=3", "gzip-bomb:at=2,megabytes=3"];
  const simulator = await start(
    context,
    specs.flatMap((spec) => ["--fault", spec]),
  );
  const huge = await pulls(simulator);
  assert.ok(Number(huge.headers.get("content-length")) > 3_000_000);
  await huge.text();
  const bomb = await pulls(simulator);
  assert.ok(Number(bomb.headers.get("content-length")) < 10_000);
  assert.ok((await bomb.text()).length > 3_000_000);
});

test("same-page: the page before once more", async (context) => {
  const simulator = await withFault(context, "same-page:at=2");
  const first = await lists(await pulls(simulator));
  const second = await lists(await pulls(simulator, first.pageInfo.endCursor));
  const again = await lists(await pulls(simulator, second.pageInfo.endCursor));
  assert.deepEqual(again, second);
  const third = await lists(await pulls(simulator, second.pageInfo.endCursor));
  assert.notDeepEqual(third.nodes, second.nodes);
});

test("stuck-cursor: more after the same place", async (context) => {
  const simulator = await withFault(context, "stuck-cursor:at=1");
  const { pageInfo } = await lists(await pulls(simulator));
  const stuck = await lists(await pulls(simulator, pageInfo.endCursor));
  assert.deepEqual(stuck.pageInfo, { hasNextPage: true, endCursor: pageInfo.endCursor });
});

test("empty-page and invalid-cursor befall requests with a cursor", async (context) => {
  const simulator = await start(context, [
    "--fault",
    "empty-page:at=1",
    "--fault",
    "invalid-cursor:at=2",
  ]);
  const { pageInfo } = await lists(await pulls(simulator));
  const empty = await lists(await pulls(simulator, pageInfo.endCursor));
  assert.deepEqual([empty.nodes, empty.pageInfo], [[], { hasNextPage: false, endCursor: null }]);
  const { data, error } = await errorOf(await pulls(simulator, pageInfo.endCursor));
  assert.equal(data.repository, null);
  assert.equal(error.type, "INVALID_CURSOR_ARGUMENTS");
});

test("reversed-page: the same rows in another order", async (context) => {
  const simulator = await withFault(context, "reversed-page:at=1");
  const reversed = await lists(await pulls(simulator));
  const straight = await lists(await pulls(simulator));
  assert.deepEqual(reversed.nodes.reverse(), straight.nodes);
});

test("moving-feed: an ascending walk loses nothing, and the truth moves along", async (context) => {
  const simulator = await withFault(context, "moving-feed:every=1,times=20,rows=5");
  const found = new Map();
  // Whatever moves after its last page was read comes with the next pass.
  for (let after = null; ; ) {
    const { nodes, pageInfo } = await lists(await pulls(simulator, after));
    if (nodes.length === 0) break;
    for (const node of nodes) found.set(node.id, node.updatedAt);
    after = pageInfo.endCursor;
  }
  const truth = factsIn(await simulator.control("GET", "truth"))("pull_request");
  assert.equal(found.size, truth.length);
  for (const pull of truth) assert.equal(found.get(pull.id), pull.updated_at, pull.id);
});

test("deleted-accounts: nobody did it, in the answers and in the truth", async (context) => {
  const simulator = await withFault(context, "deleted-accounts:share=1");
  const { nodes } = await lists(await pulls(simulator));
  assert.ok(nodes.every((node) => node.author === null));
  const facts = factsIn(await simulator.control("GET", "truth"));
  assert.equal(facts("person").length, 0);
  assert.ok(facts("review").every((review) => review.author === undefined));
});

test("no-merge-commits and empty-repositories", async (context) => {
  const simulator = await start(context, [
    "--fault",
    "no-merge-commits:share=1",
    "--fault",
    "empty-repositories",
  ]);
  const { nodes } = await lists(await pulls(simulator));
  assert.ok(nodes.every((node) => node.mergeCommit === null));
  const { data } = await (await simulator.graphql(COMMITS)).json();
  assert.equal(data.repository.defaultBranchRef, null);
});

test("unknown-verdicts, unknown-items and extra-fields", async (context) => {
  const specs = ["unknown-verdicts:share=1", "unknown-items", "extra-fields"];
  const simulator = await start(
    context,
    specs.flatMap((spec) => ["--fault", spec]),
  );
  const body = await (await pulls(simulator)).json();
  const items = body.data.repository.pullRequests.nodes.flatMap((node) => node.timelineItems.nodes);
  assert.ok(items.some((item) => item.state === "PONDERED"));
  assert.ok(items.some((item) => item.__typename === "FutureEvent"));
  assert.ok(body.data.repository.futureField);
  assert.ok(body.extensions);
});

test("uncountable-commits: null, unless their lines are not asked for", async (context) => {
  const simulator = await withFault(context, "uncountable-commits:share=0.5");
  const history = (body) => body.data.repository.defaultBranchRef.target.history.nodes;
  const body = await (await simulator.graphql(COMMITS)).json();
  const index = history(body).indexOf(null);
  const error = body.errors.find((each) => each.path.includes(index));
  assert.equal(error.message, "The additions count for this commit is unavailable.");
  assert.deepEqual(error.path, [
    "repository",
    "defaultBranchRef",
    "target",
    "history",
    "nodes",
    index,
    "additions",
  ]);
  const plain = await (await simulator.graphql(COMMITS.replace("additions", ""))).json();
  assert.equal(plain.errors, undefined);
  const { oid } = history(plain)[index];
  const truth = factsIn(await simulator.control("GET", "truth"))("commit");
  assert.equal(truth.find((commit) => commit.sha === oid).additions, undefined);
});

test("not-found and lost-access", async (context) => {
  const simulator = await start(context, [
    "--fault",
    "not-found:at=1",
    "--fault",
    "lost-access:at=3",
  ]);
  const { data, error } = await errorOf(await pulls(simulator));
  assert.equal(data.repository, null);
  assert.deepEqual(error, {
    type: "NOT_FOUND",
    path: ["repository"],
    message: "Could not resolve to a Repository with the name 'acme/shop'.",
  });
  assert.equal((await pulls(simulator)).status, 200);
  assert.equal((await errorOf(await pulls(simulator))).error.type, "NOT_FOUND");
  assert.equal((await simulator.get(RUNS)).status, 404);
});

test("forbidden: a list is refused, which takes its repository along", async (context) => {
  const simulator = await withFault(context, "forbidden:what=pullRequests+actions,by=integration");
  const { data, error } = await errorOf(await pulls(simulator));
  assert.equal(data.repository, null);
  assert.equal(error.type, "FORBIDDEN");
  assert.deepEqual(error.path, ["repository", "pullRequests"]);
  assert.deepEqual(error.extensions, { saml_failure: false });
  assert.equal(error.message, "Resource not accessible by integration");
  const runs = await simulator.get(RUNS);
  assert.equal(runs.status, 403);
  assert.equal(runs.headers.get("x-accepted-github-permissions"), "actions=read");
  const facts = factsIn(await simulator.control("GET", "truth"));
  assert.equal(facts("pull_request").length + facts("workflow_run").length, 0);
});

test("saml: the way to sign on is told", async (context) => {
  const simulator = await withFault(context, "saml");
  const reply = await pulls(simulator);
  assert.equal((await errorOf(reply)).error.extensions.saml_failure, true);
  assert.match(
    reply.headers.get("x-github-sso"),
    /^required; url=https:\/\/github\.com\/orgs\/acme\/sso/,
  );
  assert.equal((await simulator.get(RUNS)).status, 403);
});

test("sso-partial: a header only", async (context) => {
  const simulator = await withFault(context, "sso-partial");
  const reply = await pulls(simulator);
  assert.equal(
    reply.headers.get("x-github-sso"),
    "partial-results; organizations=21955855,20582480",
  );
  assert.equal((await lists(reply)).nodes.length, 20);
});

for (const [name, words] of [
  ["ip-allow-list", /has an IP allow list enabled, and your IP address is not permitted/],
  ["oauth-restrictions", /the `acme` organization has enabled OAuth App access restrictions/],
]) {
  test(`${name}: both doors say why`, async (context) => {
    const simulator = await withFault(context, name);
    const { error } = await errorOf(await pulls(simulator));
    assert.equal(error.type, "FORBIDDEN");
    assert.match(error.message, words);
    const rest = await simulator.get(RUNS);
    assert.equal(rest.status, 403);
    assert.match((await rest.json()).message, words);
  });
}

test("insufficient-scopes: what asks for teams fails as a whole", async (context) => {
  const simulator = await withFault(context, "insufficient-scopes");
  const query = `query($teams: Boolean!) { viewer { login } organization(login: "acme") {
    teams(first: 1) @include(if: $teams) { nodes { id } } } }`;
  const { data, error } = await errorOf(await simulator.graphql(query, { teams: true }));
  assert.equal(data, null);
  assert.equal(error.type, "INSUFFICIENT_SCOPES");
  const without = await simulator.graphql(query, { teams: false });
  assert.equal(without.headers.get("x-oauth-scopes"), "repo");
  assert.equal((await without.json()).errors, undefined);
});

test("bad-credentials once, revoked-token for ever, too-many-logins for a while", async (context) => {
  const specs = ["bad-credentials:at=1", "too-many-logins:at=2", "revoked-token:at=4"];
  const simulator = await start(
    context,
    specs.flatMap((spec) => ["--fault", spec]),
  );
  const refused = await pulls(simulator);
  assert.equal(refused.status, 401);
  assert.equal((await refused.json()).message, "Bad credentials");
  assert.equal((await pulls(simulator)).status, 403);
  assert.equal((await pulls(simulator)).status, 200);
  for (let count = 0; count < 3; count += 1) assert.equal((await pulls(simulator)).status, 401);
  const other = await pulls(simulator, null, { authorization: "Bearer ghp_other" });
  assert.equal(other.status, 200);
});

test("renamed: GraphQL follows, REST says where", async (context) => {
  const simulator = await withFault(context, "renamed:at=1");
  const { data } = await (await pulls(simulator)).json();
  assert.equal(data.repository.nameWithOwner, "acme/shop-renamed");
  assert.equal(data.repository.id, "R_1");
  const moved = await simulator.get(`${RUNS}?per_page=1`);
  assert.equal(moved.status, 301);
  assert.match(moved.headers.get("location"), /\/repositories\/\d+\/actions\/runs\?per_page=1$/);
  const { pathname, search } = new URL(moved.headers.get("location"));
  assert.equal((await (await simulator.get(pathname + search)).json()).total_count, 1250);
});

test("moved-307 and moved-blind", async (context) => {
  const simulator = await start(context, [
    "--fault",
    "moved-307:at=1",
    "--fault",
    "moved-blind:at=2",
  ]);
  const told = await simulator.get(RUNS);
  assert.equal(told.status, 307);
  assert.match(told.headers.get("location"), /\/repositories\//);
  const blind = await simulator.get(RUNS);
  assert.equal(blind.status, 301);
  assert.equal(blind.headers.get("location"), "");
});

test("transferred and name-reused", async (context) => {
  const simulator = await start(context, [
    "--fault",
    "transferred:at=1",
    "--fault",
    "name-reused:at=2",
  ]);
  const moved = await (await pulls(simulator)).json();
  assert.equal(moved.data.repository.nameWithOwner, "elsewhere/shop");
  const reused = await (
    await simulator.graphql(PULLS, { owner: "elsewhere", name: "shop" })
  ).json();
  assert.equal(reused.data.repository?.id ?? "R_1_again", "R_1_again");
});

for (const [name, status, words] of [
  ["dmca-451", 451, /Repository access blocked/],
  ["tos-403", 403, /Repository access blocked/],
  ["rest-404", 404, /Not Found/],
  ["rest-410", 410, /disabled/],
  ["rest-409", 409, /Git Repository is empty\./],
  ["rest-422", 422, /first 1000/],
  ["rest-422-spam", 422, /spam/],
  ["rest-202", 202, /\{\}/],
]) {
  test(`${name}: ${status}`, async (context) => {
    const simulator = await withFault(context, `${name}:at=1`);
    const reply = await simulator.get(RUNS);
    assert.equal(reply.status, status);
    assert.match(await reply.text(), words);
  });
}

test("force-push: the head is another, and what it does not reach is not true", async (context) => {
  const simulator = await start(context);
  const before = factsIn(await simulator.control("GET", "truth"))("commit");
  await simulator.control("POST", "changes", {
    change: "force-push",
    repository: "acme/shop",
    drop: 5,
    add: 2,
  });
  const after = factsIn(await simulator.control("GET", "truth"))("commit");
  assert.equal(after.length, before.length - 3);
  const query = `query($old: String!) { repository(owner: "acme", name: "shop") { defaultBranchRef {
    compare(headRef: $old) { status aheadBy behindBy } } } }`;
  const { data } = await simulator.ask(query, { old: before.at(-1).sha });
  assert.deepEqual(data.repository.defaultBranchRef.compare, {
    status: "DIVERGED",
    aheadBy: 5,
    behindBy: 2,
  });
});

for (const [change, kind] of [
  ["deleted-review", "review"],
  ["deleted-issue", "issue"],
  ["deleted-release", "release"],
  ["deleted-deployment", "deployment"],
]) {
  test(`${change}: one less`, async (context) => {
    const simulator = await start(context);
    const before = factsIn(await simulator.control("GET", "truth"))(kind);
    await simulator.control("POST", "changes", { change, repository: "acme/shop" });
    const after = factsIn(await simulator.control("GET", "truth"))(kind);
    assert.equal(after.length, before.length - 1);
    const gone = before.find((fact) => !after.some((each) => each.id === fact.id));
    if (gone.id.startsWith("REF_")) return;
    const { data, errors } = await simulator.ask(`query($id: ID!) { node(id: $id) { id } }`, {
      id: gone.id,
    });
    assert.equal(data.node, null);
    assert.equal(errors[0].type, "NOT_FOUND");
  });
}

test("commits-replaced: the earliest commit shows in the force push", async (context) => {
  const simulator = await start(context);
  const pull = async () => factsIn(await simulator.control("GET", "truth"))("pull_request");
  const before = new Map((await pull()).map((each) => [each.id, each]));
  await simulator.control("POST", "changes", {
    change: "commits-replaced",
    repository: "acme/shop",
  });
  const changed = (await pull()).find(
    (each) => each.head_commit !== before.get(each.id).head_commit,
  );
  assert.equal(changed.events.at(-1).type, "force_pushed");
  assert.ok(changed.earliest_commit_at <= before.get(changed.id).commits[0].authored_at);
});

test("reopened: open again", async (context) => {
  const simulator = await start(context);
  await simulator.control(
    "POST",
    "facts",
    JSON.stringify({
      kind: "pull_request",
      id: "PR_c",
      repository: "R_1",
      number: 900,
      created_at: "2025-05-01T00:00:00Z",
      closed_at: "2025-05-02T00:00:00Z",
    }),
  );
  await simulator.control("POST", "changes", { change: "reopened", repository: "acme/shop" });
  const pulls = factsIn(await simulator.control("GET", "truth"))("pull_request");
  const pull = pulls.find((each) => each.id === "PR_c");
  assert.equal(pull.closed_at, undefined);
  assert.equal(pull.events.at(-1).type, "reopened");
});

test("faults come by count, by chance that repeats, and no more often than said", async (context) => {
  const statuses = async (specs) => {
    const simulator = await start(
      context,
      specs.flatMap((spec) => ["--fault", spec]),
    );
    const found = [];
    for (let count = 0; count < 12; count += 1) found.push((await pulls(simulator)).status);
    return found;
  };
  const every = await statuses(["server-500:every=4,times=2"]);
  assert.deepEqual(
    every.flatMap((status, index) => (status === 500 ? [index + 1] : [])),
    [4, 8],
  );
  const at = await statuses(["server-500:at=2+5"]);
  assert.deepEqual(
    at.flatMap((status, index) => (status === 500 ? [index + 1] : [])),
    [2, 5],
  );
  const chance = await statuses(["server-500:chance=0.5"]);
  assert.ok(chance.includes(500) && chance.includes(200));
  assert.deepEqual(await statuses(["server-500:chance=0.5"]), chance);
  const filtered = await statuses(["server-500:every=1,operation=Commits"]);
  assert.ok(!filtered.includes(500));
});

test("a fault that is not known is refused with its name", async (context) => {
  await assert.rejects(() => start(context, ["--fault", "earthquake"]), /no fault 'earthquake'/);
  await assert.rejects(
    () => start(context, ["--fault", "secondary:colour=red"]),
    /knows no 'colour'/,
  );
});

test("every fault has a name of its own, a sentence, and something to do", () => {
  assert.equal(new Set(FAULTS.map((fault) => fault.name)).size, FAULTS.length);
  for (const fault of FAULTS) {
    assert.match(fault.name, /^[a-z0-9-]+$/);
    assert.ok(fault.says.length > 2, fault.name);
    const acts = ["start", "before", "instead", "alter", "after", "manner"];
    assert.ok(
      acts.some((act) => typeof fault[act] === "function"),
      fault.name,
    );
  }
});
