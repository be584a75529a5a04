// An issue. One that a pull request closes may be known by its id alone.

import { listConnection } from "../connection.js";
import { actorOf } from "./actor.js";
import { RepositoryView } from "./repository.js";

export class IssueView {
  __typename = "Issue";

  constructor(world, row) {
    this.world = world;
    this.row = row;
    this.fact = row.fact;
    this.room = row.repository;
  }

  static named(world, repository, id) {
    const known = world.find("issue", id);
    if (known) return new IssueView(world, known);
    const fact = {
      id,
      number: 0,
      title: "Untitled",
      created_at: repository.fact.created_at,
      labels: [],
    };
    return new IssueView(world, { fact, databaseId: 0, repository });
  }

  get id() {
    return this.fact.id;
  }

  get databaseId() {
    return this.row.databaseId;
  }

  get number() {
    return this.fact.number;
  }

  get title() {
    return this.fact.title;
  }

  get state() {
    return this.fact.closed_at ? "CLOSED" : "OPEN";
  }

  get stateReason() {
    return this.fact.closed_at ? "COMPLETED" : null;
  }

  get createdAt() {
    return this.fact.created_at;
  }

  get updatedAt() {
    return this.fact.updated_at ?? this.fact.created_at;
  }

  get closedAt() {
    return this.fact.closed_at ?? null;
  }

  get author() {
    return actorOf(this.world, this.fact.author);
  }

  repository() {
    return new RepositoryView(this.world, this.room);
  }

  labels(args, context, info) {
    return listConnection(this.fact.labels, (name) => ({ name }), args, info);
  }

  timelineItems(args, context, info) {
    const types = new Set(args.itemTypes ?? ["CLOSED_EVENT"]);
    const isTold = this.fact.closed_at && types.has("CLOSED_EVENT");
    const items = isTold ? [{ __typename: "ClosedEvent", createdAt: this.fact.closed_at }] : [];
    return listConnection(items, (item) => item, args, info);
  }
}
