// How a language writes days and numbers: a page has one such, and so has each map that is a
// component of others' pages. Pure.

import { utc } from "./state.js";

/** @import {Day} from "../types/page.js" */

// Russian dates end in a short word for "year", which no heading needs.
/** @param {string} text */
const tidy = (text) => text.replace(/\s?г\.$/, "");

/**
 * @typedef {object} Speaker
 * @property {(day: Day) => string} dayInWords 14 June 2009.
 * @property {(day: Day, precision: "day" | "month" | "year") => string} periodInWords The day,
 *   month or year that begins on a day.
 * @property {(value: number) => string} count A number with the language's separators.
 */

/**
 * The tag of a language for the browser's own formats: with the calendar and the figures that
 * pictures, tables and sources have, too, whatever is usual where it is spoken.
 *
 * @param {string} language
 */
export const tongue = (language) =>
  `${language === "en" ? "en-GB" : language}-u-ca-gregory-nu-latn`;

/**
 * @param {string} language
 * @returns {Speaker}
 */
export function speaker(language) {
  const locale = tongue(language);
  /** @param {Intl.DateTimeFormatOptions} parts */
  const dates = (parts) => new Intl.DateTimeFormat(locale, { ...parts, timeZone: "UTC" });
  const formats = {
    day: dates({ day: "numeric", month: "long", year: "numeric" }),
    month: dates({ month: "long", year: "numeric" }),
    year: dates({ year: "numeric" }),
  };
  const number = new Intl.NumberFormat(locale);
  return {
    dayInWords: (day) => tidy(formats.day.format(utc(day))),
    periodInWords: (day, precision) => tidy(formats[precision].format(utc(day))),
    count: (value) => number.format(value),
  };
}
