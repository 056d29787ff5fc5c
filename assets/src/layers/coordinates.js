// Places as people write them: degrees in many spellings, pairs in a cell, UTM, MGRS.
// The twin of csto_map/exchange/reading/coordinates.py, with the same operations in the same
// order: tests/cases/layer_tables.json holds for both.

import proj4 from "proj4";
import { squeeze, WORDS } from "./vocabulary.js";

/**
 * Zone, whether it is in the north, easting and northing in metres.
 *
 * @typedef {[number, boolean, number, number]} Metres
 */

const NUMBER = /^[+-]?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)(?:e[+-]?[0-9]+)?$/;
const GROUPED = /^([+-]?[0-9]{1,3}(?:[ '][0-9]{3})+)((?:[.,][0-9]+)?)$/;
const GROUPED_COMMA = /^([+-]?[0-9]{1,3}(?:,[0-9]{3})+)((?:\.[0-9]+)?)$/;
const GROUPED_POINT = /^([+-]?[0-9]{1,3}(?:\.[0-9]{3})+)((?:,[0-9]+)?)$/;
const PREFIXED = /^(n|s|e|w) ?([^nsew]*)$/;
const SUFFIXED = /^([^nsew]*?) ?(n|s|e|w)$/;
const PARTS =
  /^([+-]?)([0-9]+(?:[.,][0-9]+)?) ?(?:°|d|:)? ?(?:([0-9]+(?:[.,][0-9]+)?) ?(?:'|m|:)? ?(?:([0-9]+(?:[.,][0-9]+)?) ?(?:"|s)?)?)?$/;
const PACKED = {
  lat: /^([0-9]{2})([0-9]{2})([0-9]{2})?((?:[.,][0-9]+)?)$/,
  lon: /^([0-9]{3})([0-9]{2})([0-9]{2})?((?:[.,][0-9]+)?)$/,
};
const LETTERS = /([0-9.,]+) ?[d°] ?([0-9.,]+) ?[m'](?: ?([0-9.,]+) ?[s"])?/g;
/** @type {[string, string][]} */
const SPELLINGS = Object.entries(WORDS.spellings)
  .flatMap(([sign, all]) => all.map((one) => /** @type {[string, string]} */ ([one, sign])))
  .sort(([one], [other]) => other.length - one.length || (one < other ? -1 : 1));
/** @type {Record<"lat" | "lon", Record<string, number>>} */
const SIDES = { lat: { n: 1, s: -1 }, lon: { e: 1, w: -1 } };

/** @param {string} text */
const minused = (text) => text.replace(/[−–﹣－]/g, "-");

/** @param {string} digits */
const pointed = (digits) => Number(digits.replace(",", "."));

/**
 * A number with a decimal point or comma; null for none.
 *
 * @param {string} text
 */
export function number(text) {
  const plain = minused(text);
  if (!NUMBER.test(plain.toLowerCase())) return null;
  const value = pointed(plain);
  return Number.isFinite(value) ? value : null;
}

/**
 * A number that may have its thousands parted by blanks, apostrophes or commas.
 *
 * @param {string} text
 */
export function metres(text) {
  let plain = minused(squeeze(text)).toLowerCase().replace(/m$/, "").replace(/ +$/, "");
  const grouped = GROUPED.exec(plain) ?? GROUPED_COMMA.exec(plain);
  if (grouped) plain = grouped[1].replace(/[ ',]/g, "") + grouped[2];
  return number(plain);
}

/**
 * The numbers of a column: a comma before three digits is a decimal one only if some cell has
 * one before other digits; a point is a decimal one unless some cell has several, or one before a
 * comma.
 *
 * @param {string[]} texts
 */
export function quantities(texts) {
  const plain = texts.map((text) => minused(squeeze(text)));
  const pointedOnes = plain.filter((text) => text.includes("."));
  if (
    pointedOnes.every((text) => GROUPED_POINT.test(text)) &&
    pointedOnes.some((text) => text.includes(",") || text.split(".").length > 2)
  ) {
    return plain.map((text) => number(text.replaceAll(".", "")));
  }
  const thousands = plain.every((text) => !text.includes(",") || GROUPED_COMMA.test(text));
  return plain.map((text) => (thousands || !text.includes(",") ? metres(text) : number(text)));
}

/**
 * A latitude or a longitude, or the key of the reason why it is none.
 *
 * @param {string} text
 * @param {"lat" | "lon"} axis
 * @returns {number | string}
 */
export function degrees(text, axis) {
  const plain = minused(squeeze(text));
  if (!plain) return "empty";
  const value = number(plain);
  if (value !== null) return value;
  if (plain.startsWith("=")) return "formula";
  return spelt(spelling(plain), axis);
}

/**
 * A text with one spelling of sides of the world and of signs.
 *
 * @param {string} plain
 */
function spelling(plain) {
  let lower = plain.toLowerCase();
  for (const [one, sign] of SPELLINGS) {
    if (lower.includes(one)) lower = lower.replaceAll(one, sign);
  }
  // The letter that stands for the south closes seconds too.
  return squeeze(
    lower.replace(LETTERS, (_, d, m, seconds) => `${d}°${m}'${seconds ? `${seconds}"` : ""}`),
  );
}

/**
 * @param {string} plain
 * @param {"lat" | "lon"} axis
 * @returns {number | string}
 */
function spelt(plain, axis) {
  let side = "";
  let digits = plain;
  const suffixed = SUFFIXED.exec(plain);
  const prefixed = suffixed ? null : PREFIXED.exec(plain);
  if (suffixed) [, digits, side] = suffixed;
  else if (prefixed) [side, digits] = [prefixed[1], prefixed[2].replace(/ +$/, "")];
  const value = sexagesimal(digits, side ? axis : null);
  if (value === null) return "no_coordinate";
  if (side && !Object.hasOwn(SIDES[axis], side)) return "wrong_axis";
  if (!side) return value;
  return value < 0 ? "no_coordinate" : SIDES[axis][side] * value;
}

/**
 * Degrees, minutes and seconds; `axis` where a side of the world is given.
 *
 * @param {string} text
 * @param {"lat" | "lon" | null} axis
 */
function sexagesimal(text, axis) {
  const trimmed = text.replace(/[ ,;]+$/, "");
  const packed = axis ? packedOf(trimmed, axis) : null;
  if (packed !== null) return packed;
  const match = PARTS.exec(trimmed);
  if (!match) return null;
  const whole = match.slice(2).filter((part) => part !== undefined);
  // Only the last part has decimals.
  if (whole.slice(0, -1).some((part) => /[.,]/.test(part))) return null;
  return joined(match[1], whole.map(pointed));
}

/**
 * 4251N, 425130N, 07451E, 0745100E as pilots write them.
 *
 * @param {string} text
 * @param {"lat" | "lon"} axis
 */
function packedOf(text, axis) {
  const match = PACKED[axis].exec(text);
  if (!match) return null;
  const parts = [match[1], match[2], ...(match[3] ? [match[3]] : [])];
  parts[parts.length - 1] += match[4].replace(",", ".");
  return joined("", parts.map(Number));
}

/**
 * @param {string} sign
 * @param {number[]} parts
 */
function joined(sign, [whole, minutes = 0, seconds = 0]) {
  if (minutes >= 60 || seconds >= 60) return null;
  const value = whole + minutes / 60 + seconds / 3600;
  return sign === "-" ? -value : value;
}

const LAT_FIRST =
  /^(?:([^nsew]+[ns])[ ,;/|]*([^nsew]+[ew])|([ns][^nsew]+?)[ ,;/|]*([ew][^nsew]+))$/;
const LON_FIRST =
  /^(?:([^nsew]+[ew])[ ,;/|]*([^nsew]+[ns])|([ew][^nsew]+?)[ ,;/|]*([ns][^nsew]+))$/;
const PARTINGS = [";", "|", "/", ", ", ",", " "];

/**
 * Two coordinates of a cell in their order, and whether letters tell the latitude: then it
 * comes first. Null if they are not two.
 *
 * @param {string} text
 * @returns {[number, number, boolean] | null}
 */
export function pair(text) {
  const plain = minused(squeeze(text)).replace(/^[()[\]{} ]+|[()[\]{} ]+$/g, "");
  const one = spelling(plain);
  for (const [form, turned] of /** @type {[RegExp, boolean][]} */ ([
    [LAT_FIRST, false],
    [LON_FIRST, true],
  ])) {
    const match = form.exec(one);
    if (!match) continue;
    const [first, second] = match.slice(1).filter(Boolean).map(squeeze);
    const [lat, lon] = turned ? [second, first] : [first, second];
    return both(spelt(lat, "lat"), spelt(lon, "lon"), true);
  }
  for (const parting of PARTINGS) {
    const halves = plain.split(parting);
    if (halves.length !== 2 || !halves.every(Boolean)) continue;
    const made = both(degrees(halves[0], "lat"), degrees(halves[1], "lon"), false);
    if (made) return made;
  }
  return null;
}

/**
 * @param {number | string} lat
 * @param {number | string} lon
 * @param {boolean} told
 * @returns {[number, number, boolean] | null}
 */
const both = (lat, lon, told) =>
  typeof lat === "string" || typeof lon === "string" ? null : [lat, lon, told];

const ZONE = /^(?:utm|zone|зона)? ?([0-9]{1,2}) ?([a-z]?)(?:orth|outh)?$/;
const UTM =
  /^(?:utm|zone)? ?([0-9]{1,2}) ?([a-z])(?:orth|outh)?[ ,;]+(?:e[=: ]*)?([0-9]+(?:[.,][0-9]+)?) ?(?:m ?)?e?[ ,;]+(?:n[=: ]*)?([0-9]+(?:[.,][0-9]+)?) ?(?:m ?)?n?$/;

/**
 * A zone of UTM: 43, 43N, 43T; a letter of MGRS bands or of a hemisphere. N and S alone stand
 * for north and south.
 *
 * @param {string} text
 * @returns {[number, boolean] | null}
 */
export function zone(text) {
  const match = ZONE.exec(squeeze(text).toLowerCase());
  if (!match || Number(match[1]) < 1 || Number(match[1]) > 60) return null;
  const letter = match[2];
  if (letter && !"cdefghjklmnpqrstuvwx".includes(letter)) return null;
  return [Number(match[1]), letter !== "s" && (!letter || letter >= "n")];
}

/**
 * The letter of a zone, alone or at the beginning of a cell; "" for none and for words.
 *
 * @param {string} text
 */
export function letterOf(text) {
  const lower = squeeze(text).toLowerCase();
  const match = ZONE.exec(lower) ?? UTM.exec(lower);
  return match && !/outh|orth/.test(lower) ? match[2] : "";
}

/**
 * Whether the northing is one of the band S, from 32 to 40 degrees north.
 *
 * @param {Metres} place
 */
export function isBandS([, , , north]) {
  const [low, high] = ["S", "T"].map((band) => LEAST[BANDS.indexOf(band)] * 100_000);
  return north >= low && north <= high + 100_000;
}

/**
 * A cell such as 43T 466500 4747000; null for none.
 *
 * @param {string} text
 * @returns {Metres | null}
 */
export function utm(text) {
  const match = UTM.exec(squeeze(text).toLowerCase());
  const where = match && zone(match[1] + match[2]);
  return match && where ? [...where, pointed(match[3]), pointed(match[4])] : null;
}

const MGRS = /^([0-9]{1,2})([C-HJ-NP-X])([A-HJ-NP-Z])([A-HJ-NP-V])([0-9]*)$/;
const COLUMNS = ["STUVWXYZ", "ABCDEFGH", "JKLMNPQR"];
const ROWS = "ABCDEFGHJKLMNPQRSTUV";
const BANDS = "CDEFGHJKLMNPQRSTUVWX";
// The least northing of each band in units of 100 km, from the equator or the south pole's side.
const LEAST = [11, 20, 28, 37, 46, 55, 64, 73, 82, 91, 0, 8, 17, 26, 35, 44, 53, 62, 70, 79];
// How far bands reach beyond that, in the same units; the last one is taller.
const [TALL, TALLEST] = [10, 15];

/**
 * A place of the Military Grid Reference System as metres of UTM: the middle of the square
 * that is named (NGA.STND.0037, without the poles).
 *
 * @param {string} text
 * @returns {Metres | null}
 */
export function mgrs(text) {
  const match = MGRS.exec(squeeze(text).toUpperCase().replace(/[ -]/g, ""));
  if (!match) return null;
  const [, number, band, column, row, digits] = match;
  const zoned = Number(number);
  if (zoned < 1 || zoned > 60 || digits.length % 2 || digits.length > 10) return null;
  const across = COLUMNS[zoned % 3].indexOf(column);
  if (across < 0) return null;
  // Even zones begin five rows further.
  let up = (ROWS.indexOf(row) - (zoned % 2 ? 0 : 5) + 20) % 20;
  const least = LEAST[BANDS.indexOf(band)];
  while (up < least) up += 20;
  if (up - least > (band === "X" ? TALLEST : TALL)) return null;
  const half = digits.length / 2;
  const size = 10 ** (5 - half);
  const east = Number(digits.slice(0, half)) * size + (across + 1) * 100_000;
  const north = Number(digits.slice(half)) * size + up * 100_000;
  return [zoned, band >= "N", east + size / 2, north + size / 2];
}

/** @type {Map<string, (x: [number, number]) => [number, number]>} */
const turners = new Map();

/**
 * Metres of UTM on WGS 84 as degrees: longitude and latitude.
 *
 * @param {Metres} place
 * @returns {[number, number]}
 */
export function fromMetres([zoned, north, east, up]) {
  const system = `+proj=utm +zone=${zoned}${north ? "" : " +south"} +datum=WGS84 +units=m +no_defs`;
  let turn = turners.get(system);
  if (!turn) {
    const projection = proj4(system);
    turn = (xy) => /** @type {[number, number]} */ (projection.inverse(xy));
    turners.set(system, turn);
  }
  return turn([east, up]);
}
