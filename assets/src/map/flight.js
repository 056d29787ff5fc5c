// Where things are on the map, and how to bring them into view.

import * as camera from "../core/camera.js";
import { turnedTo } from "../core/turning.js";
import { byId } from "../shell/dom.js";

/** @import { Box, Frame, MapId, Page, Point, View } from "../types/page.js" */
/** @typedef {[left: number, top: number, right: number, bottom: number]} Part Of the map, in pixels. */

// A place is shown with this much around it, in km, and is near enough up to this scale.
const AROUND = 170;
const NEAR_KM_PER_PX = 1.2;
const MARGIN_PX = 32;
const LEAST_PX = 120;
const FLIGHT_MS = 450;

/**
 * The box of anything that can be selected, in km, or null; a point is a box of no size.
 *
 * @param {Page} page
 * @param {MapId} id
 * @param {Point | null} [point] Its place, if it is not a mark.
 * @returns {Box | null}
 */
export function boxOf(page, id, point) {
  const country = page.countries.get(id);
  if (country) return country.bounds ?? null;
  const outline = page.map.shapes.get(id);
  if (outline && id.startsWith("sector:")) {
    const [xs, ys] = [outline.xs, outline.ys].map((vs) => [...vs].filter((v) => v !== null));
    return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  }
  const mark = page.marks.get(id);
  const [x, y] = mark ? [mark.x, mark.y] : (point ?? []);
  return x === undefined || y === undefined ? null : [x, y, x, y];
}

/**
 * The part of the map that no panel covers and that shows a box best.
 *
 * @param {Page} page
 * @param {Box} box
 * @returns {Part}
 */
export function clear(page, box) {
  const map = byId("map").getBoundingClientRect();
  /** @type {Part} */
  const all = [0, 0, ...page.map.size()];
  let parts = [all];
  for (const id of ["card", "layers", "story"]) {
    const b = byId(id).getBoundingClientRect();
    if (!b.width || b.right <= map.left || b.left >= map.right) continue;
    /** @type {Part} */
    const hole = [b.left - map.left, b.top - map.top, b.right - map.left, b.bottom - map.top];
    parts = parts.flatMap((part) => beside(part, hole));
  }
  const [x0, y0, x1, y1] = box;
  const km = (/** @type {Part} */ [left, top, right, bottom]) =>
    Math.max((x1 - x0) / (right - left), (y1 - y0) / (bottom - top));
  return parts.sort((a, b) => km(a) - km(b))[0] || all;
}

/**
 * What is left of a part of the map around a hole: left of it, above it, right of it. Pure.
 *
 * @param {Part} part
 * @param {Part} hole
 * @returns {Part[]}
 */
export function beside([left, top, right, bottom], [x0, y0, x1, y1]) {
  if (x0 >= right || x1 <= left || y0 >= bottom || y1 <= top) return [[left, top, right, bottom]];
  /** @type {Part[]} */
  const parts = [
    [left, top, x0, bottom],
    [left, top, right, y0],
    [x1, top, right, bottom],
  ];
  return parts.filter(([l, t, r, b]) => r - l > LEAST_PX && b - t > LEAST_PX);
}

/**
 * The frame that fits a box of km into a part of the map.
 *
 * @param {Box} box Upright, as the frame.
 * @param {Part} part
 * @param {Pick<Frame, "width" | "height" | "rotation">} size
 * @returns {Frame}
 */
export function fitInto([x0, y0, x1, y1], [left, top, right, bottom], size) {
  const { width, height, rotation } = size;
  const km = Math.max((x1 - x0) / (right - left), (y1 - y0) / (bottom - top));
  const fx0 = (x0 + x1) / 2 - (km * (left + right)) / 2;
  const fy1 = (y0 + y1) / 2 + (km * (top + bottom)) / 2;
  const [fx1, fy0] = [fx0 + km * width, fy1 - km * height];
  return { x0: fx0, y0: fy0, x1: fx1, y1: fy1, width, height, rotation };
}

/**
 * A box with room around it; a point gets what is around it.
 *
 * @param {Box} box
 * @returns {Box}
 */
function roomy([x0, y0, x1, y1]) {
  const grow = (/** @type {number} */ a, /** @type {number} */ b) =>
    Math.max((b - a) * 1.2, 2 * AROUND) / 2;
  const [x, y, w, h] = [(x0 + x1) / 2, (y0 + y1) / 2, grow(x0, x1), grow(y0, y1)];
  return [x - w, y - h, x + w, y + h];
}

/**
 * Whether a box is well in view: inside the clear part, and neither tiny nor far away.
 *
 * @param {Frame} frame
 * @param {Box} box Upright.
 * @param {Part} part
 */
export function inSight(frame, [x0, y0, x1, y1], [left, top, right, bottom]) {
  const [px0, py1] = camera.uprightPx(frame, x0, y0);
  const [px1, py0] = camera.uprightPx(frame, x1, y1);
  const m = MARGIN_PX;
  const within = px0 >= left + m && px1 <= right - m && py0 >= top + m && py1 <= bottom - m;
  const share = Math.max((px1 - px0) / (right - left), (py1 - py0) / (bottom - top));
  return within && (camera.kmPerPx(frame) <= NEAR_KM_PER_PX || share > 0.25);
}

