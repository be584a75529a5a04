// The address of the page is the only place where what it shows is kept.

import { useCallback, useMemo } from "react";
import { useLocation, useSearch } from "wouter";
import { parseQuery, writeQuery } from "../query/grammar";
import { withMatch, type Match } from "../query/comparison";
import { joinSearch, type PageKey, splitSearch } from "../query/page_keys";
import type { Query } from "../query/query";
import type { Dropped } from "../query/grammar";

/** Undefined takes a filter away. */
export type Changed = { [Key in keyof Query]?: Query[Key] | undefined };

export interface Question {
  query: Query;
  match: Match;
  /** What the API is asked: equal questions have equal text. */
  search: string;
  /** What the address said and the page does not understand. */
  dropped: readonly Dropped[];
  page: Partial<Record<PageKey, string>>;
  /** Other filters, in place of the present ones in the history. */
  change(query: Changed): void;
  /** Other keys of the page; `push` makes a step that Back undoes. */
  turn(page: Partial<Record<PageKey, string>>, step?: "push" | "replace"): void;
}

export function useQuestion(): Question {
  const search = useSearch();
  const [path, navigate] = useLocation();
  const { question, page } = useMemo(() => splitSearch(search), [search]);
  const { query, dropped } = useMemo(() => parseQuery(question), [question]);
  const match: Match = page.match === "weekday" ? "weekday" : "date";

  const turn = useCallback<Question["turn"]>(
    (changed, step = "push") => {
      const next = joinSearch(writeQuery(query), { ...page, ...changed });
      navigate(next === "" ? path : `${path}?${next}`, { replace: step === "replace" });
    },
    [navigate, path, page, query],
  );
  const change = useCallback<Question["change"]>(
    (changed) => {
      const next = joinSearch(writeQuery({ ...query, ...changed } as Query), { ...page, sel: "" });
      navigate(next === "" ? path : `${path}?${next}`, { replace: true });
    },
    [navigate, path, page, query],
  );

  return useMemo(
    () => ({
      query,
      match,
      search: writeQuery(withMatch(query, match, new Date())),
      dropped,
      page,
      change,
      turn,
    }),
    [query, match, dropped, page, change, turn],
  );
}

/** The address of another page that shows the same scope and time. */
export function useLink(): (path: string) => string {
  const search = useSearch();
  return useCallback(
    (path) => {
      const { question, page } = splitSearch(search);
      const kept = joinSearch(question, page.match === undefined ? {} : { match: page.match });
      return kept === "" ? path : `${path}?${kept}`;
    },
    [search],
  );
}
