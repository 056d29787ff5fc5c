// KML of other people: placemarks, each by its own time. Nothing it refers to is fetched.
//
// csto_map/exchange/reading/kml_read.py is its twin.
import { emptyRow } from "./json.js";
import { areaOf, BadShape, lineOf, positionOf } from "./shapes.js";
import { BadFile, bounded, tableOf } from "./table.js";
import {
  bare,
  below,
  DEEPEST,
  dayOf,
  first,
  inner,
  readXml,
  spanOf,
  textIn,
  textOf,
  trimmed,
} from "./xml.js";

/** @typedef {import("./shapes.js").Shape} Shape */
/** @typedef {import("./shapes.js").Position} Position */
/** @typedef {[string, string] | null} Times */
/** @typedef {{node: Element, children: Element[], time: Element | null, folders: string[]}} Place */

const LONGEST = 80;
const OURS = ["row_id", "certainty", "source_ids", "sources"];
const LINKS = ["NetworkLink", "GroundOverlay", "PhotoOverlay", "ScreenOverlay"];
const ROOTS = ["kml", "Document", "Folder", "Placemark"];
const LOOKS = ["styleUrl", "Style", "StyleMap"];
// Maps of styles that lead to maps of styles, perhaps in a circle.
const MAPPED = 3;
// Whose colour a shape has, the likeliest first.
/** @type {Record<string, string[]>} */
const STYLES = {
  Point: ["IconStyle"],
  LineString: ["LineStyle"],
  Polygon: ["PolyStyle", "LineStyle"],
};
const COLOUR = /^#?[0-9a-fA-F]{2}([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})$/;

/** A placemark that cannot be read. */
class Unfit extends Error {
  /**
   * @param {string} key
   * @param {string} column
   * @param {string} value
   */
  constructor(key, column, value) {
    super(key);
    this.key = key;
    this.column = column;
    this.value = value;
  }
}

/**
 * Read placemarks.
 *
 * Each holds from the first to the last day of its TimeSpan, on the day (or month, or year) of
 * its TimeStamp, or from the first to the last day of its gx:Track; one without a time has that
 * of its folders. One whose gx:MultiTrack has several tracks is one row with a line of several
 * parts. Throws BadFile.
 *
 * @param {string} text
 * @param {string} name
 * @param {import("./xml.js").ParseXml} parseXml
 */
export function readKml(text, name, parseXml) {
  const root = readXml(text, name, parseXml);
  if (!ROOTS.includes(bare(root)) && !below(root, "Placemark").length) {
    throw new BadFile("not_kml", { name, root: bare(root) });
  }
  /** @type {Map<string, Element>} */
  const styles = new Map();
  for (const node of ["Style", "StyleMap"].flatMap((kind) => below(root, kind))) {
    const id = node.getAttribute("id");
    if (id && !styles.has(id)) styles.set(id, node);
  }
  const links = LINKS.reduce((sum, kind) => sum + below(root, kind).length, 0);
  const table = tableOf();
  if (links) table.notes.push({ key: "links", n: links });
  /** @type {Place[]} */
  const places = [];
  gather(root, null, [], places, 1, name);
  if (links && !places.length) throw new BadFile("only_links", { name, n: links });
  bounded(places.length, name);
  /** @type {(Shape | null)[]} */
  const shapes = [];
  /** @type {Times[]} */
  const times = [];
  places.forEach((place, k) => {
    try {
      const one = placemark(place, styles);
      // Our own files have one placemark for each part of a stay; the first tells all.
      const part = Object.hasOwn(one.cells, "row_id") ? one.cells.part : "";
      if (part && part !== "1") return;
      table.rows.push(one.cells);
      table.numbers.push(k + 1);
      shapes.push(one.shape);
      times.push(OURS.every((key) => Object.hasOwn(one.cells, key)) ? null : one.time);
    } catch (problem) {
      if (!(problem instanceof Unfit)) throw problem;
      const value = Array.from(problem.value).slice(0, LONGEST).join("");
      const reason = { key: problem.key };
      table.refused.push({ row: k + 1, column: problem.column, value, reason });
    }
  });
  const columns = new Set(table.rows.flatMap((row) => Object.keys(row)));
  if (OURS.every((key) => columns.has(key))) {
    // Our own files leave empty cells out; an end that no row has is a column all the same.
    columns.add("start_date").add("end_date");
  }
  return { ...table, columns: [...columns], shapes, times };
}

