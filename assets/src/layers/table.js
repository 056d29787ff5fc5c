// Somebody's table as read: columns, rows, what was refused, and how much is too much.
// The twin of csto_map/exchange/reading/columns.py.

/**
 * A sentence on a file: the key of one in the section "layer" of csto_map/language/locale/*.toml
 * (problem, reason, note), and what fills it in.
 *
 * @typedef {{key: string, [param: string]: string | number | Remark}} Remark
 */

/**
 * A row that was not used: its number (counting data rows from 1), where, and why.
 *
 * @typedef {{row: number, column: string, value: string, reason: Remark}} Refused
 */

/**
 * A shape as GeoJSON has it, in degrees.
 *
 * @typedef {{type: string, coordinates?: any, geometries?: Geometry[]}} Geometry
 */

/**
 * A table as read. `numbers` holds the number of each row in the file; `shapes` the geometries
 * where the format has its own, null where a row has none; `times` when each row holds where the
 * format itself says so (KML, GPX): first and last day as ISO 8601 or EDTF texts, "" where open,
 * the end included, null where a row says nothing: then columns of dates do.
 *
 * @typedef {object} Table
 * @property {string[]} columns
 * @property {Record<string, unknown>[]} rows
 * @property {number[]} numbers
 * @property {(Geometry | null)[] | null} shapes
 * @property {([string, string] | null)[] | null} times
 * @property {Refused[]} refused
 * @property {Remark[]} notes
 */

export const MOST_BYTES = 256 * 1024 * 1024;
export const MOST_ROWS = 500_000;

/** A file that cannot be read: why, as the key of a sentence of "layer.problem" with parameters. */
export class BadFile extends Error {
  /** @param {string} key @param {Record<string, string | number | Remark>} params */
  constructor(key, params = {}) {
    super(`${key} ${JSON.stringify(params)}`);
    this.name = "BadFile";
    /** @type {Remark} */
    this.remark = { key, ...params };
  }
}

/**
 * An empty table.
 *
 * @param {Partial<Table>} parts
 * @returns {Table}
 */
export function tableOf(parts = {}) {
  return {
    columns: [],
    rows: [],
    numbers: [],
    shapes: null,
    times: null,
    refused: [],
    notes: [],
    ...parts,
  };
}

/**
 * Refuse a file with too many rows.
 *
 * @param {number} count
 * @param {string} name
 */
export function bounded(count, name) {
  if (count > MOST_ROWS) throw new BadFile("too_many_rows", { name, most: MOST_ROWS });
}

/**
 * Fill in a sentence.
 *
 * @param {Remark} remark
 * @param {import("../types/files.js").Sentences} sentences The section "layer" of a language.
 * @returns {string}
 */
export function sentence(remark, sentences) {
  const all = { ...sentences.problem, ...sentences.reason, ...sentences.note };
  return all[remark.key].replace(/\{(\w+)\}/g, (_, name) => {
    const value = remark[name];
    return typeof value === "object" ? sentence(value, sentences) : String(value);
  });
}
