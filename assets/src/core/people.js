// Numbers and movements as SVG: to the letter what a picture has. Pure; the twin of what
// csto_map/sheet/svg.py draws of them.

import drawing from "../../../csto_map/picture/drawing.json" with { type: "json" };
import { roomFor } from "./names.js";
import { num } from "./numbers.js";

/** @import {Advances, Counted} from "./headcount.js" */
/** @import {Flow, Ring} from "./flows.js" */
/** @import {Looks} from "../types/files.js" */

const { flows: FLOWS, people: PEOPLE, names: NAMES } = drawing;

/** @param {string} text */
function escaped(text) {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

/**
 * A movement: a curve over its casing, and its head.
 *
 * @param {Flow} flow
 * @param {Looks} style
 */
export function flowSvg(flow, style) {
  const accent = style.accents[flow.accent];
  const colour = accent.line;
  const [[x0, y0], [x1, y1], [x2, y2]] = flow.points;
  const d = `M${num(x0)} ${num(y0)}Q${num(x1)} ${num(y1)} ${num(x2)} ${num(y2)}`;
  const head = flow.head.map(([x, y]) => `${num(x)} ${num(y)}`).join("L");
  const wide = num(flow.width);
  const under = num(flow.width + 2 * FLOWS.casing);
  const dash = flow.dashed ? ` stroke-dasharray="${FLOWS.dash}"` : "";
  const fill = flow.dashed ? accent.hollow : colour;
  return (
    `<g data-id="flow:${flow.id}"><title>${escaped(flow.text)}</title>` +
    `<path d="${d}" fill="none" stroke="${style.halo}" stroke-width="${under}"/>` +
    `<path d="M${head}z" fill="${style.halo}" stroke="${style.halo}" ` +
    `stroke-width="${num(2 * FLOWS.casing)}" stroke-linejoin="round"/>` +
    `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${wide}"${dash}/>` +
    `<path d="M${head}z" fill="${fill}" stroke="${colour}"/></g>`
  );
}

/**
 * Where movements end: a ring around a point, broken where only the country is known.
 *
 * @param {Ring} ring
 * @param {Looks} style
 */
export function ringSvg(ring, style) {
  const colour = style.accents[ring.accent].line;
  const at = `cx="${num(ring.x)}" cy="${num(ring.y)}"`;
  const dash = ring.soft ? ` stroke-dasharray="${PEOPLE.dash}"` : "";
  return (
    `<g data-id="ring:${ring.id}"><title>${escaped(ring.name)}</title>` +
    `<circle ${at} r="${num(ring.radius)}" fill="${style.halo}" fill-opacity="${PEOPLE.veil}" ` +
    `stroke="${colour}" stroke-width="1.6"${dash}/>` +
    `<circle ${at} r="${PEOPLE.dot}" fill="${colour}"/></g>`
  );
}

/**
 * A number without its words: a circle, or a plate with its lines.
 *
 * @param {Counted} one
 * @param {Looks} style
 * @param {Advances} advances
 */
export function numberSvg(one, style, advances) {
  if (one.shape === "text") return "";
  const accent = style.accents[one.accent];
  const colour = accent.line;
  const lines = one.feet.map(([x, y]) => footSvg(one, x, y, style, colour)).join("");
  const at = `cx="${num(one.x)}" cy="${num(one.y)}"`;
  let body;
  if (one.shape === "plate") {
    const wide = roomFor(advances, one.text, PEOPLE.type, PEOPLE.weight) / 2 + PEOPLE.gap;
    const tall = (PEOPLE.type * NAMES.line) / 2 + 1;
    const dash = one.hollow ? ` stroke-dasharray="${PEOPLE.dash}"` : "";
    body =
      `<rect x="${num(one.x - wide)}" y="${num(one.y - tall)}" width="${num(2 * wide)}" ` +
      `height="${num(2 * tall)}" rx="${PEOPLE.plate}" fill="${style.halo}" ` +
      `stroke="${colour}"${dash}/>`;
  } else if (one.shape === "unknown") {
    body =
      `<circle ${at} r="${num(one.radius)}" fill="${accent.hollow}" fill-opacity="${PEOPLE.veil}" ` +
      `stroke="${colour}" stroke-width="${PEOPLE.edge}" stroke-dasharray="${PEOPLE.dash}"/>`;
  } else if (one.hollow) {
    body =
      `<circle ${at} r="${num(one.radius)}" fill="${accent.hollow}" ` +
      `fill-opacity="${PEOPLE.veil}" stroke="${colour}" stroke-width="${PEOPLE.hollow}"/>`;
  } else {
    body =
      `<circle ${at} r="${num(one.radius)}" fill="${colour}" fill-opacity="${PEOPLE.band}" ` +
      `stroke="${colour}" stroke-width="${PEOPLE.edge}"/>` +
      `<circle ${at} r="${num(one.core)}" fill="${colour}" fill-opacity="${PEOPLE.core}"/>`;
  }
  return `<g data-id="people:${one.id}"><title>${escaped(one.text)}</title>${lines}${body}</g>`;
}

/**
 * @param {Counted} one
 * @param {number} x
 * @param {number} y
 * @param {Looks} style
 * @param {string} colour
 */
function footSvg(one, x, y, style, colour) {
  const root = rootOf(one, x, y);
  let line = "";
  if (root) {
    const d = `M${num(root[0])} ${num(root[1])}L${num(x)} ${num(y)}`;
    line =
      `<path d="${d}" fill="none" stroke="${style.halo}" stroke-width="3.4"/>` +
      `<path d="${d}" fill="none" stroke="${colour}" stroke-width="1.2"/>`;
  }
  return `${line}<circle cx="${num(x)}" cy="${num(y)}" r="${PEOPLE.dot}" fill="${colour}"/>`;
}

/**
 * Where the line to a place begins: at a circle's edge, for the map shows through circles, and
 * in the middle of a plate; null where the place lies within the circle.
 *
 * @param {Counted} one
 * @param {number} x
 * @param {number} y
 * @returns {[x: number, y: number] | null}
 */
function rootOf(one, x, y) {
  if (one.shape === "plate") return [one.x, one.y];
  const [dx, dy] = [x - one.x, y - one.y];
  const away = Math.sqrt(dx * dx + dy * dy);
  if (away <= one.radius) return null;
  const share = one.radius / away;
  return [one.x + dx * share, one.y + dy * share];
}

/**
 * The words of a movement, its end, or a number; "" where they find no room.
 *
 * @param {Flow | Ring | Counted} one
 * @param {Looks} style
 * @param {Advances} advances
 */
export function wordsSvg(one, style, advances) {
  if (!one.label || !one.text) return "";
  const [x, y] = one.label;
  const accent = style.accents[one.accent];
  let [colour, halo] = [accent.text, `stroke="${style.halo}" stroke-width="3"`];
  let pill = "";
  if ("pill" in one && one.pill) {
    const wide = roomFor(advances, one.text, FLOWS.type, FLOWS.weight) / 2 + 6;
    const tall = (FLOWS.type * NAMES.line) / 2 + 1;
    pill =
      `<rect x="${num(x - wide)}" y="${num(y - tall)}" width="${num(2 * wide)}" ` +
      `height="${num(2 * tall)}" rx="${num(tall)}" fill="${style.halo}" ` +
      `stroke="${accent.line}"/>`;
  } else if ("shape" in one && one.shape === "circle" && !one.hollow && one.core) {
    // On the core, whatever its ground: the sign's own colour, edged in its body's.
    if (x === one.x && y === one.y) {
      [colour, halo] = [accent.mark, `stroke="${accent.line}" stroke-width="2"`];
    }
  }
  const plain = `stroke="${style.halo}" stroke-width="3"`;
  const name = "named" in one && one.named ? textSvg(one.name, one.named, style.text, plain) : "";
  return pill + name + textSvg(one.text, one.label, colour, halo);
}

/**
 * @param {string} text
 * @param {import("./headcount.js").Place} at
 * @param {string} colour
 * @param {string} halo
 */
function textSvg(text, [x, y, anchor], colour, halo) {
  return (
    `<text x="${num(x)}" y="${num(y + FLOWS.type * NAMES.drop)}" ` +
    `font-size="${FLOWS.type}" font-weight="${FLOWS.weight}" text-anchor="${anchor}" ` +
    `fill="${colour}" ${halo} stroke-linejoin="round" paint-order="stroke">` +
    `${escaped(text)}</text>`
  );
}

/**
 * What lies under the symbols, and what above them, piece by piece.
 *
 * @param {{flows: Flow[], rings: Ring[], numbers: Counted[]}} shown
 * @param {Looks} style
 * @param {Advances} advances
 */
export function layersSvg({ flows, rings, numbers }, style, advances) {
  const circles = numbers.filter(({ shape }) => shape === "circle" || shape === "unknown");
  const plates = numbers.filter(({ shape }) => shape === "plate");
  return {
    under: [
      ...flows.map((one) => flowSvg(one, style)),
      ...rings.map((one) => ringSvg(one, style)),
      ...circles.map((one) => numberSvg(one, style, advances)),
    ],
    over: [
      ...plates.map((one) => numberSvg(one, style, advances)),
      ...[...flows, ...rings, ...numbers].map((one) => wordsSvg(one, style, advances)),
    ],
  };
}

/**
 * The lines of the legend: drawing of 20 by 20, text, count; the twin of what
 * csto_map/picture/legend.py makes of them.
 *
 * @param {{flows: Flow[], rings: Ring[], numbers: Counted[]}} shown
 * @param {Looks} style
 * @param {{[name: string]: string}} words Those of `people`.
 */
export function keys({ flows, rings, numbers }, style, words) {
  /** @typedef {[drawing: string, text: string, count: number]} Key */
  /** @type {Key[]} */
  const moved = [];
  const add = (/** @type {Flow[]} */ some, /** @type {string} */ text, dashed = false) => {
    if (some.length)
      moved.push([arrowKey(style.accents[some[0].accent], dashed), text, some.length]);
  };
  for (const group of ["lead", "joint"]) {
    const text = group === "lead" ? words.moved : words.moved_other;
    add(
      flows.filter((one) => one.accent === group),
      text,
    );
  }
  add(
    flows.filter((one) => one.dashed),
    words.dashed,
    true,
  );
  add(
    flows.filter((one) => one.derived),
    words.derived,
  );
  const quiet = rings.filter((one) => one.quiet);
  if (quiet.length)
    moved.push([ringKey(style.accents[quiet[0].accent]), words.settled, quiet.length]);
  const filled = numbers.filter((one) => one.shape === "circle" && !one.hollow);
  /** @type {[string, Counted[]][]} */
  const kinds = [
    ["circle", filled],
    ["band", filled.filter((one) => one.low !== one.high)],
    ["hollow", numbers.filter((one) => one.hollow)],
    ["unknown", numbers.filter((one) => one.shape === "unknown")],
    ["at_symbols", numbers.filter((one) => one.shape === "text" || one.shape === "plate")],
  ];
  const counted = kinds
    .filter(([, rows]) => rows.length)
    .map(([kind, rows]) => {
      const key = numberKey(kind, style.accents[rows[0].accent]);
      return /** @type {Key} */ ([key, words[kind], rows.length]);
    });
  return { moved, numbers: counted };
}

/** @typedef {Looks["accents"][string]} Accent */

/**
 * @param {Accent} accent
 * @param {boolean} dashed
 */
function arrowKey({ line, hollow }, dashed) {
  const dash = dashed ? ' stroke-dasharray="4 3"' : "";
  return (
    `<path d="M0 10h12" stroke="${line}" stroke-width="2.5"${dash}/>` +
    `<path d="M11 5.5l8 4.5l-8 4.5z" fill="${dashed ? hollow : line}" stroke="${line}"/>`
  );
}

/** @param {Accent} accent */
function ringKey({ line, hollow }) {
  return (
    `<circle cx="10" cy="10" r="6" fill="${hollow}" fill-opacity="${PEOPLE.veil}" ` +
    `stroke="${line}" stroke-width="1.6"/>` +
    `<circle cx="10" cy="10" r="${PEOPLE.dot}" fill="${line}"/>`
  );
}

/**
 * @param {string} kind
 * @param {Accent} accent
 */
function numberKey(kind, { line, hollow, text }) {
  if (kind === "at_symbols") {
    return (
      '<text x="10" y="14" font-size="11" font-weight="600" text-anchor="middle" ' +
      `fill="${text}">123</text>`
    );
  }
  if (kind === "hollow") {
    return (
      `<circle cx="10" cy="10" r="7" fill="${hollow}" fill-opacity="${PEOPLE.veil}" ` +
      `stroke="${line}" ` +
      `stroke-width="${PEOPLE.hollow}"/>`
    );
  }
  if (kind === "unknown") {
    return (
      `<circle cx="10" cy="10" r="8" fill="${hollow}" fill-opacity="${PEOPLE.veil}" ` +
      `stroke="${line}" ` +
      `stroke-dasharray="${PEOPLE.dash}"/>`
    );
  }
  const core = `<circle cx="10" cy="10" r="${kind === "band" ? 5 : 8}" fill="${line}" fill-opacity="${PEOPLE.core}"/>`;
  if (kind !== "band") return core;
  return (
    `${core}<circle cx="10" cy="10" r="8.5" fill="${line}" fill-opacity="${PEOPLE.band}" ` +
    `stroke="${line}"/>`
  );
}
