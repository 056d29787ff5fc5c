// Lines of text: how wide they are and where they break. Pure but for the ruler, which a page
// has and a test brings along; the twin of what csto_map/picture/fonts.py does for sheets.

import MEASURES from "../../../csto_map/sheet/measures.json" with { type: "json" };

export { MEASURES };
export const { fine: FINE, small: SMALL, body: BODY, large: LARGE, head: HEAD } = MEASURES.type;
const { line: LINE } = MEASURES;
/** Below it a width is a rounding error of the ruler. */
const EM = 200;

/** @typedef {(text: string, size: number, weight: number) => number} Ruler In pixels. */

/** @type {{measure: Ruler | null, known: Map<string, number>}} */
const ruler = { measure: null, known: new Map() };

/** Measure all texts by this from now on. @param {Ruler} measure */
export function measureBy(measure) {
  if (ruler.measure !== measure) ruler.known.clear();
  ruler.measure = measure;
}

/**
 * How wide a line of text is.
 *
 * @param {string} text
 * @param {number} size
 * @param {number} [weight]
 */
export function width(text, size, weight = 400) {
  const key = `${weight} ${text}`;
  let ems = ruler.known.get(key);
  if (ems === undefined) {
    if (!ruler.measure) throw new Error("no ruler");
    ems = ruler.measure(text, EM, weight) / EM;
    ruler.known.set(key, ems);
  }
  return ems * size;
}

/**
 * The nearest whole number, of two the even one, as Python rounds.
 *
 * @param {number} value
 */
export function whole(value) {
  const below = Math.floor(value);
  if (value - below !== 0.5) return Math.round(value);
  return below % 2 ? below + 1 : below;
}

/**
 * The distance of two baselines.
 *
 * @param {number} size
 * @param {number} [line] In type sizes.
 */
export function leading(size, line = LINE.text) {
  return whole(size * line);
}

/**
 * Break a text into lines; a word that is wider than one is broken too.
 *
 * @param {string} text
 * @param {number} size
 * @param {number} room
 * @param {number} [weight]
 * @returns {string[]}
 */
export function wrap(text, size, room, weight = 400) {
  const lines = [];
  let line = "";
  const fits = (/** @type {string} */ one) => width(one, size, weight) <= room;
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = line ? `${line} ${word}` : word;
    if (fits(longer)) {
      line = longer;
      continue;
    }
    if (line) lines.push(line);
    line = word;
    while (!fits(line) && line.length > 1) {
      let cut = line.length - 1;
      while (cut > 1 && !fits(line.slice(0, cut))) cut -= 1;
      // After a hyphen, if it has one.
      const hyphen = line.slice(1, cut).lastIndexOf("-");
      cut = hyphen >= 0 ? hyphen + 2 : cut;
      lines.push(line.slice(0, cut));
      line = line.slice(cut);
    }
  }
  if (line) lines.push(line);
  return lines;
}

/**
 * Break a text into at most so many lines; a shortened one ends in an ellipsis.
 *
 * @param {string} text
 * @param {number} size
 * @param {number} room
 * @param {number} most
 * @param {number} [weight]
 */
export function cut(text, size, room, most, weight = 400) {
  const lines = wrap(text, size, room, weight);
  if (lines.length <= most) return lines;
  let last = lines[most - 1];
  while (last && width(`${last} …`, size, weight) > room) last = last.slice(0, -1).trimEnd();
  return [...lines.slice(0, most - 1), `${last} …`];
}

/**
 * Mix a colour into a ground, as `mixed` in csto_map/sheet/shapes.py.
 *
 * @param {string} colour #rrggbb, as the next.
 * @param {string} ground
 * @param {number} share The part of the colour, 0 to 1.
 */
export function mixed(colour, ground, share) {
  const part = (/** @type {string} */ one, /** @type {number} */ k) =>
    Number.parseInt(one.slice(k, k + 2), 16);
  const mix = [1, 3, 5].map((k) =>
    whole(part(colour, k) * share + part(ground, k) * (1 - share))
      .toString(16)
      .padStart(2, "0"),
  );
  return `#${mix.join("")}`;
}
