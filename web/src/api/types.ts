// The answers of the API, as docs/json.md tells them.

export interface Window {
  from: string;
  until: string;
  every: string | null;
  time_zone: string;
}

export interface Interval {
  level: number;
  /** Null: the data do not reach this end. */
  low: number | null;
  high: number | null;
}

/** Absent is not zero: without a value, `absent` says why there is none. */
export interface Estimate {
  value: number | null;
  absent?: string;
  count: number;
  interval?: Interval;
  numerator?: number;
  denominator?: number;
  possible?: { numerator: number; value: number | null };
  still_open?: number;
  closed_only?: { value: number | null; count: number };
}

export type Unit = "seconds" | "per_week" | "ratio" | "count" | "lines" | "score";
export type LevelName = "elite" | "high" | "medium" | "low";

export interface Level {
  set: string;
  name: LevelName | null;
  fits: LevelName[];
  plausible: LevelName[];
}

export interface SeriesPoint extends Estimate {
  from: string;
  until: string;
  partial: boolean;
}

export interface Group extends Estimate {
  by: string;
  key: string;
}

export type Verdict = "better" | "worse" | "higher" | "lower" | "no clear change";

export interface Previous extends Estimate {
  from: string;
  until: string;
  score?: number;
  change_is_clear: boolean;
  change: Verdict;
  difference?: { value: number; low?: number | null; high?: number | null };
  detectable_change?: number;
}

export interface Part extends Estimate {
  share?: number;
}

export interface Metric extends Estimate {
  id: string;
  version: number;
  unit: Unit;
  statistic: string;
  better: "lower" | "higher" | "neutral";
  percentiles?: { p50: number | null; p75: number | null; p90: number | null };
  parts?: Record<string, Part>;
  level?: Level;
  score?: number;
  by_weekday_and_hour?: number[][];
  previous?: Previous;
  deployments_from?: Record<string, string>;
  series?: SeriesPoint[];
  groups?: Group[];
  notes: string[];
}

export interface Grade {
  score: number;
  metrics: number;
  of: number;
  interval?: Interval;
  letter: string | null;
  previous: number | null;
  industry: { year: number; mean: number };
}

export interface Metrics {
  window: Window;
  scope: { repositories: string[]; bots: string };
  complete_until: string | null;
  metrics: Metric[];
  grade?: Grade;
}

export interface LevelRange {
  low: number | null;
  high: number | null;
}

export type LevelYear = { year: number } & Partial<Record<LevelName, LevelRange>>;

export interface Definition {
  id: string;
  version: number;
  title: string;
  question: string;
  definition: string;
  caveat: string;
  unit: Unit;
  statistic: string;
  better: "lower" | "higher" | "neutral";
  dora: boolean;
  estimate: boolean;
  levels?: LevelYear[];
}

export interface Catalog {
  metrics: Definition[];
}

export type StageName = "coding" | "pickup" | "review" | "merge" | "deploy" | "development";
export type Stages = Record<StageName, number | null>;

export interface Item {
  repository: string;
  pull_request?: { id: string; number: number; title: string; url?: string };
  commit?: string;
  deployment?: string;
  name?: string;
  environment?: string;
  service?: string;
  finished_at?: string;
  linked_by?: string;
  workflow_run?: { id: string; name: string };
  event?: string;
  directory?: string;
  reviewer?: number;
  first_commit_at?: string | null;
  ready_at?: string | null;
  first_review_at?: string | null;
  approved_at?: string | null;
  merged_at?: string | null;
  deployed_at?: string | null;
  stages?: Stages;
  failed?: boolean;
  confidence?: "confirmed" | "possible" | null;
  evidence?: { kind: string; source: string }[];
  recovered_at?: string | null;
  recovered_by?: string | null;
  counted: boolean;
  reason?: string;
  at?: string;
  value?: number;
  still_open?: boolean;
}

export interface Explanation extends Estimate {
  metric: string;
  window: Window;
  complete_until: string | null;
  items: Item[];
  total?: number;
  counted?: number;
  reasons?: Record<string, number>;
  next?: string | null;
}

export interface Points {
  window: Window;
  unit: Unit;
  repositories: string[];
  at: string[];
  value: number[];
  repository: number[];
  number: (number | null)[];
  total: number;
}

export interface Session {
  version: string;
  principal: { name: string; permissions: string[] };
  generation: number;
  demo: boolean;
  now: string;
  complete_until: string | null;
  repositories: number;
  github: { connected: boolean; source: string };
}

export interface SyncState {
  state: "never" | "idle" | "waiting" | "running" | "failed";
  phase?: string | null;
  done?: number | null;
  total?: number | null;
  per_second?: number | null;
  waiting_for?: string | null;
  waiting_until?: string | null;
  error?: string | null;
  finished_at?: string | null;
}

export interface Repository {
  name: string;
  source: "github" | "git" | "facts";
  archived: boolean;
  changes: number;
  deployments_from: string | null;
  complete_until: string | null;
  sync: SyncState;
  missing: { what: string; costs: string }[];
}

export interface Repositories {
  repositories: Repository[];
}

export interface PullRequest {
  repository: string;
  id: string;
  number: number;
  title: string;
  url?: string | null;
  author: { login: string; bot: boolean } | null;
  state: "open" | "merged" | "closed";
  draft: boolean;
  base: string;
  labels: string[];
  additions: number | null;
  deletions: number | null;
  files: number | null;
  opened_at: string | null;
  first_commit_at: string | null;
  ready_at: string | null;
  first_review_at: string | null;
  approved_at: string | null;
  merged_at: string | null;
  closed_at: string | null;
  deployed_at: string | null;
  stages: Stages;
  lead_time: number | null;
  cycle_time: number | null;
}

export interface PullRequests {
  pull_requests: PullRequest[];
  total: number;
  next: string | null;
}

export interface PullRequestDetail extends PullRequest {
  commits: { sha: string; committed_at: string | null; subject?: string | null }[];
  events: { kind: string; actor: string | null; at: string }[];
  deployment: Deployment | null;
}

export interface Deployment {
  repository: string;
  id: string;
  name: string;
  environment: string;
  service: string;
  status: string;
  finished_at: string | null;
  url?: string | null;
  commit: string | null;
  changes: number;
  failed: boolean;
  confidence: "confirmed" | "possible" | null;
  evidence: { kind: string; source: string }[];
  recovered_at: string | null;
  recovered_by: string | null;
}

export interface Deployments {
  deployments: Deployment[];
  total: number;
  next: string | null;
}

export interface Incident {
  repository: string;
  id: string;
  title: string;
  url: string | null;
  opened_at: string;
  resolved_at: string | null;
  linked_deployment: string | null;
  evidence: string | null;
}

export interface Incidents {
  incidents: Incident[];
  total: number;
  next: string | null;
}

export interface Release {
  repository: string;
  id: string;
  name: string | null;
  tag: string;
  url: string | null;
  at: string;
  prerelease: boolean;
}

export interface Releases {
  releases: Release[];
  total: number;
  next: string | null;
}

export interface Team {
  name: string;
  members: number;
  repositories: string[];
}

export interface Teams {
  teams: Team[];
}

export interface Annotation {
  id: string;
  at: string;
  text: string;
  repository?: string | null;
}

export interface Annotations {
  annotations: Annotation[];
}

export interface Views {
  views: { name: string; query: string }[];
}

/** RFC 9457. */
export interface Problem {
  type?: string;
  title: string;
  status: number;
  detail?: string;
  instance?: string;
  request_id?: string;
}
