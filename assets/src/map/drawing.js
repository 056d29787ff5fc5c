// What is drawn of a view in a frame: the same on the page's map and in the picture of the
// page that has no server.

import { kmPerPx } from "../core/camera.js";
import { countriesOn, dayOfNames } from "../core/countries.js";
import * as looks from "../core/draw.js";
import * as names from "../core/names.js";

/** @import { Outlines } from "../core/borders.js" */
/** @import { DrawnState, Frame, MapSymbol, ShownView, Timeline } from "../types/page.js" */
/** @import { Areas } from "./areas.js" */

/**
 * A view, what is drawn of its day, and where.
 *
 * @typedef {object} Shown
 * @property {Timeline} data
 * @property {ShownView} view
 * @property {DrawnState} state
 * @property {Frame} frame
 * @property {Outlines} outlines Of states, as drawn in the frame.
 * @property {names.Places} [places] Towns and waters that may be named.
 */

/**
 * Paint states and sectors.
 *
 * @param {Areas} areas
 * @param {Shown} shown
 */
export function paint(areas, { data, view, state, frame, outlines }) {
  const style = data.style[view.theme];
  const { changed, signs } = state;
  const target = (/** @type {string} */ id) => ({ style, id, selected: view.selection === id });
  const states = view.layers.includes("states") ? state.states : {};
  areas.turn(outlines.traces);
  for (const id of areas.edges.keys()) {
    if (id === "land") continue;
    const status = states[id]?.[0];
    const look = signs
      ? signs.area(target(id), status, changed)
      : looks.area(style, status, view.selection === id);
    areas.state(id, look);
  }
  areas.state("land", looks.area(style, null));
  const km = kmPerPx(frame);
  const sectors = view.layers.includes("border") ? state.sectors : {};
  for (const one of data.sectors) {
    const id = `sector:${one.id}`;
    const held = sectors[one.id];
    const look = signs
      ? signs.sector(target(id), held, km, changed)
      : looks.sector(style, held, km, view.selection === id);
    areas.sector(id, look, style.halo);
  }
  areas.cut(style.text);
}

/**
 * Symbols as placed.
 *
 * @param {Shown} shown
 * @param {number} [margin] How far around the frame, in frames.
 * @param {ReadonlySet<string>} [hidden] Marks that are no symbols.
 * @param {names.Box[]} [blocked] Boxes in pixels that are taken before any is placed.
 * @returns {MapSymbol[]}
 */
export function symbolsOf({ data, view, state, frame, outlines }, margin, hidden, blocked) {
  const { changed, muted, signs } = state;
  return signs && changed && muted
    ? signs.symbols(data, { ...state, changed, muted }, view, frame, outlines, margin)
    : looks.symbols(data, { ...state, hidden }, view, frame, outlines, margin, blocked);
}

/**
 * Names of states and sites as placed.
 *
 * @param {Shown} about
 * @param {MapSymbol[]} symbols
 * @param {names.Box[]} [covered] Boxes in pixels that names keep away from.
 * @param {ReadonlySet<string>} [named] States that have a name already.
 */
export function namesOf(about, symbols, covered, named) {
  const { data, view, state, frame, outlines, places } = about;
  const shown = view.layers.includes("states");
  const left = countriesOn(data, dayOfNames(data, view)).filter(({ id }) => !named?.has(id));
  const countries = left.map((c) => ({
    ...c,
    allied: shown && c.id in state.states,
    outline: outlines.get(c.id),
  }));
  const { sizes } = data.style[view.theme];
  return names.place(
    ...[countries, symbols, frame, sizes, data.advances, outlines, covered, places],
  );
}
