// What changes at GitHub while it is being read. Each change is in the truth at once.

import { inventedSha } from "../facts/what_github_knows.js";
import { canonicalTime, secondsAfter, timeText } from "../facts/times.js";
import { reply } from "../service/replies.js";

/** The repository that a request is about; of one about none, any. */
function repositoryOf({ service, call, random }) {
  const [owner, name] = (call?.repository ?? "").split("/");
  const known = owner && service.world.findRepository(owner, name ?? "");
  return known || random.pick([...service.world.repositories.values()]);
}

/** Now, and later than anything before: no two changes share a second. */
function moment(service, repository) {
  const now = service.clock.seconds() * 1_000_000;
  return timeText(Math.max(now, service.world.newestUpdate(repository) + 1_000_000));
}

const TOUCHES = [
  (pull) => ({ labels: [...new Set([...pull.labels, "touched"])] }),
  (pull) => ({ title: `${pull.title}, touched` }),
  (pull, at) =>
    pull.closed_at
      ? {}
      : {
          closed_at: at,
          events: [...pull.events, { type: "closed", at, actor: pull.author }],
        },
  (pull, at, add) => {
    add({ kind: "comment", id: `C_${pull.id}_${at}`, pull_request: pull.id, created_at: at });
    return {};
  },
  (pull, at, add) => {
    const id = `V_${pull.id}_${at}`;
    add({ kind: "review", id, pull_request: pull.id, submitted_at: at, state: "commented" });
    return {};
  },
];

function putPull(world, pull, changes) {
  world.put({ kind: "pull_request", ...pull.fact, ...changes });
}

/** Some pull requests change, wherever a reader may be. */
export function touch(occasion) {
  const { service, random, options } = occasion;
  const repository = repositoryOf(occasion);
  for (let count = 0; count < options.rows; count += 1) {
    const pull = random.pick(repository.pulls.byNumber.rows);
    if (!pull) return;
    const at = moment(service, repository);
    const change = random.pick(TOUCHES)(pull.fact, at, (fact) => service.world.put(fact));
    putPull(service.world, pull, { ...change, updated_at: at });
  }
}

/** The default branch loses its newest commits and gets others. */
export function forcePush(occasion) {
  const { service, options } = occasion;
  const repository = repositoryOf(occasion);
  const walk = repository.history.walk(repository.head);
  if (walk.length <= options.drop) return;
  let parent = walk[options.drop];
  repository.history.force(parent.sha);
  for (let count = 0; count < options.add; count += 1) {
    const at = secondsAfter(canonicalTime(parent.committed_at), 60);
    const commit = {
      kind: "commit",
      repository: repository.id,
      sha: inventedSha(`${parent.sha} ${at} forced`),
      parents: [parent.sha],
      author: parent.author,
      authored_at: at,
      committed_at: at,
      additions: 1,
      deletions: 1,
      changed_files: 1,
      headline: "Written anew",
    };
    service.world.put(commit);
    parent = commit;
  }
  repository.pushedAt = moment(service, repository);
}

/** The branch of a pull request is written anew. */
export function replaceCommits(occasion) {
  const { service, random } = occasion;
  const repository = repositoryOf(occasion);
  const pull = random.pick(
    repository.pulls.byNumber.rows.filter((row) => row.fact.commits.length > 0),
  );
  if (!pull) return;
  const at = moment(service, repository);
  const times = pull.fact.commits.flatMap((each) => [each.authored_at, each.committed_at]);
  const earliest = [
    ...times,
    ...(pull.fact.earliest_commit_at ? [pull.fact.earliest_commit_at] : []),
  ];
  const commit = { sha: inventedSha(`${pull.fact.id} ${at}`), authored_at: at, committed_at: at };
  putPull(service.world, pull, {
    updated_at: at,
    head_commit: commit.sha,
    commits: [{ ...commit, author: pull.fact.author }],
    events: [...pull.fact.events, { type: "force_pushed", at, actor: pull.fact.author }],
    earliest_commit_at: earliest.sort()[0],
  });
}

