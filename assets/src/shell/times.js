// Time modes: a day, any time in a range, from the start of a range up to the day.

import { spanOf } from "../core/state.js";
import { byId, dayInWords, fill, make } from "./dom.js";
import { dayInput, Handle } from "./handles.js";

/** @import { Day, How, Page, View } from "../types/page.js" */

/**
 * The time that a view asks about besides its day, in words; null for the day alone.
 *
 * @param {Page} page
 */
export function timesInWords(page) {
  const span = spanOf(page.data, page.view);
  const { tm } = page.view;
  if (!span || tm === "instant") return null;
  const [from, to] = span.map(dayInWords);
  return fill(page.words.filters[`chip_${tm}`], { from, to });
}

/** @param {Page} page */
export function times(page) {
  const { words, data } = page;
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

  /**
   * Set one end; it pushes the other before it.
   *
   * @param {number} which
   * @param {Day} day
   * @param {How} how
   */
  function end(which, day, how) {
    const [from, to] = range();
    page.set({ range: which === 0 ? [day, Math.max(day, to)] : [Math.min(from, day), day] }, how);
  }

  mode.addEventListener("change", () => choose(/** @type {View["tm"]} */ (mode.value)));
  const names = [words.filters.from, words.filters.to];
  const inputs = names.map((label, which) =>
    dayInput(page, {
      label,
      get: () => range()[which],
      set: (day) => end(which, day, "push"),
    }),
  );
  const typed = make("span", { className: "group range-typed" }, inputs[0], "–", inputs[1]);
  byId("times").append(typed);
  const band = make("div", { className: "range-band" });
  byId("handles").append(band);
  const show = () => {
    mode.value = ranged() ? page.view.tm : "instant";
    typed.hidden = band.hidden = !ranged();
    if (band.hidden) return;
    const [x0, x1] = range().map((day) => page.timeline.x(day));
    band.style.transform = `translateX(${x0.toFixed(1)}px)`;
    band.style.width = `${(x1 - x0).toFixed(1)}px`;
  };
  page.listen("step", show);
  new ResizeObserver(show).observe(byId("handles"));
  /** @type {const} */ (["from", "to"]).forEach((which, k) => {
    new Handle(page, {
      className: `handle-${which}`,
      label: words.filters[`handle_${which}`],
      get: () => (ranged() ? range()[k] : null),
      set: (day, how) => end(k, day, how),
    });
  });
}
