// Dates, months and years as people type them. Pure.

import { tongue } from "./speaker.js";
import { normalise } from "./spelling.js";
import { addMonths, readDate } from "./state.js";

/** @import {Letters} from "./spelling.js" */
/** @import {Day, Timeline} from "../types/page.js" */

/** @typedef {"day" | "month" | "year"} Precision */
/** @typedef {{from: Day, until: Day, precision: Precision, day: Day}} DateSpan `until`: the day after */

/**
 * Names of months by the words that people type for them, in some languages.
 *
 * @param {string[]} languages
 * @param {Letters} letters
 */
export function months(languages, letters) {
  /** @type {Map<string, number>} */
  const named = new Map();
  /** @type {Intl.DateTimeFormatOptions[]} */
  const styles = [{ month: "long" }, { month: "long", day: "numeric" }];
  for (const language of languages) {
    for (const style of styles) {
      const format = new Intl.DateTimeFormat(tongue(language), { ...style, timeZone: "UTC" });
      for (let k = 0; k < 12; k++) {
        const parts = format.formatToParts(Date.UTC(2001, k, 1));
        const part = parts.find((p) => p.type === "month");
        if (part) named.set(normalise(part.value, letters), k);
      }
    }
  }
  return named;
}

/**
 * The one month whose name begins so, or null.
 *
 * @param {string} word
 * @param {Map<string, number>} named
 */
function month(word, named) {
  const whole = named.get(word);
  if (whole !== undefined) return whole;
  if (word.length < 3) return null;
  /** @param {string} start */
  const begun = (start) => {
    const matches = new Set(
      [...named].filter(([name]) => name.startsWith(start)).map(([, k]) => k),
    );
    return matches.size === 1 ? [...matches][0] : null;
  };
  // A grammatical case that no heading uses differs in its last letter.
  return begun(word) ?? (word.length > 4 ? begun(word.slice(0, -1)) : null);
}

const ENGLISH = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

/**
 * Read a date, a month or a year: {from, until, precision}, or null for anything else
 * and for what lies outside the atlas. named: as `months` gives it.
 *
 * @param {string} text
 * @param {Map<string, number>} named
 * @param {Letters} letters
 * @param {Pick<Timeline, "first" | "horizon">} timeline
 * @returns {DateSpan | null}
 */
export function readSpan(text, named, letters, { first, horizon }) {
  const plain = normalise(text.trim(), letters).replace(/,/g, " ").replace(/\s+/g, " ").trim();
  // A Russian date may end in the word for year.
  const date = plain.replace(/ g(oda)?\.?$/, "").replace(/[a-z]+/g, (word) => {
    const k = month(word, named);
    return k === null ? word : ENGLISH[k];
  });
  const from = readDate(date);
  if (Number.isNaN(from)) return null;
  const precision = /^\d{4}$/.test(date)
    ? "year"
    : /^(\d{4}-\d{1,2}|[a-z]+ \d{4})$/.test(date)
      ? "month"
      : "day";
  const until = precision === "day" ? from + 1 : addMonths(from, precision === "year" ? 12 : 1);
  if (until <= first || from > horizon) return null;
  return { from, until, precision, day: Math.max(first, from) };
}
