// Pages that are not what they should be.

import { graphqlErrors } from "../service/replies.js";
import { connectionsIn, subjectOf } from "./result.js";

export const hasCursor = (call) => Boolean(call.query?.variables?.after);

/** Remembers what was answered, so that it can be answered again. */
export function remember(answer, { call, memory }) {
  memory[`${call.operation} ${call.repository}`] = answer.body;
}

/** The page before, once more. */
export function samePage({ call, memory }) {
  const body = memory[`${call.operation} ${call.repository}`];
  return body && { status: 200, headers: {}, body };
}

function outermost(answer) {
  return connectionsIn(answer.body.data)[0]?.connection;
}

export function reversed(answer) {
  outermost(answer)?.nodes.reverse();
}

/** More is promised, after the place that was asked for. */
export function stuck(answer, { call }) {
  const list = outermost(answer);
  if (!list) return;
  list.pageInfo.hasNextPage = true;
  list.pageInfo.endCursor = call.query.variables?.after ?? null;
}

export function emptied(answer) {
  const list = outermost(answer);
  if (!list) return;
  list.nodes = [];
  Object.assign(list.pageInfo, { hasNextPage: false, endCursor: null });
}

export function cursorRefused({ call }) {
  const { after } = call.query.variables;
  const error = {
    type: "INVALID_CURSOR_ARGUMENTS",
    path: ["repository"],
    message: `\`${after}\` does not appear to be a valid cursor.`,
  };
  return graphqlErrors([error], { repository: null });
}

export const excessivePagination = () =>
  graphqlErrors([
    {
      type: "EXCESSIVE_PAGINATION",
      path: ["repository", "pullRequests"],
      message:
        "Requesting 101 records on the `pullRequests` connection exceeds the `first` limit of 100 records.",
    },
  ]);

export const missingPagination = () =>
  graphqlErrors([
    {
      type: "MISSING_PAGINATION_BOUNDARIES",
      path: ["repository", "pullRequests"],
      message:
        "You must provide a `first` or `last` value to properly paginate the `pullRequests` connection.",
    },
  ]);

/** Members that nobody has heard of, wherever there is an object. */
export function extraFields(answer) {
  const { data } = answer.body;
  const subject = data?.[subjectOf(data)];
  const objects = [
    subject,
    ...connectionsIn(data).flatMap((list) => [list.connection, ...list.nodes]),
  ];
  for (const object of objects) {
    if (object) object.futureField = { __typename: "FutureThing", values: [1, null, "two"] };
  }
  answer.body.extensions = { warnings: ["something new"] };
}

/** Something of a type that nobody has heard of happens to every pull request. */
export function unknownItems(answer) {
  for (const { path, nodes } of connectionsIn(answer.body.data)) {
    if (path.at(-1) === "timelineItems") nodes.push({ __typename: "FutureEvent" });
  }
}

/** Reviews that say neither yes nor no are said in a word that nobody has heard of. */
export function unknownVerdicts({ service, random, options }) {
  for (const row of service.world.rowsOf("review")) {
    if (row.fact.state === "commented" && random.next() < options.share) {
      row.fact.stated = "pondered";
    }
  }
}
