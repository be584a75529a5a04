// What ran on a commit, as workflow runs tell of it.

import { listConnection, orderedConnection } from "../connection.js";
import { KEYS } from "../cursors.js";

const upper = (word) => word?.toUpperCase() ?? null;

const runsOn = (repository, sha) => repository.runs.rows.filter((run) => run.fact.sha === sha);

export function rollupOf(repository, sha) {
  const runs = runsOn(repository, sha);
  if (runs.length === 0) return null;
  if (runs.some((run) => !run.fact.conclusion)) return { state: "PENDING" };
  const isGood = runs.every((run) =>
    ["success", "skipped", "neutral"].includes(run.fact.conclusion),
  );
  return { state: isGood ? "SUCCESS" : "FAILURE" };
}

function suiteOf(repository, run) {
  return {
    id: `CS_${run.databaseId}`,
    databaseId: run.databaseId,
    status: run.fact.finished_at ? "COMPLETED" : "IN_PROGRESS",
    conclusion: upper(run.fact.conclusion),
    createdAt: run.fact.created_at,
    updatedAt: run.fact.finished_at ?? run.fact.created_at,
    branch: { name: run.fact.branch },
    commit: { oid: run.fact.sha },
    app: { slug: "github-actions" },
    workflowRun: () => workflowRunOf(repository, run),
  };
}

function workflowRunOf(repository, run) {
  return {
    __typename: "WorkflowRun",
    id: run.fact.id,
    databaseId: run.databaseId,
    runNumber: run.databaseId,
    event: run.fact.event,
    createdAt: run.fact.created_at,
    updatedAt: run.fact.finished_at ?? run.fact.created_at,
    checkSuite: () => suiteOf(repository, run),
    workflow: () => workflowOf(repository, run.fact.name),
  };
}

export function checkSuitesOf(repository, sha, args, info) {
  return listConnection(runsOn(repository, sha), (run) => suiteOf(repository, run), args, info);
}

export const workflowId = (repository, name) =>
  `W_${repository.databaseId}_${Buffer.from(name).toString("base64url")}`;

/** @returns {string|undefined} The name of the workflow that an id of ours means. */
export const workflowNameIn = (id) => {
  const parts = /^W_(\d+)_([\w-]+)$/.exec(id);
  return parts
    ? { databaseId: Number(parts[1]), name: Buffer.from(parts[2], "base64url").toString() }
    : undefined;
};

export function workflowOf(repository, name) {
  return {
    __typename: "Workflow",
    id: workflowId(repository, name),
    databaseId: 1,
    name,
    state: "ACTIVE",
    runs: (args, context, info) =>
      orderedConnection(
        repository.runs,
        {
          keys: KEYS.time,
          isDescending: args.orderBy?.direction !== "ASC",
          filter: (run) => run.fact.name === name,
          viewOf: (run) => workflowRunOf(repository, run),
        },
        args,
        info,
      ),
  };
}
