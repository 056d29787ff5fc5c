// The two ends of a range of days: handles and a band on the timeline, and fields to type them.

import { byId, make } from "./dom.js";
import { dayInput, Handle } from "./handles.js";

/** @import { Day, How, Page } from "../types/page.js" */

/**
 * @param {Page} page
 * @param {{ranged: () => boolean, range: () => readonly [Day, Day]}} of Whether a range is asked
 *   for, and which.
 */
export function ranges(page, { ranged, range }) {
  const { words } = page;

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
