// How many people there are: circles by host in wide frames, numbers at symbols in close ones.
// Pure; the twin of csto_map/picture/numbers.py, operation for operation.

import drawing from "../../../csto_map/picture/drawing.json" with { type: "json" };
import { kmPerPx, shows, toPx } from "./camera.js";
import { countriesById } from "./countries.js";
import { passes } from "./filter.js";
import { Board, halfOf, roomFor, takenBoxes } from "./names.js";
import { lastOf, Spans } from "./spans.js";

/**
 * @typedef {import("../types/page.js").Frame} Frame
 * @typedef {import("../types/page.js").Filters} Filters
 * @typedef {import("../types/page.js").Day} Day
 * @typedef {import("../types/files.js").AtlasFile} AtlasFile
 * @typedef {import("../types/files.js").Amount} Amount
 * @typedef {import("../types/files.js").Mark} Mark
 * @typedef {import("./draw.js").Placed} Placed
 * @typedef {import("./lands.js").Seen} Seen
 * @typedef {import("./names.js").Box} Box
 * @typedef {AtlasFile["advances"]} Advances
 * @typedef {{[name: string]: string}} Words Those of `people`.
 * @typedef {[x: number, y: number]} Spot In pixels.
 * @typedef {[x: number, y: number, anchor: string]} Place The middle of a text.
 *
 * @typedef {object} Troop See `Troop` in csto_map/picture/parts.py, as the next two.
 * @property {string} id
 * @property {string} host
 * @property {string} name
 * @property {string} accent
 * @property {number} x In km, as the next.
 * @property {number} y
 * @property {number | null} low
 * @property {number | null} high
 * @property {string} age
 * @property {string} text
 * @property {number} scale
 *
 * @typedef {object} Post
 * @property {string} id
 * @property {string} accent
 * @property {string[]} marks
 * @property {number} low
 * @property {number} high
 * @property {string} age
 * @property {string} text
 *
 * @typedef {object} Counted
 * @property {string} id
 * @property {"circle" | "unknown" | "text" | "plate"} shape
 * @property {string} accent
 * @property {boolean} hollow
 * @property {number} x In pixels, as all that follows.
 * @property {number} y
 * @property {number} radius
 * @property {number} core
 * @property {Spot[]} feet
 * @property {string} text
 * @property {Place | null} label
 * @property {number | null} low
 * @property {number | null} high
 * @property {string} name Whose it is, where the map does not say so.
 * @property {Place | null} named
 * @property {string} host The state that it names, so that it needs no other name.
 * @property {number} scale
 *
 * @typedef {object} Shown
 * @property {string} mode
 * @property {Troop[]} troops
 * @property {Post[]} posts
 * @property {Placed[]} symbols Only those whose places lie in the frame count.
 * @property {Seen} ground
 * @property {Box[]} taken
 * @property {Advances} advances
 */

export const FORCES = ["bases", "units", "detachments"];
const { people: PEOPLE, names: NAMES } = drawing;
/** @type {{[side: string]: [across: number, down: number, anchor: string]}} */
const SIDES = {
  r: [1, 0, "start"],
  l: [-1, 0, "end"],
  b: [0, 1, "middle"],
  a: [0, -1, "middle"],
  1: [0.75, 0.75, "start"],
  2: [0.75, -0.75, "start"],
  3: [-0.75, 0.75, "end"],
  4: [-0.75, -0.75, "end"],
};
const CORNERS = "1234";

/**
 * A number of people: a range, a most, or one number; with its year where it is old.
 *
 * @param {number} low
 * @param {number} high
 * @param {Words} words
 * @param {number | null} [year]
 */
export function inWords(low, high, words, year) {
  let text = grouped(high, words);
  if (low === 0 && high > 0) text = put(words.most, { n: text });
  else if (low !== high) text = put(words.range, { low: grouped(low, words), high: text });
  return year ? put(words.old, { n: text, year: String(year) }) : text;
}

/**
 * A number with a language's sign between thousands.
 *
 * @param {number} value
 * @param {Words} words
 */
export function grouped(value, words) {
  return String(value).replace(/\B(?=(\d{3})+$)/g, words.thousands);
}

/**
 * Fill words into a text.
 *
 * @param {string} text
 * @param {{[name: string]: string}} values
 */
