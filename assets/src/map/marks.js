// The marks around what is pointed at elsewhere: loaded when something first is.

import * as camera from "../core/camera.js";
import { symbolSize } from "../core/draw.js";
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
 * The places of marks that are on the map as no symbols: a circle or an arrow stands for them.
 *
 * @param {Page} page
 * @param {readonly MapId[]} ids
 */
function countedIn({ map, data, marks }, ids) {
  const { state, view, frame } = map;
  const hidden = map.people.hidden({ data, view, state, frame });
  const size = symbolSize(frame);
  return ids.flatMap((id) => {
    const mark = marks.get(id);
    if (!mark || !hidden.has(id) || !(id in state.marks)) return [];
    if (!view.layers.includes(mark.layer)) return [];
    const [px, py] = camera.toPx(frame, mark.x, mark.y);
    return [{ px, py, size }];
  });
}

/**
 * Marks around symbols and places, along outlines and sectors.
 *
 * @param {Page} page
 * @param {readonly MapId[]} ids
 */
export function drawn(page, ids) {
  const { map } = page;
  const wanted = new Set(ids);
  const inner = map.insets?.symbols() ?? [];
  const every = [...map.symbols, ...inner];
  const symbols = every.filter((s) => s.members.some((id) => wanted.has(id)));
  const shown = new Set(inner.flatMap(({ members }) => members));
  const counted = countedIn(
    page,
    ids.filter((id) => !shown.has(id)),
  );
  const rings = [...symbols, ...counted].map(({ px, py, size }) =>
    svg("circle", { class: "pointed", cx: px, cy: py, r: size * 0.72 }),
  );
  const lines = ids
    .map((id) => map.shapes.get(id))
    .filter((shape) => shape !== undefined)
    .map((shape) => svg("path", { class: "pointed", d: path(map, shape) }));
  return [...lines, ...rings];
}
