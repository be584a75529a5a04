// The truth: what a perfect sync would have stored, in the form of `shiplog export`.

import { byBytes, canonicalKey, canonicalLine, KINDS } from "./canonical.js";
import { personOf } from "./people.js";

/** Gathers the facts, each once, with everybody who is met in them. */
class Truth {
  #facts = new Map(KINDS.map((kind) => [kind, new Map()]));

  constructor(world, hasTeams) {
    this.world = world;
    this.hasTeams = hasTeams;
  }

  *lines() {
    for (const kind of KINDS) {
      const facts = this.#facts.get(kind);
      for (const key of [...facts.keys()].sort(byBytes)) yield canonicalLine(kind, facts.get(key));
    }
  }

  /** Lists that are refused are not known. */
  addRepository(repository) {
    this.#add("repository", { ...repository.fact, default_branch: repository.defaultBranch });
    const { pulls, issues, deployments, releases, tags, runs, history, head } = repository;
    const lists = {
      commits: () => (head ? history.walk(head) : []).forEach((fact) => this.#add("commit", fact)),
      pullRequests: () => pulls.byNumber.rows.forEach((pull) => this.#addPull(pull)),
      issues: () => this.#addRows(issues.byNumber.rows),
      deployments: () => this.#addRows(deployments.byNumber.rows),
      releases: () => this.#addRows([...releases.rows, ...tags.rows]),
      actions: () => this.#addRows(runs.rows),
    };
    for (const [name, add] of Object.entries(lists)) {
      if (!repository.barriers.has(name)) add();
    }
  }

  addTeamsOf(owner) {
    for (const row of this.world.teamsOf(owner)) {
      this.#add("team", row.fact);
      row.fact.members.forEach((id) => this.#meet(id));
    }
  }

  #addPull(pull) {
    const events = pull.fact.events.map((event) => this.#asSeen(event));
    const fact = { ...pull.fact, events };
    this.#add("pull_request", fact);
    this.#meet(fact.merged_by);
    fact.commits.forEach((commit) => this.#meet(commit.author));
    for (const event of events) {
      this.#meet(event.actor);
      const isReviewer = event.type.startsWith("review_request");
      if (isReviewer && !this.#isTeam(event.subject)) this.#meet(event.subject);
    }
    this.#addRows(this.world.conversationOf(fact.id));
  }

  /** Without the right to read teams, nobody sees which one was asked to review. */
  #asSeen(event) {
    const isHidden = !this.hasTeams && this.#isTeam(event.subject);
    return isHidden ? { ...event, subject: undefined } : event;
  }

  #isTeam(id) {
    return id !== undefined && this.world.find("team", id) !== undefined;
  }

  #addRows(rows) {
    for (const row of rows) this.#add(row.kind, row.fact);
  }

  #add(kind, fact) {
    this.#facts.get(kind).set(canonicalKey(kind, fact), fact);
    this.#meet(fact.author);
  }

  #meet(id) {
    if (id) this.#facts.get("person").set(id, personOf(this.world, id));
  }
}

/**
 * @param {import("./world.js").World} world
 * @param {import("./repository.js").Repository[]} repositories Of which; their owners' teams
 *   and everybody who is met come along.
 * @param {{hasTeams?: boolean}} [options] Whether the reader may know of teams.
 * @returns {string} NDJSON.
 */
export function truthOf(world, repositories, { hasTeams = true } = {}) {
  const truth = new Truth(world, hasTeams);
  repositories.forEach((repository) => truth.addRepository(repository));
  const isOpen = (each) => hasTeams && !world.isUser(each.owner) && !each.barriers.has("teams");
  const owners = new Set(repositories.filter(isOpen).map((repository) => repository.owner));
  owners.forEach((owner) => truth.addTeamsOf(owner));
  let text = "";
  for (const line of truth.lines()) text += `${line}\n`;
  return text;
}
