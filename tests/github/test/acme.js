// A little organisation for the tests: every kind and event, lists longer than a page, moments
// shared by several rows, and gaps.

export const PULLS = 123;
export const COMMITS = 250;
export const RUNS = 1250;
export const LONG_TIMELINE = "PR_5";

export const sha = (number) => number.toString(16).padStart(40, "0");
const two = (number) => String(number).padStart(2, "0");
const range = (count, make) => Array.from({ length: count }, (_, index) => make(index + 1));

function people() {
  return [
    { kind: "person", id: "U_1", login: "ada", name: "Ada", time_zone: "Europe/Berlin" },
    { kind: "person", id: "U_2", login: "bob", name: "Bob Ö.", aliases: ["robert"] },
    { kind: "person", id: "U_3", login: "cyd" },
    { kind: "person", id: "B_1", login: "renovate[bot]", is_bot: true, class: "bot" },
    { kind: "person", id: "B_2", login: "copilot-swe-agent", class: "agent" },
    {
      kind: "team",
      id: "T_1",
      slug: "web",
      name: "Web",
      members: ["U_1", "U_2"],
      repositories: ["R_1"],
    },
    { kind: "team", id: "T_2", slug: "web-core", members: ["U_1"], parent: "T_1" },
  ];
}

function commit(number) {
  const hour = `2025-03-${two(1 + Math.floor(number / 24))}T${two(number % 24)}`;
  return {
    kind: "commit",
    repository: "R_1",
    sha: sha(number),
    parents: number > 1 ? [sha(number - 1)] : [],
    author: ["U_1", "U_2", null, "B_1"][number % 4],
    authored_at: `${hour}:00:00Z`,
    committed_at: `${hour}:00:30Z`,
    additions: number,
    deletions: 1,
    changed_files: 2,
    headline: `Change ${number}`,
    is_revert_of: number % 50 === 0 ? sha(number - 3) : undefined,
    directories: ["src/a"],
  };
}

function eventsOf(number, at) {
  const subject = number % 5 === 0 ? "T_1" : "U_2";
  const event = (type, time, more = {}) => ({ type, at: time, actor: "U_1", ...more });
  return [
    event("review_requested", at(9, 5), { subject }),
    ...(number % 7 === 0
      ? [event("converted_to_draft", at(9, 6)), event("ready_for_review", at(9, 7))]
      : []),
    ...(number % 11 === 0
      ? [
          event("force_pushed", at(9, 8)),
          event("base_changed", at(9, 9), { subject: "main" }),
          event("review_request_removed", at(9, 10), { subject }),
        ]
      : []),
    ...(number % 13 === 0
      ? [
          event("closed", at(10, 0)),
          event("reopened", at(10, 1)),
          event("queued", at(10, 2)),
          event("dequeued", at(10, 3)),
        ]
      : []),
    ...(number % 3 === 0 ? [] : [event("merged", at(11, 0)), event("closed", at(11, 0))]),
  ];
}

function pullRequest(number) {
  const day = `2025-04-${two(1 + Math.floor(number / 10))}`;
  const at = (hour, minute) => `${day}T${two(hour)}:${two(minute)}:00Z`;
  const isMerged = number % 3 !== 0;
  const pull = {
    kind: "pull_request",
    id: `PR_${number}`,
    repository: "R_1",
    number,
    created_at: at(9, 0),
    title: `Change ${number}`,
    author: [null, "U_1", "U_3", "B_2"][number % 4],
    updated_at: at(12, 0),
    closed_at: isMerged ? at(11, 0) : undefined,
    merged_at: isMerged ? at(11, 0) : undefined,
    merged_by: isMerged ? "U_2" : undefined,
    merge_commit: isMerged ? sha(number) : undefined,
    base: "main",
    head: `topic/${number}`,
    head_commit: sha(100_000 + number * 10 + 1),
    is_draft: false,
    additions: number,
    deletions: 1,
    changed_files: 1 + (number % 5),
    labels: number % 2 === 1 ? ["bug"] : [],
    closes_issues: number % 10 === 1 ? [`I_${200 + number}`] : [],
    directories: ["src/a"],
    earliest_commit_at: number % 11 === 0 ? "2025-03-01T00:00:00Z" : undefined,
    commits: range(2, (index) => ({
      sha: sha(100_000 + number * 10 + index - 1),
      authored_at: at(8, index),
      committed_at: at(8, index + 1),
      author: "U_1",
    })),
    events: eventsOf(number, at),
  };
  const review = {
    kind: "review",
    id: `V_${number}`,
    pull_request: pull.id,
    submitted_at: at(10, 30),
    state: ["approved", "changes_requested", "commented", "dismissed"][number % 4],
    author: "U_2",
  };
  return [pull, review];
}

