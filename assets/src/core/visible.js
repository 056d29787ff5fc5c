// What a frame shows of an outline: the twin of csto_map/picture/visible.py, operation for
// operation, so that both give the same to the last bit. Pure.

import { ahead, keyOf, uprightPx } from "./camera.js";

/**
 * @typedef {import("../types/page.js").Frame} Frame
 * @typedef {import("../types/page.js").Rotation} Rotation
 * @typedef {import("../types/files.js").MapFigure} MapFigure
 * @typedef {{xs: number[], ys: number[]}} Ring Without its first point at its end.
 * @typedef {[west: number, north: number, east: number, south: number]} Bounds
 * @typedef {{xs: number[], ys: number[], area: number, bounds: Bounds}} Visible In pixels.
 * @typedef {Ring & {box: Bounds}} Boxed With the least and the most of its coordinates.
 * @typedef {Boxed[]} Outline Of a state: its rings.
 */

// Frames whose parts are kept for each outline: those of two maps, and the one before.
const MOST_KEPT = 3;

/**
 * Put back the outlines that are told by runs of other traces' points: the way back from
 * csto_map/picture/figure_runs.py. It is done once.
 *
 * @param {Pick<MapFigure, "data">} figure Is changed.
 */
export function whole({ data }) {
  for (const trace of data) {
    const { runs = [] } = trace.meta;
    delete trace.meta.runs;
    for (const ring of runs) {
      for (const axis of /** @type {const} */ (["x", "y"])) {
        const k = axis === "x" ? 0 : 1;
        const points = ring.flatMap((run) => {
          const [number, first, count] = run;
          return run.length < 3 ? run[k] : data[number][axis].slice(first, first + count);
        });
        trace[axis] = [...trace[axis], ...(trace[axis].length ? [null] : []), ...points, points[0]];
      }
    }
  }
}

/**
 * The outlines of states that a figure has, each with its state and what it is drawn of; of one
 * state those of several days.
 *
 * @param {Pick<MapFigure, "data">} figure
 * @returns {Generator<{id: string, outline: Outline, trace: MapFigure["data"][number]}>}
 */
export function* traced(figure) {
  whole(figure);
  for (const trace of figure.data) {
    const { x, y, fill, meta } = trace;
    if (fill === undefined) continue;
    const rings = taken(x, y);
    let start = 0;
    for (const [id, n] of meta.parts ?? [[meta.id, rings.length]]) {
      yield { id, outline: rings.slice(start, start + n), trace };
      start += n;
    }
  }
}

/**
 * The closed rings of a path with a null between each two.
 *
 * @param {(number | null)[]} xs
 * @param {(number | null)[]} ys
 * @returns {Boxed[]}
 */
function taken(xs, ys) {
  const rings = [];
  for (let start = 0, end = 0; start < xs.length; start = end + 1) {
    end = xs.indexOf(null, start);
    if (end < 0) end = xs.length;
    const ring = /** @type {Ring} */ ({
      xs: xs.slice(start, end - 1),
      ys: ys.slice(start, end - 1),
    });
    rings.push({ ...ring, box: boxOf(ring) });
  }
  return rings;
}

/**
 * @param {Ring} ring
 * @returns {Bounds}
 */
function boxOf({ xs, ys }) {
  let [west, north, east, south] = [xs[0], ys[0], xs[0], ys[0]];
  for (let k = 1; k < xs.length; k++) {
    if (xs[k] < west) west = xs[k];
    if (xs[k] > east) east = xs[k];
    if (ys[k] < north) north = ys[k];
    if (ys[k] > south) south = ys[k];
  }
  return [west, north, east, south];
}

/** @type {WeakMap<Outline, Map<string, Outline>>} */
const stood = new WeakMap();

/**
 * An outline in upright kilometres; it is turned once.
 *
 * @param {Outline} outline
 * @param {Readonly<Rotation> | null | undefined} rotation
 * @returns {Outline}
 */
