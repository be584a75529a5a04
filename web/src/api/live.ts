// Hears from the server what has changed, and asks only that anew.

import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { apiUrl, get } from "./client";
import { facts } from "./questions";
import type { Session, SyncState } from "./types";

export type RepositorySync = SyncState & { repository: string };

const syncs = new Map<string, RepositorySync>();
const listeners = new Set<() => void>();
let syncList: readonly RepositorySync[] = [];

/** How far the syncs are that were heard of since the page was opened. */
export function useSyncStates(): readonly RepositorySync[] {
  return useSyncExternalStore(subscribe, () => syncList);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Where the server's events do not come through, it is asked this often. */
const pollEvery = 15_000;

export function useLiveUpdates(): void {
  const answers = useQueryClient();
  useEffect(() => {
    const events = new EventSource(apiUrl("/events"));
    let poll: ReturnType<typeof setInterval> | undefined;
    events.addEventListener("open", () => {
      clearInterval(poll);
      poll = undefined;
    });
    events.addEventListener("error", () => {
      poll ??= setInterval(() => void askForNews(answers), pollEvery);
    });
    events.addEventListener("snapshot", () => void refresh(answers));
    events.addEventListener("sync", (event) => hearSync(event, answers));
    return () => {
      events.close();
      clearInterval(poll);
    };
  }, [answers]);
}

/** Only what is on the screen is asked at once; the rest when it is looked at. */
async function refresh(answers: QueryClient): Promise<void> {
  await answers.invalidateQueries({ queryKey: ["session"] });
  await answers.invalidateQueries({ queryKey: [facts] });
}

async function askForNews(answers: QueryClient): Promise<void> {
  try {
    const before = answers.getQueryData<Session>(["session"]);
    const now = await get<Session>("/session");
    answers.setQueryData(["session"], now);
    if (before?.generation !== now.generation) await refresh(answers);
  } catch {
    // Not reachable: what is shown stays, and the next time may be better.
  }
}

function hearSync(event: MessageEvent<string>, answers: QueryClient): void {
  let told: RepositorySync;
  try {
    told = JSON.parse(event.data) as RepositorySync;
  } catch {
    return;
  }
  const before = syncs.get(told.repository);
  syncs.set(told.repository, { ...told, state: told.state ?? "running" });
  syncList = [...syncs.values()];
  for (const listener of listeners) listener();
  const hasEnded = before?.state === "running" && told.state !== "running";
  if (hasEnded) void answers.invalidateQueries({ queryKey: [facts, "/repositories"] });
}
