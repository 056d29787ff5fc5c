// When the rows of a file hold: from their columns of dates, each decided as a whole.
// The twin of csto_map/exchange/reading/stays.py: tests/cases/layer_dates.json holds for both.

import { joined } from "./date_columns.js";
import {
  contradictions,
  days,
  formOf,
  isOpen,
  iso,
  isStill,
  LAST_DAY,
  NONE,
  order,
  remembered,
  stretch,
  wayOf,
  withinDay,
} from "./date_texts.js";
import { plain, textOf } from "./vocabulary.js";

/** @typedef {import("./table.js").Table} Table */
/** @typedef {import("./table.js").Remark} Remark */
/** @typedef {import("./date_columns.js").DateColumns} DateColumns */
/** @typedef {import("./places.js").Spoilt} Spoilt */
/** @typedef {import("./date_texts.js").Way} Way */

/**
 * When a row holds: EDTF texts, the first day and the first day after as ordinals, null where
 * it is open.
 *
 * @typedef {{start: string, end: string, since: number | null, until: number | null}} Stay
 */

/**
 * Why a row has no stay: its start or its end.
 *
 * @typedef {{remark: Remark, start: boolean}} NoStay
 */

/**
 * A date that may be two: ordinals of both days.
 *
 * @typedef {{row: number, column: string, value: string, day: number, month: number}} Doubt
 */

/**
 * Start, end, and a date in another column, as they stand in the file.
 *
 * @typedef {[string, string, string]} Texts
 */

/** @type {Stay} */
const ALWAYS = { start: "", end: "", since: null, until: null };
const STAMPS = ["seconds", "milliseconds"];
// What our own tables say of rows that were only announced, and in which column.
const CERTAINTY = "certainty";
const PLANNED = "planned";

/**
 * When each row holds, which of them have no stay, and what was assumed; or the date that may
 * be two, if neither another row nor `first` ("day", "month") tells.
 *
 * @param {Table} table
 * @param {DateColumns} columns
 * @param {string} first
 * @returns {{stays: Stay[], spoilt: Map<number, Spoilt>, notes: Remark[]} | {doubt: Doubt}}
 */
export function staysOf(table, columns, first) {
  const made = byColumns(table, columns, first);
  if ("doubt" in made || !table.times || columns.ours) return made;
  for (const [k, time] of table.times.entries()) {
    if (!time?.some(Boolean)) {
      // Beside rows with times, one without is not in error: it holds on every date, and is told.
      if (made.spoilt.get(k)?.reason.key === "no_date") made.spoilt.delete(k);
      continue;
    }
    made.spoilt.delete(k);
    const stay = timed(time);
    if ("remark" in stay) {
      made.spoilt.set(k, { column: "time", value: time.join(" / "), reason: stay.remark });
    } else {
      made.stays[k] = stay;
    }
  }
  return made;
}

/**
 * The stay of a row whose format itself has a time: its end is included.
 *
 * @param {[string, string]} time
 * @returns {Stay | {remark: Remark}}
 */
function timed([begin, finish]) {
  const start = begin ? days(begin, NONE) : null;
  const end = finish ? days(finish, NONE) : null;
  if (start && "remark" in start) return start;
  if (end && "remark" in end) return end;
  if (start && end && end.last < start.first) {
    return { remark: { key: "end_before_start", value: finish, start: begin } };
  }
  return {
    start: start ? start.edtf : "",
    end: begin === finish ? "" : end ? end.edtf : "..",
    since: start ? start.first : null,
    until: end ? after(end.last) : null,
  };
}

/**
 * @param {Table} table
 * @param {DateColumns} columns
 * @returns {Texts[]}
 */
function textsOf(table, { start, end, more, parts, endParts }) {
  return table.rows.map((row) => {
    const cell = (/** @type {string} */ column) => (column ? textOf(row[column]) : "");
    const began = parts.length ? joined(cell(start), ...parts.map(cell)) : cell(start);
    const ended = endParts.length ? joined(cell(end), ...endParts.map(cell)) : cell(end);
    return [began, ended, began || ended ? "" : (more.map(cell).find(Boolean) ?? "")];
  });
}

