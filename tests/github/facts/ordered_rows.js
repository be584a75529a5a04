// Rows in the order of a key, found by halving: any page of a long list is as cheap as the
// first. Rows of equal keys stand in the order of their numbers.

/**
 * @typedef {{databaseId: number}} Row
 * @typedef {number|string} Key
 */

/** @param {Key} left @param {Key} right */
export const compareKeys = (left, right) => (left < right ? -1 : left > right ? 1 : 0);

export class OrderedRows {
  #rows = [];
  #keys = new Map();
  #isSorted = true;
  #keyOf;

  /** @param {(row: Row) => Key} keyOf */
  constructor(keyOf) {
    this.#keyOf = keyOf;
  }

  /** Adds a row, or moves one to where its key now belongs. */
  place(row) {
    this.remove(row);
    this.#keys.set(row, this.#keyOf(row));
    const last = this.#rows.at(-1);
    if (last && this.#compare(last, row) > 0) this.#isSorted = false;
    this.#rows.push(row);
  }

  remove(row) {
    if (!this.#keys.has(row)) return;
    this.#rows.splice(this.#isSorted ? this.#indexOf(row) : this.#rows.indexOf(row), 1);
    this.#keys.delete(row);
  }

  keyOf(row) {
    return this.#keys.get(row);
  }

  /** All, ascending; not to be changed. */
  get rows() {
    if (!this.#isSorted) {
      this.#rows.sort((left, right) => this.#compare(left, right));
      this.#isSorted = true;
    }
    return this.#rows;
  }

  #compare(left, right) {
    const order = compareKeys(this.#keys.get(left), this.#keys.get(right));
    return order || left.databaseId - right.databaseId;
  }

  #indexOf(row) {
    const { length } = this.#rows;
    return lowerBound(length, (index) => this.#compare(this.#rows[index], row) < 0);
  }
}

/** The first index of an ordered list at which it is no longer true. */
export function lowerBound(length, isBefore) {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
