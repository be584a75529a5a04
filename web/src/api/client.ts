// Asks the API, and tells every way in which it can fail as one kind of error.

import type { Problem } from "./types";

const base = "/api/v1";

/** What went wrong, in the server's words where it has any. */
export class ApiProblem extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.problem = problem;
  }

  /** Status 0: nobody answered. */
  get status(): number {
    return this.problem.status;
  }
}

export async function get<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
  return send<Answer>(path, { headers: { accept: "application/json" }, signal: signal ?? null });
}

export async function change<Answer>(
  method: "POST" | "PUT" | "DELETE",
  path: string,
  body?: object,
): Promise<Answer> {
  return send<Answer>(path, {
    method,
    headers: { accept: "application/json", "content-type": "application/json" },
    body: JSON.stringify(body ?? {}),
  });
}

/** A path and the parameters that are not empty. */
export function address(path: string, search: string, more: Record<string, string> = {}): string {
  const parameters = new URLSearchParams(search);
  for (const [key, value] of Object.entries(more)) {
    if (value !== "") parameters.append(key, value);
  }
  const text = parameters.toString();
  return text === "" ? path : `${path}?${text}`;
}

export function apiUrl(path: string): string {
  return base + path;
}

async function send<Answer>(path: string, init: RequestInit): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch(base + path, { ...init, credentials: "same-origin" });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiProblem({
      title: "Shiplog does not answer",
      status: 0,
      detail: "The server cannot be reached. What you see may be out of date.",
    });
  }
  if (!response.ok) throw new ApiProblem(await readProblem(response));
  if (response.status === 204) return undefined as Answer;
  try {
    return (await response.json()) as Answer;
  } catch {
    throw new ApiProblem({ title: "The answer is not JSON", status: response.status });
  }
}

async function readProblem(response: Response): Promise<Problem> {
  const fallback: Problem = {
    title: response.status === 404 ? "There is no such thing here" : "The server failed",
    status: response.status,
  };
  const type = response.headers.get("content-type") ?? "";
  if (!type.includes("json")) return fallback;
  try {
    const told = (await response.json()) as Partial<Problem>;
    return { ...fallback, ...told, status: response.status };
  } catch {
    return fallback;
  }
}
