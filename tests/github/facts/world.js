// The world: everything that GitHub holds, indexed for the ways it is asked for.

import { factsOf, readFacts } from "./facts_file.js";
import { microsecondsOf } from "./times.js";
import { whatGitHubKnows } from "./what_github_knows.js";
import { Repository } from "./repository.js";

// Ids are unique per kind; where two kinds share one, a node is the first of these.
const NODE_KINDS = [
  "pull_request",
  "issue",
  "deployment",
  "release",
  "team",
  "repository",
  "person",
  "review",
  "comment",
];

/**
 * @typedef {{kind: string, fact: object, databaseId: number, repository?: Repository}} Row
 */
export class World {
  /** @type {Map<string, Map<string, Row>>} */
  #rows = new Map();
  #numbers = new Map();
  /** @type {Map<string, Repository>} */
  repositories = new Map();
  #byName = new Map();
  #formerNames = new Map();
  /** Reviews and comments by the pull request that they belong to, which may come later. */
  #conversations = new Map();
  #userLogins;

  /** @param {{userLogins?: string[]}} [options] Owners that are users, not organisations. */
  constructor({ userLogins = [] } = {}) {
    this.#userLogins = new Set(userLogins.map((login) => login.toLowerCase()));
  }

  load(paths) {
    for (const path of paths) this.addAll(readFacts(path));
  }

  loadText(text, name = "facts") {
    this.addAll(factsOf(text, name));
  }

  addAll(facts) {
    let count = 0;
    for (const fact of facts) {
      this.put(fact);
      count += 1;
    }
    return count;
  }

  /** Adds a fact, or puts it in the place of its older version. */
  put(fact) {
    if (fact.kind === "withdrawn") {
      this.forget(fact.of, fact.id ?? `${fact.repository}\n${fact.sha}`);
      return undefined;
    }
    const known = whatGitHubKnows(fact);
    if (!known) return undefined;
    const id = fact.kind === "commit" ? `${known.repository}\n${known.sha}` : known.id;
    const row = this.#rowOf(fact.kind, id);
    row.fact = known;
    this.#index(row);
    return row;
  }

  /** @returns {Row|undefined} */
  find(kind, id) {
    return this.#rows.get(kind)?.get(id);
  }

  rowsOf(kind) {
    return this.#rows.get(kind)?.values() ?? [];
  }

  findNode(id) {
    for (const kind of NODE_KINDS) {
      const row = this.find(kind, id);
      if (row) return row;
    }
    return undefined;
  }

  /** As GitHub does it: without regard to case, and under former names too. */
  findRepository(owner, name) {
    const key = `${owner}/${name}`.toLowerCase();
    return this.#byName.get(key) ?? this.#formerNames.get(key);
  }

  hasMoved(owner, name) {
    const key = `${owner}/${name}`.toLowerCase();
    return !this.#byName.has(key) && this.#formerNames.has(key);
  }

  findRepositoryByNumber(databaseId) {
    return [...this.repositories.values()].find((each) => each.databaseId === databaseId);
  }

  owners() {
    return [...new Set([...this.repositories.values()].map((each) => each.owner))];
  }

  isUser(login) {
    return this.#userLogins.has(login.toLowerCase());
  }

  repositoriesOf(owner) {
    const login = owner.toLowerCase();
    return [...this.repositories.values()].filter((each) => each.owner.toLowerCase() === login);
  }

  /** The teams of an owner: those of its repositories, and those of no known one. */
  teamsOf(owner) {
    const login = owner.toLowerCase();
    return [...this.rowsOf("team")].filter((row) => this.ownerOfTeam(row).toLowerCase() === login);
  }

  ownerOfTeam(row) {
    const known = row.fact.repositories.find((id) => this.repositories.has(id));
    return known ? this.repositories.get(known).owner : (this.owners()[0] ?? "");
  }

  conversationOf(pullId) {
    return this.#conversations.get(pullId) ?? [];
  }

  rename(repository, fullName) {
    this.put({ kind: "repository", ...repository.fact, full_name: fullName });
  }

  /** A deleted one is gone as if it had never been. */
  forget(kind, id) {
    const row = this.find(kind, id);
    if (!row) return false;
    this.#rows.get(kind).delete(id);
    if (kind === "repository") {
      this.#byName.delete(row.repository.fullName.toLowerCase());
      this.repositories.delete(id);
    } else if (kind === "review" || kind === "comment") {
      this.#conversations.get(row.fact.pull_request)?.delete(row);
      this.find("pull_request", row.fact.pull_request)?.repository.changed(row.fact.pull_request);
    } else {
      row.repository?.remove(row);
    }
    return true;
  }

  #rowOf(kind, id) {
    if (!this.#rows.has(kind)) this.#rows.set(kind, new Map());
    const rows = this.#rows.get(kind);
    if (!rows.has(id)) {
      const databaseId = (this.#numbers.get(kind) ?? 1000) + 1;
      this.#numbers.set(kind, databaseId);
      rows.set(id, { kind, fact: undefined, databaseId, repository: undefined });
    }
    return rows.get(id);
  }

  #index(row) {
    const { kind, fact } = row;
    if (kind === "repository") {
      row.repository = this.#repositoryOf(fact.id, row);
    } else if (kind === "review" || kind === "comment") {
      const id = fact.pull_request;
      if (!this.#conversations.has(id)) this.#conversations.set(id, new Set());
      this.#conversations.get(id).add(row);
      this.find("pull_request", id)?.repository.changed(id);
    } else if (fact.repository !== undefined) {
      row.repository = this.#repositoryOf(fact.repository);
      row.repository.place(row);
    }
  }

  #repositoryOf(id, row) {
    if (!this.repositories.has(id)) this.repositories.set(id, new Repository(this, id));
    const repository = this.repositories.get(id);
    if (row) this.#describe(repository, row);
    return repository;
  }

  #describe(repository, row) {
    const former = repository.fullName.toLowerCase();
    if (this.#byName.get(former) === repository) {
      this.#byName.delete(former);
      this.#formerNames.set(former, repository);
    }
    repository.describe(row);
    this.#byName.set(repository.fullName.toLowerCase(), repository);
  }

  /** The newest time that any pull request or issue of a repository says. */
  newestUpdate(repository) {
    const times = [repository.pulls, repository.issues].map((lists) => {
      const newest = lists.byUpdate.rows.at(-1);
      return newest ? microsecondsOf(newest.fact.updated_at) : 0;
    });
    return Math.max(...times);
  }
}
