// The page in a real browser over the real server with the sample organisation:
//
//   node tests/web/run.mjs --shiplog build/debug/shiplog [NAME…]
//   node tests/web/run.mjs --url http://127.0.0.1:8080 --shiplog build/debug/shiplog [NAME…]
//
// NAME: only these files, by the beginning of their names. Ends with the line that
// tools/summarize_tests adds up.

import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { parseArgs } from "node:util";
import { closePage, startBrowser } from "./browser.mjs";
import { startServer } from "./server.mjs";

const { values: options, positionals: names } = parseArgs({
  options: { shiplog: { type: "string" }, url: { type: "string" } },
  allowPositionals: true,
});

const server =
  options.url === undefined
    ? await startServer(options.shiplog)
    : {
        url: options.url,
        shiplog: (...words) => JSON.parse(execFileSync(options.shiplog, words, { encoding: "utf8", maxBuffer: 1 << 29 })),
        stop: async () => {},
      };
const browser = await startBrowser();
const surroundings = {
  browser,
  url: server.url,
  shiplog: server.shiplog,
  ask: async (path) => {
    const response = await fetch(`${server.url}/api/v1${path}`);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  },
};

let passed = 0;
let failed = 0;
const files = readdirSync(new URL(".", import.meta.url)).filter(
  (file) => file.endsWith("_test.mjs") && (names.length === 0 || names.some((name) => file.startsWith(name))),
);
for (const file of files.sort()) {
  const { tests } = await import(`./${file}`);
  console.log(file);
  for (const [name, run] of tests(surroundings)) {
    try {
      await run();
      passed += 1;
    } catch (error) {
      failed += 1;
      console.log(`  FAILED ${name}\n    ${String(error.stack).split("\n").slice(0, 12).join("\n    ")}`);
      await Promise.all(browser.contexts().flatMap((context) => context.pages()).map(closePage));
    }
  }
}
await browser.close();
await server.stop();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
