// GET /repos/{owner}/{repo}/actions/runs: newest first, at most 1,000 of a filtered list.

import { microsecondsOf } from "../facts/times.js";
import { message, reply } from "../service/replies.js";
import { restPage } from "./pages.js";
import { repositoryText } from "./repository_text.js";

const RESULTS_MAX = 1000;

/** A day stands for its beginning, or for its end where it ends a range. */
function moment(text, isEnd) {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) {
    return microsecondsOf(`${text}T${isEnd ? "23:59:59.999999" : "00:00:00"}Z`);
  }
  return microsecondsOf(text);
}

/** @returns {(time: number) => boolean} */
export function createdFilter(range) {
  const comparison = /^(>=|<=|>|<)(.+)$/.exec(range);
  if (comparison) {
    const [, sign, text] = comparison;
    const limit = moment(text, sign === "<=" || sign === ">");
    const tests = {
      ">=": (time) => time >= limit,
      "<=": (time) => time <= limit,
      ">": (time) => time > limit,
      "<": (time) => time < limit,
    };
    return tests[sign];
  }
  const [from, until = from] = range.split("..");
  const low = from === "*" ? -Infinity : moment(from, false);
  const high = until === "*" ? Infinity : moment(until, true);
  return (time) => time >= low && time <= high;
}

function runText(run, repository, base) {
  const { fact } = run;
  const url = `${base}/repos/${repository.fullName}/actions/runs/${run.databaseId}`;
  const path = `.github/workflows/${fact.name.toLowerCase().replace(/[^a-z0-9]+/g, "-")}.yml`;
  return {
    id: run.databaseId,
    name: fact.name,
    node_id: fact.id,
    head_branch: fact.branch,
    head_sha: fact.sha,
    path,
    display_title: fact.name,
    run_number: run.databaseId,
    event: fact.event,
    status: fact.finished_at ? "completed" : "in_progress",
    conclusion: fact.conclusion ?? null,
    workflow_id: 1,
    check_suite_id: run.databaseId,
    url,
    html_url: `https://github.com/${repository.fullName}/actions/runs/${run.databaseId}`,
    pull_requests: [],
    created_at: fact.created_at,
    updated_at: fact.finished_at ?? fact.created_at,
    run_attempt: fact.attempt,
    run_started_at: fact.started_at,
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    repository: repositoryText(repository, base),
  };
}

export function workflowRuns(repository, call) {
  const refusal = repository.barriers.get("actions")?.();
  if (refusal) {
    return message(403, refusal.message, {}, { "x-accepted-github-permissions": "actions=read" });
  }
  const isCreated = createdFilter(call.parameters.get("created") ?? "*..*");
  const wanted = (run, name, field) => {
    const value = call.parameters.get(name);
    return value === null || run.fact[field] === value;
  };
  const found = repository.runs.rows
    .filter(
      (run) =>
        isCreated(microsecondsOf(run.fact.created_at)) &&
        wanted(run, "branch", "branch") &&
        wanted(run, "event", "event") &&
        wanted(run, "head_sha", "sha"),
    )
    .reverse();
  const { rows, headers } = restPage(found, call, RESULTS_MAX);
  const body = {
    total_count: found.length,
    workflow_runs: rows.map((run) => runText(run, repository, call.base)),
  };
  return reply(200, body, headers);
}
