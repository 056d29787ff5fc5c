// When rows of user layers hold: which columns say so, and what they say. The twin of
// csto_map/exchange/reading/date_columns.py and of what layer.py makes of them;
// tests/cases/layer_dates.json tests both. Pure.

import * as dates from "./dates.js";

export const NAMES = {
  start: [
    "start",
    "startedtf",
    "startdate",
    "datestart",
    "begin",
    "begindate",
    "datebegin",
    "from",
    "datefrom",
    "fromdate",
    "validfrom",
    "since",
    "eventdate",
    "date",
    "day",
    "when",
    "datetime",
    "sqldate",
    "дата",
    "начало",
    "датаначала",
    "datum",
    "fecha",
    "opened",
    "opening",
    "established",
    "founded",
    "inception",
    "arrived",
    "открыт",
    "timestamp",
    "time",
    "year",
    "yr",
    "год",
  ],
  end: [
    "end",
    "endedtf",
    "enddate",
    "dateend",
    "until",
    "to",
    "dateto",
    "todate",
    "validto",
    "stop",
    "finish",
    "конец",
    "датаконца",
    "датаокончания",
    "closed",
    "closing",
    "closure",
    "dissolved",
    "withdrawn",
    "закрыт",
  ],
};
// Names that often mean something else: they count only if dates stand in them.
const WEAK = new Set([
  "from",
  "to",
  "since",
  "day",
  "when",
  "time",
  "timestamp",
  "stop",
  "until",
  "opened",
  "opening",
  "established",
  "founded",
  "inception",
  "arrived",
  "открыт",
  "closed",
  "closing",
  "closure",
  "dissolved",
  "withdrawn",
  "закрыт",
]);
// Where the chosen columns are empty, a date in one of these is used instead.
const MORE = ["start", "startdate", "datestart", "begin", "date", "eventdate", "when", "дата"];
// A table with one of these lists events: a row without an end happens on its date.
const EVENTS = ["eventid", "eventtype", "eventidcnty"];
// Columns that every layer of our own files has: there, days are already computed.
const OURS = ["certainty", "sourceids", "sources"];
const LIKE = ["date", "datum", "fecha", "time", "year", "дата", "год"];
const UNLIKE = [
  "updat",
  "modif",
  "creat",
  "access",
  "upload",
  "publi",
  "retriev",
  "download",
  "edit",
  "prec",
  "zone",
  "обновл",
  "измен",
];
// Names of the parts of a date that are in separate columns: iyear, imonth, iday.
const PARTS = [
  ["year", "month", "day"],
  ["yr", "mo", "day"],
  ["год", "месяц", "день"],
];
// Months and days that are not known.
const UNKNOWN = new Set(["", "0", "00", "-9", "-99"]);
const SAMPLE = 200;
const OPEN = ["", ".."];

export const plain = (name) =>
  String(name)
    .toLowerCase()
    .replace(/[\s_.-]/g, "");
const textOf = (value) => (value === null || value === undefined ? "" : String(value).trim());

/** The first cells of a column that are not empty. */
function filled(rows, column) {
  const cells = [];
  for (const row of rows) {
    const text = textOf(row[column]);
    if (text) cells.push(text);
    if (cells.length === SAMPLE) break;
  }
  return cells;
}

/** Whether most cells that are not empty are dates. */
function dated(rows, column) {
  const cells = filled(rows, column);
  return cells.length > 0 && 2 * cells.filter(dates.isDate).length >= cells.length;
}

/** The first column of a name with dates in it, else one whose name leaves no doubt. */
function best(rows, named, names, blank = false) {
  const there = names.filter((name) => named.has(name));
  const full = (column) => filled(rows, column).length > 0;
  for (const name of there) {
    const column = named.get(name);
    if (dated(rows, column) || (blank && !full(column))) return column;
  }
  const sure = there.filter((name) => !WEAK.has(name)).map((name) => named.get(name));
  return sure.find(full) || sure[0] || "";
}

function isLike(name) {
  return LIKE.some((part) => name.includes(part)) && !UNLIKE.some((part) => name.includes(part));
}

/**
 * Choose the columns of dates: {start, end, more, guessed, events, parts}; "" for none.
 * `events`: rows without an end happen on their date and are not open. `parts`: the
 * columns of month and day where the start is the year alone.
 *
 * taken: columns that mean something else.
 */
