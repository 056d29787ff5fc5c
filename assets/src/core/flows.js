// Movements: arrows from senders to places, as wide as people are many. Pure; the twin of
// csto_map/picture/flows.py, operation for operation: hence no angles, but unit vectors.

import drawing from "../../../csto_map/picture/drawing.json" with { type: "json" };
import { shows, toPx } from "./camera.js";
import { countriesById } from "./countries.js";
import { passes } from "./filter.js";
import {
  around,
  beside,
  factor,
  grouped,
  inWords,
  wide as isWide,
  larger,
  put,
  square,
  standing,
} from "./headcount.js";
import { Board, roomFor, symbolBox, takenBoxes } from "./names.js";
import { Spans } from "./spans.js";

/**
 * @typedef {import("../types/page.js").Frame} Frame
 * @typedef {import("../types/page.js").Filters} Filters
 * @typedef {import("../types/page.js").MapId} MapId
 * @typedef {import("../types/page.js").Span} Span
 * @typedef {import("../types/files.js").AtlasFile} AtlasFile
 * @typedef {import("../types/files.js").Men} Men
 * @typedef {import("./draw.js").Placed} Placed
 * @typedef {import("./headcount.js").Words} Words
 * @typedef {import("./headcount.js").Spot} Spot
 * @typedef {import("./headcount.js").Place} Place
 * @typedef {import("./headcount.js").Advances} Advances
 * @typedef {import("./names.js").Box} Box
 *
 * @typedef {object} Movement See `Movement` in csto_map/picture/parts.py, as the next ones.
 * @property {MapId} id
 * @property {MapId[]} ids
 * @property {MapId} place
 * @property {string} operation
 * @property {string} accent
 * @property {number} x0 In km, as the next three.
 * @property {number} y0
 * @property {number} x1
 * @property {number} y1
 * @property {number | null} low
 * @property {number | null} high
 * @property {boolean} derived
 * @property {boolean} certain
 * @property {string} number
 * @property {string} text
 * @property {boolean} settled
 * @property {number} scale
 *
 * @typedef {object} Arrival
 * @property {MapId} id
 * @property {MapId[]} ids
 * @property {string} name
 * @property {string} accent
 * @property {number} x
 * @property {number} y
 * @property {boolean} soft
 * @property {boolean} certain
 * @property {string} text
 * @property {MapId[]} hides
 *
 * @typedef {{moved: Movement[], arrivals: Arrival[]}} Sent
 *
 * @typedef {object} Sketch An arrow before its words: in pixels, with points along it.
 * @property {Movement} moved
 * @property {number} width
 * @property {boolean} dashed
 * @property {[root: Spot, turn: Spot, foot: Spot]} points
 * @property {[tip: Spot, left: Spot, right: Spot]} head
 * @property {Spot} arrives
 * @property {Spot[]} along
 *
 * @typedef {object} Worded
 * @property {string} text
 * @property {Place | null} label
 * @property {boolean} pill
 * @typedef {Omit<Sketch, "moved"> & Worded & {id: MapId, ids: MapId[], place: MapId,
 *   operation: string, accent: string, low: number | null, high: number | null,
 *   derived: boolean, certain: boolean}} Flow
 *
 * @typedef {object} Ring
 * @property {MapId} id
 * @property {MapId[]} ids
 * @property {string} name
 * @property {string} accent
 * @property {number} x In pixels, as the next two.
 * @property {number} y
 * @property {number} radius
 * @property {boolean} soft
 * @property {string} text
 * @property {Place | null} label
 * @property {boolean} quiet
 */

export const LAYER = "contingents";
const { flows: FLOWS, names: NAMES } = drawing;

/**
 * @param {number | null} from
 * @param {number | null} until
 * @param {Span} days
 */
function meets(from, until, [first, last]) {
  return from !== null && from <= last && (until === null || first < until);
}

/**
 * The figure that counts on the last day.
 *
 * @param {{men?: Men[]}} one
 * @param {number} last
 * @returns {[low: number, high: number] | null}
 */
function menOf({ men = [] }, last) {
  const held = men.findLast(([from]) => from <= last);
  return held && held[1] !== null ? [held[1], Number(held[2])] : null;
}

/** What is the same on all days. @type {WeakMap<AtlasFile, ReturnType<typeof known>>} */
const everyDay = new WeakMap();

/** @param {AtlasFile} data */
function known(data) {
  return {
    ends: new Map(data.arrivals.map((one) => [one.id, one])),
    spans: new Spans(data.flows, ({ from, until }) => [from, until]),
  };
}

