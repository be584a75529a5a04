// One thing that happened to a pull request.

import { actorOf } from "./actor.js";
import { CommitView, commitOf } from "./commit.js";
import { PullRequestView } from "./pull_request.js";
import { TeamView } from "./team.js";

function commitItem(world, pull, item) {
  return {
    id: `PRC_${pull.databaseId}_${item.commit.sha}`,
    commit: new CommitView(world, pull.repository, item.commit),
  };
}

function reviewItem(world, pull, { row }) {
  const { fact } = row;
  return {
    id: fact.id,
    databaseId: row.databaseId,
    fullDatabaseId: String(row.databaseId),
    state: fact.stated.toUpperCase(),
    createdAt: fact.submitted_at,
    submittedAt: fact.submitted_at,
    updatedAt: fact.submitted_at,
    author: actorOf(world, fact.author),
    commit: commitOf(world, pull.repository, pull.fact.head_commit),
    pullRequest: () => new PullRequestView(world, pull),
  };
}

function commentItem(world, pull, { row }) {
  const { fact } = row;
  return {
    id: fact.id,
    databaseId: row.databaseId,
    createdAt: fact.created_at,
    updatedAt: fact.created_at,
    author: actorOf(world, fact.author),
    pullRequest: () => new PullRequestView(world, pull),
  };
}

function reviewerOf(world, id) {
  const team = id && world.find("team", id);
  return team ? new TeamView(world, team) : actorOf(world, id);
}

/** The commit that a force push took away, of which only the time is known. */
function pushedAwayCommit(world, pull, item) {
  const first = pull.fact.events.find((event) => event.type === "force_pushed");
  const time = pull.fact.earliest_commit_at;
  if (!time || item.event !== first) return null;
  const sha = pull.fact.commits[0]?.sha ?? pull.fact.head_commit;
  const commit = { sha, authored_at: time, committed_at: time };
  return new CommitView(world, pull.repository, commit);
}

const DETAILS = {
  review_requested: (world, pull, { event }) => ({
    requestedReviewer: reviewerOf(world, event.subject),
  }),
  review_request_removed: (world, pull, { event }) => ({
    requestedReviewer: reviewerOf(world, event.subject),
  }),
  merged: (world, pull) => ({
    commit: commitOf(world, pull.repository, pull.fact.merge_commit),
    mergeRefName: pull.fact.base,
  }),
  force_pushed: (world, pull, item) => ({
    beforeCommit: pushedAwayCommit(world, pull, item),
    afterCommit: commitOf(world, pull.repository, pull.fact.head_commit),
  }),
  base_changed: (world, pull, { event }) => ({
    currentRefName: event.subject ?? pull.fact.base,
    previousRefName: "before",
  }),
};

function eventItem(world, pull, item) {
  const { event } = item;
  return {
    id: `EV_${pull.databaseId}_${item.databaseId}`,
    createdAt: event.at,
    actor: actorOf(world, event.actor),
    ...DETAILS[event.type]?.(world, pull, item),
  };
}

const MAKERS = {
  PullRequestCommit: commitItem,
  PullRequestReview: reviewItem,
  IssueComment: commentItem,
};

export function timelineItemOf(world, pull, item) {
  const make = MAKERS[item.typename] ?? eventItem;
  return { __typename: item.typename, ...make(world, pull, item) };
}
