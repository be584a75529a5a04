// The real server over the sample organisation, in a folder of its own.

import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The sample ends today, as the server's clock cannot be set. */
const until = new Date().toISOString().slice(0, 10);

export async function startServer(binary) {
  const folder = mkdtempSync(join(tmpdir(), "shiplog-web-"));
  const store = `sqlite:${join(folder, "store.db")}`;
  const environment = { ...process.env, SHIPLOG_STORE: store, GITHUB_TOKEN: "", GH_CONFIG_DIR: folder };
  const run = (words, input) =>
    execFileSync(binary, words, { env: environment, input, encoding: "utf8", maxBuffer: 1 << 29, stdio: ["pipe", "pipe", "ignore"] });
  run(["import", "-"], run(["sample", "--until", until]));
  const child = spawn(binary, ["serve", "--listen", "127.0.0.1:0"], { env: environment, stdio: ["ignore", "pipe", "pipe"] });
  const url = await addressOf(child);
  return {
    url,
    shiplog: (...words) => JSON.parse(run(words)),
    stop: async () => {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}

/** The server says where it listens as soon as it does. */
function addressOf(child) {
  return new Promise((resolve, reject) => {
    let said = "";
    const hear = (chunk) => {
      said += chunk;
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
      if (found !== null) resolve(found[0]);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
  });
}