/** @param {AtlasFile} data */
function knownOf(data) {
  const all = everyDay.get(data) ?? known(data);
  everyDay.set(data, all);
  return all;
}

/**
 * What was sent where on a day or at any time in a range, less what is filtered out.
 *
 * @param {AtlasFile} data
 * @param {Span} days
 * @param {Words} words
 * @param {Filters} filters
 * @returns {{moved: Movement[], arrivals: Arrival[]}}
 */
export function movements(data, days, words, filters) {
  const { ends, spans } = knownOf(data);
  const countries = countriesById(data, days[1]);
  /** @type {Movement[]} */
  const moved = [];
  for (const one of spans.meeting(...days)) {
    const certain = meets(one.cfrom, one.cuntil, days);
    if (!passes(filters, one, days) || (filters.sure && !certain)) continue;
    const end = /** @type {AtlasFile["arrivals"][number]} */ (ends.get(one.place));
    const men = menOf(one, days[1]);
    const who = countries.get(String(one.by))?.name ?? String(one.by);
    const number = men ? inWords(...men, words) : words.not_known;
    moved.push({
      id: one.id,
      ids: one.ids,
      place: one.place,
      operation: end.name,
      accent: one.accent,
      x0: one.x,
      y0: one.y,
      x1: end.x,
      y1: end.y,
      low: men ? men[0] : null,
      high: men ? men[1] : null,
      derived: one.derived,
      certain,
      number,
      text: put(words.sender, { who, n: number }),
      settled: days[0] - /** @type {number} */ (one.from) >= FLOWS.settled,
      scale: one.size ?? 1,
    });
  }
  return { moved, arrivals: arrivalsOf(data, moved, days, words) };
}

/**
 * @param {AtlasFile} data
 * @param {Movement[]} moved
 * @param {Span} days
 * @param {Words} words
 * @returns {Arrival[]}
 */
function arrivalsOf(data, moved, days, words) {
  const reached = new Set(moved.map((one) => one.place));
  const ends = data.arrivals.filter(({ id }) => reached.has(id));
  return ends.map((end) => {
    const coming = moved.filter((one) => one.place === end.id);
    const total = menOf(end, days[1]);
    const accents = new Set(coming.map((one) => one.accent));
    const { id, ids, name, x, y, soft, hides } = end;
    return {
      ...{ id, ids, name, x, y, soft, hides },
      accent: accents.size === 1 ? coming[0].accent : "joint",
      certain: coming.some((one) => one.certain),
      text: total ? put(words.total, { n: inWords(...total, words) }) : "",
    };
  });
}

/**
 * The arrows of a frame as placed, with their rings and words, and the boxes that they take.
 * What ends outside it is not drawn; what has been there for long is a quiet ring in a wide
 * frame, and wherever something newer is drawn.
 *
 * @param {Sent} sent
 * @param {Placed[]} all Symbols; only those whose places lie in the frame count.
 * @param {Frame} frame
 * @param {Words} words
 * @param {Advances} advances
 * @param {Box[]} blocked
 * @returns {{flows: Flow[], rings: Ring[], boxes: Box[]}}
 */
export function place({ moved, arrivals }, all, frame, words, advances, blocked = []) {
  const symbols = standing(all, frame);
  const board = new Board(frame, [...takenBoxes(symbols, frame), ...blocked]);
  const before = board.taken.length;
  const { seen, rings } = sketchesOf({ moved, arrivals }, symbols, frame, words);
  for (const { x, y, radius, quiet } of rings) {
    // In a wide frame it is a mark that yields to everything.
    if (!quiet || !isWide(frame)) board.taken.push(square(x, y, radius + 2));
  }
  for (const one of seen) board.taken.push(...covered(one, frame));
  const named = rings.map((ring) => told(ring, seen, board, advances));
  const flows = seen.map((one) => worded(one, seen, board, advances));
  return { flows, rings: named, boxes: board.taken.slice(before) };
}

/**
 * The arrows and rings that a frame shows, without their words.
 *
 * @param {Sent} sent
 * @param {Placed[]} symbols
 * @param {Frame} frame
 * @param {Words} words
 * @returns {{seen: Sketch[], rings: Ring[]}}
 */
