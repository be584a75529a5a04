// The door of REST: paths, and who answers them.

import { message, notFound, reply } from "../service/replies.js";
import { accessToken, installationOf, installations, repositoriesOfInstallation } from "./app.js";
import { refreshedToken } from "./oauth.js";
import { repositoryText } from "./repository_text.js";
import { workflowRuns } from "./workflow_runs.js";

/**
 * @typedef {object} RestCall
 * @property {string} method
 * @property {string} path Below the API's root.
 * @property {URLSearchParams} parameters
 * @property {object} caller
 * @property {string} base The URL of the API's root.
 */

const MOVED = { message: "Moved Permanently" };

/** A repository under its present name; GitHub sends callers of a former one elsewhere. */
function ofRepository(answer) {
  return (service, call, [owner, name, rest = ""]) => {
    const repository = service.world.findRepository(owner, name);
    if (!repository || repository.barriers.has("lost")) return notFound();
    if (service.world.hasMoved(owner, name)) {
      const query = call.parameters.toString();
      const url = `${call.base}/repositories/${repository.databaseId}${rest}${query && `?${query}`}`;
      return reply(
        301,
        { ...MOVED, url, documentation_url: "https://docs.github.com/rest" },
        { location: url },
      );
    }
    return answer(service, call, repository);
  };
}

function ofNumberedRepository(answer) {
  return (service, call, [number]) => {
    const repository = service.world.findRepositoryByNumber(Number(number));
    if (!repository || repository.barriers.has("lost")) return notFound();
    return answer(service, call, repository);
  };
}

function rateLimit(service, call) {
  const { graphql, rest } = service.accountOf(call.caller).purses;
  if (service.options.enterprise) return message(404, "Rate limiting is not enabled.");
  const core = rest.snapshot();
  return reply(200, { resources: { core, graphql: graphql.snapshot() }, rate: core });
}

const owner = (service, call, [login]) => {
  const known = service.world.owners().find((each) => each.toLowerCase() === login.toLowerCase());
  if (!known) return notFound();
  const type = service.world.isUser(known) ? "User" : "Organization";
  return reply(200, { login: known, id: 9000, node_id: `O_${known}`, type });
};

const meta = (service) =>
  reply(200, {
    verifiable_password_authentication: false,
    ...(service.options.enterprise ? { installed_version: service.options.enterprise } : {}),
  });

const user = () => reply(200, { login: "simulator", id: 1, node_id: "U_simulator", type: "User" });
const runs = (service, call, repository) => workflowRuns(repository, call);
const about = (service, call, repository) => reply(200, repositoryText(repository, call.base));

const PATHS = [
  ["GET", /^\/$/, (service, call) => reply(200, { current_user_url: `${call.base}/user` })],
  ["GET", /^\/rate_limit$/, rateLimit],
  ["GET", /^\/meta$/, meta],
  ["GET", /^\/user$/, user],
  ["GET", /^\/(?:orgs|users)\/([^/]+)$/, owner],
  ["GET", /^\/(?:orgs|users)\/([^/]+)\/installation$/, installationOf],
  ["GET", /^\/repos\/([^/]+)\/([^/]+)()$/, ofRepository(about)],
  ["GET", /^\/repos\/([^/]+)\/([^/]+)(\/actions\/runs)$/, ofRepository(runs)],
  ["GET", /^\/repositories\/(\d+)$/, ofNumberedRepository(about)],
  ["GET", /^\/repositories\/(\d+)\/actions\/runs$/, ofNumberedRepository(runs)],
  ["GET", /^\/app\/installations$/, installations],
  ["POST", /^\/app\/installations\/(\d+)\/access_tokens$/, accessToken],
  ["GET", /^\/installation\/repositories$/, repositoriesOfInstallation],
  ["POST", /^\/login\/oauth\/access_token$/, refreshedToken],
];

/** @param {RestCall} call */
export function answerRest(service, call) {
  for (const [method, pattern, answer] of PATHS) {
    const parts = pattern.exec(call.path);
    if (parts && method === call.method) {
      return answer(service, call, parts.slice(1).map(decodeURIComponent));
    }
  }
  return notFound();
}

/** "acme/shop" where a path names a repository. */
export const repositoryIn = (path) => /^\/repos\/([^/]+\/[^/]+)/.exec(path)?.[1];

/** What a path asks for, without names: for counting. */
export const operationOf = (path) =>
  path
    .replace(/^\/repos\/[^/]+\/[^/]+/, "/repos/{owner}/{repo}")
    .replace(/^\/(orgs|users)\/[^/]+/, "/$1/{owner}")
    .replace(/\/\d+/g, "/{id}");
