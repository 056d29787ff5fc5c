// The accessible name and description of the map: what it shows, on which day, what is found
// there, and how to go on from there.

import { byId, dayInWords, fill } from "../shell/dom.js";

/** @import { Page, Span } from "../types/page.js" */

/** @param {Page} page */
export function mapName(page) {
  const words = page.words.map;

  function show() {
    const { view, data } = page;
    const lens = data.lenses.find((one) => one.id === view.lens)?.title;
    // A map that has been moved no longer shows the named view.
    const where = view.box ? null : data.views.find((one) => one.id === view.view)?.title;
    const what = [lens, where].filter(Boolean).join(", ");
    /** @type {[id: string, span: Span | null][]} */
    const days = [
      ["map", page.span()],
      ["map-two", view.cmp === null ? null : [view.cmp, view.cmp]],
    ];
    for (const [id, span] of days) {
      if (!span) continue;
      const [first, last] = span.map(dayInWords);
      const date = first === last ? first : `${first} – ${last}`;
      byId(id).setAttribute("aria-label", fill(words.named, { what, date }));
    }
    const finding = byId("headline").textContent;
    byId("map-about").textContent = finding ? `${finding}. ${ways}` : ways;
  }

  const listed = getComputedStyle(byId("skip-to-list")).display !== "none";
  const ways = listed ? `${words.about_keys} ${words.about_list}` : words.about_keys;
  show();
  page.listen("rest", show);
  page.listen("second", show);
}
