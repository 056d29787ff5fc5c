// Zipped shapefiles of other people: shapes, attributes in their encoding, degrees by the .prj.
//
// csto_map/exchange/reading/shapefile_read.py is its twin. GDAL's drivers are the measure: rows
// that are marked as deleted are left out, empty numbers and dates are empty cells.
import encodings from "../../../csto_map/exchange/reading/encodings.json" with { type: "json" };
import { fromWellKnown } from "./crs.js";
import { emptyRow } from "./json.js";
import { areasOfRings } from "./shapes.js";
import { BadFile, bounded, tableOf } from "./table.js";
import { decode } from "./text.js";
import { oneOf } from "./zip.js";

/** @typedef {import("./shapes.js").Shape} Shape */
/** @typedef {import("./shapes.js").Position} Position */
/** @typedef {{name: string, type: string, at: number, long: number}} Field */

const PARTS = [".shp", ".dbf", ".prj", ".cpg"];
const DELETED = 0x2a;

/**
 * Read one shapefile of an archive. Throws BadFile.
 *
 * @param {import("./zip.js").Archive} archive
 * @param {string | null} [layer]
 */
export function readShapefile(archive, layer) {
  const { name } = archive;
  const chosen = oneOf(archive.ending(".shp"), name, layer);
  const stem = chosen.slice(0, -4).toLowerCase();
  const lower = new Map(archive.members.map((member) => [member.toLowerCase(), member]));
  const there = PARTS.filter((part) => lower.has(stem + part));
  const unpacked = archive.read(...there.map((part) => lower.get(stem + part) ?? chosen));
  const [shp, dbf, prj, cpg] = PARTS.map((part) => unpacked[there.indexOf(part)]);
  const table = tableOf();
  /** @type {(Shape | null)[]} */
  let shapes;
  try {
    shapes = shapesOf(shp);
    if (dbf) {
      const { encoding, guess } = encodingOf(dbf, cpg, name);
      if (guess) table.notes.push(guess);
      const { columns, rows } = recordsOf(dbf, encoding, shapes.length);
      table.columns = columns;
      table.rows = rows.filter((row) => row !== null);
      shapes = shapes.filter((_, k) => rows[k] !== null);
    } else {
      table.rows = shapes.map(emptyRow);
    }
  } catch (problem) {
    if (problem instanceof BadFile) throw problem;
    throw new BadFile("bad_shapefile", { name });
  }
  bounded(shapes.length, name);
  table.numbers = shapes.map((_, k) => k + 1);
  if (prj) {
    const text = new TextDecoder().decode(prj).replace(/^[\0 \r\n]+|[\0 \r\n]+$/g, "");
    const turned = fromWellKnown(shapes, text, name);
    shapes = turned.shapes;
    if (turned.remark) table.notes.push(turned.remark);
  } else if (!inDegrees(shp)) {
    throw new BadFile("no_prj", { name });
  } else {
    table.notes.push({ key: "no_prj_degrees" });
  }
  if (!dbf) table.notes.push({ key: "no_dbf" });
  return { ...table, shapes };
}

