// What a test claims; an error says what was found instead.

import { deepStrictEqual, fail, match, ok, strictEqual } from "node:assert/strict";

export const equal = deepStrictEqual;
export const same = strictEqual;
export const holds = ok;
export const matches = match;
export const fails = fail;

export function none(found, what) {
  if (found.length > 0) fail(`${what}:\n  ${found.slice(0, 8).join("\n  ")}`);
}