/**
 * @param {Table} table
 * @param {DateColumns} columns
 * @param {string} first
 * @returns {{stays: Stay[], spoilt: Map<number, Spoilt>, notes: Remark[]} | {doubt: Doubt}}
 */
function byColumns(table, columns, first) {
  /** @type {Map<number, Spoilt>} */
  const spoilt = new Map();
  if (!columns.start && !columns.end) {
    return { stays: table.rows.map(() => ALWAYS), spoilt, notes: [] };
  }
  const texts = textsOf(table, columns);
  const parts = texts.flatMap((row) => row.flatMap(split));
  const doubt = doubtOf(table, columns, texts, parts, first);
  if (doubt) return { doubt };
  const way = wayOf(parts, first);
  const inclusive = !columns.ours && isInclusive(texts, way);
  const [ended, moment] = [true, false].map((both) => stayer(way, both, inclusive));
  const stay = columns.end ? ended : moment;
  const stays = texts.map(([start, end, other], k) => {
    const alone = other || (columns.events && !end ? start : "");
    const one = alone ? moment(alone, "") : stay(start, end);
    if (!("remark" in one)) return one;
    spoilt.set(
      k,
      one.start
        ? { column: columns.start || columns.end, value: other || start, reason: one.remark }
        : { column: columns.end || columns.start, value: end || start, reason: one.remark },
    );
    return ALWAYS;
  });
  if (columns.ours) leaveOutPlans(table, spoilt);
  const notes = [
    ...remarks(columns, texts, parts, way),
    ...endNotes(columns, texts, stays, inclusive),
  ];
  return { stays, spoilt, notes };
}

/**
 * Leave out rows of our own tables that were only announced, as the map does.
 *
 * @param {Table} table
 * @param {Map<number, Spoilt>} spoilt
 */
function leaveOutPlans(table, spoilt) {
  const column = /** @type {string} */ (table.columns.find((one) => plain(one) === CERTAINTY));
  for (const [k, row] of table.rows.entries()) {
    if (textOf(row[column]) !== PLANNED) continue;
    spoilt.set(k, { column, value: PLANNED, reason: { key: "only_planned" } });
  }
}

/** @param {string} text @returns {string[]} */
const split = (text) => (text ? (stretch(text) ?? [text]) : []);

/**
 * The first date that may be two, where nothing tells.
 *
 * @param {Table} table
 * @param {DateColumns} columns
 * @param {Texts[]} texts
 * @param {string[]} parts
 * @param {string} first
 * @returns {Doubt | null}
 */
function doubtOf(table, columns, texts, parts, first) {
  if (first || order(parts)) return null;
  // Years of two figures are in doubt only where a file writes all its dates so.
  const short = new Set(parts.map(formOf));
  const doubtful = ["figures"];
  if (short.size === 1 && short.has("short_figures")) doubtful.push("short_figures");
  for (const [k, row] of texts.entries()) {
    for (const [at, text] of row.entries()) {
      for (const value of split(text)) {
        if (!doubtful.includes(formOf(value))) continue;
        const read = days(value);
        if (!("remark" in read) || !read.readings) continue;
        const [day, month] = read.readings;
        const column = at === 1 ? columns.end : columns.start;
        return { row: table.numbers[k], column, value, day, month };
      }
    }
  }
  return null;
}

/**
 * What was assumed of the dates of a file.
 *
 * @param {DateColumns} columns
 * @param {Texts[]} texts
 * @param {string[]} parts
 * @param {Way} way
 */
