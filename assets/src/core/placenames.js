// Where the names of towns and waters stand, among those of states and sites: see names.js, with
// the same twin. Pure; loaded with the ground, whose names they are.

import drawing from "../../../csto_map/picture/drawing.json" with { type: "json" };
import { kmPerPx, shows, toKm, toPx } from "./camera.js";
import { around, atHome, roomFor, sides } from "./names.js";

/** @import { Placed } from "./draw.js" */
/** @import { Advances, Board, Box, Frame, Label, Places, Side, Town, Water } from "./names.js" */
/** @typedef {import("./lands.js").Seen} Ground */
/**
 * Where names are placed, and in what size.
 *
 * @typedef {{board: Board, advances: Advances, ground: Ground, size: number}} At
 */
/** @typedef {{town: Town, x: number, y: number, dot: Box, beside: Side[]}} Placeable In pixels. */
/** @typedef {Placeable & {near: boolean}} Seen Whether it is the town of a base. */

const { names } = drawing;

/** @type {WeakMap<Frame, WeakMap<readonly Town[], {size: number, found: Placeable[]}>>} */
const placeable = new WeakMap();

/**
 * Name the towns that matter most, then all that `others` names, waters, and further towns.
 *
 * @param {Places} places In order of importance.
 * @param {Placed[]} symbols Whose places lie in the frame.
 * @param {At} at
 * @param {() => Label[]} others
 * @returns {Label[]}
 */
export function place({ towns, waters }, symbols, at, others) {
  const bases = symbols.map((s) => [s.anchorX, s.anchorY]);
  const near = (/** @type {Town} */ { x, y }) =>
    bases.some((b) => Math.abs(b[0] - x) <= names.base && Math.abs(b[1] - y) <= names.base);
  const seen = townsIn(towns, at).map((one) => ({ ...one, near: near(one.town) }));
  const matters = (/** @type {Seen} */ one) => one.near || one.town.rank === 0;
  const first = ofTowns(seen.filter(matters), at);
  const later = [...others(), ...ofWaters(waters, at)];
  const rest = seen.filter((one) => !matters(one));
  return [...first, ...later, ...ofTowns(rest, at)];
}

/**
 * Towns in a frame that may be named there, with the places of their names: they are the same on
 * all days.
 *
 * @param {readonly Town[]} towns
 * @param {At} at
 */
function townsIn(towns, { board: { frame }, advances, size }) {
  /** @type {WeakMap<readonly Town[], {size: number, found: Placeable[]}>} */
  const known = placeable.get(frame) ?? new WeakMap();
  placeable.set(frame, known);
  const before = known.get(towns);
  // Styles may have types of their own sizes.
  if (before?.size === size) return before.found;
  const weight = names.weights.place;
  const tall = size * names.line;
  const half = names.town;
  const km = kmPerPx(frame);
  const shown = towns.filter(({ x, y, rank }) => {
    const most = rank - names.base_rank;
    return shows(frame, x, y) && !(most > 0 && km > names.towns[most - 1]);
  });
  const found = shown.map((town) => {
    const [x, y] = toPx(frame, town.x, town.y);
    const wide = roomFor(advances, town.name, size, weight);
    const beside = sides(x, y, half + names.gap, wide, tall);
    return { town, x, y, dot: around(x, y, half), beside };
  });
  known.set(towns, { size, found });
  return found;
}

/** @typedef {WeakMap<Box, boolean>} Answers */
/** @type {WeakMap<object, {clear: Answers, foreign: Answers}>} */
const answers = new WeakMap();

/**
 * The ground under towns and waters: of each of the boxes of their names it is asked with the same
 * states on all days, and says the same as long as the outlines are the same.
 *
 * @param {At["ground"]} ground
 */
function keptOn(ground) {
  const known = answers.get(ground.lands) ?? { clear: new WeakMap(), foreign: new WeakMap() };
  answers.set(ground.lands, known);
  const keeping =
    (/** @type {"clear" | "foreign"} */ what) =>
    (/** @type {readonly string[]} */ states, /** @type {Box} */ box) => {
      const found = known[what].get(box) ?? ground[what](states, box);
      known[what].set(box, found);
      return found;
    };
  return { clear: keeping("clear"), foreign: keeping("foreign") };
}

/**
 * @param {Seen[]} towns
 * @param {At} at
 */
function ofTowns(towns, { board, ground, size }) {
  const { frame } = board;
  const weight = names.weights.place;
  const km = kmPerPx(frame);
  const land = keptOn(ground);
  /** @type {Label[]} */
  const labels = [];
  for (const { town, x, y, dot, beside, near } of towns) {
    const rank = town.rank - (near ? names.base_rank : 0);
    if (rank > 0 && km > names.towns[rank - 1]) continue;
    if (!board.free(dot)) continue;
    const free = beside.filter(({ box }) => board.free(box));
    const side = atHome(free, [x, y], [town.country], land);
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
 * @param {At} at
 */
function ofWaters(waters, { board, advances, ground }) {
  const { frame } = board;
  const weight = names.weights.place;
  const land = keptOn(ground);
  /** @type {Label[]} */
  const labels = [];
  for (const { water, size, boxes } of watersIn(waters, frame, advances)) {
    for (const [x, y, box] of boxes) {
      if (!board.free(box) || (water.kind === "sea" && land.foreign([], box))) continue;
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
