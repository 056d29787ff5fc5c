// What is drawn of a state in a frame: looks of areas and lines, symbols and their places.
// Pure; the twin of csto_map/picture/drawn.py, with the looks of style.py.

import drawing from "../../../csto_map/picture/drawing.json" with { type: "json" };
import { kmPerPx, shows, toKm, toPx } from "./camera.js";
import { seenIn } from "./lands.js";
import { declutter } from "./layout.js";
import { num } from "./numbers.js";

/**
 * @typedef {import("../types/page.js").Frame} Frame
 * @typedef {import("../types/page.js").HeldSector} HeldSector
 * @typedef {import("../types/page.js").HeldStatus} Standing
 * @typedef {import("../types/files.js").AtlasFile} AtlasFile
 * @typedef {import("../types/files.js").Looks} Looks
 * @typedef {import("../types/files.js").Mark} Mark
 * @typedef {import("./lands.js").Seen} Seen
 * @typedef {import("./visible.js").Outline} Outline
 * @typedef {{marks: Record<string, boolean>, hidden?: ReadonlySet<string>}} Marked A state, or
 *   what else has marks: id -> certain; `hidden` ones are no symbols.
 * @typedef {{layers: string[], icons: string}} Shown
 *
 * @typedef {object} AreaLook
 * @property {string} fillcolor
 * @property {string} shape
 * @property {string} ink
 * @property {string} line
 * @property {number} width
 * @property {string} dash
 *
 * @typedef {object} LineLook Lengths in pixels.
 * @property {string} color
 * @property {number} width
 * @property {number[]} dash
 * @property {number} casing Width of what lies below it.
 * @property {number} core Width of what makes it hollow; 0 where it is not.
 * @property {number[]} coreDash
 *
 * @typedef {object} Placed
 * @property {string} id
 * @property {number} x Where it is drawn, in km, as the next three.
 * @property {number} y
 * @property {number} anchorX Its own place.
 * @property {number} anchorY
 * @property {number} px
 * @property {number} py
 * @property {number} size
 * @property {number} [clear] How far from its middle others keep away, in pixels: beyond its ring.
 * @property {string} icon
 * @property {string[]} members
 * @property {boolean} leader
 * @property {Mark} mark
 * @property {readonly string[]} states In which it is.
 * @property {string} [badge]
 * @property {boolean} [faded]
 * @property {boolean} [dot] Of something that is as before.
 *
 * @typedef {object} Leader A line from a place to the symbol that was moved away from it.
 * @property {string} id
 * @property {number} x0 The place, in km, as the next.
 * @property {number} y0
 * @property {number} x1 The middle of the symbol, in km, as the next.
 * @property {number} y1
 * @property {number} size Of the symbol, in pixels.
 * @property {boolean} soft Whether only the town or the area of the place is known.
 */

const SIZES = drawing.symbols;
const SECTORS = drawing.sectors;
const FEET = drawing.leaders;

/**
 * A pattern of dashes as Plotly has it.
 *
 * @param {number[]} pattern
 */
function dashes(pattern) {
  return pattern.map((length) => `${length}px`).join() || "solid";
}

/**
 * Look of a country.
 *
 * @param {Looks} style
 * @param {string | null | undefined} status
 * @param {boolean} [selected]
 * @returns {AreaLook}
 */
export function area(style, status, selected) {
  const look = (status && style.statuses[status]) || style.neutral;
  return {
    fillcolor: look.fill,
    shape: look.hatch,
    ink: look.ink || look.fill,
    line: selected ? style.text : look.line,
    width: selected ? Math.max(2.4, look.width + 0.8) : look.width,
    dash: dashes(drawing.dashes[look.dash]),
  };
}

/**
 * Look of a border sector, or null where nobody is known to hold it.
 *
 * @param {Looks} style
 * @param {HeldSector | null | undefined} held
 * @param {number} km That a pixel spans.
 * @param {boolean} [selected]
 * @returns {LineLook | null}
 */
export function sector(style, held, km, selected) {
  if (!held) return null;
  const [guard, , certain] = held;
  const slot = (guard || "none") in style.guards ? guard || "none" : "unknown";
  const broken = style.guard_lines[slot];
  const wide = share(km);
  const plain = style.sector_width * broken.width * wide;
  const width = selected ? plain + 3 : plain;
  const dash = broken.dash.map((length) => length * wide);
  const core = certain ? 0 : width * SECTORS.core;
  return {
    color: style.guards[slot],
    width,
    dash,
    casing: width + SECTORS.casing * wide,
    core,
    coreDash: core ? hollowed(dash, (width - core) / 2) : [],
  };
}