// The last flight of each map: an earlier one that is still under way gives way to it.
/** @type {WeakMap<object, number>} */
const flights = new WeakMap();

const reduced = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

/**
 * Move to a frame, in steps unless reduced motion is preferred; touching the map stops it.
 * Where that is turned otherwise, the map is turned at once, about its middle.
 *
 * @param {Page} page
 * @param {() => Frame} aim The frame for the map's present size, which may change on the way
 *   when a panel or the header grows.
 * @param {() => void} done Called when it is reached.
 */
function fly(page, aim, done = () => {}) {
  const { map } = page;
  const mine = (flights.get(map) ?? 0) + 1;
  flights.set(map, mine);
  if (reduced()) {
    map.moveTo(aim());
    done();
    return;
  }
  const ends = () => {
    const end = aim();
    return [turnedTo(map.frame, end.rotation), end];
  };
  let [from, to] = ends();
  const started = performance.now();
  let last = map.frame;
  const step = (/** @type {number} */ now) => {
    if (flights.get(map) !== mine) return;
    if (map.frame !== last) {
      if (map.frame.width === last.width && map.frame.height === last.height) return;
      [from, to] = ends();
    }
    const t = Math.min(1, Math.max(0, (now - started) / FLIGHT_MS));
    const eased = t * t * (3 - 2 * t);
    const part = (/** @type {"x0" | "x1" | "y0" | "y1"} */ name) =>
      from[name] + (to[name] - from[name]) * eased;
    map.moveTo(
      t < 1 ? { ...to, x0: part("x0"), y0: part("y0"), x1: part("x1"), y1: part("y1") } : to,
    );
    last = map.frame;
    if (t < 1) requestAnimationFrame(step);
    else done();
  };
  requestAnimationFrame(step);
}

/**
 * Bring the thing with an id into view, if it is not; point: its place if it is not a mark.
 *
 * @param {Page} page
 * @param {MapId} id
 * @param {Point | null} point
 */
export function show(page, id, point = null) {
  const there = boxOf(page, id, point);
  if (!there) return;
  const { rotation } = page.map.frame;
  const box = camera.around(there, (x, y) => camera.ahead(rotation, x, y));
  const wanted = roomy(box);
  if (inSight(page.map.frame, box, clear(page, wanted))) return;
  fly(page, () => fitInto(wanted, clear(page, wanted), page.map.frame));
}

/**
 * Move the map as little as shows a mark beside the panels, at the same scale.
 *
 * @param {Page} page
 * @param {MapId} id
 */
export function uncover(page, id) {
  const mark = page.marks.get(id);
  if (!mark) return;
  const { frame, insets } = page.map;
  if (insets?.hidden.has(id)) {
    // Insets make way for panels, and keep what they show as long as they have room.
    page.map.settle();
    if (insets.hidden.has(id)) return;
  }
  const [left, top, right, bottom] = clear(page, roomy([mark.x, mark.y, mark.x, mark.y]));
  /** @type {(at: number, low: number, high: number) => number} */
  const off = (at, low, high) => Math.min(Math.max(at, low + MARGIN_PX), high - MARGIN_PX) - at;
  const [x, y] = camera.toPx(frame, mark.x, mark.y);
  const [dx, dy] = [off(x, left, right), off(y, top, bottom)];
  if (dx || dy) fly(page, () => camera.pan(frame, dx, dy));
}

/**
 * The same for what a link selects, if the frame that the link asks for has it at all.
 *
 * @param {Page} page
 * @param {MapId} id
 */
export function uncoverLinked(page, id) {
  const mark = page.marks.get(id);
  if (mark && camera.shows(page.map.frame, mark.x, mark.y)) uncover(page, id);
}

/**
 * Show the frame that a view asks for in the part of the map that no panel covers.
 *
 * @param {Page} page
 * @param {Pick<View, "box" | "view">} view
 */
export function showView(page, view) {
  const { map } = page;
  const rotation = map.rotation(view);
  const box = camera.upright(map.box(view), rotation);
  fly(
    page,
    () => fitInto(box, clear(page, box), { ...map.frame, rotation }),
    () => page.set({}, "rest"),
  );
}

/**
 * Whether the map shows a view about as it asks: all of it, and not from farther away than
 * panels that leave little room for it make necessary.
 *
 * @param {Page} page
 * @param {Pick<View, "box" | "view">} view
 */
export function showsView(page, view) {
  const { map } = page;
  const rotation = map.rotation(view);
  const box = camera.upright(map.box(view), rotation);
  const { x0, y0, x1, y1 } = turnedTo(map.frame, rotation);
  const [vx0, vy0, vx1, vy1] = box;
  const slack = 0.03 * (vx1 - vx0);
  const within = vx0 > x0 - slack && vy0 > y0 - slack && vx1 < x1 + slack && vy1 < y1 + slack;
  const aim = fitInto(box, clear(page, box), { ...map.frame, rotation });
  return within && x1 - x0 < Math.max(4 * (vx1 - vx0), 1.5 * (aim.x1 - aim.x0));
}
