// On whose land a place lies: the twin of csto_map/picture/lands.py, operation for operation.
// Pure. An outline is put in order once, whatever the frame; all is in upright kilometres.

import { ahead, kmPerPx, uprightKm } from "./camera.js";
import { upright } from "./visible.js";

/** @import {Box, Frame, Rotation} from "../types/page.js" */
/** @import {Outline} from "./visible.js" */

/**
 * @typedef {readonly [west: number, south: number, east: number, north: number]} KmBox
 *
 * @typedef {object} Land The ground of a state; see `Land` in Python.
 * @property {Float64Array} ax
 * @property {Float64Array} ay
 * @property {Float64Array} bx
 * @property {Float64Array} by
 * @property {number[]} starts
 * @property {number} height
 * @property {KmBox} box
 */

const EDGES_IN_BAND = 6;
const MOST_BANDS = 512;

/** @type {WeakMap<Outline, Land>} */
const kept = new WeakMap();

/**
 * An outline in order.
 *
 * @param {Outline} outline
 * @returns {Land}
 */
export function landOf(outline) {
  let land = kept.get(outline);
  if (!land) {
    land = ordered(outline);
    kept.set(outline, land);
  }
  return land;
}

/**
 * @param {Outline} outline
 * @returns {Land}
 */
function ordered(outline) {
  const [west, south, east, north] = around(outline);
  let n = 0;
  for (const { xs } of outline) n += xs.length;
  const bands = Math.max(1, Math.min(MOST_BANDS, Math.floor(n / EDGES_IN_BAND)));
  const height = (north - south) / bands;
  const within = (/** @type {number} */ y) =>
    Math.max(0, Math.min(bands - 1, Math.floor((y - south) / height)));
  /** @type {number[][]} */
  const members = Array.from({ length: bands }, () => []);
  for (const { xs, ys } of outline) {
    for (let k = 0, before = xs.length - 1; k < xs.length; before = k++) {
      const last = within(Math.max(ys[before], ys[k]));
      for (let band = within(Math.min(ys[before], ys[k])); band <= last; band++) {
        members[band].push(xs[before], ys[before], xs[k], ys[k]);
      }
    }
  }
  const starts = [0];
  for (const one of members) starts.push(starts[starts.length - 1] + one.length / 4);
  const every = members.flat();
  const part = (/** @type {number} */ at) =>
    Float64Array.from({ length: every.length / 4 }, (_, k) => every[4 * k + at]);
  const box = /** @type {const} */ ([west, south, east, north]);
  return { ax: part(0), ay: part(1), bx: part(2), by: part(3), starts, height, box };
}

/** @param {Outline} outline */
function around(outline) {
  const boxes = outline.map(({ box }) => box);
  const least = (/** @type {0 | 1} */ k) => Math.min(...boxes.map((box) => box[k]));
  const most = (/** @type {2 | 3} */ k) => Math.max(...boxes.map((box) => box[k]));
  return [least(0), least(1), most(2), most(3)];
}

/**
 * Which edges lie in the bands between two heights.
 *
 * @param {Land} land
 * @param {number} south
 * @param {number} north
 */
function between({ starts, height, box }, south, north) {
  const last = starts.length - 2;
  const band = (/** @type {number} */ y) =>
    Math.max(0, Math.min(last, Math.floor((y - box[1]) / height)));
  return [starts[band(south)], starts[band(north) + 1]];
}

/**
 * Whether a place lies on it, by the even-odd rule.
 *
 * @param {Land} land
 * @param {number} x
 * @param {number} y
 */
function holds(land, x, y) {
  const { ax, ay, bx, by, box } = land;
  if (x < box[0] || x > box[2] || y < box[1] || y > box[3]) return false;
  const [first, end] = between(land, y, y);
  let odd = false;
  for (let k = first; k < end; k++) {
    if (ay[k] > y === by[k] > y) continue;
    if (x < ((bx[k] - ax[k]) * (y - ay[k])) / (by[k] - ay[k]) + ax[k]) odd = !odd;
  }
  return odd;
}

/**
 * Whether the border meets a box.
 *
 * @param {Land} land
 * @param {KmBox} box
 */
function meets(land, [west, south, east, north]) {
  const { ax, ay, bx, by, box } = land;
  if (east < box[0] || west > box[2] || north < box[1] || south > box[3]) return false;
  const [first, end] = between(land, south, north);
  for (let k = first; k < end; k++) {
    if (Math.min(ax[k], bx[k]) > east || Math.max(ax[k], bx[k]) < west) continue;
    if (Math.min(ay[k], by[k]) > north || Math.max(ay[k], by[k]) < south) continue;
    const dx = bx[k] - ax[k];
    const dy = by[k] - ay[k];
    // An edge misses the box if all four corners lie on one side of it. It is asked so often that
    // the four have no array.
    const one = dx * (south - ay[k]) - dy * (west - ax[k]);
    const two = dx * (south - ay[k]) - dy * (east - ax[k]);
    const three = dx * (north - ay[k]) - dy * (east - ax[k]);
    const four = dx * (north - ay[k]) - dy * (west - ax[k]);
    if (one > 0 ? two > 0 && three > 0 && four > 0 : one < 0 && two < 0 && three < 0 && four < 0) {
      continue;
    }
    return true;
  }
  return false;
}

