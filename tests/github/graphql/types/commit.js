// Commits: of the default branch, of pull requests, and those that others only name.

import { listConnection, historyConnection } from "../connection.js";
import { microsecondsOf } from "../../facts/times.js";
import { GitHubError } from "../errors.js";
import { gitActorOf } from "./actor.js";
import { checkSuitesOf, rollupOf } from "./checks.js";
import { PullRequestView } from "./pull_request.js";

const UNKNOWN_DATE = "2020-01-01T00:00:00Z";

/** What git writes under the headline of a revert. */
function messageOf(commit) {
  const headline = commit.headline ?? "";
  if (!commit.is_revert_of) return headline;
  return `${headline}\n\nThis reverts commit ${commit.is_revert_of}.`;
}

function within(commits, { since, until }) {
  const [from, to] = [since, until].map((time) => (time ? microsecondsOf(time) : undefined));
  if (from === undefined && to === undefined) return commits;
  return commits.filter((commit) => {
    const time = microsecondsOf(commit.committed_at);
    return (from === undefined || time >= from) && (to === undefined || time <= to);
  });
}

export class CommitView {
  __typename = "Commit";

  /** @param {object} commit A fact, or as much of one as is known. */
  constructor(world, repository, commit) {
    this.world = world;
    this.room = repository;
    this.commit = commit;
  }

  get id() {
    return `C_${this.room.databaseId}_${this.commit.sha}`;
  }

  get oid() {
    return this.commit.sha;
  }

  get abbreviatedOid() {
    return this.commit.sha.slice(0, 7);
  }

  get message() {
    return messageOf(this.commit);
  }

  get messageHeadline() {
    return this.commit.headline ?? "";
  }

  get messageBody() {
    return this.message.split("\n\n").slice(1).join("\n\n");
  }

  get authoredDate() {
    return this.commit.authored_at ?? UNKNOWN_DATE;
  }

  get committedDate() {
    return this.commit.committed_at ?? UNKNOWN_DATE;
  }

  get additions() {
    return this.#counted("additions");
  }

  get deletions() {
    return this.#counted("deletions");
  }

  get changedFilesIfAvailable() {
    return this.commit.changed_files ?? null;
  }

  #counted(what) {
    if (this.commit.isUncountable) {
      throw new GitHubError(undefined, `The ${what} count for this commit is unavailable.`);
    }
    return this.commit[what] ?? 0;
  }

  get author() {
    return gitActorOf(this.world, this.commit.author, this.authoredDate);
  }

  get committer() {
    return gitActorOf(this.world, this.commit.author, this.committedDate);
  }

  parents(args, context, info) {
    const viewOf = (sha) => commitOf(this.world, this.room, sha);
    return listConnection(this.commit.parents ?? [], viewOf, args, info);
  }

  history(args, context, info) {
    this.room.pass("commits");
    const commits = within(this.room.history.walk(this.oid), args);
    const viewOf = (commit) => new CommitView(this.world, this.room, commit);
    return historyConnection(this.oid, commits, viewOf, args, info);
  }

  associatedPullRequests(args, context, info) {
    const viewOf = (pull) => new PullRequestView(this.world, pull);
    return listConnection(this.room.pullsOfCommit(this.oid), viewOf, args, info);
  }

  statusCheckRollup() {
    return rollupOf(this.room, this.oid);
  }

  checkSuites(args, context, info) {
    return checkSuitesOf(this.room, this.oid, args, info);
  }
}

/** The commit of a name; one that nothing else is known of when a fact only names it. */
export function commitOf(world, repository, sha) {
  if (!sha) return null;
  const known = repository.history.find(sha) ?? repository.findCommitOfPull(sha) ?? { sha };
  return new CommitView(world, repository, known);
}

/** Null when the repository holds no such object. */
export function findCommit(world, repository, sha) {
  const known = repository.history.find(sha) ?? repository.findCommitOfPull(sha);
  return known ? new CommitView(world, repository, known) : null;
}
