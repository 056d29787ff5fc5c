// Texts of an SVG as outlines, for what the page draws itself; csto_map/picture/outlines.py does the
// same for the server, and the outlines of the letters come from it.

/** @import { Page } from "../types/page.js" */

const pen = document.createElement("canvas").getContext("2d");

/**
 * How wide a line of text is in the page's typeface.
 *
 * @param {string} text
 * @param {number} size
 * @param {number | string} weight or "italic"
 */
export function measure(text, size, weight) {
  if (!pen) throw new Error("this browser measures no text");
  pen.font = `${weight} ${size}px Inter, sans-serif`;
  return pen.measureText(text).width;
}

const EM = 1000;
/** @type {Record<string, number>} */
const SHARE = { start: 0, middle: 0.5, end: 1 };
const PLACED = new Set([
  ...[
    "x",
    "y",
    "font-size",
    "font-style",
    "font-weight",
    "letter-spacing",
    "text-anchor",
    "stroke-width",
  ],
]);
/** @param {number} value */
const num = (value) => String(Number(value.toFixed(2)));

/**
 * The outlines of a line of text, each in its place; null if a letter has none.
 *
 * @param {string} text
 * @param {Record<string, string>} alphabet letter to path data in thousandths of an em
 * @param {(text: string) => number} wide gives ems
 * @param {number} [gap] after each letter, in ems
 * @returns {[string, number] | null} path data and ems
 */
export function line(text, alphabet, wide, gap = 0) {
  const letters = [...text];
  if (letters.some((letter) => !(letter in alphabet))) return null;
  let before = "";
  const parts = letters.map((letter, k) => {
    before += letter;
    // A letter ends where the text up to it does, which counts the gap before it.
    const left = Math.round((wide(before) - wide(letter) + k * gap) * EM);
    return alphabet[letter].replace(/^M(-?\d+)/, (_, x) => `M${Number(x) + left}`);
  });
  return [parts.join(""), wide(text) + letters.length * gap];
}

/**
 * The attributes of the path that replaces a text of this width in ems.
 *
 * @param {Record<string, string>} given attributes of the text
 * @param {[string, number]} line path data and ems
 * @param {string} text
 */
export function looks(given, [d, ems], text) {
  const scale = Number(given["font-size"]) / EM;
  const x = Number(given.x) - ems * EM * scale * SHARE[given["text-anchor"] || "start"];
  const kept = Object.entries(given).filter(([name]) => !PLACED.has(name));
  /** @type {Record<string, string>} */
  const attributes = {
    transform: `translate(${num(x)} ${given.y}) scale(${Number(scale.toPrecision(6))})`,
    ...Object.fromEntries(kept),
    "aria-label": text,
    d,
  };
  if ("stroke-width" in given)
    attributes["stroke-width"] = num(Number(given["stroke-width"]) / scale);
  return attributes;
}

/**
 * Turn the texts of a picture into paths; those with letters we lack stay as they are.
 *
 * @param {Page} page
 * @param {Element} picture
 */
export async function outlineTexts(page, picture) {
  const texts = [...picture.getElementsByTagNameNS(picture.namespaceURI, "text")];
  if (!texts.length) return;
  const alphabets = await page.load("letters");
  for (const text of texts) {
    const given = Object.fromEntries([...text.attributes].map((a) => [a.name, a.value]));
    const regular = Number(given["font-weight"] || 400) < 500 ? 400 : 600;
    const weight = given["font-style"] === "italic" ? "italic" : regular;
    const drawn = line(
      text.textContent,
      alphabets[weight],
      (part) => measure(part, EM, weight) / EM,
      Number(given["letter-spacing"] || 0) / Number(given["font-size"]),
    );
    if (!drawn) continue;
    const path = picture.ownerDocument.createElementNS(picture.namespaceURI, "path");
    for (const [name, value] of Object.entries(looks(given, drawn, text.textContent))) {
      path.setAttribute(name, value);
    }
    text.replaceWith(path);
  }
}
