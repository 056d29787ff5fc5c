// Annotations on the map of the component: loaded when its properties first ask for some.

import { drawnOn, ofView, ready, sketcher } from "../annotate/drawing.js";
import { fill, svg } from "../shell/dom.js";

/** @import { Controller } from "./controller.js" */

/**
 * Draw annotations, now and whenever the map changes.
 *
 * @param {Controller} map
 * @returns {Promise<void>}
 */
export async function annotated(map) {
  await ready();
  const sketched = sketcher(map);
  const group = svg("g", { class: "annotations", "aria-hidden": "true" });
  map.map.pointed.ownerSVGElement?.append(group);
  /** @type {string | null} */
  let text = null;
  let sketches = sketched([]);

  function draw() {
    const { annotations } = map.view;
    if (annotations !== text) sketches = sketched(ofView(map));
    text = annotations;
    const { frame, outlines, element } = map.map;
    const style = map.data.style[map.shown().theme];
    const drawing = drawnOn(sketches, map.span(), { frame, style, outlines });
    group.innerHTML = drawing.svg;
    const list = drawing.annotated.map(({ title }) => title).join("; ");
    const told = list && fill(map.words.annotations.on_map, { list });
    element.setAttribute("aria-description", told);
  }

  for (const event of /** @type {const} */ (["step", "moved", "theme", "ground", "rest"])) {
    map.listen(event, draw);
  }
  draw();
  // Names make room for them.
  map.map.settle();
}
