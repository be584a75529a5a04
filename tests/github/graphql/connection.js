// Connections: a page of a list, with what a client needs to go on.

import { compareKeys, lowerBound } from "../facts/ordered_rows.js";
import {
  historyCursor,
  KEYS,
  offsetCursor,
  readHistoryCursor,
  readOffsetCursor,
  readValueCursor,
  valueCursor,
} from "./cursors.js";
import { GitHubError } from "./errors.js";

const ROWS_MAX = 100;

function fieldsAsked(info) {
  return info.fieldNodes.flatMap((node) => node.selectionSet?.selections ?? []);
}

/** A count alone needs no bounds. */
function onlyCounts(info) {
  return fieldsAsked(info).every((field) => field.name?.value === "totalCount");
}

function checkBounds(args, info) {
  const name = info.fieldName;
  if (args.first == null && args.last == null) {
    if (onlyCounts(info)) return;
    throw new GitHubError(
      "MISSING_PAGINATION_BOUNDARIES",
      `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`,
    );
  }
  for (const bound of ["first", "last"]) {
    const rows = args[bound];
    if (rows > ROWS_MAX) {
      throw new GitHubError(
        "EXCESSIVE_PAGINATION",
        `Requesting ${rows} records on the \`${name}\` connection exceeds the \`${bound}\` limit of ${ROWS_MAX} records.`,
      );
    }
    if (rows < 0) {
      throw new GitHubError(
        "ARGUMENT_ERROR",
        `\`${bound}\` on the \`${name}\` connection cannot be less than zero.`,
      );
    }
  }
}

/**
 * The part of a list between two places that `first` and `last` leave.
 * @returns {[number, number]} From, and until before which.
 */
function bounds(args, from, until) {
  let [low, high] = [from, Math.max(from, until)];
  if (args.first != null) high = Math.min(high, low + args.first);
  if (args.last != null) low = Math.max(low, high - args.last);
  return [low, high];
}

function page({ args, info, total, from, until, rowAt, cursorAt, viewOf }) {
  checkBounds(args, info);
  const [low, high] = bounds(args, from, until);
  const isEmpty = high <= low;
  return {
    totalCount: total,
    pageInfo: {
      hasNextPage: args.first != null ? high < until : until < total,
      hasPreviousPage: args.last != null ? low > from : from > 0,
      startCursor: isEmpty ? null : cursorAt(low),
      endCursor: isEmpty ? null : cursorAt(high - 1),
    },
    nodes: () => Array.from({ length: high - low }, (_, index) => viewOf(rowAt(low + index))),
    edges: () =>
      Array.from({ length: high - low }, (_, index) => ({
        cursor: cursorAt(low + index),
        node: viewOf(rowAt(low + index)),
      })),
  };
}

/**
 * A list in the order of values.
 * @param {object} list
 * @param {object[]} list.rows Ascending by key and databaseId.
 * @param {(row: object) => number|string} list.keyOf
 * @param {object|undefined} list.keys One of KEYS.
 * @param {boolean} [list.isDescending]
 * @param {(row: object) => object} list.viewOf
 */
export function valueConnection({ rows, keyOf, keys, isDescending = false, viewOf }, args, info) {
  const compare = (row, place) => {
    const order = compareKeys(keyOf(row), place.key) || row.databaseId - place.databaseId;
    return isDescending ? -order : order;
  };
  const rowAt = (index) => rows[isDescending ? rows.length - 1 - index : index];
  const firstIndex = (isPassed) => lowerBound(rows.length, (index) => isPassed(rowAt(index)));
  const after = args.after && readValueCursor(keys, args.after);
  const before = args.before && readValueCursor(keys, args.before);
  return page({
    args,
    info,
    viewOf,
    rowAt,
    total: rows.length,
    from: args.after ? firstIndex((row) => compare(row, after) <= 0) : 0,
    until: args.before ? firstIndex((row) => compare(row, before) < 0) : rows.length,
    cursorAt: (index) => valueCursor(keys, keyOf(rowAt(index)), rowAt(index).databaseId),
  });
}

/** @param {import("../facts/ordered_rows.js").OrderedRows} list */
export function orderedConnection(list, { keys, isDescending, filter, viewOf }, args, info) {
  const rows = filter ? list.rows.filter(filter) : list.rows;
  return valueConnection(
    { rows, keyOf: (row) => list.keyOf(row), keys, isDescending, viewOf },
    args,
    info,
  );
}

/** A short list that keeps its own order; every entry's number is its id. */
export function listConnection(entries, viewOf, args, info) {
  const rows = entries.map((entry, index) => ({ databaseId: index + 1, entry }));
  return valueConnection(
    { rows, keyOf: (row) => row.databaseId, keys: KEYS.none, viewOf: (row) => viewOf(row.entry) },
    args,
    info,
  );
}

function placedConnection(rows, viewOf, cursorAt, readCursor, args, info) {
  return page({
    args,
    info,
    viewOf,
    rowAt: (index) => rows[index],
    total: rows.length,
    from: args.after ? Math.min(readCursor(args.after) + 1, rows.length) : 0,
    until: args.before ? Math.min(readCursor(args.before), rows.length) : rows.length,
    cursorAt,
  });
}

/** The commits below a head, newest first. */
export function historyConnection(head, commits, viewOf, args, info) {
  const cursorAt = (index) => historyCursor(head, index);
  const readCursor = (cursor) => readHistoryCursor(head, cursor);
  return placedConnection(commits, viewOf, cursorAt, readCursor, args, info);
}

/** Results of a search. */
export function offsetConnection(rows, viewOf, args, info) {
  const cursorAt = (index) => offsetCursor(index + 1);
  const readCursor = (cursor) => readOffsetCursor(cursor) - 1;
  return placedConnection(rows, viewOf, cursorAt, readCursor, args, info);
}
