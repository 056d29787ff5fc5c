// Where the rows of a file are: the point that is drawn of each, and why some have none.
// The twin of csto_map/exchange/reading/places.py: tests/cases/layer_tables.json holds for both.

import {
  degrees,
  fromMetres,
  isBandS,
  letterOf,
  metres,
  mgrs,
  pair,
  utm,
  zone,
} from "./coordinates.js";
import { pointOf, shapeOf } from "./shapes.js";
import { plain, textOf, WORDS } from "./vocabulary.js";
import { readWkt } from "./wkt.js";

/** @typedef {import("./table.js").Table} Table */
/** @typedef {import("./table.js").Remark} Remark */
/** @typedef {import("./table.js").Geometry} Geometry */
/** @typedef {import("./coordinates.js").Metres} Metres */
/** @typedef {Record<string, string>} Roles */

/**
 * A row that cannot be used: column, value and reason.
 *
 * @typedef {{column: string, value: string, reason: Remark}} Spoilt
 */

/**
 * Where rows are: longitude and latitude of what is drawn of each, null where there is none.
 *
 * @typedef {object} Places
 * @property {([number, number] | null)[]} points
 * @property {(Geometry | null)[] | null} shapes  Null where all are points.
 * @property {Map<number, Spoilt>} spoilt
 * @property {Remark[]} notes
 */

// Shares of the points of a file from which exchanged coordinates are worth a note.
const SUSPECT = 0.8;
const FULL = 360;
// Beyond this, numbers are no mistaken degrees.
const METRES = 1000;

/**
 * Where each row of a table is, by the columns that were chosen.
 *
 * @param {Table} table
 * @param {Roles} chosen
 * @returns {Places}
 */
export function placesOf(table, chosen) {
  if (chosen.lat !== undefined && chosen.lon !== undefined) {
    return ofDegrees(table, chosen.lat, chosen.lon);
  }
  if (chosen.geometry !== undefined) return ofTexts(table, chosen.geometry);
  if (chosen.latlon !== undefined) return ofPairs(table, chosen.latlon);
  if (["mgrs", "utm", "zone"].some((role) => chosen[role] !== undefined)) {
    return ofMetres(table, chosen);
  }
  return ofShapes(table.shapes ?? [], "geometry", new Map());
}

/**
 * A column of latitudes and one of longitudes.
 *
 * @param {Table} table
 * @param {string} lat
 * @param {string} lon
 * @returns {Places}
 */
function ofDegrees(table, lat, lon) {
  /** @type {Map<number, Spoilt>} */
  const spoilt = new Map();
  // The side of the world may have a column of its own: GPSLatitudeRef, N/S.
  const [southern, western] = [WORDS.lat_sides, WORDS.lon_sides].map((names) =>
    columnIn(table, names),
  );
  const points = table.rows.map((row, k) => {
    let [y, x] = [cellOf(row[lat], "lat"), cellOf(row[lon], "lon")];
    if (southern !== undefined && Number(y) > 0 && isOf(row[southern], WORDS.souths))
      y = -Number(y);
    if (western !== undefined && Number(x) > 0 && isOf(row[western], WORDS.wests)) x = -Number(x);
    if (typeof y === "string" || typeof x === "string") {
      const [column, key] = typeof y === "string" ? [lat, y] : [lon, x];
      spoilt.set(k, { column, value: textOf(row[column]), reason: { key: String(key) } });
      return null;
    }
    return onGlobe(
      k,
      x,
      y,
      { column: lat, value: () => `${textOf(row[lat])}, ${textOf(row[lon])}` },
      spoilt,
    );
  });
  return { points, shapes: null, spoilt, notes: [] };
}

/**
 * @param {unknown} cell
 * @param {"lat" | "lon"} axis
 */
function cellOf(cell, axis) {
  return typeof cell === "number" && Number.isFinite(cell) ? cell : degrees(textOf(cell), axis);
}

/**
 * The point at degrees, or null for a row that is spoilt.
 *
 * @param {number} k
 * @param {number} x
 * @param {number} y
 * @param {{column: string, value: () => string}} where
 * @param {Map<number, Spoilt>} spoilt
 * @returns {[number, number] | null}
 */
function onGlobe(k, x, y, where, spoilt) {
  const key = outside(x, y);
  if (!key) return [wrapped(x), y];
  spoilt.set(k, { column: where.column, value: where.value(), reason: { key } });
  return null;
}

