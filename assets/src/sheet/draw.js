// A sheet as SVG: what stands around its maps. Pure; the twin of what csto_map/sheet/svg.py
// draws of it.

import drawing from "../../../csto_map/picture/drawing.json" with { type: "json" };
import { hollowed } from "../core/draw.js";
import { num } from "../core/numbers.js";
import { escaped } from "../layers/svg.js";

/** @import { AreaLook, Looks } from "../types/files.js" */
/** @import { Patch, Shape, Spot, Stroke, Text } from "./blocks.js" */
/** @import { Draft } from "./composition.js" */

const { badge: BADGE, sectors: SECTORS } = drawing;
/** @type {{[shape: string]: string}} */
const HATCHES = drawing.hatches;
/** @type {{[dash: string]: number[]}} */
const DASHES = drawing.dashes;

/** @param {number} value */
const fine = (value) => String(Number(value.toFixed(2)));

/**
 * All around the maps.
 *
 * @param {Draft} draft
 * @param {Looks} style
 */
export function around(draft, style) {
  const holes = draft.places.map(({ box }) => {
    return `M${num(box.x)} ${num(box.y)}v${num(box.height)}h${num(box.width)}v-${num(box.height)}z`;
  });
  // Paper around the maps, so that nothing of them sticks out.
  const paper = `<path d="M0 0h${draft.width}v${draft.height}H0z${holes.join("")}" fill="${style.paper}" fill-rule="evenodd"/>`;
  return [
    paper,
    ...draft.shapes.map(shapeSvg),
    ...draft.texts.filter(({ text }) => text).map((text) => textSvg(text, style)),
    `<g>${draft.keys.map(({ entry, x, y }, k) => entry.draw(x, y, `k${k}`)).join("")}</g>`,
    ...draft.bars.map(({ x, y, px }) => barSvg(x, y, px, style)),
  ].join("");
}

/**
 * @param {Text} text
 * @param {Looks} style
 */
function textSvg({ text, x, y, size, weight = 400, soft, anchor = "start", colour }, style) {
  const where = anchor === "start" ? "" : ` text-anchor="${anchor}"`;
  const bold = weight === 400 ? "" : ` font-weight="${weight}"`;
  const fill = colour || (soft ? style.text_soft : style.text);
  return (
    `<text x="${num(x)}" y="${num(y)}" font-size="${size}"${bold}${where} ` +
    `fill="${fill}">${escaped(text)}</text>`
  );
}

/** @param {Shape} shape */
function shapeSvg(shape) {
  if (shape.form === "patch") return patchSvg(shape);
  return shape.form === "stroke" ? strokeSvg(shape) : spotSvg(shape);
}

/** @param {Patch} patch */
function patchSvg({ x, y, width, height, round, fill, line, weight = 1, dashed }) {
  const dash = dashed ? ` stroke-dasharray="${DASHES.dash.join(" ")}"` : "";
  return (
    `<rect x="${fine(x)}" y="${fine(y)}" width="${fine(width)}" height="${fine(height)}"` +
    `${round ? ` rx="${num(round)}"` : ""} fill="${fill || "none"}"${edge(line, weight)}${dash}/>`
  );
}

/** @param {Stroke} stroke */
function strokeSvg({ points, colour, weight = 1, casing }) {
  const d = `M${points.map(([x, y]) => `${fine(x)} ${fine(y)}`).join("L")}`;
  const under = casing ? `<path d="${d}" fill="none"${edge(casing, weight + 2)}/>` : "";
  return `${under}<path d="${d}" fill="none"${edge(colour, weight)}/>`;
}

/** @param {Spot} spot */
function spotSvg({ form, x, y, radius, fill, line, weight = 1 }) {
  const look = `fill="${fill || "none"}"${edge(line, weight)}`;
  if (form === "disc") {
    return `<circle cx="${fine(x)}" cy="${fine(y)}" r="${fine(radius)}" ${look}/>`;
  }
  const [side, back] = [fine(radius), fine(-radius)];
  const d = `M${fine(x)} ${fine(y - radius)}l${side} ${side}l${back} ${side}l${back} ${back}z`;
  return `<path d="${d}" ${look}/>`;
}

/**
 * @param {string | undefined} colour
 * @param {number} weight
 */
