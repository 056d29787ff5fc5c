// Reading a user layer: rows of a table or features, to points with dates.
// Pure: the file is read in the browser and goes nowhere.

import * as when from "./when.js";

export const ROLES = ["lat", "lon", "start", "end", "label", "colour", "size"];
// Names by which columns are recognised, the likeliest first, as csto_map/exchange/reading/layer.py
// has them; columns of dates are own_when.js's.
export const NAMES = {
  lat: ["lat", "latitude", "y", "latdd", "широта"],
  lon: ["lon", "lng", "long", "longitude", "x", "londd", "долгота"],
  label: ["label", "name", "title", "event", "place", "description", "название"],
  colour: ["colour", "color", "fill", "markercolor", "markercolour"],
  size: ["size", "magnitude", "personnel", "value", "weight", "markersize"],
};
const COLOUR = /^#[0-9a-f]{6}$/i;

/**
 * Guess which column plays which role: {lat: "Latitude", ...}; "" for none.
 *
 * `more` are further columns of dates; `guessed` says that the start was found by a part
 * of its name.
 */
export function recognise(columns, rows = []) {
  const named = new Map();
  for (const column of columns) {
    const name = when.plain(column);
    if (!named.has(name)) named.set(name, column);
  }
  const roles = {};
  for (const role of ROLES) {
    const name = (NAMES[role] || []).find((n) => named.has(n));
    roles[role] = name === undefined ? "" : named.get(name);
  }
  return Object.assign(roles, when.choose(columns, rows, Object.values(roles)));
}

/** Whether a guess says where things are; dates may be missing. */
export function complete(roles) {
  return Boolean(roles.lat && roles.lon);
}

function number(text) {
  // A comma is a decimal point if there is no full stop.
  const plain = String(text)
    .trim()
    .replace(/^(-?\d+),(\d+)$/, "$1.$2");
  return plain === "" ? NaN : Number(plain);
}

/** Where a row is, or a reason in words. */
function place(lat, lon) {
  if (!Number.isFinite(lat) || !Number.isFinite(lon)) return "no_place";
  if (Math.abs(lat) > 90 && Math.abs(lon) <= 90) return "swapped";
  if (Math.abs(lat) > 90 || Math.abs(lon) > 180) return "out_of_range";
  return [lon, lat];
}

/**
 * Read rows by roles.
 *
 * rows: [{column: text}]; range: {first, horizon}; way: "day" or "month", what comes first
 * in 03/04/2009 if no row shows it. Gives {points: [{lon, lat, from, until, said (start and
 * end as the file has them), label, colour, size, row}], refused: [{line, reason, row}],
 * undated, inclusive, ongoing}; `line` counts from 2, below a header, `undated` points are
 * there on every date, and `inclusive` says that ends were taken as last days.
 */
export function readRows(rows, roles, range, way = "") {
  const points = [];
  const refused = [];
  let undated = 0;
  const dated = when.stays(rows, roles, way);
  const cell = (row, role) => {
    const value = roles[role] ? row[roles[role]] : "";
    return value === null || value === undefined ? "" : String(value).trim();
  };
  rows.forEach((row, k) => {
    const where = place(number(cell(row, "lat")), number(cell(row, "lon")));
    const stay = dated.stays[k];
    const reason = typeof where === "string" ? where : typeof stay === "string" ? stay : null;
    if (reason) {
      refused.push({ line: k + 2, reason, row });
      return;
    }
    if (stay[0] === null && stay[1] === null) undated += 1;
    const colour = cell(row, "colour");
    points.push({
      lon: where[0],
      lat: where[1],
      from: stay[0] === null ? range.first : stay[0],
      until: stay[1],
      said: [cell(row, "start"), cell(row, "end")],
      label: cell(row, "label"),
      colour: COLOUR.test(colour) ? colour : null,
      size: Math.min(40, Math.max(0, number(cell(row, "size")) || 0)),
      row,
    });
  });
  return { points, refused, undated, inclusive: dated.inclusive, ongoing: dated.ongoing };
}

/** Rows of a GeoJSON text: points, and the first point of other shapes. Throws with words. */
export function readFeatures(text) {
  const data = JSON.parse(text);
  const features = data.type === "FeatureCollection" ? data.features : [data];
  if (!Array.isArray(features)) throw new Error("no_features");
  const rows = features.map((feature) => {
    const shape = feature?.geometry || {};
    const at = shape.type === "Point" ? shape.coordinates : [];
    const properties = feature?.properties || {};
    return { ...properties, "geometry.lat": at[1], "geometry.lon": at[0] };
  });
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return { rows, columns };
}
