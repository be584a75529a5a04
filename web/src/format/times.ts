// Times as people read them, in the time zone of the question.

export function formatDay(time: string | number, timeZone = "UTC"): string {
  return format(time, { day: "numeric", month: "short", year: "numeric", timeZone });
}

export function formatShortDay(time: string | number, timeZone = "UTC"): string {
  return format(time, { day: "numeric", month: "short", timeZone });
}

export function formatTime(time: string | number, timeZone = "UTC"): string {
  return format(time, {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone,
  });
}

/** "Week of 5 Jan 2026", "January 2026": the bucket that begins then. */
export function formatBucket(from: string, every: string | null, timeZone = "UTC"): string {
  switch (every) {
    case "week":
      return `Week of ${formatDay(from, timeZone)}`;
    case "month":
      return format(from, { month: "long", year: "numeric", timeZone });
    case "quarter":
      return `Quarter from ${formatDay(from, timeZone)}`;
    default:
      return formatDay(from, timeZone);
  }
}

/** The calendar day in the zone, as addresses and files write it. */
export function isoDay(time: string | number | Date, timeZone = "UTC"): string {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).format(new Date(time));
  return parts;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format is slow and using one is not, so each is made once. */
function format(time: string | number, options: Intl.DateTimeFormatOptions): string {
  const key = JSON.stringify(options);
  let made = formats.get(key);
  if (made === undefined) {
    made = new Intl.DateTimeFormat("en-GB", options);
    formats.set(key, made);
  }
  return made.format(new Date(time)).replace(",", "");
}
