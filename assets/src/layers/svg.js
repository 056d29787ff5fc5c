// User layers as SVG text, to the letter what csto_map/picture/user_layers.py and
// csto_map/sheet/svg.py make of them. Pure.

import drawing from "../../../csto_map/picture/drawing.json" with { type: "json" };
import { shows, toPx } from "../core/camera.js";
import { num } from "../core/numbers.js";

/**
 * @typedef {import("../types/page.js").Frame} Frame
 * @typedef {readonly [first: number, last: number]} Span Days as ordinals, both included.
 * @typedef {{halo: string, grey?: boolean}} Look
 * @typedef {{label: string, size: number, colour: string | null}} Point
 *
 * @typedef {object} UserLayer
 * @property {string} name
 * @property {string} colour
 * @property {number} n How many points it has.
 * @property {Point[]} points
 * @property {ArrayLike<number>} x In projected kilometres, as `y`.
 * @property {ArrayLike<number>} y
 * @property {ArrayLike<number>} from First days.
 * @property {ArrayLike<number>} until First days after.
 */

const { points: LOOKS } = drawing;
export const MANY = LOOKS.many;
export const LEAST_PX = LOOKS.least;
export const SQUARE = LOOKS.square;
const UNPRINTABLE = new RegExp(LOOKS.unprintable, "gu");

export { num };

/**
 * A text as the content of an element.
 *
 * @param {unknown} text
 */
export function escaped(text) {
  return String(text).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

/**
 * A text as the value of an attribute, with its quotes.
 *
 * @param {unknown} text
 */
export function quoted(text) {
  const value = escaped(text);
  if (!value.includes('"')) return `"${value}"`;
  return value.includes("'") ? `"${value.replace(/"/g, "&quot;")}"` : `'${value}'`;
}

/**
 * A text without what XML and terminals choke on.
 *
 * @param {unknown} text
 */
export function plain(text) {
  return String(text)
    .replace(UNPRINTABLE, " ")
    .replace(/^ +| +$/g, "");
}

/**
 * A name as printed; a long one loses its middle.
 *
 * @param {string} name
 */
export function title(name) {
  const letters = [...name];
  const half = Math.floor((LOOKS.longest_name - 1) / 2);
  if (letters.length <= LOOKS.longest_name) return name;
  return `${letters.slice(0, half).join("")}…${letters.slice(-half).join("")}`;
}

/**
 * The grey that is as bright as a colour.
 *
 * @param {string} colour
 */
function grey(colour) {
  const digits = colour.length === 4 ? colour.slice(1).replace(/./g, "$&$&") : colour.slice(1);
  const [r, g, b] = [0, 2, 4].map((at) => parseInt(digits.slice(at, at + 2), 16));
  const shade = Math.floor((299 * r + 587 * g + 114 * b) / 1000);
  return `#${shade.toString(16).padStart(2, "0").repeat(3)}`;
}

/**
 * Whether a point of a layer holds on a day of a span.
 *
 * @param {Pick<UserLayer, "from" | "until">} userLayer
 * @param {number} k
 * @param {Span} span
 */
export function holds(userLayer, k, [first, last]) {
  return userLayer.from[k] <= last && first < userLayer.until[k] && first <= last;
}

/**
 * Left, top and width of squares in whole pixels: one per pixel, adjacent ones in a row joined.
 *
 * @param {Frame} frame
 * @param {number[]} xs
 * @param {number[]} ys
 */
function squares(frame, xs, ys) {
  const spots = new Set();
  xs.forEach((x, k) => {
    const [px, py] = toPx(frame, x, ys[k]).map(Math.floor);
    spots.add(Math.min(py, frame.height - 1) * frame.width + Math.min(px, frame.width - 1));
  });
  const half = Math.floor(SQUARE / 2);
  const rows = [];
  let [row, right] = [-1, -1];
  for (const spot of [...spots].sort((a, b) => a - b)) {
    const [y, x] = [Math.floor(spot / frame.width), spot % frame.width];
    if (y === row && x - right <= SQUARE) rows[rows.length - 1][2] += x - right;
    else rows.push([x - half, y - half, SQUARE]);
    [row, right] = [y, x];
  }
  return rows;
}

/**
 * Draw what holds of a layer on a day of a span in a frame.
 *
 * @param {UserLayer} userLayer
 * @param {Span} span
 * @param {Frame} frame
 * @param {Look} look
 * @returns {{svg: string, count: number}} Points are counted that lie in the frame, and discs
 *   are drawn that reach into it.
 */
export function layer(userLayer, span, frame, look) {
  const crowded = userLayer.n > MANY;
  const tone = look.grey ? grey : (/** @type {string} */ colour) => colour;
  /** @type {[number[], number[], string[]]} */
  const [xs, ys, discs] = [[], [], []];
  for (let k = 0; k < userLayer.n; k++) {
    if (!holds(userLayer, k, span)) continue;
    const [x, y] = [userLayer.x[k], userLayer.y[k]];
    if (shows(frame, x, y)) {
      xs.push(x);
      ys.push(y);
    }
    if (!crowded) discs.push(disc(userLayer.points[k], toPx(frame, x, y), frame, tone));
  }
  const name = `data-own=${quoted(plain(userLayer.name))}`;
  const colour = tone(userLayer.colour);
  const drawn = crowded
    ? squares(frame, xs, ys)
        .map(([x, y, w]) => `M${x} ${y}h${w}v${SQUARE}h-${w}z`)
        .join("")
    : discs.join("");
  if (!drawn) return { svg: "", count: xs.length };
  const svg = crowded
    ? `<path ${name} fill="${colour}" d="${drawn}"/>`
    : `<g ${name} fill="${colour}" stroke="${look.halo}" stroke-width="1.2">${drawn}</g>`;
  return { svg, count: xs.length };
}

/**
 * @param {Point} point
 * @param {[number, number]} px
 * @param {Frame} frame
 * @param {(colour: string) => string} tone
 */
function disc(point, [px, py], frame, tone) {
  const radius = Math.max(LEAST_PX, point.size / 2);
  const seen =
    px >= -radius && py >= -radius && px <= frame.width + radius && py <= frame.height + radius;
  if (!seen) return "";
  const fill = point.colour ? ` fill="${tone(point.colour)}"` : "";
  const label = [...plain(point.label)].slice(0, LOOKS.longest_label).join("");
  const start = `<circle cx="${num(px)}" cy="${num(py)}" r="${num(radius)}"${fill}`;
  return label ? `${start}><title>${escaped(label)}</title></circle>` : `${start}/>`;
}

/**
 * What a point of a layer looks like in the legend, its middle at x, y.
 *
 * @param {Pick<UserLayer, "n" | "colour">} userLayer
 * @param {number} x
 * @param {number} y
 * @param {Look} look
 */
export function key(userLayer, x, y, look) {
  const colour = look.grey ? grey(userLayer.colour) : userLayer.colour;
  if (userLayer.n > MANY) {
    const d = "M5 5h4v4H5zM11 8h4v4h-4zM7 12h4v4H7z";
    return `<path transform="translate(${num(x - 10)} ${num(y - 10)})" d="${d}" fill="${colour}"/>`;
  }
  return (
    `<circle cx="${num(x)}" cy="${num(y)}" r="5" fill="${colour}" ` +
    `stroke="${look.halo}" stroke-width="1.2"/>`
  );
}
