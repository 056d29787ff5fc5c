// Workbooks of other people: the first sheet with a table, its cells as text.
// The twin of csto_map/exchange/reading/xlsx_read.py, which has openpyxl for the same:
// tests/cases/layer_files.json holds for both.

import { gridTable } from "./grid.js";
import { isPlaceHeader } from "./roles.js";
import { BadFile, MOST_ROWS } from "./table.js";
import { textOf, trim } from "./vocabulary.js";

/** @typedef {import("./zip.js").Archive} Archive */
/** @typedef {import("./table.js").Table} Table */
/** @typedef {{strings: string[], kinds: string[], first: number, old: boolean}} Book */

// Of a sheet, each row as wide as the widest.
const MOST_CELLS = 100 * MOST_ROWS;
const BOOK = "xl/workbook.xml";
const HEADER_DEPTH = 40;
const DAY_MS = 86_400_000;
// Ordinals of the days before day 1 of both calendars; that of 1900 has a day that never was.
const WINDOWS = 693594;
const MAC = 695056;
const EPOCH = 719163;
// Formats that every workbook has without saying so: dates, times, and lengths of time.
/** @type {Record<string, string>} */
const BUILT_IN = {
  ...Object.fromEntries([14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 47].map((id) => [id, "date"])),
  46: "length",
};
const LITERAL = /".*?"|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]/g;
const DATE_SIGN = /(?<![_\\])[dmhysDMHYS]/;
const LENGTH = /\[hh?\](:mm(:ss(\.0*)?)?)?|\[mm?\](:ss(\.0*)?)?|\[ss?\](\.0*)?/i;
const ROW = /<(?:\w+:)?row\b([^>]*?)(?:\/>|>([\s\S]*?)<\/(?:\w+:)?row>)/g;
const CELL = /<(?:\w+:)?c\b([^>]*?)(?:\/>|>([\s\S]*?)<\/(?:\w+:)?c>)/g;
const VALUE = /<(?:\w+:)?v\b[^>]*>([^<]*)<\/(?:\w+:)?v>/;
const TEXT = /<(?:\w+:)?t\b[^>]*?(?:\/>|>([^<]*)<\/(?:\w+:)?t>)/g;
const SOUND = /<(?:\w+:)?rPh\b[\s\S]*?<\/(?:\w+:)?rPh>/g;
const UNCALCULATED =
  /<(?:\w+:)?f\b(?:[^<>]*\/>|[^<>]*>[^<]*<\/(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*\/>|<(?:\w+:)?v><\/(?:\w+:)?v>)?\s*<\/(?:\w+:)?c>/g;
/** @type {Record<string, string>} */
const ENTITIES = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/** @param {Archive} archive */
export const isWorkbook = (archive) => archive.members.includes(BOOK);

/**
 * Read the first sheet that says where rows are, else the first with a table.
 *
 * @param {Archive} archive
 * @param {string | null} [layer]  The name of the sheet that is meant.
 * @param {string[]} [wanted]  Columns that somebody asks for: they tell the header.
 * @returns {Table}
 */
export function readXlsx(archive, layer = null, wanted = []) {
  const { name } = archive;
  const members = archive.members.filter((one) => /\.(?:xml|rels)$/.test(one));
  const decoder = new TextDecoder();
  const texts = new Map(
    archive.read(...members).map((data, k) => [members[k], decoder.decode(data)]),
  );
  for (const text of texts.values()) {
    if (text.includes("<!DOCTYPE") || text.includes("<!ENTITY") || text.includes("\0")) {
      throw new BadFile("bad_xlsx", { name });
    }
  }
  const filled = sheetsOf(texts, name).filter(({ records }) =>
    records.some((r) => r.some(Boolean)),
  );
  const chosen =
    layer === null
      ? (filled.find(({ records }) => hasPlaces(records, wanted)) ??
        filled.find(({ records }) => isTable(records)))
      : filled.find(({ title }) => title === layer);
  if (!chosen && layer !== null) {
    throw new BadFile("no_layer", { name, layer, layers: filled.map((s) => s.title).join(", ") });
  }
  if (!chosen) throw new BadFile("no_sheet", { name });
  const table = gridTable(chosen.records, name, { wanted });
  const others = filled.filter(({ title }) => title !== chosen.title).map(({ title }) => title);
  if (others.length && layer === null) {
    table.notes.push({ key: "other_sheets", sheet: chosen.title, others: others.join(", ") });
  }
  const sheets = [...texts].filter(([member]) => /^xl\/worksheets\/[^/]+\.xml$/.test(member));
  const bare = sheets.reduce((n, [, text]) => n + (text.match(UNCALCULATED) ?? []).length, 0);
  if (bare) table.notes.push({ key: "uncalculated", n: bare });
  return table;
}

/**
 * The value of an attribute; "" for none.
 *
 * @param {string} attributes
 * @param {string} name
 */
function attribute(attributes, name) {
  const match = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  return match ? unescaped(match[1] ?? match[2]) : "";
}

/** @param {string} text */
function unescaped(text) {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#x([0-9a-fA-F]+)|#([0-9]+)|(\w+));/g, (whole, hex, digits, entity) => {
    if (entity) return ENTITIES[entity] ?? whole;
    return String.fromCodePoint(Number.parseInt(hex ?? digits, hex ? 16 : 10));
  });
}

