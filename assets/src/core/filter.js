// What filters let through. Pure.
//
// A filter leaves only what is known to match, within the layers that have such a
// property at all; layers without it are left alone.

import vocabulary from "../../../csto_map/query/facets.json" with { type: "json" };

/** @import {Mark} from "../types/files.js" */
/** @import {Day, Difference, Filters, HeldSector, HeldStatus, MapId, Span} from "../types/page.js" */
/** @import {State, Timeline, View} from "../types/page.js" */

/**
 * A mark, an entry of the ledger, or {layer: "states", at: [country]} and the like.
 *
 * @typedef {object} Filtered
 * @property {string} layer
 * @property {string[]} [at] where it is
 * @property {string} [by] operator, owner, sender or guard
 * @property {string} [group] of its operator
 * @property {string} [accent] the same, of a mark
 * @property {string} [kind]
 * @property {string} [echelon]
 * @property {string} [role]
 * @property {[from: Day, low: number | null, high: number | null][]} [men]
 */
/** @typedef {Exclude<keyof Filters, "men" | "sure">} FacetId */
/**
 * In which layers a facet applies, and which members of a thing say it.
 *
 * @typedef {{id: FacetId, layers: string[], of: (keyof Filtered)[]}} Facet
 */

export const FACETS = /** @type {Facet[]} */ (vocabulary.facets);
const MEN = vocabulary.men;

/**
 * The values that a thing has for a facet.
 *
 * @param {Facet} facet
 * @param {Filtered} thing
 * @returns {string[]}
 */
export function valuesOf(facet, thing) {
  for (const name of facet.of) {
    const given = thing[name];
    if (typeof given === "string" && given) return [given];
    if (Array.isArray(given)) return /** @type {string[]} */ (given);
  }
  return [];
}

/** @type {WeakMap<Timeline, Record<FacetId, string[]>>} */
const known = new WeakMap();

/** Everything in a timeline that a facet may ask about. @param {Timeline} timeline */
function things(timeline) {
  const states = new Set(
    Object.values(timeline.memberships).flatMap((members) => Object.keys(members)),
  );
  /** @type {Filtered[]} */
  const all = [
    ...timeline.marks,
    ...timeline.events.map((e) => ({ layer: "events", kind: e.kind })),
    ...[...states].map((id) => ({ layer: "states", at: [id] })),
    ...timeline.sectors.flatMap((s) => s.spells.map((p) => ({ layer: "border", by: p[2] }))),
  ];
  return all;
}

/** Values that occur in a timeline, by facet, in alphabetical order. @param {Timeline} timeline */
export function values(timeline) {
  const before = known.get(timeline);
  if (before) return before;
  const all = things(timeline);
  const of = /** @param {Facet} facet */ (facet) =>
    all.filter((t) => facet.layers.includes(t.layer)).flatMap((t) => valuesOf(facet, t));
  const sorted = /** @type {Record<FacetId, string[]>} */ (
    Object.fromEntries(FACETS.map((facet) => [facet.id, [...new Set(of(facet))].sort()]))
  );
  known.set(timeline, sorted);
  return sorted;
}

/** The filters of a view: only those that are set. @param {View} view */
export function ofView(view) {
  /** @type {Filters} */
  const filters = {};
  for (const { id } of FACETS) {
    const chosen = view[`f.${id}`];
    if (chosen) filters[id] = chosen;
  }
  if (view["f.men"]) filters.men = view["f.men"];
  if (view["f.sure"]) filters.sure = true;
  return filters;
}

/**
 * Whether a figure that counts on a day from `first` to `last` reaches `least`.
 *
 * @param {Filtered} thing
 * @param {number} least
 * @param {boolean | undefined} sure
 * @param {Span} span
 */
function reaches({ men = [] }, least, sure, [first, last]) {
  const begun = men.findLastIndex(([day]) => day <= first);
  return men.some(([day, low, high], k) => {
    if (k < begun || day > last || low === null) return false;
    // Where the least is known, so is the most.
    return (sure ? low : Number(high)) >= least;
  });
}

/**
 * Whether filters let a thing through on the days of a span.
 *
 * @param {Filters} filters
 * @param {Filtered} thing
 * @param {Span} span
 */
export function passes(filters, thing, span) {
  for (const facet of FACETS) {
    const wanted = filters[facet.id];
    if (!wanted || !facet.layers.includes(thing.layer)) continue;
    if (!valuesOf(facet, thing).some((value) => wanted.includes(value))) return false;
  }
  if (!filters.men || !MEN.includes(thing.layer)) return true;
  return reaches(thing, filters.men, filters.sure, span);
}

/**
 * @template Value
 * @param {Record<string, Value>} entries
 * @param {(entry: [id: string, value: Value]) => boolean} keep
 */
const kept = (entries, keep) => Object.fromEntries(Object.entries(entries).filter(keep));

/** @type {WeakMap<Timeline, Map<MapId, string>>} */
const kindsOfEvents = new WeakMap();

/** Kinds of events by their ids. @param {Timeline} timeline */
function kindsOf(timeline) {
  const kinds = kindsOfEvents.get(timeline) ?? new Map(timeline.events.map((e) => [e.id, e.kind]));
  kindsOfEvents.set(timeline, kinds);
  return kinds;
}

/**
 * A state less what filters take out. marks: id -> mark of the timeline.
 *
 * @param {Filters} filters
 * @param {State} whole
 * @param {Timeline} timeline
 * @param {Map<MapId, Mark>} marks
 * @param {Span} span
 * @returns {State}
 */
export function state(filters, whole, timeline, marks, span) {
  /** @param {boolean} certain */
  const sure = (certain) => certain || !filters.sure;
  const kinds = kindsOf(timeline);
  const event = /** @param {MapId} id @returns {Filtered} */ (id) =>
    marks.get(id) || { layer: "events", kind: kinds.get(id) };
  return {
    ...whole,
    states: kept(
      whole.states,
      ([id, [, certain]]) => sure(certain) && passes(filters, { layer: "states", at: [id] }, span),
    ),
    marks: kept(
      whole.marks,
      ([id, certain]) =>
        sure(certain) && passes(filters, /** @type {Mark} */ (marks.get(id)), span),
    ),
    sectors: kept(
      whole.sectors,
      ([, [guard, , certain]]) =>
        sure(certain) && passes(filters, { layer: "border", by: guard }, span),
    ),
    events: whole.events.filter((id) => passes(filters, event(id), span)),
  };
}

/**
 * Whether filters let a row of differences through; a hand-over by either guard.
 *
 * @param {Filters} filters
 * @param {Difference} one
 * @param {Span} span
 */
export function row(filters, one, span) {
  if (filters.sure && !one.certain) return false;
  const things = one.thing
    ? [one.thing]
    : one.layer === "states"
      ? [{ layer: "states", at: [one.id] }]
      : [one.before, one.after].map((by) => ({ layer: "border", by }));
  return things.some((thing) => passes(filters, thing, span));
}
