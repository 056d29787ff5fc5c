// Dates as people write them in tables of their own, as days and as EDTF.
// The twin of csto_map/exchange/reading/when.py: tests/cases/layer_dates.json holds for both.
// Days are ordinals as Python counts them: 1 is 1 January of the year 1. Pure.

import { escaped, squeeze, trim, WORDS } from "./vocabulary.js";

/** @typedef {import("./table.js").Remark} Remark */

/**
 * How a column writes dates: "day", "month" or "" for what comes first in 03/04/2009; whether
 * numbers of five figures are days of spreadsheets, and whether all numbers count seconds or
 * milliseconds.
 *
 * @typedef {{first: string, serials: boolean, stamps: boolean}} Way
 */

/**
 * A date: its EDTF text, its first and its last day; or why it is none: `key` with parameters,
 * and for one that may be two `readings`, the day first, then the month first.
 *
 * @typedef {{edtf: string, first: number, last: number}} Days
 * @typedef {{remark: Remark, readings?: [number, number]}} NoDate
 * @typedef {{name: string, parts: Record<string, string>}} Form
 */

const FORMS = WORDS.date_forms.map(({ name, pattern, parts }) => ({
  name,
  pattern: new RegExp(pattern, "u"),
  parts,
}));
const EDTF = WORDS.edtf_forms.map((pattern) => new RegExp(pattern));
const TIME = new RegExp(WORDS.time, "u");
const COMPACT_TIME = new RegExp(WORDS.compact_time);
const WEEKDAY = new RegExp(`^(?:${WORDS.weekdays.map(escaped).join("|")})\\.?,? `);
const ISO = /^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}$/;
const EARLY = /^(?:-[0-9]{1,6}(?:-[0-9]{2}){0,2}|0[0-9]{3}(?:-[0-9]{2}){0,2})$/;
// Hyphens and minus signs that are not of ASCII, and marks that only turn the direction of text.
const HYPHENS = /[\u2010-\u2012\u2212\uff0d]/g;
const MARKS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const YEARS = /^((?:1[5-9]|20)[0-9]{2})-((?:1[5-9]|20)[0-9]{2})$/;
const STILL = new Set(WORDS.still);
const DASHES = new Set(WORDS.dashes);
const STAMPS = new Set(["seconds", "milliseconds"]);
// Forms that have one slash.
const SLASHED = new Set(["month_year", "year_month", "word_year"]);
const OPEN = new Set(["", ".."]);
const FIRST_DAY = 365243;
export const LAST_DAY = 3652059;
const EPOCH = 719163;
// Day 0 of spreadsheets, of those after the day of 1900 that never was.
const SHEET = 693594;
/** @type {Way} */
export const NONE = { first: "", serials: false, stamps: false };

/** @param {string} text */
export const isOpen = (text) => OPEN.has(text);

/** @param {number} year */
const isLeap = (year) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** @param {number} year @param {number} month */
const monthDays = (year, month) =>
  month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;

/**
 * The ordinal of a day of the calendar, which must exist.
 *
 * @param {number} year
 * @param {number} month
 * @param {number} day
 */
export function ordinal(year, month, day) {
  const before = year - 1;
  const years = before * 365 + Math.floor(before / 4) - Math.floor(before / 100);
  let days = years + Math.floor(before / 400) + day;
  for (let k = 1; k < month; k++) days += monthDays(year, k);
  return days;
}

/**
 * The ISO text of an ordinal.
 *
 * @param {number} day
 */
