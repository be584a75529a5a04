// The command line.

import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";

const OPTIONS = {
  facts: { type: "string", multiple: true },
  port: { type: "string" },
  host: { type: "string" },
  fault: { type: "string", multiple: true },
  seed: { type: "string" },
  "list-faults": { type: "boolean" },
  user: { type: "string", multiple: true },
  token: { type: "string", multiple: true },
  scopes: { type: "string" },
  "token-lifetime": { type: "string" },
  points: { type: "string" },
  "rest-requests": { type: "string" },
  "at-once": { type: "string" },
  "points-per-minute": { type: "string" },
  "rest-per-minute": { type: "string" },
  "seconds-per-minute": { type: "string" },
  "query-seconds-per-minute": { type: "string" },
  "secondary-wait": { type: "string" },
  "limit-spelling": { type: "string" },
  latency: { type: "string" },
  enterprise: { type: "string" },
  "app-id": { type: "string" },
  "app-client-id": { type: "string" },
  "app-public-key": { type: "string" },
  installation: { type: "string", multiple: true },
  help: { type: "boolean", short: "h" },
};

export const USAGE = `usage: node tests/github/simulator.js --facts FILE… [OPTION]…

  --facts FILE               NDJSON of docs/facts.md, plain or gzip; repeatable
  --port N                   where to listen; 0, the default, is any free port
  --host ADDRESS             of which address; 127.0.0.1 unless said otherwise
  --fault NAME[:WHEN]        something goes wrong; repeatable, see --list-faults
  --list-faults              say what can go wrong, and how to say when
  --seed TEXT                another seed makes chance choose otherwise

  --user LOGIN               an owner that is a user, not an organisation; repeatable
  --token TOKEN              a good token; without any, all are; repeatable
  --scopes LIST              of classic tokens: "repo, read:org" unless said otherwise
  --app-id N --app-client-id ID --app-public-key FILE
                             a GitHub App, whose web tokens are checked
  --installation N=OWNER     of that App; repeatable
  --token-lifetime SECONDS   of tokens that the App mints; 3600 unless said otherwise

  --points N                 of GraphQL an hour; 5000 unless said otherwise
  --rest-requests N          of REST an hour; 5000 unless said otherwise
  --at-once N                requests at once; 100 unless said otherwise
  --points-per-minute N      2000 unless said otherwise
  --rest-per-minute N        900 unless said otherwise
  --seconds-per-minute N     that GitHub's machines may be busy; 90 unless said otherwise
  --query-seconds-per-minute N
                             of these with GraphQL; 60 unless said otherwise
  --secondary-wait SECONDS   what retry-after says; 60 unless said otherwise
  --limit-spelling WORD      RATE_LIMITED or RATE_LIMIT
  --latency MILLISECONDS     before every reply; none unless said otherwise
  --enterprise VERSION       be a GitHub Enterprise Server, which has no limits
`;

const number = (text, otherwise, name) => {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0)
    throw new Error(`--${name} wants a number, not '${text}'`);
  return value;
};

function appOf(values) {
  const path = values["app-public-key"];
  if (!path) return undefined;
  const installations = new Map();
  for (const word of values.installation ?? []) {
    const [id, owner] = word.split("=");
    installations.set(Number(id), { id: Number(id), owner, isSuspended: false });
  }
  return {
    appId: values["app-id"] ?? "1",
    clientId: values["app-client-id"] ?? "Iv1.simulator",
    publicKey: readFileSync(path, "utf8"),
    installations,
  };
}

/** @param {string[]} words @throws {Error} that says what is wrong. */
export function readOptions(words) {
  const { values } = parseArgs({ args: words, options: OPTIONS });
  const whole = (name, otherwise) => number(values[name], otherwise, name);
  return {
    help: values.help ?? false,
    listFaults: values["list-faults"] ?? false,
    facts: values.facts ?? [],
    port: whole("port", 0),
    host: values.host ?? "127.0.0.1",
    faults: values.fault ?? [],
    seed: values.seed ?? "1",
    users: values.user ?? [],
    tokens: {
      accepted: values.token ?? [],
      scopes: values.scopes ?? "repo, read:org",
      lifetimeSeconds: whole("token-lifetime", 3600),
    },
    limits: {
      points: whole("points", 5000),
      rest: whole("rest-requests", 5000),
      atOnce: whole("at-once", 100),
      pointsPerMinute: whole("points-per-minute", 2000),
      restPerMinute: whole("rest-per-minute", 900),
      secondsPerMinute: whole("seconds-per-minute", 90),
      querySecondsPerMinute: whole("query-seconds-per-minute", 60),
    },
    secondaryWait: whole("secondary-wait", 60),
    limitSpelling: values["limit-spelling"] ?? "RATE_LIMITED",
    latency: whole("latency", 0),
    enterprise: values.enterprise,
    app: appOf(values),
  };
}
