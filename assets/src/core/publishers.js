// Who says what is shown: publishers with the year of what they published. Pure.

/** @import { Details } from "../types/files.js" */
/** @import { MapSymbol, State } from "../types/page.js" */

/**
 * Name the sources of what is on a map, each once.
 *
 * @param {object} shown
 * @param {readonly MapSymbol[]} shown.symbols
 * @param {readonly string[]} shown.layers Those that are switched on.
 * @param {Pick<State, "states" | "sectors">} shown.state
 * @param {Pick<Details, "cards" | "sources">} details
 * @returns {string[]}
 */
export function publishers({ symbols, layers, state }, details) {
  const ids = [
    ...symbols.flatMap((one) => one.members),
    ...(layers.includes("states") ? Object.keys(state.states) : []),
    ...(layers.includes("border") ? Object.keys(state.sectors).map((id) => `sector:${id}`) : []),
  ];
  const behind = new Set(ids.flatMap((id) => details.cards[id]?.sources || []));
  const names = [...behind].flatMap((id) => {
    const source = details.sources[id];
    if (!source) return [];
    const who = (source.publisher || source.title).replace(/\s*\([^)]*\)/g, "");
    return [source.date ? `${who} ${source.date.slice(0, 4)}` : who];
  });
  return [...new Set(names)];
}