export function upright(outline, rotation) {
  if (!rotation) return outline;
  const turns = stood.get(outline) ?? new Map();
  stood.set(outline, turns);
  const key = rotation.join();
  let one = turns.get(key);
  if (!one) {
    one = outline.map((ring) => turned(ring, rotation));
    turns.set(key, one);
    if (turns.size > MOST_KEPT) turns.delete(turns.keys().next().value);
  }
  return one;
}

/**
 * @param {Ring} ring
 * @param {Readonly<Rotation>} rotation
 * @returns {Boxed}
 */
function turned({ xs, ys }, rotation) {
  const ring = { xs: new Array(xs.length), ys: new Array(xs.length) };
  for (let k = 0; k < xs.length; k++) {
    [ring.xs[k], ring.ys[k]] = ahead(rotation, xs[k], ys[k]);
  }
  return { ...ring, box: boxOf(ring) };
}

/** @type {WeakMap<Outline, Map<string, Visible | null>>} */
const kept = new WeakMap();

/**
 * The largest part of an outline in a frame, in pixels, holes left out; null where none of
 * it is seen.
 *
 * @param {Outline} outline
 * @param {Frame} frame
 * @returns {Visible | null}
 */
export function visible(outline, frame) {
  const key = keyOf(frame);
  const parts = kept.get(outline) ?? new Map();
  kept.set(outline, parts);
  let part = parts.get(key);
  if (part === undefined) {
    part = largest(outline, frame);
    parts.set(key, part);
    if (parts.size > MOST_KEPT) parts.delete(/** @type {string} */ (parts.keys().next().value));
  }
  return part;
}

/**
 * @param {Outline} outline
 * @param {Frame} frame
 */
function largest(outline, frame) {
  /** @type {Visible | null} */
  let best = null;
  for (const ring of upright(outline, frame.rotation)) {
    for (const part of cut(ring, frame)) {
      const px = pixels(part, frame);
      const area = areaOf(px);
      if (area > (best ? best.area : 0)) best = { ...px, area, bounds: boxOf(px) };
    }
  }
  return best;
}

/**
 * @param {Ring} ring
 * @param {Frame} frame
 * @returns {Ring}
 */
function pixels({ xs, ys }, frame) {
  const px = { xs: new Array(xs.length), ys: new Array(xs.length) };
  for (let k = 0; k < xs.length; k++) [px.xs[k], px.ys[k]] = uprightPx(frame, xs[k], ys[k]);
  return px;
}

/** @param {Ring} ring */
function areaOf({ xs, ys }) {
  let sum = 0;
  for (let k = 0, before = xs.length - 1; k < xs.length; before = k++) {
    sum += xs[before] * ys[k] - xs[k] * ys[before];
  }
  return Math.abs(sum) / 2;
}

/**
 * Cut a ring to a frame; the parts come one by one.
 *
 * @param {Boxed} ring
 * @param {Frame} frame
 * @returns {Ring[]}
 */
function cut(ring, { x0, y0, x1, y1 }) {
  const [leastX, leastY, mostX, mostY] = ring.box;
  if (leastX >= x1 || mostX <= x0 || leastY >= y1 || mostY <= y0) return [];
  /** @type {Ring[]} */
  let parts = [ring];
  if (leastX >= x0 && mostX <= x1 && leastY >= y0 && mostY <= y1) return parts;
  parts = parts.flatMap((part) => halve(part, "xs", "ys", x0, true));
  parts = parts.flatMap((part) => halve(part, "xs", "ys", x1, false));
  parts = parts.flatMap((part) => halve(part, "ys", "xs", y0, true));
  parts = parts.flatMap((part) => halve(part, "ys", "xs", y1, false));
  return parts;
}

/**
 * The parts of a ring on one side of a line.
 *
 * @param {Ring} ring
 * @param {"xs" | "ys"} axis Which coordinate is the same all along the line.
 * @param {"xs" | "ys"} other
 * @param {number} bound
 * @param {boolean} above Whether the side of larger coordinates is kept.
 * @returns {Ring[]}
 */
