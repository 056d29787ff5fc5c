// The ground as a feature of the page: loaded after the first view, switched, asked what it is.

import * as camera from "../core/camera.js";
import { byId, make } from "../shell/dom.js";
import { laying } from "./laying.js";

/** @import { Hit, MapOnPage, Page } from "../types/page.js" */

/** @param {Page} page */
function relief(page) {
  const box = make("input", { type: "checkbox", id: "ground-relief" });
  box.addEventListener("change", () => {
    page.set({ ground: box.checked ? "relief" : "plain" }, "push");
  });
  page.listen("rest", () => {
    box.checked = page.view.ground !== "plain";
    box.disabled = page.view.theme === "contrast";
  });
  const label = make(
    "label",
    { className: "layer-head" },
    box,
    make("span", {}, page.words.layers.relief),
  );
  byId("layer-settings").append(label);
}

/**
 * The disputed area at a pixel, unless an arrow, a ring or a circle lies over it.
 *
 * @param {Pick<MapOnPage, "ground" | "frame"> & Partial<Pick<MapOnPage, "insets">>} map
 * @param {Hit | null} hit What is at the pixel.
 * @param {number} px
 * @param {number} py
 */
export function disputedAt({ ground, frame, insets }, hit, px, py) {
  if (hit?.symbol || hit?.told || hit?.people) return null;
  const inner = insets?.at(px, py);
  if (inner) return disputedAt(inner.map, hit, inner.px, inner.py);
  const [x, y] = camera.toKm(frame, px, py);
  return ground?.at(x, y, camera.kmPerPx(frame)) ?? null;
}

/** @param {Page} page */
export function terrain(page) {
  if (page.data.relief) relief(page);
  laying(page, (name) => page.load(name));
  page.taker((px, py, map) => {
    const area = disputedAt(map, map.hit(px, py), px, py);
    // Who finds one has loaded the ground.
    if (area) import("./ground.js").then(({ cardOf }) => page.invite(cardOf(page, area)));
    return Boolean(area);
  });
}
