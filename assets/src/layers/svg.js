// User layers as SVG text: the twin of csto_map/picture/user_layers.py and of csto_map/sheet/svg.py where
// it draws them. Pure.

import * as camera from "../core/camera.js";

export const MANY = 3000;
export const SQUARE = 5;
export const LEAST_PX = 5;
const LONGEST_NAME = 40;
const LONGEST_LABEL = 200;
export const num = (value) => value.toFixed(1).replace(/\.0$/, "");

export function escaped(text) {
  return String(text).replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
}

/** A text without characters that XML does not allow. */
export function plain(text) {
  return String(text)
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, " ")
    .trim();
}

/** A name as printed; a long one loses its middle. */
export function title(name) {
  const half = Math.floor((LONGEST_NAME - 1) / 2);
  return name.length <= LONGEST_NAME ? name : `${name.slice(0, half)}…${name.slice(-half)}`;
}

/** The grey that is as bright as a colour. */
function grey(colour) {
  const digits = colour.length === 4 ? colour.slice(1).replace(/./g, "$&$&") : colour.slice(1);
  const [r, g, b] = [0, 2, 4].map((at) => parseInt(digits.slice(at, at + 2), 16));
  const shade = Math.floor((299 * r + 587 * g + 114 * b) / 1000);
  return `#${shade.toString(16).padStart(2, "0").repeat(3)}`;
}

/** Whether a point of a layer holds on a day of a span, [first, last]. */
export function holds(userLayer, k, [first, last]) {
  return userLayer.from[k] <= last && first < userLayer.until[k] && first <= last;
}

/** Left, top and width of squares in whole pixels: one per pixel, adjacent ones in a row joined. */
function squares(frame, xs, ys) {
  const spots = new Set();
  xs.forEach((x, k) => {
    const [px, py] = camera.toPx(frame, x, ys[k]).map(Math.floor);
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
 * Draw what holds of a layer on a day of a span, [first, last], in a frame.
 *
 * look: {halo, grey}. Gives {svg, count}; points are counted that lie in the frame, and
 * discs are drawn that reach into it.
 */
export function layer(userLayer, span, frame, look) {
  const crowded = userLayer.n > MANY;
  const tone = look.grey ? grey : (colour) => colour;
  const [xs, ys, discs] = [[], [], []];
  for (let k = 0; k < userLayer.n; k++) {
    if (!holds(userLayer, k, span)) continue;
    const [x, y] = [userLayer.x[k], userLayer.y[k]];
    if (x >= frame.x0 && x <= frame.x1 && y >= frame.y0 && y <= frame.y1) {
      xs.push(x);
      ys.push(y);
    }
    if (!crowded) discs.push(disc(userLayer.points[k], camera.toPx(frame, x, y), frame, tone));
  }
  const name = `data-own="${escaped(plain(userLayer.name))}"`;
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

function disc(point, [px, py], frame, tone) {
  const radius = Math.max(LEAST_PX, point.size / 2);
  const seen =
    px >= -radius && py >= -radius && px <= frame.width + radius && py <= frame.height + radius;
  if (!seen) return "";
  const fill = point.colour ? ` fill="${tone(point.colour)}"` : "";
  const label = plain(point.label).slice(0, LONGEST_LABEL);
  const start = `<circle cx="${num(px)}" cy="${num(py)}" r="${num(radius)}"${fill}`;
  return label ? `${start}><title>${escaped(label)}</title></circle>` : `${start}/>`;
}

/** What a point of a layer looks like in the legend, its middle at x, y. */
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
