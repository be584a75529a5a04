// Checks the types, runs every unit test, and ends with the line that tools/summarize_tests
// adds up.

import { spawnSync } from "node:child_process";
import { startVitest } from "vitest/node";

process.chdir(new URL("..", import.meta.url).pathname);
const types = spawnSync("node_modules/.bin/tsc", ["--noEmit"], { stdio: "inherit" });
const typesHold = types.status === 0;

const vitest = await startVitest("test", [], { run: true, watch: false });
const files = vitest.state.getTestModules();
const tests = files.flatMap((file) => [...file.children.allTests()]);
const count = (state) => tests.filter((test) => test.result().state === state).length;
const broken = files.filter((file) => file.errors().length > 0).length;
const passed = count("passed") + (typesHold ? 1 : 0);
const failed = count("failed") + broken + (typesHold ? 0 : 1);
const skipped = count("skipped");
await vitest.close();
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
