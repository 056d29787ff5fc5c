// Time modes: a day, any time in a range, from the start of a range up to the day.

import { spanOf } from "../core/state.js";
import { byId, dayInWords, fill, make } from "./dom.js";
import { dayInput, Handle } from "./handles.js";

/** The time that a view asks about besides its day, in words; null for the day alone. */
export function timesInWords(page) {
  const span = spanOf(page.data, page.view);
  if (!span) return null;
  const [from, to] = span.map(dayInWords);
  return fill(page.words.filters[`chip_${page.view.tm}`], { from, to });
}

export function times(page) {
  const { words, data } = page;
  const mode = byId("time-mode");
  const ranged = () => page.view.tm !== "instant" && page.view.cmp === null;
  const range = () => page.view.range || [data.first, data.horizon];

  /** Change the mode; a range rules out a comparison of two days. */
  function choose(tm) {
    const { view } = page;
    if (tm === "instant") page.set({ tm }, "push");
    else page.set({ tm, range: view.range || [data.first, data.horizon], cmp: null }, "push");
  }

  /** Set one end; it pushes the other before it. */
  function end(which, day, how) {
    const days = [...range()];
    days[which] = day;
    if (days[0] > days[1]) days[1 - which] = day;
    page.set({ range: days }, how);
  }

  mode.addEventListener("change", () => choose(mode.value));
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
  ["from", "to"].forEach((which, k) => {
    new Handle(page, {
      className: `handle-${which}`,
      label: words.filters[`handle_${which}`],
      get: () => (ranged() ? range()[k] : null),
      set: (day, how) => end(k, day, how),
    });
  });
}