/**
 * Gather the placemarks below a node, each with the time and the names of its folders.
 *
 * @param {Element} node
 * @param {Element | null} time
 * @param {string[]} folders
 * @param {Place[]} places
 * @param {number} depth
 * @param {string} file
 */
function gather(node, time, folders, places, depth, file) {
  if (depth > DEEPEST) throw new BadFile("too_deep", { name: file });
  const children = inner(node);
  const held = first(node, "TimeSpan") ?? first(node, "TimeStamp") ?? time;
  const kind = bare(node);
  if (kind === "Placemark") {
    places.push({ node, children, time: held, folders });
    return;
  }
  const name = kind === "Folder" ? textIn(node, "name") : "";
  const within = name ? [...folders, name] : folders;
  for (const child of children) {
    if (child.firstChild) gather(child, held, within, places, depth + 1, file);
  }
}

/**
 * What a placemark says, its shape, and its first and last day.
 *
 * @param {Place} place
 * @param {Map<string, Element>} styles
 */
function placemark({ node, children, time, folders }, styles) {
  const cells = emptyRow();
  cells.name = textIn(node, "name");
  cells.description = textIn(node, "description");
  if (folders.length) cells.folder = folders.join(" / ");
  /** @type {Shape[]} */
  const shapes = [];
  /** @type {string[]} */
  const whens = [];
  try {
    for (const child of children) collect(child, shapes, whens, 1);
  } catch (problem) {
    if (!(problem instanceof BadShape)) throw problem;
    throw new Unfit(problem.key, "geometry", cells.name);
  }
  const held = spanOf(whens) ?? timeOf(time, cells);
  for (const [key, value] of children.flatMap(dataOf)) {
    if (key && value && !cells[key]) cells[key] = value;
  }
  const looks = children.some((child) => LOOKS.includes(bare(child)));
  const colour = looks ? colourOf(node, shapes, styles) : "";
  if (colour && !cells.colour) cells.colour = colour;
  return { cells, shape: oneOf(shapes), time: held };
}

/** @param {Element} node */
function dataOf(node) {
  /** @type {[string, string][]} */
  const data = [];
  if (bare(node) !== "ExtendedData") return data;
  for (const item of below(node, "*")) {
    const kind = bare(item);
    if (kind !== "Data" && kind !== "SimpleData") continue;
    const key = trimmed(item.getAttribute("name") ?? "");
    data.push([key, kind === "Data" ? textIn(item, "value") : textOf(item)]);
  }
  return data;
}

/**
 * Read a time; a moment that is written otherwise is left to the columns of dates.
 *
 * @param {Element | null} node
 * @param {Record<string, string>} cells
 * @returns {Times}
 */
function timeOf(node, cells) {
  if (!node) return null;
  if (bare(node) === "TimeStamp") {
    const when = textIn(node, "when");
    const day = dayOf(when);
    if (day === null) cells.date = when;
    return day ? [day, day] : null;
  }
  const [begin, end] = ["begin", "end"].map((name) => {
    const text = textIn(node, name);
    const day = dayOf(text);
    if (day === null) throw new Unfit("bad_time", name, text);
    return day;
  });
  return begin || end ? [begin, end] : null;
}

/**
 * Gather the shapes of an element, and the moments of its tracks.
 *
 * @param {Element} node
 * @param {Shape[]} shapes
 * @param {string[]} whens
 * @param {number} depth
 */
function collect(node, shapes, whens, depth) {
  const kind = bare(node);
  if (kind === "Point") {
    const at = positions(node);
    // 74,5 42,5 is no point but two: commas part numbers, and decimals have points.
    if (at.length > 1) throw new BadShape("damaged");
    shapes.push({ type: "Point", coordinates: at[0] });
  } else if (kind === "LineString" || kind === "LinearRing") {
    shapes.push({ type: "LineString", coordinates: lineOf(positions(node)) });
  } else if (kind === "Polygon") {
    const rings = ["outerBoundaryIs", "innerBoundaryIs"]
      .flatMap((side) => inner(node, side))
      .flatMap((boundary) => inner(boundary, "LinearRing"));
    shapes.push({ type: "Polygon", coordinates: areaOf(rings.map(positions)) });
  } else if (kind === "Track") {
    track(node, shapes, whens);
  } else if (kind === "MultiGeometry" || kind === "MultiTrack") {
    if (depth > DEEPEST) throw new BadShape("bad_shape");
    for (const child of inner(node)) collect(child, shapes, whens, depth + 1);
  }
}

