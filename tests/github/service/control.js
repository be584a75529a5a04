// /_simulator/…: what a test asks of the simulator itself. See README.md.

import { readSpec } from "../faults/plan.js";
import { truthOf } from "../facts/truth.js";
import { reply } from "./replies.js";

const text = (body) => reply(200, body, { "content-type": "application/x-ndjson" });

function repositoriesNamed(service, names) {
  if (names.length === 0) return [...service.world.repositories.values()];
  return names.map((name) => {
    const [owner, repository] = name.split("/");
    const known = service.world.findRepository(owner, repository ?? "");
    if (!known) throw new Error(`there is no repository ${name}`);
    return known;
  });
}

function advance(service, { advance_seconds: seconds = 0 }) {
  service.clock.advance(seconds);
  return { now: service.clock.text() };
}

/** A change of the table, now: {"change": "force-push", "repository": "acme/shop", "drop": 2} */
function change(service, { change: name, repository, ...given }) {
  const { fault, options } = readSpec(name);
  const act = fault.before ?? (fault.after && ((occasion) => fault.after(undefined, occasion)));
  if (!act) throw new Error(`'${name}' changes nothing by itself; add it as a fault`);
  const random = service.random;
  act({ service, call: { repository, caller: {} }, options: { ...options, ...given }, random });
  return { done: name };
}

const PATHS = {
  "GET /_simulator/statistics": (service) =>
    reply(200, service.statistics.snapshot(service.accounts)),
  "DELETE /_simulator/statistics": (service) => {
    service.statistics.reset();
    service.accounts.clear();
    return reply(200, {});
  },
  "GET /_simulator/truth": (service, parameters) =>
    text(
      truthOf(service.world, repositoriesNamed(service, parameters.getAll("repository")), {
        hasTeams: parameters.get("teams") !== "no",
      }),
    ),
  "POST /_simulator/facts": (service, parameters, body) => {
    const before = [...body.split("\n")].filter((line) => line.trim() !== "");
    service.world.loadText(body, "body");
    return reply(200, { lines: before.length });
  },
  "POST /_simulator/faults": (service, parameters, body) => {
    JSON.parse(body).faults.forEach((spec) => service.faults.add(spec));
    return reply(200, {});
  },
  "DELETE /_simulator/faults": (service) => {
    service.faults.clear();
    return reply(200, {});
  },
  "POST /_simulator/changes": (service, parameters, body) =>
    reply(200, change(service, JSON.parse(body))),
  "GET /_simulator/clock": (service) => reply(200, { now: service.clock.text() }),
  "POST /_simulator/clock": (service, parameters, body) =>
    reply(200, advance(service, JSON.parse(body))),
};

/** @returns {Promise<object>} A reply. */
export async function control(service, method, target, body) {
  const url = new URL(target, "http://simulator");
  const act = PATHS[`${method} ${url.pathname}`];
  if (!act)
    return reply(404, {
      message: `there is no ${method} ${url.pathname}`,
      known: Object.keys(PATHS),
    });
  try {
    return await act(service, url.searchParams, body.toString("utf8"));
  } catch (error) {
    return reply(400, { message: error.message });
  }
}
