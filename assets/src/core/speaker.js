// How a language writes days and numbers. Pure; each map and page has one.

import { utc } from "./state.js";

// Russian dates end in a short word for "year", which no heading needs.
const tidy = (/** @type {string} */ text) => text.replace(/\s?г\.$/, "");

/**
 * @typedef {object} Speaker
 * @property {(day: number) => string} dayInWords 14 June 2009.
 * @property {(value: number) => string} count A number with the language's separators.
 */

/**
 * @param {string} language
 * @returns {Speaker}
 */
export function speaker(language) {
  const locale = language === "en" ? "en-GB" : language;
  const date = new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
  const number = new Intl.NumberFormat(locale);
  return {
    dayInWords: (day) => tidy(date.format(utc(day))),
    count: (value) => number.format(value),
  };
}