/** What was closed without being merged is open again. */
export function reopen(occasion) {
  const { service, random } = occasion;
  const repository = repositoryOf(occasion);
  const isClosed = (row) => row.fact.closed_at && !row.fact.merged_at;
  const pull = random.pick(repository.pulls.byNumber.rows.filter(isClosed));
  if (!pull) return;
  const at = moment(service, repository);
  const event = { type: "reopened", at, actor: pull.fact.author };
  putPull(service.world, pull, {
    updated_at: at,
    closed_at: undefined,
    events: [...pull.fact.events, event],
  });
}

export const vanish = (kind) => (occasion) => {
  const { service, random } = occasion;
  const repository = repositoryOf(occasion);
  const isOfRepository = (row) => row.repository === repository;
  const isOfPull = (row) =>
    service.world.find("pull_request", row.fact.pull_request)?.repository === repository;
  const rows = [...service.world.rowsOf(kind)];
  const row = random.pick(rows.filter(kind === "review" ? isOfPull : isOfRepository));
  if (!row) return;
  service.world.forget(kind, row.fact.id);
  if (kind !== "review") return;
  const pull = service.world.find("pull_request", row.fact.pull_request);
  putPull(service.world, pull, { updated_at: moment(service, repository) });
};

export function rename(occasion) {
  const repository = repositoryOf(occasion);
  const { owner } = repository;
  occasion.service.world.rename(repository, `${owner}/${repository.name}-renamed`);
}

export function transfer(occasion) {
  const repository = repositoryOf(occasion);
  occasion.service.world.rename(repository, `${occasion.options.to}/${repository.name}`);
}

/** Another repository has the name now, and the old one is gone. */
export function reuseName(occasion) {
  const { world } = occasion.service;
  const repository = repositoryOf(occasion);
  const { fullName, fact } = repository;
  world.forget("repository", repository.id);
  world.put({ kind: "repository", ...fact, id: `${fact.id}_again`, full_name: fullName });
}

export function lose(occasion) {
  repositoryOf(occasion).barriers.set("lost", () => undefined);
}

export const hasMoved = (call) => call.door === "rest" && call.path.startsWith("/repos/");

/** Elsewhere, GitHub says, and how to get there or not. */
export const movedTo = (status, isTold) => (occasion) => {
  const { call } = occasion;
  const repository = repositoryOf(occasion);
  const rest = call.path.replace(/^\/repos\/[^/]+\/[^/]+/, "");
  const url = `${call.base}/repositories/${repository.databaseId}${rest}?${call.parameters}`;
  const body = { message: "Moved Permanently", ...(isTold ? { url } : {}) };
  return reply(status, body, { location: isTold ? url : "" });
};

/** Accounts that were deleted: whoever they were, they are nobody now. */
export function deleteAccounts({ service, random, options }) {
  const { world } = service;
  const gone = new Set();
  for (const row of [...world.rowsOf("person")]) {
    if (random.next() < options.share) gone.add(row.fact.id);
  }
  const kept = (id) => (gone.has(id) ? undefined : id);
  const anonymous = (fact) => ({
    ...fact,
    ...("author" in fact ? { author: kept(fact.author) } : {}),
    ...("merged_by" in fact ? { merged_by: kept(fact.merged_by) } : {}),
    ...(fact.commits
      ? { commits: fact.commits.map((each) => ({ ...each, author: kept(each.author) })) }
      : {}),
    ...(fact.events
      ? {
          events: fact.events.map((each) => ({
            ...each,
            actor: kept(each.actor),
            subject: kept(each.subject),
          })),
        }
      : {}),
    ...(fact.members ? { members: fact.members.filter((id) => !gone.has(id)) } : {}),
  });
  for (const kind of ["pull_request", "review", "comment", "issue", "commit", "team"]) {
    for (const row of [...world.rowsOf(kind)]) {
      world.put({
        kind,
        ...anonymous({ ...row.fact, ...(row.fact.stated ? { state: row.fact.stated } : {}) }),
      });
    }
  }
  for (const id of gone) world.forget("person", id);
}

/** Merges of which GitHub has lost the commit. */
export function loseMergeCommits({ service, random, options }) {
  for (const row of [...service.world.rowsOf("pull_request")]) {
    if (row.fact.merge_commit && random.next() < options.share) {
      putPull(service.world, row, { merge_commit: undefined });
    }
  }
}

export function emptyRepositories({ service }) {
  for (const repository of service.world.repositories.values()) repository.history.clear();
}
