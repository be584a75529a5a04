// Every page, once: the navigation, the command palette, the keys and the routes follow
// this list.

import type { ComponentType } from "react";

export const groups = ["Delivery", "Flow", "Outlook", "Setup"] as const;

export interface Page {
  path: string;
  title: string;
  /** Without one it is reached from other pages only. */
  group?: (typeof groups)[number];
  /** Pressed after `g`. */
  key?: string;
  /** Whether the filters of the address change what it shows. */
  filters: boolean;
  load: () => Promise<{ default: ComponentType }>;
}

export const pages: readonly Page[] = [
  { path: "/overview", title: "Overview", group: "Delivery", key: "o", filters: true, load: () => import("./overview/Overview") },
];
