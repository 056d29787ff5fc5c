// Where the names of states and sites stand: they yield to symbols and to each other.
// Pure but for `measure`, which the caller gives, and for `blocked`.

import * as camera from "./camera.js";

const SITE_NAMES_BELOW_KM_PER_PX = 4;
const LONGEST_SITE_NAME = 210;
const GAP = 4;
const FLOATING = ".map-tools, .scale, .note, .story, .chip, .day-label, .embed-head, .panel";

class Board {
  constructor(frame, taken) {
    this.frame = frame;
    this.taken = taken;
  }

  /** Take a box if it is free and inside the frame; tell whether it was. */
  take(box) {
    const { width, height } = this.frame;
    if (box[0] < 2 || box[1] < 2 || box[2] > width - 2 || box[3] > height - 2) return false;
    for (const o of this.taken) {
      if (box[0] < o[2] && o[0] < box[2] && box[1] < o[3] && o[1] < box[3]) return false;
    }
    this.taken.push(box);
    return true;
  }
}

/** Places to try for a state's name, in pixels: its own point, then around it. */
function* spots(frame, country) {
  const [x, y] = camera.toPx(frame, ...country.label);
  yield [x, y];
  for (let step = 10; step < 200; step += 10) {
    for (let turn = 0; turn < 16; turn++) {
      const angle = (turn / 16) * 2 * Math.PI;
      yield [x + step * 1.4 * Math.cos(angle), y + step * Math.sin(angle)];
    }
  }
}

/** A grid of places over the frame, from the middle outwards, for states cut by it. */
function* grid(frame) {
  const places = [];
  for (let i = 1; i < 16; i++) {
    for (let j = 1; j < 10; j++) places.push([(frame.width * i) / 16, (frame.height * j) / 10]);
  }
  const far = ([x, y]) => Math.hypot(x - frame.width / 2, y - frame.height / 2);
  yield* places.sort((a, b) => far(a) - far(b));
}

/**
 * Names in a frame: [{id, text, x, y (px), anchor, size, weight, soft}].
 *
 * countries: [{id, name, label, bounds (km), shape: {xs, ys}|null, allied}], the first to be
 * named first; symbols: as placed; measure(text, size, weight) gives the width in
 * pixels; blocked: boxes in pixels that are covered by something else.
 */
export function place(countries, symbols, frame, sizes, measure, blocked) {
  const boxes = symbols.map((s) => {
    const half = s.size / 2;
    return [s.px - half, s.py - half, s.px + half, s.py + half];
  });
  const board = new Board(frame, [...boxes, ...blocked]);
  const labels = [];
  for (const country of countries) {
    const label = nameOf(country, board, sizes, measure);
    if (label) labels.push(label);
  }
  if (camera.kmPerPx(frame) < SITE_NAMES_BELOW_KM_PER_PX) {
    labels.push(...sites(symbols, board, sizes, measure));
  }
  return labels;
}

function nameOf(country, board, sizes, measure) {
  const { frame } = board;
  const seen = visible(country, frame);
  if (!seen) return null;
  const weight = country.allied ? 600 : 400;
  const size = country.allied ? sizes[seen.width > 260 ? 2 : 1] : sizes[0];
  const wide = measure(country.name, size, weight);
  const tall = size * 1.3;
  if (!country.allied && (seen.width < wide * 1.5 || seen.height < tall * 2.5)) return null;
  const home = camera.toPx(frame, ...country.label);
  const inFrame = home[0] > 0 && home[1] > 0 && home[0] < frame.width && home[1] < frame.height;
  if (!inFrame && !country.shape) return null;
  let tries = 0;
  for (const [x, y] of inFrame ? spots(frame, country) : grid(frame)) {
    const near = inFrame && Math.hypot(x - home[0], y - home[1]) <= 34;
    if (!near && !contains(country, frame, x, y)) continue;
    if (++tries > 120) break;
    if (board.take([x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2])) {
      return {
        id: country.id,
        text: country.name,
        x,
        y,
        anchor: "middle",
        size,
        weight,
        soft: !country.allied,
      };
    }
  }
  return null;
}

/** Width and height in pixels of the part of a country's box that the frame shows. */
function visible({ bounds }, frame) {
  if (!bounds) return null;
  const width = Math.min(bounds[2], frame.x1) - Math.max(bounds[0], frame.x0);
  const height = Math.min(bounds[3], frame.y1) - Math.max(bounds[1], frame.y0);
  const km = camera.kmPerPx(frame);
  return width > 0 && height > 0 ? { width: width / km, height: height / km } : null;
}

function contains(country, frame, px, py) {
  if (!country.shape) return false;
  const [x, y] = camera.toKm(frame, px, py);
  return camera.inside(country.shape.xs, country.shape.ys, x, y);
}

function sites(symbols, board, sizes, measure) {
  const size = sizes[0];
  const tall = size * 1.3;
  const named = new Set();
  const labels = [];
  for (const s of symbols) {
    if (s.dot) continue;
    const text = s.mark.name.replace(/\s*\([^)]*\)/g, "").trim();
    const wide = measure(text, size, 400);
    if (!["bases", "detachments", "crossings"].includes(s.mark.layer)) continue;
    if (named.has(text) || wide > LONGEST_SITE_NAME) continue;
    const half = s.size / 2 + GAP;
    for (const [anchor, dx, dy, left] of [
      ["start", half, 0, 0],
      ["end", -half, 0, -wide],
      ["middle", 0, half + tall / 2, -wide / 2],
      ["middle", 0, -half - tall / 2, -wide / 2],
    ]) {
      const [x, y] = [s.px + dx, s.py + dy];
      if (board.take([x + left, y - tall / 2, x + left + wide, y + tall / 2])) {
        labels.push({ id: s.id, text, x, y, anchor, size, weight: 400, soft: false });
        named.add(text);
        break;
      }
    }
  }
  return labels;
}

/** Floating things that names on a map must not run under, in pixels of the map. */
export function blocked(element) {
  const area = element.getBoundingClientRect();
  const boxes = [];
  for (const node of document.querySelectorAll(FLOATING)) {
    const b = node.getBoundingClientRect();
    if (b.width && b.right > area.left && b.left < area.right && b.top < area.bottom) {
      boxes.push([b.left - area.left, b.top - area.top, b.right - area.left, b.bottom - area.top]);
    }
  }
  return boxes;
}
