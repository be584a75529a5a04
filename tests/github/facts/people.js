// People that facts refer to, described or not.

import { whatGitHubKnows } from "./what_github_knows.js";

/** The fact of a person; one that no line describes is named after the id. */
export function personOf(world, id) {
  const known = world.find("person", id);
  if (known) return known.fact;
  const login =
    id
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-+|-+$/g, "") || "someone";
  return whatGitHubKnows({ kind: "person", id, login });
}

/** The type that GitHub gives an account. */
export function accountTypeOf(person) {
  if (person.is_bot) return "Bot";
  return person.id.startsWith("M_") ? "Mannequin" : "User";
}
