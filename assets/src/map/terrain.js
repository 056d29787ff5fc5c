// The ground as a feature of the page: loaded after the first view, switched, asked what it is.

import * as camera from "../core/camera.js";
import { byId, make } from "../shell/dom.js";
import { laying } from "./laying.js";

/** @import { DisputedArea } from "../types/files.js" */
/** @import { Guest, Hit, MapOnPage, Page } from "../types/page.js" */

/**
 * The card of a disputed area.
 *
 * @param {Page} page
 * @param {DisputedArea} area
 * @returns {Guest}
 */
function cardOf(page, area) {
  return {
    key: area.id,
    fill(head, body) {
      head.replaceChildren(
        make("p", { className: "card-kind" }, page.words.layers.disputed),
        make("h2", {}, area.name),
      );
      body.replaceChildren(make("p", { className: "card-text" }, area.told));
    },
  };
}

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
 * @param {Pick<MapOnPage, "ground" | "frame">} map
 * @param {Hit | null} hit What is at the pixel.
 * @param {number} px
 * @param {number} py
 */
export function disputedAt({ ground, frame }, hit, px, py) {
  if (hit?.symbol || hit?.told || hit?.people) return null;
  const [x, y] = camera.toKm(frame, px, py);
  return ground?.at(x, y, camera.kmPerPx(frame)) ?? null;
}

/** @param {Page} page */
export function terrain(page) {
  relief(page);
  laying(page, (name) => page.load(name));
  page.taker((px, py, map) => {
    const area = disputedAt(map, map.hit(px, py), px, py);
    if (area) page.invite(cardOf(page, area));
    return Boolean(area);
  });
}
