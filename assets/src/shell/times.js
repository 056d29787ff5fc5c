// Time modes: a day, any time in a range, from the start of a range up to the day.

import { byId } from "./dom.js";
import { later } from "./later.js";

/** @import { Page, View } from "../types/page.js" */

/** @param {Page} page */
export function times(page) {
  const { data } = page;
  const mode = byId("time-mode");
  const ranged = () => page.view.tm !== "instant" && page.view.cmp === null;
  const range = () => page.view.range || /** @type {const} */ ([data.first, data.horizon]);

  /**
   * Change the mode; a range rules out a comparison of two days.
   *
   * @param {View["tm"]} tm
   */
  function choose(tm) {
    if (tm === "instant") page.set({ tm }, "push");
    else page.set({ tm, range: range(), cmp: null }, "push");
  }

  mode.addEventListener("change", () => choose(/** @type {View["tm"]} */ (mode.value)));
  const handles = later(async () => {
    const { ranges } = await import("./ranges.js");
    ranges(page, { ranged, range });
  });
  page.listen("step", () => {
    mode.value = ranged() ? page.view.tm : "instant";
    if (ranged()) handles().catch(console.error);
  });
}
