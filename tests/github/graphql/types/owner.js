// Owners of repositories: organisations, or users.

import { valueConnection } from "../connection.js";
import { KEYS } from "../cursors.js";
import { repositoriesConnection } from "./repository.js";
import { TeamView } from "./team.js";

export class OwnerView {
  constructor(world, login) {
    this.world = world;
    this.login = login;
    this.__typename = world.isUser(login) ? "User" : "Organization";
  }

  get id() {
    return `O_${this.login}`;
  }

  get databaseId() {
    return 9000 + this.world.owners().indexOf(this.login);
  }

  get name() {
    return this.login;
  }

  get url() {
    return `https://github.com/${this.login}`;
  }

  avatarUrl() {
    return `https://avatars.githubusercontent.com/u/${this.databaseId}?v=4`;
  }

  repositories(args, context, info) {
    const all = this.world.repositoriesOf(this.login);
    return repositoriesConnection(this.world, all, args, info);
  }

  teams(args, context, info) {
    this.world.repositoriesOf(this.login).forEach((repository) => repository.pass("teams"));
    const rows = this.world.teamsOf(this.login);
    const byName = (row) => row.fact.name;
    rows.sort((left, right) =>
      byName(left) < byName(right)
        ? -1
        : byName(left) > byName(right)
          ? 1
          : left.databaseId - right.databaseId,
    );
    const list = {
      rows,
      keys: KEYS.text,
      keyOf: byName,
      isDescending: args.orderBy?.direction === "DESC",
      viewOf: (row) => new TeamView(this.world, row),
    };
    return valueConnection(list, args, info);
  }
}

/** Null when nobody of that name owns anything. */
export function findOwner(world, login) {
  const known = world.owners().find((each) => each.toLowerCase() === login.toLowerCase());
  return known ? new OwnerView(world, known) : null;
}

export const ownerOf = (world, login) => new OwnerView(world, login);
