// How old a figure is on a day; loaded with what tells figures. Pure.

/** @import { Age, Day } from "../types/page.js" */

/** @type {readonly Age[]} */
export const AGES = ["fresh", "old", "last_known"];

/**
 * The age of a figure on a day, from the first days on which it is old and last known.
 *
 * @param {Day} day
 * @param {Day} oldFrom
 * @param {Day} lastKnownFrom
 */
export function ageOn(day, oldFrom, lastKnownFrom) {
  return AGES[Number(day >= oldFrom) + Number(day >= lastKnownFrom)];
}
