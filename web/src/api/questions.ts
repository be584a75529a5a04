// Every question that the page asks the API, by the name under which its answer is kept.

import { useRef } from "react";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { address, get } from "./client";
import type {
  Annotations,
  Catalog,
  Deployments,
  Explanation,
  Incidents,
  Metrics,
  Points,
  PullRequestDetail,
  PullRequests,
  Releases,
  Repositories,
  Session,
  Teams,
  Views,
} from "./types";

/** Answers that change when the facts do, and are asked anew then. */
export const facts = "facts";

/** Keeps what is on the screen until the new answer is there, so that nothing jumps; and
    when there is none, so that an old answer stands under the failure. */
function useFacts<Answer>(path: string, enabled = true) {
  const question = useQuery({
    queryKey: [facts, path],
    queryFn: ({ signal }) => get<Answer>(path, signal),
    placeholderData: keepPreviousData,
    enabled,
  });
  const shown = useRef<Answer>(undefined);
  if (question.data !== undefined) shown.current = question.data;
  const { data = question.isError ? shown.current : undefined, error, refetch } = question;
  return { data, error, refetch };
}

/** Without ids: the five of DORA with their grade. */
export function useMetrics(ids: readonly string[], search: string, enabled = true) {
  const parameters = new URLSearchParams(search);
  for (const id of ids) parameters.append("id", id);
  return useFacts<Metrics>(address("/metrics", parameters.toString()), enabled);
}

export function usePoints(id: string, search: string) {
  return useFacts<Points>(address("/points", search, { id }));
}

export function useExplanation(id: string, search: string, more: Record<string, string>) {
  return useInfiniteQuery({
    queryKey: [facts, "explain", id, search, more],
    queryFn: ({ signal, pageParam }) =>
      get<Explanation>(
        address(`/explain/${encodeURIComponent(id)}`, search, { ...more, cursor: pageParam }),
        signal,
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

export function usePullRequests(search: string, more: Record<string, string>) {
  return useInfiniteQuery({
    queryKey: [facts, "pull-requests", search, more],
    queryFn: ({ signal, pageParam }) =>
      get<PullRequests>(
        address("/pull-requests", search, { ...more, limit: "500", cursor: pageParam }),
        signal,
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  });
}

export function usePullRequest(repository: string, number: string) {
  return useFacts<PullRequestDetail>(`/pull-requests/${repository}/${number}`);
}

export function useDeployments(search: string, more: Record<string, string> = {}) {
  return useFacts<Deployments>(address("/deployments", search, { limit: "1000", ...more }));
}

export function useIncidents(search: string) {
  return useFacts<Incidents>(address("/incidents", search, { limit: "1000" }));
}

export function useReleases(search: string) {
  return useFacts<Releases>(address("/releases", search, { limit: "1000" }));
}

export function useAnnotations() {
  return useFacts<Annotations>("/annotations");
}

export function useRepositories() {
  return useFacts<Repositories>("/repositories");
}

export function useTeams() {
  return useFacts<Teams>("/teams");
}

export function useViews() {
  return useQuery({ queryKey: ["views"], queryFn: ({ signal }) => get<Views>("/views", signal) });
}

export function useSession() {
  return useQuery({
    queryKey: ["session"],
    queryFn: ({ signal }) => get<Session>("/session", signal),
  });
}

/** Definitions change with the program only. */
export function useCatalog() {
  return useQuery({
    queryKey: ["catalog"],
    queryFn: ({ signal }) => get<Catalog>("/catalog", signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