function remarks(columns, texts, parts, way) {
  /** @type {Remark[]} */
  const notes = [];
  const ongoing = texts.filter(([start, end]) => columns.events && start && !end).length;
  if (ongoing) notes.push({ key: "events", n: ongoing, column: columns.start });
  if (columns.guessed) notes.push({ key: "guessed", column: columns.start });
  if (columns.endGuessed) notes.push({ key: "guessed", column: columns.end });
  const both = contradictions(parts);
  if (both) notes.push({ key: "contradiction", one: both[0], two: both[1] });
  const forms = parts.map(formOf);
  for (const [key, names] of /** @type {[string, string[]][]} */ ([
    ["serials", way.serials ? ["serial"] : []],
    ["stamps", STAMPS],
    ["short_years", ["short_figures", "day_word_short_year"]],
  ])) {
    const n = forms.filter((form) => names.includes(form)).length;
    if (n) notes.push({ key, n, column: columns.start || columns.end });
  }
  return notes;
}

/**
 * How ends that are days were read.
 *
 * @param {DateColumns} columns
 * @param {Texts[]} texts
 * @param {Stay[]} stays
 * @param {boolean} inclusive
 */
function endNotes(columns, texts, stays, inclusive) {
  if (inclusive) return [{ key: "ends_last", column: columns.end }];
  const exact = texts.some(([, end], k) => end && stays[k].end.length === 10 && !withinDay(end));
  return exact && !columns.ours ? [{ key: "ends_first", column: columns.end }] : [];
}

/**
 * Whether ends that are days are the last days of rows: a row starts and ends on one day, or
 * rows last from the first day of a month to the last of one and none to the first of one.
 *
 * @param {Texts[]} texts
 * @param {Way} way
 */
function isInclusive(texts, way) {
  let [whole, next] = [false, false];
  const read = remembered((text) => days(text, way));
  for (const [start, end] of texts) {
    if (!start || !end) continue;
    const [first, last] = [read(start), read(end)];
    if ("remark" in first || "remark" in last) continue;
    if (first.first !== first.last || last.first !== last.last || withinDay(end)) continue;
    if (first.first === last.first) return true;
    if (first.edtf.slice(8, 10) === "01" && last.first > first.first) {
      whole ||= iso(Math.min(last.first + 1, LAST_DAY)).slice(8) === "01";
      next ||= last.edtf.slice(8, 10) === "01";
    }
  }
  return whole && !next;
}

/** @param {number} day */
const after = (day) => (day >= LAST_DAY ? null : day + 1);

/**
 * Make the function that turns the texts of a row into its stay.
 *
 * @param {Way} way
 * @param {boolean} ended
 * @param {boolean} inclusive
 * @returns {(start: string, end: string) => Stay | NoStay}
 */
function stayer(way, ended, inclusive) {
  const read = remembered((text) => days(text, way));
  return (began, finished) => {
    let [start, end, both] = [began, finished, ended];
    const parts = end ? null : stretch(start);
    if (parts) [start, end, both] = [parts[0], parts[1], true];
    // A stretch in one cell includes its last day, as ISO 8601 and people have it.
    const whole = inclusive || parts !== null;
    const from = isOpen(start) ? null : read(start);
    if (from && "remark" in from) return { remark: from.remark, start: true };
    if (!both) {
      if (!from) return { remark: { key: "no_date" }, start: true };
      return { start: from.edtf, end: "", since: from.first, until: after(from.last) };
    }
    if (!start && !end) return ALWAYS;
    const since = from ? from.first : null;
    const edtf = from ? from.edtf : start;
    if (isOpen(end) || isStill(end)) {
      return { start: edtf, end: isOpen(end) ? end : "..", since, until: null };
    }
    const last = read(end);
    if ("remark" in last) return { remark: last.remark, start: false };
    const exact = last.first === last.last && !whole && !withinDay(end);
    const until = exact ? last.first : after(last.last);
    if (since !== null && until !== null && until <= since) {
      return { remark: { key: "end_before_start", value: end, start }, start: false };
    }
    return { start: edtf, end: last.edtf, since, until };
  };
}
