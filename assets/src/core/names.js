// Where the names of states and sites stand: they yield to symbols and to each other. The
// twin of csto_map/picture/labels.py, operation for operation. Pure.

import drawing from "../../../csto_map/picture/drawing.json" with { type: "json" };
import { kmPerPx, toKm, toPx } from "./camera.js";
import { holds, inner, visible } from "./visible.js";

/**
 * @typedef {import("../types/page.js").Frame} Frame
 * @typedef {import("./draw.js").Placed} Placed
 * @typedef {import("./visible.js").Outline} Outline
 * @typedef {import("./visible.js").Visible} Visible
 * @typedef {import("../types/files.js").AtlasFile["advances"]} Advances
 * @typedef {[left: number, top: number, right: number, bottom: number]} Box
 *
 * @typedef {[x: number, y: number, free: boolean]} Spot A place for the middle of a name, and
 *   whether it will do even outside of the outline.
 *
 * @typedef {object} Named A state that may be named.
 * @property {string} id
 * @property {string} name
 * @property {readonly number[] | null} label Where its name best stands, in km.
 * @property {boolean} allied Whether it has a status.
 * @property {Outline | null | undefined} outline
 *
 * @typedef {object} Label
 * @property {string} id Of the thing that it names.
 * @property {string} text
 * @property {number} x In km, as `y`, the middle of the line.
 * @property {number} y
 * @property {string} anchor
 * @property {number} size
 * @property {number} weight
 * @property {boolean} soft
 */

const { names } = drawing;
// Parts of an em in which the typeface counts.
const EM = 2048;

/**
 * How much room a name takes, in pixels: that of its letters one by one.
 *
 * @param {Advances} advances
 * @param {string} text
 * @param {number} size
 * @param {number} weight
 */
export function roomFor(advances, text, size, weight) {
  const of = advances[weight];
  let sum = 0;
  for (const letter of text) sum += of[letter];
  return (sum / EM) * size;
}

/**
 * Where the foot of a name stands, in pixels.
 *
 * @param {Label} label
 * @param {Frame} frame
 */
export function foot(label, frame) {
  const [x, y] = toPx(frame, label.x, label.y);
  return { x, y: y + label.size * names.drop };
}

export class Board {
  /**
   * @param {Frame} frame
   * @param {Box[]} taken
   */
  constructor(frame, taken) {
    this.frame = frame;
    this.taken = taken;
  }

  /**
   * Whether a box is inside the frame and meets none that is taken.
   *
   * @param {Box} box
   */
  free(box) {
    const { width, height } = this.frame;
    if (box[0] < names.edge || box[1] < names.edge) return false;
    if (box[2] > width - names.edge || box[3] > height - names.edge) return false;
    for (const o of this.taken) {
      if (box[0] < o[2] && o[0] < box[2] && box[1] < o[3] && o[1] < box[3]) return false;
    }
    return true;
  }
}

/**
 * Name the states and, in close views, the sites.
 *
 * @param {Named[]} states All of them; those with a status are named first.
 * @param {Placed[]} symbols As placed; only those whose places lie in the frame count, and no
 *   dots.
 * @param {Frame} frame
 * @param {readonly number[]} sizes Of type, the smallest first.
 * @param {Advances} advances
 * @param {Box[]} blocked Boxes in pixels that something else covers.
 * @returns {Label[]}
 */
export function place(states, symbols, frame, sizes, advances, blocked = []) {
  const inFrame = symbols.filter(
    (s) =>
      !s.dot &&
      frame.x0 <= s.anchorX &&
      s.anchorX <= frame.x1 &&
      frame.y0 <= s.anchorY &&
      s.anchorY <= frame.y1,
  );
  const board = new Board(frame, [...inFrame.map((s) => boxOf(s, frame)), ...blocked]);
  const some = (/** @type {boolean} */ allied) =>
    ofStates(
      states.filter((one) => one.allied === allied),
      board,
      sizes,
      advances,
    );
  const labels = some(true);
  if (kmPerPx(frame) < names.sites_below) labels.push(...ofSites(inFrame, board, sizes, advances));
  return [...labels, ...some(false)];
}

/**
 * @param {Placed} symbol
 * @param {Frame} frame
 * @returns {Box}
 */
export function boxOf(symbol, frame) {
  const [x, y] = toPx(frame, symbol.x, symbol.y);
  const half = symbol.size / 2;
  return [x - half, y - half, x + half, y + half];
}

/**
 * @param {Named[]} states
 * @param {Board} board
 * @param {readonly number[]} sizes
 * @param {Advances} advances
 */
