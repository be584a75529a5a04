// A repository and its lists.

import { microsecondsOf, later } from "../../facts/times.js";
import { listConnection, orderedConnection, valueConnection } from "../connection.js";
import { KEYS } from "../cursors.js";
import { couldNotResolve } from "../errors.js";
import { commitOf, findCommit } from "./commit.js";
import { DeploymentView } from "./deployment.js";
import { IssueView } from "./issue.js";
import { ownerOf } from "./owner.js";
import { PullRequestView } from "./pull_request.js";
import { ReleaseView, tagOf } from "./release.js";

const isDescending = (args) => args.orderBy?.direction === "DESC";

/** Pull requests and issues can be had in the same orders. */
function orderOf(lists, args) {
  switch (args.orderBy?.field) {
    case "UPDATED_AT":
      return { list: lists.byUpdate, keys: KEYS.time };
    case "CREATED_AT":
      return { list: lists.byCreation, keys: KEYS.time };
    default:
      return { list: lists.byNumber, keys: KEYS.none };
  }
}

function isInState(row, states) {
  if (!states || states.length === 0) return true;
  const closed = row.fact.merged_at ? "MERGED" : "CLOSED";
  return states.includes(row.fact.closed_at ? closed : "OPEN");
}

function issueFilter(args) {
  const since = args.filterBy?.since ? microsecondsOf(args.filterBy.since) : undefined;
  const { labels, states } = args;
  if (since === undefined && !labels && !states) return undefined;
  return (row) =>
    (since === undefined || microsecondsOf(row.fact.updated_at) >= since) &&
    (!labels || row.fact.labels.some((label) => labels.includes(label))) &&
    isInState(row, states);
}

export class RepositoryView {
  __typename = "Repository";

  /** @param {import("../../facts/repository.js").Repository} repository */
  constructor(world, repository) {
    this.world = world;
    this.room = repository;
    this.fact = repository.fact;
  }

  get id() {
    return this.fact.id;
  }

  get databaseId() {
    return this.room.databaseId;
  }

  get nameWithOwner() {
    return this.room.fullName;
  }

  get name() {
    return this.room.name;
  }

  owner() {
    return ownerOf(this.world, this.room.owner);
  }

  get isPrivate() {
    return this.fact.is_private;
  }

  get visibility() {
    return this.fact.is_private ? "PRIVATE" : "PUBLIC";
  }

  get isArchived() {
    return this.fact.is_archived;
  }

  get archivedAt() {
    return this.fact.is_archived ? this.updatedAt : null;
  }

  get isEmpty() {
    return this.room.head === undefined;
  }

  get createdAt() {
    return this.fact.created_at;
  }

  get updatedAt() {
    return this.fact.updated_at;
  }

  get pushedAt() {
    const { head, history } = this.room;
    return later(this.room.pushedAt, head && history.find(head).committed_at) ?? this.createdAt;
  }

  get primaryLanguage() {
    const { language } = this.fact;
    return language ? { id: `L_${language}`, name: language, color: "#555555" } : null;
  }

  get hasIssuesEnabled() {
    return true;
  }

  get viewerPermission() {
    return "READ";
  }

  get url() {
    return `https://github.com/${this.room.fullName}`;
  }

  repositoryTopics(args, context, info) {
    const viewOf = (name) => ({ id: `RT_${name}`, topic: { id: `TO_${name}`, name } });
    return listConnection(this.fact.topics, viewOf, args, info);
  }

  get defaultBranchRef() {
    const { defaultBranch, head } = this.room;
    if (!head) return null;
    return {
      id: `REF_${this.databaseId}_${defaultBranch}`,
      name: defaultBranch,
      prefix: "refs/heads/",
      target: commitOf(this.world, this.room, head),
      compare: (args) => this.#compare(head, args.headRef),
    };
  }

