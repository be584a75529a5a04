// The product's questions, as the product puts them together.

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../../../src/sources/github/queries/", import.meta.url));

export const queryNames = () =>
  readdirSync(FOLDER)
    .filter((file) => file.endsWith(".graphql"))
    .map((file) => file.slice(0, -".graphql".length));

const textOf = (path) =>
  readFileSync(FOLDER + path, "utf8").replace(/^#include (\S+)$/gm, (line, inner) => textOf(inner));

/** The document of a file, where what is marked as repeated is said so many times. */
export function documentOf(name, times = 1) {
  return textOf(`${name}.graphql`).replace(/^ *#repeat\n(.*?)^ *#end\n/gms, (marked, lines) =>
    Array.from({ length: times }, (_, index) => lines.replace(/_0\b/g, `_${index}`)).join(""),
  );
}

/** Variables for as many: "id_0" is said of each. */
export function repeatedVariables(variables, times) {
  const all = {};
  for (const [name, value] of Object.entries(variables)) {
    if (!name.endsWith("_0")) all[name] = value;
    else for (let n = 0; n < times; n += 1) all[name.replace(/0$/, String(n))] = value;
  }
  return all;
}
