// Replies in GitHub's own words.

const DOCUMENTATION = "https://docs.github.com/rest";
const SECONDARY =
  "You have exceeded a secondary rate limit. Please wait a few minutes before you try again. " +
  "If you reach out to GitHub Support for help, please include the request ID";

/** @returns {{status: number, headers: object, body: object|string|Buffer}} */
export const reply = (status, body, headers = {}) => ({ status, headers, body });

export const message = (status, text, more = {}, headers = {}) =>
  reply(
    status,
    { message: text, documentation_url: DOCUMENTATION, status: String(status), ...more },
    headers,
  );

export const graphqlErrors = (errors, data) =>
  reply(200, data === undefined ? { errors } : { data, errors });

export const notFound = () => message(404, "Not Found");
export const badCredentials = () => message(401, "Bad credentials");

export const primaryGraphQL = (spelling = "RATE_LIMITED") =>
  graphqlErrors([
    spelling === "RATE_LIMITED"
      ? { type: "RATE_LIMITED", message: "API rate limit exceeded for user ID 1." }
      : {
          type: "RATE_LIMIT",
          code: "graphql_rate_limit",
          message: "API rate limit already exceeded for user ID 1.",
        },
  ]);

export const primaryRest = (status = 403) =>
  reply(status, {
    message:
      "API rate limit exceeded for user ID 1. If you reach out to GitHub Support for help, " +
      "please include the request ID and timestamp.",
    documentation_url:
      "https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#primary-rate-limits",
    status: String(status),
  });

const secondaryBody = (requestId) => ({
  documentation_url:
    "https://docs.github.com/free-pro-team@latest/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits",
  message: `${SECONDARY} ${requestId}.`,
});

export const secondary = (status, requestId, headers = {}) =>
  reply(status, secondaryBody(requestId), headers);

export const secondaryAsErrors = (requestId) => graphqlErrors([secondaryBody(requestId)]);

export const somethingWentWrong = (requestId) =>
  "Something went wrong while executing your query. This may be the result of a timeout, or it " +
  `could be a GitHub bug. Please include \`${requestId}\` when reporting this issue.`;