function halve(ring, axis, other, bound, above) {
  const [across, along] = [ring[axis], ring[other]];
  const n = across.length;
  const inside = (/** @type {number} */ k) => (above ? across[k] >= bound : across[k] <= bound);
  /** @type {number[]} */
  const turns = [];
  let was = inside(n - 1);
  for (let k = 0; k < n; k++) {
    const is = inside(k);
    if (is !== was) turns.push(k);
    was = is;
  }
  if (!turns.length) return was ? [ring] : [];
  // Entries and exits take turns, an entry first.
  if (!inside(turns[0])) turns.push(/** @type {number} */ (turns.shift()));
  const places = turns.map((k) => {
    const before = k ? k - 1 : n - 1;
    const share = (bound - across[before]) / (across[k] - across[before]);
    return along[before] + share * (along[k] - along[before]);
  });
  return chains(places).map((chain) => {
    /** @type {Ring} */
    const part = { xs: [], ys: [] };
    for (const run of chain) {
      const [start, end] = [turns[2 * run], turns[2 * run + 1]];
      part[axis].push(bound);
      part[other].push(places[2 * run]);
      for (let k = start; k !== end; k = k + 1 === n ? 0 : k + 1) {
        part[axis].push(across[k]);
        part[other].push(along[k]);
      }
      part[axis].push(bound);
      part[other].push(places[2 * run + 1]);
    }
    return part;
  });
}

/**
 * Which runs of a ring that is cut by a line make up its parts; see `_chains` in Python.
 *
 * @param {number[]} places
 */
function chains(places) {
  /** @type {Map<number, number>} */
  const following = new Map();
  /** @type {number[]} */
  const waiting = [];
  const order = places.map((_, k) => k).sort((a, b) => places[a] - places[b] || a - b);
  for (const one of order) {
    // Starts have even numbers. A ring that crosses itself may have two of a kind in a row:
    // the first waits for the next of the other.
    if (waiting.length && (waiting[0] - one) % 2) {
      const first = /** @type {number} */ (waiting.shift());
      const [start, end] = first % 2 ? [one, first] : [first, one];
      following.set((end - 1) / 2, start / 2);
    } else waiting.push(one);
  }
  const found = [];
  const left = new Set([...following.keys()].sort((a, b) => a - b));
  for (const first of left) {
    const chain = [];
    let run = first;
    do {
      chain.push(run);
      left.delete(run);
      run = /** @type {number} */ (following.get(run));
    } while (run !== first);
    found.push(chain);
  }
  return found;
}

/**
 * Whether a pixel lies in a visible part, by the even-odd rule.
 *
 * @param {Ring} part
 * @param {number} x
 * @param {number} y
 */
export function holds({ xs, ys }, x, y) {
  let odd = false;
  for (let k = 0, before = xs.length - 1; k < xs.length; before = k++) {
    const ay = ys[before];
    const by = ys[k];
    if (ay > y === by > y) continue;
    if (x < ((xs[k] - xs[before]) * (y - ay)) / (by - ay) + xs[before]) odd = !odd;
  }
  return odd;
}

/**
 * A pixel inside a visible part: the middle of the widest part at half its height.
 *
 * @param {Visible} part
 * @returns {[x: number, y: number]}
 */
export function inner({ xs, ys, bounds }) {
  const y = (bounds[1] + bounds[3]) / 2;
  const met = [];
  for (let k = 0, before = xs.length - 1; k < xs.length; before = k++) {
    const ay = ys[before];
    const by = ys[k];
    if (ay > y === by > y) continue;
    met.push(((xs[k] - xs[before]) * (y - ay)) / (by - ay) + xs[before]);
  }
  met.sort((a, b) => a - b);
  let widest = 0;
  for (let k = 2; k < met.length; k += 2) {
    if (met[k + 1] - met[k] > met[widest + 1] - met[widest]) widest = k;
  }
  return [(met[widest] + met[widest + 1]) / 2, y];
}
