// Cursors. Of an ordered list a cursor is a value, not a place: `cursor:v2:` and msgpack of
// [sort key, id], in base64. So it holds whatever moves around it, and in both directions.

import { microsecondsOf, timeText } from "../facts/times.js";
import { GitHubError } from "./errors.js";

const PREFIX = "cursor:v2:";
const FIXARRAY = 0x90;
const FIXSTR = 0xa0;
const STR8 = 0xd9;
const UINT32 = 0xce;
const FIXSTR_LENGTH_MAX = 31;

function packText(text) {
  const bytes = Buffer.from(text, "utf8");
  const isShort = bytes.length <= FIXSTR_LENGTH_MAX;
  const head = isShort ? [FIXSTR | bytes.length] : [STR8, Math.min(bytes.length, 255)];
  return Buffer.concat([Buffer.from(head), bytes.subarray(0, 255)]);
}

function packNumber(number) {
  const bytes = Buffer.alloc(5);
  bytes[0] = UINT32;
  bytes.writeUInt32BE(number, 1);
  return bytes;
}

/** @returns {Array<string|number>|undefined} */
function unpack(bytes) {
  const values = [];
  if ((bytes[0] & 0xf0) !== FIXARRAY) return undefined;
  let at = 1;
  for (let left = bytes[0] & 0x0f; left > 0; left -= 1) {
    const head = bytes[at];
    if (head === UINT32 && at + 5 <= bytes.length) {
      values.push(bytes.readUInt32BE(at + 1));
      at += 5;
      continue;
    }
    const isFixed = (head & 0xe0) === FIXSTR;
    if (!isFixed && head !== STR8) return undefined;
    const start = at + (isFixed ? 1 : 2);
    const length = isFixed ? head & 0x1f : bytes[at + 1];
    if (start + length > bytes.length) return undefined;
    values.push(bytes.toString("utf8", start, start + length));
    at = start + length;
  }
  return at === bytes.length ? values : undefined;
}

export const invalidCursor = (cursor) =>
  new GitHubError(
    "INVALID_CURSOR_ARGUMENTS",
    `\`${cursor}\` does not appear to be a valid cursor.`,
  );

/** How the keys of a list are written: as times, as texts, or not beside the id. */
export const KEYS = {
  time: { write: (key) => timeText(key), read: (value) => microsecondsOf(value) },
  text: { write: (key) => key, read: (value) => value },
  none: undefined,
};

/** @returns {string} */
export function valueCursor(keys, key, databaseId) {
  const parts = keys
    ? [packText(keys.write(key)), packNumber(databaseId)]
    : [packNumber(databaseId)];
  const bytes = Buffer.concat([
    Buffer.from(PREFIX),
    Buffer.from([FIXARRAY | parts.length]),
    ...parts,
  ]);
  return bytes.toString("base64");
}

/** @returns {{key: string|number, databaseId: number}} Without keys, the key is the id. */
export function readValueCursor(keys, cursor) {
  const bytes = Buffer.from(cursor, "base64");
  const isOurs = bytes.subarray(0, PREFIX.length).toString("latin1") === PREFIX;
  const values = isOurs ? unpack(bytes.subarray(PREFIX.length)) : undefined;
  if (!values || values.length !== (keys ? 2 : 1)) throw invalidCursor(cursor);
  const databaseId = values.at(-1);
  const key = keys ? keys.read(values[0]) : databaseId;
  if (typeof databaseId !== "number" || Number.isNaN(key) || key === undefined) {
    throw invalidCursor(cursor);
  }
  return { key, databaseId };
}

/** A place in the history below a head, which pushes do not move. */
export const historyCursor = (head, offset) => `${head} ${offset}`;

export function readHistoryCursor(head, cursor) {
  const parts = /^([0-9a-f]{4,64}) (\d{1,9})$/.exec(cursor);
  if (!parts || parts[1] !== head) throw invalidCursor(cursor);
  return Number(parts[2]);
}

/** A place in a list that has no order of its own, as in search results. */
export const offsetCursor = (offset) => Buffer.from(`cursor:${offset}`).toString("base64");

export function readOffsetCursor(cursor) {
  const parts = /^cursor:(\d{1,9})$/.exec(Buffer.from(cursor, "base64").toString("latin1"));
  if (!parts) throw invalidCursor(cursor);
  return Number(parts[1]);
}
