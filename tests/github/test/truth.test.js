// The truth: what GitHub can tell of the facts, and nothing else.

import assert from "node:assert/strict";
import test from "node:test";
import { factsIn, start } from "./start.js";

test("the truth leaves out what GitHub never hears of", async (context) => {
  const simulator = await start(context);
  const truth = await simulator.control("GET", "truth");
  const facts = factsIn(truth);
  assert.equal(facts("incident").length, 0);
  assert.doesNotMatch(truth, /"(directories|service|fixes|time_zone|aliases)"/);
  assert.equal(facts("pull_request").length, 123);
  assert.equal(facts("person").find((person) => person.login === "renovate[bot]").is_bot, true);
});

test("lines stand in the order of an export", async (context) => {
  const simulator = await start(context);
  const truth = await simulator.control("GET", "truth");
  const kinds = truth
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line).kind);
  assert.deepEqual(kinds, [...kinds].sort());
});

test("an empty repository has no default branch", async (context) => {
  const simulator = await start(context);
  const { data } = await simulator.ask(
    `{ repository(owner: "acme", name: "empty") { isEmpty defaultBranchRef { name } } }`,
  );
  assert.deepEqual(data.repository, { isEmpty: true, defaultBranchRef: null });
  const repositories = factsIn(await simulator.control("GET", "truth"))("repository");
  assert.equal(repositories.find((each) => each.id === "R_2").default_branch, undefined);
});

test("facts sent at run time are served, and are true", async (context) => {
  const simulator = await start(context);
  const line = {
    kind: "issue",
    id: "I_new",
    repository: "R_1",
    number: 999,
    created_at: "2025-06-01T10:00:00+02:00",
    title: "New",
  };
  await simulator.control("POST", "facts", JSON.stringify(line));
  const { data } = await simulator.ask(
    `{ node(id: "I_new") { ... on Issue { number title createdAt } } }`,
  );
  assert.equal(data.node.title, "New");
  const issue = factsIn(await simulator.control("GET", "truth"))("issue").find(
    (each) => each.id === "I_new",
  );
  assert.equal(issue.created_at, "2025-06-01T08:00:00Z");
});

test("only what is asked of is true of one repository", async (context) => {
  const simulator = await start(context);
  const facts = factsIn(await simulator.control("GET", "truth?repository=acme/empty"));
  assert.deepEqual(
    facts("repository").map((each) => each.full_name),
    ["acme/empty"],
  );
  assert.equal(facts("pull_request").length, 0);
  assert.equal(facts("team").length, 2);
});

test("without teams, nobody was asked to review in a team's name", async (context) => {
  const simulator = await start(context);
  const facts = factsIn(await simulator.control("GET", "truth?teams=no"));
  assert.equal(facts("team").length, 0);
  const subjects = facts("pull_request").flatMap((pull) =>
    pull.events.map((event) => event.subject),
  );
  assert.ok(subjects.includes("U_2"));
  assert.ok(!subjects.includes("T_1"));
});
