// Coordinate systems by their names: those that this page can turn into degrees.
import proj4 from "proj4";
import { changed } from "./shapes.js";
import { BadFile } from "./table.js";

/** @typedef {import("./shapes.js").Shape} Shape */

const EPSG =
  /^(?:urn:ogc:def:crs:EPSG:[^:]*:|EPSG:|https?:\/\/www\.opengis\.net\/(?:def\/crs\/EPSG\/[^/]+\/|gml\/srs\/epsg\.xml#))(\d+)$/i;
const CRS84 = /^(?:.*[:/])?CRS84h?$/i;
const DEGREES = ["4326", "4979"];
// Names that ESRI gave to what has a number of EPSG.
/** @type {Record<string, string>} */
const ESRI = { 102100: "3857", 102113: "3857", 900913: "3857" };
// Proj4js: a datum of which nothing says how to turn it into another.
const NO_DATUM = 5;
// Half the axis of the ellipsoid, in metres.
const WGS_84 = 6378137;
const WORLD = "+datum=WGS84 +units=m +no_defs";
const EUROPE = "+ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +units=m +no_defs";

/**
 * What proj4 needs to know of a system of EPSG; "" of one that this page does not know.
 *
 * @param {string} code
 */
function definition(code) {
  if (code === "3857") {
    return "+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +no_defs";
  }
  if (code === "3395") return `+proj=merc +lon_0=0 +k=1 +x_0=0 +y_0=0 ${WORLD}`;
  if (code === "4258") return "+proj=longlat +ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +no_defs";
  const match = /^(326|327|258)(\d\d)$/.exec(code);
  const zone = match ? Number(match[2]) : 0;
  if (!match || zone < 1 || zone > 60) return "";
  const south = match[1] === "327" ? "+south " : "";
  return `+proj=utm +zone=${zone} ${south}${match[1] === "258" ? EUROPE : WORLD}`;
}

/**
 * Turn shapes of a named system into degrees of WGS 84. Throws BadFile.
 *
 * @param {(Shape | null)[]} shapes
 * @param {string} crs a name as GeoJSON has it
 * @param {string} name of the file
 */
export function toDegrees(shapes, crs, name) {
  if (CRS84.test(crs)) return shapes;
  const match = EPSG.exec(crs);
  const code = match ? (ESRI[match[1]] ?? match[1]) : "";
  if (DEGREES.includes(code)) return shapes;
  const known = code ? definition(code) : "";
  if (!known) throw new BadFile("crs_page", { name, crs: code ? `EPSG:${code}` : crs });
  return inverted(shapes, known);
}

/**
 * Turn shapes into degrees by the text of a .prj file, and tell of a datum that is not turned into
 * WGS 84: csto-map knows more of them. Throws BadFile.
 *
 * @param {(Shape | null)[]} shapes
 * @param {string} text well-known text
 * @param {string} name of the file
 * @returns {{shapes: (Shape | null)[], remark: import("./table.js").Remark | null}}
 */
export function fromWellKnown(shapes, text, name) {
  const called = /"([^"]*)"/.exec(text)?.[1] ?? text.slice(0, 80);
  // The degrees of nearly every shapefile need no work.
  if (/^\s*GEOGCS/i.test(text) && /WGS_?(?:19)?84/i.test(text) && /Degree/i.test(text)) {
    return { shapes, remark: null };
  }
  try {
    const source = new proj4.Proj(text);
    // Ellipsoids of the size of WGS 84 are of datums that differ from it by less than a metre or two.
    const loose = source.datum?.datum_type === NO_DATUM && source.a !== WGS_84;
    const remark = loose ? { key: "datum", crs: called } : null;
    return { shapes: inverted(shapes, text), remark };
  } catch {
    throw new BadFile("crs_page", { name, crs: called });
  }
}

/**
 * @param {(Shape | null)[]} shapes
 * @param {string} definition
 */
function inverted(shapes, definition) {
  const change = proj4(definition, "+proj=longlat +datum=WGS84 +no_defs");
  return shapes.map((shape) =>
    shape === null
      ? null
      : changed(shape, (at) => /** @type {[number, number]} */ (change.forward([at[0], at[1]]))),
  );
}
