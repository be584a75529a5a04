// The search for issues and pull requests, as far as a change feed needs it: `org:`, `repo:`,
// `is:pr`, `is:issue`, `updated:>=TIME` and `sort:updated-asc`.

import { microsecondsOf } from "../../facts/times.js";
import { offsetConnection } from "../connection.js";
import { IssueView } from "./issue.js";
import { PullRequestView } from "./pull_request.js";

const RESULTS_MAX = 1000;

function termsOf(query) {
  const words = query.split(/\s+/).filter((word) => word.includes(":"));
  return new Map(
    words.map((word) => [word.slice(0, word.indexOf(":")), word.slice(word.indexOf(":") + 1)]),
  );
}

function isUpdatedWithin(row, range) {
  if (!range) return true;
  const time = microsecondsOf(row.fact.updated_at);
  const [from, until] = range.startsWith(">=") ? [range.slice(2), "*"] : range.split("..");
  return (
    (from === "*" || time >= microsecondsOf(from)) &&
    (until === undefined || until === "*" || time <= microsecondsOf(until))
  );
}

export function searchConnection(world, args, info) {
  const terms = termsOf(args.query);
  const isWanted = (each) =>
    (!terms.has("org") || each.owner === terms.get("org")) &&
    (!terms.has("repo") || each.fullName === terms.get("repo"));
  const repositories = [...world.repositories.values()].filter(isWanted);
  const pulls =
    terms.get("is") === "issue" ? [] : repositories.flatMap((each) => each.pulls.byUpdate.rows);
  const issues =
    terms.get("is") === "pr" ? [] : repositories.flatMap((each) => each.issues.byUpdate.rows);
  const found = [...pulls, ...issues].filter((row) => isUpdatedWithin(row, terms.get("updated")));
  const sign = terms.get("sort") === "updated-asc" ? 1 : -1;
  const timeOf = (row) => microsecondsOf(row.fact.updated_at);
  found.sort((left, right) => sign * (timeOf(left) - timeOf(right)));
  const viewOf = (row) =>
    row.kind === "issue" ? new IssueView(world, row) : new PullRequestView(world, row);
  const connection = offsetConnection(found.slice(0, RESULTS_MAX), viewOf, args, info);
  return { ...connection, issueCount: found.length };
}
