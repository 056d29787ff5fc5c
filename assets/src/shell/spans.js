// The time that a view asks about, in words; loaded with what says it.

import { spanOf } from "../core/state.js";
import { dayInWords, fill } from "./dom.js";

/** @import { Page } from "../types/page.js" */

/**
 * The time that a view asks about besides its day, in words; null for the day alone.
 *
 * @param {Page} page
 */
export function timesInWords(page) {
  const span = spanOf(page.data, page.view);
  const { tm } = page.view;
  if (!span || tm === "instant") return null;
  const [from, to] = span.map(dayInWords);
  return fill(page.words.filters[`chip_${tm}`], { from, to });
}
