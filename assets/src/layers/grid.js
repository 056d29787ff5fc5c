// Cells as a table: where its header is, how its columns are called, what was repaired.
// The twin of csto_map/exchange/reading/grid.py, which tells the repairs:
// tests/cases/layer_tables.json holds for both.

import { isPlaceHeader } from "./roles.js";
import { BadFile, bounded, tableOf } from "./table.js";
import { cutTo, trim } from "./vocabulary.js";

/** @typedef {import("./table.js").Table} Table */

// A header further down would be no header.
const DEEPEST = 40;
const SHOWN = 80;
// So many rows are named one by one.
const NAMED = 10;

/**
 * Name rows by their numbers, the first ones of many.
 *
 * @param {number[]} rows
 */
export const numbers = (rows) =>
  rows.slice(0, NAMED).join(", ") + (rows.length > NAMED ? ", …" : "");

/** @param {string[]} record */
const isBlank = (record) => !record.some((cell) => cell !== "" && trim(cell));

/**
 * Make a table of cells.
 *
 * @param {string[][]} records  Lines of cells, with empty lines.
 * @param {string} name
 * @param {object} options
 * @param {string[]} [options.wanted]  Columns that somebody asks for: they tell the header.
 * @param {number[]} [options.repaired]  Lines (from 0) in which quotation marks were mended.
 * @param {boolean} [options.cut]  Whether the last line may be cut off: nothing ends it.
 * @returns {Table}
 */
export function gridTable(records, name, { wanted = [], repaired = [], cut = false } = {}) {
  const top = headerOf(records, wanted);
  if (top < 0) throw new BadFile("no_header", { name });
  const made = tableOf();
  const above = records.slice(0, top).filter((record) => !isBlank(record)).length;
  if (above) made.notes.push({ key: "above_header", n: above });
  const mended = repaired.filter((k) => k >= top).map((k) => k - top);
  if (mended.length) made.notes.push({ key: "quotes", n: mended.length, rows: numbers(mended) });
  const body = records.slice(top + 1);
  const columns = named(records[top], body, made);
  let rows = rowsOf(body, columns.length, made, name, cut);
  if (rows.length && rows.every(inApostrophes)) {
    rows = rows.map((row) => row.map((cell) => trim(cell).slice(1, -1)));
    made.notes.push({ key: "apostrophes" });
  }
  made.columns = columns.filter((column) => column !== null);
  const places = columns.flatMap((column, k) => (column === null ? [] : [k]));
  made.rows = rows.map((row) => {
    /** @type {Record<string, unknown>} */
    const cells = Object.create(null);
    for (const k of places) cells[/** @type {string} */ (columns[k])] = row[k];
    return cells;
  });
  return made;
}

/**
 * The line of the header: by names, else the first as wide as most lines; -1 for none.
 *
 * @param {string[][]} records
 * @param {string[]} wanted
 */
function headerOf(records, wanted) {
  const lines = records.slice(0, DEEPEST).map((record) => record.map(trim));
  const full = (/** @type {string[]} */ line) => line.filter(Boolean).length;
  for (const [k, line] of lines.entries()) {
    const names = bare(line);
    if (full(names) < 2) continue;
    if (wanted.some((column) => names.includes(column)) || isPlaceHeader(names)) return k;
  }
  const widths = new Map();
  for (const line of lines) {
    const width = full(line);
    if (width > 1) widths.set(width, (widths.get(width) ?? 0) + 1);
  }
  if (!widths.size) return -1;
  const most = Math.max(...widths.values());
  const usual = Math.max(...[...widths].flatMap(([width, n]) => (n === most ? [width] : [])));
  return lines.findIndex((line) => full(line) >= usual && !line[0].startsWith("#"));
}

/**
 * The names of a header; the sign of a comment before them is none of them.
 *
 * @param {string[]} line
 */
function bare(line) {
  const names = line.map(trim);
  if (names.length) names[0] = trim(names[0].replace(/^#+/, "")) || names[0];
  return names;
}

/**
 * Name the columns; null for those without a name in which nothing stands.
 *
 * @param {string[]} header
 * @param {string[][]} body
 * @param {Table} made
 * @returns {(string | null)[]}
 */
function named(header, body, made) {
  const names = bare(header);
  const taken = new Set(names.filter(Boolean));
  const met = new Set();
  return names.map((name, k) => {
    if (!name && !body.some((record) => record.length > k && trim(record[k]))) return null;
    const base = name || `column ${k + 1}`;
    let chosen = base;
    for (let n = 2; met.has(chosen) || (chosen !== name && taken.has(chosen)); n++) {
      chosen = `${base} ${n}`;
    }
    if (chosen !== name) made.notes.push({ key: "renamed", column: k + 1, old: name, new: chosen });
    met.add(chosen);
    return chosen;
  });
}

/**
 * The rows as wide as the header, numbered.
 *
 * @param {string[][]} body
 * @param {number} width
 * @param {Table} made
 * @param {string} name
 * @param {boolean} cut
 */
function rowsOf(body, width, made, name, cut) {
  /** @type {string[][]} */
  const rows = [];
  /** @type {number[]} */
  const padded = [];
  for (const [k, record] of body.entries()) {
    const row = k + 1;
    if (isBlank(record)) continue;
    const size = record.length;
    let cells = record;
    if (size > width) {
      if (!isBlank(record.slice(width))) {
        made.refused.push(refused(row, record, width));
        continue;
      }
      cells = record.slice(0, width);
    } else if (size < width) {
      if (record[0].startsWith("#")) {
        made.notes.push({ key: "comment", row, text: cutTo(trim(record[0]), SHOWN) });
        continue;
      }
      if (cut && row === body.length) {
        made.refused.push(refused(row, record, width));
        continue;
      }
      cells = [...record, ...Array(width - size).fill("")];
      padded.push(row);
    }
    rows.push(cells);
    made.numbers.push(row);
    bounded(rows.length, name);
  }
  if (padded.length) {
    made.notes.push({ key: "filled_up", n: padded.length, rows: numbers(padded) });
  }
  return rows;
}

/**
 * Whether all cells of a row that are not empty stand in apostrophes.
 *
 * @param {string[]} row
 */
function inApostrophes(row) {
  return row.map(trim).every((cell) => !cell || /^'.*'$/s.test(cell));
}

/**
 * @param {number} row
 * @param {string[]} record
 * @param {number} width
 */
function refused(row, record, width) {
  const value = cutTo(record.map(trim).join(", "), SHOWN);
  return { row, column: "*", value, reason: { key: "cells", cells: record.length, header: width } };
}