  /** How another commit or branch stands to the head of the default branch. */
  #compare(base, headRef) {
    const head = headRef === this.room.defaultBranch ? base : headRef;
    if (!this.room.history.find(head)) return null;
    const [ours, theirs] = [base, head].map(
      (sha) => new Set(this.room.history.walk(sha).map((commit) => commit.sha)),
    );
    const missing = (from, of) => [...from].filter((sha) => !of.has(sha)).length;
    const [aheadBy, behindBy] = [missing(theirs, ours), missing(ours, theirs)];
    const one = aheadBy > 0 ? "AHEAD" : "BEHIND";
    const status = aheadBy > 0 && behindBy > 0 ? "DIVERGED" : one;
    return {
      id: `CMP_${base}_${head}`,
      aheadBy,
      behindBy,
      status: aheadBy + behindBy ? status : "IDENTICAL",
    };
  }

  object({ oid, expression }) {
    const sha = oid ?? (expression === this.room.defaultBranch ? this.room.head : expression);
    return sha ? findCommit(this.world, this.room, sha) : null;
  }

  get latestRelease() {
    const isFinal = (row) => !row.fact.is_draft && !row.fact.is_prerelease;
    const newest = this.room.releases.rows.filter(isFinal).at(-1);
    return newest ? new ReleaseView(this.world, newest) : null;
  }

  pullRequest({ number }) {
    const pull = this.room.findPull(number);
    if (!pull) throw couldNotResolve(`a PullRequest with the number of ${number}`);
    return new PullRequestView(this.world, pull);
  }

  issue({ number }) {
    const issue = this.room.findIssue(number);
    if (!issue) throw couldNotResolve(`an Issue with the number of ${number}`);
    return new IssueView(this.world, issue);
  }

  pullRequests(args, context, info) {
    this.room.pass("pullRequests");
    const { list, keys } = orderOf(this.room.pulls, args);
    const filter = args.states ? (row) => isInState(row, args.states) : undefined;
    const viewOf = (row) => new PullRequestView(this.world, row);
    const order = { keys, isDescending: isDescending(args), filter, viewOf };
    return orderedConnection(list, order, args, info);
  }

  issues(args, context, info) {
    this.room.pass("issues");
    const { list, keys } = orderOf(this.room.issues, args);
    const viewOf = (row) => new IssueView(this.world, row);
    const order = { keys, isDescending: isDescending(args), filter: issueFilter(args), viewOf };
    return orderedConnection(list, order, args, info);
  }

  deployments(args, context, info) {
    this.room.pass("deployments");
    const { list, keys } = orderOf(this.room.deployments, args);
    const { environments } = args;
    const filter = environments && ((row) => environments.includes(row.fact.environment));
    const viewOf = (row) => new DeploymentView(this.world, row);
    return orderedConnection(
      list,
      { keys, isDescending: isDescending(args), filter, viewOf },
      args,
      info,
    );
  }

  releases(args, context, info) {
    this.room.pass("releases");
    const viewOf = (row) => new ReleaseView(this.world, row);
    const order = { keys: KEYS.time, isDescending: isDescending(args), viewOf };
    return orderedConnection(this.room.releases, order, args, info);
  }

  refs(args, context, info) {
    this.room.pass("releases");
    if (args.refPrefix !== "refs/tags/") {
      return listConnection(
        this.room.head ? [this.defaultBranchRef] : [],
        (ref) => ref,
        args,
        info,
      );
    }
    const viewOf = (row) => tagOf(this.world, row);
    const order = { keys: KEYS.time, isDescending: isDescending(args), viewOf };
    return orderedConnection(this.room.tags, order, args, info);
  }

  environments(args, context, info) {
    const names = new Set(this.room.deployments.byNumber.rows.map((row) => row.fact.environment));
    const viewOf = (name) => ({ id: `EN_${this.databaseId}_${name}`, name });
    return listConnection([...names], viewOf, args, info);
  }
}

/** The repositories of an owner, in the order that is asked for. */
export function repositoriesConnection(world, repositories, args, info) {
  const keysOf = {
    NAME: { keys: KEYS.text, keyOf: (each) => each.name },
    PUSHED_AT: {
      keys: KEYS.time,
      keyOf: (each) => microsecondsOf(new RepositoryView(world, each).pushedAt),
    },
    UPDATED_AT: { keys: KEYS.time, keyOf: (each) => microsecondsOf(each.fact.updated_at) },
    CREATED_AT: { keys: KEYS.time, keyOf: (each) => microsecondsOf(each.fact.created_at) },
  };
  const order = keysOf[args.orderBy?.field] ?? {
    keys: KEYS.none,
    keyOf: (each) => each.databaseId,
  };
  const keyed = new Map(repositories.map((each) => [each, order.keyOf(each)]));
  const rows = [...repositories].sort((left, right) => {
    const [one, other] = [keyed.get(left), keyed.get(right)];
    return one < other ? -1 : one > other ? 1 : left.databaseId - right.databaseId;
  });
  const viewOf = (each) => new RepositoryView(world, each);
  const list = {
    rows,
    keys: order.keys,
    keyOf: (each) => keyed.get(each),
    isDescending: isDescending(args),
    viewOf,
  };
  return valueConnection(list, args, info);
}
