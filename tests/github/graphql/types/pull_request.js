// A pull request with all that belongs to it.

import { itemTypeOf } from "../../facts/timeline.js";
import { listConnection, valueConnection } from "../connection.js";
import { KEYS } from "../cursors.js";
import { actorOf } from "./actor.js";
import { commitOf } from "./commit.js";
import { IssueView } from "./issue.js";
import { RepositoryView } from "./repository.js";
import { timelineItemOf } from "./timeline_item.js";

export class PullRequestView {
  __typename = "PullRequest";

  constructor(world, row) {
    this.world = world;
    this.row = row;
    this.fact = row.fact;
    this.room = row.repository;
  }

  get id() {
    return this.fact.id;
  }

  get databaseId() {
    return this.row.databaseId;
  }

  get fullDatabaseId() {
    return String(this.row.databaseId);
  }

  get number() {
    return this.fact.number;
  }

  get title() {
    return this.fact.title;
  }

  get state() {
    if (this.fact.merged_at) return "MERGED";
    return this.fact.closed_at ? "CLOSED" : "OPEN";
  }

  get closed() {
    return Boolean(this.fact.closed_at);
  }

  get merged() {
    return Boolean(this.fact.merged_at);
  }

  get isDraft() {
    return this.fact.is_draft;
  }

  get createdAt() {
    return this.fact.created_at;
  }

  get publishedAt() {
    return this.fact.created_at;
  }

  get updatedAt() {
    return this.fact.updated_at;
  }

  get closedAt() {
    return this.fact.closed_at ?? null;
  }

  get mergedAt() {
    return this.fact.merged_at ?? null;
  }

  get additions() {
    return this.fact.additions;
  }

  get deletions() {
    return this.fact.deletions;
  }

  get changedFiles() {
    return this.fact.changed_files;
  }

  get totalCommentsCount() {
    return this.#items("IssueComment").length;
  }

  get baseRefName() {
    return this.fact.base;
  }

  get headRefName() {
    return this.fact.head;
  }

  get headRefOid() {
    return this.fact.head_commit;
  }

  get body() {
    return "";
  }

  get url() {
    return `https://github.com/${this.room.fullName}/pull/${this.number}`;
  }

  get author() {
    return actorOf(this.world, this.fact.author);
  }

  get mergedBy() {
    return actorOf(this.world, this.fact.merged_by);
  }

  get mergeCommit() {
    return commitOf(this.world, this.room, this.fact.merge_commit);
  }

  repository() {
    return new RepositoryView(this.world, this.room);
  }

  labels(args, context, info) {
    return listConnection(this.fact.labels, (name) => ({ name }), args, info);
  }

  closingIssuesReferences(args, context, info) {
    const viewOf = (id) => IssueView.named(this.world, this.room, id);
    return listConnection(this.fact.closes_issues, viewOf, args, info);
  }

  timelineItems(args, context, info) {
    const types = args.itemTypes && new Set(args.itemTypes);
    const items = this.room.timeline(this.row);
    const rows = types ? items.filter((item) => types.has(itemTypeOf(item.typename))) : items;
    return this.#connection(rows, args, info);
  }

  commits(args, context, info) {
    return this.#connection(this.#items("PullRequestCommit"), args, info);
  }

  reviews(args, context, info) {
    return this.#connection(this.#items("PullRequestReview"), args, info);
  }

  comments(args, context, info) {
    return this.#connection(this.#items("IssueComment"), args, info);
  }

  #items(typename) {
    return this.room.timeline(this.row).filter((item) => item.typename === typename);
  }

  #connection(rows, args, info) {
    const viewOf = (item) => timelineItemOf(this.world, this.row, item);
    const list = { rows, keyOf: (item) => item.time, keys: KEYS.time, viewOf };
    return valueConnection(list, args, info);
  }
}
