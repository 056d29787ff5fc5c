// A short pulse where somebody left or took over, when the day passes that: played or stepped.

import { toPx } from "../core/camera.js";
import { lastOf } from "../core/spans.js";
import { svg } from "../shell/dom.js";

/** @import { Day, Page } from "../types/page.js" */

// A longer way is a jump, of which nobody wants all that lay between.
const LONGEST = 366;
// More at once would be a flicker.
const MOST = 12;
const RADIUS = 16;

/**
 * Where somebody left or took over after one day up to another, in km.
 *
 * @param {Page} page
 * @param {Day} before
 * @param {Day} day
 * @returns {[x: number, y: number][]}
 */
function passed({ data, map, view }, before, day) {
  const within = (/** @type {Day} */ one) => before < one && one <= day;
  const [begin, end] = [before, day].map((one) =>
    lastOf(data.pulses, (k) => data.pulses[k][0], one),
  );
  /** @type {[number, number][]} */
  const places = data.pulses.slice(begin + 1, end + 1).map(([, x, y]) => [x, y]);
  // Who left is of neither of these: a ring around nothing would be a riddle.
  if (view.layers.every((layer) => layer === "states" || layer === "border")) places.length = 0;
  for (const { id, spells } of view.layers.includes("border") ? data.sectors : []) {
    const taken = spells.some(([from, , , , sure], k) => k && within(from) && sure === from);
    const line = map.shapes.get(`sector:${id}`);
    if (!taken || !line) continue;
    const middle = Math.floor(line.xs.length / 2);
    places.push([Number(line.xs[middle]), Number(line.ys[middle])]);
  }
  return places.slice(-MOST);
}

/** @param {Page} page */
export function pulse(page) {
  const layer = svg("g", { class: "pulses", "aria-hidden": "true" });
  page.map.people.over.after(layer);
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  let before = page.view.day;
  page.listen("step", ({ day }) => {
    const from = before;
    before = day;
    // Asked last: what a browser prefers takes it long to say, and most steps are too far.
    if (day <= from || day - from > LONGEST) return;
    if (still.matches) {
      layer.replaceChildren();
      return;
    }
    /** @type {[number, number][]} */
    const drawn = [];
    for (const [x, y] of passed(page, from, day)) {
      const [cx, cy] = toPx(page.map.frame, x, y);
      // Of a crowd one alone: rings that meet would be a heap.
      if (drawn.some(([a, b]) => Math.hypot(a - cx, b - cy) < 2 * RADIUS)) continue;
      drawn.push([cx, cy]);
      const stroke = page.data.style[page.shown().theme].accents.lead.line;
      const ring = svg("circle", { class: "pulse", cx, cy, r: RADIUS, stroke });
      for (const over of ["animationend", "animationcancel"]) {
        ring.addEventListener(over, () => ring.remove());
      }
      layer.append(ring);
    }
  });
  page.listen("moved", () => layer.replaceChildren());
}
