// GeoJSON of other people and its kin, as a table: collections, single features and bare
// geometries, lists of them or of plain records, one value a line (ndjson, also with record
// separators as in RFC 8142), and the JSON of ESRI and of the Overpass API.
//
// csto_map/exchange/reading/geojson_read.py is its twin.
import { toDegrees } from "./crs.js";
import { asJson, cellsOf, Damaged, isObject, isWhole, parse, TooDeep, textOf } from "./json.js";
import { areasOfRings, BadShape, shapeOf } from "./shapes.js";
import { BadFile, bounded, tableOf } from "./table.js";

/** @typedef {import("./table.js").Remark} Remark */
/** @typedef {import("./shapes.js").Shape} Shape */
/** @typedef {{number: number, value?: any, remark?: Remark}} Item a value, or what is wrong with it */

const GEOMETRIES = [
  ...["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"],
  "GeometryCollection",
];
const SEPARATOR = "\x1e";
const LONGEST = 80;

/** A value that is no row. */
class Unfit extends Error {
  /**
   * @param {Remark} remark
   * @param {string} column
   */
  constructor(remark, column = "*") {
    super(remark.key);
    this.remark = remark;
    this.column = column;
  }
}

/**
 * Read features; `lines` says that each line is a value of its own, which a file may show by
 * itself too. Throws BadFile.
 *
 * @param {string} text
 * @param {string} name
 * @param {boolean} lines
 * @returns {import("./table.js").Table}
 */
export function readGeoJson(text, name, lines = false) {
  try {
    const { items, crs } = itemsOf(text, name, lines);
    bounded(items.length, name);
    return tabled(items, crs, name);
  } catch (problem) {
    if (problem instanceof TooDeep) throw new BadFile("too_deep", { name });
    throw problem;
  }
}

/**
 * The values of a file that may be rows, and the coordinate system that it names.
 *
 * @param {string} text
 * @param {string} name
 * @param {boolean} lines
 * @returns {{items: Item[], crs: any}}
 */
function itemsOf(text, name, lines) {
  if (lines || text.slice(0, 100).trimStart().startsWith(SEPARATOR)) {
    return { items: byLine(text), crs: null };
  }
  let document;
  try {
    document = parse(text);
  } catch (problem) {
    if (!(problem instanceof Damaged)) throw problem;
    const first = text.split("\n").find((line) => line.trim()) ?? "";
    if (problem.more && isWhole(first)) return { items: byLine(text), crs: null };
    throw new BadFile("bad_json", { name, line: problem.line, column: problem.column });
  }
  const { values, crs } = valuesOf(document, name);
  return { items: values.map((value, k) => ({ number: k + 1, value })), crs };
}

/**
 * Read a value from every line, or from what stands between record separators.
 *
 * @param {string} text
 */
function byLine(text) {
  const apart = text.includes(SEPARATOR);
  /** @type {Item[]} */
  const items = [];
  let line = 0;
  for (const part of text.split(apart ? SEPARATOR : "\n")) {
    const before = line;
    line += apart ? part.split("\n").length - 1 : 1;
    if (!/[^ \t\r\n]/.test(part)) continue;
    try {
      for (const value of membersOf(parse(part))) items.push({ number: items.length + 1, value });
    } catch (problem) {
      if (!(problem instanceof Damaged)) throw problem;
      const remark = { key: "bad_line", line: before + problem.line, column: problem.column };
      items.push({ number: items.length + 1, remark });
    }
  }
  return items;
}

/** @param {any} value @returns {any[]} */
function membersOf(value) {
  const whole = isObject(value) && value.type === "FeatureCollection";
  return whole && Array.isArray(value.features) ? value.features : [value];
}

/**
 * What a document holds, by its kind.
 *
 * @param {any} document
 * @param {string} name
 * @returns {{values: any[], crs: any}}
 */