export function put(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/**
 * The step that holds on a day; null where nobody is there.
 *
 * @param {Amount[]} steps
 * @param {Day} day
 */
function stepOn(steps, day) {
  const held = steps[lastOf(steps, (k) => steps[k][0], day)];
  return held && held[3] !== null ? held : null;
}

/** Marks of forces by country and side. @type {WeakMap<AtlasFile, Map<string, Spans<Mark>>>} */
const bySide = new WeakMap();

/**
 * The marks of forces by country and side, in their order.
 *
 * @param {AtlasFile} data
 */
function sidesOf(data) {
  let known = bySide.get(data);
  if (known) return known;
  /** @type {Map<string, Mark[]>} */
  const sides = new Map();
  for (const mark of data.marks) {
    if (!FORCES.includes(mark.layer)) continue;
    for (const host of mark.at ?? []) {
      const key = `${host} ${mark.accent}`;
      const marks = sides.get(key) ?? [];
      marks.push(mark);
      sides.set(key, marks);
    }
  }
  const days = (/** @type {Mark} */ { from, until }) => /** @type {const} */ ([from, until]);
  known = new Map([...sides].map(([key, marks]) => [key, new Spans(marks, days)]));
  bySide.set(data, known);
  return known;
}

/**
 * The middle of the marks of a side in a country on a day, in km; where there is none on the
 * day that of all its marks ever, else its name's place.
 *
 * @param {AtlasFile} data
 * @param {AtlasFile["troops"][number]} one
 * @param {Day} day
 * @returns {Spot}
 */
function middle(data, one, day) {
  const every = sidesOf(data).get(`${one.at} ${one.accent}`);
  const there = every?.meeting(day, day) ?? [];
  const marks = there.length ? there : (every?.rows ?? []);
  let [x, y] = [0, 0];
  for (const mark of marks) [x, y] = [x + mark.x, y + mark.y];
  return marks.length ? [x / marks.length, y / marks.length] : [one.x, one.y];
}

/**
 * How many people of each side there are in each country on a day.
 *
 * @param {AtlasFile} data
 * @param {Day} day
 * @param {Words} words
 * @param {Filters} filters
 * @returns {Troop[]}
 */
export function troops(data, day, words, filters) {
  const countries = countriesById(data, day);
  return data.troops.flatMap((one) => {
    const { at, by, accent, steps } = one;
    const step = stepOn(steps, day);
    if (!step) return [];
    const [from, low, high, age, year] = step;
    const thing = { at: [at], by, accent };
    /** @type {[Day, number | null, number | null][]} */
    const men = [[from, low, high]];
    if (!FORCES.every((layer) => passes(filters, { ...thing, layer, men }, [day, day]))) return [];
    let text = words.no_total;
    if (low !== null && high !== null)
      text = inWords(low, high, words, age === "fresh" ? null : year);
    const [x, y] = middle(data, one, day);
    const name = countries.get(at)?.name ?? at;
    const whose = { id: `${at}:${by}`, host: at, name, accent };
    return [{ ...whose, x, y, low, high, age: String(age), text, scale: one.size ?? 1 }];
  });
}

/** @typedef {{post: AtlasFile["posts"][number], step: Amount}} Stepped */
/** Steps of the numbers of bodies of troops. @type {WeakMap<AtlasFile, Spans<Stepped>>} */
const stepped = new WeakMap();

/**
 * The numbers of bodies of troops by the days on which they count.
 *
 * @param {AtlasFile} data
 */
function stepsOf(data) {
  let known = stepped.get(data);
  if (known) return known;
  /** @type {Stepped[]} */
  const rows = [];
  /** @type {Map<Stepped, Day | null>} */
  const ends = new Map();
  for (const post of data.posts) {
    for (const [k, step] of post.steps.entries()) {
      const row = { post, step };
      rows.push(row);
      ends.set(row, post.steps[k + 1]?.[0] ?? null);
    }
  }
  known = new Spans(rows, (row) => [row.step[0], ends.get(row) ?? null]);
  stepped.set(data, known);
  return known;
}

/**
 * The numbers of bodies of troops that count on a day.
 *
 * @param {AtlasFile} data
 * @param {Day} day
 * @param {Words} words
 * @returns {Post[]}
 */
export function posts(data, day, words) {
  return stepsOf(data)
    .meeting(day, day)
    .flatMap(({ post: { id, accent, marks }, step: [, low, high, age, year] }) => {
      if (age === null || low === null || high === null) return [];
      const text = inWords(low, high, words, age === "fresh" ? null : year);
      return [{ id, accent, marks, low, high, age: String(age), text }];
    });
}

/**
 * How much smaller or larger than at full size numbers and arrows are in a frame.
 *
 * @param {Frame} frame
 */
export function factor({ width, height }) {
  const [least, most] = PEOPLE.shares;
  return Math.min(most, Math.max(least, Math.sqrt(width * height) / PEOPLE.scale));
}

/**
 * How numbers are shown in a frame: off, symbols or circles.
 *
 * @param {string} numbers
 * @param {Frame} frame
 */
export function modeIn(numbers, frame) {
  if (numbers !== "auto") return numbers;
  return wide(frame) ? "circles" : "symbols";
}

/**
 * Whether a frame shows so much that sites are too many for it.
 *
 * @param {Frame} frame
 */
export function wide(frame) {
  const km = kmPerPx(frame);
  const across = km * Math.sqrt(frame.width * frame.height);
  return km >= PEOPLE.wide_from || across >= PEOPLE.whole_from;
}

/**
 * The ids of those of some marks that circles of a frame stand for: they are symbols closer up.
 * Where there is any circle they are those of all forces, whoever has them.
 *
 * @param {string} mode
 * @param {Troop[]} all
 * @param {AtlasFile["marks"]} marks
 * @param {Frame} frame
 * @returns {Set<string>}
 */
export function closer(mode, all, marks, frame) {
  if (mode !== "circles" || !all.some(({ x, y }) => shows(frame, x, y))) return new Set();
  const told = [...FORCES, "contingents"];
  return new Set(marks.filter(({ layer }) => told.includes(layer)).map(({ id }) => id));
}

/**
 * Boxes of the symbols whose places lie in a frame.
 *
 * @param {Placed[]} symbols
 * @param {Frame} frame
 */
export function standing(symbols, frame) {
  return symbols.filter((s) => isIn(s, frame));
}

/**
 * @param {Placed} s
 * @param {Frame} frame
 */
function isIn({ dot, anchorX: x, anchorY: y }, frame) {
  return !dot && shows(frame, x, y);
}

/**
 * The numbers of a frame as placed, and the boxes that they take.
 *
 * @param {Shown} shown
 * @param {Frame} frame
 * @returns {{numbers: Counted[], boxes: Box[]}}
 */
export function place(shown, frame) {
  const symbols = standing(shown.symbols, frame);
  const board = new Board(frame, [...takenBoxes(symbols, frame), ...shown.taken]);
  const before = board.taken.length;
  /** @type {Counted[]} */
  let numbers = [];
  if (shown.mode === "circles") numbers = circles(shown, board);
  else if (shown.mode === "symbols") numbers = texts({ ...shown, symbols }, board);
  return { numbers, boxes: board.taken.slice(before) };
}

/**
 * The radius of a circle whose area stands for so many people, in pixels.
 *
 * @param {number} people
 * @param {Frame} frame
 * @param {number} scale
 */
export function radius(people, frame, scale) {
  return Math.max(PEOPLE.least, PEOPLE.root * factor(frame) * scale * Math.sqrt(people));
}

/**
 * The radius of the sign of a side in a country, in pixels; null where no total is known.
 *
 * @param {number | null} people
 * @param {Frame} frame
 * @param {number} scale
 */
export function sizeOf(people, frame, scale) {
  if (people !== null) return radius(people, frame, scale);
  return Math.max(PEOPLE.unknown * factor(frame), PEOPLE.type / 2 + PEOPLE.edge);
}

/**
 * @param {{high: number | null, id: string}} a
 * @param {{high: number | null, id: string}} b
 */
export function larger(a, b) {
  return (b.high ?? 0) - (a.high ?? 0) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/**
 * @param {Shown} shown
 * @param {Board} board
 * @returns {Counted[]}
 */
function circles({ troops: all, ground, advances }, board) {
  const { frame } = board;
  const usual = PEOPLE.root * factor(frame);
  /** @type {Counted[]} */
  const numbers = [];
  for (const one of [...all].sort(larger)) {
    if (!shows(frame, one.x, one.y)) continue;
    const size = sizeOf(one.high, frame, one.scale);
    const home = toPx(frame, one.x, one.y);
    const spot = spotFor(one.host, home, size, ground, board);
    if (!spot) continue;
    const [x, y, moved] = spot;
    board.taken.push(square(x, y, size));
    numbers.push({
      id: one.id,
      shape: one.high === null ? "unknown" : "circle",
      accent: one.accent,
      hollow: one.age === "old" || one.age === "last_known",
      x,
      y,
      radius: size,
      core: one.low ? Math.min(size, usual * one.scale * Math.sqrt(one.low)) : 0,
      feet: moved ? [home] : [],
      text: one.high === null ? "?" : one.text,
      label: null,
      low: one.low,
      high: one.high,
      name: "",
      named: null,
      host: "",
      scale: one.scale,
    });
  }
  for (const one of numbers) board.taken.push(...along(one));
  return told(numbers, new Map(all.map((one) => [one.id, one])), { ground, board, advances });
}

/**
 * Boxes along the lines from a circle to its places: no text lies on them.
 *
 * @param {Counted} one
 * @returns {Box[]}
 */
function along({ x, y, feet }) {
  return feet.flatMap(([footX, footY]) =>
    Array.from({ length: PEOPLE.samples + 1 }, (_, k) =>
      square(x + ((footX - x) * k) / PEOPLE.samples, y + ((footY - y) * k) / PEOPLE.samples, 2),
    ),
  );
}

/**
 * The numbers with their words, and whose they are where a state is too small for its name;
 * so does the first circle of a state that stands off its ground, whatever the state's size.
 *
 * @param {Counted[]} numbers
 * @param {Map<string, Troop>} whose
 * @param {{ground: Seen, board: Board, advances: Advances}} at
 * @returns {Counted[]}
 */
function told(numbers, whose, at) {
  const names = new Set();
  return numbers.map((one) => {
    const { host, name } = /** @type {Troop} */ (whose.get(one.id));
    const small = at.ground.extent(host) < PEOPLE.named;
    const drawn = at.ground.name(host);
    const off = drawn !== host || (one.feet.length > 0 && at.ground.at(one.x, one.y) !== drawn);
    const wanted = !names.has(host) && (small || off);
    const placed = labelled(one, wanted ? name : "", host, at);
    if (!placed.named) return placed;
    names.add(host);
    return { ...placed, host: small ? host : "" };
  });
}

/**
 * The number in its circle, where there is room, or beside it under its name.
 *
 * @param {Counted} one
 * @param {string} name
 * @param {string} host
 * @param {{ground: Seen, board: Board, advances: Advances}} at
 * @returns {Counted}
 */
function labelled(one, name, host, { ground, board, advances }) {
  const atHome = (/** @type {Box} */ box) => !ground.foreign([host], box);
  const find = (/** @type {[wide: number, tall: number]} */ needed) =>
    beside([one.x, one.y], one.radius, needed, board, "rlba", atHome);
  const [wide, tall] = room(one.text, advances);
  const [across, line] = room(name, advances);
  // Half on a core and half beside it a number is not read.
  const inner = one.hollow || !one.core ? one.radius : one.core;
  if (one.shape === "unknown" || fits(wide, tall, inner)) {
    const named = name ? find([across, line]) : null;
    return { ...one, label: [one.x, one.y, "middle"], name: named ? name : "", named };
  }
  const block = name ? find([Math.max(wide, across), tall + line]) : null;
  if (!block) return { ...one, label: find([wide, tall]) };
  const [x, y, anchor] = block;
  return { ...one, label: [x, y + line / 2, anchor], name, named: [x, y - tall / 2, anchor] };
}

/**
 * Whether a text lies in a circle with all its corners.
 *
 * @param {number} wide
 * @param {number} tall
 * @param {number} size
 */
function fits(wide, tall, size) {
  const inner = size - PEOPLE.hollow;
  return inner > 0 && (wide * wide + tall * tall) / 4 <= inner * inner;
}

/**
 * @param {string} text
 * @param {Advances} advances
 * @returns {[wide: number, tall: number]}
 */
function room(text, advances) {
  return [roomFor(advances, text, PEOPLE.type, PEOPLE.weight), PEOPLE.type * NAMES.line];
}

/**
 * Room for a text on a side of something, in an order of `SIDES`, or at a corner: the first
 * side that is as `wanted`, else the first.
 *
 * @param {Spot} at
 * @param {number} half
 * @param {[wide: number, tall: number]} needed
 * @param {Board} board
 * @param {string} order
 * @param {(box: Box) => boolean} [wanted]
 * @returns {Place | null}
 */
export function beside([x, y], half, [wide, tall], board, order, wanted = () => true) {
  const away = half + PEOPLE.gap;
  /** @type {[Place, Box][]} */
  const free = [];
  for (const side of order + CORNERS) {
    const [across, down, anchor] = SIDES[side];
    /** @type {Place} */
    const spot = [x + across * away, y + down * (away + tall / 2), anchor];
    const left = spot[0] - (anchor === "end" ? wide : anchor === "middle" ? wide / 2 : 0);
    /** @type {Box} */
    const box = [left, spot[1] - tall / 2, left + wide, spot[1] + tall / 2];
    if (board.free(box)) free.push([spot, box]);
  }
  const best = free.find(([, box]) => wanted(box)) ?? free[0];
  if (!best) return null;
  board.taken.push(best[1]);
  return best[0];
}

/**
 * A place for a circle: the nearest free one that is on no other state's ground, or the
 * nearest free one of all where that is too far.
 *
 * @param {string} host
 * @param {Spot} home
 * @param {number} size
 * @param {Seen} ground
 * @param {Board} board
 * @returns {[x: number, y: number, moved: boolean] | null}
 */
function spotFor(host, home, size, ground, board) {
  /** @type {[number, number, boolean] | null} */
  let first = null;
  let away = 0;
  const far = Math.max(PEOPLE.foreign * factor(board.frame), PEOPLE.far * size);
  for (const [reach, x, y] of around(home)) {
    if (first && reach > away + far) break;
    if (!board.free(square(x, y, size))) continue;
    if (!ground.foreign([host], square(x, y, size * PEOPLE.within))) return [x, y, reach > 0];
    if (!first) {
      first = [x, y, reach > 0];
      away = reach;
    }
  }
  return first;
}

/**
 * @param {number} x
 * @param {number} y
 * @param {number} half
 * @returns {Box}
 */
export function square(x, y, half) {
  return [x - half, y - half, x + half, y + half];
}

/**
 * Places around another with how far they are from it, the nearest first.
 *
 * @param {Spot} home
 * @returns {Generator<[reach: number, x: number, y: number]>}
 */
export function* around([x, y]) {
  yield [0, x, y];
  for (let reach = PEOPLE.step; reach <= PEOPLE.reach; reach += PEOPLE.step) {
    for (const [dx, dy] of NAMES.directions) yield [reach, x + reach * dx, y + reach * dy];
  }
}

/**
 * @param {Shown} shown
 * @param {Board} board
 * @returns {Counted[]}
 */
function texts({ posts: all, symbols, ground, advances }, board) {
  const byMark = new Map(symbols.flatMap((s) => s.members.map((id) => [id, s])));
  /** @type {Counted[]} */
  const numbers = [];
  for (const one of [...all].sort(larger)) {
    const met = one.marks.flatMap((id) => byMark.get(id) ?? []);
    const once = [...new Map(met.map((s) => [s.id, s])).values()];
    if (!once.length) continue;
    const spots = once.map((s) => toPx(board.frame, s.x, s.y));
    const half = halfOf(once[0]);
    const needed = room(one.text, advances);
    const plate = spots.length > 1 ? plateFor(spots, needed, board) : null;
    const { states } = once[0];
    const atHome = (/** @type {Box} */ box) => !ground.foreign(states, box);
    const label = plate ?? beside(spots[0], half, needed, board, "brla", atHome);
    if (!label) continue;
    numbers.push({
      id: one.id,
      shape: plate ? "plate" : "text",
      accent: one.accent,
      hollow: one.age !== "fresh",
      x: label[0],
      y: label[1],
      radius: half,
      core: 0,
      feet: plate ? spots : [],
      text: one.text,
      label,
      low: one.low,
      high: one.high,
      name: "",
      named: null,
      host: "",
      scale: 1,
    });
  }
  return numbers;
}

/**
 * Room for one plate amid several symbols, lines from which lead to each.
 *
 * @param {Spot[]} spots
 * @param {[wide: number, tall: number]} needed
 * @param {Board} board
 * @returns {Place | null}
 */
function plateFor(spots, needed, board) {
  let [x, y] = [0, 0];
  for (const spot of spots) [x, y] = [x + spot[0], y + spot[1]];
  const [wide, tall] = [needed[0] / 2 + PEOPLE.gap, needed[1] / 2 + 1];
  for (const [, at, up] of around([x / spots.length, y / spots.length])) {
    /** @type {Box} */
    const box = [at - wide, up - tall, at + wide, up + tall];
    if (board.free(box)) {
      board.taken.push(box);
      return [at, up, "middle"];
    }
  }
  return null;
}
