// What is drawn of numbers and movements in a frame, and what of it is under a pixel. It is
// loaded as soon as the map is there: the first view can do without.

import { marksOf } from "../core/draw.js";
import * as filter from "../core/filter.js";
import * as flows from "../core/flows.js";
import * as heads from "../core/headcount.js";
import { seenIn } from "../core/lands.js";
import { spanOf } from "../core/state.js";
import { svg } from "../shell/dom.js";

export { keys, layersSvg } from "../core/people.js";

/** @import { Box } from "../core/names.js" */
/** @import { Day, Filters, Hit, MapId, MapSymbol, Span, Timeline } from "../types/page.js" */
/** @import { Shown } from "./drawing.js" */
/** @typedef {Omit<ReturnType<typeof peopleOf>, "boxes" | "named">} Drawn */

// How near to an arrow a pointer must come, beside half its width.
const NEAR_PX = 5;

/**
 * A function of a timeline, days and filters that keeps what it gave last: of one day several ask
 * the same, for the map and for each of its insets.
 *
 * @template Days
 * @template Given
 * @param {(data: Timeline, days: Days, filters: Filters) => Given} work
 * @returns {(data: Timeline, days: Days, filters: Filters) => Given}
 */
function lately(work) {
  /** @type {WeakMap<Timeline, {key: string, given: Given}>} */
  const kept = new WeakMap();
  return (data, days, filters) => {
    const key = JSON.stringify([days, filters]);
    let last = kept.get(data);
    if (last?.key !== key) {
      last = { key, given: work(data, days, filters) };
      kept.set(data, last);
    }
    return last.given;
  };
}

const movementsOf = lately((data, /** @type {Span} */ days, filters) =>
  flows.movements(data, days, data.words.people, filters),
);
const troopsOf = lately((data, /** @type {Day} */ day, filters) =>
  heads.troops(data, day, data.words.people, filters),
);
// Filters take out none of them.
const postsOf = lately((data, /** @type {Day} */ day) => heads.posts(data, day, data.words.people));

/**
 * How many there are at symbols on a day.
 *
 * @param {Timeline} data
 * @param {Day} day
 */
export const posts = (data, day) => postsOf(data, day, {});

/**
 * What was sent where, as the view shows it; nothing on a map of differences.
 *
 * @param {Pick<Shown, "data" | "view" | "state">} shown
 */
export function sentOf({ data, view, state }) {
  if (state.changed || !view.layers.includes(flows.LAYER)) return { moved: [], arrivals: [] };
  const days = spanOf(data, view) ?? /** @type {const} */ ([view.day, view.day]);
  return movementsOf(data, [days[0], days[1]], filter.ofView(view));
}

/**
 * How people are counted in a frame, and how many there are by country and side.
 *
 * @param {Pick<Shown, "data" | "view" | "state" | "frame">} shown
 */
export function countOf({ data, view, state, frame }) {
  const told = !state.changed && !spanOf(data, view) && view.numbers !== "off";
  const forces = heads.FORCES.some((layer) => view.layers.includes(layer));
  if (!told || !forces) return { mode: "off", troops: [] };
  const troops = troopsOf(data, view.day, filter.ofView(view));
  return { mode: heads.modeIn(view.numbers, frame), troops };
}

/**
 * Marks that are symbols only closer up, for a circle stands for them here.
 *
 * @param {Pick<Shown, "data" | "view" | "state" | "frame">} shown
 */
export function closerBy(shown) {
  const { mode, troops } = countOf(shown);
  return heads.closer(mode, troops, marksOf(shown.data, shown.state), shown.frame);
}

/**
 * Marks that are no symbols, for an arrow or a circle stands for them; what is selected is one.
 *
 * @param {Pick<Shown, "data" | "view" | "state" | "frame">} shown
 */
export function hiddenBy(shown) {
  const hidden = closerBy(shown);
  hidden.delete(String(shown.view.selection));
  for (const end of sentOf(shown).arrivals) for (const id of end.hides) hidden.add(id);
  return hidden;
}

/**
 * Movements and numbers as placed, and the boxes in pixels that they take.
 *
 * @param {Shown} shown
 * @param {MapSymbol[]} symbols
 * @param {Box[]} [covered] Boxes in pixels that they keep away from.
 * @param {ReturnType<typeof sentOf>} [moved] What was sent where.
 */
