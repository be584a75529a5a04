// GitHub cannot answer in time, or not all of it.

import { graphqlErrors, reply, somethingWentWrong } from "../service/replies.js";
import { connectionsIn, setAt } from "./result.js";

const HTML = { "content-type": "text/html" };

// GitHub takes extra points for what it could not finish.
function punish({ service, call }) {
  service.charge(call);
}

export function timeout(status) {
  return (occasion) => {
    punish(occasion);
    const errors = [{ message: somethingWentWrong(occasion.call.id) }];
    return { ...graphqlErrors(errors, null), status };
  };
}

export function nginxPage(occasion) {
  punish(occasion);
  return reply(
    502,
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n" +
      "<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n",
    HTML,
  );
}

export function gatewayTimeout(occasion) {
  punish(occasion);
  return reply(504, {
    message:
      "We couldn't respond to your request in time. Sorry about that. Please try resubmitting " +
      "your request and contact us if the problem persists.",
  });
}

export const serverError = (status) => () => reply(status, { message: "Server Error" });

export const upstreamError = () =>
  reply(
    503,
    "upstream connect error or disconnect/reset before headers. reset reason: connection timeout",
  );

export const maintenancePage = () =>
  reply(
    503,
    "<!DOCTYPE html><html><head><title>Down for maintenance</title></head><body>" +
      "<h1>GitHub is down for maintenance</h1></body></html>",
    HTML,
  );

/** One of the ways in which GitHub is down. */
export function brownOut(occasion) {
  const ways = [timeout(502), nginxPage, upstreamError];
  return occasion.random.pick(ways)(occasion);
}

/** The rows of a page are null, as far as they are not spared, with an error for each. */
export function resourceLimits(isSpared) {
  return ({ body }) => {
    const list = connectionsIn(body.data)[0];
    if (!list) return;
    list.nodes.forEach((node, index) => {
      if (isSpared(index)) return;
      const path = [...list.path, "nodes", index];
      setAt(body.data, path, null);
      body.errors = body.errors ?? [];
      body.errors.push({
        type: "RESOURCE_LIMITS_EXCEEDED",
        path,
        message: "Resource limits for this query exceeded.",
      });
    });
  };
}

export const tooManyNodes = () =>
  graphqlErrors([
    {
      type: "MAX_NODE_LIMIT_EXCEEDED",
      message:
        "By the time this query traverses to the comments connection, it is requesting up to " +
        "1,000,000 possible nodes which exceeds the maximum limit of 500,000.",
    },
  ]);

/** Commits whose lines GitHub cannot count: asking for them makes the commit null. */
export function makeUncountable({ service, options, random }) {
  for (const repository of service.world.repositories.values()) {
    repository.history.change((commit) =>
      random.next() < options.share
        ? {
            ...commit,
            isUncountable: true,
            additions: undefined,
            deletions: undefined,
            changed_files: undefined,
          }
        : commit,
    );
  }
}
