// A deployment and its statuses, of which GitHub tells the newest first.

import { listConnection } from "../connection.js";
import { commitOf } from "./commit.js";
import { RepositoryView } from "./repository.js";

// GitHub calls the state of a deployment otherwise than that of its newest status.
const STATES = { success: "ACTIVE" };
const stateOf = (word) => (word ? (STATES[word] ?? word.toUpperCase()) : null);

export class DeploymentView {
  __typename = "Deployment";

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

  get commitOid() {
    return this.fact.sha;
  }

  get commit() {
    return commitOf(this.world, this.room, this.fact.sha);
  }

  get environment() {
    return this.fact.environment;
  }

  get originalEnvironment() {
    return this.fact.environment;
  }

  get latestEnvironment() {
    return this.fact.environment;
  }

  get task() {
    return "deploy";
  }

  get state() {
    return stateOf(this.fact.status);
  }

  get createdAt() {
    return this.fact.created_at;
  }

  get updatedAt() {
    return this.fact.statuses.at(-1)?.at ?? this.fact.created_at;
  }

  get ref() {
    const name = this.fact.ref;
    return name ? { id: `REF_${this.room.databaseId}_${name}`, name, prefix: "refs/heads/" } : null;
  }

  repository() {
    return new RepositoryView(this.world, this.room);
  }

  get latestStatus() {
    const { statuses } = this.fact;
    return statuses.length > 0 ? this.#status(statuses.length - 1) : null;
  }

  statuses(args, context, info) {
    const count = this.fact.statuses.length;
    const newestFirst = Array.from({ length: count }, (_, index) => count - 1 - index);
    return listConnection(newestFirst, (index) => this.#status(index), args, info);
  }

  #status(index) {
    const { state, at } = this.fact.statuses[index];
    return {
      id: `DES_${this.row.databaseId}_${index}`,
      state: state.toUpperCase(),
      environment: this.fact.environment,
      createdAt: at,
      updatedAt: at,
    };
  }
}
