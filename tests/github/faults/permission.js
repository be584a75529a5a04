// GitHub refuses: the repository, a part of it, an organisation, or a field.

import { GitHubError } from "../graphql/errors.js";
import { graphqlErrors, message, reply } from "../service/replies.js";

const organisationOf = (call) => call.repository?.split("/")[0] ?? "acme";
const nullFor = { repository: null };

/** The same refusal, in the manner of each door. */
function refused(call, type, text, { extensions, headers = {} } = {}) {
  if (call.door === "rest") return message(403, text, {}, headers);
  const error = {
    type,
    path: ["repository"],
    ...(extensions ? { extensions } : {}),
    message: text,
  };
  return { ...graphqlErrors([error], nullFor), headers };
}

export function notFound({ call }) {
  if (call.door === "rest") return message(404, "Not Found");
  const name = call.repository ?? "unknown/unknown";
  const text = `Could not resolve to a Repository with the name '${name}'.`;
  return graphqlErrors([{ type: "NOT_FOUND", path: ["repository"], message: text }], nullFor);
}

const KINDS = { token: "personal access token", integration: "integration" };

/** Parts of every repository that the token may not see, from the beginning. */
export function forbidParts({ service, options }) {
  const text = `Resource not accessible by ${KINDS[options.by]}`;
  for (const repository of service.world.repositories.values()) {
    for (const part of String(options.what).split("+")) {
      const error = () => new GitHubError("FORBIDDEN", text, { saml_failure: false });
      repository.barriers.set(part, error);
    }
  }
}

export function samlEnforced({ call }) {
  const organisation = organisationOf(call);
  const url = `https://github.com/orgs/${organisation}/sso?authorization_request=AAAA`;
  return refused(
    call,
    "FORBIDDEN",
    "Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.",
    { extensions: { saml_failure: true }, headers: { "x-github-sso": `required; url=${url}` } },
  );
}

export function partialResults(answer) {
  answer.headers["x-github-sso"] = "partial-results; organizations=21955855,20582480";
}

export const ipNotAllowed = ({ call }) =>
  refused(
    call,
    "FORBIDDEN",
    `Although you appear to have the correct authorization credentials, the \`${organisationOf(call)}\` organization has an IP allow list enabled, and your IP address is not permitted to access this resource.`,
  );

export const appNotAllowed = ({ call }) =>
  refused(
    call,
    "FORBIDDEN",
    `Although you appear to have the correct authorization credentials, the \`${organisationOf(call)}\` organization has enabled OAuth App access restrictions, meaning that data access to third-parties is limited.`,
  );

export function fewerScopes({ service }) {
  service.tokens.scopes = "repo";
}

const block = (reason) => ({
  reason,
  created_at: "2026-01-01T00:00:00Z",
  html_url: "https://github.com/github/dmca",
});

export const blocked =
  (status, reason) =>
  ({ call }) =>
    call.door === "rest"
      ? reply(status, { message: "Repository access blocked", block: block(reason) })
      : refused(call, "FORBIDDEN", "Repository access blocked");

export const asksForField = (call, { field }) => Boolean(call.price?.fields.has(field));

/** An older server does not know a field. */
export function fieldUnknown({ options }) {
  const [typeName, fieldName] = options.field.split(".");
  return graphqlErrors([
    {
      path: ["query", fieldName],
      extensions: { code: "undefinedField", typeName, fieldName },
      locations: [{ line: 1, column: 1 }],
      message: `Field '${fieldName}' doesn't exist on type '${typeName}'`,
    },
  ]);
}

export const restRefusals = {
  notFound: () => message(404, "Not Found"),
  gone: () => message(410, "Issues are disabled for this repo"),
  empty: () => message(409, "Git Repository is empty."),
  tooMany: () => message(422, "Only the first 1000 search results are available"),
  spam: () =>
    message(422, "Validation Failed", { errors: [{ code: "custom", message: "spammy" }] }),
  notReady: () => reply(202, {}),
};
