// Filters: their place in the link and their chips; their panel is loaded when it is wanted.

import { FACETS } from "../core/filter.js";
import { byId, count, fill, make } from "../shell/dom.js";
import { later, opened } from "../shell/later.js";
import { timesInWords } from "../shell/times.js";

/** @import {FacetId} from "../core/filter.js" */
/** @import {Filters, Page} from "../types/page.js" */
/** @import {FilterPanel} from "./filterpanel.js" */
/** @typedef {keyof Filters} FilterId */
/** @typedef {(name: FilterId, value: Filters[FilterId] | null) => void} SetFilter */

/**
 * What a value of a facet is called.
 *
 * @param {Page} page
 * @param {FacetId} facet
 * @param {string} value
 */
function title(page, facet, value) {
  const { words, data, countries } = page;
  if (facet === "group") return data.groups[value] || value;
  /** @type {Record<string, string>} */
  const known = facet === "echelon" || facet === "role" ? words[facet] : words.kind;
  if (facet === "country" || facet === "by") {
    return countries.get(value)?.name || data.titles.owners[value] || value;
  }
  return known[value] || value;
}

/** The filters that are set. @param {Page} page */
const activeOf = (page) => /** @type {FilterId[]} */ (Object.keys(page.active));

/** What the filters of the view leave, in words; "" without filters. @param {Page} page */
export function filtersInWords(page) {
  const parts = activeOf(page).map((name) => inWords(page, name, Infinity));
  return parts.length ? fill(page.words.filters.only, { what: parts.join("; ") }) : "";
}

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
    made = new FilterPanel(page, { set, clear, title });
    return made;
  });
  const toggle = () => opened(page, panel, (one) => one.toggle());
  button(page, toggle);
  chips(page, { set, clear });
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

/**
 * A filter that is set in a few words; values beyond `most` are only counted.
 *
 * @param {Page} page
 * @param {FilterId} name
 * @param {number} most
 */
function inWords(page, name, most = 2) {
  const words = page.words.filters;
  if (name === "sure") return words.sure_on;
  if (name === "men") return fill(words.men_chip, { n: count(page.active.men ?? 0) });
  const titles = (page.active[name] ?? []).map((one) => title(page, name, one));
  const more = titles.length - most;
  const shown =
    more > 0 ? [...titles.slice(0, most), fill(page.words.dates.more, { n: more })] : titles;
  return `${words[name]}: ${shown.join(", ")}`;
}

/**
 * Chips over the map: time mode and filters, each with a button to remove it.
 *
 * @param {Page} page
 * @param {{set: SetFilter, clear: () => void}} on
 */
function chips(page, { set, clear }) {
  const words = page.words.filters;
  const box = byId("chips");
  /** @param {string} text @param {() => void} act */
  const chip = (text, act) =>
    make(
      "button",
      {
        type: "button",
        className: "chip",
        title: fill(words.remove, { what: text }),
        on: { click: act },
        attr: { "aria-label": fill(words.remove, { what: text }) },
      },
      make("span", {}, text),
      make("span", { className: "chip-close", attr: { "aria-hidden": "true" } }, "×"),
    );
  let shown = "";
  page.listen("rest", () => {
    const time = timesInWords(page);
    const names = activeOf(page);
    const key = JSON.stringify([time, page.active]);
    if (key === shown) return;
    shown = key;
    // After removing a chip by keyboard, the focus stays among the chips.
    const had = box.contains(document.activeElement);
    box.replaceChildren(
      ...(time ? [chip(time, () => page.set({ tm: "instant" }, "push"))] : []),
      ...names.map((name) => chip(inWords(page, name), () => set(name, null))),
      ...(names.length > 1
        ? [
            make(
              "button",
              { type: "button", className: "chip chip-all", on: { click: clear } },
              words.clear,
            ),
          ]
        : []),
    );
    if (had) (box.querySelector("button") || byId("slider")).focus();
  });
}