const comment = (number) => ({
  kind: "comment",
  id: `C_${number}`,
  pull_request: LONG_TIMELINE,
  created_at: "2025-04-01T10:40:00Z",
  author: "U_3",
});

function deployment(number) {
  const at = (minute) => `2025-05-${two(number)}T08:${two(minute)}:00Z`;
  const end = number % 5 === 0 ? "failure" : "success";
  return {
    kind: "deployment",
    id: `D_${number}`,
    repository: "R_1",
    environment: number % 2 === 1 ? "production" : "staging",
    sha: sha(number),
    created_at: at(0),
    finished_at: at(4),
    status: end,
    ref: "main",
    service: "api",
    statuses: [
      { state: "queued", at: at(0) },
      { state: "in_progress", at: at(0) },
      { state: end, at: at(4) },
    ],
  };
}

const release = (number) => ({
  kind: "release",
  id: `L_${number}`,
  repository: "R_1",
  tag: `v1.${number}.0`,
  published_at: `2025-05-${two(number * 5)}T12:00:00Z`,
  sha: sha(number * 40),
  name: number % 2 === 1 ? `Release ${number}` : undefined,
  is_prerelease: number === 4,
  is_draft: number === 5,
});

function issue(number) {
  const updatedAt = `2025-04-${two(3 + (number % 9))}T00:00:00Z`;
  const isClosed = number % 2 === 0;
  return {
    kind: "issue",
    id: `I_${number}`,
    repository: "R_1",
    number,
    created_at: "2025-04-02T00:00:00Z",
    title: `Bug ${number}`,
    author: number % 3 === 0 ? undefined : "U_3",
    closed_at: isClosed ? updatedAt : undefined,
    updated_at: updatedAt,
    labels: isClosed ? ["bug", "p1"] : [],
  };
}

function workflowRun(number) {
  const minute = `2025-05-02T${two(Math.floor(number / 60))}:${two(number % 60)}`;
  return {
    kind: "workflow_run",
    id: `W_${number}`,
    repository: "R_1",
    name: "CI",
    created_at: `${minute}:00Z`,
    started_at: `${minute}:05Z`,
    finished_at: `${minute}:50Z`,
    branch: "main",
    sha: sha(1 + (number % COMMITS)),
    event: "push",
    conclusion: number % 9 === 0 ? "failure" : "success",
    attempt: 1,
  };
}

export function acme() {
  return [
    {
      kind: "repository",
      id: "R_1",
      full_name: "acme/shop",
      default_branch: "main",
      created_at: "2025-01-01T00:00:00Z",
      language: "Go",
      topics: ["web", "shop"],
      updated_at: "2025-06-01T00:00:00Z",
    },
    { kind: "repository", id: "R_2", full_name: "acme/empty", created_at: "2025-02-01T00:00:00Z" },
    ...people(),
    ...range(COMMITS, commit),
    ...range(PULLS, pullRequest).flat(),
    ...range(230, comment),
    ...range(30, deployment),
    ...range(5, release),
    {
      kind: "release",
      id: "REF_v0.9",
      repository: "R_1",
      tag: "v0.9.0",
      published_at: "2025-04-30T12:00:00Z",
      sha: sha(7),
      is_prerelease: false,
    },
    ...range(45, (number) => issue(200 + number)),
    ...range(RUNS, workflowRun),
    { kind: "incident", id: "N_1", started_at: "2025-05-05T00:00:00Z", repository: "R_1" },
  ];
}
