// Tables as text: CSV and its like, read as Excel and pandas read them.
// The twin of csto_map/exchange/reading/csv_read.py, which tells the rules:
// tests/cases/layer_tables.json holds for both.

import { gridTable } from "./grid.js";
import { BadFile } from "./table.js";
import { decode } from "./text.js";

/** @typedef {import("./table.js").Table} Table */

const DELIMITERS = [",", ";", "\t", "|"];
const LONGEST_CELL = 1_000_000;
const SEPARATOR = /^"?sep=([^\r\n"])"?(?:\r\n|\n|\r|$)/iu;
// What spreadsheets are made to take as text: ="007".
const QUOTED = /^="([^"]*)"$/;
// Lines that tell the sign between cells.
const SAMPLE = 60;

/**
 * Read a table of text.
 *
 * @param {Uint8Array} data
 * @param {string} name
 * @param {string[]} [wanted]  Columns that somebody asks for: they tell the header.
 * @returns {Table}
 */
export function readCsv(data, name, wanted = []) {
  const { text, remark } = decode(data, name);
  const separator = SEPARATOR.exec(text);
  const body = separator ? text.slice(separator[0].length) : text;
  const delimiter = separator ? separator[1] : delimiterOf(body);
  const { records, repaired } = parse(body, delimiter, name);
  const cells = body.includes('="')
    ? records.map((record) => record.map((cell) => cell.replace(QUOTED, "$1")))
    : records;
  const made = gridTable(cells, name, { wanted, repaired, cut: !/[\n\r]$/.test(body) });
  if (remark) made.notes.unshift(remark);
  return made;
}

/**
 * The sign between cells: the one that gives most of the first lines one width.
 *
 * @param {string} text
 */
export function delimiterOf(text) {
  const ends = /\r\n|\n|\r/g;
  let length = 0;
  for (let k = 0; k < SAMPLE; k++) {
    if (!ends.exec(text)) break;
    length = ends.lastIndex;
  }
  const sample = length ? text.slice(0, length) : text;
  let best = [0, 0];
  let chosen = ",";
  for (const delimiter of DELIMITERS) {
    const widths = new Map();
    for (const record of lines(sample, delimiter)) {
      const width = record.cells.length;
      if (width > 1) widths.set(width, (widths.get(width) ?? 0) + 1);
    }
    for (const [width, count] of widths) {
      if (count > best[0] || (count === best[0] && width > best[1])) {
        best = [count, width];
        chosen = delimiter;
      }
    }
  }
  return chosen;
}

/**
 * Part a text into lines of cells, and tell which of them (from 0) have a mark after the end
 * of a quoted cell.
 *
 * @param {string} text
 * @param {string} delimiter
 * @param {string} name
 */
export function parse(text, delimiter, name) {
  /** @type {string[][]} */
  const records = [];
  /** @type {number[]} */
  const repaired = [];
  for (const { cells, mended, open, line } of lines(text, delimiter)) {
    if (cells.some((cell) => cell.length > LONGEST_CELL)) {
      throw new BadFile("long_cell", { name, line, most: LONGEST_CELL });
    }
    if (open) throw new BadFile("open_quote", { name, line });
    if (mended) repaired.push(records.length);
    records.push(cells);
  }
  return { records, repaired };
}

/**
 * Go through the lines of cells of a text as Python's csv module does.
 *
 * @param {string} text
 * @param {string} delimiter
 */
function* lines(text, delimiter) {
  let at = 0;
  let line = 1;
  const end = text.length;
  while (at < end) {
    const began = line;
    /** @type {string[]} */
    const cells = [];
    let [mended, open, ended] = [false, false, false];
    while (!ended) {
      let cell = "";
      if (text[at] === '"') {
        const quoted = inQuotes(text, at + 1);
        ({ cell, at } = quoted);
        open = quoted.open;
        line += newlines(cell);
        if (at < end && text[at] !== delimiter && text[at] !== "\n" && text[at] !== "\r") {
          mended = true;
          const stop = cellEnd(text, at, delimiter);
          cell += text.slice(at, stop);
          at = stop;
        }
      } else {
        const stop = cellEnd(text, at, delimiter);
        cell = text.slice(at, stop);
        at = stop;
      }
      cells.push(cell);
      if (at < end && text[at] === delimiter) at += 1;
      else ended = true;
    }
    if (text[at] === "\r" && text[at + 1] === "\n") at += 2;
    else at += 1;
    line += 1;
    yield { cells: cells.length === 1 && cells[0] === "" ? [] : cells, mended, open, line: began };
  }
}

/**
 * Where a cell without marks ends.
 *
 * @param {string} text
 * @param {number} from
 * @param {string} delimiter
 */
function cellEnd(text, from, delimiter) {
  const sign = delimiter.charCodeAt(0);
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === sign || code === 10 || code === 13) break;
  }
  return at;
}

/**
 * The cell that begins after a quotation mark, and what comes after the mark that closes it.
 *
 * @param {string} text
 * @param {number} from
 */
function inQuotes(text, from) {
  let cell = "";
  let at = from;
  for (;;) {
    const mark = text.indexOf('"', at);
    if (mark < 0) return { cell: cell + text.slice(at), at: text.length, open: true };
    cell += text.slice(at, mark);
    if (text[mark + 1] !== '"') return { cell, at: mark + 1, open: false };
    cell += '"';
    at = mark + 2;
  }
}

/** @param {string} text */
const newlines = (text) => (text.match(/\r\n|\n|\r/g) ?? []).length;
