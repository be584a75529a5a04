// Which of five shades a count gets.

export const shades = 5;

/** Nothing has a shade of its own; the others are quarters of what is there. */
export function shadeOf(count: number, top: number): number {
  if (count <= 0 || top <= 0) return 0;
  return Math.min(shades - 1, 1 + Math.floor((count / (top * 1.0001)) * (shades - 1)));
}

/** "1–9", one for each shade. */
export function shadeRanges(top: number): string[] {
  const ranges = ["0"];
  for (let shade = 1; shade < shades; shade += 1) {
    const low = Math.floor(((shade - 1) * top) / (shades - 1)) + 1;
    const high = Math.floor((shade * top) / (shades - 1));
    if (high >= low) ranges.push(low === high ? String(low) : `${low}–${high}`);
    else ranges.push("–");
  }
  return ranges;
}
