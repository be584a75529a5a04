// The shapes of the API's answers. Made from src/api/endpoints.cc: run api_test with
// SHIPLOG_UPDATE_DOCS=1 instead of editing this.

export interface Annotation {
  id: string;
  at: string;
  text: string;
  by: string;
  repository: string | null;
}

export interface Annotations {
  annotations: Annotation[];
}

export interface Catalog {
  metrics: Definition[];
}

export interface Definition {
  id: string;
  version: number;
  title: string;
  question: string;
  definition: string;
  caveat: string;
  unit: "seconds" | "per_week" | "ratio" | "count" | "lines" | "score";
  statistic: "median" | "kaplan_meier" | "rate" | "count_per_week" | "count_at_end" | "median_at_end" | "mean" | "ratio_of_counts" | "evenness" | "sole_share";
  better: "lower" | "higher" | "neutral";
  dora: boolean;
  estimate: boolean;
  /** of DORA's reports */
  levels?: LevelYear[];
}

export interface Deployment {
  repository: string;
  id: string;
  /** of a release its tag */
  name: string;
  /** empty: production is not told by one */
  environment: string;
  service: string;
  status: "success";
  /** its first success */
  finished_at: string | null;
  /** how many it carried */
  changes: number;
  /** went back to an older commit */
  rollback: boolean;
  /** for certain */
  failed: boolean;
  confidence: "confirmed" | "possible" | null;
  evidence: Evidence[];
  recovered_at: string | null;
  recovered_by: string | null;
}

export interface Deployments {
  deployments: Deployment[];
  /** on all pages */
  total: number;
  /** the cursor of the next page */
  next: string | null;
}

export interface Elapsed {
  value: number | null;
  /** why there is no value */
  absent?: string;
  /** how many items it counts */
  count: number;
  interval?: Interval;
  numerator?: number;
  denominator?: number;
  /** failures that are possible but not confirmed */
  possible?: {
    numerator: number;
    value: number | null;
  };
  /** how many have not ended */
  still_open?: number;
  closed_only?: {
    value: number | null;
    count: number;
  };
}

export interface Evidence {
  kind: "incident" | "rollback" | "failure_status" | "revert" | "fixes" | "hotfix" | "incident_nearby";
  /** the id of what shows it */
  source: string;
}

export interface Explanation {
  metric: string;
  window: Window;
  scope: Scope;
  /** the end of the data; null: there are none */
  complete_until: string | null;
  value: number | null;
  /** why there is no value */
  absent?: string;
  /** how many items it counts */
  count: number;
  interval?: Interval;
  numerator?: number;
  denominator?: number;
  /** failures that are possible but not confirmed */
  possible?: {
    numerator: number;
    value: number | null;
  };
  /** how many have not ended */
  still_open?: number;
  closed_only?: {
    value: number | null;
    count: number;
  };
  items: Item[];
  /** items on all pages */
  total: number;
  /** of those */
  counted: number;
  /** how many each reason leaves out */
  reasons: Record<string, number>;
  /** the cursor of the next page */
  next: string | null;
}

export interface Grade {
  score: number;
  metrics: number;
  of: number;
  interval?: Interval;
  letter: string | null;
  previous: number | null;
  industry: {
    year: number;
    mean: number;
  };
}

export interface Group {
  by: string;
  /** null: what is in none */
  key: string | null;
  value: number | null;
  /** why there is no value */
  absent?: string;
  /** how many items it counts */
  count: number;
  interval?: Interval;
  numerator?: number;
  denominator?: number;
  /** failures that are possible but not confirmed */
  possible?: {
    numerator: number;
    value: number | null;
  };
  /** how many have not ended */
  still_open?: number;
  closed_only?: {
    value: number | null;
    count: number;
  };
  series?: SeriesPoint[];
}

export interface Incident {
  repository: string | null;
  service: string | null;
  id: string;
  title: string;
  url: string | null;
  opened_at: string;
  /** null: not yet */
  resolved_at: string | null;
  /** the one that it names as its cause */
  linked_deployment: string | null;
}

export interface Incidents {
  incidents: Incident[];
  /** on all pages */
  total: number;
  /** the cursor of the next page */
  next: string | null;
}

export interface Interval {
  /** 0.95 */
  level: number;
  /** null: the data do not reach it */
  low: number | null;
  high: number | null;
}

