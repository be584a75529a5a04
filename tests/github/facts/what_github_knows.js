// What GitHub would know of a fact: what it never hears of is left out, and what it always
// knows is filled in. Both the answers and the truth are made of the result, so that they
// cannot differ.

import { createHash } from "node:crypto";
import { TYPES_OF_EVENTS } from "./timeline.js";
import { later, microsecondsOf } from "./times.js";

const SETTLING = new Set(["success", "failure", "error"]);
const VERDICTS = new Set(["approved", "changes_requested", "commented", "dismissed"]);
const PRERELEASE = /(alpha|beta|rc|pre|preview|dev|snapshot|nightly|canary)/i;
const EVENTS_WITH_SUBJECT = new Set(["review_requested", "review_request_removed", "base_changed"]);

/** A commit that no fact names must still have a name. */
export const inventedSha = (seed) => createHash("sha1").update(seed).digest("hex");

const text = (value) => (value === "" ? undefined : (value ?? undefined));

/** By time; those of one moment stay as they are. */
function byTime(list, timeOf) {
  return [...list].sort(
    (left, right) => microsecondsOf(timeOf(left)) - microsecondsOf(timeOf(right)),
  );
}

function repository(fact) {
  const createdAt = fact.created_at ?? fact.updated_at ?? "2020-01-01T00:00:00Z";
  return {
    ...fact,
    created_at: createdAt,
    is_private: fact.is_private ?? false,
    is_archived: fact.is_archived ?? false,
    language: text(fact.language),
    topics: fact.topics ?? [],
    updated_at: fact.updated_at ?? createdAt,
  };
}

function person(fact) {
  const isBot = fact.is_bot === true || fact.login.endsWith("[bot]");
  const isMannequin = fact.id.startsWith("M_");
  return {
    id: fact.id,
    login: fact.login,
    name: isBot || isMannequin ? undefined : text(fact.name),
    is_bot: isBot || undefined,
    class: fact.class === "agent" ? "agent" : undefined,
  };
}

function team(fact) {
  return {
    ...fact,
    name: text(fact.name) ?? fact.slug,
    members: fact.members ?? [],
    repositories: fact.repositories ?? [],
  };
}

function commit(fact) {
  const committedAt = fact.committed_at ?? fact.authored_at ?? "2020-01-01T00:00:00Z";
  return {
    ...fact,
    parents: fact.parents ?? [],
    authored_at: fact.authored_at ?? committedAt,
    committed_at: committedAt,
    additions: fact.additions ?? 0,
    deletions: fact.deletions ?? 0,
    headline: text(fact.headline),
  };
}

function commitsOfPull(fact, createdAt) {
  return (fact.commits ?? []).map((each) => {
    const at = each.committed_at ?? each.authored_at ?? createdAt;
    return { ...each, authored_at: each.authored_at ?? at, committed_at: at };
  });
}

function eventsOfPull(fact) {
  const known = (fact.events ?? []).filter((event) => TYPES_OF_EVENTS[event.type]);
  const events = known.map((event) => ({
    type: event.type,
    at: event.at,
    actor: event.actor ?? undefined,
    subject: EVENTS_WITH_SUBJECT.has(event.type) ? (event.subject ?? undefined) : undefined,
  }));
  return byTime(events, (event) => event.at);
}

// GitHub shows the commit that a force push took away, and so its time.
function earliestOfPull(fact, commits, events) {
  const earliest = fact.earliest_commit_at;
  if (!earliest || !events.some((event) => event.type === "force_pushed")) return undefined;
  const isOlder = (time) => microsecondsOf(earliest) < microsecondsOf(time);
  const isNews = commits.every((each) => isOlder(each.authored_at) && isOlder(each.committed_at));
  return isNews ? earliest : undefined;
}

