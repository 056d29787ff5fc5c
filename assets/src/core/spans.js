// Which of many intervals of days meet a day: asked in a time that grows with how many do, and
// hardly with how many there ever were. Pure.

/** @import { Day } from "../types/page.js" */

/**
 * Index of the last of some rows that begins at or before a day; -1 for none.
 *
 * @param {ArrayLike<unknown>} rows In order of days.
 * @param {(k: number) => Day} dayOf
 * @param {Day} day
 */
export function lastOf(rows, dayOf, day) {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (dayOf(middle) <= day) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/**
 * Rows that hold in half-open intervals of days: by their beginnings, with a tree of their ends.
 *
 * @template Row
 */
export class Spans {
  /**
   * @param {readonly Row[]} rows
   * @param {(row: Row) => readonly [from: Day | null, until: Day | null]} of What has no beginning
   *   never holds, what has no end holds for ever.
   */
  constructor(rows, of) {
    this.rows = rows;
    const days = rows.map(of);
    const first = (/** @type {number} */ k) => /** @type {Day} */ (days[k][0]);
    const order = [...days.keys()].filter((k) => days[k][0] !== null);
    order.sort((a, b) => first(a) - first(b));
    this.order = Int32Array.from(order);
    this.starts = Float64Array.from(order, first);
    let leaves = 1;
    while (leaves < order.length) leaves *= 2;
    // Each node has the latest end of the two below it; the leaves stand in the order of beginnings.
    const latest = new Float64Array(2 * leaves).fill(Number.NEGATIVE_INFINITY);
    for (const [at, k] of order.entries()) latest[leaves + at] = days[k][1] ?? Infinity;
    for (let node = leaves - 1; node; node--) {
      latest[node] = Math.max(latest[2 * node], latest[2 * node + 1]);
    }
    this.latest = latest;
    this.leaves = leaves;
  }

  /**
   * Rows that hold on some of the days from the first to the last, in their order.
   *
   * @param {Day} first
   * @param {Day} last
   */
  meeting(first, last) {
    const { order, latest, leaves, starts, rows } = this;
    const begun = lastOf(starts, (k) => starts[k], last) + 1;
    /** @type {number[]} */
    const found = [];
    const look = (
      /** @type {number} */ node,
      /** @type {number} */ at,
      /** @type {number} */ size,
    ) => {
      if (at >= begun || latest[node] <= first) return;
      if (size === 1) {
        found.push(order[at]);
        return;
      }
      look(2 * node, at, size / 2);
      look(2 * node + 1, at + size / 2, size / 2);
    };
    look(1, 0, leaves);
    return found.sort((a, b) => a - b).map((k) => rows[k]);
  }
}
