// Filters: their button; their panel and their chips are loaded when they are wanted.

import { FACETS } from "../core/filter.js";
import { byId, fill, make } from "../shell/dom.js";
import { later, opened } from "../shell/later.js";

/** @import {Filters, Page} from "../types/page.js" */
/** @import {FilterPanel} from "./filterpanel.js" */
/** @typedef {keyof Filters} FilterId */
/** @typedef {(name: FilterId, value: Filters[FilterId] | null) => void} SetFilter */

/** @param {Page} page */
export function filters(page) {
  /** @type {SetFilter} */
  const set = (name, value) => page.set({ [`f.${name}`]: value }, "push");
  const clear = () =>
    page.set(
      Object.fromEntries(
        [...FACETS.map((f) => f.id), "men", "sure"].map((id) => [`f.${id}`, null]),
      ),
      "push",
    );
  /** @type {FilterPanel | null} */
  let made = null;
  const panel = later(async () => {
    const { FilterPanel } = await import("./filterpanel.js");
    made = new FilterPanel(page, { set, clear });
    return made;
  });
  const toggle = () => opened(page, panel, (one) => one.toggle());
  button(page, toggle);
  const chips = later(async () => (await import("./chips.js")).chips(page, { set, clear }));
  // Once there they look after themselves.
  let asked = false;
  page.listen("rest", () => {
    if (asked || (page.view.tm === "instant" && !Object.keys(page.active).length)) return;
    asked = true;
    opened(page, chips, (show) => show());
  });
  page.closer(() => {
    if (byId("filters").hidden) return false;
    made?.toggle(false);
    return true;
  });
  page.command("filters", toggle);
}

/**
 * The button that opens the panel, below the layers.
 *
 * @param {Page} page
 * @param {() => void} toggle
 */
function button(page, toggle) {
  const words = page.words.filters;
  const node = make("button", {
    type: "button",
    id: "show-filters",
    className: "button filters-button",
    attr: { "aria-expanded": "false", "aria-controls": "filters" },
    on: { click: toggle },
  });
  byId("layer-settings").append(node);
  page.listen("rest", () => {
    const n = Object.keys(page.active).length;
    node.textContent = n ? fill(words.open_n, { n }) : words.open;
    node.setAttribute("aria-pressed", String(n > 0));
  });
}
