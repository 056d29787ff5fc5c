// Which figure of people counts on a day, of all that a card has. Pure.

import { ageOn } from "./ages.js";

/** @import { Card, Figure } from "../types/files.js" */
/** @import { Strength } from "../types/page.js" */

/**
 * What counts on a day by a card's `counting`, with its age; null where nothing does.
 *
 * @param {Pick<Card, "counting" | "strengths">} card
 * @param {number} day
 * @returns {Strength & {rows: Figure[]} | null} with the figures behind it
 */
export function strengthOn(card, day) {
  const step = card.counting.findLast(([from]) => from <= day);
  if (!step) return null;
  const [, low, high, asOf, oldFrom, lastKnownFrom, rows] = step;
  if (low === null || high === null || oldFrom === null || lastKnownFrom === null) return null;
  const age = ageOn(day, oldFrom, lastKnownFrom);
  return { low, high, asOf, age, rows: rows.map((k) => card.strengths[k]) };
}
