// Everything that can go wrong: its name, a sentence, when it happens unless that is said, its
// own options with their usual values, and what it does. `start` happens once at the beginning; `before` and `after` change the world around a
// request; `instead` replaces an answer, `alter` spoils it, and `manner` spoils how it is sent.

import * as changes from "./changes.js";
import * as heavy from "./heavy.js";
import * as identity from "./identity.js";
import * as limits from "./limits.js";
import * as pages from "./pages.js";
import * as permission from "./permission.js";
import * as wire from "./wire.js";

// The second of the requests that are concerned, when a sync is well under way.
const ONCE = { at: 2 };
const ALWAYS = { every: 1 };
const OFTEN = { chance: 0.2 };
const { restRefusals: rest } = permission;

const asksFor = (field) => (call) => Boolean(call.price?.fields.has(field));
const asksForPulls = asksFor("Repository.pullRequests");

/**
 * @typedef {object} Fault
 * @property {string} name
 * @property {string} says
 * @property {"graphql"|"rest"} [door]
 * @property {object} [usually]
 * @property {object} [options]
 */

/** @type {Fault[]} */
export const FAULTS = [
  // Limits.
  {
    name: "primary-graphql",
    says: "the hour's points are used up: 200 with RATE_LIMITED, and x-ratelimit-reset",
    door: "graphql",
    options: { wait: 2 },
    instead: limits.hourIsUsedUp("RATE_LIMITED"),
  },
  {
    name: "primary-graphql-new",
    says: "the same in the newer spelling: RATE_LIMIT and graphql_rate_limit",
    door: "graphql",
    options: { wait: 2 },
    instead: limits.hourIsUsedUp("RATE_LIMIT"),
  },
  {
    name: "limited-with-budget",
    says: "limited, though points are left and nothing says until when",
    door: "graphql",
    options: { wait: 60 },
    instead: limits.limitedWithBudget,
  },
  {
    name: "primary-rest",
    says: "the hour's REST requests are used up: 403, or status=429",
    door: "rest",
    options: { wait: 2, status: 403 },
    instead: limits.restHourIsUsedUp,
  },
  {
    name: "secondary",
    says: "too fast: 403 with retry-after",
    options: { wait: 1 },
    instead: limits.tooFast(403),
  },
  {
    name: "secondary-429",
    says: "too fast: 429 with retry-after, of REST",
    door: "rest",
    options: { wait: 1 },
    instead: limits.tooFast(429),
  },
  {
    name: "secondary-reset",
    says: "too fast: 403 with x-ratelimit-reset alone",
    options: { wait: 60 },
    instead: limits.tooFastUntilReset,
  },
  {
    name: "secondary-bare",
    says: "too fast: 403 that says nothing of when to come back",
    options: { wait: 60 },
    instead: limits.tooFastUntold,
  },
  {
    name: "secondary-bare-200",
    says: "too fast: 200 with an error that says nothing of when to come back",
    door: "graphql",
    options: { wait: 60 },
    instead: limits.tooFastUntoldAsErrors,
  },

  // Too heavy, or broken.
  {
    name: "timeout-502",
    says: "too slow: 502 with 'Something went wrong', for extra points; seconds=10 is what it takes",
    door: "graphql",
    options: { seconds: 0 },
    instead: heavy.timeout(502),
    manner: ({ options }) => ({ delay: options.seconds }),
  },
  {
    name: "timeout-200",
    says: "the same with status 200",
    door: "graphql",
    instead: heavy.timeout(200),
  },
  { name: "nginx-502", says: "502 with a page of nginx", instead: heavy.nginxPage },
  {
    name: "gateway-504",
    says: "504 with 'We couldn't respond to your request in time'",
    instead: heavy.gatewayTimeout,
  },
  { name: "server-500", says: "500", instead: heavy.serverError(500) },
  { name: "server-503", says: "503", instead: heavy.serverError(503) },
  {
    name: "upstream-error",
    says: "503 with the text 'upstream connect error'",
    instead: heavy.upstreamError,
  },
  {
    name: "resource-limits",
    says: "200, but every row of the page is null with RESOURCE_LIMITS_EXCEEDED",
    door: "graphql",
    alter: heavy.resourceLimits(() => false),
  },
  {
    name: "resource-limits-partial",
    says: "the same for every other row",
    door: "graphql",
    alter: heavy.resourceLimits((index) => index % 2 === 0),
  },
  {
    name: "node-limit",
    says: "MAX_NODE_LIMIT_EXCEEDED",
    door: "graphql",
    instead: heavy.tooManyNodes,
  },
  {
    name: "excessive-pagination",
    says: "EXCESSIVE_PAGINATION",
    door: "graphql",
    instead: pages.excessivePagination,
  },
  {
    name: "missing-pagination",
    says: "MISSING_PAGINATION_BOUNDARIES",
    door: "graphql",
    instead: pages.missingPagination,
  },
  {
    name: "undefined-field",
    says: "an older server knows no field=TYPE.FIELD",
    door: "graphql",
    usually: ALWAYS,
    options: { field: "Commit.changedFilesIfAvailable" },
    when: permission.asksForField,
    instead: permission.fieldUnknown,
  },

  // On the wire.
  {
    name: "truncated-json",
    says: "half of the JSON, sent as if it were all",
    manner: wire.truncated,
  },
  {
    name: "short-body",
    says: "less than content-length says, then the end",
    manner: wire.shortened,
  },
  {
    name: "reset-before",
    says: "the connection is reset in place of a reply",
    manner: wire.resetBefore,
  },
  {
    name: "reset-midway",
    says: "the connection is reset in the middle of the body",
    manner: wire.resetMidway,
  },
  { name: "no-reply", says: "the connection ends without a word", manner: wire.nothing },
  {
    name: "stall",
    says: "half of the reply, then silence",
    options: { seconds: 60 },
    manner: wire.stalled,
  },
  { name: "silence", says: "nothing at all", options: { seconds: 60 }, manner: wire.silent },
  {
    name: "slow-body",
    says: "a byte of the body every so many seconds",
    options: { seconds: 1 },
    manner: wire.slow,
  },
  {
    name: "no-http",
    says: "bytes that are no HTTP, as a broken TLS handshake looks",
    manner: wire.noHttp,
  },
  { name: "broken-gzip", says: "a packed body that cannot be unpacked", manner: wire.brokenGzip },
  {
    name: "huge-body",
    says: "a body of many megabytes",
    options: { megabytes: 50 },
    manner: wire.hugeBody,
  },
  {
    name: "gzip-bomb",
    says: "a body of many megabytes that is small on the wire",
    options: { megabytes: 50 },
    manner: wire.gzipBomb,
  },
  { name: "not-utf8", says: "a body that is no UTF-8", manner: wire.notUtf8 },
  { name: "bom", says: "a byte order mark first", manner: wire.byteOrderMark },
  { name: "html-200", says: "200 with a page of HTML", manner: wire.html },

  // Pages.
  {
    name: "same-page",
    says: "the page before, once more",
    door: "graphql",
    usually: { at: 3 },
    when: pages.hasCursor,
    watch: pages.remember,
    instead: pages.samePage,
  },
  {
    name: "reversed-page",
    says: "the rows of a page in another order",
    door: "graphql",
    alter: pages.reversed,
  },
  {
    name: "stuck-cursor",
    says: "more is promised after the same cursor",
    door: "graphql",
    when: pages.hasCursor,
    alter: pages.stuck,
  },
  {
    name: "empty-page",
    says: "an empty last page without a cursor",
    door: "graphql",
    when: pages.hasCursor,
    alter: pages.emptied,
  },
  {
    name: "moving-feed",
    says: "rows=3 pull requests change after a page",
    door: "graphql",
    usually: { every: 1, times: 10 },
    options: { rows: 3 },
    when: asksForPulls,
    after: (answer, occasion) => changes.touch(occasion),
  },
  {
    name: "invalid-cursor",
    says: "a cursor that was good is refused",
    door: "graphql",
    when: pages.hasCursor,
    instead: pages.cursorRefused,
  },

  // Odd data.
  {
    name: "deleted-accounts",
    says: "a share of the people are nobody any more",
    options: { share: 0.3 },
    start: changes.deleteAccounts,
  },
  {
    name: "no-merge-commits",
    says: "a share of the merges have no commit",
    options: { share: 0.3 },
    start: changes.loseMergeCommits,
  },
  {
    name: "empty-repositories",
    says: "nothing was ever pushed: no default branch",
    start: changes.emptyRepositories,
  },
  {
    name: "unknown-verdicts",
    says: "a share of the reviews that say neither yes nor no use a new word",
    options: { share: 0.5 },
    start: pages.unknownVerdicts,
  },
  {
    name: "unknown-items",
    says: "something of a new type in every timeline",
    door: "graphql",
    usually: ALWAYS,
    alter: pages.unknownItems,
  },
  {
    name: "extra-fields",
    says: "new members everywhere",
    door: "graphql",
    usually: ALWAYS,
    alter: pages.extraFields,
  },
  {
    name: "uncountable-commits",
    says: "a share of the commits are null when their lines are asked for",
    options: { share: 0.05 },
    start: heavy.makeUncountable,
  },

  // Refusals.
  { name: "not-found", says: "no such repository", instead: permission.notFound },
  {
    name: "lost-access",
    says: "no such repository from now on",
    usually: { at: 3 },
    before: changes.lose,
  },
  {
    name: "forbidden",
    says: "what=deployments+issues+pullRequests+commits+releases+actions+teams is not for this by=token or by=integration",
    options: { what: "deployments", by: "token" },
    start: permission.forbidParts,
  },
  {
    name: "saml",
    says: "the organisation wants single sign-on",
    usually: ALWAYS,
    when: (call) => Boolean(call.repository),
    instead: permission.samlEnforced,
  },
  {
    name: "sso-partial",
    says: "a header says that organisations were left out",
    usually: ALWAYS,
    alter: permission.partialResults,
  },
  {
    name: "ip-allow-list",
    says: "the organisation does not let this address in",
    usually: ALWAYS,
    when: (call) => Boolean(call.repository),
    instead: permission.ipNotAllowed,
  },
  {
    name: "oauth-restrictions",
    says: "the organisation does not let this application in",
    usually: ALWAYS,
    when: (call) => Boolean(call.repository),
    instead: permission.appNotAllowed,
  },
  {
    name: "insufficient-scopes",
    says: "the token lacks read:org: a query that asks for teams fails as a whole",
    start: permission.fewerScopes,
  },

  // Who asks.
  { name: "bad-credentials", says: "401", instead: identity.badToken },
  {
    name: "revoked-token",
    says: "401 from now on for the token",
    usually: { at: 3 },
    before: identity.revokeToken,
  },
  {
    name: "too-many-logins",
    says: "403 for good tokens too",
    usually: { from: 2, times: 3 },
    instead: identity.tooManyLogins,
  },
  {
    name: "token-expires",
    says: "the tokens that the App minted end now",
    usually: { at: 4 },
    before: identity.expireTokens,
  },
  {
    name: "token-lag",
    says: "401 in the first seconds of a new token of an App",
    usually: ALWAYS,
    options: { seconds: 1 },
    when: identity.isFresh,
    instead: identity.badToken,
  },
  {
    name: "installation-suspended",
    says: "the App's installation is suspended: no tokens any more",
    usually: { at: 4 },
    before: identity.suspendInstallations,
  },
  {
    name: "installation-deleted",
    says: "the App's installation is gone",
    usually: { at: 4 },
    before: identity.deleteInstallations,
  },
  {
    name: "clock-skew",
    says: "GitHub's clock is ahead by so many seconds, or behind",
    options: { seconds: -90 },
    start: identity.skewClock,
  },

  // Places.
  { name: "renamed", says: "the repository has another name from now on", before: changes.rename },
  {
    name: "transferred",
    says: "the repository belongs to=OWNER from now on",
    options: { to: "elsewhere" },
    before: changes.transfer,
  },
  {
    name: "moved-307",
    says: "307 to where the repository is by its number",
    door: "rest",
    when: changes.hasMoved,
    instead: changes.movedTo(307, true),
  },
  {
    name: "moved-blind",
    says: "301 with an empty location",
    door: "rest",
    when: changes.hasMoved,
    instead: changes.movedTo(301, false),
  },
  {
    name: "name-reused",
    says: "another repository has the name from now on",
    before: changes.reuseName,
  },
  {
    name: "dmca-451",
    says: "451: taken down",
    usually: ALWAYS,
    when: (call) => Boolean(call.repository),
    instead: permission.blocked(451, "dmca"),
  },
  {
    name: "tos-403",
    says: "403: blocked",
    usually: ALWAYS,
    when: (call) => Boolean(call.repository),
    instead: permission.blocked(403, "tos"),
  },
  { name: "rest-404", says: "404", door: "rest", instead: rest.notFound },
  { name: "rest-410", says: "410: switched off", door: "rest", instead: rest.gone },
  { name: "rest-409", says: "409: empty", door: "rest", instead: rest.empty },
  {
    name: "rest-422",
    says: "422: more results than can be paged through",
    door: "rest",
    instead: rest.tooMany,
  },
  { name: "rest-422-spam", says: "422: spam", door: "rest", instead: rest.spam },
  { name: "rest-202", says: "202: not ready yet", door: "rest", instead: rest.notReady },

  // History written anew, and what vanishes.
  {
    name: "force-push",
    says: "the default branch loses drop=3 commits and gets add=2",
    options: { drop: 3, add: 2 },
    before: changes.forcePush,
  },
  {
    name: "commits-replaced",
    says: "a pull request's branch is written anew",
    before: changes.replaceCommits,
  },
  { name: "reopened", says: "a closed pull request is open again", before: changes.reopen },
  { name: "deleted-review", says: "a review vanishes", before: changes.vanish("review") },
  { name: "deleted-issue", says: "an issue vanishes", before: changes.vanish("issue") },
  {
    name: "deleted-release",
    says: "a release vanishes with its tag",
    before: changes.vanish("release"),
  },
  {
    name: "deleted-deployment",
    says: "a deployment vanishes",
    before: changes.vanish("deployment"),
  },

  // All at once.
  {
    name: "brown-out",
    says: "a share of all requests fails in one of three ways",
    usually: OFTEN,
    instead: heavy.brownOut,
  },
  {
    name: "maintenance-503",
    says: "503 with a page of HTML, for a while",
    usually: { from: 2, times: 3 },
    instead: heavy.maintenancePage,
  },
];

/** When a fault happens unless that is said; what happens at the beginning is there for good. */
export const usualTime = (fault) => fault.usually ?? (fault.start ? {} : ONCE);

/** What --list-faults prints. */
export function faultList() {
  const width = Math.max(...FAULTS.map((fault) => fault.name.length));
  const lines = FAULTS.map((fault) => {
    const { name, says, options } = fault;
    const words = Object.entries({ ...usualTime(fault), ...options }).map(
      ([key, value]) => `${key}=${value}`,
    );
    return `  ${name.padEnd(width)}  ${says}${words.length ? ` (${words.join(",")})` : ""}`;
  });
  return `--fault NAME[:KEY=VALUE,…], where in brackets stands what holds unless it is said otherwise.
When it happens, counted over the requests that it concerns:

  at=3 or at=3+7      the third request, or the third and the seventh
  every=7             every seventh
  from=5              none before the fifth
  times=2             at most twice
  chance=0.2          one of five, by the seed
  operation=NAME      of these requests alone, as /_simulator/statistics names them
  repository=O/R      about this repository alone
  above=10            of pages of more than ten rows alone, so that a smaller one helps

${lines.join("\n")}
`;
}