export interface Item {
  repository?: string;
  pull_request?: {
    id: string;
    number: number;
    title: string;
  };
  /** of a direct push */
  commit?: string;
  linked_by?: "commit" | "head_commit" | "time";
  first_commit_at?: string | null;
  ready_at?: string | null;
  first_review_at?: string | null;
  approved_at?: string | null;
  merged_at?: string | null;
  deployed_at?: string | null;
  stages?: Stages;
  deployment?: string;
  name?: string;
  environment?: string;
  service?: string;
  finished_at?: string | null;
  failed?: boolean;
  confidence?: "confirmed" | "possible" | null;
  evidence?: Evidence[];
  recovered_at?: string | null;
  recovered_by?: string | null;
  workflow_run?: {
    id: string;
    name: string;
  };
  event?: string;
  directory?: string;
  /** a number, never a name */
  reviewer?: string;
  counted: boolean;
  /** why it is left out */
  reason?: string;
  /** what places it in time */
  at: string | null;
  /** also under the metric's own id */
  value?: number;
  still_open?: boolean;
}

export interface Level {
  /** dora-2024 */
  set: string;
  name: "elite" | "high" | "medium" | "low" | null;
  fits: ("elite" | "high" | "medium" | "low")[];
  plausible: ("elite" | "high" | "medium" | "low")[];
}

export interface LevelRange {
  low: number | null;
  high: number | null;
}

export interface LevelYear {
  year: number;
  elite?: LevelRange;
  high?: LevelRange;
  medium?: LevelRange;
  low?: LevelRange;
}

export interface Metric {
  id: string;
  version: number;
  unit: "seconds" | "per_week" | "ratio" | "count" | "lines" | "score";
  statistic: "median" | "kaplan_meier" | "rate" | "count_per_week" | "count_at_end" | "median_at_end" | "mean" | "ratio_of_counts" | "evenness" | "sole_share";
  better: "lower" | "higher" | "neutral";
  /** of medians: 50, 75 or 90 */
  percentile?: number;
  /** which moment of a change placed it */
  by?: "merged" | "deployed" | "opened";
  time?: "elapsed" | "working_hours";
  /** beside a value of working hours */
  elapsed?: Elapsed;
  value: number | null;
  /** why there is no value */
  absent?: string;
  /** how many items it counts */
  count: number;
  interval?: Interval;
  numerator?: number;
  denominator?: number;
  /** failures that are possible but not confirmed */
  possible?: {
    numerator: number;
    value: number | null;
  };
  /** how many have not ended */
  still_open?: number;
  closed_only?: {
    value: number | null;
    count: number;
  };
  percentiles?: {
    p50: number | null;
    p75: number | null;
    p90: number | null;
  };
  parts?: Record<string, Part>;
  level?: Level;
  score?: number;
  /** seven rows from Monday, of 24 hours each */
  by_weekday_and_hour?: number[][];
  previous?: Previous;
  /** by repository */
  deployments_from?: Record<string, string>;
  series?: SeriesPoint[];
  groups?: Group[];
  notes: string[];
}

export interface Metrics {
  window: Window;
  scope: Scope;
  /** the end of the data; null: there are none */
  complete_until: string | null;
  metrics: Metric[];
  grade?: Grade;
}

export interface Part {
  value: number | null;
  /** why there is no value */
  absent?: string;
  /** how many items it counts */
  count: number;
  interval?: Interval;
  numerator?: number;
  denominator?: number;
  /** failures that are possible but not confirmed */
  possible?: {
    numerator: number;
    value: number | null;
  };
  /** how many have not ended */
  still_open?: number;
  closed_only?: {
    value: number | null;
    count: number;
  };
  share?: number;
}

export interface Points {
  window: Window;
  unit: "seconds" | "per_week" | "ratio" | "count" | "lines" | "score";
  repositories: string[];
  /** what places each item in time */
  at: string[];
  value: number[];
  /** into repositories */
  repository: number[];
  /** of the pull request; null: a direct push */
  number: (number | null)[];
  /** not ended: so long so far */
  open: boolean[];
  /** also those that are too many to show */
  total: number;
}

export interface Previous {
  from: string;
  /** not included */
  until: string;
  value: number | null;
  /** why there is no value */
  absent?: string;
  /** how many items it counts */
  count: number;
  interval?: Interval;
  numerator?: number;
  denominator?: number;
  /** failures that are possible but not confirmed */
  possible?: {
    numerator: number;
    value: number | null;
  };
  /** how many have not ended */
  still_open?: number;
  closed_only?: {
    value: number | null;
    count: number;
  };
  score?: number;
  change_is_clear: boolean;
  change: "better" | "worse" | "higher" | "lower" | "no clear change";
  difference?: {
    value: number;
    low?: number | null;
    high?: number | null;
  };
  detectable_change?: number;
}