/**
 * @param {Element} node
 * @param {Shape[]} shapes
 * @param {string[]} whens
 */
function track(node, shapes, whens) {
  /** @type {Position[]} */
  const path = [];
  for (const child of inner(node)) {
    const text = textOf(child);
    if (bare(child) === "when") whens.push(text);
    else if (bare(child) === "coord" && text) path.push(positionOf(text.split(/\s+/)));
  }
  if (path.length > 1) shapes.push({ type: "LineString", coordinates: path });
  else if (path.length) shapes.push({ type: "Point", coordinates: path[0] });
}

/** @param {Element} node */
function positions(node) {
  // Blanks beside commas are blanks between numbers, though elsewhere between positions.
  const given = textIn(node, "coordinates");
  const text = /[ \t\r\n],|,[ \t\r\n]/.test(given)
    ? given.replace(/[ \t\r\n]*,[ \t\r\n]*/g, ",")
    : given;
  const parts = text.split(/\s+/).filter(Boolean);
  if (!parts.length) throw new BadShape("damaged");
  return parts.map((part) => positionOf(part.split(",")));
}

/**
 * The colour of a placemark's style as #rrggbb; "" where it says none.
 *
 * @param {Element} node
 * @param {Shape[]} shapes
 * @param {Map<string, Element>} styles
 */
function colourOf(node, shapes, styles) {
  if (!shapes.length) return "";
  for (const style of stylesOf(node, styles, 0)) {
    for (const name of STYLES[shapes[0].type]) {
      for (const part of inner(style, name)) {
        const match = COLOUR.exec(textIn(part, "color"));
        if (!match || isPlain(part, name)) continue;
        const colour = `#${match[3]}${match[2]}${match[1]}`.toLowerCase();
        // White is what leaves the picture of a pin as it is.
        if (name !== "IconStyle" || colour !== "#ffffff") return colour;
      }
    }
  }
  return "";
}

/**
 * Whether a style's colour is not what is seen: one at random, or an area not filled.
 *
 * @param {Element} part
 * @param {string} name
 */
function isPlain(part, name) {
  const unfilled = name === "PolyStyle" && ["0", "false"].includes(textIn(part, "fill"));
  return unfilled || textIn(part, "colorMode") === "random";
}

/**
 * The styles of a placemark, its own before the shared one, and those of a map.
 *
 * @param {Element} node
 * @param {Map<string, Element>} styles
 * @param {number} depth
 * @returns {Element[]}
 */
function stylesOf(node, styles, depth) {
  /** @param {Element} style @returns {Element[]} */
  const known = (style) => {
    if (bare(style) === "Style") return [style];
    if (depth >= MAPPED) return [];
    return inner(style, "Pair")
      .filter((pair) => textIn(pair, "key") === "normal")
      .flatMap((pair) => stylesOf(pair, styles, depth + 1));
  };
  const shared =
    first(node, "styleUrl") && styles.get(textIn(node, "styleUrl").replace(/^.*#/, ""));
  const its = [...inner(node, "Style"), ...inner(node, "StyleMap")];
  return [...its, ...(shared ? [shared] : [])].flatMap(known);
}

/**
 * One shape of those of a row; null of none.
 *
 * @param {Shape[]} shapes
 * @returns {Shape | null}
 */
export function oneOf(shapes) {
  if (shapes.length < 2) return shapes[0] ?? null;
  const kind = shapes[0].type;
  if (shapes.some((shape) => shape.type !== kind)) {
    return { type: "GeometryCollection", geometries: shapes };
  }
  const coordinates = shapes.map((shape) => /** @type {any} */ (shape).coordinates);
  return /** @type {any} */ ({ type: `Multi${kind}`, coordinates });
}
