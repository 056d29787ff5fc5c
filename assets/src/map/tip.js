// What stands under the pointer, in a few lines: title, kind, doubt.

import { make } from "../shell/dom.js";

/** Title and kind of what was hit, and whether it is doubtful: [[class, text], ...]. */
export function lines({ data, words, marks, countries }, state, { ids, symbol }, more = []) {
  const [id] = ids;
  const doubt = (certain) => (certain ? [] : [["tip-doubt", words.card.possible]]);
  if (symbol) {
    return [...symbolLines(data, marks, ids, symbol), ...more, ...doubt(state.marks[id])];
  }
  if (id.startsWith("sector:")) {
    const sector = data.sectors.find((s) => `sector:${s.id}` === id);
    const [, force, certain] = state.sectors[sector.id];
    return [["tip-title", sector.name], ["tip-text", force], ...doubt(certain)];
  }
  const [status, certain] = state.states[id];
  const { name } = countries.get(id);
  return [["tip-title", name], ["tip-kind", data.titles.status[status]], ...doubt(certain)];
}

function symbolLines(data, marks, ids, symbol) {
  const names = ids.slice(0, 4).map((one) => marks.get(one).name);
  const rows = [
    ["tip-title", names[0]],
    ["tip-kind", data.titles.kinds[symbol.mark.kind]],
    ...names.slice(1).map((name) => ["tip-more", name]),
  ];
  if (ids.length > 4) rows.push(["tip-more", `+ ${ids.length - 4}`]);
  return rows;
}

/** Show lines at a place within bounds. */
export function show(node, rows, x, y, bounds) {
  node.replaceChildren(...rows.map(([className, text]) => make("p", { className }, text)));
  node.hidden = false;
  const left = Math.min(x + 14, bounds.width - node.offsetWidth - 8);
  const below = y + 18 + node.offsetHeight < bounds.height;
  node.style.transform = `translate(${Math.max(8, left)}px, ${below ? y + 18 : y - node.offsetHeight - 12}px)`;
}
