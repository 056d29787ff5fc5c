// Filters in words, and the chips over the map that say which are set.

import { byId, count, fill, make } from "../shell/dom.js";
import { timesInWords } from "../shell/spans.js";

/** @import {FacetId} from "../core/filter.js" */
/** @import {Page} from "../types/page.js" */
/** @import {FilterId, SetFilter} from "./filters.js" */

/**
 * What a value of a facet is called.
 *
 * @param {Page} page
 * @param {FacetId} facet
 * @param {string} value
 */
export function title(page, facet, value) {
  const { words, data } = page;
  if (facet === "group") return data.groups[value] || value;
  /** @type {Record<string, string>} */
  const known = facet === "echelon" || facet === "role" ? words[facet] : words.kind;
  if (facet === "country" || facet === "by") {
    // A filter holds on all days, under the usual name.
    return (
      data.countries.find(({ id }) => id === value)?.name || data.titles.owners[value] || value
    );
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
 * @returns {() => void} Shows those of the view, as is done from now on whenever it rests.
 */
export function chips(page, { set, clear }) {
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
  const show = () => {
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
  };
  page.listen("rest", show);
  return show;
}
