// What happened in the time and scope that a page shows, for its axes of time.

import { useMemo } from "react";
import { useAnnotations, useIncidents, useReleases } from "../api/questions";
import type { Happening } from "../charts/annotations";
import { useQuestion } from "./address";
import { usePreference } from "./preference";

export function useHappeningSwitch(): { on: boolean; turn(on: boolean): void } {
  const [value, choose] = usePreference("happenings", "on");
  return { on: value === "on", turn: (on) => choose(on ? "on" : "off") };
}

export function useHappenings(): readonly Happening[] {
  const { search } = useQuestion();
  const { on } = useHappeningSwitch();
  const releases = useReleases(search).data?.releases;
  const incidents = useIncidents(search).data?.incidents;
  const annotations = useAnnotations().data?.annotations;
  return useMemo(() => {
    if (!on) return [];
    return [
      ...(releases ?? [])
        .filter(({ prerelease }) => !prerelease)
        .map(({ at, tag }): Happening => ({ kind: "release", at: Date.parse(at), text: tag })),
      ...(incidents ?? []).map(
        ({ opened_at, resolved_at, title }): Happening => ({
          kind: "incident",
          at: Date.parse(opened_at),
          ...(resolved_at === null ? {} : { until: Date.parse(resolved_at) }),
          text: title,
        }),
      ),
      ...(annotations ?? []).map(({ at, text }): Happening => ({ kind: "note", at: Date.parse(at), text })),
    ].sort((a, b) => a.at - b.at);
  }, [on, releases, incidents, annotations]);
}
