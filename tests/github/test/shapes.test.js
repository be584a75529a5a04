// Replies have the shapes of recorded payloads of GitHub, where the two overlap.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import test from "node:test";
import { sha } from "./acme.js";
import { start } from "./start.js";

const require = createRequire(import.meta.url);
const webhooks = require("@octokit/webhooks-examples");
const fixturesOf = (scenario) =>
  require(`@octokit/fixtures/scenarios/api.github.com/${scenario}/normalized-fixture.json`);

const examplesOf = (event) => webhooks.find((each) => each.name === event).examples;
const keysIn = (objects) => new Set(objects.flatMap((object) => Object.keys(object)));

function assertKnown(object, keys) {
  const strange = Object.keys(object).filter((key) => !keys.has(key));
  assert.deepEqual(strange, []);
}

test("a workflow run has no member that GitHub's has not", async (context) => {
  const simulator = await start(context);
  const { workflow_runs: runs } = await (
    await simulator.get("/repos/acme/shop/actions/runs")
  ).json();
  // Younger than the recordings, and described in GitHub's OpenAPI.
  const young = ["path", "display_title"];
  const keys = keysIn(examplesOf("workflow_run").map((example) => example.workflow_run));
  for (const run of runs) assertKnown(run, new Set([...keys, ...young]));
});

test("a repository has no member that GitHub's has not", async (context) => {
  const simulator = await start(context);
  const repository = await (await simulator.get("/repos/acme/shop")).json();
  const recorded = fixturesOf("get-repository").map((each) => each.response);
  assertKnown(repository, keysIn(recorded));
  assertKnown(repository.owner, keysIn(recorded.map((each) => each.owner).filter(Boolean)));
});

test("who asks for a former name is sent on as GitHub does it", async (context) => {
  const simulator = await start(context);
  await simulator.control("POST", "changes", { change: "renamed", repository: "acme/shop" });
  const reply = await simulator.get("/repos/acme/shop");
  const recorded = fixturesOf("rename-repository").find((each) => each.status === 301);
  const body = await reply.json();
  assert.equal(reply.status, recorded.status);
  assert.deepEqual(Object.keys(body).sort(), Object.keys(recorded.response).sort());
  assert.equal(body.message, recorded.response.message);
  assert.equal(reply.headers.get("location"), body.url);
  assert.match(body.url, /\/repositories\/\d+$/);
});

test("links of pages stand in GitHub's order", async (context) => {
  const simulator = await start(context);
  const namesIn = (link) => [...link.matchAll(/rel="(\w+)"/g)].map((match) => match[1]);
  const [first, second] = fixturesOf("paginate-issues").map((each) => namesIn(each.headers.link));
  const linkOf = async (page) =>
    (await simulator.get(`/repos/acme/shop/actions/runs?per_page=100&page=${page}`)).headers.get(
      "link",
    );
  assert.deepEqual(namesIn(await linkOf(1)), first);
  assert.deepEqual(namesIn(await linkOf(2)), second);
  // A filtered list has 1,000 rows at most, whatever its count says.
  assert.deepEqual(namesIn(await linkOf(10)), ["prev", "first"]);
});

test("a reply of REST has the headers that clients read", async (context) => {
  const simulator = await start(context);
  const { headers } = await simulator.get("/repos/acme/shop");
  const recorded = Object.keys(fixturesOf("get-repository")[0].headers);
  const read = recorded.filter((name) =>
    /^(x-ratelimit|x-github|x-oauth|etag|date|content-type)/.test(name),
  );
  assert.ok(read.length >= 8);
  for (const name of read) assert.notEqual(headers.get(name), null, name);
});

/** "2025-01-01T00:00:00Z" has the form "9999-99-99T99:99:99Z", and a sha is 40 of "a". */
function formOf(value) {
  if (value === null || value === undefined) return "nothing";
  if (typeof value !== "string") return typeof value;
  if (/^[0-9a-f]{40}$/.test(value)) return "sha";
  return /^\d{4}-\d\d-\d\dT/.test(value) ? value.replace(/\d/g, "9") : "text";
}