function sketchesOf({ moved, arrivals }, symbols, frame, words) {
  /** @type {Ring[]} */
  const rings = [];
  /** @type {Sketch[]} */
  const sketches = [];
  const ends = arrivals.filter(({ x, y }) => shows(frame, x, y));
  const within = new Set(ends.map(({ id }) => id));
  const news = moved.some((one) => !one.settled && within.has(one.place));
  for (const end of ends) {
    const coming = moved.filter((one) => one.place === end.id);
    const loud = coming.filter((one) => !(one.settled && (news || isWide(frame))));
    const ring = ringOf(end, coming, !loud.length, symbols, frame);
    sketches.push(...sketched(bundled(loud, end, words), ring, frame));
    rings.push(ring);
  }
  return { seen: sketches.filter((one) => one.along.some((spot) => isIn(spot, frame))), rings };
}

/**
 * The boxes in pixels that arrows and rings take in a frame, along their whole way.
 *
 * @param {Sent} sent
 * @param {Frame} frame
 * @param {Words} words
 * @returns {Box[]}
 */
export function wayOf(sent, frame, words) {
  const { seen, rings } = sketchesOf(sent, [], frame, words);
  // The ring is wider where it stands around a symbol.
  const ends = rings.map(({ x, y, radius }) => square(x, y, Math.max(radius, FLOWS.around)));
  const ways = seen.flatMap((one) => [
    ...covered(one, frame),
    ...one.along.map(([x, y]) => square(x, y, one.width / 2)),
  ]);
  return [...ends, ...ways];
}

/**
 * One arrow for very many, from the middle of their roots.
 *
 * @param {Movement[]} coming
 * @param {Arrival} end
 * @param {Words} words
 * @returns {Movement[]}
 */
function bundled(coming, end, words) {
  if (coming.length <= FLOWS.most) return coming;
  let [x, y] = [0, 0];
  /** @type {number | null} */
  let low = 0;
  /** @type {number | null} */
  let high = 0;
  for (const one of coming) {
    [x, y] = [x + one.x0, y + one.y0];
    low = low === null || one.low === null ? null : low + one.low;
    high = high === null || one.high === null ? null : high + one.high;
  }
  const number = low !== null && high !== null ? inWords(low, high, words) : words.not_known;
  const who = put(words.senders, { n: grouped(coming.length, words) });
  return [
    {
      id: end.id,
      ids: coming.flatMap((one) => one.ids),
      place: end.id,
      operation: end.name,
      accent: end.accent,
      x0: x / coming.length,
      y0: y / coming.length,
      x1: end.x,
      y1: end.y,
      low,
      high,
      derived: coming.some((one) => one.derived),
      certain: end.certain,
      number,
      text: put(words.sender, { who, n: number }),
      settled: false,
      scale: coming[0].scale,
    },
  ];
}

/**
 * @param {Arrival} end
 * @param {Movement[]} coming
 * @param {boolean} quiet
 * @param {Placed[]} symbols
 * @param {Frame} frame
 * @returns {Ring}
 */
function ringOf(end, coming, quiet, symbols, frame) {
  const { id, ids, name, accent, soft } = end;
  const [x, y] = toPx(frame, end.x, end.y);
  let radius = (quiet ? FLOWS.quiet : FLOWS.ring) * factor(frame);
  for (const symbol of symbols) {
    const box = symbolBox(symbol, frame);
    if (box[0] < x && x < box[2] && box[1] < y && y < box[3]) radius = FLOWS.around;
  }
  // Without its arrow nobody else says the number of one that is alone.
  const alone = quiet && coming.length === 1 && coming[0].high !== null;
  const text = quiet && isWide(frame) ? "" : end.text || (alone ? coming[0].number : "");
  return { id, ids, name, accent, x, y, radius, soft, text, label: null, quiet };
}

/**
 * How wide an arrow of so many people is, in pixels; null where nobody knows.
 *
 * @param {number | null} high
 * @param {number} scale
 * @param {Frame} frame
 */
export function width(high, scale, frame) {
  if (high === null) return FLOWS.unknown;
  const full = Math.min(FLOWS.widest, (high / FLOWS.people) * FLOWS.width * scale);
  return Math.max(FLOWS.least, full * factor(frame));
}

/**
 * Arrows that arrive apart, the widest first.
 *
 * @param {Movement[]} coming
 * @param {Ring} ring
 * @param {Frame} frame
 * @returns {Sketch[]}
 */