/**
 * How wide sectors' lines are, 1 for their full width.
 *
 * Near the whole alliance a thick line would hide the country behind it.
 *
 * @param {number} km That a pixel spans.
 */
function share(km) {
  return Math.min(1, Math.max(SECTORS.least, SECTORS.whole_at / Math.sqrt(km)));
}

/**
 * The dashes of the core of dashes, so that each keeps an edge all around.
 *
 * @param {number[]} dash
 * @param {number} edge
 */
export function hollowed(dash, edge) {
  const cores = [];
  for (let k = 0; k < dash.length; k += 2) {
    const [on, off] = [dash[k], dash[k + 1]];
    // An empty dash, then the edge as a gap; the dash's other edge belongs to the next gap.
    cores.push(0, edge, Math.max(0, on - 2 * edge), off + Math.min(edge, on - edge));
  }
  return cores;
}

/**
 * Both ends of a cut's tick in kilometres, and its width in pixels: 0 for no tick.
 *
 * @param {import("../types/files.js").Cut} cut
 * @param {number} km That a pixel spans.
 */
export function tick([, , x, y, nx, ny], km) {
  const wide = share(km);
  const half = (SECTORS.tick.long * wide * km) / 2;
  const [dx, dy] = [nx * half, ny * half];
  const width = Math.max(SECTORS.tick.least, SECTORS.tick.wide * wide);
  return [x - dx, y - dy, x + dx, y + dy, wide >= SECTORS.tick.whole_from ? width : 0];
}

/** @param {Frame} frame */
export function symbolSize(frame) {
  return frame.height >= SIZES.small_below ? SIZES.size : SIZES.small;
}

/** Marks by id, in order of rank. @type {WeakMap<AtlasFile, Map<string, {mark: Mark, place: number}>>} */
const ranked = new WeakMap();

/**
 * All marks that are drawn, each with its place in the order of rank: the same on all days.
 *
 * @param {AtlasFile} timeline
 */
function rankedOf(timeline) {
  let known = ranked.get(timeline);
  if (known) return known;
  const order = new Map(timeline.mark_order.map((layer, k) => [layer, k]));
  const rank = (/** @type {Mark} */ { layer }) => /** @type {number} */ (order.get(layer));
  const marks = timeline.marks
    .filter(({ layer }) => order.has(layer))
    .sort(
      (a, b) => rank(a) - rank(b) || a.rank - b.rank || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
    );
  known = new Map(marks.map((mark, place) => [mark.id, { mark, place }]));
  ranked.set(timeline, known);
  return known;
}

/**
 * Marks on the map in order of rank: those of the day, in the layers shown.
 *
 * What holds on a day is little beside all that ever did: only that is looked at.
 *
 * @param {AtlasFile} timeline
 * @param {Marked} state
 * @param {readonly string[]} [layers] All of them, if none are given.
 */
export function marksOf(timeline, { marks, hidden }, layers) {
  const all = rankedOf(timeline);
  const held = [];
  for (const id in marks) {
    const one = all.get(id);
    if (!one || hidden?.has(id) || (layers && !layers.includes(one.mark.layer))) continue;
    held.push(one);
  }
  return held.sort((a, b) => a.place - b.place).map(({ mark }) => mark);
}

/**
 * Symbols as placed in the frame and around it, so that panning shows them at once.
 *
 * Those in the frame come first and stand as in a saved picture, which has no others.
 *
 * @param {AtlasFile} timeline
 * @param {Marked} state
 * @param {Shown} view
 * @param {Frame} frame
 * @param {ReadonlyMap<string, Outline>} outlines Of states: on whose ground places are.
 * @param {number} [margin] In shares of the frame.
 * @param {readonly import("./names.js").Box[]} [blocked] Boxes in pixels that are taken before any is placed.
 * @returns {Placed[]}
 */
