// What states are called by day: the twin of csto_map/history/names.py. Pure.

import { spanOf } from "./state.js";

/** @import { Country } from "../types/files.js" */
/** @import { Day, Timeline, View } from "../types/page.js" */

/** @typedef {Pick<Timeline, "countries">} Named */

/** @type {WeakMap<readonly Country[], Map<string, readonly Country[]>>} */
const kept = new WeakMap();

/** @type {WeakMap<readonly Country[], Map<string, Country>>} */
const byId = new WeakMap();

/**
 * The name of a state on a day.
 *
 * @param {Country} country
 * @param {Day} day
 */
export function nameOn({ name, names = [] }, day) {
  return names.findLast(([from]) => from <= day)?.[1] ?? name;
}

/**
 * The states as they are called on a day: the same list for all days between which none changes.
 *
 * @param {Named} data
 * @param {Day} day
 */
export function countriesOn({ countries }, day) {
  const renamed = countries.filter(({ names }) => names);
  if (!renamed.length) return countries;
  const key = renamed.map((one) => nameOn(one, day)).join("\n");
  const made = kept.get(countries) ?? new Map();
  kept.set(countries, made);
  if (!made.has(key)) {
    const named = countries.map((one) => (one.names ? { ...one, name: nameOn(one, day) } : one));
    made.set(key, named);
  }
  return /** @type {readonly Country[]} */ (made.get(key));
}

/**
 * The states of a day by code.
 *
 * @param {Named} data
 * @param {Day} day
 */
export function countriesById(data, day) {
  const listed = countriesOn(data, day);
  const known = byId.get(listed) ?? new Map(listed.map((one) => [one.id, one]));
  byId.set(listed, known);
  return known;
}

/**
 * The day whose names a view shows: its last, of a comparison the later.
 *
 * @param {Pick<Timeline, "first" | "horizon">} data
 * @param {Pick<View, "cmp" | "tm" | "range" | "day">} view
 */
export function dayOfNames(data, view) {
  if (view.cmp !== null) return Math.max(view.day, view.cmp);
  return spanOf(data, view)?.[1] ?? view.day;
}