function sketched(coming, ring, frame) {
  const slots = /** @type {Spot[]} */ ([...FLOWS.slots]);
  const sketches = [];
  for (const one of [...coming].sort(larger)) {
    const root = toPx(frame, one.x0, one.y0);
    const [dx, dy] = [ring.x - root[0], ring.y - root[1]];
    const length = Math.sqrt(dx * dx + dy * dy);
    // Who is sent within one town moves nowhere.
    if (length <= ring.radius + FLOWS.off) continue;
    const [ux, uy] = [dx / length, dy / length];
    const [cos, rise] = FLOWS.rise;
    const sin = ux < 0 ? -rise : rise;
    const wanted = [ux * cos - uy * sin, ux * sin + uy * cos];
    let best = 0;
    let most = -Infinity;
    slots.forEach((slot, k) => {
      const near = slot[0] * wanted[0] + slot[1] * wanted[1];
      if (near > most) [best, most] = [k, near];
    });
    sketches.push(sketch(one, root, slots.splice(best, 1)[0], ring, frame));
  }
  return sketches;
}

/**
 * @param {Movement} moved
 * @param {Spot} root
 * @param {Spot} slot
 * @param {Ring} ring
 * @param {Frame} frame
 * @returns {Sketch}
 */
function sketch(moved, root, slot, ring, frame) {
  const wide = width(moved.high, moved.scale, frame);
  const [least, most] = FLOWS.head;
  // A head is twice as wide as its arrow, but never a mere dot.
  const long = wide <= most ? Math.min(most, Math.max(least, 1.2 * wide)) : wide;
  const half = Math.max(4.5, wide);
  const [vx, vy] = slot;
  const away = ring.radius + FLOWS.off;
  /** @type {Spot} */
  const tip = [ring.x - vx * away, ring.y - vy * away];
  /** @type {Spot} */
  const foot = [tip[0] - vx * long, tip[1] - vy * long];
  const [dx, dy] = [foot[0] - root[0], foot[1] - root[1]];
  const back = Math.sqrt(dx * dx + dy * dy) * FLOWS.bend;
  /** @type {Spot} */
  const turn = [foot[0] - vx * back, foot[1] - vy * back];
  return {
    moved,
    width: wide,
    dashed: moved.high === null || !moved.certain,
    points: [root, turn, foot],
    head: [
      tip,
      [foot[0] - vy * half, foot[1] + vx * half],
      [foot[0] + vy * half, foot[1] - vx * half],
    ],
    arrives: slot,
    along: Array.from({ length: FLOWS.samples + 1 }, (_, k) =>
      at(root, turn, foot, k / FLOWS.samples),
    ),
  };
}

/**
 * A point of a curve, from 0 at its root to 1.
 *
 * @param {Spot} root
 * @param {Spot} turn
 * @param {Spot} foot
 * @param {number} t
 * @returns {Spot}
 */
function at(root, turn, foot, t) {
  const [a, b, c] = [(1 - t) * (1 - t), 2 * (1 - t) * t, t * t];
  return [a * root[0] + b * turn[0] + c * foot[0], a * root[1] + b * turn[1] + c * foot[1]];
}

/**
 * @param {Spot} spot
 * @param {Frame} frame
 */
function isIn([x, y], frame, inset = 0) {
  return inset <= x && x <= frame.width - inset && inset <= y && y <= frame.height - inset;
}

/**
 * The boxes of a head and of a wide arrow; a name may lie across a thin one.
 *
 * @param {Sketch} one
 * @param {Frame} frame
 * @returns {Box[]}
 */
function covered({ head, width: wide, along }, frame) {
  const [xs, ys] = [head.map((spot) => spot[0]), head.map((spot) => spot[1])];
  /** @type {Box[]} */
  const boxes = [[Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]];
  if (wide < 4) return boxes;
  return [
    ...boxes,
    ...along.filter((spot) => isIn(spot, frame)).map(([x, y]) => square(x, y, wide / 2)),
  ];
}

/**
 * Whether any arrow passes through a box.
 *
 * @param {Box} box
 * @param {Sketch[]} seen
 */
function crossed(box, seen) {
  return seen.some(({ width: wide, along }) => {
    const half = wide / 2 + 1;
    return along.some(
      ([x, y]) => box[0] - half < x && x < box[2] + half && box[1] - half < y && y < box[3] + half,
    );
  });
}

/**
 * Sender and number near the root or where the arrow comes in; else the number alone.
 *
 * @param {Sketch} one
 * @param {Sketch[]} seen
 * @param {Board} board
 * @param {Advances} advances
 * @returns {Flow}
 */
function worded(one, seen, board, advances) {
  const { moved, ...drawn } = one;
  let [text, pill] = [moved.text, false];
  let label = near(one, seen, board, advances);
  if (!label && moved.high !== null) {
    [text, pill] = [moved.number, true];
    label = on(one, seen, board, advances);
  }
  if (!label) {
    [text, pill] = [moved.text, false];
    label = aside(one, seen, board, advances);
  }
  const { id, ids, place: where, operation, accent, low, high, derived, certain } = moved;
  const whose = { id, ids, place: where, operation, accent, low, high, derived, certain };
  return { ...drawn, ...whose, text, label, pill };
}

