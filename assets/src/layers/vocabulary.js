// What readers of people's files know: names of columns, months, forms of dates, colours.
// The twin of csto_map/exchange/reading/vocabulary.py: both read its vocabulary.json.

import WORDS from "../../../csto_map/exchange/reading/vocabulary.json" with { type: "json" };

export { WORDS };

/** @param {string} text */
export const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");

// Python and JavaScript do not agree on what is a blank.
const BLANK = `[${escaped(WORDS.blanks)}]`;
const AROUND = new RegExp(`^${BLANK}+|${BLANK}+$`, "g");
const BLANK_RUN = new RegExp(`${BLANK}+`, "g");
const ASIDE = /\([^()]*\)|\[[^[\]]*\]/g;
const SIGNS = new RegExp(`[${escaped(WORDS.blanks)}_.,:;°'"#*/-]`, "g");

/**
 * A text without the blanks around it.
 *
 * @param {string} text
 */
export function trim(text) {
  const first = text.charCodeAt(0);
  const last = text.charCodeAt(text.length - 1);
  // Most cells have none, and a quick look spares them the slow one.
  if (first > 32 && first < 127 && last > 32 && last < 127) return text;
  return text.replace(AROUND, "");
}

/**
 * A text with single blanks, none around it.
 *
 * @param {string} text
 */
export const squeeze = (text) => text.replace(BLANK_RUN, " ").replace(/^ +| +$/g, "");

/**
 * The name of a column without case, blanks, signs and what stands in brackets.
 *
 * @param {string} name
 */
export function plain(name) {
  const lower = name.toLowerCase();
  return lower.replace(ASIDE, "").replace(SIGNS, "") || lower.replace(SIGNS, "");
}

/**
 * The text of a cell; missing values are empty, lists and objects are JSON.
 *
 * @param {unknown} value
 * @returns {string}
 */
export function textOf(value) {
  if (typeof value === "string") return trim(value);
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "";
  if (typeof value === "object") return JSON.stringify(value);
  return trim(String(value));
}

/**
 * The text of a label; of names by language the English one, else the first.
 *
 * @param {unknown} value
 * @returns {string}
 */
export function labelOf(value) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return textOf(value);
  const named = /** @type {Record<string, unknown>} */ (value);
  const texts = Object.values(named).filter((cell) => typeof cell === "string" && trim(cell));
  const english = Object.hasOwn(named, "en") ? named.en : undefined;
  const chosen = typeof english === "string" && trim(english) ? english : (texts[0] ?? "");
  return trim(String(chosen));
}

/**
 * The beginning of a text.
 *
 * @param {string} text
 * @param {number} most  Characters.
 */
export function cutTo(text, most) {
  return text.length <= most ? text : Array.from(text).slice(0, most).join("");
}

// How many cells tell what stands in a column.
const SAMPLE = 200;

/**
 * The texts of the first cells of a column that are not empty: by these it is known.
 *
 * @param {{rows: Record<string, unknown>[]}} table
 * @param {string} column
 */
export function filled({ rows }, column) {
  /** @type {string[]} */
  const texts = [];
  for (const row of rows) {
    const text = textOf(row[column]);
    if (text && texts.push(text) === SAMPLE) break;
  }
  return texts;
}
