// A difference between two days in a few words: to the letter what csto_map.history.compare
// gives.

import { figure, fill, range } from "../shell/dom.js";

/** @import { Difference, Page } from "../types/page.js" */

/**
 * A row, below the heading of its kind, without what is added where the sources leave it open.
 *
 * @param {Pick<Page, "data" | "words" | "countries">} page
 * @param {Difference} row
 */
export function differenceInWords(page, row) {
  const words = page.words.compare;
  const name = row.layer === "border" ? fill(words.sector, { name: row.name }) : row.name;
  const [before, after] = [row.before, row.after].map((value) => valued(page, row.layer, value));
  if (["frozen", "status", "handed_over", "up", "down"].includes(row.kind)) {
    return fill(words.change, { name, before, after });
  }
  return row.kind === "joined" ? fill(words.joined_as, { name, after }) : name;
}

/**
 * What was or is, in words.
 *
 * @param {Pick<Page, "data" | "words" | "countries">} page
 * @param {string} layer
 * @param {Difference["before"]} value
 */
function valued({ data, words, countries }, layer, value) {
  if (typeof value !== "string") {
    return figure(words.figure, range(value.low, value.high), value.asOf, value.age);
  }
  if (layer === "states") {
    const title = data.titles.status[value] || words.compare.no_status;
    return title.charAt(0).toLowerCase() + title.slice(1);
  }
  if (!value) return words.compare.no_state;
  return countries.get(value)?.name || data.titles.guards[value] || value;
}
