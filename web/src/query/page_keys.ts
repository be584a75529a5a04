// The keys of an address that belong to the page and not to the question it asks.

export const pageKeys = ["match", "sel", "sort", "q", "state"] as const;
export type PageKey = (typeof pageKeys)[number];

export interface Split {
  /** What the API is asked. */
  question: string;
  page: Partial<Record<PageKey, string>>;
}

export function splitSearch(search: string): Split {
  const question = new URLSearchParams();
  const page: Partial<Record<PageKey, string>> = {};
  for (const [key, value] of new URLSearchParams(search)) {
    const own = pageKeys.find((known) => known === key);
    if (own === undefined) question.append(key, value);
    else if (value !== "") page[own] ??= value;
  }
  return { question: question.toString(), page };
}

export function joinSearch(question: string, page: Partial<Record<PageKey, string>>): string {
  const own = pageKeys.flatMap((key) => {
    const value = page[key];
    return value === undefined || value === "" ? [] : [`${key}=${encode(value)}`];
  });
  return [question, ...own].filter((part) => part !== "").join("&");
}

/** Colons, commas and slashes stay readable; they need no escape behind a `?`. */
function encode(value: string): string {
  return encodeURIComponent(value).replace(/%3A/g, ":").replace(/%2C/g, ",").replace(/%2F/g, "/");
}
