// What is drawn of a state in a frame: looks of areas and lines, symbols and their
// places. Pure; the browser's side of csto_map/picture/scene.py, with the looks of style.py.

import * as camera from "./camera.js";
import { declutter } from "./layout.js";

const SYMBOL = 26;
const SMALL_SYMBOL = 22;
const SMALL_BELOW = 720;
const CELL_GAP = 4;
const SPREAD_BELOW = 3;
const DASHES = { solid: "solid", dash: "6px,4px", dot: "1px,3px" };

/** Look of every country: {fillcolor, shape, ink, line, width, dash}. */
export function area(style, status, selected) {
  const look = (status && style.statuses[status]) || style.neutral;
  return {
    fillcolor: look.fill,
    shape: look.hatch,
    ink: look.ink || look.fill,
    line: selected ? style.text : look.line,
    width: selected ? Math.max(2.4, look.width + 0.8) : look.width,
    dash: DASHES[look.dash],
  };
}

/** Look of a border sector, or null where nobody is known to hold it. */
export function sector(style, held, kmPerPx, selected) {
  if (!held) return null;
  const [guard, , certain] = held;
  // Near the whole alliance a thick line would hide the country behind it.
  const width = style.sector_width * Math.min(1, Math.max(0.4, 1.2 / Math.sqrt(kmPerPx)));
  return {
    color: style.guards[guard || "none"] || style.guards.unknown,
    width: selected ? width + 3 : width,
    dash: certain ? "solid" : "9px,4.5px",
  };
}

export function symbolSize(frame) {
  return frame.height >= SMALL_BELOW ? SYMBOL : SMALL_SYMBOL;
}

/** Marks on the map in order of rank: those of the day, in the layers shown. */
export function marksOf(timeline, state, layers) {
  const order = timeline.mark_order;
  return timeline.marks
    .filter((m) => m.id in state.marks && layers.includes(m.layer))
    .sort(
      (a, b) =>
        order.indexOf(a.layer) - order.indexOf(b.layer) ||
        a.rank - b.rank ||
        (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
    );
}

/**
 * Symbols as placed in the frame and around it, so that panning shows them at once.
 *
 * Those in the frame come first and stand as in a saved picture, which has no others.
 * Gives [{id, x, y, anchorX, anchorY (km), px, py, size, icon, members, leader, mark}].
 */
export function symbols(timeline, state, view, frame, margin = 0.5) {
  const size = symbolSize(frame);
  const byId = new Map();
  const [near, far] = [[], []];
  for (const m of marksOf(timeline, state, view.layers)) {
    const [x, y] = camera.toPx(frame, m.x, m.y);
    const [mx, my] = [margin * frame.width, margin * frame.height];
    if (x < -mx || y < -my || x > frame.width + mx || y > frame.height + my) continue;
    byId.set(m.id, m);
    const within = m.x >= frame.x0 && m.x <= frame.x1 && m.y >= frame.y0 && m.y <= frame.y1;
    (within ? near : far).push({ id: m.id, x, y });
  }
  const spread = camera.kmPerPx(frame) <= SPREAD_BELOW;
  const cell = size + CELL_GAP;
  const placed = declutter(near, cell, spread);
  return [...placed, ...declutter(far, cell, spread, placed)].map((spot) => {
    const mark = byId.get(spot.id);
    const [x, y] = camera.toKm(frame, spot.x, spot.y);
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
    };
  });
}

/** A drawing as a data URI, with a text at its corner, faded if its subject is gone. */
export function picture(style, svg, text, faded) {
  const drawing = faded
    ? svg.replace(/^(<svg[^>]*>)(.*)<\/svg>$/s, '$1<g opacity=".45">$2</g></svg>')
    : svg;
  if (!text) return uri(drawing);
  // Longer texts are set smaller, so that they stay inside the drawing.
  const wide = Math.min(78, 30 + 16 * (text.length - 1));
  const size = Math.min(52, (1.9 * wide) / (0.56 * text.length));
  const corner =
    `<rect x="${160 - 2 * wide}" y="4" width="${2 * wide}" height="66" rx="33" ` +
    `fill="${style.text}" stroke="${style.halo}" stroke-width="8"/>` +
    `<text x="${160 - wide}" y="${(37 + size * 0.35).toFixed(1)}" font-size="${size.toFixed(1)}" ` +
    `font-weight="600" text-anchor="middle" ` +
    `font-family="Inter, Arial, sans-serif" fill="${style.halo}">${text}</text>`;
  return uri(drawing.replace("</svg>", `${corner}</svg>`));
}

export function uri(svg) {
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** The displaced symbols that get a leader line: the nearest of each place. */
function led(symbols) {
  const nearest = new Map();
  const far = (s) => Math.hypot(s.x - s.anchorX, s.y - s.anchorY);
  for (const s of symbols) {
    if (!s.leader) continue;
    const place = `${s.anchorX} ${s.anchorY}`;
    const other = nearest.get(place);
    if (!other || far(s) < far(other)) nearest.set(place, s);
  }
  return [...nearest.values()];
}

/** Lines from displaced symbols to their places, and the places' own points. */
export function leaders(style, symbols, kmPerPx) {
  const shapes = [];
  for (const s of led(symbols)) {
    const line = { color: style.leader, width: 0.8 };
    const plain = { xref: "x", yref: "y", layer: "above" };
    // Plotly draws lines over images: this one ends at the symbol's edge.
    const [dx, dy] = [s.x - s.anchorX, s.y - s.anchorY];
    const edge = (s.size / 2) * kmPerPx;
    const share = Math.max(0, 1 - edge / Math.max(Math.abs(dx), Math.abs(dy), 1e-9));
    shapes.push({
      ...plain,
      type: "line",
      line,
      x0: s.anchorX,
      y0: s.anchorY,
      x1: s.anchorX + dx * share,
      y1: s.anchorY + dy * share,
    });
    // A place known to the town only is a ring, an exact one a point.
    const r = s.mark.soft ? 3.5 : 2;
    shapes.push({
      ...plain,
      type: "circle",
      line: { ...line, width: 1 },
      fillcolor: s.mark.soft ? "rgba(0,0,0,0)" : style.leader,
      xsizemode: "pixel",
      ysizemode: "pixel",
      xanchor: s.anchorX,
      yanchor: s.anchorY,
      x0: -r,
      x1: r,
      y0: -r,
      y1: r,
    });
  }
  return shapes;
}
