// Times of facts: RFC 3339 to the microsecond, compared as numbers, written in UTC.

const TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)$/i;
const MICROSECONDS = 1_000_000;

/**
 * Microseconds since 1970, which a double holds exactly for the years that matter.
 * @param {string} text
 * @returns {number} NaN when the text is no time.
 */
export function microsecondsOf(text) {
  const parts = TIME.exec(text);
  if (!parts) return NaN;
  const seconds = Date.parse(parts[1] + parts[3].toUpperCase()) / 1000;
  const fraction = parts[2] ? Number(parts[2].slice(0, 6).padEnd(6, "0")) : 0;
  return seconds * MICROSECONDS + fraction;
}

/**
 * The canonical form: UTC with `Z`, without trailing zeros.
 * @param {number} microseconds
 */
export function timeText(microseconds) {
  const seconds = Math.floor(microseconds / MICROSECONDS);
  const fraction = microseconds - seconds * MICROSECONDS;
  const text = new Date(seconds * 1000).toISOString().slice(0, 19);
  if (fraction === 0) return `${text}Z`;
  return `${text}.${String(fraction).padStart(6, "0").replace(/0+$/, "")}Z`;
}

/** @param {string} text */
export const canonicalTime = (text) => timeText(microsecondsOf(text));

/** The later of two times, either of which may be absent. */
export function later(left, right) {
  if (!left || !right) return left ?? right;
  return microsecondsOf(left) >= microsecondsOf(right) ? left : right;
}

/** Adds seconds to a time. */
export const secondsAfter = (text, seconds) =>
  timeText(microsecondsOf(text) + seconds * MICROSECONDS);
