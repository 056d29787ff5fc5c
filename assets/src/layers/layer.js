// A user layer: places and dates out of the table of somebody's file.
// The twin of csto_map/exchange/reading/layer.py, which tells the rules:
// tests/cases/layer_files.json holds for both. Pure.

import { quantities } from "./coordinates.js";
import { iso } from "./date_texts.js";
import { shown } from "./marks.js";
import { placeNotes, placesOf } from "./places.js";
import { asked, columnsOf, datesOf, recognise } from "./roles.js";
import { staysOf } from "./stays.js";
import { BadFile } from "./table.js";
import { cutTo, labelOf, textOf, WORDS } from "./vocabulary.js";

/** @typedef {import("./table.js").Table} Table */
/** @typedef {import("./table.js").Remark} Remark */
/** @typedef {import("./table.js").Refused} Refused */
/** @typedef {import("./table.js").Geometry} Geometry */
/** @typedef {import("./stays.js").Doubt} Doubt */

/**
 * A row that is used.
 *
 * @typedef {object} LayerRow
 * @property {number} row  Its number in the file, from 1.
 * @property {string} label
 * @property {number} lat  Of the point that is drawn, in degrees.
 * @property {number} lon
 * @property {[string, string]} edtf  Start and end as EDTF texts; "" and ".." are open.
 * @property {number | null} since  First day, as an ordinal; null: since ever.
 * @property {number | null} until  First day after; null: open.
 * @property {string} sidc
 * @property {string} colour  #rrggbb, "" for none.
 * @property {number | null} size
 * @property {Record<string, string>} details  The other columns, without empty cells.
 * @property {Geometry | null} shape  Null for a point at `lon`, `lat`.
 */

/**
 * A file as a layer; `ambiguous` instead of rows if the order of its dates has to be asked.
 *
 * @typedef {object} Layer
 * @property {Record<string, string>} columns  Role -> column.
 * @property {LayerRow[]} rows
 * @property {Refused[]} refused
 * @property {Remark[]} notes
 * @property {Doubt | null} ambiguous
 */

/**
 * How to read: `map` gives columns by role where names do not tell ({lat: "Breite", date:
 * "Tag"}), `dates` what comes first in 03/04/2009 where no row tells, `extent` is the map's
 * (west, south, east, north in degrees): exchanged coordinates are told by it.
 *
 * @typedef {object} Options
 * @property {string} name  Of the file, for what is told of it.
 * @property {Record<string, string>} [map]
 * @property {"dmy" | "mdy" | ""} [dates]
 * @property {readonly [number, number, number, number] | null} [extent]
 */

