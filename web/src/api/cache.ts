// Where answers are kept, and when the API is asked again.

import { QueryClient } from "@tanstack/react-query";
import { ApiProblem } from "./client";

/** Only what may be better next time: nobody there, too busy, a failure. */
function mayPass(error: Error): boolean {
  return error instanceof ApiProblem && (error.status === 0 || error.status >= 500);
}

export function makeAnswers(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // The server says when facts change, so age alone is no reason to ask.
        staleTime: 5 * 60_000,
        refetchOnWindowFocus: false,
        retry: (failures, error) => failures < 2 && mayPass(error),
        retryDelay: (failures) => Math.min(500 * 2 ** failures, 5000),
        networkMode: "always",
      },
    },
  });
}