function ofStates(states, board, sizes, advances) {
  /** @type {{state: Named, seen: Visible}[]} */
  const sized = [];
  for (const state of states) {
    const seen = state.outline && state.name !== state.id && visible(state.outline, board.frame);
    if (seen) sized.push({ state, seen });
  }
  // The largest first: it has the most places to go, but also the most to lose.
  sized.sort((a, b) => b.seen.area - a.seen.area || (a.state.id < b.state.id ? -1 : 1));
  /** @type {Label[]} */
  const labels = [];
  for (const { state, seen } of sized) {
    const label = ofState(state, seen, board, sizes, advances);
    if (label) labels.push(label);
  }
  return labels;
}

/**
 * @param {Named} state
 * @param {Visible} seen
 * @param {Board} board
 * @param {readonly number[]} sizes
 * @param {Advances} advances
 * @returns {Label | null}
 */
function ofState(state, seen, board, sizes, advances) {
  const { allied, name, id } = state;
  const [small, body, large] = sizes;
  const [west, north, east, south] = seen.bounds;
  const size = allied ? (east - west > names.large_from ? large : body) : small;
  const weight = names.weights[allied ? "status" : "none"];
  const wide = roomFor(advances, name, size, weight);
  const tall = size * names.line;
  if (!allied && (east - west < wide * names.room[0] || south - north < tall * names.room[1])) {
    return null;
  }
  const { frame } = board;
  const best = state.label ? toPx(frame, state.label[0], state.label[1]) : null;
  const half = [wide / 2 + names.edge, tall / 2 + names.edge];
  const around = spots(seen, best);
  for (const [x, y, free] of allied ? andMoved(around, half, frame) : around) {
    /** @type {Box} */
    const box = [x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2];
    if (!board.free(box) || !(free || holds(seen, x, y))) continue;
    board.taken.push(box);
    const [kmX, kmY] = toKm(frame, x, y);
    return { id, text: name, x: kmX, y: kmY, anchor: "middle", size, weight, soft: !allied };
  }
  return null;
}

/**
 * Places for a name: its own, the middle of the widest part, then around the first.
 *
 * @param {Visible} seen
 * @param {[number, number] | null} best
 * @returns {Generator<Spot>}
 */
function* spots(seen, best) {
  const [west, north, east, south] = seen.bounds;
  const middle = inner(seen);
  const start = best && holds(seen, ...best) ? best : middle;
  yield [...start, true];
  yield [...middle, true];
  const [least, most] = names.reach;
  const reach = Math.max(least, Math.min(most, Math.max(east - west, south - north) / 2));
  for (let step = names.step; step < reach; step += names.step) {
    for (const [across, down] of names.directions) {
      const x = start[0] + step * names.stretch * across;
      yield [x, start[1] + step * down, step <= names.near];
    }
  }
}

/**
 * Spots, then those moved where the name would stick out of the frame.
 *
 * @param {Iterable<Spot>} around
 * @param {number[]} half Half the size of the name with its edge.
 * @param {Frame} frame
 * @returns {Generator<Spot>}
 */
function* andMoved(around, [wide, tall], { width, height }) {
  const tried = [];
  for (const spot of around) {
    tried.push(spot);
    yield spot;
  }
  for (const [x, y] of tried) {
    const across = Math.max(wide, Math.min(width - wide, x));
    const down = Math.max(tall, Math.min(height - tall, y));
    if (across !== x || down !== y) yield [across, down, false];
  }
}

/**
 * A name without what stands in brackets.
 *
 * @param {string} name
 */
export function siteName(name) {
  return name.replace(/ *\([^)]*\)/g, "").replace(/^ +| +$/g, "");
}

/**
 * @param {Placed[]} symbols
 * @param {Board} board
 * @param {readonly number[]} sizes
 * @param {Advances} advances
 */
function ofSites(symbols, board, sizes, advances) {
  const [size, weight] = [sizes[0], names.weights.site];
  const tall = size * names.line;
  const done = new Set();
  /** @type {Label[]} */
  const labels = [];
  for (const symbol of symbols) {
    const text = siteName(symbol.mark.name);
    if (!names.sites.includes(symbol.mark.layer) || done.has(text)) continue;
    const wide = roomFor(advances, text, size, weight);
    if (wide > names.longest_site) continue;
    const [x, y] = toPx(board.frame, symbol.x, symbol.y);
    const half = symbol.size / 2 + names.gap;
    /** @type {[string, number, number, number][]} */
    const around = [
      ["start", half, 0, 0],
      ["end", -half, 0, -wide],
      ["middle", 0, half + tall / 2, -wide / 2],
      ["middle", 0, -half - tall / 2, -wide / 2],
    ];
    for (const [anchor, dx, dy, left] of around) {
      const [at, middle] = [x + dx, y + dy];
      /** @type {Box} */
      const box = [at + left, middle - tall / 2, at + left + wide, middle + tall / 2];
      if (!board.free(box)) continue;
      board.taken.push(box);
      const [kmX, kmY] = toKm(board.frame, at, middle);
      labels.push({ id: symbol.id, text, x: kmX, y: kmY, anchor, size, weight, soft: false });
      done.add(text);
      break;
    }
  }
  return labels;
}
