// How a difference looks on the map: what changed in its own look with a sign, the rest
// muted. Pure; the browser's side of csto_map/picture/difference.py.

import * as camera from "./camera.js";
import * as looks from "./draw.js";

export const SIGNS = { opened: "+", arrived: "+", closed: "−", departed: "−", up: "↑", down: "↓" };
export const GONE = ["closed", "departed"];
const DOT = 7;
const THIN = 0.5;

/**
 * The state that a map of a difference draws.
 *
 * earlier, later: what is shown of the two days; rows: what differs. Marks are those
 * that changed; `changed` maps ids to rows, `muted` are marks that are there as before.
 */
export function state(earlier, later, rows) {
  const changed = new Map(rows.map((row) => [row.id, row]));
  const marks = {};
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

/** Look of a state; on a map of a difference its outline only, unless it changed. */
export function area({ style, id, selected }, status, changed) {
  const look = looks.area(style, status, selected);
  if (!changed || changed.has(id)) return look;
  const land = style.neutral.fill;
  return { ...look, fillcolor: land, shape: "", ink: land };
}

/** Look of a sector; on a map of a difference thin and grey, unless it was handed over. */
export function sector({ style, id, selected }, held, km, changed) {
  const look = looks.sector(style, held, km, selected);
  if (!look || !changed || changed.has(id)) return look;
  return { ...look, color: style.guards.none, width: look.width * THIN };
}

/** The signs of what a symbol stands for: "+", or "+2 −1" for several. */
export function badge(kinds) {
  const signs = kinds.map((kind) => SIGNS[kind]);
  const one = (sign) => {
    const n = signs.filter((other) => other === sign).length;
    return sign + (signs.length > 1 ? n : "");
  };
  return [...new Set(signs)].map(one).join(" ");
}

/** Symbols of what changed, with their signs, and dots where something is as before. */
export function symbols(timeline, drawn, view, frame) {
  const changed = looks.symbols(timeline, drawn, view, frame).map((s) => {
    const kinds = s.members.map((id) => drawn.changed.get(id).kind);
    return { ...s, badge: badge(kinds), faded: kinds.every((kind) => GONE.includes(kind)) };
  });
  const still = { ...drawn, marks: drawn.muted };
  const taken = new Set();
  const dots = [];
  for (const m of looks.marksOf(timeline, still, view.layers)) {
    const [px, py] = camera.toPx(frame, m.x, m.y);
    const spot = `${Math.round(px / DOT)} ${Math.round(py / DOT)}`;
    const near = (s) => Math.max(Math.abs(s.px - px), Math.abs(s.py - py)) < (s.size + DOT) / 2;
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
      dot: true,
    });
  }
  return [...dots, ...changed];
}

/** The dot of something that is as before. */
export function dot(style, accent) {
  const { body } = style.accents[accent];
  return looks.uri(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle cx="5" cy="5" r="4" ` +
      `fill="${body}" fill-opacity=".45" stroke="${style.halo}" stroke-width="1"/></svg>`,
  );
}
