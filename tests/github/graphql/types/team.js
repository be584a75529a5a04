// Teams of an organisation.

import { listConnection } from "../connection.js";
import { actorOf } from "./actor.js";
import { RepositoryView } from "./repository.js";

export class TeamView {
  __typename = "Team";

  constructor(world, row) {
    this.world = world;
    this.row = row;
    this.fact = row.fact;
  }

  get id() {
    return this.fact.id;
  }

  get databaseId() {
    return this.row.databaseId;
  }

  get slug() {
    return this.fact.slug;
  }

  get name() {
    return this.fact.name;
  }

  get combinedSlug() {
    return `${this.world.ownerOfTeam(this.row)}/${this.slug}`;
  }

  get parentTeam() {
    const { parent } = this.fact;
    if (!parent) return null;
    const known = this.world.find("team", parent);
    return known ? new TeamView(this.world, known) : { __typename: "Team", id: parent };
  }

  members(args, context, info) {
    return listConnection(this.fact.members, (id) => actorOf(this.world, id), args, info);
  }

  repositories(args, context, info) {
    const viewOf = (id) => {
      const known = this.world.repositories.get(id);
      return known ? new RepositoryView(this.world, known) : { id };
    };
    return listConnection(this.fact.repositories, viewOf, args, info);
  }
}
