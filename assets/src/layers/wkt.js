// Well-known text as shapes; the twin of csto_map/exchange/reading/wkt.py.

import { squeeze } from "./vocabulary.js";

/** @typedef {import("./table.js").Geometry} Geometry */

const TOKEN = / *(?:([a-z]+)|([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?)|([(),]))/y;
const SRID = /^srid=([0-9]+);/;
const DEGREES = ["4326", "4979", "0"];
/** @type {Record<string, [string, number]>} */
const KINDS = {
  point: ["Point", 0],
  linestring: ["LineString", 1],
  polygon: ["Polygon", 2],
  multipoint: ["MultiPoint", 1],
  multilinestring: ["MultiLineString", 2],
  multipolygon: ["MultiPolygon", 3],
};
const DEEPEST = 16;

class Bad extends Error {}

/**
 * Whether a text begins as well-known text does.
 *
 * @param {string} text
 */
export function looksLikeWkt(text) {
  const bare = text.toLowerCase().replace(/^ +/, "").replace(SRID, "").replace(/^ +/, "");
  return [...Object.keys(KINDS), "geometrycollection"].some((kind) => bare.startsWith(kind));
}

/**
 * Read a shape as GeoJSON has it, or give the key of the reason why there is none.
 *
 * @param {string} text
 * @returns {Geometry | string}
 */
export function readWkt(text) {
  let lower = squeeze(text.toLowerCase());
  const srid = SRID.exec(lower);
  if (srid) {
    if (!DEGREES.includes(srid[1])) return "not_degrees";
    lower = lower.slice(srid[0].length);
  }
  /** @type {string[]} */
  const tokens = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < lower.length) {
    const token = TOKEN.exec(lower);
    if (!token) return "no_shape";
    tokens.push(token[1] ?? token[2] ?? token[3]);
  }
  tokens.reverse();
  try {
    const geometry = geometryOf(tokens, 0);
    return geometry && !tokens.length ? geometry : "no_shape";
  } catch (problem) {
    if (problem instanceof Bad) return "no_shape";
    throw problem;
  }
}

/** @param {string[]} tokens */
function pop(tokens) {
  const token = tokens.pop();
  if (token === undefined) throw new Bad();
  return token;
}

/**
 * One shape from the end of reversed tokens; null if it is empty.
 *
 * @param {string[]} tokens
 * @param {number} depth
 * @returns {Geometry | null}
 */
function geometryOf(tokens, depth) {
  let kind = pop(tokens);
  const next = tokens.at(-1) ?? "";
  if (["z", "m", "zm"].includes(next)) tokens.pop();
  else if (kind.endsWith("zm") && Object.hasOwn(KINDS, kind.slice(0, -2))) kind = kind.slice(0, -2);
  else if (/[zm]$/.test(kind) && Object.hasOwn(KINDS, kind.slice(0, -1))) kind = kind.slice(0, -1);
  if (depth > DEEPEST) throw new Bad();
  if (tokens.at(-1) === "empty") {
    tokens.pop();
    return null;
  }
  if (kind === "geometrycollection") {
    const parts = listed(tokens, () => geometryOf(tokens, depth + 1));
    return { type: "GeometryCollection", geometries: parts.filter((part) => part !== null) };
  }
  if (!Object.hasOwn(KINDS, kind)) throw new Bad();
  const [type, deep] = KINDS[kind];
  if (type === "Point") {
    const positions = listed(tokens, () => position(tokens));
    if (positions.length !== 1) throw new Bad();
    return { type, coordinates: positions[0] };
  }
  return { type, coordinates: nested(tokens, deep, type === "MultiPoint") };
}

/**
 * @param {string[]} tokens
 * @param {number} deep
 * @param {boolean} bracketed
 * @returns {any[]}
 */
function nested(tokens, deep, bracketed) {
  if (deep > 1) return listed(tokens, () => nested(tokens, deep - 1, false));
  if (bracketed && tokens.length > 1 && tokens.at(-2) === "(") {
    return listed(tokens, () => nested(tokens, 1, false)).map((parts) => {
      if (parts.length !== 1) throw new Bad();
      return parts[0];
    });
  }
  return listed(tokens, () => position(tokens));
}

/**
 * @template T
 * @param {string[]} tokens
 * @param {() => T} one
 * @returns {T[]}
 */
function listed(tokens, one) {
  if (pop(tokens) !== "(") throw new Bad();
  const parts = [one()];
  while (tokens.at(-1) === ",") {
    tokens.pop();
    parts.push(one());
  }
  if (pop(tokens) !== ")") throw new Bad();
  return parts;
}

/** @param {string[]} tokens */
function position(tokens) {
  /** @type {number[]} */
  const numbers = [];
  while (tokens.length && tokens.at(-1) !== "," && tokens.at(-1) !== ")") {
    const token = pop(tokens);
    if (!/^[-+.0-9]/.test(token)) throw new Bad();
    numbers.push(Number(token));
  }
  if (numbers.length < 2 || numbers.length > 4) throw new Bad();
  return numbers.slice(0, 2);
}