export interface PullRequest {
  repository: string;
  id: string;
  number: number;
  title: string;
  /** where people see it */
  url: string | null;
  author: {
    login: string;
    bot: boolean;
  };
  state: "open" | "merged" | "closed";
  draft: boolean;
  /** the branch it is made to */
  base: string;
  labels: string[];
  additions: number | null;
  deletions: number | null;
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

export interface PullRequestDetail {
  repository: string;
  id: string;
  number: number;
  title: string;
  /** where people see it */
  url: string | null;
  author: {
    login: string;
    bot: boolean;
  };
  state: "open" | "merged" | "closed";
  draft: boolean;
  /** the branch it is made to */
  base: string;
  labels: string[];
  additions: number | null;
  deletions: number | null;
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
  /** how many it changes */
  files: number | null;
  commits: {
    sha: string;
    committed_at: string | null;
  }[];
  events: {
    kind: string;
    actor: string | null;
    at: string;
  }[];
  /** the one that carried it */
  deployment: Deployment | null;
}

export interface PullRequests {
  pull_requests: PullRequest[];
  /** on all pages */
  total: number;
  /** the cursor of the next page */
  next: string | null;
}

export interface Release {
  repository: string | null;
  id: string;
  name: string | null;
  tag: string;
  url: string | null;
  at: string;
  prerelease: boolean;
}

export interface Releases {
  releases: Release[];
  /** on all pages */
  total: number;
  /** the cursor of the next page */
  next: string | null;
}

export interface Repositories {
  repositories: Repository[];
}

export interface Repository {
  name: string;
  source: "github" | "git" | "facts";
  /** where people see it */
  url: string | null;
  archived: boolean;
  changes: number;
  /** what its production is known from */
  deployments_from: "deployments" | "releases" | "merges" | "workflow_runs" | null;
  complete_until: string | null;
  sync: SyncState;
  /** kinds of facts of which there is none */
  missing: {
    what: string;
    costs: string;
  }[];
}

export interface Scope {
  /** empty: all of them */
  repositories: string[];
  bots: string;
  bot_reviews?: string;
  /** slugs */
  teams?: string[];
  labels?: string[];
  services?: string[];
  /** a login */
  me?: string;
  base?: string;
  environment?: string;
}

export interface SeriesPoint {
  from: string;
  /** not included */
  until: string;
  value: number | null;
  /** why there is no value */
  absent?: string;
  /** how many items it counts */
  count: number;
  interval?: Interval;
  numerator?: number;
  denominator?: number;
  /** failures that are possible but not confirmed */
  possible?: {
    numerator: number;
    value: number | null;
  };
  /** how many have not ended */
  still_open?: number;
  closed_only?: {
    value: number | null;
    count: number;
  };
  partial: boolean;
}

export interface Session {
  version: string;
  /** who asks, and what they may */
  principal: {
    name: string;
    permissions: ("view" | "edit" | "operate")[];
  };
  /** rises when the data change; `snapshot` events tell the new one */
  generation: number;
  /** these are data of a made-up organisation */
  demo: boolean;
  /** the clock of the answers */
  now: string;
  /** until when everything is known; null: there are no data */
  complete_until: string | null;
  /** how many are known */
  repositories: number;
  /** how GitHub lets this server in */
  github: {
    connected: boolean;
    source: "app" | "token" | "gh" | "none";
  };
}

export interface Stages {
  coding: number | null;
  pickup: number | null;
  review: number | null;
  merge: number | null;
  deploy: number | null;
  development: number | null;
}

export interface Sync {
  /** repositories or owners */
  running: string[];
  waiting: string[];
  active: {
    repository: string;
    phase: string;
    done: number;
    /** 0: not known */
    total: number;
  }[];
  repositories_done: number;
  repositories_total: number;
  /** why GitHub is not asked now */
  waiting_for: string | null;
  waiting_until: string | null;
  /** of the last that ended */
  error: string | null;
  next_scheduled: string | null;
}

export interface SyncState {
  state: "never" | "idle" | "running" | "failed";
  /** which feed it is at */
  phase: string | null;
  /** of that feed */
  done: number;
  /** 0: not known */
  total: number;
  error: string | null;
  started_at: string | null;
  finished_at: string | null;
}

export interface Team {
  name: string;
  members: number;
  repositories: string[];
}

export interface Teams {
  teams: Team[];
}

export interface View {
  name: string;
  query: string;
  by: string;
  /** when it was saved last */
  at: string;
}

export interface Views {
  views: View[];
}

export interface Window {
  from: string;
  /** not included */
  until: string;
  every: string | null;
  time_zone: string;
}
