// What a browser has laid out, as SVG text: lines of text where they stand, drawings, images,
// boxes. The layout itself is the style sheet's; nothing is placed here.

import { escaped, num } from "../layers/svg.js";

/** Fonts by their CSS names: how far a line's text reaches above its baseline, in ems. */
const ascents = new Map();
const pen = /** @type {CanvasRenderingContext2D} */ (
  document.createElement("canvas").getContext("2d")
);

/**
 * Transcribe an element and all that is in it.
 *
 * @param {HTMLElement} root Laid out, though it may be invisible.
 * @returns {string} SVG elements in pixels of the element's own box.
 */
export function transcribe(root) {
  const { left, top } = root.getBoundingClientRect();
  return [...written(root, left, top)].join("");
}

/**
 * @param {Element} element
 * @param {number} left
 * @param {number} top
 * @returns {Generator<string>}
 */
function* written(element, left, top) {
  const look = getComputedStyle(element);
  if (look.display === "none") return;
  const box = element.getBoundingClientRect();
  const place = { x: box.x - left, y: box.y - top, width: box.width, height: box.height };
  if (element instanceof SVGSVGElement) {
    yield drawing(/** @type {SVGSVGElement} */ (element.cloneNode(true)), place);
    return;
  }
  if (element instanceof HTMLImageElement) {
    const svg = decodeURIComponent(element.src.slice(element.src.indexOf(",") + 1));
    const parsed = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
    yield drawing(/** @type {SVGSVGElement} */ (/** @type {unknown} */ (parsed)), place);
    return;
  }
  yield boxed(look, place);
  for (const node of element.childNodes) {
    if (node instanceof Element) yield* written(node, left, top);
    else if (node instanceof Text) yield* lines(node, look, left, top);
  }
}

/**
 * @param {SVGSVGElement} svg Is changed.
 * @param {{x: number, y: number, width: number, height: number}} place
 */
function drawing(svg, place) {
  for (const name of ["class", "style", "aria-hidden"]) svg.removeAttribute(name);
  for (const [name, value] of Object.entries(place)) svg.setAttribute(name, num(value));
  return new XMLSerializer().serializeToString(svg);
}

/**
 * The ground and the border of a box; "" if it has none.
 *
 * @param {CSSStyleDeclaration} look
 * @param {{x: number, y: number, width: number, height: number}} place
 */
function boxed(look, { x, y, width, height }) {
  const ground = look.backgroundColor === "rgba(0, 0, 0, 0)" ? "none" : look.backgroundColor;
  const edge = Number.parseFloat(look.borderTopWidth);
  if (ground === "none" && !edge) return "";
  const stroke = edge ? ` stroke="${look.borderTopColor}" stroke-width="${edge}"` : "";
  return (
    `<rect x="${num(x + edge / 2)}" y="${num(y + edge / 2)}" width="${num(width - edge)}" ` +
    `height="${num(height - edge)}" fill="${ground}"${stroke}/>`
  );
}

/**
 * The lines that a text was broken into.
 *
 * @param {Text} node
 * @param {CSSStyleDeclaration} look
 * @param {number} left
 * @param {number} top
 * @returns {Generator<string>}
 */
function* lines(node, look, left, top) {
  /** @type {{text: string, box: DOMRect} | null} */
  let line = null;
  const range = document.createRange();
  for (const { 0: word, index } of node.data.matchAll(/\S+/g)) {
    range.setStart(node, index);
    range.setEnd(node, index + word.length);
    const box = range.getBoundingClientRect();
    if (line && Math.abs(box.top - line.box.top) < 1) line.text += ` ${word}`;
    else {
      if (line) yield set(line, look, left, top);
      line = { text: word, box };
    }
  }
  if (line) yield set(line, look, left, top);
}

/**
 * @param {{text: string, box: DOMRect}} line
 * @param {CSSStyleDeclaration} look
 * @param {number} left
 * @param {number} top
 */
function set({ text, box }, look, left, top) {
  const size = Number.parseFloat(look.fontSize);
  const y = box.top - top + ascent(look) * size;
  return (
    `<text x="${num(box.left - left)}" y="${num(y)}" font-size="${size}" ` +
    `font-weight="${look.fontWeight}" fill="${look.color}">${escaped(text)}</text>`
  );
}

/** @param {CSSStyleDeclaration} look */
function ascent({ fontFamily, fontWeight }) {
  const font = `${fontWeight} 100px ${fontFamily}`;
  let known = ascents.get(font);
  if (known === undefined) {
    pen.font = font;
    known = pen.measureText("x").fontBoundingBoxAscent / 100;
    ascents.set(font, known);
  }
  return known;
}