function valuesOf(document, name) {
  if (Array.isArray(document)) {
    if (!document.length) throw new BadFile("empty_collection", { name });
    if (!document.some(isObject)) throw new BadFile("no_features", { name });
    return { values: document, crs: null };
  }
  /** @type {Record<string, any>} */
  const members = isObject(document) ? document : {};
  if (members.type === "Topology") throw new BadFile("topojson", { name });
  if (Array.isArray(members.elements)) return { values: overpass(members.elements), crs: null };
  if (Array.isArray(members.features)) {
    const listed = members.type === "FeatureCollection";
    if (listed || isEsri(members)) {
      if (!members.features.length) throw new BadFile("empty_collection", { name });
      return listed
        ? { values: members.features, crs: members.crs }
        : { values: members.features.map(fromEsri), crs: members.spatialReference };
    }
  }
  if (isLocated(document)) return { values: [document], crs: members.crs };
  const listed = (members.type ?? "") === "" ? listIn(members) : [];
  if (listed.length) return { values: listed, crs: members.crs };
  throw new BadFile("no_features", { name });
}

/**
 * The only list of objects of an answer of an API; [] where none or several are there.
 *
 * @param {Record<string, any>} members
 * @returns {any[]}
 */
function listIn(members) {
  if (isObject(members.results) && Array.isArray(members.results.bindings)) {
    return members.results.bindings.map(bindingOf);
  }
  const lists = Object.values(members).filter((one) => Array.isArray(one) && one.some(isObject));
  return lists.length === 1 ? lists[0] : [];
}

/**
 * A row of an answer in SPARQL as a record.
 *
 * @param {any} row
 */
function bindingOf(row) {
  if (!isObject(row)) return row;
  return Object.fromEntries(
    Object.entries(row).map(([name, one]) => [name, isObject(one) ? one.value : one]),
  );
}

/** @param {any} value */
function isLocated(value) {
  const kind = isObject(value) ? value.type : null;
  return typeof kind === "string" && (kind === "Feature" || GEOMETRIES.includes(kind));
}

/**
 * @param {Item[]} items
 * @param {any} crs
 * @param {string} name
 */
function tabled(items, crs, name) {
  const table = tableOf();
  /** @type {(Shape | null)[]} */
  const shapes = [];
  const plain = !items.some(({ value }) => isLocated(value));
  for (const { number, value, remark } of items) {
    try {
      if (remark) throw new Unfit(remark);
      const { row, shape } = plain ? { row: record(value), shape: null } : feature(value);
      table.rows.push(row);
      shapes.push(shape);
      table.numbers.push(number);
    } catch (problem) {
      if (!(problem instanceof Unfit)) throw problem;
      const text = remark ? "" : Array.from(asJson(value)).slice(0, LONGEST).join("");
      table.refused.push({
        row: number,
        column: problem.column,
        value: text,
        reason: problem.remark,
      });
    }
  }
  const columns = new Set();
  for (const row of table.rows) for (const key of Object.keys(row)) columns.add(key);
  table.columns = [...columns];
  if (shapes.some((shape) => shape !== null)) table.shapes = projected(shapes, crs, name);
  return table;
}

/** @param {any} value */
function record(value) {
  if (!isObject(value)) throw new Unfit({ key: "no_record" });
  return cellsOf(value);
}

/**
 * The cells and the shape of a feature.
 *
 * @param {any} value
 */
function feature(value) {
  if (!isLocated(value)) throw new Unfit({ key: "no_feature" });
  const whole = value.type === "Feature";
  const properties = (whole ? value.properties : null) ?? {};
  if (!isObject(properties)) throw new Unfit({ key: "no_feature" });
  let row = cellsOf(properties);
  const named = ["string", "number", "boolean"].includes(typeof value.id);
  if (named && !Object.hasOwn(row, "id")) {
    const first = cellsOf({ id: value.id });
    for (const key of Object.keys(row)) first[key] = row[key];
    row = first;
  }
  try {
    return { row, shape: shapeOf(whole ? value.geometry : value) };
  } catch (problem) {
    if (!(problem instanceof BadShape)) throw problem;
    throw new Unfit({ key: problem.key }, "geometry");
  }
}

/**
 * Heed the `crs` of GeoJSON from before RFC 7946, and ESRI's.
 *
 * @param {(Shape | null)[]} shapes
 * @param {any} crs
 * @param {string} name
 */
