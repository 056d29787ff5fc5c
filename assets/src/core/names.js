// Where the names of states and sites stand: they yield to symbols and to each other. The
// twin of csto_map/picture/labels.py, operation for operation. Pure.

import drawing from "../../../csto_map/picture/drawing.json" with { type: "json" };
import { keyOf, kmPerPx, shows, toKm, toPx, uprightKm } from "./camera.js";
import { encloses, landOf, seenIn } from "./lands.js";
import { holds, inner, upright, visible } from "./visible.js";

/**
 * @typedef {import("../types/page.js").Frame} Frame
 * @typedef {import("./draw.js").Placed} Placed
 * @typedef {import("./visible.js").Outline} Outline
 * @typedef {import("./visible.js").Visible} Visible
 * @typedef {import("../types/files.js").AtlasFile["advances"]} Advances
 * @typedef {import("./lands.js").Seen} Seen
 * @typedef {[left: number, top: number, right: number, bottom: number]} Box
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
 * @property {number} spacing The gap after each letter, in pixels.
 * @property {"state" | "site" | "town" | "water"} kind
 * @property {boolean} [italic]
 * @property {readonly number[] | null} [point] The place that it names, in km.
 * @property {boolean} [capital]
 *
 * @typedef {object} Town See `Town` in csto_map/picture/ground.py, as the next.
 * @property {string} id
 * @property {string} name
 * @property {number} x
 * @property {number} y
 * @property {number} rank
 * @property {string} country
 *
 * @typedef {object} Water
 * @property {string} id
 * @property {string} name
 * @property {"lake" | "river" | "sea"} kind
 * @property {number} rank
 * @property {readonly number[]} at
 * @property {number} span How much room it has, in km.
 * @property {readonly (readonly number[])[]} line
 *
 * @typedef {object} Places
 * @property {readonly Town[]} towns
 * @property {readonly Water[]} waters
 * @property {typeof import("./placenames.js")} naming What names them; loaded with them.
 *
 * @typedef {object} Form How a state's name is set.
 * @property {string} text
 * @property {number} size
 * @property {number} spacing
 */

const { names, leaders, badge: BADGE } = drawing;
// Parts of an em in which the typeface counts.
const EM = 2048;
/** Letters that are joined, or stand closer than others: no gap parts them. */
const CLOSE = new RegExp(names.close);

/**
 * How much room a name takes, in pixels: that of its letters one by one.
 *
 * @param {Advances} advances
 * @param {string} text
 * @param {number} size
 * @param {number | "italic"} weight
 */
export function roomFor(advances, text, size, weight) {
  const of = advances[weight];
  let sum = 0;
  for (const letter of text) sum += of[letter];
  return (sum / EM) * size;
}

/**
 * How much room a line of names takes, in pixels.
 *
 * @param {Advances} advances
 * @param {Form & {italic?: boolean}} form
 * @param {number} weight
 */
function wideOf(advances, { text, size, spacing, italic }, weight) {
  return roomFor(advances, text, size, italic ? "italic" : weight) + spacing * [...text].length;
}

/**
 * Where the foot of a name stands, in pixels.
 *
 * @param {Label} label
 * @param {Frame} frame
 */
export function foot(label, frame) {
  const [x, y] = toPx(frame, label.x, label.y);
  // There is a gap after the last letter too.
  return { x: label.spacing ? x + label.spacing / 2 : x, y: y + label.size * names.drop };
}

/**
 * The colour of a name.
 *
 * @param {Pick<Label, "kind" | "soft">} label
 * @param {import("../types/files.js").Looks} style
 */
export function inkOf({ kind, soft }, style) {
  if (kind === "town") return style.town;
  if (kind === "water") return style.water_text;
  return soft ? style.text_soft : style.text;
}

/**
 * The box of a name, in pixels.
 *
 * @param {Label} label
 * @param {Frame} frame
 * @param {Advances} advances
 * @returns {Box}
 */
export function boxOf(label, frame, advances) {
  const [x, y] = toPx(frame, label.x, label.y);
  const wide = wideOf(advances, label, label.weight);
  const tall = label.size * names.line;
  const left = x - (label.anchor === "start" ? 0 : label.anchor === "middle" ? wide / 2 : wide);
  return [left, y - tall / 2, left + wide, y + tall / 2];
}

/**
 * The pixel at the edge of a name's box that is nearest to the place it tells of.
 *
 * @param {Label} label
 * @param {Frame} frame
 * @param {Advances} advances
 */
