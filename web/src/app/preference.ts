// A choice of this browser that is no part of what an address shows.

import { useCallback, useSyncExternalStore } from "react";

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function read(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

export function usePreference(name: string, usual: string): [string, (value: string) => void] {
  const value = useSyncExternalStore(subscribe, () => read(name) ?? usual);
  const choose = useCallback(
    (next: string) => {
      try {
        localStorage.setItem(name, next);
      } catch {
        // Without storage the usual choice stays.
      }
      for (const listener of listeners) listener();
    },
    [name],
  );
  return [value, choose];
}
