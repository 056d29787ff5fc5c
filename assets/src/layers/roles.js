// Which column of a file plays which role: by their names and by what stands in them.
// The twin of csto_map/exchange/reading/roles.py: tests/cases/layer_files.json holds for both.

import { degrees, metres, mgrs, pair, utm, zone } from "./coordinates.js";
import { choose, NO_DATES } from "./date_columns.js";
import { BadFile } from "./table.js";
import { filled, plain, WORDS } from "./vocabulary.js";
import { looksLikeWkt } from "./wkt.js";

/** @typedef {import("./table.js").Table} Table */
/** @typedef {import("./date_columns.js").DateColumns} DateColumns */
/** @typedef {Record<string, string>} Roles */

/** @type {Record<string, string[]>} */
export const NAMES = WORDS.roles;
/** @type {Record<string, string>} */
export const ALIASES = WORDS.aliases;
// The ways of saying where a row is, the likeliest first: each the roles that it takes.
export const PLACES = [
  ["lat", "lon"],
  ["geometry"],
  ["latlon"],
  ["mgrs"],
  ["zone", "easting", "northing"],
  ["utm"],
];
// What stands in the first line of a table that has no header.
const NUMBER = /^[+-]?[0-9]+[.,][0-9]+$/;
const PAIRS = new Set(NAMES.latlon);
const LOOKS = ["label", "sidc", "colour", "size"];
// Beyond this, numbers are metres and no degrees.
const FULL = 360;

/**
 * Whether names of columns say where rows are.
 *
 * @param {string[]} names
 */
export function isPlaceHeader(names) {
  const known = new Set(names.map(plain));
  const named = (/** @type {string} */ role) => NAMES[role].some((name) => known.has(name));
  return PLACES.some((roles) => roles.every(named)) || pairOf([...known]) !== null;
}

/**
 * Names that begin alike and end in the words for latitude and longitude.
 *
 * @param {string[]} named
 */
function pairOf(named) {
  for (const name of named) {
    for (const [lat, lon] of WORDS.pairs) {
      const other = name.slice(0, name.length - lat.length) + lon;
      if (name.endsWith(lat) && named.includes(other)) return [name, other];
    }
  }
  return null;
}

/**
 * The roles that somebody has told, by our words for them.
 *
 * @param {Roles} roles
 * @param {Table} table
 * @param {string} name
 */
export function asked(roles, table, name) {
  /** @type {Roles} */
  const told = {};
  for (const [word, column] of Object.entries(roles)) {
    const role = Object.hasOwn(ALIASES, word) ? ALIASES[word] : word;
    if (!Object.hasOwn(NAMES, role)) {
      const known = [...Object.keys(NAMES), ...Object.keys(ALIASES)].join(", ");
      throw new BadFile("no_role", { role: word, known });
    }
    if (!table.columns.includes(column)) {
      throw new BadFile("no_column", { name, column, there: table.columns.join(", ") });
    }
    told[role] = column;
  }
  return told;
}

/**
 * Find the columns of places and of looks; those of `told` come first.
 *
 * @param {Table} table
 * @param {Roles} told
 * @param {string} name
 * @returns {Roles}
 */
export function recognise(table, told, name) {
  /** @type {Map<string, string>} */
  const named = new Map();
  for (const column of table.columns) {
    if (!named.has(plain(column))) named.set(plain(column), column);
  }
  const chosen = { ...told, ...placeOf(table, named, told, name) };
  for (const role of LOOKS) {
    if (Object.hasOwn(chosen, role)) continue;
    const taken = new Set(Object.values(chosen));
    const free = NAMES[role].map((n) => named.get(n)).find((c) => c !== undefined && !taken.has(c));
    const like =
      role === "label" && free === undefined
        ? [...named].find(
            ([n, c]) => !taken.has(c) && WORDS.label_like.some((p) => n.includes(p)),
          )?.[1]
        : free;
    if (like !== undefined) chosen[role] = like;
  }
  return chosen;
}

/**
 * Find the columns of dates; those of `told` alone where there are any.
 *
 * @param {Table} table
 * @param {Roles} chosen
 * @param {Roles} told
 * @returns {DateColumns}
 */
export function datesOf(table, chosen, told) {
  if (told.start !== undefined || told.end !== undefined) {
    return { ...NO_DATES, start: told.start ?? "", end: told.end ?? "" };
  }
  return choose(table, Object.values(chosen));
}

/**
 * Find the columns that say where rows are.
 *
 * @param {Table} table
 * @param {Map<string, string>} named
 * @param {Roles} told
 * @param {string} name
 * @returns {Roles}
 */
