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
  /** False: the page writes its own, which is not known before its data are. */
  heading?: false;
  load: () => Promise<{ default: ComponentType }>;
}

export const pages: readonly Page[] = [
  {
    path: "/overview",
    title: "Overview",
    group: "Delivery",
    key: "o",
    filters: true,
    load: () => import("./overview/Overview"),
  },
  {
    path: "/dora",
    title: "DORA",
    group: "Delivery",
    key: "d",
    filters: true,
    load: () => import("./dora/Dora"),
  },
  {
    path: "/lead-time",
    title: "Lead time",
    group: "Delivery",
    key: "l",
    filters: true,
    load: () => import("./lead-time/LeadTime"),
  },
  {
    path: "/deployments",
    title: "Deployments",
    group: "Delivery",
    key: "e",
    filters: true,
    load: () => import("./deployments/Deployments"),
  },
  {
    path: "/reviews",
    title: "Reviews",
    group: "Flow",
    key: "v",
    filters: true,
    load: () => import("./reviews/Reviews"),
  },
  {
    path: "/pulls",
    title: "Pull requests",
    group: "Flow",
    key: "p",
    filters: true,
    load: () => import("./pulls/Pulls"),
  },
  {
    path: "/pulls/:owner/:repository/:number",
    title: "Pull request",
    filters: false,
    heading: false,
    load: () => import("./pulls/Pull"),
  },
  {
    path: "/activity",
    title: "Activity",
    group: "Flow",
    key: "a",
    filters: true,
    load: () => import("./activity/Activity"),
  },
  {
    path: "/repositories",
    title: "Repositories",
    group: "Setup",
    key: "r",
    filters: false,
    load: () => import("./repositories/Repositories"),
  },
  {
    path: "/teams",
    title: "Teams",
    group: "Setup",
    key: "t",
    filters: false,
    load: () => import("./teams/Teams"),
  },
  {
    path: "/catalog",
    title: "Metric catalogue",
    group: "Setup",
    key: "c",
    filters: false,
    load: () => import("./catalog/CatalogList"),
  },
  {
    path: "/catalog/:id",
    title: "Metric",
    filters: false,
    heading: false,
    load: () => import("./catalog/CatalogEntry"),
  },
  {
    path: "/settings",
    title: "Settings",
    group: "Setup",
    key: "s",
    filters: false,
    load: () => import("./settings/Settings"),
  },
  {
    path: "/health",
    title: "Health",
    group: "Setup",
    key: "h",
    filters: false,
    load: () => import("./health/Health"),
  },
  {
    path: "/setup",
    title: "Set up",
    filters: false,
    load: () => import("./setup/Setup"),
  },
];
