// Marking things on the map from elsewhere: page.tell("mark", ids), [] for none.

import * as camera from "../core/camera.js";
import { svg } from "../shell/dom.js";

/** The outline of a state or the line of a sector, in pixels; null gaps become moves. */
function path(map, { xs, ys }) {
  let pen = "M";
  const parts = [];
  for (let k = 0; k < xs.length; k++) {
    if (xs[k] === null) {
      pen = "M";
      continue;
    }
    const [x, y] = camera.toPx(map.frame, xs[k], ys[k]);
    parts.push(`${pen}${x.toFixed(1)} ${y.toFixed(1)}`);
    pen = "L";
  }
  return parts.join("");
}

function drawn(map, ids) {
  const wanted = new Set(ids);
  const rings = map.symbols
    .filter((s) => s.members.some((id) => wanted.has(id)))
    .map((s) => svg("circle", { class: "pointed", cx: s.px, cy: s.py, r: s.size * 0.72 }));
  const lines = ids
    .filter((id) => map.shapes.has(id))
    .map((id) => svg("path", { class: "pointed", d: path(map, map.shapes.get(id)) }));
  return [...lines, ...rings];
}

export function marking(page) {
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
