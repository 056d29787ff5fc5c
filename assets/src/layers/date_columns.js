// Which columns of a file say when its rows held: by their names and by what is in them.
// The twin of csto_map/exchange/reading/date_columns.py: tests/cases/layer_dates.json holds for both.

import { isDate } from "./date_texts.js";
import { filled, plain, WORDS } from "./vocabulary.js";

/** @typedef {import("./table.js").Table} Table */

/**
 * The columns of dates: when rows begin and end ("" for none), and where else to look.
 * `guessed`: the start was found by a part of its name, `endGuessed`: the end was; `events`:
 * rows without an end are of their date, not open; `parts`: the columns of month and day ("" for
 * none) where `start` is the year alone, `endParts`: those of `end`; `ours`: the table is of our
 * own files, whose ends are first days after.
 *
 * @typedef {object} DateColumns
 * @property {string} start
 * @property {string} end
 * @property {string[]} more
 * @property {boolean} guessed
 * @property {boolean} events
 * @property {string[]} parts
 * @property {boolean} ours
 * @property {boolean} endGuessed
 * @property {string[]} endParts
 */

const NAMES = WORDS.roles;
const DATES = WORDS.dates;
const WEAK = new Set(DATES.weak);
// Names of dates that are parts of names of much else.
const WHOLE = new Set(DATES.like_whole);
const ENDS = new Set(DATES.end_words);
const UNKNOWN = new Set(DATES.unknown);
const UNLIKE = [...DATES.unlike, ...DATES.no_date];

/** @type {DateColumns} */
export const NO_DATES = {
  start: "",
  end: "",
  more: [],
  guessed: false,
  events: false,
  parts: [],
  ours: false,
  endGuessed: false,
  endParts: [],
};

/**
 * Choose the columns of dates.
 *
 * @param {Table} table
 * @param {string[]} taken  Columns that mean something else.
 * @returns {DateColumns}
 */
export function choose(table, taken) {
  const free = table.columns.filter((column) => !taken.includes(column));
  /** @type {Map<string, string>} */
  const named = new Map();
  for (const column of free) if (!named.has(plain(column))) named.set(plain(column), column);
  if (
    DATES.ours.every((name) => named.has(name)) &&
    (named.has("startdate") || named.has("enddate"))
  ) {
    const [start, end] = ["startdate", "enddate"].map((name) => named.get(name) ?? "");
    return { ...NO_DATES, start, end, ours: true };
  }
  const byName = best(table, named, NAMES.start);
  const like = free.filter((c) => isLike(plain(c)));
  const last = like.filter((c) => isEnd(plain(c)));
  const start = byName || (like.find((c) => !last.includes(c) && dated(table, c)) ?? "");
  const others = new Map([...named].filter(([, column]) => column !== start));
  const endByName = best(table, others, NAMES.end, Boolean(start));
  const ends = last.filter((c) => c !== start);
  const end =
    endByName || (ends.find((c) => dated(table, c) || (start && !filled(table, c).length)) ?? "");
  const more = DATES.more.flatMap((name) => {
    const column = named.get(name);
    const extra =
      column !== undefined && column !== start && column !== end && dated(table, column);
    return extra ? [column] : [];
  });
  const events = Boolean(start && end) && DATES.events.some((name) => named.has(name));
  return {
    ...NO_DATES,
    start,
    end,
    more: start ? more : [],
    guessed: Boolean(start) && !byName,
    events,
    parts: partsOf(plain(start), named),
    endGuessed: Boolean(end) && !endByName,
    endParts: partsOf(plain(end), named),
  };
}

/**
 * The columns of month and day that belong to one of years.
 *
 * @param {string} year
 * @param {Map<string, string>} named
 * @returns {string[]}
 */
function partsOf(year, named) {
  for (const [word, month, day] of DATES.parts) {
    if (!year.endsWith(word) && !year.startsWith(word)) continue;
    const before = year.endsWith(word) ? year.slice(0, year.length - word.length) : "";
    const after = year.endsWith(word) ? "" : year.slice(word.length);
    const column = named.get(before + month + after);
    if (column !== undefined) return [column, named.get(before + day + after) ?? ""];
  }
  return [];
}

/**
 * One date of its parts, as exact as they are: 2009-06-14, 14 June 2009.
 *
 * @param {string[]} texts
 */
export function joined(...texts) {
  const [year, month, day] = texts.map((text) => text.replace(/\.0$/, ""));
  if (!year || UNKNOWN.has(month)) return year;
  const known = UNKNOWN.has(day) ? "" : day;
  if (/^[0-9]+$/.test(month)) {
    return [year, month.padStart(2, "0"), ...(known ? [known.padStart(2, "0")] : [])].join("-");
  }
  return `${known} ${month} ${year}`.replace(/^ +| +$/g, "");
}

/**
 * The first column of a name with dates in it, else one whose name leaves no doubt.
 *
 * @param {Table} table
 * @param {Map<string, string>} named
 * @param {string[]} names
 * @param {boolean} [blank]
 */
function best(table, named, names, blank = false) {
  const there = names.filter((name) => named.has(name));
  const column = (/** @type {string} */ name) => /** @type {string} */ (named.get(name));
  for (const name of there) {
    if (dated(table, column(name)) || (blank && !filled(table, column(name)).length)) {
      return column(name);
    }
  }
  const sure = there.filter((name) => !WEAK.has(name)).map(column);
  return sure.find((c) => filled(table, c).length > 0) ?? sure[0] ?? "";
}

/** @param {string} name */
function isLike(name) {
  return (
    (WHOLE.has(name) || DATES.like.some((part) => name.includes(part))) &&
    !UNLIKE.some((part) => name.includes(part))
  );
}

/**
 * Whether a name without its word for a date is a word for an end: Datum bis.
 *
 * @param {string} name
 */
const isEnd = (name) =>
  DATES.like.some((part) => name.includes(part) && ENDS.has(name.replace(part, "")));

/**
 * Whether most cells that are not empty are dates.
 *
 * @param {Table} table
 * @param {string} column
 */
function dated(table, column) {
  const texts = filled(table, column);
  return texts.length > 0 && 2 * texts.filter(isDate).length >= texts.length;
}
