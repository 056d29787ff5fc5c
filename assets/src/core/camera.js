// Frames of the map: projected kilometres and screen pixels. Pure; the twin of the
// Frame in csto_map/picture/views.py, and of the Rotation in csto_map/facts/cone.py.
//
// Projected kilometres are the same in every frame. One whose north stands up elsewhere turns
// them on the way to pixels: what is turned is in upright kilometres, as are its sides.

import drawing from "../../../csto_map/picture/drawing.json" with { type: "json" };

/** @import {Path} from "../types/files.js" */
/** @import {Box, Frame, Rotation} from "../types/page.js" */
/** @typedef {[x: number, y: number]} Place */

// Kilometres per pixel: closer shows no more detail, further away no more map.
const NEAREST = 0.05;
const FARTHEST = 16;
const { fine_below: FINE_BELOW } = drawing.outlines;
// Shares of a frame's sides: nine points that must lie where fine outlines exist.
const SAMPLES = [0, 0.5, 1];

/**
 * The upright place of a projected one.
 *
 * @param {Readonly<Rotation> | null | undefined} rotation
 * @param {number} x
 * @param {number} y
 * @returns {Place}
 */
export function ahead(rotation, x, y) {
  if (!rotation) return [x, y];
  const [cos, sin, ax, ay] = rotation;
  const [dx, dy] = [x - ax, y - ay];
  return [ax + (cos * dx + sin * dy), ay + (cos * dy - sin * dx)];
}

/**
 * The projected place of an upright one.
 *
 * @param {Readonly<Rotation> | null | undefined} rotation
 * @param {number} x
 * @param {number} y
 * @returns {Place}
 */
export function back(rotation, x, y) {
  if (!rotation) return [x, y];
  const [cos, sin, ax, ay] = rotation;
  const [dx, dy] = [x - ax, y - ay];
  return [ax + (cos * dx - sin * dy), ay + (cos * dy + sin * dx)];
}

/**
 * The upright box that a box asks for: about the same place, as wide and as high.
 *
 * @param {Readonly<Box>} box
 * @param {Readonly<Rotation> | null | undefined} rotation
 * @returns {Box}
 */
export function upright([x0, y0, x1, y1], rotation) {
  if (!rotation) return [x0, y0, x1, y1];
  const [x, y] = ahead(rotation, (x0 + x1) / 2, (y0 + y1) / 2);
  const [wide, high] = [(x1 - x0) / 2, (y1 - y0) / 2];
  return [x - wide, y - high, x + wide, y + high];
}

/**
 * The box that asks for an upright one.
 *
 * @param {Readonly<Box>} box
 * @param {Readonly<Rotation> | null | undefined} rotation
 * @returns {Box}
 */
export function asked([x0, y0, x1, y1], rotation) {
  if (!rotation) return [x0, y0, x1, y1];
  const [x, y] = back(rotation, (x0 + x1) / 2, (y0 + y1) / 2);
  const [wide, high] = [(x1 - x0) / 2, (y1 - y0) / 2];
  return [x - wide, y - high, x + wide, y + high];
}

/**
 * The smallest box around a box that is turned.
 *
 * @param {Readonly<Box>} box
 * @param {(x: number, y: number) => Place} turn Ahead or back.
 * @returns {Box}
 */
