// Comparing two days: what is there from the start. The rest is loaded once it is wanted.

import { addMonths } from "../core/state.js";
import { byId } from "../shell/dom.js";
import { later, opened } from "../shell/later.js";

/** @import { Page } from "../types/page.js" */

// A second day that mostly has something to tell.
const FIRST_GUESS_MONTHS = 60;

const script = later(() => import("./comparison.js"));

/** Load early what a link is going to ask for; whoever needs it tells if that failed. */
export function foresee() {
  if (new URLSearchParams(window.location.search).has("cmp")) script().catch(() => {});
}

/** Begin a comparison with a second day, or end it. @param {Page} page */
export function toggle(page) {
  const { day, cmp } = page.view;
  if (cmp !== null) return page.set({ cmp: null }, "push");
  const before = page.clamp(addMonths(day, -FIRST_GUESS_MONTHS));
  const after = page.clamp(addMonths(day, FIRST_GUESS_MONTHS));
  return page.set({ cmp: before < day ? before : after, tm: "instant" }, "push");
}

/** @param {Page} page */
export function compare(page) {
  const ready = later(async () => {
    const { Comparison } = await script();
    page.provide("comparison", new Comparison(page));
  });
  let asked = false;
  /** @param {() => void} act */
  const when = async (act) => {
    if (asked) return;
    asked = true;
    await opened(page, ready, act);
    asked = false;
  };
  const press = () => {
    if (page.view.cmp !== null) toggle(page);
    // By then the way back may have opened it.
    else when(() => page.view.cmp === null && toggle(page));
  };
  byId("toggle-compare").addEventListener("click", press);
  page.command("compare", press);
  // A link may ask for it, or the way back.
  page.listen("step", ({ cmp }) => {
    if (cmp !== null && !page.comparison) when(() => page.set({}, "rest"));
  });
}
