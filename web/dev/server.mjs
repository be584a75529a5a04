// Answers the page's questions from the real binary's JSON, until `shiplog serve` does:
//
//   shiplog sample | shiplog --store sqlite:/tmp/s.db import -
//   SHIPLOG=build/debug/shiplog SHIPLOG_STORE=sqlite:/tmp/s.db node dev/server.mjs 8080

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { Facts } from "./facts.mjs";

const shiplog = process.env.SHIPLOG ?? "../build/debug/shiplog";
const port = Number(process.argv[2] ?? 8080);
const dist = new URL("../dist/", import.meta.url).pathname;
const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2" };
const policy =
  "default-src 'self'; style-src 'self' 'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

const memory = new Map();

/** What the binary prints, remembered. */
function run(...words) {
  const key = words.join(" ");
  if (!memory.has(key)) {
    memory.set(key, execFileSync(shiplog, words, { encoding: "utf8", maxBuffer: 1 << 30, stdio: ["ignore", "pipe", "ignore"] }));
  }
  return memory.get(key);
}

const facts = new Facts(run("export"));

function flags(search) {
  const words = ["--format", "json"];
  const scope = search.get("scope") ?? "org";
  const repositories = scope.startsWith("repo:") ? scope.slice(5).split(",") : facts.teamRepositories(scope);
  for (const repository of repositories) words.push("--repository", repository);
  const range = search.get("range") ?? "90d";
  if (range.includes("..")) words.push("--from", range.split("..")[0], "--until", range.split("..")[1]);
  else words.push("--last", range);
  words.push("--now", facts.now);
  const compare = { prev: "previous", year: "year", none: "none" }[search.get("cmp") ?? "prev"];
  if (compare) words.push("--compare", compare);
  for (const [key, flag] of [["tz", "--time-zone"], ["bots", "--bots"], ["base", "--base"], ["env", "--environment"]]) {
    if (search.has(key)) words.push(flag, search.get(key));
  }
  if (search.get("group") === "repository") words.push("--group-by", "repository");
  return words;
}

const routes = [
  [/^\/session$/, () => ({
    version: "0.1.0", principal: { name: "local", permissions: ["view", "edit", "operate"] }, generation: 1, demo: true,
    now: facts.now, complete_until: facts.now, repositories: facts.repositories.length, github: { connected: false, source: "none" },
  })],
  [/^\/catalog$/, () => run("metrics", "list", "--format", "json")],
  [/^\/metrics$/, (_, search) => run("metrics", ...search.getAll("id"), ...flags(search), "--every", search.get("gran") ?? "week")],
  [/^\/explain\/([a-z_]+)$/, ([, id], search) => explain(id, search)],
  [/^\/points$/, (_, search) => points(search)],
  [/^\/pull-requests$/, (_, search) => facts.pullRequests(search)],
  [/^\/pull-requests\/([^/]+\/[^/]+)\/(\d+)$/, ([, repository, number]) => facts.pullRequest(repository, Number(number))],
  [/^\/deployments$/, (_, search) => deployments(search)],
  [/^\/incidents$/, () => facts.incidents()],
  [/^\/releases$/, () => facts.releases()],
  [/^\/annotations$/, () => facts.annotations()],
  [/^\/corrections$/, () => facts.corrections()],
  [/^\/repositories$/, () => facts.repositoryList()],
  [/^\/teams$/, () => facts.teamList()],
  [/^\/views$/, () => ({ views: [] })],
];

function explain(id, search) {
  const range = search.get("sel")?.split(":") ?? [];
  const answer = JSON.parse(run("explain", id, ...flags(search)));
  const length = { day: 1, week: 7, month: 30, quarter: 91 }[range[0]];
  if (length !== undefined) {
    const from = Date.parse(range[1]);
    answer.items = answer.items.filter(({ at }) => at && Date.parse(at) >= from && Date.parse(at) < from + length * 86_400_000);
    answer.count = answer.items.filter(({ counted }) => counted).length;
  }
  const reasons = {};
  for (const { counted, reason } of answer.items) if (!counted) reasons[reason] = (reasons[reason] ?? 0) + 1;
  const counted = answer.items.filter((item) => item.counted).length;
  const start = Number(search.get("cursor") || 0);
  const total = answer.items.length;
  const sorted = answer.items.sort((a, b) => Number(b.counted) - Number(a.counted));
  return { ...answer, total, counted, reasons, items: sorted.slice(start, start + 100), next: start + 100 < total ? String(start + 100) : null };
}

function points(search) {
  const answer = JSON.parse(run("explain", search.get("id"), ...flags(search)));
  const counted = answer.items.filter((item) => item.counted && item.value !== undefined);
  const repositories = [...new Set(counted.map(({ repository }) => repository))];
  return {
    window: answer.window, unit: "seconds", repositories, total: counted.length,
    at: counted.map(({ at }) => at), value: counted.map(({ value }) => value),
    repository: counted.map(({ repository }) => repositories.indexOf(repository)),
    number: counted.map(({ pull_request }) => pull_request?.number ?? null),
  };
}

function deployments(search) {
  const answer = JSON.parse(run("explain", "change_fail_rate", ...flags(search)));
  const items = answer.items.filter(({ counted }) => counted).reverse();
  return {
    deployments: items.map((item) => ({ ...item, id: item.deployment, status: "success", url: null, commit: null, changes: 1 })),
    total: items.length, next: null,
  };
}

createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, "http://localhost");
  if (pathname === "/api/v1/events") {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write("retry: 2000\n\n");
    return;
  }
  if (pathname.startsWith("/api/v1")) return answerApi(pathname.slice(7), searchParams, response);
  const file = join(dist, pathname);
  const shown = extname(pathname) !== "" && existsSync(file) ? file : join(dist, "index.html");
  response.writeHead(200, { "content-type": types[extname(shown)] ?? "text/plain", "content-security-policy": policy });
  response.end(readFileSync(shown));
}).listen(port, "127.0.0.1", () => console.log(`http://127.0.0.1:${port}`));

function answerApi(path, search, response) {
  for (const [pattern, handler] of routes) {
    const match = pattern.exec(path);
    if (match === null) continue;
    try {
      const answer = handler(match, search);
      if (answer !== undefined) {
        response.writeHead(200, { "content-type": "application/json" });
        response.end(typeof answer === "string" ? answer : JSON.stringify(answer));
        return;
      }
    } catch (error) {
      response.writeHead(500, { "content-type": "application/problem+json" });
      response.end(JSON.stringify({ title: "The server failed", status: 500, detail: String(error.message).slice(0, 200) }));
      return;
    }
  }
  response.writeHead(404, { "content-type": "application/problem+json" });
  response.end(JSON.stringify({ title: "Not found", status: 404, detail: `There is no ${path}.` }));
}
