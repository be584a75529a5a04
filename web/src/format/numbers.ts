// Numbers as people read them. Absent is never zero: it is an en dash.

export const absent = "–";

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** At most two units, rounded with carry: 23 h 40 min is "1d", never "24h". */
export function formatDuration(seconds: number | null): string {
  if (seconds === null) return absent;
  if (seconds < 0) return `−${formatDuration(-seconds)}`;
  if (seconds === 0) return "0";
  if (seconds < minute) return "<1m";
  const minutes = roundTo(seconds, minute);
  if (minutes < 10 * hour) return twoUnits(minutes, hour, "h", minute, "m");
  const hours = roundTo(seconds, hour);
  if (hours < day) return `${hours / hour}h`;
  if (hours < 10 * day) return twoUnits(hours, day, "d", hour, "h");
  return `${roundTo(seconds, day) / day}d`;
}

/** A ratio from 0 to 1 as per cent with one decimal. */
export function formatRatio(ratio: number | null): string {
  return ratio === null ? absent : `${(ratio * 100).toFixed(1)} %`;
}

/** In the shortest unit of time in which it happens at least once, or else per month. */
export function formatRate(perWeek: number | null): string {
  if (perWeek === null) return absent;
  if (perWeek >= 7) return `${(perWeek / 7).toFixed(1)}/day`;
  if (perWeek >= 1 || perWeek === 0) return `${perWeek.toFixed(1)}/week`;
  return `${((perWeek * 365.25) / 12 / 7).toFixed(1)}/month`;
}

export function formatCount(count: number | null): string {
  return count === null ? absent : count.toLocaleString("en");
}

function roundTo(seconds: number, unit: number): number {
  return Math.round(seconds / unit) * unit;
}

function twoUnits(
  seconds: number,
  large: number,
  largeName: string,
  small: number,
  smallName: string,
): string {
  const larges = Math.floor(seconds / large);
  const smalls = (seconds % large) / small;
  const parts = [larges > 0 ? `${larges}${largeName}` : "", smalls > 0 ? `${smalls}${smallName}` : ""];
  return parts.filter((part) => part !== "").join(" ");
}