/** @param {Uint8Array} bytes */
function viewOf(bytes) {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/**
 * Whether the box of a shapefile can be one of longitudes and latitudes.
 *
 * @param {Uint8Array} shp
 */
function inDegrees(shp) {
  const [west, south, east, north] = [36, 44, 52, 60].map((at) => viewOf(shp).getFloat64(at, true));
  const across = Math.abs(west) <= 360 && Math.abs(east) <= 360;
  return across && Math.abs(south) <= 90 && Math.abs(north) <= 90;
}

/**
 * The shapes of a .shp file, null where a record has none. Throws where it is damaged.
 *
 * @param {Uint8Array} shp
 */
function shapesOf(shp) {
  const view = viewOf(shp);
  if (view.getInt32(0) !== 9994) throw new Error("no shapefile");
  const end = Math.min(shp.length, 2 * view.getInt32(24));
  /** @type {(Shape | null)[]} */
  const shapes = [];
  let at = 100;
  while (at + 8 <= end) {
    const long = 2 * view.getInt32(at + 4);
    if (long < 4 || at + 8 + long > shp.length) throw new Error("cut off");
    shapes.push(shapeAt(new DataView(shp.buffer, shp.byteOffset + at + 8, long)));
    at += 8 + long;
  }
  return shapes;
}

/**
 * @param {DataView} view
 * @returns {Shape | null}
 */
function shapeAt(view) {
  // Heights and measures come after what is read here.
  const kind = view.getInt32(0, true) % 10;
  if (view.getInt32(0, true) > 28) throw new Error("a shape of a kind that is not read");
  /** @param {number} at @returns {Position} */
  const position = (at) => [view.getFloat64(at, true), view.getFloat64(at + 8, true)];
  if (kind === 0) return null;
  if (kind === 1) return { type: "Point", coordinates: position(4) };
  if (kind === 8) {
    const count = view.getInt32(36, true);
    const coordinates = Array.from({ length: checked(count, view) }, (_, k) =>
      position(40 + 16 * k),
    );
    return count ? { type: "MultiPoint", coordinates } : null;
  }
  if (kind !== 3 && kind !== 5) throw new Error("a shape of a kind that is not read");
  const parts = checked(view.getInt32(36, true), view);
  const count = checked(view.getInt32(40, true), view);
  const starts = Array.from({ length: parts }, (_, k) => view.getInt32(44 + 4 * k, true));
  const lines = starts.map((start, k) => {
    const length = checked((starts[k + 1] ?? count) - start, view);
    return Array.from({ length }, (_, n) => position(44 + 4 * parts + 16 * (start + n)));
  });
  if (!lines.length) return null;
  const made = /** @type {any} */ (
    kind === 5 ? areasOfRings(lines) : { type: "MultiLineString", coordinates: lines }
  );
  // One part is no collection.
  if (made.coordinates.length > 1) return made;
  return /** @type {any} */ ({ type: made.type.slice(5), coordinates: made.coordinates[0] });
}

/**
 * @param {number} count
 * @param {DataView} view
 */
function checked(count, view) {
  if (count < 0 || count > view.byteLength) throw new Error("damaged");
  return count;
}

/**
 * In which encoding attributes are, and what of that is a guess.
 *
 * @param {Uint8Array} dbf
 * @param {Uint8Array | undefined} cpg
 * @param {string} name
 */
function encodingOf(dbf, cpg, name) {
  const named = new TextDecoder("latin1")
    .decode(cpg ?? new Uint8Array())
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");
  /** @type {Record<string, Record<string, string>>} */
  const { names, drivers } = /** @type {any} */ (encodings);
  const known = names[named] ?? drivers[String(dbf[29])];
  if (known) return { encoding: known, guess: null };
  const records = dbf.slice(viewOf(dbf).getUint16(8, true)).map((byte) => byte || 32);
  const { remark } = decode(records, name);
  return { encoding: remark ? String(remark.encoding) : "utf-8", guess: remark };
}

/**
 * The records of a .dbf file, null for one that is deleted. Throws where it is damaged.
 *
 * @param {Uint8Array} dbf
 * @param {string} encoding
 * @param {number} count how many there are to be
 */
function recordsOf(dbf, encoding, count) {
  const view = viewOf(dbf);
  const [start, long] = [view.getUint16(8, true), view.getUint16(10, true)];
  const decoder = new TextDecoder(
    encoding.replace(/^cp125/i, "windows-125").replace(/^cp866/i, "ibm866"),
  );
  /** @type {Field[]} */
  const fields = [];
  let from = 1;
  for (let at = 32; at + 32 <= start && dbf[at] !== 13; at += 32) {
    const end = dbf.subarray(at, at + 11).indexOf(0);
    const name = decoder.decode(dbf.subarray(at, at + (end < 0 ? 11 : end))).trim();
    fields.push({ name, type: String.fromCharCode(dbf[at + 11]), at: from, long: dbf[at + 16] });
    from += dbf[at + 16];
  }
  const rows = Array.from({ length: count }, (_, k) => {
    const at = start + k * long;
    if (k >= view.getUint32(4, true) || at + long > dbf.length) throw new Error("cut off");
    if (dbf[at] === DELETED) return null;
    const row = emptyRow();
    for (const field of fields) {
      const bytes = dbf.subarray(at + field.at, at + field.at + field.long);
      row[field.name] = cellOf(decoder.decode(bytes), field.type);
    }
    return row;
  });
  return { columns: [...new Set(fields.map((field) => field.name))], rows };
}

/**
 * @param {string} given
 * @param {string} type
 */
function cellOf(given, type) {
  const text = given.replace(/\0[\s\S]*$/, "").trim();
  if (type === "D") {
    const match = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
    return match && Number(match[1]) ? `${match[1]}-${match[2]}-${match[3]}` : "";
  }
  if (type === "N" || type === "F") {
    if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text)) return "";
    const number = Number(text);
    return /^[-+]?\d+$/.test(text) && !Number.isSafeInteger(number) ? text : String(number);
  }
  if (type === "L") return /^[YyTt]$/.test(text) ? "1" : /^[NnFf]$/.test(text) ? "0" : "";
  return text;
}