function placeOf(table, named, told, name) {
  const given = PLACES.filter((roles) => roles.some((role) => Object.hasOwn(told, role)));
  if (table.shapes && !given.length) return {};
  const ways = given.length ? given : PLACES;
  const busy = new Set(Object.values(told));
  const free = new Map([...named].filter(([, column]) => !busy.has(column)));
  for (const sure of [true, false]) {
    for (const roles of ways) {
      const found = wayOf(table, free, roles, told, sure);
      if (found) return found;
    }
  }
  const key = table.columns.some((column) => NUMBER.test(column)) ? "no_names" : "no_place";
  throw new BadFile(key, { name, there: table.columns.join(", ") || "-" });
}

/**
 * Find the columns of one way of saying where; `sure`: the right things stand in them.
 *
 * @param {Table} table
 * @param {Map<string, string>} named
 * @param {string[]} roles
 * @param {Roles} told
 * @param {boolean} sure
 * @returns {Roles | null}
 */
function wayOf(table, named, roles, told, sure) {
  if (roles[0] === "latlon" && !sure && told.latlon === undefined) return null;
  /** @type {Roles} */
  const found = {};
  for (const role of roles) if (Object.hasOwn(told, role)) found[role] = told[role];
  for (const role of roles) {
    if (Object.hasOwn(found, role)) continue;
    // Names of pairs are those of well-known text only where it stands in them.
    const names = NAMES[role].filter((n) => sure || role !== "geometry" || !PAIRS.has(n));
    const there = names.flatMap((n) => named.get(n) ?? []);
    const fit = there.find((column) => !sure || fits(table, column, role));
    if (fit !== undefined) found[role] = fit;
  }
  const columns = Object.values(found);
  if (columns.length === roles.length && new Set(columns).size === roles.length) return found;
  if (roles[0] === "lat" && told.lat === undefined && told.lon === undefined) {
    const [lat, lon] = (pairOf([...named.keys()]) ?? []).map((n) => named.get(n) ?? "");
    if (lat && (!sure || (fits(table, lat, "lat") && fits(table, lon, "lat")))) return { lat, lon };
  }
  return roles[0] === "zone" ? metresOf(table, named, told) : null;
}

/**
 * Find metres of UTM in columns that are named as those of degrees, beside one of zones.
 *
 * @param {Table} table
 * @param {Map<string, string>} named
 * @param {Roles} told
 * @returns {Roles | null}
 */
function metresOf(table, named, told) {
  const first = (/** @type {string} */ role) =>
    NAMES[role].map((n) => named.get(n)).find((column) => column !== undefined) ?? "";
  const zoned = told.zone ?? first("zone");
  const [easting, northing] = [told.easting ?? first("lon"), told.northing ?? first("lat")];
  if (!zoned || !easting || !northing) return null;
  if (told.zone === undefined && !fits(table, zoned, "zone")) return null;
  return { zone: zoned, easting, northing };
}

/** @type {Record<string, (text: string) => boolean>} */
const TESTS = {
  lat: isDegrees,
  lon: isDegrees,
  geometry: (text) => looksLikeWkt(text) || text.startsWith('{"'),
  latlon: (text) => pair(text) !== null,
  mgrs: (text) => mgrs(text) !== null,
  zone: (text) => zone(text) !== null,
  easting: (text) => metres(text) !== null,
  northing: (text) => metres(text) !== null,
  utm: (text) => utm(text) !== null,
};

/**
 * Whether most cells of a column that are not empty pass the test of a role.
 *
 * @param {Table} table
 * @param {string} column
 * @param {string} role
 */
function fits(table, column, role) {
  const texts = filled(table, column);
  return texts.length > 0 && 2 * texts.filter(TESTS[role]).length >= texts.length;
}

/**
 * Whether a text is a coordinate on either axis.
 *
 * @param {string} text
 */
function isDegrees(text) {
  return /** @type {("lat" | "lon")[]} */ (["lat", "lon"]).some((axis) => {
    const value = degrees(text, axis);
    return typeof value === "number" && Math.abs(value) <= FULL;
  });
}

/**
 * All roles and their columns, those of dates too.
 *
 * @param {Roles} chosen
 * @param {DateColumns} dated
 */
export function columnsOf(chosen, dated) {
  /** @type {Roles} */
  const columns = {};
  for (const [role, column] of Object.entries(chosen)) {
    if (role !== "start" && role !== "end") columns[role] = column;
  }
  if (dated.start) columns.start = dated.start;
  if (dated.end) columns.end = dated.end;
  return columns;
}
