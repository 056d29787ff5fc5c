// Marking things on the map from elsewhere: page.tell("mark", ids), [] for none.

import * as camera from "../core/camera.js";
import { svg } from "../shell/dom.js";

/** @import { MapId, MapOnPage, Page } from "../types/page.js" */
/** @typedef {{xs: (number | null)[], ys: (number | null)[]}} Shape */

/**
 * The outline of a state or the line of a sector, in pixels; null gaps become moves.
 *
 * @param {MapOnPage} map
 * @param {Shape} shape
 */
function path(map, { xs, ys }) {
  let pen = "M";
  const parts = [];
  for (let k = 0; k < xs.length; k++) {
    const [at, up] = [xs[k], ys[k]];
    if (at === null || up === null) {
      pen = "M";
      continue;
    }
    const [x, y] = camera.toPx(map.frame, at, up);
    parts.push(`${pen}${x.toFixed(1)} ${y.toFixed(1)}`);
    pen = "L";
  }
  return parts.join("");
}

/**
 * @param {MapOnPage} map
 * @param {readonly MapId[]} ids
 */
function drawn(map, ids) {
  const wanted = new Set(ids);
  const rings = map.symbols
    .filter((s) => s.members.some((id) => wanted.has(id)))
    .map((s) => svg("circle", { class: "pointed", cx: s.px, cy: s.py, r: s.size * 0.72 }));
  const lines = ids
    .map((id) => map.shapes.get(id))
    .filter((shape) => shape !== undefined)
    .map((shape) => svg("path", { class: "pointed", d: path(map, shape) }));
  return [...lines, ...rings];
}

/** @param {Page} page */
export function marking(page) {
  /** @type {readonly MapId[]} */
  let marked = [];
  page.listen("mark", (ids) => {
    marked = ids;
    page.map.pointed.replaceChildren(...drawn(page.map, ids));
  });
  // A pointer resting on a row keeps its mark; with a finger there is no way to remove it.
  const fleeting = window.matchMedia("(hover: none)");
  page.listen("moved", () => marked.length && page.tell("mark", fleeting.matches ? [] : marked));
  page.listen("step", () => marked.length && page.tell("mark", marked));
}
