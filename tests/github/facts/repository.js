// A repository of the world: its lists in the orders that GitHub offers, and its history.

import { History } from "./history.js";
import { OrderedRows } from "./ordered_rows.js";
import { timelineOf } from "./timeline.js";
import { microsecondsOf } from "./times.js";
import { isBareTag } from "./what_github_knows.js";

/** The rows of one kind in every order that is asked for. */
class Lists {
  byNumber = new OrderedRows((row) => row.databaseId);
  byCreation = new OrderedRows((row) => microsecondsOf(row.fact.created_at));
  byUpdate = new OrderedRows((row) => microsecondsOf(row.fact.updated_at ?? row.fact.created_at));

  place(row) {
    this.byNumber.place(row);
    this.byCreation.place(row);
    this.byUpdate.place(row);
  }

  remove(row) {
    this.byNumber.remove(row);
    this.byCreation.remove(row);
    this.byUpdate.remove(row);
  }

  get size() {
    return this.byNumber.rows.length;
  }
}

export class Repository {
  /** @type {object} */
  fact;
  databaseId = 0;
  /** When something was last pushed, where that is known to be later than the commits say. */
  pushedAt = undefined;
  /**
   * What is refused: the name of a list, and what makes the error. "lost" is all of it.
   * @type {Map<string, () => Error>}
   */
  barriers = new Map();

  pulls = new Lists();
  issues = new Lists();
  deployments = new Lists();
  releases = new OrderedRows((row) => microsecondsOf(row.fact.published_at));
  /** Refs of tags: of releases, and bare ones. */
  tags = new OrderedRows((row) => microsecondsOf(row.fact.published_at));
  runs = new OrderedRows((row) => microsecondsOf(row.fact.created_at));
  history = new History();

  #world;
  #pullsByNumber = new Map();
  #timelines = new Map();
  #commitsOfPulls;
  #pullsOfCommits;

  constructor(world, id) {
    this.#world = world;
    this.fact = { id, full_name: `unknown/${id}`, topics: [] };
  }

  describe(row) {
    this.fact = row.fact;
    this.databaseId = row.databaseId;
  }

  get id() {
    return this.fact.id;
  }

  get fullName() {
    return this.fact.full_name;
  }

  get owner() {
    return this.fullName.split("/")[0];
  }

  get name() {
    return this.fullName.split("/").slice(1).join("/");
  }

  /** Nothing was ever pushed to a repository without commits. */
  get head() {
    return this.history.head(this.#shasOfPulls());
  }

  get defaultBranch() {
    return this.head ? (this.fact.default_branch ?? "main") : undefined;
  }

  /** @throws {Error} When a list is refused. */
  pass(name) {
    const error = this.barriers.get(name)?.();
    if (error) throw error;
  }

  findPull(number) {
    return this.#pullsByNumber.get(number);
  }

  findIssue(number) {
    return this.issues.byNumber.rows.find((row) => row.fact.number === number);
  }

  timeline(pull) {
    const id = pull.fact.id;
    if (!this.#timelines.has(id)) {
      this.#timelines.set(id, timelineOf(pull, this.#world.conversationOf(id)));
    }
    return this.#timelines.get(id);
  }

  /** What was said or done in a pull request is no longer what it was. */
  changed(pullId) {
    this.#timelines.delete(pullId);
  }

  /** A commit as a pull request tells of it. */
  findCommitOfPull(sha) {
    this.#indexCommitsOfPulls();
    return this.#commitsOfPulls.get(sha);
  }

  /** The merged pull requests that brought a commit. */
  pullsOfCommit(sha) {
    this.#indexCommitsOfPulls();
    return this.#pullsOfCommits.get(sha) ?? [];
  }

  place(row) {
    switch (row.kind) {
      case "pull_request":
        this.pulls.place(row);
        this.#pullsByNumber.set(row.fact.number, row);
        this.changed(row.fact.id);
        this.#commitsOfPulls = undefined;
        break;
      case "issue":
        this.issues.place(row);
        break;
      case "deployment":
        this.deployments.place(row);
        break;
      case "release":
        if (!isBareTag(row.fact)) this.releases.place(row);
        if (!row.fact.is_draft) this.tags.place(row);
        break;
      case "workflow_run":
        this.runs.place(row);
        break;
      case "commit":
        this.history.add(row.fact);
        break;
    }
  }

  remove(row) {
    const lists = { pull_request: this.pulls, issue: this.issues, deployment: this.deployments };
    if (row.kind === "release") {
      this.releases.remove(row);
      this.tags.remove(row);
    } else if (row.kind === "workflow_run") {
      this.runs.remove(row);
    } else {
      lists[row.kind]?.remove(row);
    }
    if (row.kind === "pull_request") {
      this.#pullsByNumber.delete(row.fact.number);
      this.#commitsOfPulls = undefined;
    }
  }

  #shasOfPulls() {
    return () => {
      this.#indexCommitsOfPulls();
      return this.#commitsOfPulls;
    };
  }

  #indexCommitsOfPulls() {
    if (this.#commitsOfPulls) return;
    this.#commitsOfPulls = new Map();
    this.#pullsOfCommits = new Map();
    for (const pull of this.pulls.byNumber.rows) {
      const shas = new Set(pull.fact.commits.map((commit) => commit.sha));
      for (const commit of pull.fact.commits) this.#commitsOfPulls.set(commit.sha, commit);
      if (pull.fact.merge_commit) shas.add(pull.fact.merge_commit);
      for (const sha of shas) {
        const pulls = this.#pullsOfCommits.get(sha) ?? [];
        this.#pullsOfCommits.set(sha, [...pulls, pull]);
      }
    }
  }
}
