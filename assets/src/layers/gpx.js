// GPX of other people: a row for each waypoint, route and track.
//
// csto_map/exchange/reading/gpx_read.py is its twin.
import { emptyRow } from "./json.js";
import { oneOf } from "./kml.js";
import { BadShape, positionOf } from "./shapes.js";
import { bounded, tableOf } from "./table.js";
import { bare, inner, readXml, spanOf, textIn } from "./xml.js";

/** @typedef {import("./shapes.js").Shape} Shape */
/** @typedef {import("./shapes.js").Position} Position */

/** @type {Record<string, string>} */
const KINDS = { wpt: "waypoint", rte: "route", trk: "track" };
/** @type {[string, string[]][]} */
const TEXTS = [
  ["description", ["desc", "cmt"]],
  ["type", ["type"]],
  ["symbol", ["sym"]],
];
const LONGEST = 80;

/**
 * Read waypoints, routes and tracks.
 *
 * A waypoint holds on the day of its time; a route and a track from the first to the last day
 * of their points. Throws BadFile.
 *
 * @param {string} text
 * @param {string} name
 * @param {import("./xml.js").ParseXml} parseXml
 */
export function readGpx(text, name, parseXml) {
  const nodes = inner(readXml(text, name, parseXml), ...Object.keys(KINDS));
  bounded(nodes.length, name);
  const table = tableOf();
  /** @type {(Shape | null)[]} */
  const shapes = [];
  /** @type {([string, string] | null)[]} */
  const times = [];
  nodes.forEach((node, k) => {
    const cells = emptyRow();
    cells.name = textIn(node, "name");
    cells.kind = KINDS[bare(node)];
    for (const [key, tags] of TEXTS) {
      const value = tags.map((tag) => textIn(node, tag)).find(Boolean);
      if (value) cells[key] = value;
    }
    try {
      const points = pointsOf(node);
      shapes.push(shapeOf(node, points));
      times.push(spanOf(points.flat().map((point) => textIn(point, "time"))));
      table.rows.push(cells);
      table.numbers.push(k + 1);
    } catch (problem) {
      if (!(problem instanceof BadShape)) throw problem;
      const value = Array.from(cells.name).slice(0, LONGEST).join("");
      table.refused.push({ row: k + 1, column: "geometry", value, reason: { key: problem.key } });
    }
  });
  const columns = [...new Set(table.rows.flatMap((row) => Object.keys(row)))];
  return { ...table, columns, shapes, times };
}

/**
 * The points of a waypoint, a route or each segment of a track.
 *
 * @param {Element} node
 */
function pointsOf(node) {
  if (bare(node) === "wpt") return [[node]];
  if (bare(node) === "rte") return [inner(node, "rtept")];
  return inner(node, "trkseg").map((segment) => inner(segment, "trkpt"));
}

/**
 * @param {Element} node
 * @param {Element[][]} points
 * @returns {Shape | null}
 */
function shapeOf(node, points) {
  const paths = points.map((line) => line.map(positionOfPoint));
  /** @type {Shape[]} */
  const lines = paths
    .filter((path) => path.length > 1)
    .map((path) => ({ type: "LineString", coordinates: path }));
  if (bare(node) !== "wpt" && lines.length) return oneOf(lines);
  const only = paths.find((path) => path.length);
  return only ? { type: "Point", coordinates: only[0] } : null;
}

/** @param {Element} node */
function positionOfPoint(node) {
  return positionOf([node.getAttribute("lon") ?? "", node.getAttribute("lat") ?? ""]);
}
