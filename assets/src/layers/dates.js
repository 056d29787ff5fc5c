// Dates as people write them, as spans of days: the twin of csto_map/exchange/reading/when.py.
// tests/cases/layer_dates.json tests both. Pure.

import * as state from "../core/state.js";

const MONTHS = [
  ["january", "январь", "января"],
  ["february", "февраль", "февраля"],
  ["march", "март", "марта"],
  ["april", "апрель", "апреля"],
  ["may", "май", "мая"],
  ["june", "июнь", "июня"],
  ["july", "июль", "июля"],
  ["august", "август", "августа"],
  ["september", "сентябрь", "сентября"],
  ["october", "октябрь", "октября"],
  ["november", "ноябрь", "ноября"],
  ["december", "декабрь", "декабря"],
];
const EDTF = /^([1-9]\d{3})(?:-(\d{2}))?(?:-(\d{2}))?[~?%]?$/;
const VAGUE_YEAR = /^([1-9](?:\d{2}X|\dXX))[~?%]?$/;
const VAGUE_DAY = /^([1-9]\d{3})-(?:XX(?:-XX)?|(\d{2})-XX)$/;
const PARTS = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})$/;
// A quick test for such dates spares most cells the slow one.
const MAYBE = /\d[/-]\d{1,2}[/-]\d{4}/;
const YEAR_FIRST = /^(\d{4})([/.-])(\d{1,2})(?:\2(\d{1,2}))?$/;
const COMPACT = /^((?:19|20)\d{2})(\d{2})(\d{2})$/;
const EPOCH = /^(\d{10})(?:\d{3})?(?:\.\d+)?$/;
const WHOLE = /^(\d{4})\.0+$/;
const ABOUT = /^(?:c|ca|circa|около|ок)\.? ?(\d{4})$/i;
const DAY_FIRST =
  /^(\d{1,2})(?:st|nd|rd|th)?\.?[ -](\p{L}+)\.?,?[ -](\d{4}|\d{2})(?: ?(?:г|год|года)\.?)?$/u;
const MONTH_FIRST = /^(\p{L}+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/u;
const MONTH = /^(\p{L}+)\.?,?[ -](\d{4})(?: ?(?:г|год|года)\.?)?$/u;
const MONTH_YEAR = /^(\d{1,2})[./](\d{4})$/;
const WEEKDAY =
  /^(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|пн|вт|ср|чт|пт|сб|вс)\.?,? /i;
const TIME =
  /(?<=\d)(?:t| )\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[ap]\.?m\.?)?(?: ?(?:z|utc|gmt|[+-]\d{2}(?::?\d{2})?|[a-z_]+(?:\/[a-z_]+)+))?$/i;
const CLOCK = /^[t ](\d{1,2}):(\d{2}(?::\d{2}(?:[.,]\d+)?)?)(?: ?([ap]))?/i;
const THIS_CENTURY = 30;
const EPOCH_DAY = 719163;
export const LAST_DAY = 3652059;
export const AMBIGUOUS = "ambiguous";
// What people write for the end of something ongoing; a dash counts only in an end column.
const STILL = new Set([
  "present",
  "to present",
  "the present",
  "ongoing",
  "now",
  "current",
  "today",
  "to date",
  "н.в.",
  "н. в.",
  "по н.в.",
  "по н. в.",
  "наст. время",
  "настоящее время",
  "сейчас",
  "по настоящее время",
  "до настоящего времени",
  "продолжается",
]);
const DASHES = ["-", "–", "—"];

/** A text without time of day, weekday and extra spaces. */
function bare(text) {
  const trimmed = String(text).trim().replace(/\s+/g, " ");
  return trimmed.replace(TIME, "").replace(WEEKDAY, "");
}

const two = (n) => String(n).padStart(2, "0");

/** First and last day of a year, a month or a day; null for none. */
function spanOf(year, month, day) {
  if (year < 1000) return null;
  const first = state.ordinal(`${year}-${two(month || 1)}-${two(day || 1)}`);
  if (!Number.isFinite(first) || month === 0 || day === 0) return null;
  if (day !== undefined) return [first, first];
  const last = year === 9999 && (month || 12) === 12;
  const next = last ? LAST_DAY + 1 : state.addMonths(first, month === undefined ? 12 : 1);
  return [first, next - 1];
}

function month(name) {
  if (name.length < 3) return 0;
  return MONTHS.findIndex((names) => names.some((one) => one.startsWith(name))) + 1;
}

function year(digits) {
  const n = Number(digits);
  return digits.length > 2 ? n : n + (n < THIS_CENTURY ? 2000 : 1900);
}