export function around([x0, y0, x1, y1], turn) {
  const corners = [turn(x0, y0), turn(x0, y1), turn(x1, y0), turn(x1, y1)];
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/**
 * The sides of a frame, in upright kilometres.
 *
 * @param {Frame} f
 * @returns {Box}
 */
export function sides(f) {
  return [f.x0, f.y0, f.x1, f.y1];
}

/**
 * The smallest box of projected kilometres around a frame.
 *
 * @param {Frame} f
 */
export function extent(f) {
  return around(sides(f), (x, y) => back(f.rotation, x, y));
}

/**
 * How a frame places what is drawn in projected kilometres, y downwards: for SVG.
 *
 * @param {Frame} f
 */
export function transform(f) {
  const k = 1 / kmPerPx(f);
  if (!f.rotation) return `translate(${-f.x0 * k} ${f.y1 * k}) scale(${k})`;
  const [cos, sin] = f.rotation;
  const [x, y] = ahead(f.rotation, 0, 0);
  const turn = [k * cos, k * sin, -k * sin, k * cos].join(" ");
  return `matrix(${turn} ${(x - f.x0) * k} ${(f.y1 - y) * k})`;
}

/**
 * What makes a pattern in such a drawing keep its size and its direction on screen.
 *
 * @param {Frame} f
 * @param {number} unit Of the path that it fills, in kilometres.
 */
export function patternTransform(f, unit = 1) {
  const k = kmPerPx(f) / unit;
  if (!f.rotation) return `scale(${k})`;
  const [cos, sin] = f.rotation;
  return `matrix(${[k * cos, -k * sin, k * sin, k * cos, 0, 0].join(" ")})`;
}

/**
 * Grow a box about its centre to the aspect of width x height pixels.
 *
 * @param {Readonly<Box>} box Where the middle is, and how wide and high it is along the
 *   frame's own edges.
 * @param {number} width
 * @param {number} height
 * @param {Rotation | null} [rotation]
 * @returns {Frame}
 */
export function fit(box, width, height, rotation = null) {
  const [x0, y0, x1, y1] = upright(box, rotation);
  const across = x1 - x0;
  const up = y1 - y0;
  const wanted = width / height;
  if (across / up < wanted) {
    const grow = (up * wanted - across) / 2;
    return { x0: x0 - grow, y0, x1: x1 + grow, y1, width, height, rotation };
  }
  const grow = (across / wanted - up) / 2;
  return { x0, y0: y0 - grow, x1, y1: y1 + grow, width, height, rotation };
}

/** @type {WeakMap<Frame, string>} */
const keys = new WeakMap();

/**
 * A text that is the same for all frames that are alike; a frame is never changed.
 *
 * @param {Frame} f
 */
export function keyOf(f) {
  let key = keys.get(f);
  if (!key) {
    key = `${f.x0} ${f.y0} ${f.x1} ${f.y1} ${f.width} ${f.height} ${f.rotation ?? ""}`;
    keys.set(f, key);
  }
  return key;
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
  const [ux, uy] = ahead(f.rotation, x, y);
  return uprightPx(f, ux, uy);
}

/**
 * The pixel of an upright place.
 *
 * @param {Frame} f
 * @param {number} x
 * @param {number} y
 * @returns {[px: number, py: number]}
 */
export function uprightPx(f, x, y) {
  return [((x - f.x0) / (f.x1 - f.x0)) * f.width, ((f.y1 - y) / (f.y1 - f.y0)) * f.height];
}

/**
 * @param {Frame} f
 * @param {number} px
 * @param {number} py
 * @returns {[x: number, y: number]}
 */
export function toKm(f, px, py) {
  const [x, y] = uprightKm(f, px, py);
  return back(f.rotation, x, y);
}

/**
 * Whether a projected place lies inside a frame.
 *
 * @param {Frame} f
 * @param {number} x
 * @param {number} y
 */
export function shows(f, x, y) {
  const [ux, uy] = ahead(f.rotation, x, y);
  return f.x0 <= ux && ux <= f.x1 && f.y0 <= uy && uy <= f.y1;
}

/**
 * The upright place of a pixel.
 *
 * @param {Frame} f
 * @param {number} px
 * @param {number} py
 * @returns {Place}
 */
export function uprightKm(f, px, py) {
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
  const [x, y] = uprightKm(f, px, py);
  return {
    ...f,
    x0: x - (x - f.x0) * by,
    x1: x + (f.x1 - x) * by,
    y0: y - (y - f.y0) * by,
    y1: y + (f.y1 - y) * by,
  };
}

/**
 * Keep the middle half of the frame at a box of projected kilometres, so that the map cannot be
 * lost: its edge can still be brought beside a panel that covers the other half.
 *
 * @param {Frame} f
 * @param {Readonly<Box>} box
 * @returns {Frame}
 */
export function within(f, [x0, y0, x1, y1]) {
  const [x, y] = back(f.rotation, (f.x0 + f.x1) / 2, (f.y0 + f.y1) / 2);
  const [sx, sy] = [(f.x1 - f.x0) / 4, (f.y1 - f.y0) / 4];
  const ex = Math.min(Math.max(x, x0 - sx), x1 + sx) - x;
  const ey = Math.min(Math.max(y, y0 - sy), y1 + sy) - y;
  const [cos, sin] = f.rotation ?? [1, 0];
  const [dx, dy] = [cos * ex + sin * ey, cos * ey - sin * ex];
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
  const there = (/** @type {number} */ ux, /** @type {number} */ uy) =>
    known(...back(f.rotation, ux, uy), extent);
  if (!x.every((ux) => y.every((uy) => there(ux, uy)))) return false;
  return extent.every((path) => {
    const others = extent.filter((one) => one !== path);
    const [xs, ys] = path;
    return xs.every((px, k) => {
      const [ux, uy] = ahead(f.rotation, px, ys[k]);
      return !(f.x0 < ux && ux < f.x1 && f.y0 < uy && uy < f.y1) || known(px, ys[k], others);
    });
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
