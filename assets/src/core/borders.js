// Borders in time: which outline of a state holds on which day. Pure; `on` is the twin of `on`
// in csto_map/picture/ground.py.

import { landOf } from "./lands.js";
import { covers, lastAt, spanOf } from "./state.js";
import { traced, upright, visible } from "./visible.js";

/** @import { MapFigure, Trace } from "../types/files.js" */
/** @import { Day, DrawnState, Frame, ShownView, Timeline } from "../types/page.js" */
/** @import { Outline } from "./visible.js" */

/**
 * An outline of a state over [from, until); null is open.
 *
 * @typedef {object} Row
 * @property {string} code
 * @property {Day | null} from
 * @property {Day | null} until
 * @property {readonly string[]} of States whose land it is on these days, besides its own.
 * @property {Outline} outline
 * @property {Trace} [trace] What it is drawn of.
 */

/**
 * The outlines that a map draws, by state.
 *
 * @typedef {Map<string, Outline> & Drawn} Outlines
 *
 * @typedef {object} Drawn
 * @property {string} key Which of those of a figure they are.
 * @property {Map<string, string>} within On whose outline the land of states lies, which may be
 *   drawn on it.
 * @property {Map<string, {xs: (number | null)[], ys: (number | null)[]}>} shapes Lines of
 *   outlines and sectors, by id.
 * @property {Set<Trace>} traces What of the figure is drawn.
 */

/** @param {Row} row @param {Day} day */
function away({ from, until }, day) {
  if (from !== null && day < from) return from - day;
  return until === null ? 0 : day - until;
}

/**
 * Which outlines hold on a day.
 *
 * @param {readonly Row[]} rows
 * @param {Day} day
 */
export function on(rows, day) {
  const held = rows.filter(({ from, until }) => covers(day, from ?? day, until));
  const drawn = new Set(held.map(({ code }) => code));
  /** @type {Map<string, string>} */
  const within = new Map();
  for (const { code, of } of held) {
    for (const part of of) if (!drawn.has(part)) within.set(part, code);
  }
  // Those that lie within another, as on the nearest day on which they have an outline.
  /** @type {Map<string, Row>} */
  const parts = new Map();
  for (const row of rows) {
    const before = parts.get(row.code);
    if (within.has(row.code) && (!before || away(row, day) < away(before, day))) {
      parts.set(row.code, row);
    }
  }
  return { held, within, parts };
}

/** @typedef {{rows: Row[], days: Day[], stretches: ReturnType<typeof on>[], made: Map<string, Outlines>}} Kept */

/** @type {WeakMap<MapFigure, Kept>} */
const kept = new WeakMap();

/**
 * @param {MapFigure} figure
 * @returns {Kept}
 */
function rowsOf(figure) {
  const rows = [...traced(figure)].map(({ id, outline, trace }) => {
    const { from = null, until = null, of = [] } = trace.meta;
    return { code: id, from, until, of, outline, trace };
  });
  const days = new Set(rows.flatMap(({ from, until }) => [from ?? 0, until ?? 0]));
  const known = { rows, days: [...days].sort((a, b) => a - b), stretches: [], made: new Map() };
  kept.set(figure, known);
  return known;
}

/**
 * The outlines of a day: the same ones for all days between which none changes.
 *
 * A state with a status whose land lies within another's is drawn over it.
 *
 * @param {MapFigure} figure
 * @param {Day} day
 * @param {object} [statuses] Of the day, by state.
 * @returns {Outlines}
 */
export function outlinesOn(figure, day, statuses = {}) {
  const { rows, days, stretches, made } = kept.get(figure) ?? rowsOf(figure);
  const stretch = lastAt(days, day);
  stretches[stretch] ??= on(rows, day);
  const { held, within, parts } = stretches[stretch];
  const over = [...parts.values()].filter(({ code }) => code in statuses);
  const key = [stretch, ...over.map(({ code }) => code)].join();
  let outlines = made.get(key);
  if (!outlines) {
    const shown = [...held, ...over];
    const rowTraces = new Set(shown.map(({ trace }) => trace));
    const drawn = figure.data.filter((t) => t.fill === undefined || rowTraces.has(t));
    const shapes = new Map(drawn.map((t) => [t.meta.id, { xs: t.x, ys: t.y }]));
    const whole = new Map(shown.map(({ code, outline }) => [code, outline]));
    outlines = Object.assign(whole, { key, within, shapes, traces: new Set(drawn) });
    made.set(key, outlines);
  }
  return outlines;
}

/**
 * Work out beforehand what the first step over each border asks of the outlines that come: where
 * they are seen in a frame, and their ground. One at each turn, as there is time.
 *
 * @param {MapFigure} figure
 * @param {Frame} frame
 */
export function* foresee(figure, frame) {
  const { rows } = kept.get(figure) ?? rowsOf(figure);
  for (const { outline, from, until } of rows) {
    if (!outline.length || (from === null && until === null)) continue;
    landOf(upright(outline, frame.rotation));
    visible(outline, frame);
    yield;
  }
}

/**
 * The outlines of a view: those of the last of its days.
 *
 * @param {MapFigure} figure
 * @param {{data: Timeline, view: ShownView, state: DrawnState}} shown
 */
export function outlinesOf(figure, { data, view, state }) {
  const [, last] = spanOf(data, view) ?? [0, view.day];
  // A map of a difference has the borders of the later day.
  const day = state.changed ? Math.max(view.day, view.cmp ?? view.day) : last;
  return outlinesOn(figure, day, view.layers.includes("states") ? state.states : {});
}
