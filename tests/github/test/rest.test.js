// REST: windows of runs, Apps and their tokens, tags of replies.

import assert from "node:assert/strict";
import { generateKeyPairSync, sign } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { createdFilter } from "../rest/workflow_runs.js";
import { microsecondsOf } from "../facts/times.js";
import { start } from "./start.js";

const RUNS = "/repos/acme/shop/actions/runs";

test("a window of runs counts all, and pages through 1,000", async (context) => {
  const simulator = await start(context);
  const page = async (query) => (await simulator.get(`${RUNS}?per_page=100&${query}`)).json();
  const whole = await page("page=10");
  assert.deepEqual([whole.total_count, whole.workflow_runs.length], [1250, 100]);
  assert.equal((await page("page=11")).workflow_runs.length, 0);
  const hour = await page("created=2025-05-02T01:00:00Z..2025-05-02T01:59:59Z");
  assert.deepEqual([hour.total_count, hour.workflow_runs.length], [60, 60]);
  assert.ok(hour.workflow_runs[0].created_at > hour.workflow_runs[1].created_at, "newest first");
});

test("ranges of creation are read as GitHub reads them", () => {
  const at = (text) => microsecondsOf(text);
  const cases = [
    ["2025-05-02", "2025-05-02T23:59:59Z", true],
    ["2025-05-02", "2025-05-03T00:00:00Z", false],
    [">=2025-05-02T10:00:00Z", "2025-05-02T10:00:00Z", true],
    [">2025-05-02T10:00:00Z", "2025-05-02T10:00:00Z", false],
    ["<2025-05-02T10:00:00Z", "2025-05-02T09:59:59Z", true],
    ["<=2025-05-02", "2025-05-02T12:00:00Z", true],
    ["*..2025-05-02", "2025-05-02T12:00:00Z", true],
    ["2025-05-03..*", "2025-05-02T12:00:00Z", false],
  ];
  for (const [range, time, isIn] of cases)
    assert.equal(createdFilter(range)(at(time)), isIn, range);
});

test("what has not changed is not told again to the same token, for nothing", async (context) => {
  const simulator = await start(context);
  const first = await simulator.get("/repos/acme/shop");
  const tag = first.headers.get("etag");
  const again = await simulator.get("/repos/acme/shop", { "if-none-match": tag });
  assert.equal(again.status, 304);
  assert.equal(again.headers.get("x-ratelimit-used"), "1");
  const other = await simulator.get("/repos/acme/shop", {
    "if-none-match": tag,
    authorization: "token other",
  });
  assert.equal(other.status, 200);
});

const encoded = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** An App with a key of its own, and how it signs. */
function makeApp(context) {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const folder = mkdtempSync(join(tmpdir(), "simulator-"));
  context.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "app.pem");
  writeFileSync(path, publicKey.export({ type: "spki", format: "pem" }));
  const words = [
    "--app-id",
    "7",
    "--app-client-id",
    "Iv1.abc",
    "--app-public-key",
    path,
    "--installation",
    "42=acme",
  ];
  const tokenOf = (claims) => {
    const text = `${encoded({ alg: "RS256", typ: "JWT" })}.${encoded(claims)}`;
    return `${text}.${sign("RSA-SHA256", Buffer.from(text), privateKey).toString("base64url")}`;
  };
  return { words, tokenOf };
}

test("an App mints tokens that hold for an hour", async (context) => {
  const { words, tokenOf } = makeApp(context);
  const simulator = await start(context, words);
  const now = simulator.service.clock.seconds();
  const authorization = `Bearer ${tokenOf({ iss: "Iv1.abc", iat: now - 60, exp: now + 540 })}`;
  const found = await (await simulator.get("/orgs/acme/installation", { authorization })).json();
  assert.equal(found.id, 42);
  const minted = await simulator.post("/app/installations/42/access_tokens", {}, { authorization });
  assert.equal(minted.status, 201);
  const { token, expires_at: expiresAt } = await minted.json();
  assert.match(token, /^ghs_7_[\w.-]{400,}$/);
  assert.equal(Date.parse(expiresAt) / 1000 - now >= 3599, true);
  const ask = () =>
    simulator.get("/installation/repositories", { authorization: `token ${token}` });
  assert.equal((await (await ask()).json()).total_count, 2);
  simulator.service.clock.advance(3601);
  assert.equal((await ask()).status, 401);
});

