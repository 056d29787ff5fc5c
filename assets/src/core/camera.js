// Frames of the map: projected kilometres and screen pixels. Pure; the twin of the
// Frame in csto_map/picture/views.py.

import drawing from "../../../csto_map/picture/drawing.json" with { type: "json" };

/** @import {Path} from "../types/files.js" */
/** @import {Box, Frame} from "../types/page.js" */

// Kilometres per pixel: closer shows no more detail, further away no more map.
const NEAREST = 0.05;
const FARTHEST = 16;
const { fine_below: FINE_BELOW } = drawing.outlines;
// Shares of a frame's sides: nine points that must lie where fine outlines exist.
const SAMPLES = [0, 0.5, 1];

/**
 * Grow a box about its centre to the aspect of width x height pixels.
 *
 * @param {Readonly<Box>} box
 * @param {number} width
 * @param {number} height
 * @returns {Frame}
 */
export function fit([x0, y0, x1, y1], width, height) {
  const across = x1 - x0;
  const up = y1 - y0;
  const wanted = width / height;
  if (across / up < wanted) {
    const grow = (up * wanted - across) / 2;
    return { x0: x0 - grow, y0, x1: x1 + grow, y1, width, height };
  }
  const grow = (across / wanted - up) / 2;
  return { x0, y0: y0 - grow, x1, y1: y1 + grow, width, height };
}

/** @param {Frame} f */
export function kmPerPx(f) {
  return (f.x1 - f.x0) / f.width;
}

/**
 * @param {Frame} f
 * @param {number} x
 * @param {number} y
 * @returns {[px: number, py: number]}
 */
export function toPx(f, x, y) {
  return [((x - f.x0) / (f.x1 - f.x0)) * f.width, ((f.y1 - y) / (f.y1 - f.y0)) * f.height];
}

/**
 * @param {Frame} f
 * @param {number} px
 * @param {number} py
 * @returns {[x: number, y: number]}
 */
export function toKm(f, px, py) {
  return [f.x0 + (px / f.width) * (f.x1 - f.x0), f.y1 - (py / f.height) * (f.y1 - f.y0)];
}

/**
 * Move by pixels: what was at 0,0 ends up at dx,dy.
 *
 * @param {Frame} f
 * @param {number} dx
 * @param {number} dy
 * @returns {Frame}
 */
export function pan(f, dx, dy) {
  const k = kmPerPx(f);
  return { ...f, x0: f.x0 - dx * k, x1: f.x1 - dx * k, y0: f.y0 + dy * k, y1: f.y1 + dy * k };
}

/**
 * Zoom by a factor (below 1 is closer) about a pixel, within the limits.
 *
 * @param {Frame} f
 * @param {number} factor
 * @returns {Frame}
 */
export function zoom(f, factor, px = f.width / 2, py = f.height / 2) {
  const now = kmPerPx(f);
  const by = Math.min(FARTHEST, Math.max(NEAREST, now * factor)) / now;
  const [x, y] = toKm(f, px, py);
  return {
    ...f,
    x0: x - (x - f.x0) * by,
    x1: x + (f.x1 - x) * by,
    y0: y - (y - f.y0) * by,
    y1: y + (f.y1 - y) * by,
  };
}

/**
 * Keep the middle half of the frame at a box, so that the map cannot be lost: its edge can
 * still be brought beside a panel that covers the other half.
 *
 * @param {Frame} f
 * @param {Readonly<Box>} box
 * @returns {Frame}
 */
export function within(f, [x0, y0, x1, y1]) {
  const x = (f.x0 + f.x1) / 2;
  const y = (f.y0 + f.y1) / 2;
  const [sx, sy] = [(f.x1 - f.x0) / 4, (f.y1 - f.y0) / 4];
  const dx = Math.min(Math.max(x, x0 - sx), x1 + sx) - x;
  const dy = Math.min(Math.max(y, y0 - sy), y1 + sy) - y;
  return { ...f, x0: f.x0 + dx, x1: f.x1 + dx, y0: f.y0 + dy, y1: f.y1 + dy };
}

/**
 * Even-odd test of a point against closed paths given as parallel lists with null breaks.
 *
 * @param {readonly (number | null)[]} xs
 * @param {readonly (number | null)[]} ys
 * @param {number} x
 * @param {number} y
 */
export function inside(xs, ys, x, y) {
  let odd = false;
  for (let i = 1; i < xs.length; i++) {
    const [ax, ay, bx, by] = [xs[i - 1], ys[i - 1], xs[i], ys[i]];
    if (ax === null || bx === null || ay === null || by === null) continue;
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) odd = !odd;
  }
  return odd;
}

/**
 * Whether fine outlines should be shown: near enough, and all of the frame inside them. The
 * twin of level_for in csto_map/picture/ground.py.
 *
 * @param {Frame} f
 * @param {Path[]} extent
 */
export function wantsFine(f, extent) {
  if (kmPerPx(f) > FINE_BELOW) return false;
  const x = SAMPLES.map((u) => f.x0 + u * (f.x1 - f.x0));
  const y = SAMPLES.map((v) => f.y0 + v * (f.y1 - f.y0));
  const known = (/** @type {number} */ px, /** @type {number} */ py, /** @type {Path[]} */ paths) =>
    paths.some(([xs, ys]) => inside(xs, ys, px, py));
  if (!x.every((px) => y.every((py) => known(px, py, extent)))) return false;
  return extent.every((path) => {
    const others = extent.filter((one) => one !== path);
    const [xs, ys] = path;
    return xs.every(
      (px, k) =>
        !(f.x0 < px && px < f.x1 && f.y0 < ys[k] && ys[k] < f.y1) || known(px, ys[k], others),
    );
  });
}

/**
 * Length of a scale bar: [km, px], the largest 1, 2 or 5 times a power of ten that fits.
 *
 * @param {Frame} f
 * @param {number} longest
 * @returns {[km: number, px: number]}
 */
export function scaleBar(f, longest = 130) {
  const room = kmPerPx(f) * longest;
  let best = 1;
  for (let step = 1; step <= room; step *= 10) {
    for (const factor of [1, 2, 5]) if (step * factor <= room) best = step * factor;
  }
  return [best, best / kmPerPx(f)];
}