const SIDC = /^(?:[0-9]{20}(?:[0-9]{10})?|[A-Z0-9*-]{10,15})$/;
const HEX = /^(?:#([0-9a-f]{3}|[0-9a-f]{6})(?:[0-9a-f]{2})?|([0-9a-f]{6}))$/;
const RGB = /^rgba?\( ?([0-9]{1,3}) ?, ?([0-9]{1,3}) ?, ?([0-9]{1,3}) ?(?:,[^()]*)?\)$/;
/** @type {Record<string, string>} */
const COLOURS = WORDS.colours;
const FORMULA = ["=", "+", "-", "@"];
const SHOWN = 80;

/**
 * Read a table as a layer.
 *
 * @param {Table} table
 * @param {Options} options
 * @returns {Layer}
 * @throws {BadFile} Nothing says where rows are (`no_place`: ask for columns), or none is used.
 */
export function readTable(table, { name, map = {}, dates = "", extent = null }) {
  const told = asked(map, table, name);
  const chosen = recognise(table, told, name);
  const dated = datesOf(table, chosen, told);
  const columns = columnsOf(chosen, dated);
  const holding = staysOf(table, dated, { dmy: "day", mdy: "month" }[String(dates)] ?? "");
  if ("doubt" in holding) {
    return { columns, rows: [], refused: [], notes: [], ambiguous: holding.doubt };
  }
  const where = placesOf(table, chosen);
  const spoilt = new Map([...holding.spoilt, ...where.spoilt]);
  const refused = [...table.refused];
  for (const [k, { column, value, reason }] of spoilt) {
    refused.push({ row: table.numbers[k], column, value: cutTo(value, SHOWN), reason });
  }
  refused.sort((one, other) => one.row - other.row);
  const used = table.rows.flatMap((_, k) => (spoilt.has(k) ? [] : [k]));
  if (!used.length) throw noneUsed(refused, name, table.notes);
  const undated = used.filter((k) => {
    const { since, until } = holding.stays[k];
    return since === null && until === null;
  }).length;
  const dateless = !dated.start && !dated.end && !table.times;
  const looks = looksOf(table, chosen, used);
  const taken = new Set([...Object.values(chosen), dated.start, dated.end]);
  const rest = table.columns.filter((column) => !taken.has(column));
  const rows = used.map((k, at) => {
    const stay = holding.stays[k];
    const [lon, lat] = /** @type {[number, number]} */ (where.points[k]);
    const texts = rest.map((column) => [column, shown(textOf(table.rows[k][column]))]);
    /** @type {Record<string, string>} */
    const details = Object.fromEntries(texts.filter(([, text]) => text));
    return {
      row: table.numbers[k],
      label: looks.label[at],
      lat,
      lon,
      edtf: /** @type {[string, string]} */ ([stay.start, stay.end]),
      since: stay.since,
      until: stay.until,
      sidc: looks.sidc[at],
      colour: looks.colour[at],
      size: looks.size[at],
      details,
      shape: where.shapes ? where.shapes[k] : null,
    };
  });
  /** @type {[number, number][]} */
  const points = rows.map(({ lon, lat }) => [lon, lat]);
  const notes = [
    ...table.notes,
    ...where.notes,
    ...holding.notes,
    ...(dateless ? [{ key: "no_dates", n: used.length }] : []),
    ...(undated && !dateless ? [{ key: "undated", n: undated }] : []),
    ...looks.notes,
    ...placeNotes(points, extent),
  ];
  return { columns, rows, refused, notes, ambiguous: null };
}

/**
 * @param {Refused[]} refused
 * @param {string} name
 * @param {Remark[]} notes
 */
function noneUsed(refused, name, notes) {
  if (!refused.length) return new BadFile("no_rows", { name });
  const { row, column, value, reason } = refused[0];
  // Cells of formulas without values are empty, and that is why.
  const bare = value ? undefined : notes.find(({ key }) => key === "uncalculated");
  return new BadFile("none_used", { name, row, column, value, reason: bare ?? reason });
}

/**
 * A colour as #rrggbb: of hexadecimal figures, rgb(...) or a name; "" for none.
 *
 * @param {string} text
 */
export function colourOf(text) {
  const lower = text.toLowerCase().replace(/\s+/g, " ");
  if (Object.hasOwn(COLOURS, lower)) return COLOURS[lower];
  const hex = HEX.exec(lower);
  if (hex) {
    const figures = hex[1] ?? hex[2];
    return `#${figures.length === 6 ? figures : [...figures].map((f) => f + f).join("")}`;
  }
  const parts = (RGB.exec(lower) ?? []).slice(1).map(Number);
  if (!parts.length || parts.some((part) => part > 255)) return "";
  return `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

/**
 * A code of APP-6 or MIL-STD-2525 in capitals; "" for what is none.
 *
 * @param {string} text
 */
export function sidcOf(text) {
  const code = text.toUpperCase();
  return SIDC.test(code) ? code : "";
}

/**
 * Labels, codes, colours and sizes of the rows that are used, and what was left out of them.
 *
 * @param {Table} table
 * @param {Record<string, string>} chosen
 * @param {number[]} used
 */
function looksOf(table, chosen, used) {
  /** @type {Remark[]} */
  const notes = [];
  const label = used.map((k) =>
    chosen.label === undefined ? "" : shown(labelOf(table.rows[k][chosen.label])),
  );
  const formulas = label.filter((text) => FORMULA.includes(text[0])).length;
  if (formulas) notes.push({ key: "formulas", n: formulas });
  const texts = (/** @type {string} */ role) =>
    used.map((k) => (chosen[role] === undefined ? "" : textOf(table.rows[k][chosen[role]])));
  /**
   * @param {string} role
   * @param {(text: string) => string} form
   */
  const formed = (role, form) => {
    const given = texts(role);
    const kept = given.map((text) => (text ? form(text) : ""));
    tell(role, given.filter((text, k) => text && !kept[k]).length);
    return kept;
  };
  /** @param {string} role @param {number} n */
  const tell = (role, n) => {
    if (n) notes.push({ key: `no_${role}`, n, column: chosen[role] });
  };
  const sidc = formed("sidc", sidcOf);
  const colour = formed("colour", colourOf);
  const sizes = texts("size");
  const size = quantities(sizes).map((n) => (n === null || n < 0 ? null : n));
  tell("size", sizes.filter((text, k) => text && size[k] === null).length);
  return { label, sidc, colour, size, notes };
}

/**
 * How the file was read, as `csto-map layer FILE --json` tells it, with remarks by their keys.
 *
 * @param {Layer} layer
 */
export function asJson({ columns, rows, refused, notes }) {
  const { start, ...others } = columns;
  const dated = start === undefined ? {} : columns.end === undefined ? { date: start } : { start };
  return {
    columns: { ...others, ...dated },
    rows: rows.map(({ row, label, lat, lon, since, until }) => ({
      row,
      label,
      lat: rounded(lat),
      lon: rounded(lon),
      start: since === null ? null : iso(since),
      end: until === null ? null : iso(until - 1),
    })),
    refused,
    notes,
  };
}

/** @param {number} degrees */
const rounded = (degrees) => Number(degrees.toFixed(7)) + 0;