export function choose(columns, rows, taken) {
  const free = columns.filter((column) => !taken.includes(column));
  const named = new Map();
  for (const column of free) if (!named.has(plain(column))) named.set(plain(column), column);
  const [began, ended] = ["startdate", "enddate"].map((name) => named.get(name) || "");
  if (OURS.every((name) => named.has(name)) && (began || ended)) {
    return { start: began, end: ended, more: [], guessed: false, events: false };
  }
  const byName = best(rows, named, NAMES.start);
  const start = byName || free.find((c) => isLike(plain(c)) && dated(rows, c)) || "";
  const others = new Map([...named].filter(([, column]) => column !== start));
  const end = best(rows, others, NAMES.end, Boolean(start));
  const more = MORE.map((name) => named.get(name)).filter(
    (column) => column !== undefined && column !== start && column !== end && dated(rows, column),
  );
  const events = Boolean(start && end) && EVENTS.some((name) => named.has(name));
  const parts = end ? [] : partsOf(plain(start), named);
  return { start, end, more: start ? more : [], guessed: Boolean(start) && !byName, events, parts };
}

/** The columns of month and day that belong to one of years. */
function partsOf(year, named) {
  for (const [ending, month, day] of PARTS) {
    const before = year.slice(0, year.length - ending.length);
    if (year.endsWith(ending) && named.has(before + month)) {
      return [named.get(before + month), named.get(before + day) || ""];
    }
  }
  return [];
}

/** A date joined from its parts, as exact as they are: 2009-06-14, 14 June 2009. */
function joined(...texts) {
  const [year, month, day] = texts.map((text) => text.replace(/\.0$/, ""));
  if (!year || UNKNOWN.has(month)) return year;
  const known = UNKNOWN.has(day) ? "" : day;
  if (!/^\d+$/.test(month)) return `${known} ${month} ${year}`.trim();
  return [year, month.padStart(2, "0"), ...(known ? [known.padStart(2, "0")] : [])].join("-");
}

/** The texts of dates of a row: [start, end, a single date in another column]. */
function textsOf(row, roles) {
  const cell = (column) => (column ? textOf(row[column]) : "");
  const parts = roles.parts || [];
  const end = cell(roles.end);
  const start = parts.length ? joined(cell(roles.start), ...parts.map(cell)) : cell(roles.start);
  const single = start || end ? "" : (roles.more || []).map(cell).find(Boolean) || "";
  return [start, end, single];
}

/** The first ambiguous date of a file, if no other date settles it; see own_dates.js. */
export function doubt(rows, roles) {
  if (!roles.start && !roles.end) return null;
  const texts = rows.flatMap((row) => textsOf(row, roles));
  return dates.order(texts) ? null : dates.ambiguous(texts);
}

/** Whether some row starts and ends on the same day: then ends are last days. */
function inclusive(texts, span) {
  return texts.some(([start, end]) => {
    if (!start || !end || start === ".." || end === "..") return false;
    const [first, last] = [span(start), span(end)];
    if (!Array.isArray(first) || !Array.isArray(last)) return false;
    const same = first[0] === first[1] && last[0] === last[1] && first[0] === last[0];
    return same && !dates.withinDay(end);
  });
}

const after = (day) => (day === dates.LAST_DAY ? null : day + 1);

/**
 * The intervals of rows, [from, until) with null for open, or reasons in words (keys of
 * [own]): {stays, inclusive, ongoing}, the last the number of events without an end. `way`:
 * what comes first in 03/04/2009, if no row shows it.
 */
export function stays(rows, roles, way = "") {
  if (!roles.start && !roles.end)
    return { stays: rows.map(() => [null, null]), inclusive: false, ongoing: 0 };
  const texts = rows.map((row) => textsOf(row, roles));
  const first = way || dates.order(texts.flat());
  const known = new Map();
  // Dates repeat: reading each only once makes a hundred thousand rows quick.
  const span = (text) => {
    if (!known.has(text)) known.set(text, dates.read(text, first));
    return known.get(text);
  };
  const last = inclusive(texts, span);
  let ongoing = 0;
  const intervals = texts.map(([start, end, single]) => {
    const event = Boolean(roles.events && start && !end);
    if (event) ongoing += 1;
    const alone = single || (event ? start : "");
    return alone
      ? stay(alone, "", { span, ended: false, last })
      : stay(start, end, { span, ended: Boolean(roles.end), last });
  });
  return { stays: intervals, inclusive: last, ongoing };
}

function stay(start, end, { span, ended, last }) {
  let two = ended;
  if (!end && dates.isStretch(start)) {
    [start, end] = start.split("/").map((part) => part.trim());
    two = true;
  }
  const from = OPEN.includes(start) ? [null, null] : span(start);
  if (!Array.isArray(from)) return from || "bad_start";
  if (!two) return from[0] === null ? "no_date" : [from[0], after(from[1])];
  if (OPEN.includes(end) || dates.isStill(end)) return [from[0], null];
  const until = span(end);
  if (!Array.isArray(until)) return until || "bad_end";
  const exact = until[0] === until[1] && !last && !dates.withinDay(end);
  const gone = exact ? until[0] : after(until[1]);
  if (from[0] !== null && gone !== null && gone <= from[0]) return "end_before_start";
  return [from[0], gone];
}