function edge(colour, weight) {
  return colour ? ` stroke="${colour}" stroke-width="${fine(weight)}"` : "";
}

/**
 * A scale bar, with a halo that keeps it off what lies below.
 *
 * @param {number} x
 * @param {number} y
 * @param {number} px
 * @param {Looks} style
 */
function barSvg(x, y, px, style) {
  const d = `M${num(x)} ${num(y - 4)}v4h${num(px)}v-4`;
  return (
    `<path d="${d}" fill="none" stroke="${style.halo}" stroke-width="3.6" opacity=".8"/>` +
    `<path d="${d}" fill="none" stroke="${style.text}" stroke-width="1.2"/>`
  );
}

/**
 * The swatch of an area about a point.
 *
 * @param {AreaLook} look
 * @returns {(x: number, y: number, id: string) => string}
 */
export function areaKey({ fill, hatch, ink, line, width, dash }) {
  return (x, y, id) => {
    const pattern = hatch
      ? `<pattern id="${id}" width="8" height="8" patternUnits="userSpaceOnUse">` +
        `<rect width="8" height="8" fill="${fill}"/>${HATCHES[hatch].replaceAll("{}", ink)}</pattern>`
      : "";
    const dashes = dash === "solid" ? "" : ` stroke-dasharray="${DASHES[dash].join(" ")}"`;
    return (
      `${pattern}<rect x="${num(x - 12)}" y="${num(y - 6.5)}" width="24" height="13" ` +
      `fill="${hatch ? `url(#${id})` : fill}" stroke="${line}" stroke-width="${num(width)}"${dashes}/>`
    );
  };
}

/**
 * The swatch of a line about a point.
 *
 * @param {{line: string, width: number, pattern?: readonly number[], core?: string}} look `core`:
 *   the colour inside one that is hollow.
 * @returns {(x: number, y: number) => string}
 */
export function lineKey({ line, width, pattern = [], core }) {
  const dashed = (/** @type {readonly number[]} */ lengths) =>
    lengths.length ? ` stroke-dasharray="${lengths.map(num).join(" ")}"` : "";
  return (x, y) => {
    const d = `<path d="M${num(x - 12)} ${num(y)}h24" stroke=`;
    const drawn = `${d}"${line}" stroke-width="${num(width)}"${dashed(pattern)}/>`;
    if (!core) return drawn;
    const wide = width * SECTORS.core;
    const inside = hollowed(pattern.length ? [...pattern] : [24, 0], (width - wide) / 2);
    return `${drawn}${d}"${core}" stroke-width="${num(wide)}"${dashed(inside)}/>`;
  };
}

/**
 * The swatch of a drawing about a point.
 *
 * @param {string} svg A drawing with a box of its own, or what stands in one of 20 by 20.
 * @param {{style: Looks, sign?: string, faded?: boolean}} look `sign`: what its badge says.
 * @returns {(x: number, y: number) => string}
 */
export function iconKey(svg, { style, sign, faded }) {
  const [, box, body] = /viewBox="([^"]*)"[^>]*>(.*)<\/svg>$/s.exec(svg) ?? ["", "0 0 20 20", svg];
  const inside = faded ? `<g opacity=".45">${body}</g>` : body;
  return (x, y) =>
    `<svg overflow="visible" x="${num(x - 10)}" y="${num(y - 10)}" width="20" height="20" ` +
    `viewBox="${box}">${inside}</svg>${sign ? badgeSvg(sign, x + 8, y - 5, style) : ""}`;
}

/**
 * @param {string} text
 * @param {number} x
 * @param {number} y
 * @param {Looks} style
 */
function badgeSvg(text, x, y, style) {
  const wide = BADGE.wide + BADGE.more * (text.length - 1);
  const high = BADGE.height / 2;
  return (
    `<rect x="${num(x - wide)}" y="${num(y - high)}" width="${num(2 * wide)}" ` +
    `height="${num(2 * high)}" rx="${num(high)}" fill="${style.text}" stroke="${style.halo}"/>` +
    `<text x="${num(x)}" y="${num(y + BADGE.rise)}" font-size="${BADGE.type}" ` +
    `font-weight="${BADGE.weight}" text-anchor="middle" fill="${style.halo}">${text}</text>`
  );
}
