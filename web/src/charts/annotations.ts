// What happened meanwhile: releases, incidents, notes of one's own, on an axis of time.

export type AnnotationKind = "release" | "incident" | "note";

export interface Happening {
  kind: AnnotationKind;
  at: number;
  /** The end of an incident. */
  until?: number;
  text: string;
}

export interface PlacedHappening extends Happening {
  x: number;
  /** Whether its text has room. */
  labelled: boolean;
  /** Where the text begins; left of the mark at the right edge. */
  textX: number;
}

export const happeningMarks: Record<AnnotationKind, string> = {
  release: "●",
  incident: "▲",
  note: "◆",
};

const rank: Record<AnnotationKind, number> = { note: 0, incident: 1, release: 2 };
const letter = 6.3;
const longest = 16;

export function shortText(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}

/** Texts are given to notes first, then incidents, then releases, as long as none overlap. */
export function placeHappenings(
  happenings: readonly Happening[],
  toX: (time: number) => number,
  width: number,
): PlacedHappening[] {
  const taken: [number, number][] = [];
  const placed = happenings
    .map((happening) => ({ ...happening, x: toX(happening.at), labelled: false, textX: 0 }))
    .filter(({ x }) => x >= 0 && x <= width);
  for (const { x } of placed) taken.push([x - 5, x + 5]);
  for (const mark of [...placed].sort((a, b) => rank[a.kind] - rank[b.kind] || a.x - b.x)) {
    const length = shortText(mark.text).length * letter;
    const isAtEdge = mark.x + 8 + length > width;
    const from = isAtEdge ? mark.x - 8 - length : mark.x + 8;
    const until = from + length;
    const isFree = taken.every(([start, end]) => (start === mark.x - 5 && end === mark.x + 5) || until < start || from > end);
    if (!isFree || from < 0) continue;
    mark.labelled = true;
    mark.textX = from;
    taken.push([from - 4, until + 4]);
  }
  return placed;
}

/** Those of one bucket, to be said with it. */
export function happeningsWithin(happenings: readonly Happening[], from: number, until: number): readonly string[] {
  const within = happenings.filter(({ at }) => at >= from && at < until);
  const named = within.slice(0, 3).map(({ kind, text }) => `${happeningMarks[kind]} ${kind} ${text}`);
  return within.length > 3 ? [...named, `and ${within.length - 3} more`] : named;
}
