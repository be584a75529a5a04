// What the page can change, and which answers are asked anew afterwards.

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { change } from "./client";
import { facts } from "./questions";

function useChange<Told>(act: (told: Told) => Promise<unknown>, stale: readonly string[] = [facts]) {
  const answers = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: () => answers.invalidateQueries({ queryKey: stale }),
  });
}

export function useStartSync() {
  return useChange((repositories: readonly string[]) => change("POST", "/sync", { repositories }));
}

export function useStopSync() {
  return useChange((_: undefined) => change("DELETE", "/sync"));
}

export function useAnnotate() {
  return useChange((annotation: { at: string; text: string }) => change("POST", "/annotations", annotation));
}

export function useDropAnnotation() {
  return useChange((id: string) => change("DELETE", `/annotations/${encodeURIComponent(id)}`));
}

export function useSaveView() {
  return useChange(
    ({ name, query }: { name: string; query: string }) => change("PUT", `/views/${encodeURIComponent(name)}`, { query }),
    ["views"],
  );
}

export function useDropView() {
  return useChange((name: string) => change("DELETE", `/views/${encodeURIComponent(name)}`), ["views"]);
}
