// Properties of the component, and the view that they ask for. Pure.
//
// What a property may be is what the page's address may say: one reader has the rule, see
// core/link.js.

import * as linking from "../core/link.js";
import { iso } from "../core/state.js";

/** @import {Timeline, View} from "../types/page.js" */

/** Names of properties in an address. @type {Record<string, string>} */
const NAMES = {
  date: "date",
  view: "view",
  box: "box",
  layers: "layers",
  lens: "org",
  times: "tm",
  span: "range",
  selection: "sel",
  icons: "icons",
  theme: "theme",
  annotations: "ann",
};
const FILTER = "f.";
const WATCHED = [...Object.keys(NAMES), "filters", "playing"];

/** @param {unknown} value */
const given = (value) => value !== null && value !== undefined;

/**
 * @param {string} prop
 * @param {unknown} value
 */
function text(prop, value) {
  return Array.isArray(value) ? value.join(prop === "span" ? ".." : ",") : String(value);
}

/** @param {unknown} filters */
function filterTexts(filters) {
  if (!given(filters)) return [];
  if (typeof filters !== "object" || Array.isArray(filters)) {
    return [["filters", String(filters)]];
  }
  return Object.entries(/** @type {object} */ (filters))
    .filter(([, value]) => given(value) && value !== false)
    .map(([facet, value]) => [`${FILTER}${facet}`, value === true ? "1" : text(facet, value)]);
}

/**
 * Read properties.
 *
 * A property that is none (null or undefined) asks for the atlas's own choice; one that
 * cannot be read asks for nothing.
 *
 * @param {Record<string, unknown>} props
 * @param {Timeline} timeline
 * @param {(id: string) => boolean} known Whether an id can be selected.
 * @returns {{change: Partial<View>, problems: string[]}} What of the view they set,
 *   and what was wrong, in sentences.
 */
export function read(props, timeline, known) {
  const texts = Object.entries(NAMES)
    .filter(([prop]) => given(props[prop]))
    .map(([prop, name]) => [name, text(prop, props[prop])]);
  if ("filters" in props) texts.push(...filterTexts(props.filters));
  const query = new URLSearchParams(texts).toString();
  const { view, problems } = linking.parse(query, timeline, known);
  const propOf = (/** @type {string} */ name) =>
    Object.keys(NAMES).find((prop) => NAMES[prop] === name) || "filters";
  const bad = new Set(problems.map(({ name }) => propOf(name)));
  const asked = new Map(Object.entries(view));
  /** @type {Partial<View>} */
  const change = {};
  for (const { name, key } of timeline.link) {
    const prop = name.startsWith(FILTER) ? "filters" : propOf(name);
    if (!(prop in props) || bad.has(prop)) continue;
    if (prop !== "filters" || name.startsWith(FILTER)) {
      Object.assign(change, { [key]: asked.get(key) });
    }
  }
  return {
    change,
    problems: problems.map(({ name, value, expected }) => {
      const prop = propOf(name);
      const facet = prop === "filters" ? ` ${name.replace(FILTER, "")}` : "";
      return `${prop}${facet}: ${JSON.stringify(value)} is none of: ${expected}`;
    }),
  };
}

/**
 * What a view is as properties: those that a reader can change.
 *
 * @param {Pick<View, "day" | "view" | "box" | "selection" | "theme">} view
 * @param {boolean} playing
 * @returns {Record<string, unknown>}
 */
export function told(view, playing) {
  return {
    date: iso(view.day),
    view: view.view,
    box: view.box?.map((side) => Math.round(side)) ?? null,
    selection: view.selection,
    theme: view.theme,
    playing,
  };
}

// How late an app may render: so many reports later.
const MOST_ECHOES = 50;

/**
 * What the app and the map last told each other. An app that renders late gives back what
 * it was told a moment ago: that is an echo and no wish.
 */
export class Mirror {
  /** @param {Record<string, unknown>} props */
  constructor(props) {
    /** @type {Record<string, string>} */
    this.known = Object.fromEntries(WATCHED.map((name) => [name, written(props[name])]));
    /** @type {Record<string, string[]>} */
    this.echoes = {};
  }

  /**
   * @param {Record<string, unknown>} props
   * @returns {Record<string, unknown>} Those that the app has changed.
   */
  news(props) {
    /** @type {Record<string, unknown>} */
    const changed = {};
    for (const name of WATCHED) {
      const now = written(props[name]);
      const echoes = this.echoes[name] || [];
      if (now !== this.known[name] && echoes.includes(now)) continue;
      this.echoes[name] = [];
      if (now === this.known[name]) continue;
      this.known[name] = now;
      changed[name] = props[name];
    }
    return changed;
  }

  /**
   * @param {Record<string, unknown>} values
   * @returns {Record<string, unknown>} Those that the app does not know yet.
   */
  report(values) {
    /** @type {Record<string, unknown>} */
    const changed = {};
    for (const [name, value] of Object.entries(values)) {
      const now = written(value);
      if (now === this.known[name]) continue;
      this.echoes[name] = [...(this.echoes[name] || []), now].slice(-MOST_ECHOES);
      this.known[name] = now;
      changed[name] = value;
    }
    return changed;
  }
}

/** @param {unknown} value */
function written(value) {
  return JSON.stringify(given(value) ? value : null);
}