/**
 * @param {string} text
 * @param {Advances} advances
 * @returns {[wide: number, tall: number]}
 */
function room(text, advances) {
  return [roomFor(advances, text, FLOWS.type, FLOWS.weight), FLOWS.type * NAMES.line];
}

/**
 * @param {Sketch} one
 * @param {Sketch[]} seen
 * @param {Board} board
 * @param {Advances} advances
 * @returns {Place | null}
 */
function near(one, seen, board, advances) {
  const [wide, tall] = room(one.moved.text, advances);
  const past = one.width / 2 + FLOWS.gap;
  const away = past + tall / 2;
  const inside = one.along.filter((spot) => isIn(spot, board.frame, FLOWS.inset));
  for (const [x, y] of inside.slice(0, Math.floor((3 * inside.length) / 4))) {
    for (const spot of /** @type {Place[]} */ ([
      [x, y + away, "middle"],
      [x, y - away, "middle"],
      [x, y + away, "start"],
      [x, y + away, "end"],
      [x, y - away, "start"],
      [x, y - away, "end"],
      [x + past, y, "start"],
      [x - past, y, "end"],
    ])) {
      const [across, middle, anchor] = spot;
      const left = across - (anchor === "end" ? wide : anchor === "middle" ? wide / 2 : 0);
      /** @type {Box} */
      const box = [left, middle - tall / 2, left + wide, middle + tall / 2];
      if (board.free(box) && !crossed(box, seen)) {
        board.taken.push(box);
        return spot;
      }
    }
  }
  return null;
}

/**
 * Room for a pill on the arrow itself, as near to its middle as may be.
 *
 * @param {Sketch} one
 * @param {Sketch[]} seen
 * @param {Board} board
 * @param {Advances} advances
 * @returns {Place | null}
 */
function on(one, seen, board, advances) {
  const [wide, tall] = room(one.moved.number, advances);
  const others = seen.filter((other) => other !== one);
  const middle = Math.floor(FLOWS.samples / 2);
  for (let step = 0; step < middle; step++) {
    for (const k of [middle - step, middle + step]) {
      const [x, y] = one.along[k];
      /** @type {Box} */
      const box = [x - wide / 2 - 6, y - tall / 2 - 2, x + wide / 2 + 6, y + tall / 2 + 2];
      if (board.free(box) && !crossed(box, others)) {
        board.taken.push(box);
        return [x, y, "middle"];
      }
    }
  }
  return null;
}

/**
 * Room for sender and number somewhere around the root, if that is on the map.
 *
 * @param {Sketch} one
 * @param {Sketch[]} seen
 * @param {Board} board
 * @param {Advances} advances
 * @returns {Place | null}
 */
function aside(one, seen, board, advances) {
  if (!isIn(one.along[0], board.frame)) return null;
  const [wide, tall] = room(one.moved.text, advances);
  for (const [, x, y] of around(one.along[0])) {
    /** @type {Box} */
    const box = [x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2];
    if (board.free(box) && !crossed(box, seen)) {
      board.taken.push(box);
      return [x, y, "middle"];
    }
  }
  return null;
}

/**
 * Room for a total near its ring, where all places beside it are taken.
 *
 * @param {Ring} ring
 * @param {Board} board
 * @param {Advances} advances
 * @returns {Place | null}
 */
function beyond(ring, board, advances) {
  const [wide, tall] = room(ring.text, advances);
  for (const [reach, x, y] of around([ring.x, ring.y])) {
    /** @type {Box} */
    const box = [x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2];
    if (reach <= FLOWS.near && board.free(box)) {
      board.taken.push(box);
      return [x, y, "middle"];
    }
  }
  return null;
}

/**
 * The total beside its ring, where no arrow passes.
 *
 * @param {Ring} ring
 * @param {Sketch[]} seen
 * @param {Board} board
 * @param {Advances} advances
 * @returns {Ring}
 */
function told(ring, seen, board, advances) {
  if (!ring.text) return ring;
  const barred = new Board(board.frame, [...board.taken]);
  for (const one of seen) {
    for (const [x, y] of one.along) barred.taken.push(square(x, y, one.width / 2 + 1));
  }
  const placed = beside([ring.x, ring.y], ring.radius, room(ring.text, advances), barred, "rlba");
  const label = placed ?? beyond(ring, barred, advances);
  if (label) board.taken.push(barred.taken[barred.taken.length - 1]);
  return { ...ring, label };
}
