// The catalog, by id.

import { useMemo } from "react";
import { useCatalog } from "../api/questions";
import type { Definition } from "../api/types";

export interface Definitions {
  all: readonly Definition[];
  of(id: string): Definition | undefined;
  titleOf(id: string): string;
}

export function useDefinitions(): Definitions {
  const metrics = useCatalog().data?.metrics;
  return useMemo(() => {
    const byId = new Map((metrics ?? []).map((definition) => [definition.id, definition]));
    return {
      all: metrics ?? [],
      of: (id) => byId.get(id),
      titleOf: (id) => byId.get(id)?.title ?? id,
    };
  }, [metrics]);
}
