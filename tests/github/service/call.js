// A call: what a request asks for, as far as that decides on its answer.

import { randomBytes } from "node:crypto";
import { operationOf, repositoryIn } from "../rest/paths.js";

const GRAPHQL_PATHS = ["/graphql", "/api/graphql"];
const ENTERPRISE_ROOT = "/api/v3";

/** "16E5:476C5672508158AD3D21F9A8" */
function newId() {
  const part = (bytes) => randomBytes(bytes).toString("hex").toUpperCase();
  return `${part(2)}:${part(12)}`;
}

function readQuery(call, endpoint) {
  let query;
  try {
    query = JSON.parse(call.body.toString("utf8"));
  } catch {
    return { operation: "(no JSON)" };
  }
  const prepared = endpoint.prepare(query);
  const { owner, name, owner_0: firstOwner, name_0: firstName } = query.variables ?? {};
  const parts = [owner ?? firstOwner, name ?? firstName];
  return {
    query,
    prepared,
    price: prepared.price,
    operation: prepared.operation?.name?.value ?? "(unnamed)",
    repository: parts.every(Boolean) ? parts.join("/") : undefined,
  };
}

/**
 * @param {{method: string, url: string, headers: object, body: Buffer}} request
 * @param {import("../graphql/endpoint.js").GraphQLEndpoint} endpoint
 */
export function readCall(request, endpoint) {
  const url = new URL(request.url, "http://simulator");
  const isBelowRoot = url.pathname.startsWith(ENTERPRISE_ROOT);
  const root = isBelowRoot ? ENTERPRISE_ROOT : "";
  const path = url.pathname.slice(root.length) || "/";
  const isGraphQL = request.method === "POST" && GRAPHQL_PATHS.includes(path);
  const call = {
    id: newId(),
    method: request.method,
    path,
    parameters: url.searchParams,
    headers: request.headers,
    body: request.body,
    base: `http://${request.headers.host}${root}`,
  };
  if (isGraphQL) return { ...call, door: "graphql", ...readQuery(call, endpoint) };
  return { ...call, door: "rest", operation: operationOf(path), repository: repositoryIn(path) };
}
