// What is open in the drawer: a metric, or a part of it. `lead_time,week:2026-04-06` is the
// address of the pull requests behind one point of a chart.

export interface Selection {
  metric: string;
  /** A bucket, as the API takes it: `week:2026-04-06`. */
  part?: string;
  /** Only this repository. */
  repository?: string;
  /** Sorted by this stage. */
  stage?: string;
}

export function readSelection(text: string | undefined): Selection | undefined {
  const [metric, ...parts] = text?.split(",") ?? [];
  if (metric === undefined || !/^[a-z_]+$/.test(metric)) return undefined;
  const selection: Selection = { metric };
  for (const part of parts) {
    const [kind, value] = splitOnce(part);
    if (value === "") return undefined;
    if (kind === "repository") selection.repository = value;
    else if (kind === "stage") selection.stage = value;
    else if (/^(day|week|month|quarter)$/.test(kind)) selection.part = part;
    else return undefined;
  }
  return selection;
}

export function writeSelection({ metric, part, repository, stage }: Selection): string {
  const parts = [
    metric,
    part,
    repository && `repository:${repository}`,
    stage && `stage:${stage}`,
  ];
  return parts.filter(Boolean).join(",");
}

function splitOnce(text: string): [string, string] {
  const at = text.indexOf(":");
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}
