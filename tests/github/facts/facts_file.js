// Reading files of facts: NDJSON, plain or gzip by content.

import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

const isGzip = (bytes) => bytes[0] === 0x1f && bytes[1] === 0x8b;

/**
 * @param {string} text NDJSON.
 * @param {string} name For messages.
 * @returns {Iterable<object>}
 */
export function* factsOf(text, name) {
  let number = 0;
  for (const line of text.split("\n")) {
    number += 1;
    if (line.trim() === "") continue;
    try {
      yield JSON.parse(line);
    } catch (error) {
      throw new Error(`${name}:${number}: ${error.message}`);
    }
  }
}

/** @param {string} path */
export function readFacts(path) {
  const bytes = readFileSync(path);
  const text = (isGzip(bytes) ? gunzipSync(bytes) : bytes).toString("utf8");
  return factsOf(text.replace(/^\uFEFF/, ""), path);
}