function projected(shapes, crs, name) {
  if (!crs || (isObject(crs) && !Object.keys(crs).length)) return shapes;
  const named = nameOf(crs);
  if (!named) {
    const text = Array.from(asJson(crs)).slice(0, LONGEST).join("");
    throw new BadFile("crs_unnamed", { name, crs: text });
  }
  return toDegrees(shapes, named, name);
}

/** @param {any} crs @returns {string} */
function nameOf(crs) {
  /** @type {Record<string, any>} */
  const members = isObject(crs) ? crs : {};
  /** @type {any} */
  const properties = members.properties;
  if (isObject(properties)) {
    if (typeof properties.name === "string") return properties.name;
    return ["string", "number"].includes(typeof properties.code) ? `EPSG:${properties.code}` : "";
  }
  const code = members.latestWkid ?? members.wkid;
  if (typeof code === "number") return `EPSG:${code}`;
  return typeof members.wkt === "string" ? members.wkt : "";
}

/** @param {Record<string, any>} members */
function isEsri(members) {
  return "geometryType" in members || Object.hasOwn(members.features[0] ?? {}, "attributes");
}

/**
 * Turn a feature of ESRI's JSON into one of GeoJSON; one that is none stays as it is.
 *
 * @param {any} one
 */
function fromEsri(one) {
  if (!isObject(one)) return one;
  const given = one.geometry;
  /** @type {any} */
  let geometry = null;
  if (isObject(given)) {
    if ("x" in given) {
      const at = given.x === null ? [] : [given.x, given.y];
      geometry = { type: "Point", coordinates: at };
    } else if ("points" in given) geometry = { type: "MultiPoint", coordinates: given.points };
    else if ("paths" in given) geometry = { type: "MultiLineString", coordinates: given.paths };
    else if ("rings" in given) geometry = areasOfRings(given.rings);
    else geometry = { type: "unknown" };
  }
  return { type: "Feature", properties: one.attributes, geometry };
}

/**
 * Turn elements of OpenStreetMap into features; nodes that only shape ways are none.
 *
 * @param {any[]} elements
 */
function overpass(elements) {
  const known = elements.filter((one) => isObject(one) && isId(one.id));
  const nodes = new Map(known.filter((one) => one.type === "node").map((one) => [one.id, one]));
  const used = new Set(known.flatMap((one) => numbersOf(one.nodes)));
  return known
    .filter(
      (one) =>
        (isObject(one.tags) && Object.keys(one.tags).length) ||
        one.type !== "node" ||
        !used.has(one.id),
    )
    .map((one) => element(one, nodes));
}

/** @param {unknown} value */
function isId(value) {
  return (value ?? null) === null || typeof value === "string" || typeof value === "number";
}

/** @param {any} value @returns {any[]} */
function numbersOf(value) {
  return Array.isArray(value) ? value.filter((one) => typeof one === "number") : [];
}

/**
 * @param {Record<string, any>} one
 * @param {Map<any, Record<string, any>>} nodes
 */
function element(one, nodes) {
  const given = Array.isArray(one.geometry)
    ? one.geometry
    : numbersOf(one.nodes).map((node) => nodes.get(node));
  const path = given.filter(isObject).map((/** @type {any} */ at) => [at.lon, at.lat]);
  const [first, last] = [path[0], path[path.length - 1]];
  /** @type {any} */
  let geometry = null;
  if (path.length > 3 && first[0] === last[0] && first[1] === last[1]) {
    geometry = { type: "Polygon", coordinates: [path] };
  } else if (path.length > 1) {
    geometry = { type: "LineString", coordinates: path };
  } else {
    const centre = one.type === "node" ? one : one.center;
    if (isObject(centre)) geometry = { type: "Point", coordinates: [centre.lon, centre.lat] };
  }
  const tags = isObject(one.tags) ? one.tags : {};
  return {
    type: "Feature",
    properties: {
      "@id": `${typeof one.type === "string" ? one.type : ""}/${textOf(one.id)}`,
      ...tags,
    },
    geometry,
  };
}