/**
 * The attributes of all elements of a name.
 *
 * @param {string} xml
 * @param {string} name
 */
function elements(xml, name) {
  const pattern = new RegExp(`<(?:\\w+:)?${name}\\b([^>]*?)/?>`, "g");
  return Array.from(xml.matchAll(pattern), (match) => match[1]);
}

/**
 * The sheets of a workbook as lines of texts of one width.
 *
 * @param {Map<string, string>} texts
 * @param {string} name
 */
function sheetsOf(texts, name) {
  const xml = texts.get(BOOK) ?? "";
  const links = new Map(
    elements(texts.get("xl/_rels/workbook.xml.rels") ?? "", "Relationship").map((one) => [
      attribute(one, "Id"),
      { kind: attribute(one, "Type"), path: pathOf(attribute(one, "Target")) },
    ]),
  );
  const [properties = ""] = elements(xml, "workbookPr");
  const old = ["1", "true"].includes(attribute(properties, "date1904"));
  const strings = Array.from(
    byKind(texts, links, "sharedStrings").matchAll(
      /<(?:\w+:)?si\b[^>]*?(?:\/>|>([\s\S]*?)<\/(?:\w+:)?si>)/g,
    ),
    (match) => richText(match[1] ?? ""),
  );
  const kinds = kindsOf(byKind(texts, links, "styles"));
  const listed = elements(xml, "sheet");
  if (!listed.length) throw new BadFile("bad_xlsx", { name });
  return listed.flatMap((one) => {
    const link = links.get(attribute(one, "(?:\\w+:)id"));
    const sheet = link && texts.get(link.path);
    if (link && !link.kind.endsWith("/worksheet")) return [];
    if (sheet === undefined) throw new BadFile("bad_xlsx", { name });
    const book = { strings, kinds, first: old ? MAC : WINDOWS, old };
    return [{ title: attribute(one, "name"), records: recordsOf(sheet, book, name) }];
  });
}

/** @param {string} target */
const pathOf = (target) => (target.startsWith("/") ? target.slice(1) : `xl/${target}`);

/**
 * The text of the first part of a kind that a workbook names; "" for none.
 *
 * @param {Map<string, string>} texts
 * @param {Map<string, {kind: string, path: string}>} links
 * @param {string} kind
 */
function byKind(texts, links, kind) {
  const link = [...links.values()].find((one) => one.kind.endsWith(`/${kind}`));
  return (link && texts.get(link.path)) ?? "";
}

/** @param {string} xml */
const richText = (xml) =>
  Array.from(xml.replace(SOUND, "").matchAll(TEXT), (match) => unescaped(match[1] ?? "")).join("");

/**
 * What the numbers of each style are: "date", "length" of time, or "".
 *
 * @param {string} xml
 */
function kindsOf(xml) {
  const formats = new Map(Object.entries(BUILT_IN));
  for (const one of elements(xml, "numFmt")) {
    const [first] = attribute(one, "formatCode").split(";");
    const isDate = DATE_SIGN.test(first.replace(LITERAL, ""));
    const isLength = isDate && LENGTH.test(first);
    formats.set(attribute(one, "numFmtId"), isLength ? "length" : isDate ? "date" : "");
  }
  const cells = /<(?:\w+:)?cellXfs\b[\s\S]*?<\/(?:\w+:)?cellXfs>/.exec(xml)?.[0] ?? "";
  return elements(cells, "xf").map((one) => formats.get(attribute(one, "numFmtId")) ?? "");
}

