// What a kind of chart hands to the frame around it: what is drawn, and the places that a
// cursor can stand on. All lengths are pixels of the drawing.

import type { ReactNode } from "react";

export interface Size {
  width: number;
  height: number;
}

export interface Margin {
  top: number;
  right: number;
  bottom: number;
  left: number;
}

/** A place of the chart that has something to say. */
export interface Mark {
  x: number;
  y: number;
  /** "Week of 6 Apr 2026". */
  title: string;
  /** What is said of it: value, interval, count. */
  details: readonly string[];
  /** What Enter opens, as the address writes it. */
  sel?: string | undefined;
  /** How it is shown that the cursor stands here; a line over the whole height by default. */
  cell?: { x: number; y: number; width: number; height: number };
}

export interface Plot {
  layers: ReactNode;
  marks: readonly Mark[];
  /** Painted under the layers, for more dots than elements can be. */
  underlay?: ((canvas: CanvasRenderingContext2D, size: Size) => void) | undefined;
  /** How far a key moves among the marks: one along the line by default. */
  steps?: { left: number; right: number; up: number; down: number };
}

/** The same numbers as a table, for reading and for files. */
export interface Twin {
  columns: readonly { name: string; numeric?: boolean }[];
  rows: readonly TwinRow[];
}

export interface TwinRow {
  /** As people read them. */
  cells: readonly string[];
  /** As programs read them; null where there is none. */
  raw: readonly (string | number | null)[];
  sel?: string | undefined;
}

/** Of the marks the one that the pointer is nearest to: by column first in a line. */
export function nearestMark(marks: readonly Mark[], x: number, y: number): number {
  let nearest = -1;
  let least = Number.POSITIVE_INFINITY;
  marks.forEach((mark, index) => {
    const { cell } = mark;
    const distance =
      cell === undefined
        ? Math.abs(mark.x - x)
        : Math.hypot(
            Math.max(cell.x - x, 0, x - cell.x - cell.width),
            Math.max(cell.y - y, 0, y - cell.y - cell.height),
          );
    if (distance < least) {
      least = distance;
      nearest = index;
    }
  });
  return nearest;
}
