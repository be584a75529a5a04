// The canonical form of a fact, as docs/facts.md defines it: the fields of a kind in their
// order, without what is absent. Equal facts are equal bytes.

import { canonicalTime } from "./times.js";

const TIME_FIELD = /(^|_)at$/;

/** The fields of each kind that GitHub can tell of, in their order. */
const FIELDS = {
  repository: [
    "id",
    "full_name",
    "default_branch",
    "created_at",
    "is_private",
    "is_archived",
    "language",
    "topics",
    "updated_at",
  ],
  person: ["id", "login", "name", "is_bot", "class"],
  team: ["id", "slug", "name", "members", "repositories", "parent"],
  commit: [
    "repository",
    "sha",
    "parents",
    "author",
    "authored_at",
    "committed_at",
    "additions",
    "deletions",
    "changed_files",
    "headline",
    "is_revert_of",
  ],
  pull_request: [
    "id",
    "repository",
    "number",
    "created_at",
    "title",
    "author",
    "updated_at",
    "closed_at",
    "merged_at",
    "merged_by",
    "merge_commit",
    "base",
    "head",
    "head_commit",
    "is_draft",
    "additions",
    "deletions",
    "changed_files",
    "labels",
    "closes_issues",
    "earliest_commit_at",
    "commits",
    "events",
  ],
  review: ["id", "pull_request", "submitted_at", "state", "author"],
  comment: ["id", "pull_request", "created_at", "author"],
  deployment: [
    "id",
    "repository",
    "environment",
    "sha",
    "created_at",
    "finished_at",
    "status",
    "ref",
    "statuses",
  ],
  release: ["id", "repository", "tag", "published_at", "sha", "name", "is_prerelease", "is_draft"],
  issue: [
    "id",
    "repository",
    "number",
    "created_at",
    "title",
    "author",
    "closed_at",
    "updated_at",
    "labels",
  ],
  workflow_run: [
    "id",
    "repository",
    "name",
    "created_at",
    "started_at",
    "finished_at",
    "branch",
    "sha",
    "event",
    "conclusion",
    "attempt",
  ],
};

const INNER_FIELDS = {
  commits: ["sha", "authored_at", "committed_at", "author"],
  events: ["type", "at", "actor", "subject"],
  statuses: ["state", "at"],
};

export const KINDS = Object.keys(FIELDS).sort();

function ordered(fields, values) {
  const out = {};
  for (const field of fields) {
    const value = values[field];
    if (value === undefined || value === null) continue;
    if (INNER_FIELDS[field]) {
      out[field] = value.map((inner) => ordered(INNER_FIELDS[field], inner));
    } else {
      out[field] = TIME_FIELD.test(field) ? canonicalTime(value) : value;
    }
  }
  return out;
}

/** A fact with the fields that GitHub can tell of, in order, with times in UTC. */
export function inOrder(kind, fact) {
  return ordered(FIELDS[kind], fact);
}

/** One line, without its end. */
export function canonicalLine(kind, fact) {
  return JSON.stringify({ kind, ...inOrder(kind, fact) });
}

/** What an export sorts the facts of a kind by. */
export function canonicalKey(kind, fact) {
  return kind === "commit" ? `${fact.repository}\n${fact.sha}` : fact.id;
}

/** Byte by byte, as an export sorts. */
export const byBytes = (left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right));