/**
 * @param {string} xml
 * @param {Book} book
 * @param {string} name
 */
function recordsOf(xml, book, name) {
  /** @type {string[][]} */
  const records = [];
  let at = 0;
  for (const [, attributes, inside = ""] of xml.matchAll(ROW)) {
    at = Number(attribute(attributes, "r")) || at + 1;
    if (at > 2 * MOST_ROWS) throw new BadFile("too_many_rows", { name, most: MOST_ROWS });
    while (records.length < at - 1) records.push([]);
    /** @type {string[]} */
    const record = [];
    let column = 0;
    for (const [, given, content = ""] of inside.matchAll(CELL)) {
      column = columnOf(attribute(given, "r")) || column + 1;
      while (record.length < column - 1) record.push("");
      record[column - 1] = cellText(given, content, book, name);
    }
    // Cells that only have a look reach far to the right.
    while (record.length && !record[record.length - 1]) record.pop();
    records[at - 1] = record;
  }
  const width = records.reduce((most, record) => Math.max(most, record.length), 0);
  if (width * records.length > MOST_CELLS) {
    throw new BadFile("too_many_rows", { name, most: MOST_ROWS });
  }
  return records.map((record) => [...record, ...Array(width - record.length).fill("")]);
}

/**
 * The number of a column, from 1: AB12 is 28; 0 for none.
 *
 * @param {string} place
 */
function columnOf(place) {
  let column = 0;
  for (const letter of place.replace(/[^A-Za-z]/g, "").toUpperCase()) {
    column = 26 * column + letter.charCodeAt(0) - 64;
  }
  return column;
}

/**
 * @param {string} attributes
 * @param {string} content
 * @param {Book} book
 * @param {string} name
 */
function cellText(attributes, content, book, name) {
  const kind = attribute(attributes, "t") || "n";
  if (kind === "inlineStr") return richText(content);
  const value = unescaped(VALUE.exec(content)?.[1] ?? "");
  if (!value) return "";
  if (kind === "s") {
    const text = book.strings[Number(value)];
    if (text === undefined) throw new BadFile("bad_xlsx", { name });
    return text;
  }
  if (kind === "b") return Number(value) ? "true" : "false";
  if (kind === "d") return value.replace(/T00:00:00(?:\.0+)?Z?$/, "").replace(/\.[0-9]+Z?$|Z$/, "");
  if (kind !== "n") return value;
  const number = Number(value);
  if (Number.isNaN(number)) throw new BadFile("bad_xlsx", { name });
  const style = book.kinds[Number(attribute(attributes, "s")) || 0] ?? "";
  if (style === "length") return lengthText(number);
  return style ? momentText(number, book) : textOf(number);
}

/** @param {number} days */
function lengthText(days) {
  const seconds = Math.trunc(Math.round(days * DAY_MS) / 1000);
  const minutes = Math.floor(seconds / 60);
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

/** @param {number} n */
const two = (n) => String(n).padStart(2, "0");

/**
 * A day of a spreadsheet as an ISO text, with its time of day if it has one.
 *
 * @param {number} number
 * @param {Book} book
 */
function momentText(number, { first, old }) {
  let day = Math.floor(number);
  const ms = Math.round((number - day) * DAY_MS);
  if (number >= 0 && number < 1 && ms < DAY_MS) {
    return new Date(ms).toISOString().slice(11, 19);
  }
  if (number > 0 && number < 60 && !old) day += 1;
  const since = (first + day - EPOCH) * DAY_MS + ms;
  // The years from 1 to 9999, as in Python.
  if (since < -62135596800000 || since >= 253402300800000) return "#VALUE!";
  const text = new Date(since).toISOString();
  return text.slice(11, 19) === "00:00:00" ? text.slice(0, 10) : text.slice(0, 19);
}

/**
 * Whether a sheet has a header that says where rows are, or has the columns asked for.
 *
 * @param {string[][]} records
 * @param {string[]} wanted
 */
function hasPlaces(records, wanted) {
  return records.slice(0, HEADER_DEPTH).some((record) => {
    const names = record.map(trim);
    if (names.filter(Boolean).length < 2) return false;
    return isPlaceHeader(names) || wanted.some((column) => names.includes(column));
  });
}

/**
 * Whether a sheet has two lines with two cells that are not empty.
 *
 * @param {string[][]} records
 */
const isTable = (records) =>
  records.filter((record) => record.map(trim).filter(Boolean).length > 1).length > 1;
