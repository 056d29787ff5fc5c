// How a difference looks on the map: what changed in its own look with a sign, the rest
// muted. Pure; the twin of csto_map/picture/difference.py.

import differences from "../../../csto_map/history/differences.json" with { type: "json" };
import { toPx } from "./camera.js";
import * as looks from "./draw.js";

/**
 * @typedef {import("./draw.js").AtlasFile} AtlasFile
 * @typedef {import("./draw.js").Frame} Frame
 * @typedef {import("./draw.js").HeldSector} HeldSector
 * @typedef {import("./draw.js").Looks} Looks
 * @typedef {import("./draw.js").Outline} Outline
 * @typedef {import("./draw.js").Placed} Placed
 * @typedef {import("./draw.js").Shown} Shown
 * @typedef {import("../types/page").State} State
 * @typedef {{id: string, kind: string, certain: boolean}} Row
 * @typedef {Map<string, Row>} Changed
 * @typedef {State & {changed: Changed, muted: Record<string, boolean>}} Drawn
 * @typedef {{style: Looks, id: string, selected?: boolean}} Target
 */

/** @type {Record<string, string>} */
export const SIGNS = differences.signs;
export const GONE = differences.gone;
// Pixels from edge to edge.
const DOT = 7;

/**
 * The state that a map of a difference draws.
 *
 * Marks are those that changed; `changed` maps ids to rows, `muted` are marks that are there
 * as before.
 *
 * @param {State} earlier What is shown of the first day.
 * @param {State} later And of the second.
 * @param {Row[]} rows What differs.
 * @returns {Drawn}
 */
export function state(earlier, later, rows) {
  const changed = new Map(rows.map((row) => [row.id, row]));
  /** @type {Record<string, boolean>} */
  const marks = {};
  /** @type {Record<string, boolean>} */
  const muted = {};
  for (const [id, certain] of Object.entries({ ...earlier.marks, ...later.marks })) {
    const row = changed.get(id);
    if (row && row.kind in SIGNS) marks[id] = row.certain;
    else if (id in earlier.marks && id in later.marks) muted[id] = certain;
  }
  const states = { ...later.states };
  for (const id in earlier.states) {
    if (!(id in states) && changed.has(id)) states[id] = ["former", true];
  }
  return { ...later, states, marks, changed, muted };
}

/**
 * Look of a state; on a map of a difference its outline only, unless it changed.
 *
 * @param {Target} target
 * @param {string | null | undefined} status
 * @param {Changed} [changed]
 */
export function area({ style, id, selected }, status, changed) {
  const look = looks.area(style, status, selected);
  if (!changed || changed.has(id)) return look;
  return { ...look, fillcolor: style.land, shape: "", ink: style.land };
}

/**
 * Look of a sector; on a map of a difference thin and grey, unless it was handed over.
 *
 * @param {Target} target
 * @param {HeldSector | null | undefined} held
 * @param {number} km That a pixel spans.
 * @param {Changed} [changed]
 */
export function sector({ style, id, selected }, held, km, changed) {
  if (!held || !changed || changed.has(id)) return looks.sector(style, held, km, selected);
  return looks.sector(style, ["", "", true, ""], km, selected);
}

/**
 * The signs of what a symbol stands for: "+", or "+2 −1" for several.
 *
 * @param {string[]} kinds
 */
export function badge(kinds) {
  const signs = kinds.map((kind) => SIGNS[kind]);
  const one = (/** @type {string} */ sign) => {
    const n = signs.filter((other) => other === sign).length;
    return sign + (signs.length > 1 ? n : "");
  };
  return [...new Set(signs)].map(one).join(" ");
}

/**
 * Symbols of what changed, with their signs, and dots where something is as before.
 *
 * @param {AtlasFile} timeline
 * @param {Drawn} drawn
 * @param {Shown} view
 * @param {Frame} frame
 * @param {ReadonlyMap<string, Outline>} outlines
 * @param {number} [margin]
 * @returns {Placed[]}
 */
export function symbols(timeline, drawn, view, frame, outlines, margin) {
  const changed = looks.symbols(timeline, drawn, view, frame, outlines, margin).map((s) => {
    const kinds = s.members.map((id) => /** @type {Row} */ (drawn.changed.get(id)).kind);
    return { ...s, badge: badge(kinds), faded: kinds.every((kind) => GONE.includes(kind)) };
  });
  const still = { ...drawn, marks: drawn.muted };
  const taken = new Set();
  const dots = [];
  for (const m of looks.marksOf(timeline, still, view.layers)) {
    const [px, py] = toPx(frame, m.x, m.y);
    const spot = `${Math.round(px / DOT)} ${Math.round(py / DOT)}`;
    const near = (/** @type {Placed} */ s) =>
      Math.max(Math.abs(s.px - px), Math.abs(s.py - py)) < (s.size + DOT) / 2;
    if (taken.has(spot) || changed.some(near)) continue;
    taken.add(spot);
    dots.push({
      id: m.id,
      x: m.x,
      y: m.y,
      anchorX: m.x,
      anchorY: m.y,
      px,
      py,
      size: DOT,
      icon: `dot:${m.accent}`,
      members: [m.id],
      leader: false,
      mark: m,
      states: [],
      dot: true,
    });
  }
  return [...dots, ...changed];
}
