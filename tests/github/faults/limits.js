// GitHub says that it has been asked too often.

import { primaryGraphQL, primaryRest, secondary, secondaryAsErrors } from "../service/replies.js";

const BOTH = ["graphql", "rest"];

/** Nothing of the limits is said. */
const NO_LIMITS = {
  "x-ratelimit-limit": null,
  "x-ratelimit-remaining": null,
  "x-ratelimit-used": null,
  "x-ratelimit-reset": null,
  "x-ratelimit-resource": null,
};

function wait({ service, call, options }, doors) {
  call.account.tellToWait(doors, service.clock.now() + options.wait * 1000);
}

/** The purse is empty; it says itself until when. */
function emptyPurse({ call, options }, door) {
  const purse = call.account.purses[door];
  purse.empty(options.wait);
  call.account.tellToWait([door], purse.snapshot().reset * 1000);
}

export const hourIsUsedUp = (spelling) => (occasion) => {
  emptyPurse(occasion, "graphql");
  return primaryGraphQL(spelling);
};

export function restHourIsUsedUp(occasion) {
  emptyPurse(occasion, "rest");
  return primaryRest(occasion.options.status);
}

export function limitedWithBudget(occasion) {
  wait(occasion, ["graphql"]);
  return primaryGraphQL("RATE_LIMIT");
}

export const tooFast = (status) => (occasion) => {
  wait(occasion, BOTH);
  return secondary(status, occasion.call.id, { "retry-after": String(occasion.options.wait) });
};

export function tooFastUntilReset(occasion) {
  wait(occasion, BOTH);
  const reset = occasion.service.clock.seconds() + occasion.options.wait;
  return secondary(403, occasion.call.id, { "x-ratelimit-reset": String(reset) });
}

export function tooFastUntold(occasion) {
  wait(occasion, BOTH);
  return secondary(403, occasion.call.id, NO_LIMITS);
}

export function tooFastUntoldAsErrors(occasion) {
  wait(occasion, BOTH);
  return { ...secondaryAsErrors(occasion.call.id), headers: NO_LIMITS };
}
