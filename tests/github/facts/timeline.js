// What happened to a pull request, in the order in which GitHub tells it.

import { microsecondsOf } from "./times.js";

// Of one moment, commits come before events, those before reviews, and comments last. The
// numbers stay the same when something is added, so a cursor between two items holds.
const FIRST_NUMBERS = { commit: 0, event: 10_000_000, review: 20_000_000, comment: 40_000_000 };

export const TYPES_OF_EVENTS = {
  ready_for_review: "ReadyForReviewEvent",
  converted_to_draft: "ConvertToDraftEvent",
  review_requested: "ReviewRequestedEvent",
  review_request_removed: "ReviewRequestRemovedEvent",
  closed: "ClosedEvent",
  reopened: "ReopenedEvent",
  merged: "MergedEvent",
  force_pushed: "HeadRefForcePushedEvent",
  base_changed: "BaseRefChangedEvent",
  queued: "AddedToMergeQueueEvent",
  dequeued: "RemovedFromMergeQueueEvent",
};

/** "ReadyForReviewEvent" is asked for as READY_FOR_REVIEW_EVENT. */
export const itemTypeOf = (typename) => typename.replace(/([a-z])([A-Z])/g, "$1_$2").toUpperCase();

function commitItems(fact) {
  // GitHub keeps the order of the branch, whatever the clocks of its authors say.
  let time = -Infinity;
  return fact.commits.map((commit, index) => {
    time = Math.max(time, microsecondsOf(commit.committed_at));
    const databaseId = FIRST_NUMBERS.commit + index + 1;
    return { typename: "PullRequestCommit", time, databaseId, commit };
  });
}

function eventItems(fact) {
  return fact.events.map((event, index) => ({
    typename: TYPES_OF_EVENTS[event.type],
    time: microsecondsOf(event.at),
    databaseId: FIRST_NUMBERS.event + index + 1,
    event,
  }));
}

function conversationItem(row) {
  const isReview = row.kind === "review";
  return {
    typename: isReview ? "PullRequestReview" : "IssueComment",
    time: microsecondsOf(isReview ? row.fact.submitted_at : row.fact.created_at),
    databaseId: FIRST_NUMBERS[row.kind] + row.databaseId,
    row,
  };
}

/**
 * @param {{fact: object}} pull
 * @param {Iterable<{kind: string, fact: object, databaseId: number}>} conversation
 */
export function timelineOf(pull, conversation) {
  const items = [
    ...commitItems(pull.fact),
    ...eventItems(pull.fact),
    ...[...conversation].map(conversationItem),
  ];
  return items.sort((left, right) => left.time - right.time || left.databaseId - right.databaseId);
}