export function peopleOf(shown, symbols, covered = [], moved = sentOf(shown)) {
  const { data, view, frame, outlines } = shown;
  const { advances } = data;
  const words = data.words.people;
  const sent = flows.place(moved, symbols, frame, words, advances, covered);
  const { mode, troops } = countOf(shown);
  const taken = [...covered, ...sent.boxes];
  /** @type {import("../core/headcount.js").Shown} */
  const counted = {
    mode,
    troops,
    posts: mode === "off" ? [] : posts(data, view.day),
    symbols,
    ground: seenIn(outlines, frame),
    taken,
    advances,
  };
  const { numbers, boxes } = heads.place(counted, frame);
  // What a circle has named needs no other name.
  const named = new Set(numbers.map(({ host }) => host));
  const { flows: arrows, rings } = sent;
  return { flows: arrows, rings, numbers, named, boxes: [...sent.boxes, ...boxes] };
}

/**
 * Fill a layer with pieces of SVG; those that are there already are kept, for most days change few.
 *
 * @param {SVGGElement} layer
 * @param {string[]} pieces
 * @param {Map<string, ChildNode[]>} before What it was filled with.
 * @returns {Map<string, ChildNode[]>} What it is filled with now.
 */
export function fill(layer, pieces, before) {
  const made = new Map(before);
  const missing = [...new Set(pieces)].filter((piece) => !before.has(piece));
  const mold = svg("g");
  // Read at a time: to begin reading takes a browser as long as several pieces.
  mold.innerHTML = missing.map((piece) => `<g>${piece}</g>`).join("");
  for (const [k, { childNodes }] of [...mold.children].entries()) {
    made.set(missing[k], [...childNodes]);
  }
  /** @type {Map<string, ChildNode[]>} */
  const now = new Map();
  /** @type {ChildNode[]} */
  const nodes = [];
  for (const piece of pieces) {
    const its = made.get(piece) ?? [];
    // One that is there twice is drawn twice.
    const drawn = now.has(piece) ? its.map((node) => node.cloneNode(true)) : its;
    now.set(piece, its);
    nodes.push(.../** @type {ChildNode[]} */ (drawn));
  }
  const wanted = new Set(nodes);
  for (const node of [...layer.childNodes]) if (!wanted.has(node)) node.remove();
  let at = layer.firstChild;
  for (const node of nodes) {
    if (node === at) at = at.nextSibling;
    else layer.insertBefore(node, at);
  }
  return now;
}

/**
 * What is at a pixel, or null: a place, an arrow, a circle.
 *
 * @param {Drawn} drawn
 * @param {number} x
 * @param {number} y
 * @returns {Hit | null}
 */
export function hit({ flows: arrows, rings, numbers }, x, y) {
  const ring = rings.find((one) => Math.hypot(one.x - x, one.y - y) <= one.radius + 2);
  // The first of a ring's rows counts all the others: its card is the whole operation's.
  if (ring) {
    const [head] = ring.ids;
    return { ids: [head], told: { title: ring.name, text: ring.text, certain: true } };
  }
  const flow = arrows.find(({ along, head, width }) =>
    isNear([...along, head[0]], x, y, width / 2 + NEAR_PX),
  );
  if (flow) {
    const { ids, operation, text, certain } = flow;
    return { ids, told: { title: text, text: operation, certain } };
  }
  const circle = numbers.find(
    (one) =>
      (one.shape === "circle" || one.shape === "unknown") &&
      Math.hypot(one.x - x, one.y - y) <= one.radius,
  );
  if (!circle) return null;
  return { ids: /** @type {MapId[]} */ ([circle.id.split(":")[0]]), people: circle };
}

/**
 * Whether a line passes near a pixel.
 *
 * @param {[x: number, y: number][]} along
 * @param {number} x
 * @param {number} y
 * @param {number} near
 */
function isNear(along, x, y, near) {
  return along.some(([bx, by], k) => {
    const [ax, ay] = along[Math.max(0, k - 1)];
    const length = (bx - ax) ** 2 + (by - ay) ** 2 || 1;
    const t = Math.min(1, Math.max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length));
    return Math.hypot(ax + t * (bx - ax) - x, ay + t * (by - ay) - y) <= near;
  });
}
