// The truth: what a perfect sync would have stored, in the form of `shiplog export`.

import { byBytes, canonicalKey, canonicalLine, KINDS } from "./canonical.js";
import { personOf } from "./people.js";

/** Collects the facts of a kind, each once. */
class Gathered {
  #kinds = new Map(KINDS.map((kind) => [kind, new Map()]));

  add(kind, fact) {
    this.#kinds.get(kind).set(canonicalKey(kind, fact), fact);
  }

  *lines() {
    for (const kind of KINDS) {
      const facts = this.#kinds.get(kind);
      for (const key of [...facts.keys()].sort(byBytes)) yield canonicalLine(kind, facts.get(key));
    }
  }
}

function gatherPull(world, pull, gathered, meet) {
  const { fact } = pull;
  gathered.add("pull_request", fact);
  [fact.author, fact.merged_by].forEach(meet);
  fact.commits.forEach((commit) => meet(commit.author));
  for (const event of fact.events) {
    meet(event.actor);
    const isReviewer = event.type.startsWith("review_request");
    if (isReviewer && event.subject && !world.find("team", event.subject)) meet(event.subject);
  }
  for (const row of world.conversationOf(fact.id)) {
    gathered.add(row.kind, row.fact);
    meet(row.fact.author);
  }
}

/** Lists of a repository that may be refused, and what they hold. */
function listsOf(world, repository, gathered, meet) {
  const addAll = (rows) => {
    for (const row of rows) {
      gathered.add(row.kind, row.fact);
      meet(row.fact.author);
    }
  };
  return {
    commits: () => {
      for (const commit of repository.head ? repository.history.walk(repository.head) : []) {
        gathered.add("commit", commit);
        meet(commit.author);
      }
    },
    pullRequests: () =>
      repository.pulls.byNumber.rows.forEach((pull) => gatherPull(world, pull, gathered, meet)),
    issues: () => addAll(repository.issues.byNumber.rows),
    deployments: () => addAll(repository.deployments.byNumber.rows),
    releases: () => addAll([...repository.releases.rows, ...repository.tags.rows]),
    actions: () => addAll(repository.runs.rows),
  };
}

function gatherRepository(world, repository, gathered, meet) {
  gathered.add("repository", { ...repository.fact, default_branch: repository.defaultBranch });
  for (const [name, gather] of Object.entries(listsOf(world, repository, gathered, meet))) {
    if (!repository.barriers.has(name)) gather();
  }
}

/**
 * @param {import("./world.js").World} world
 * @param {import("./repository.js").Repository[]} repositories Of which; their owners' teams
 *   and everybody who is met come along.
 * @returns {string} NDJSON.
 */
export function truthOf(world, repositories) {
  const gathered = new Gathered();
  const meet = (id) => {
    if (id) gathered.add("person", personOf(world, id));
  };
  for (const repository of repositories) gatherRepository(world, repository, gathered, meet);
  const isOpen = (repository) => !repository.barriers.has("teams");
  const owners = new Set(repositories.filter(isOpen).map((repository) => repository.owner));
  for (const owner of owners) {
    if (world.isUser(owner)) continue;
    for (const row of world.teamsOf(owner)) {
      gathered.add("team", row.fact);
      row.fact.members.forEach(meet);
    }
  }
  let text = "";
  for (const line of gathered.lines()) text += `${line}\n`;
  return text;
}