/**
 * The key of the reason why degrees are none; "" if they are.
 *
 * @param {number} x
 * @param {number} y
 */
function outside(x, y) {
  if (Math.abs(y) <= 90 && Math.abs(x) <= FULL) return "";
  if (Math.abs(x) > METRES || Math.abs(y) > METRES) return "metres";
  return Math.abs(x) <= 90 && Math.abs(y) <= FULL ? "swapped" : "out_of_range";
}

/** @param {number} lon */
const wrapped = (lon) => (lon > 180 ? lon - 360 : lon < -180 ? lon + 360 : lon);

/**
 * A column of well-known text or of geometries of GeoJSON.
 *
 * @param {Table} table
 * @param {string} column
 */
function ofTexts(table, column) {
  /** @type {Map<number, string>} */
  const reasons = new Map();
  const texts = table.rows.map((row) => textOf(row[column]));
  const shapes = texts.map((text, k) => {
    const shape = shapeIn(text);
    if (typeof shape !== "string") return shape;
    reasons.set(k, shape === "no_shape" ? "no_wkt" : shape);
    return null;
  });
  const made = ofShapes(shapes, column, reasons);
  for (const [k, one] of made.spoilt) one.value = texts[k] || one.value;
  return made;
}

/**
 * A shape, or the key of the reason where there is none.
 *
 * @param {string} text
 * @returns {Geometry | string}
 */
function shapeIn(text) {
  if (!text) return "empty";
  let geometry;
  if (text.startsWith("{")) {
    try {
      geometry = JSON.parse(text);
    } catch {
      return "no_shape";
    }
  } else {
    geometry = readWkt(text);
  }
  if (typeof geometry === "string") return geometry;
  try {
    return shapeOf(geometry) ?? "no_shape";
  } catch {
    return "no_shape";
  }
}

/**
 * Shapes as they are; those that are no places are found.
 *
 * @param {(Geometry | null)[]} shapes
 * @param {string} column
 * @param {Map<number, string>} reasons
 * @returns {Places}
 */
function ofShapes(shapes, column, reasons) {
  /** @type {Map<number, Spoilt>} */
  const spoilt = new Map();
  const points = shapes.map((shape, k) => {
    const positions = shape ? positionsOf(shape) : [];
    if (!shape || !positions.length) {
      spoilt.set(k, { column, value: "", reason: { key: reasons.get(k) ?? "no_shape" } });
      return null;
    }
    let [wide, high] = [0, 0];
    for (const [x, y] of positions) {
      wide = Math.max(wide, Math.abs(x));
      high = Math.max(high, Math.abs(y));
    }
    const key = outside(wide, high);
    if (!key) return /** @type {[number, number] | null} */ (pointOf(shape));
    const value = positions[0].slice(0, 2).map(textOf).join(", ");
    spoilt.set(k, { column, value, reason: { key } });
    return null;
  });
  return { points, shapes, spoilt, notes: [] };
}

/**
 * All positions of a shape.
 *
 * @param {Geometry} shape
 * @returns {number[][]}
 */
function positionsOf(shape) {
  if (shape.geometries) return shape.geometries.flatMap(positionsOf);
  const within = (/** @type {any} */ part) =>
    typeof part[0] === "number" ? [part] : part.flatMap(within);
  const { coordinates } = shape;
  return Array.isArray(coordinates) && coordinates.length ? within(coordinates) : [];
}

/**
 * A column of both coordinates: the latitude first, unless several are none.
 *
 * @param {Table} table
 * @param {string} column
 * @returns {Places}
 */
function ofPairs(table, column) {
  /** @type {Map<number, Spoilt>} */
  const spoilt = new Map();
  const texts = table.rows.map((row) => textOf(row[column]));
  const pairs = texts.map(pair);
  const open = pairs.filter((one) => one !== null).filter(([, , told]) => !told);
  const high = open.filter(([one]) => Math.abs(one) > 90).length;
  const turned =
    (high > 1 || (high > 0 && 2 * high >= open.length)) &&
    open.every(([, two]) => Math.abs(two) <= 90);
  const points = pairs.map((one, k) => {
    if (!one) {
      spoilt.set(k, { column, value: texts[k], reason: { key: texts[k] ? "no_pair" : "empty" } });
      return null;
    }
    const [first, second, told] = one;
    const [x, y] = turned && !told ? [first, second] : [second, first];
    return onGlobe(k, x, y, { column, value: () => texts[k] }, spoilt);
  });
  const notes = turned ? [{ key: "longitude_first", column }] : [];
  return { points, shapes: null, spoilt, notes };
}