const SCALARS = [
  [
    "pull_request",
    (example) => example.pull_request,
    `pullRequest(number: 1) { number title createdAt updatedAt closedAt isDraft additions
      deletions changedFiles headRefOid headRefName }`,
    (data) => data.pullRequest,
    {
      number: "number",
      title: "title",
      createdAt: "created_at",
      updatedAt: "updated_at",
      closedAt: "closed_at",
      isDraft: "draft",
      additions: "additions",
      deletions: "deletions",
      changedFiles: "changed_files",
    },
  ],
  [
    "pull_request_review",
    (example) => example.review,
    `pullRequest(number: 1) { reviews(first: 1) { nodes { id submittedAt } } }`,
    (data) => data.pullRequest.reviews.nodes[0],
    { id: "node_id", submittedAt: "submitted_at" },
  ],
  [
    "issues",
    (example) => example.issue,
    `issue(number: 202) { id number title createdAt updatedAt closedAt }`,
    (data) => data.issue,
    {
      id: "node_id",
      number: "number",
      title: "title",
      createdAt: "created_at",
      updatedAt: "updated_at",
    },
  ],
  [
    "release",
    (example) => example.release,
    `releases(first: 1) { nodes { id tagName isDraft isPrerelease createdAt publishedAt } }`,
    (data) => data.releases.nodes[0],
    {
      id: "node_id",
      tagName: "tag_name",
      isDraft: "draft",
      isPrerelease: "prerelease",
      createdAt: "created_at",
      publishedAt: "published_at",
    },
  ],
  [
    "deployment_status",
    (example) => example.deployment,
    `deployments(first: 1) { nodes { id commitOid environment originalEnvironment task createdAt updatedAt } }`,
    (data) => data.deployments.nodes[0],
    {
      id: "node_id",
      commitOid: "sha",
      environment: "environment",
      originalEnvironment: "original_environment",
      task: "task",
      createdAt: "created_at",
      updatedAt: "updated_at",
    },
  ],
];
for (const [event, pick, fields, find, names] of SCALARS) {
  test(`scalars have the forms that they have in the web hook ${event}`, async (context) => {
    const simulator = await start(context);
    const query = `{ repository(owner: "acme", name: "shop") { ${fields} } }`;
    const { data, errors } = await simulator.ask(query);
    assert.equal(errors, undefined);
    const ours = find(data.repository);
    const recorded = examplesOf(event).map(pick);
    for (const [field, key] of Object.entries(names)) {
      const forms = new Set(recorded.map((each) => formOf(each[key])));
      assert.ok(
        forms.has(formOf(ours[field])),
        `${field}: ${formOf(ours[field])} of ${[...forms]}`,
      );
    }
  });
}

test("states are GraphQL's words for those of web hooks", async (context) => {
  const simulator = await start(context);
  const { enumValues } = (
    await simulator.ask(`{ __type(name: "PullRequestReviewState") { enumValues { name } } }`)
  ).data.__type;
  const known = enumValues.map((value) => value.name);
  for (const { review } of examplesOf("pull_request_review")) {
    assert.ok(known.includes(review.state.toUpperCase()));
  }
  const { data } = await simulator.ask(`{ repository(owner: "acme", name: "shop") {
    pullRequest(number: 1) { reviews(first: 1) { nodes { state } } }
    deployments(first: 1) { nodes { state latestStatus { state } } } } }`);
  assert.equal(data.repository.pullRequest.reviews.nodes[0].state, "CHANGES_REQUESTED");
  assert.equal(data.repository.deployments.nodes[0].state, "ACTIVE");
  assert.equal(data.repository.deployments.nodes[0].latestStatus.state, "SUCCESS");
});

test("the runs of a commit make its rollup", async (context) => {
  const simulator = await start(context);
  const { data } = await simulator.ask(
    `query($oid: GitObjectID) { repository(owner: "acme", name: "shop") { object(oid: $oid) { ... on Commit {
      statusCheckRollup { state }
      checkSuites(first: 10) { totalCount nodes { conclusion workflowRun { workflow { id name } } } } } } } }`,
    { oid: sha(2) },
  );
  assert.equal(data.repository.object.statusCheckRollup.state, "SUCCESS");
  const [suite] = data.repository.object.checkSuites.nodes;
  const runs = await simulator.ask(
    `query($id: ID!) { node(id: $id) { ... on Workflow { name runs(first: 1) { totalCount } } } }`,
    { id: suite.workflowRun.workflow.id },
  );
  assert.deepEqual(runs.data.node, { name: "CI", runs: { totalCount: 1250 } });
});
