// Accounts: users, bots, mannequins; and whoever wrote a commit.

import { accountTypeOf, personOf } from "../../facts/people.js";

class Actor {
  constructor(world, person) {
    this.world = world;
    this.person = person;
    this.__typename = accountTypeOf(person);
  }

  get id() {
    return this.person.id;
  }

  get databaseId() {
    return this.world.find("person", this.person.id)?.databaseId ?? null;
  }

  get login() {
    return this.person.login;
  }

  get name() {
    return this.person.name ?? null;
  }

  avatarUrl() {
    return `https://avatars.githubusercontent.com/u/${this.databaseId ?? 0}?v=4`;
  }

  get createdAt() {
    return "2015-01-01T00:00:00Z";
  }

  get updatedAt() {
    return this.person.updated_at ?? "2020-01-01T00:00:00Z";
  }

  get url() {
    return `https://github.com/${this.login}`;
  }
}

/** Null for an account that was deleted. */
export function actorOf(world, id) {
  return id ? new Actor(world, personOf(world, id)) : null;
}

/** The author in a commit. Of one that no fact names, git knows nothing here. */
export function gitActorOf(world, id, date) {
  if (!id) return { name: null, email: null, user: null, date };
  const actor = actorOf(world, id);
  return {
    name: actor.name ?? actor.login,
    email: `${actor.login}@users.noreply.github.com`,
    user: actor,
    date,
  };
}
