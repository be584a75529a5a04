// Identifiers of the API in words.

import type { LevelName, StageName } from "../api/types";

export const stageNames: Record<StageName, string> = {
  coding: "Coding",
  pickup: "Pickup",
  review: "Review",
  merge: "Merge",
  deploy: "Deploy",
  development: "Development",
};

const reasons: Record<string, string> = {
  not_merged: "not merged",
  not_deployed: "not deployed yet",
  deployed_outside_window: "deployed outside the window",
  first_deployment: "in the first known deployment, whose content is not known",
  outside_scope: "outside the scope",
  outside_window: "outside the window",
  excluded_by_hand: "excluded by hand",
  bot_author: "written by a bot",
  not_production: "not in production",
  never_succeeded: "never succeeded",
  not_failed: "did not fail",
};

/** Why an item was left out. What is not known by name still reads as words. */
export function reasonWords(reason: string): string {
  return reasons[reason] ?? reason.replaceAll("_", " ");
}

const evidence: Record<string, string> = {
  incident: "an incident names it",
  rollback: "it was rolled back",
  failure_status: "it reported a failure after its success",
  revert: "a change in it was reverted",
  hotfix: "a hotfix followed",
  fixes: "a later deployment says it fixes it",
  incident_nearby: "an incident began soon after",
};

export function evidenceWords(kind: string): string {
  return evidence[kind] ?? kind.replaceAll("_", " ");
}

export const levelMarks: Record<LevelName, string> = {
  elite: "★",
  high: "▲",
  medium: "■",
  low: "▼",
};

export function levelName(level: LevelName): string {
  return level.charAt(0).toUpperCase() + level.slice(1);
}

const statistics: Record<string, string> = {
  median: "median",
  kaplan_meier: "median, counting what is still open as at least this long",
  rate: "share",
  count_per_week: "count per week",
  count_at_end: "count at the end",
  median_at_end: "median at the end",
  mean: "mean",
  ratio_of_counts: "one count divided by another",
  evenness: "evenness",
  sole_share: "share",
};

export function statisticWords(statistic: string): string {
  return statistics[statistic] ?? statistic.replaceAll("_", " ");
}

const rules: Record<string, string> = {
  deployments: "recorded deployments",
  releases: "published releases",
  merges: "merges, an assumption",
  workflow_runs: "workflow runs",
};

export function deploymentRule(rule: string): string {
  return rules[rule] ?? rule;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}