/** Year, month and day of a date in figures; "ambiguous", or null for none. */
function numbers(date, way) {
  let m;
  if ((m = PARTS.exec(date))) {
    const [first, second] = [Number(m[1]), Number(m[3])];
    const dayFirst = m[2] === "." || first > 12 || way === "day" || first === second;
    if (dayFirst) return [Number(m[4]), second, first];
    if (second > 12 || way === "month") return [Number(m[4]), first, second];
    return AMBIGUOUS;
  }
  if ((m = COMPACT.exec(date) || WHOLE.exec(date))) return m.slice(1).map(Number);
  if ((m = EPOCH.exec(date))) {
    const iso = state.iso(Math.floor(Number(m[1]) / 86400) + EPOCH_DAY);
    return iso.split("-").map(Number);
  }
  if ((m = MONTH_YEAR.exec(date))) return [Number(m[2]), Number(m[1])];
  m = YEAR_FIRST.exec(date);
  if (m && (m[4] !== undefined || m[2] !== "-")) {
    return [m[1], m[3], m[4]].filter((part) => part !== undefined).map(Number);
  }
  return null;
}

/** Year, month and day of a date with the month in words; null for none. */
function words(date) {
  let m;
  if ((m = DAY_FIRST.exec(date)))
    return month(m[2]) ? [year(m[3]), month(m[2]), Number(m[1])] : null;
  if ((m = MONTH_FIRST.exec(date))) {
    return month(m[1]) ? [Number(m[3]), month(m[1]), Number(m[2])] : null;
  }
  if ((m = MONTH.exec(date))) return month(m[1]) ? [Number(m[2]), month(m[1])] : null;
  return null;
}

function edtf(date) {
  let m;
  if ((m = EDTF.exec(date))) {
    return spanOf(
      ...m
        .slice(1)
        .filter((part) => part !== undefined)
        .map(Number),
    );
  }
  if ((m = VAGUE_YEAR.exec(date))) {
    const [first, last] = ["0", "9"].map((digit) => Number(m[1].replace(/X/g, digit)));
    return [spanOf(first)[0], spanOf(last)[1]];
  }
  m = VAGUE_DAY.exec(date);
  return m ? spanOf(Number(m[1]), m[2] === undefined ? undefined : Number(m[2])) : null;
}

/**
 * First and last day that a date can mean; "ambiguous", or null if it is not a date.
 *
 * way: "day" or "month": what comes first in 03/04/2009; "" if not known.
 */
export function read(text, way = "") {
  const date = bare(text);
  const parts = numbers(date, way) || words(date.toLowerCase());
  if (parts === AMBIGUOUS) return AMBIGUOUS;
  return parts ? spanOf(...parts) : edtf(date.replace(ABOUT, "$1~"));
}

/** Which comes first in the dates of a file: "day", "month", "" if the dates do not show it. */
export function order(texts) {
  let [firsts, seconds] = [false, false];
  for (const text of new Set(texts)) {
    if (!MAYBE.test(text)) continue;
    const m = PARTS.exec(bare(text));
    if (!m || m[2] === ".") continue;
    firsts = firsts || Number(m[1]) > 12;
    seconds = seconds || Number(m[3]) > 12;
  }
  if (firsts === seconds) return "";
  return firsts ? "day" : "month";
}

/** The first ambiguous date: {text, day, month} with its ordinals either way; or null. */
export function ambiguous(texts) {
  for (const text of new Set(texts)) {
    if (!MAYBE.test(text) || read(text) !== AMBIGUOUS) continue;
    const [day, month] = ["day", "month"].map((way) => read(text, way));
    if (day && month) return { text: String(text).trim(), day: day[0], month: month[0] };
  }
  return null;
}

/** Whether a slash separates two dates rather than a month from its year. */
export function isStretch(text) {
  const date = bare(text);
  if (date.split("/").length !== 2 || !/\d/.test(date)) return false;
  return !MONTH_YEAR.test(date) && !YEAR_FIRST.test(date);
}

const isStillWord = (text) => STILL.has(String(text).trim().toLowerCase().replace(/\s+/g, " "));

/** Whether an end means that something goes on. */
export function isStill(text) {
  return isStillWord(text) || DASHES.includes(String(text).trim());
}

/** Whether a text is a date, a stretch of dates, an ambiguous date, or "present". */
export function isDate(text) {
  const parts = isStretch(text) ? String(text).split("/") : [text];
  return parts.every(
    (part) => ["", ".."].includes(bare(part)) || isStillWord(part) || read(part) !== null,
  );
}

/** Whether a date has a time of day after midnight: an end of that kind includes its day. */
export function withinDay(text) {
  const time = TIME.exec(String(text).trim().replace(/\s+/g, " "));
  const clock = time && CLOCK.exec(time[0]);
  if (!clock) return false;
  const midnight = Number(clock[1]) === (/a/i.test(clock[3] || "") ? 12 : 0);
  return !midnight || /[1-9]/.test(clock[2]);
}