export function tie(label, frame, advances) {
  const [west, north, east, south] = boxOf(label, frame, advances);
  const [px, py] = label.point ?? [label.x, label.y];
  const [x, y] = toPx(frame, px, py);
  return [Math.max(west, Math.min(east, x)), Math.max(north, Math.min(south, y))];
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
 * @param {ReadonlyMap<string, Outline>} outlines On whose ground places are.
 * @param {Box[]} blocked Boxes in pixels that are taken before any name is placed: what covers
 *   the map, and what else is drawn over it (circles, numbers at symbols, heads of arrows). No
 *   name meets one, so whoever draws more on the map gives its boxes here, in both languages.
 * @param {Places} [places] Towns and waters, in order of importance.
 * @returns {Label[]}
 */
export function place(
  states,
  symbols,
  frame,
  sizes,
  advances,
  outlines,
  blocked = [],
  places = undefined,
) {
  const inFrame = symbols.filter((s) => !s.dot && shows(frame, s.anchorX, s.anchorY));
  const feet = inFrame.filter((s) => s.leader).map((s) => footBox(s, frame));
  const board = new Board(frame, [...takenBoxes(inFrame, frame), ...feet, ...blocked]);
  const ground = seenIn(outlines, frame);
  const neutral = states.filter((one) => !one.allied && one.outline).map(({ id }) => id);
  const some = (/** @type {boolean} */ allied) =>
    ofStates(
      states.filter((one) => one.allied === allied),
      { board, advances, ground, neutral },
    );
  const labels = some(true);
  if (kmPerPx(frame) < names.sites_below) {
    labels.push(...ofSites(inFrame, { board, advances, ground, size: sizes[0] }));
  }
  const others = () => some(false);
  const at = { board, advances, ground, size: sizes[0] };
  labels.push(...(places ? places.naming.place(places, inFrame, at, others) : others()));
  return labels;
}

/**
 * The boxes of symbols and then those of their badges, in pixels.
 *
 * @param {Placed[]} symbols
 * @param {Frame} frame
 * @returns {Box[]}
 */
export function takenBoxes(symbols, frame) {
  const boxes = symbols.map((symbol) => symbolBox(symbol, frame));
  const badges = symbols.flatMap(({ badge, members }, k) => {
    const text = badge || (members.length > 1 ? String(members.length) : "");
    if (!text) return [];
    const [px, py] = toPx(frame, symbols[k].x, symbols[k].y);
    const half = symbols[k].size / 2;
    const [x, y] = [px + half - BADGE.inset, py - half + BADGE.inset];
    const [wide, high] = [BADGE.wide + BADGE.more * (text.length - 1), BADGE.height / 2];
    return [/** @type {Box} */ ([x - wide, y - high, x + wide, y + high])];
  });
  return [...boxes, ...badges];
}

/**
 * @param {Placed} symbol
 * @param {Frame} frame
 * @returns {Box}
 */
export function symbolBox(symbol, frame) {
  const [x, y] = toPx(frame, symbol.x, symbol.y);
  return around(x, y, halfOf(symbol));
}

/**
 * How far from the middle of a symbol others keep away, in pixels.
 *
 * @param {Pick<Placed, "size" | "clear">} symbol
 */
export function halfOf({ size, clear }) {
  return clear ?? size / 2;
}

/**
 * The square around the foot of a leader line.
 *
 * @param {Placed} symbol
 * @param {Frame} frame
 */
function footBox(symbol, frame) {
  const [x, y] = toPx(frame, symbol.anchorX, symbol.anchorY);
  return around(x, y, leaders.soft);
}

/**
 * @param {number} x
 * @param {number} y
 * @param {number} half
 * @returns {Box}
 */
export function around(x, y, half) {
  return [x - half, y - half, x + half, y + half];
}

/**
 * Ways to set a state's name, the best first.
 *
 * @param {string} name
 * @param {Visible} seen
 * @param {boolean} allied
 */
function formsOf(name, seen, allied) {
  const [least, most, plus, share] = allied ? names.state : names.neutral;
  const size = Math.max(least, Math.min(most, Math.floor(plus + Math.sqrt(seen.area) / share)));
  const text = name.toUpperCase();
  const middle = Math.max(least, size - names.smaller);
  const [wide, close, least_gap] = CLOSE.test(name) ? [0, 0, 0] : names.spacing;
  const wanted = [
    [size, wide],
    [size, close],
    [middle, close],
    [least, least_gap],
  ];
  /** @type {Form[]} */
  const forms = wanted.map(([em, gap]) => ({ text, size: em, spacing: em * gap }));
  forms.push({ text: name, size: least, spacing: 0 });
  return forms;
}

/**
 * @param {Named[]} states
 * @param {{board: Board, advances: Advances, ground: Seen, neutral: string[]}} at
 */
function ofStates(states, at) {
  const { board } = at;
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
  const left = [];
  for (const one of sized) {
    const label = inside(one.state, one.seen, at);
    if (label) labels.push(label);
    else if (one.state.allied) left.push(one);
  }
  for (const { state, seen } of left) {
    const label = outside(state, seen, at);
    if (label) labels.push(label);
  }
  return labels;
}

/**
 * Name a state on its own ground, or not at all.
 *
 * @param {Named} state
 * @param {Visible} seen
 * @param {{board: Board, advances: Advances}} at
 * @returns {Label | null}
 */
function inside(state, seen, { board, advances }) {
  const { allied, name, id, outline } = state;
  if (!outline) return null;
  const { frame } = board;
  const weight = names.weights[allied ? "status" : "none"];
  const best = state.label ? toPx(frame, state.label[0], state.label[1]) : null;
  for (const form of formsOf(name, seen, allied)) {
    const wide = wideOf(advances, form, weight);
    const tall = form.size * names.line;
    for (const box of fitting(outline, frame, seen, best, wide, tall).boxes()) {
      if (!board.free(box)) continue;
      board.taken.push(box);
      const [x, y] = toKm(frame, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2);
      return { id, ...form, x, y, anchor: "middle", weight, soft: !allied, kind: "state" };
    }
  }
  return null;
}

/**
 * The places, in pixels, at which a state's name fits on its own ground when smallest.
 *
 * @param {Named} state
 * @param {Frame} frame
 * @param {Advances} advances
 * @returns {Iterable<Box>}
 */
export function places({ allied, name, label, outline }, frame, advances) {
  const seen = outline && visible(outline, frame);
  if (!seen) return [];
  const form = /** @type {Form} */ (formsOf(name, seen, allied).at(-1));
  const wide = wideOf(advances, form, names.weights[allied ? "status" : "none"]);
  const best = label ? toPx(frame, label[0], label[1]) : null;
  return fitting(outline, frame, seen, best, wide, form.size * names.line).boxes();
}

/** Boxes of one size inside an outline: looked for only as far as they are asked for. */
class Fitting {
  /**
   * @param {import("./lands.js").Land} land
   * @param {Frame} frame
   * @param {Box[]} spots
   */
  constructor(land, frame, spots) {
    this.land = land;
    this.frame = frame;
    this.spots = spots;
    /** @type {Box[]} */
    this.known = [];
    this.next = 0;
  }

  /** The best first. */
  *boxes() {
    for (let k = 0; ; k++) {
      while (k >= this.known.length && this.next < this.spots.length) this.look();
      if (k >= this.known.length) return;
      yield this.known[k];
    }
  }

  look() {
    const box = this.spots[this.next++];
    const [west, north] = uprightKm(this.frame, box[0], box[1]);
    const [east, south] = uprightKm(this.frame, box[2], box[3]);
    if (encloses(this.land, [west, south, east, north])) this.known.push(box);
  }
}

// Of the last frames, each with some forms of a name.
const MOST_KEPT = 24;

/** @type {WeakMap<Outline, Map<string, Fitting>>} */
const kept = new WeakMap();

/**
 * @param {Outline} outline
 * @param {Frame} frame
 * @param {Visible} seen
 * @param {[number, number] | null} best
 * @param {number} wide
 * @param {number} tall
 */
function fitting(outline, frame, seen, best, wide, tall) {
  const key = `${keyOf(frame)} ${wide} ${tall}`;
  const some = kept.get(outline) ?? new Map();
  kept.set(outline, some);
  let one = some.get(key);
  if (!one) {
    one = new Fitting(
      landOf(upright(outline, frame.rotation)),
      frame,
      spots(seen, best, wide, tall),
    );
    some.set(key, one);
    if (some.size > MOST_KEPT) some.delete(some.keys().next().value);
  }
  return one;
}

/**
 * Boxes for a name: on its own place, in the widest part, then around the first.
 *
 * @param {Visible} seen
 * @param {[number, number] | null} best
 * @param {number} wide
 * @param {number} tall
 */
function spots(seen, best, wide, tall) {
  const [west, north, east, south] = seen.bounds;
  if (east - west < wide || south - north < tall) return [];
  const middle = inner(seen);
  const start = best && holds(seen, ...best) ? best : middle;
  const [leastX, mostX, leastY, mostY] = names.steps;
  const across = Math.max(leastX, Math.min(mostX, (east - west) / names.tries));
  const down = Math.max(leastY, Math.min(mostY, (south - north) / names.tries));
  /** @type {[x: number, y: number, far: number][]} */
  const places = [];
  for (let n = 0; n < Math.floor((south - north - tall) / down) + 1; n++) {
    for (let k = 0; k < Math.floor((east - west - wide) / across) + 1; k++) {
      const [x, y] = [west + wide / 2 + k * across, north + tall / 2 + n * down];
      // Names are wide: a way down counts for more than one across.
      const [dx, dy] = [x - start[0], y - start[1]];
      places.push([x, y, (dx * dx) / 2 + dy * dy]);
    }
  }
  places.sort((a, b) => a[2] - b[2] || a[1] - b[1] || a[0] - b[0]);
  return [start, middle, ...places].map(
    ([x, y]) => /** @type {Box} */ ([x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2]),
  );
}

/**
 * Name a state beside it, with a line to it: at sea or else on neutral ground.
 *
 * @param {Named} state
 * @param {Visible} seen
 * @param {{board: Board, advances: Advances, ground: Seen, neutral: string[]}} at
 * @returns {Label | null}
 */
function outside({ id, name, label: point }, seen, { board, advances, ground, neutral }) {
  const { frame } = board;
  const at = point && toPx(frame, point[0], point[1]);
  if (!at || !holds(seen, ...at)) return null;
  const [size] = names.state;
  const weight = names.weights.status;
  const wide = wideOf(advances, { text: name, size, spacing: 0 }, weight);
  const boxes = [...rings(at, wide, size * names.line)].filter((box) => board.free(box));
  for (const codes of [[id], [id, ...neutral]]) {
    const box = boxes.find((one) => !ground.foreign(codes, one));
    if (!box) continue;
    board.taken.push(box);
    const [x, y] = toKm(frame, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2);
    const type = { size, weight, spacing: 0, soft: false };
    return { id, text: name, x, y, anchor: "middle", ...type, kind: "state", point };
  }
  return null;
}

/**
 * Boxes around a pixel, ring by ring.
 *
 * @param {[number, number]} at
 * @param {number} wide
 * @param {number} tall
 * @returns {Generator<Box>}
 */
function* rings(at, wide, tall) {
  for (let ring = names.rings[0]; ring < names.rings[1]; ring++) {
    for (const [across, down] of names.directions) {
      const x = at[0] + across * (wide / 2 + ring * names.step);
      const y = at[1] + down * (tall / 2 + ring * names.step);
      yield [x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2];
    }
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

/** @typedef {{anchor: string, x: number, y: number, box: Box}} Side A place beside a symbol. */

/**
 * @param {number} x
 * @param {number} y
 * @param {number} half
 * @param {number} wide
 * @param {number} tall
 * @returns {Side[]}
 */
export function sides(x, y, half, wide, tall) {
  /** @type {[string, number, number, number][]} */
  const every = [
    ["start", half, 0, 0],
    ["end", -half, 0, -wide],
    ["middle", 0, half + tall / 2, -wide / 2],
    ["middle", 0, -half - tall / 2, -wide / 2],
    // Below and above, but from one of its edges on.
    ["start", -half, half + tall / 2, 0],
    ["end", half, half + tall / 2, -wide],
    ["start", -half, -half - tall / 2, 0],
    ["end", half, -half - tall / 2, -wide],
  ];
  return every.map(([anchor, dx, dy, left]) => ({
    anchor,
    x: x + dx,
    y: y + dy,
    box: [x + dx + left, y + dy - tall / 2, x + dx + left + wide, y + dy + tall / 2],
  }));
}

/**
 * @param {Placed[]} symbols
 * @param {{board: Board, advances: Advances, ground: Seen, size: number}} at
 */
function ofSites(symbols, { board, advances, ground, size }) {
  const weight = names.weights.site;
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
    const free = sides(x, y, halfOf(symbol) + names.gap, wide, tall).filter(({ box }) =>
      board.free(box),
    );
    const side = atHome(free, [x, y], symbol.states, ground);
    if (!side) continue;
    board.taken.push(side.box);
    const [kmX, kmY] = toKm(board.frame, side.x, side.y);
    const type = { size, weight, spacing: 0, soft: false };
    const { anchor } = side;
    labels.push({ id: symbol.id, text, x: kmX, y: kmY, anchor, ...type, kind: "site" });
    done.add(text);
  }
  return labels;
}

/**
 * A side that is all on the ground of the symbol's states, or none of it on foreign ground, or
 * at least its middle at home; any for a symbol that is itself not at home.
 *
 * @param {Side[]} free
 * @param {[number, number]} at
 * @param {readonly string[]} states
 * @param {Seen} ground
 */
export function atHome(free, at, states, ground) {
  if (!states.length || !free.length) return free[0];
  const point = (/** @type {number} */ x, /** @type {number} */ y) =>
    ground.clear(states, [x, y, x, y]);
  return (
    free.find(({ box }) => ground.clear(states, box)) ??
    free.find(({ box }) => !ground.foreign(states, box)) ??
    free.find(({ box }) => point((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)) ??
    (point(...at) ? undefined : free[0])
  );
}
