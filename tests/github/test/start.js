// A simulator for a test, on a port of its own.

import { acme } from "./acme.js";
import { readOptions } from "../service/options.js";
import { makeServer } from "../service/server.js";
import { Service } from "../service/service.js";

/**
 * @param {import("node:test").TestContext} context The server ends with the test.
 * @param {string[]} [words] Of the command line; the facts of acme.js if it names none.
 */
export async function start(context, words = []) {
  const service = new Service(readOptions(words), words.includes("--facts") ? [] : acme());
  const server = makeServer(service);
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  context.after(() => {
    server.closeAllConnections?.();
    server.close();
  });
  const url = `http://127.0.0.1:${server.address().port}`;
  const headers = { authorization: "Bearer ghp_test", "user-agent": "test" };

  const send = (path, options = {}) =>
    fetch(url + path, {
      redirect: "manual",
      ...options,
      headers: { ...headers, ...options.headers },
    });

  return {
    service,
    url,
    send,
    get: (path, more) => send(path, { headers: more }),
    post: (path, body, more) =>
      send(path, {
        method: "POST",
        body: typeof body === "string" ? body : JSON.stringify(body),
        headers: more,
      }),
    graphql: (query, variables, more) =>
      send("/graphql", {
        method: "POST",
        body: JSON.stringify({ query, variables }),
        headers: more,
      }),
    /** The reply to a query, as JSON. */
    ask: async (query, variables) =>
      (
        await send("/graphql", { method: "POST", body: JSON.stringify({ query, variables }) })
      ).json(),
    control: async (method, path, body) => {
      const reply = await send(`/_simulator/${path}`, {
        method,
        body: body === undefined || typeof body === "string" ? body : JSON.stringify(body),
      });
      if (!reply.ok) throw new Error(await reply.text());
      return path.startsWith("truth") ? reply.text() : reply.json();
    },
  };
}

/** The facts of a truth, by their kinds. */
export function factsIn(truth) {
  const facts = truth
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  return (kind) => facts.filter((fact) => fact.kind === kind);
}