test("a web token with times that are off is refused in GitHub's words", async (context) => {
  const { words, tokenOf } = makeApp(context);
  const simulator = await start(context, words);
  const now = simulator.service.clock.seconds();
  const cases = [
    [{ iat: now - 60, exp: now + 660 }, "'Expiration time' claim ('exp') is too far in the future"],
    [{ iat: now - 600, exp: now - 1 }, /^'Expiration time' claim \('exp'\) must be/],
    [{ iat: now + 60, exp: now + 300 }, /^'Issued at' claim \('iat'\) must be/],
    [{ iat: now - 60, exp: now + 300, iss: "somebody" }, /^'Issuer' claim/],
  ];
  for (const [claims, words] of cases) {
    const authorization = `Bearer ${tokenOf({ iss: "7", ...claims })}`;
    const reply = await simulator.post(
      "/app/installations/42/access_tokens",
      {},
      { authorization },
    );
    assert.equal(reply.status, 401);
    assert.notEqual(reply.headers.get("date"), null);
    const { message } = await reply.json();
    if (typeof words === "string") assert.equal(message, words);
    else assert.match(message, words);
  }
});

for (const [name, status, words] of [
  ["installation-suspended", 403, "This installation has been suspended"],
  ["installation-deleted", 404, "Not Found"],
]) {
  test(`${name}: no token any more`, async (context) => {
    const app = makeApp(context);
    const simulator = await start(context, [...app.words, "--fault", `${name}:at=1`]);
    const now = simulator.service.clock.seconds();
    const authorization = `Bearer ${app.tokenOf({ iss: "7", iat: now - 60, exp: now + 540 })}`;
    const reply = await simulator.post(
      "/app/installations/42/access_tokens",
      {},
      { authorization },
    );
    assert.equal(reply.status, status);
    assert.equal((await reply.json()).message, words);
  });
}

test("token-expires and token-lag", async (context) => {
  const app = makeApp(context);
  const simulator = await start(context, [...app.words, "--fault", "token-lag:seconds=0.1"]);
  const now = simulator.service.clock.seconds();
  const authorization = `Bearer ${app.tokenOf({ iss: "7", iat: now - 60, exp: now + 540 })}`;
  const minted = await simulator.post("/app/installations/42/access_tokens", {}, { authorization });
  const { token } = await minted.json();
  const status = async () =>
    (await simulator.get("/repos/acme/shop", { authorization: `token ${token}` })).status;
  assert.equal(await status(), 401);
  await new Promise((resolve) => setTimeout(resolve, 120));
  assert.equal(await status(), 200);
  await simulator.control("POST", "changes", { change: "token-expires" });
  assert.equal(await status(), 401);
});

test("a refresh token is good once", async (context) => {
  const simulator = await start(context);
  const ask = async () =>
    (
      await simulator.post(
        "/login/oauth/access_token",
        "grant_type=refresh_token&refresh_token=ghr_1",
      )
    ).json();
  assert.match((await ask()).access_token, /^ghu_/);
  assert.equal((await ask()).error, "bad_refresh_token");
});

test("only good tokens are good, and GraphQL wants one", async (context) => {
  const simulator = await start(context, ["--token", "ghp_good"]);
  const status = async (path, more) => (await simulator.get(path, more)).status;
  assert.equal(await status("/user"), 401);
  assert.equal(await status("/user", { authorization: "token ghp_good" }), 200);
  const anonymous = await fetch(`${simulator.url}/graphql`, {
    method: "POST",
    headers: { "user-agent": "test" },
    body: "{}",
  });
  assert.equal(anonymous.status, 401);
});

test("an Enterprise Server has no limits, and says which it is", async (context) => {
  const simulator = await start(context, ["--enterprise", "3.19.0"]);
  const { data } = await (
    await simulator.post("/api/graphql", { query: "{ rateLimit { cost } viewer { login } }" })
  ).json();
  assert.equal(data.rateLimit, null);
  const meta = await simulator.get("/api/v3/meta");
  assert.equal(meta.headers.get("x-ratelimit-limit"), null);
  assert.equal((await meta.json()).installed_version, "3.19.0");
});

test("tokens are counted, and shown as hashes", async (context) => {
  const simulator = await start(context);
  await simulator.get("/user", { authorization: "token ghp_secret" });
  const statistics = JSON.stringify(await simulator.control("GET", "statistics"));
  assert.doesNotMatch(statistics, /ghp_secret/);
  assert.match(statistics, /"rest_requests":1/);
});
