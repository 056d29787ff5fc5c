// What stands under the pointer, in a few lines: title, kind, doubt.

import { fill, make } from "../shell/dom.js";

/** @import {DisputedArea} from "../types/files.js" */
/** @import {Hit, MapId, MapSymbol, Mark, Page, State, Timeline} from "../types/page.js" */
/** @typedef {[className: string, text: string]} Line */

/**
 * Title and kind of what was hit, and whether it is doubtful.
 *
 * @param {Pick<Page, "data" | "words" | "marks" | "countries">} page
 * @param {State} state
 * @param {Hit} hit
 * @param {Line[]} [more] Lines about a symbol.
 * @returns {Line[]}
 */
export function lines({ data, words, marks, countries }, state, hit, more = []) {
  const { ids, symbol, told, people } = hit;
  const [id] = ids;
  /** @type {(certain: boolean) => Line[]} */
  const doubt = (certain) => (certain ? [] : [["tip-doubt", words.card.possible]]);
  if (symbol) {
    return [...symbolLines(data, marks, ids, symbol), ...more, ...doubt(state.marks[id])];
  }
  if (told) {
    return [["tip-title", told.title], ["tip-text", told.text], ...doubt(told.certain)];
  }
  if (people) {
    const name = countries.get(id)?.name ?? id;
    const text =
      people.high === null ? words.people.no_total : fill(words.people.total, { n: people.text });
    return [
      ["tip-title", name],
      ["tip-kind", data.groups[people.accent] ?? ""],
      ["tip-text", text],
    ];
  }
  if (id.startsWith("sector:")) {
    const sector = /** @type {Timeline["sectors"][number]} */ (
      data.sectors.find((s) => `sector:${s.id}` === id)
    );
    const [, force, certain] = state.sectors[sector.id];
    return [["tip-title", sector.name], ["tip-text", force], ...doubt(certain)];
  }
  const [status, certain] = state.states[id];
  const name = countries.get(id)?.name ?? id;
  return [["tip-title", name], ["tip-kind", data.titles.status[status]], ...doubt(certain)];
}

/**
 * What a disputed area is called, and what is said of it.
 *
 * @param {Pick<Page, "words">} page
 * @param {DisputedArea} area
 * @returns {Line[]}
 */
export function areaLines({ words }, { name, told }) {
  return [
    ["tip-title", name],
    ["tip-kind", words.layers.disputed],
    ["tip-text", told],
  ];
}

/**
 * @param {Timeline} data
 * @param {Map<MapId, Mark>} marks
 * @param {MapId[]} ids
 * @param {MapSymbol} symbol
 * @returns {Line[]}
 */
function symbolLines(data, marks, ids, symbol) {
  const names = ids.slice(0, 4).map((one) => /** @type {Mark} */ (marks.get(one)).name);
  /** @type {Line[]} */
  const rows = [
    ["tip-title", names[0]],
    ["tip-kind", data.titles.kinds[symbol.mark.kind]],
    ...names.slice(1).map((name) => /** @type {Line} */ (["tip-more", name])),
  ];
  if (ids.length > 4) rows.push(["tip-more", `+ ${ids.length - 4}`]);
  return rows;
}

/**
 * Show lines at a place within bounds.
 *
 * @param {HTMLElement} node
 * @param {Line[]} rows
 * @param {number} x
 * @param {number} y
 * @param {DOMRect} bounds
 */
export function show(node, rows, x, y, bounds) {
  node.replaceChildren(...rows.map(([className, text]) => make("p", { className }, text)));
  node.hidden = false;
  const left = Math.min(x + 14, bounds.width - node.offsetWidth - 8);
  const below = y + 18 + node.offsetHeight < bounds.height;
  node.style.transform = `translate(${Math.max(8, left)}px, ${below ? y + 18 : y - node.offsetHeight - 12}px)`;
}