export function iso(day) {
  let year = Math.floor(day / 365.2425) + 2;
  while (ordinal(year, 1, 1) > day) year -= 1;
  let rest = day - ordinal(year, 1, 1);
  let month = 1;
  while (rest >= monthDays(year, month)) {
    rest -= monthDays(year, month);
    month += 1;
  }
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(rest + 1)}`;
}

/** @param {number} n */
const two = (n) => String(n).padStart(2, "0");

/**
 * A function that remembers what it gave; dates repeat.
 *
 * @template T
 * @param {(text: string) => T} of
 * @returns {(text: string) => T}
 */
export function remembered(of) {
  /** @type {Map<string, T>} */
  const known = new Map();
  return (text) => {
    let made = known.get(text);
    if (made === undefined && !known.has(text)) {
      if (known.size > 1 << 17) known.clear();
      made = of(text);
      known.set(text, made);
    }
    return /** @type {T} */ (made);
  };
}

/** The form of a date without time of day and weekday, in small letters. */
const formFor = remembered((text) => {
  if (EDTF.some((pattern) => pattern.test(text))) return { name: "", parts: {} };
  for (const { name, pattern, parts } of FORMS) {
    const match = pattern.exec(text);
    if (match) return { name, parts: Object.fromEntries(parts.map((p, k) => [p, match[k + 1]])) };
  }
  return /** @type {Form} */ ({ name: "", parts: {} });
});

/** Months by their names and first letters, three or more; 0 where two share them. */
const MONTHS = (() => {
  /** @type {Map<string, number>} */
  const known = new Map();
  for (const [k, names] of WORDS.months.entries()) {
    for (const name of names) {
      for (let size = 3; size < name.length; size++) {
        const start = name.slice(0, size);
        known.set(start, (known.get(start) ?? k + 1) === k + 1 ? k + 1 : 0);
      }
    }
  }
  for (const [k, names] of WORDS.months.entries()) for (const name of names) known.set(name, k + 1);
  return known;
})();

/** A date in small letters, without time of day, weekday and needless blanks. */
export const bare = remembered((text) => {
  const lower = lowerOf(text);
  const compact = COMPACT_TIME.exec(lower);
  if (compact) return compact[1];
  const time = timeOf(lower);
  return (time ? lower.slice(0, time.index) : lower).replace(WEEKDAY, "");
});

/**
 * A date in small letters, with single blanks and plain signs.
 *
 * @param {string} text
 */
function lowerOf(text) {
  const plain = text.normalize("NFC").replace(HYPHENS, "-").replace(MARKS, "");
  return squeeze(plain).toLowerCase();
}

/**
 * The time of day at the end of a date.
 *
 * @param {string} lower
 */
function timeOf(lower) {
  const time = TIME.exec(lower);
  return time?.index && "0123456789г.".includes(lower[time.index - 1]) ? time : null;
}

/**
 * Whether a date has a time of day after midnight: an end of that kind is on its day.
 *
 * @param {string} text
 */
export function withinDay(text) {
  const lower = lowerOf(text);
  const compact = COMPACT_TIME.exec(lower);
  if (compact) return /[1-9]/.test(compact[2] + compact[3]);
  const time = timeOf(lower);
  if (!time) return false;
  return Number(time[2]) !== (time[4] === "a" ? 12 : 0) || /[1-9]/.test(time[3]);
}

/**
 * The name of the form of a date: one of vocabulary.json, "" for EDTF and for none.
 *
 * @param {string} text
 */
export const formOf = (text) => (ISO.test(text) ? "" : formFor(bare(text)).name);

/**
 * How a column writes dates, by all its cells; `first` where somebody has told it.
 *
 * @param {Iterable<string>} texts
 * @param {string} [first]
 * @returns {Way}
 */
export function wayOf(texts, first = "") {
  const all = [...new Set(texts)].filter((text) => !OPEN.has(trim(text)) && !isStill(text));
  const names = all.map((text) => formFor(bare(text)).name);
  return {
    first: first || order(all),
    serials: names.length > 0 && names.every((name) => name === "serial"),
    stamps: names.length > 0 && names.every((name) => STAMPS.has(name)),
  };
}

/**
 * What comes first in the dates of a column: "day", "month", "" where none tells.
 *
 * @param {Iterable<string>} texts
 */
export function order(texts) {
  let [firsts, seconds] = [false, false];
  for (const text of new Set(texts)) {
    const { parts } = formFor(bare(text));
    if (parts.first === undefined || parts.sign === ".") continue;
    firsts ||= Number(parts.first) > 12;
    seconds ||= Number(parts.second) > 12;
  }
  if (firsts === seconds) return "";
  return firsts ? "day" : "month";
}

/**
 * A date that has the day first and one that has the month first; null without both.
 *
 * @param {Iterable<string>} texts
 * @returns {[string, string] | null}
 */
export function contradictions(texts) {
  let [day, month] = ["", ""];
  for (const text of new Set(texts)) {
    const { parts } = formFor(bare(text));
    if (parts.first === undefined || parts.sign === ".") continue;
    if (Number(parts.first) > 12) day ||= trim(text);
    if (Number(parts.second) > 12) month ||= trim(text);
  }
  return day && month ? [day, month] : null;
}

/**
 * Read a date.
 *
 * @param {string} text
 * @param {Way} [way]
 * @returns {Days | NoDate}
 */
export function days(text, way = NONE) {
  if (ISO.test(text)) {
    const [year, month, day] = text.split("-").map(Number);
    return calendar(text, year, month, day);
  }
  const lower = bare(text);
  const { name, parts } = formFor(lower);
  if (!name) return edtfOf(text, lower);
  if (parts.about !== undefined) {
    const whole = calendar(text, Number(parts.about));
    return "remark" in whole ? whole : { ...whole, edtf: `${parts.about}~` };
  }
  if (parts.first !== undefined) return figures(text, parts, way);
  const counted = countedOf(text, name, parts, way);
  if (counted) return counted;
  let month = parts.month === undefined ? undefined : Number(parts.month);
  if (parts.word !== undefined) {
    month = MONTHS.get(parts.word) ?? 0;
    if (!month) return none("no_date_text", text);
  }
  const day = parts.day === undefined ? undefined : Number(parts.day);
  return calendar(text, yearOf(parts), month, day);
}

/**
 * @param {string} key
 * @param {string} text
 * @returns {NoDate}
 */
const none = (key, text) => ({ remark: { key, value: trim(text) } });

/** @param {Record<string, string>} parts */
function yearOf(parts) {
  if (parts.year !== undefined) return Number(parts.year);
  // Two figures, as spreadsheets read them.
  const short = Number(parts.short_year);
  return short + (short < WORDS.this_century ? 2000 : 1900);
}

/**
 * A number that counts days or seconds; null for a date of another kind.
 *
 * @param {string} text
 * @param {string} name
 * @param {Record<string, string>} parts
 * @param {Way} way
 */
function countedOf(text, name, parts, way) {
  if (name === "serial") {
    return way.serials ? dayOf(text, SHEET + Number(parts.serial)) : none("lone_serial", text);
  }
  if (!STAMPS.has(name)) return null;
  const count = parts[name];
  if (!way.stamps && count.length !== (name === "seconds" ? 10 : 13)) {
    return none("no_date_text", text);
  }
  return dayOf(text, EPOCH + Math.floor(Number(count) / (name === "seconds" ? 86400 : 86400000)));
}

/**
 * @param {string} text
 * @param {number} day
 */
function dayOf(text, day) {
  if (day < FIRST_DAY || day > LAST_DAY) return none("early", text);
  return { edtf: iso(day), first: day, last: day };
}

/**
 * @param {string} text
 * @param {Record<string, string>} parts
 * @param {Way} way
 * @returns {Days | NoDate}
 */
function figures(text, parts, way) {
  const [first, second, year] = [Number(parts.first), Number(parts.second), yearOf(parts)];
  if (parts.sign === "." || first > 12 || way.first === "day" || first === second) {
    return calendar(text, year, second, first);
  }
  if (second > 12 || way.first === "month") return calendar(text, year, first, second);
  if (first < 1 || second < 1 || year < 1) return none("no_such_day", text);
  if (year < 1000) return none("early", text);
  const [one, other] = [ordinal(year, second, first), ordinal(year, first, second)];
  const remark = { key: "ambiguous", value: trim(text), one: iso(one), two: iso(other) };
  return { remark, readings: [one, other] };
}

/**
 * @param {string} text
 * @param {string} lower
 * @returns {Days | NoDate}
 */
function edtfOf(text, lower) {
  if (!EDTF.some((pattern) => pattern.test(lower))) {
    return none(EARLY.test(lower) ? "early" : "no_date_text", text);
  }
  const date = lower.replace(/[~?%]+$/, "");
  const edtf = lower.toUpperCase();
  if (date[3] === "x") {
    const [first, last] = ["0", "9"].map((d) =>
      calendar(text, Number(date.slice(0, 4).replaceAll("x", d))),
    );
    if ("remark" in first) return first;
    return "remark" in last ? last : { edtf, first: first.first, last: last.last };
  }
  const [year, month, day] = date
    .split("-")
    .filter((part) => !part.includes("x"))
    .map(Number);
  const whole = calendar(text, year, month, day);
  return "remark" in whole ? whole : { ...whole, edtf };
}

/**
 * The days of a year, a month or a day.
 *
 * @param {string} text
 * @param {number} year
 * @param {number} [month]
 * @param {number} [day]
 * @returns {Days | NoDate}
 */
function calendar(text, year, month, day) {
  if (year < 1000) return none("early", text);
  const [m, d] = [month ?? 1, day ?? 1];
  if (m < 1 || m > 12 || d < 1 || d > monthDays(year, m)) return none("no_such_day", text);
  const first = ordinal(year, m, d);
  if (day !== undefined) return { edtf: `${year}-${two(m)}-${two(d)}`, first, last: first };
  if (month === undefined) return { edtf: `${year}`, first, last: ordinal(year, 12, 31) };
  return { edtf: `${year}-${two(m)}`, first, last: first + monthDays(year, m) - 1 };
}

/**
 * Whether an end means that something goes on.
 *
 * @param {string} text
 */
export const isStill = (text) => isStillWord(text) || DASHES.has(trim(text));

/** @param {string} text */
const isStillWord = (text) => STILL.has(squeeze(text).toLowerCase());

/**
 * Whether a text is a date, a stretch of dates, a date that may be two, or "present".
 *
 * @param {string} text
 */
export function isDate(text) {
  return (stretch(text) ?? [text]).every((part) => {
    if (isStillWord(part) || OPEN.has(trim(part))) return true;
    const read = days(part);
    return !("remark" in read) || read.readings !== undefined;
  });
}

/**
 * Both dates of a stretch such as 2004/2005, 2004 – 2005 or 2004-2005; null for others.
 *
 * One slash may also part a month from its year.
 */
export const stretch = remembered((text) => {
  const parted = squeeze(text);
  if (!/[0-9]/.test(parted)) return null;
  const years = YEARS.exec(parted);
  if (years) return [years[1], years[2]];
  for (const sign of ["/", "–", "—", " - "]) {
    // A slash may also stand in the name of a time zone.
    const date = bare(parted);
    if (sign === "/" && (date.split(sign).length !== 2 || SLASHED.has(formFor(date).name)))
      continue;
    const parts = parted.split(sign);
    if (parts.length === 2) {
      return /** @type {[string, string]} */ (parts.map((part) => part.replace(/^ +| +$/g, "")));
    }
  }
  return null;
});
