// Releases, and the tags that they or nobody names.

import { isBareTag } from "../../facts/what_github_knows.js";
import { commitOf } from "./commit.js";

export class ReleaseView {
  __typename = "Release";

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

  get tagName() {
    return this.fact.tag;
  }

  get name() {
    return this.fact.name ?? null;
  }

  get isDraft() {
    return this.fact.is_draft;
  }

  get isPrerelease() {
    return this.fact.is_prerelease;
  }

  get isLatest() {
    return this.room.releases.rows.at(-1) === this.row;
  }

  get createdAt() {
    return this.fact.published_at;
  }

  get publishedAt() {
    return this.fact.is_draft ? null : this.fact.published_at;
  }

  get updatedAt() {
    return this.fact.published_at;
  }

  get tagCommit() {
    return commitOf(this.world, this.room, this.fact.sha);
  }
}

/** The ref of a tag: a lightweight one, whose commit is as old as the tag says it is. */
export function tagOf(world, row) {
  const { fact, repository } = row;
  const commit = commitOf(world, repository, fact.sha);
  return {
    __typename: "Ref",
    id: isBareTag(fact) ? fact.id : `REF_${repository.databaseId}_${fact.tag}`,
    name: fact.tag,
    prefix: "refs/tags/",
    target: isBareTag(fact) ? annotatedTag(fact, commit) : commit,
  };
}

// A tag of its own has a date of its own.
const annotatedTag = (fact, commit) => ({
  __typename: "Tag",
  id: `TA_${fact.id}`,
  oid: fact.sha,
  name: fact.tag,
  tagger: { date: fact.published_at },
  target: commit,
});