function pullRequest(fact) {
  const mergedAt = fact.merged_at ?? undefined;
  const closedAt = fact.closed_at ?? mergedAt;
  const someTime = closedAt ?? fact.updated_at ?? fact.commits?.[0]?.committed_at;
  const createdAt = fact.created_at ?? someTime ?? "2020-01-01T00:00:00Z";
  const commits = commitsOfPull(fact, createdAt);
  const events = eventsOfPull(fact);
  return {
    ...fact,
    created_at: createdAt,
    title: text(fact.title) ?? "Untitled",
    updated_at: fact.updated_at ?? later(createdAt, closedAt),
    closed_at: closedAt,
    merged_at: mergedAt,
    merged_by: mergedAt ? fact.merged_by : undefined,
    merge_commit: mergedAt ? fact.merge_commit : undefined,
    base: text(fact.base) ?? "main",
    head: text(fact.head) ?? `patch-${fact.number}`,
    head_commit: fact.head_commit ?? commits.at(-1)?.sha ?? inventedSha(fact.id),
    is_draft: fact.is_draft ?? false,
    additions: fact.additions ?? 0,
    deletions: fact.deletions ?? 0,
    changed_files: fact.changed_files ?? 0,
    labels: fact.labels ?? [],
    closes_issues: fact.closes_issues ?? [],
    earliest_commit_at: earliestOfPull(fact, commits, events),
    commits,
    events,
  };
}

const review = (fact) => ({
  ...fact,
  state: VERDICTS.has(fact.state) ? fact.state : "commented",
  // What GitHub says; a word that is no verdict is served as it is, and stored as a comment.
  stated: fact.state,
});

const comment = (fact) => fact;

function statusesOfDeployment(fact) {
  if (fact.statuses) return byTime(fact.statuses, (status) => status.at);
  if (!fact.status) return [];
  const at = fact.finished_at ?? fact.created_at;
  const isOver = fact.status === "inactive" && fact.finished_at;
  return [...(isOver ? [{ state: "success", at }] : []), { state: fact.status, at }];
}

function deployment(fact) {
  const statuses = statusesOfDeployment(fact);
  return {
    ...fact,
    finished_at: statuses.find((status) => SETTLING.has(status.state))?.at,
    status: fact.status ?? statuses.at(-1)?.state,
    ref: text(fact.ref),
    statuses,
  };
}

/** A tag without a release: only its ref has an id. */
export const isBareTag = (release) => release.id.startsWith("REF_");

function release(fact) {
  const isPrerelease = fact.is_prerelease ?? PRERELEASE.test(fact.tag);
  if (isBareTag(fact)) {
    const sha = fact.sha ?? inventedSha(fact.id);
    return { ...fact, sha, name: undefined, is_prerelease: isPrerelease, is_draft: undefined };
  }
  return {
    ...fact,
    name: text(fact.name),
    is_prerelease: fact.is_prerelease ?? false,
    is_draft: fact.is_draft ?? false,
  };
}

const issue = (fact) => ({
  ...fact,
  title: text(fact.title) ?? "Untitled",
  updated_at: fact.updated_at ?? later(fact.created_at, fact.closed_at),
  labels: fact.labels ?? [],
});

function workflowRun(fact) {
  const startedAt = fact.started_at ?? fact.created_at;
  const isOver = fact.conclusion != null || fact.finished_at != null;
  return {
    ...fact,
    started_at: startedAt,
    finished_at: isOver ? (fact.finished_at ?? startedAt) : undefined,
    branch: text(fact.branch) ?? "main",
    sha: fact.sha ?? inventedSha(fact.id),
    event: text(fact.event) ?? "push",
    attempt: fact.attempt ?? 1,
  };
}

const TELLERS = {
  repository,
  person,
  team,
  commit,
  pull_request: pullRequest,
  review,
  comment,
  deployment,
  release,
  issue,
  workflow_run: workflowRun,
};

/** @returns {object|undefined} Undefined for a kind that GitHub knows nothing of. */
export function whatGitHubKnows(fact) {
  return TELLERS[fact.kind]?.(fact);
}
