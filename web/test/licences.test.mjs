import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

const lock = JSON.parse(readFileSync(new URL("../package-lock.json", import.meta.url), "utf8"));
const own = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const allowed = ["MIT", "ISC", "Apache-2.0", "0BSD", "BSD-3-Clause", "OFL-1.1", "Unlicense"];

const shipped = Object.entries(lock.packages).filter(([path, { dev }]) => path !== "" && !dev);

it("Every package that a browser loads has a licence that lets us ship it", () => {
  const others = shipped.filter(([, { license }]) => !allowed.includes(license));
  expect(others.map(([path, { license }]) => `${path}: ${license}`)).toEqual([]);
  expect(shipped.length).toBeGreaterThan(10);
});

it("Every version is exact", () => {
  const versions = Object.entries({ ...own.dependencies, ...own.devDependencies });
  expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});