export function symbols(timeline, state, view, frame, outlines, margin = 0.5, blocked = []) {
  const size = symbolSize(frame);
  const ground = seenIn(outlines, frame);
  const byId = new Map();
  /** @type {import("./layout.js").Anchor[]} */
  const near = [];
  /** @type {import("./layout.js").Anchor[]} */
  const far = [];
  for (const m of marksOf(timeline, state, view.layers)) {
    const [x, y] = toPx(frame, m.x, m.y);
    const [mx, my] = [margin * frame.width, margin * frame.height];
    const within = shows(frame, m.x, m.y);
    const outside = x < -mx || y < -my || x > frame.width + mx || y > frame.height + my;
    if (outside && !within) continue;
    byId.set(m.id, m);
    (within ? near : far).push({ id: m.id, x, y, states: host(m, ground) });
  }
  const spread = kmPerPx(frame) <= SIZES.spread_below;
  const cell = size + SIZES.gap;
  const within = /** @type {const} */ ([frame.width, frame.height]);
  const placed = declutter(near, cell, { spread, ground, frame: within, blocked });
  const half = cell / 2;
  const stand = placed.map(
    ({ x, y }) =>
      /** @type {import("./names.js").Box} */ ([x - half, y - half, x + half, y + half]),
  );
  const others = declutter(far, cell, { spread, ground, blocked: [...blocked, ...stand] });
  return [...placed, ...others].map((spot) => {
    const mark = byId.get(spot.id);
    const [x, y] = toKm(frame, spot.x, spot.y);
    const icon = view.icons === "plain" ? mark.plain : mark.icon;
    const certainty = state.marks[spot.id] ? "certain" : "possible";
    return {
      id: spot.id,
      x,
      y,
      anchorX: mark.x,
      anchorY: mark.y,
      px: spot.x,
      py: spot.y,
      size,
      icon: `${icon}:${mark.accent}:${certainty}`,
      members: spot.members,
      leader: spot.leader,
      mark,
      states: host(mark, ground),
    };
  });
}

/**
 * In which states a mark is: as the facts say or, if they do not, as its place does.
 *
 * @param {Mark} mark
 * @param {Seen} ground
 */
function host({ at, x, y }, ground) {
  if (at) return at;
  const code = ground.host(x, y);
  return code ? [code] : [];
}

/**
 * What stands at the corner of a symbol: its sign, or the size of a stack.
 *
 * @param {Pick<Placed, "badge" | "members">} symbol
 */
export function corner({ badge, members }) {
  return badge || (members.length > 1 ? String(members.length) : "");
}

/**
 * A drawing as a data URI, faded if its subject is gone.
 *
 * @param {string} svg
 * @param {boolean} [faded]
 */
export function picture(svg, faded) {
  return uri(
    faded ? svg.replace(/^(<svg[^>]*>)(.*)<\/svg>$/s, '$1<g opacity=".45">$2</g></svg>') : svg,
  );
}

/** @param {string} svg */
export function uri(svg) {
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/**
 * The dot of something that is as before.
 *
 * @param {Looks} style
 * @param {string} accent
 */
export function dot(style, accent) {
  const { body } = style.accents[accent];
  return uri(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle cx="5" cy="5" r="4" ` +
      `fill="${body}" fill-opacity=".45" stroke="${style.halo}" stroke-width="1"/></svg>`,
  );
}

/**
 * Lines from displaced symbols to their places.
 *
 * @param {Placed[]} placed
 * @returns {Leader[]}
 */
export function leaders(placed) {
  return placed
    .filter((s) => s.leader)
    .map((s) => ({
      id: s.id,
      x0: s.anchorX,
      y0: s.anchorY,
      x1: s.x,
      y1: s.y,
      size: s.size,
      soft: Boolean(s.mark.soft),
    }));
}

/**
 * A leader line and its foot as SVG below the symbols: to the letter what a picture has.
 *
 * @param {Looks} style
 * @param {Leader} leader
 * @param {Frame} frame
 */
export function leaderSvg(style, { x0, y0, x1, y1, soft }, frame) {
  return lineSvg(style, toPx(frame, x0, y0), toPx(frame, x1, y1), soft);
}

/**
 * A line to a foot as SVG.
 *
 * @param {Looks} style
 * @param {number[]} foot In pixels, as `end`.
 * @param {number[]} end
 * @param {boolean} soft
 */
export function lineSvg(style, foot, end, soft) {
  const [ax, ay] = foot.map(num);
  const [x, y] = end.map(num);
  // A place of which only the town is known is a ring, an exact one a point.
  const dot = soft
    ? `r="${FEET.soft}" fill="none" stroke="${style.leader}"`
    : `r="${FEET.exact}" fill="${style.leader}"`;
  return (
    `<path d="M${ax} ${ay}L${x} ${y}" fill="none" stroke="${style.leader}" ` +
    `stroke-width="${String(FEET.width).replace(/^0/, "")}"/><circle cx="${ax}" cy="${ay}" ${dot}/>`
  );
}
