// Where the names of towns and waters stand, among those of states and sites: see names.js, with
// the same twin. Pure; loaded with the ground, whose names they are.

import drawing from "../../../csto_map/picture/drawing.json" with { type: "json" };
import { kmPerPx, shows, toKm, toPx } from "./camera.js";
import { around, atHome, roomFor, sides } from "./names.js";

/** @import { Placed } from "./draw.js" */
/** @import { Seen } from "./lands.js" */
/** @import { Advances, Board, Box, Frame, Label, Places, Town, Water } from "./names.js" */

const { names } = drawing;

/**
 * Name the towns that matter most, then all that `others` names, waters, and further towns.
 *
 * @param {Places} places In order of importance.
 * @param {Placed[]} symbols Whose places lie in the frame.
 * @param {{board: Board, advances: Advances, ground: Seen, size: number}} at
 * @param {() => Label[]} others
 * @returns {Label[]}
 */
export function place({ towns, waters }, symbols, at, others) {
  const bases = symbols.map((s) => [s.anchorX, s.anchorY]);
  const near = (/** @type {Town} */ { x, y }) =>
    bases.some((b) => Math.abs(b[0] - x) <= names.base && Math.abs(b[1] - y) <= names.base);
  const first = towns.filter((town) => town.rank === 0 || near(town));
  const labels = [...ofTowns(first, near, at), ...others(), ...ofWaters(waters, at)];
  const chosen = new Set(first);
  const rest = towns.filter((town) => !chosen.has(town));
  return [...labels, ...ofTowns(rest, near, at)];
}

/**
 * @param {Town[]} towns
 * @param {(town: Town) => boolean} near Whether one is the town of a base.
 * @param {{board: Board, advances: Advances, ground: Seen, size: number}} at
 */
function ofTowns(towns, near, { board, advances, ground, size }) {
  const { frame } = board;
  const weight = names.weights.place;
  const tall = size * names.line;
  const half = names.town;
  const km = kmPerPx(frame);
  /** @type {Label[]} */
  const labels = [];
  for (const town of towns) {
    if (!shows(frame, town.x, town.y)) continue;
    const rank = town.rank - (near(town) ? names.base_rank : 0);
    if (rank > 0 && km > names.towns[rank - 1]) continue;
    const [x, y] = toPx(frame, town.x, town.y);
    const dot = around(x, y, half);
    if (!board.free(dot)) continue;
    const wide = roomFor(advances, town.name, size, weight);
    const free = sides(x, y, half + names.gap, wide, tall).filter(({ box }) => board.free(box));
    const side = atHome(free, [x, y], [town.country], ground);
    if (!side) continue;
    board.taken.push(dot, side.box);
    const [kmX, kmY] = toKm(frame, side.x, side.y);
    const where = { x: kmX, y: kmY, anchor: side.anchor, point: [town.x, town.y] };
    const type = { size, weight, spacing: 0, soft: false, capital: town.rank === 0 };
    labels.push({ id: `town:${town.id}`, text: town.name, ...where, ...type, kind: "town" });
  }
  return labels;
}

/** @typedef {{water: Water, size: number, boxes: [x: number, y: number, box: Box][]}} Watered */
/** @type {WeakMap<Frame, WeakMap<readonly Water[], Watered[]>>} */
const watered = new WeakMap();

/**
 * Waters that are large enough in a frame for their names, with the places of these: they are the
 * same on all days.
 *
 * @param {readonly Water[]} waters
 * @param {Frame} frame
 * @param {Advances} advances
 */
function watersIn(waters, frame, advances) {
  /** @type {WeakMap<readonly Water[], Watered[]>} */
  const known = watered.get(frame) ?? new WeakMap();
  watered.set(frame, known);
  const before = known.get(waters);
  if (before) return before;
  const km = kmPerPx(frame);
  /** @type {Watered[]} */
  const found = [];
  for (const water of waters) {
    const [size, share, widest] = names.waters[water.kind];
    if (water.rank > 1 && km > widest) continue;
    const wide = roomFor(advances, water.name, size, "italic");
    const tall = size * names.line;
    if (water.span / km < share * wide) continue;
    /** @type {Watered["boxes"]} */
    const boxes = [];
    for (const [x, y] of besideWater(water, frame, wide, tall)) {
      boxes.push([x, y, [x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2]]);
    }
    found.push({ water, size, boxes });
  }
  known.set(waters, found);
  return found;
}

/**
 * @param {readonly Water[]} waters
 * @param {{board: Board, advances: Advances, ground: Seen}} at
 */
function ofWaters(waters, { board, advances, ground }) {
  const { frame } = board;
  const weight = names.weights.place;
  /** @type {Label[]} */
  const labels = [];
  for (const { water, size, boxes } of watersIn(waters, frame, advances)) {
    for (const [x, y, box] of boxes) {
      if (!board.free(box) || (water.kind === "sea" && ground.foreign([], box))) continue;
      board.taken.push(box);
      const [kmX, kmY] = toKm(frame, x, y);
      const where = { x: kmX, y: kmY, anchor: "middle" };
      const type = { size, weight, spacing: 0, soft: false, italic: true };
      labels.push({ id: `water:${water.id}`, text: water.name, ...where, ...type, kind: "water" });
      break;
    }
  }
  return labels;
}

/**
 * Places for the middle of a water's name: on it or, of a river, beside it.
 *
 * @param {Water} water
 * @param {Frame} frame
 * @param {number} wide
 * @param {number} tall
 * @returns {Generator<[x: number, y: number]>}
 */
function* besideWater({ kind, at, span, line }, frame, wide, tall) {
  const away = tall / 2 + names.gap;
  const far = span / kmPerPx(frame) / 2;
  if (kind !== "river") yield toPx(frame, at[0], at[1]);
  const parts = line.length ? [3, 5, 2, 6, 1, 7] : [];
  for (const point of [at, ...parts.map((k) => line[Math.floor((line.length * k) / 8)])]) {
    const [x, y] = toPx(frame, point[0], point[1]);
    if (kind === "sea") {
      yield [x, y];
    } else if (kind === "lake") {
      yield [x, y + away + tall / 2];
      yield [x, y - away - tall / 2];
      yield [x + far + wide / 2, y];
      yield [x - far - wide / 2, y];
    } else {
      yield [x + wide / 2 + names.gap, y + away];
      yield [x - wide / 2 - names.gap, y - away];
      yield [x + wide / 2 + names.gap, y - away];
      yield [x - wide / 2 - names.gap, y + away];
    }
  }
}
