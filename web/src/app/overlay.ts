// Which overlay is open: at most one.

import { useSyncExternalStore } from "react";

export type Overlay = "palette" | "help";

let open: Overlay | undefined;
const listeners = new Set<() => void>();

export function showOverlay(overlay: Overlay | undefined): void {
  open = overlay;
  for (const listener of listeners) listener();
}

export function useOverlay(): { open: Overlay | undefined; show: typeof showOverlay } {
  const shown = useSyncExternalStore(subscribe, () => open);
  return { open: shown, show: showOverlay };
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
