// Reads and writes a Query as the search part of an address.

import {
  botRules,
  defaultQuery,
  granularities,
  groupings,
  percentiles,
  placings,
  type Query,
} from "./query";
import {
  isTimeZone,
  readComparison,
  readRange,
  readScope,
  writeComparison,
  writeRange,
  writeScope,
} from "./values";

/** A parameter that was left out of the query, to be told to the reader of the page. */
export interface Dropped {
  key: string;
  value: string;
}

export interface Parsed {
  query: Query;
  dropped: readonly Dropped[];
}

/** Whatever cannot be understood is dropped and named; it never changes another part. */
export function parseQuery(search: string): Parsed {
  let query = defaultQuery;
  const dropped: Dropped[] = [];
  const seen = new Set<string>();
  for (const [key, value] of new URLSearchParams(search)) {
    const parameter = parameters.find((candidate) => candidate.key === key);
    const isSecond = seen.has(key) && key !== "label" && key !== "service";
    const read = isSecond ? undefined : parameter?.read(value, query);
    if (read === undefined) {
      dropped.push({ key, value });
    } else {
      query = { ...query, ...read };
      seen.add(key);
    }
  }
  return { query, dropped };
}

/** Without the `?`; empty when everything is as by default. */
export function writeQuery(query: Query): string {
  const search = new URLSearchParams();
  for (const parameter of parameters) {
    const usual = parameter.write(defaultQuery);
    for (const value of parameter.write(query)) {
      if (!usual.includes(value)) search.append(parameter.key, value);
    }
  }
  return search.toString();
}

interface Parameter {
  key: string;
  /** Undefined: not a value of this parameter. */
  read(value: string, before: Query): Partial<Query> | undefined;
  write(query: Query): readonly string[];
}

// Their order is that of the address.
const parameters: readonly Parameter[] = [
  {
    key: "scope",
    read: (value) => field("scope", readScope(value)),
    write: ({ scope }) => [writeScope(scope)],
  },
  {
    key: "range",
    read: (value) => field("range", readRange(value)),
    write: ({ range }) => [writeRange(range)],
  },
  {
    key: "tz",
    read: (value) => field("timeZone", isTimeZone(value) ? value : undefined),
    write: ({ timeZone }) => [timeZone],
  },
  {
    key: "cmp",
    read: (value) => field("comparison", readComparison(value)),
    write: ({ comparison }) => [writeComparison(comparison)],
  },
  {
    key: "gran",
    read: (value) => field("granularity", oneOf(granularities, value)),
    write: ({ granularity }) => [granularity],
  },
  {
    key: "p",
    read: (value) => field("percentile", percentiles.find((known) => String(known) === value)),
    write: ({ percentile }) => [String(percentile)],
  },
  {
    key: "bots",
    read: (value) => field("bots", oneOf(botRules, value)),
    write: ({ bots }) => given(bots),
  },
  {
    key: "bot_reviews",
    read: (value) => field("botReviews", oneOf(["include"] as const, value)),
    write: ({ botReviews }) => given(botReviews),
  },
  {
    key: "base",
    read: (value) => field("base", value || undefined),
    write: ({ base }) => given(base),
  },
  {
    key: "label",
    read: (value, { labels }) =>
      value === "" || labels.includes(value) ? undefined : { labels: [...labels, value] },
    write: ({ labels }) => labels,
  },
  {
    key: "service",
    read: (value, { services }) =>
      value === "" || services.includes(value) ? undefined : { services: [...services, value] },
    write: ({ services }) => services,
  },
  {
    key: "env",
    read: (value) => field("environment", value || undefined),
    write: ({ environment }) => given(environment),
  },
  {
    key: "by",
    read: (value) => field("placedBy", oneOf(placings, value)),
    write: ({ placedBy }) => given(placedBy),
  },
  {
    key: "hours",
    read: (value) => field("hours", oneOf(["working"] as const, value)),
    write: ({ hours }) => given(hours),
  },
  {
    key: "group",
    read: (value) => field("group", oneOf(groupings, value)),
    write: ({ group }) => given(group),
  },
];

function field<Key extends keyof Query>(
  key: Key,
  value: Query[Key] | undefined,
): Partial<Query> | undefined {
  return value === undefined ? undefined : ({ [key]: value } as Partial<Query>);
}

function given(value: string | undefined): readonly string[] {
  return value === undefined ? [] : [value];
}

function oneOf<Word extends string>(words: readonly Word[], value: string): Word | undefined {
  return words.find((word) => word === value);
}
