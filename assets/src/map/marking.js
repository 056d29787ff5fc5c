// Marking things on the map from elsewhere: page.tell("mark", ids), [] for none.

import { later, opened } from "../shell/later.js";

/** @import { MapId, Page } from "../types/page.js" */

const load = later(() => import("./marks.js"));

/** @param {Page} page */
export function marking(page) {
  /** @type {readonly MapId[]} */
  let marked = [];
  page.listen("mark", (ids) => {
    marked = ids;
    opened(page, load, ({ drawn }) => page.map.pointed.replaceChildren(...drawn(page, marked)));
  });
  // A pointer resting on a row keeps its mark; with a finger there is no way to remove it.
  const fleeting = window.matchMedia("(hover: none)");
  page.listen("moved", () => marked.length && page.tell("mark", fleeting.matches ? [] : marked));
  page.listen("step", () => marked.length && page.tell("mark", marked));
}