/**
 * Places in metres: MGRS, UTM in one cell or in three.
 *
 * @param {Table} table
 * @param {Roles} chosen
 * @returns {Places}
 */
function ofMetres(table, chosen) {
  const columns = ["mgrs", "utm", "zone", "easting", "northing"].flatMap(
    (role) => chosen[role] ?? [],
  );
  const role = chosen.mgrs !== undefined ? "mgrs" : chosen.utm !== undefined ? "utm" : "";
  /** @type {Map<number, Spoilt>} */
  const spoilt = new Map();
  // Beside letters of other bands, S is one too: 32 to 40 degrees north.
  const letters = table.rows.map((row) =>
    role === "mgrs" ? "" : letterOf(textOf(row[columns[0]])),
  );
  const bands = letters.some((letter) => !["", "n", "s"].includes(letter));
  const hemisphere = chosen.zone && columnIn(table, WORDS.hemispheres);
  let doubtful = 0;
  const points = table.rows.map((row, k) => {
    const texts = columns.map((column) => textOf(row[column]));
    const place = role === "mgrs" ? mgrs(texts[0]) : role === "utm" ? utm(texts[0]) : utmOf(texts);
    if (place && onGrid(place)) {
      if (hemisphere && !letters[k] && isOf(row[hemisphere], WORDS.souths)) {
        return fromMetres([place[0], false, place[2], place[3]]);
      }
      if (letters[k] !== "s" || !isBandS(place)) return fromMetres(place);
      if (!bands) doubtful += 1;
      return fromMetres([place[0], bands, place[2], place[3]]);
    }
    const key = texts.some(Boolean) ? `no_${role || "utm"}` : "empty";
    spoilt.set(k, { column: columns[0], value: texts.join(", "), reason: { key } });
    return null;
  });
  const notes = doubtful ? [{ key: "zone_south", n: doubtful, column: columns[0] }] : [];
  return { points, shapes: null, spoilt, notes };
}

/**
 * The first column that has one of these names.
 *
 * @param {Table} table
 * @param {string[]} names
 */
const columnIn = (table, names) => table.columns.find((column) => names.includes(plain(column)));

/**
 * Whether a cell is one of these words.
 *
 * @param {unknown} cell
 * @param {string[]} words
 */
const isOf = (cell, words) => words.includes(textOf(cell).toLowerCase());

/**
 * @param {string[]} texts
 * @returns {Metres | null}
 */
function utmOf([zoned, easting, northing]) {
  const where = zone(zoned);
  const [east, north] = [metres(easting), metres(northing)];
  return where && east !== null && north !== null ? [...where, east, north] : null;
}

/**
 * Whether metres may be of a zone of UTM and not of something else.
 *
 * @param {Metres} place
 */
const onGrid = ([, , east, north]) =>
  east >= 100_000 && east < 1_000_000 && north >= 0 && north <= 10_000_000;

/**
 * What is strange about the points that are used.
 *
 * @param {[number, number][]} points
 * @param {readonly [number, number, number, number] | null} extent  West, south, east, north.
 */
export function placeNotes(points, extent) {
  /** @type {Remark[]} */
  const notes = [];
  const nowhere = points.filter(([lon, lat]) => lon === 0 && lat === 0).length;
  if (nowhere) notes.push({ key: "zero_island", n: nowhere });
  if (extent && isExchanged(points, extent)) notes.push({ key: "exchanged" });
  return notes;
}

/**
 * @param {[number, number][]} points
 * @param {readonly [number, number, number, number]} extent
 */
function isExchanged(points, [west, south, east, north]) {
  const within = (/** @type {number} */ lon, /** @type {number} */ lat) =>
    lon >= west && lon <= east && lat >= south && lat <= north;
  const here = points.filter(([lon, lat]) => within(lon, lat)).length;
  const there = points.filter(([lon, lat]) => within(lat, lon)).length;
  return there / points.length >= SUSPECT && here / points.length <= 1 - SUSPECT;
}
