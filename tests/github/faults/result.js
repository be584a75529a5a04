// Finding and changing places in the data of a reply.

/**
 * The connections with rows in a result, outermost first.
 * @returns {{path: Array<string|number>, connection: object, nodes: object[]}[]}
 */
export function connectionsIn(data) {
  const found = [];
  const queue = [{ value: data, path: [] }];
  for (const { value, path } of queue) {
    if (value === null || typeof value !== "object") continue;
    if (Array.isArray(value.nodes) && value.pageInfo) {
      found.push({ path, connection: value, nodes: value.nodes });
    }
    for (const [key, inner] of Object.entries(value)) {
      queue.push({ value: inner, path: [...path, Array.isArray(value) ? Number(key) : key] });
    }
  }
  return found;
}

export function setAt(data, path, value) {
  let place = data;
  for (const step of path.slice(0, -1)) place = place[step];
  place[path.at(-1)] = value;
}

/** The topmost member of a result that is not about limits: "repository", "node"… */
export const subjectOf = (data) => Object.keys(data ?? {}).find((key) => key !== "rateLimit");