/**
 * Whether a whole box lies on it.
 *
 * @param {Land} land
 * @param {KmBox} box
 */
export function encloses(land, box) {
  return holds(land, box[0], box[1]) && !meets(land, box);
}

/** @typedef {ReadonlyMap<string, Outline> & {within?: ReadonlyMap<string, string>}} Outlines */

/**
 * The grounds of all states of a map, by code.
 *
 * Facts may name a state that lies within another on the day of the map: its ground is then that
 * state's, whether it is drawn on it or not.
 */
export class Lands {
  /**
   * @param {Outlines} outlines
   * @param {Rotation | null} [rotation] Of the frames that they are asked for in.
   */
  constructor(outlines, rotation = null) {
    this.outlines = outlines;
    this.rotation = rotation;
    /** The grounds of all, by code, in their order. @type {Map<string, Land>} */
    this.all = new Map();
    for (const [code, outline] of outlines) {
      if (outline.length) this.all.set(code, landOf(upright(outline, rotation)));
    }
    this.listed = [...this.all];
  }

  /**
   * The code of the state that is drawn on a state's ground.
   *
   * @param {string} code
   */
  name(code) {
    const { outlines } = this;
    return outlines.get(code)?.length ? code : (outlines.within?.get(code) ?? code);
  }

  /**
   * The ground of a state, null where the map has no outline of it.
   *
   * @param {string} code
   */
  known(code) {
    return this.all.get(this.name(code)) ?? null;
  }

  /**
   * On whose ground a place lies, of several the first; "" for none.
   *
   * @param {number} x
   * @param {number} y
   */
  at(x, y) {
    const inner = (/** @type {string} */ code) => this.outlines.within?.has(code) ?? false;
    let first = "";
    for (const [code, land] of this.all) {
      // One that lies within another is drawn over it.
      const [here, there] = [inner(code), inner(first)];
      const before = !first || (here === there ? code < first : here);
      if (before && holds(land, x, y)) first = code;
    }
    return first;
  }

  /**
   * Whether a whole box lies on the ground of one of some states.
   *
   * @param {readonly string[]} codes
   * @param {KmBox} box
   */
  clear(codes, box) {
    return codes.some((code) => {
      const land = this.known(code);
      return land !== null && encloses(land, box);
    });
  }

  /**
   * Whether any of a box lies on the ground of a state that is none of some.
   *
   * @param {readonly string[]} codes
   * @param {KmBox} box
   */
  foreign(codes, box) {
    const { within } = this.outlines;
    for (const [code, land] of this.listed) {
      const around = land.box;
      // Most are far away.
      if (box[2] < around[0] || box[0] > around[2]) continue;
      if (box[3] < around[1] || box[1] > around[3]) continue;
      if (codes.includes(code) || codes.some((one) => within?.get(one) === code)) continue;
      if (meets(land, box) || holds(land, box[0], box[1])) return true;
    }
    return false;
  }
}

/** The grounds of states in a frame: asked in pixels, y downwards. */
export class Seen {
  /**
   * @param {Lands} lands
   * @param {Frame} frame
   */
  constructor(lands, frame) {
    this.lands = lands;
    this.frame = frame;
  }

  /**
   * Whether a whole box lies on the ground of one of some states.
   *
   * @param {readonly string[]} codes
   * @param {Box} box
   */
  clear(codes, box) {
    return this.lands.clear(codes, this.km(box));
  }

  /**
   * Whether any of a box lies on the ground of a state that is none of some.
   *
   * @param {readonly string[]} codes
   * @param {Box} box
   */
  foreign(codes, box) {
    return this.lands.foreign(codes, this.km(box));
  }

  /**
   * On whose ground a pixel lies, "" for none.
   *
   * @param {number} x
   * @param {number} y
   */
  at(x, y) {
    return this.lands.at(...uprightKm(this.frame, x, y));
  }

  /**
   * The code of the state that is drawn on a state's ground.
   *
   * @param {string} code
   */
  name(code) {
    return this.lands.name(code);
  }

  /**
   * The area of the box around a state, in square pixels; 0 for none.
   *
   * @param {string} code
   */
  extent(code) {
    const known = this.lands.known(code);
    if (!known) return 0;
    const [west, south, east, north] = known.box;
    const km = kmPerPx(this.frame);
    return ((east - west) * (north - south)) / (km * km);
  }

  /**
   * On whose ground a place lies, in projected km, "" for none.
   *
   * @param {number} x
   * @param {number} y
   */
  host(x, y) {
    return this.lands.at(...ahead(this.frame.rotation, x, y));
  }

  /**
   * @param {Box} box
   * @returns {KmBox}
   */
  km(box) {
    const [west, north] = uprightKm(this.frame, box[0], box[1]);
    const [east, south] = uprightKm(this.frame, box[2], box[3]);
    return [west, south, east, north];
  }
}

/** @type {WeakMap<Outlines, Map<string, Lands>>} */
const grounds = new WeakMap();

/**
 * The grounds of outlines in a frame.
 *
 * @param {Outlines} outlines
 * @param {Frame} frame
 */
export function seenIn(outlines, frame) {
  const turns = grounds.get(outlines) ?? new Map();
  grounds.set(outlines, turns);
  const key = String(frame.rotation ?? "");
  const lands = turns.get(key) ?? new Lands(outlines, frame.rotation);
  turns.set(key, lands);
  return new Seen(lands, frame);
}
