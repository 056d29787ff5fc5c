// The view as a link, and a link as a view. Pure.
//
// What a link can contain comes with the compiled timeline, as `link`: names, keys of the view,
// initial values and their order are declared once, in csto_map/query/question.py. Here are
// only the kinds of texts, the twins of those in csto_map/query/kinds.py;
// tests/cases/links.json holds the two equal.

import { iso, readDate } from "./state.js";

/** @import {LinkOption} from "../types/files.js" */
/** @import {Box, Day, LinkKind, MapId, Problem, Span, Timeline, View} from "../types/page.js" */
/** @typedef {Pick<Timeline, "first" | "horizon">} Days the first and the last of the atlas */
/** @typedef {{option: LinkOption, text: string}} Told */

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** @param {string} text */
const listed = (text) =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);
/** @param {number} n @param {LinkOption} option */
const between = (n, { least = -Infinity, most = Infinity }) => least <= n && n <= most;

/** @param {string} text @param {Days} days */
function day(text, { first, horizon }) {
  const date = readDate(text);
  return date >= first && date <= horizon ? date : undefined;
}

/** @param {string} text @param {Days} days */
const spanned = (text, { first, horizon }) =>
  text.replace("{first}", iso(first)).replace("{horizon}", iso(horizon));

/** Kinds by id. @type {Map<string, LinkKind<unknown>>} */
const kinds = new Map(
  Object.entries({
    day: /** @type {LinkKind<Day>} */ ({
      read: (text, _, timeline) => day(text, timeline),
      write: (value) => iso(value),
      expected: (_, timeline) => spanned(timeline.words.compare.expected, timeline),
    }),
    days: /** @type {LinkKind<Span>} */ ({
      blank: true,
      read(text, _, timeline) {
        const [first, last, ...more] = text.split("..").map((part) => day(part, timeline));
        if (first === undefined || last === undefined || more.length) return undefined;
        return first <= last ? [first, last] : undefined;
      },
      write: (value) => value.map(iso).join(".."),
      expected: (_, timeline) => spanned(timeline.words.filters.expected_range, timeline),
    }),
    one: /** @type {LinkKind<string>} */ ({
      read(text, { values = [], also = {} }) {
        const value = Object.hasOwn(also, text) ? also[text] : text;
        return values.includes(value) ? value : undefined;
      },
      expected: ({ values = [] }) => values.join(", "),
    }),
    some: /** @type {LinkKind<string[]>} */ ({
      blank: true,
      read(text, { values = [] }) {
        const names = listed(text);
        return names.every((name) => values.includes(name))
          ? values.filter((name) => names.includes(name))
          : undefined;
      },
      write: (value, { values = [] }) => values.filter((name) => value.includes(name)).join(","),
      expected: ({ values = [] }) => values.join(", "),
    }),
    among: /** @type {LinkKind<string[]>} */ ({
      blank: true,
      read(text, { values = [] }) {
        const chosen = text.split(",").filter(Boolean);
        return chosen.length && chosen.every((value) => values.includes(value))
          ? chosen
          : undefined;
      },
      expected: ({ values = [] }) => values.join(", "),
    }),
    count: /** @type {LinkKind<number>} */ ({
      blank: true,
      read(text, option) {
        const short = /^\d+$/.test(text) && text.length <= String(option.most).length;
        return short && between(+text, option) ? +text : undefined;
      },
      expected: ({ least, most }) => `${least}, …, ${most}`,
    }),
    flag: /** @type {LinkKind<boolean>} */ ({
      blank: true,
      read: (text) => (text === "1" ? true : undefined),
      write: (value) => (value ? "1" : null),
      expected: () => "1",
    }),
    box: /** @type {LinkKind<Box>} */ ({
      read(text, option) {
        const parts = text.split(",").map((part) => part.trim());
        if (parts.length !== 4 || !parts.every((part) => NUMBER.test(part))) return undefined;
        const [x0, y0, x1, y1] = parts.map(Number);
        return between(x1 - x0, option) && between(y1 - y0, option) ? [x0, y0, x1, y1] : undefined;
      },
      write: (value) => value.map((side) => Math.round(side)).join(","),
      expected: (_, { words }) => words.link.expected_box,
    }),
    // What is wrong with them is told by what draws them, which is loaded for them.
    annotations: /** @type {LinkKind<string>} */ ({ read: (text) => text, expected: () => "" }),
    sel: /** @type {LinkKind<MapId>} */ ({
      read: (text, _, __, known) => (known(text) ? text : undefined),
      expected: (_, { words }) => words.link.expected_sel,
    }),
  }),
);

/**
 * Let a part of the page add a kind of text that only it can read.
 *
 * @template Value
 * @param {string} id
 * @param {LinkKind<Value>} one
 */
export function kind(id, one) {
  kinds.set(id, one);
}

/** @param {string} id */
function kindOf(id) {
  const one = kinds.get(id);
  if (!one) throw new Error(`no part of the page reads "${id}" in a link`);
  return one;
}

/** @param {LinkOption} option */
const initial = ({ initial: value = null }) => (Array.isArray(value) ? [...value] : value);

/**
 * The text of a value; null for none.
 *
 * @param {LinkOption} option
 * @param {unknown} value
 * @param {Timeline} timeline
 */
function written(option, value, timeline) {
  if (value === null || value === undefined) return null;
  const one = kindOf(option.kind);
  return one.write ? one.write(value, option, timeline) : String(value);
}

/**
 * Read a query string.
 *
 * known: says whether an id can be selected. The view is complete, with defaults for what
 * is missing or bad.
 *
 * @param {string} search
 * @param {Timeline} timeline
 * @param {(id: string) => boolean} known
 * @returns {{view: View, problems: Problem[]}}
 */
export function parse(search, timeline, known) {
  const options = timeline.link;
  const view = initials(timeline);
  /** @type {Problem[]} */
  const problems = [];
  for (const [name, value] of new URLSearchParams(search)) {
    const option = options.find((one) => one.name === name || one.alias === name);
    if (!option) {
      problems.push({ name, value, expected: options.map((one) => one.name).join(", ") });
      continue;
    }
    const one = kindOf(option.kind);
    if (!value && !one.blank) continue;
    const parsed = one.read(value, option, timeline, known);
    if (parsed !== undefined) Object.assign(view, { [option.key]: parsed });
    else problems.push({ name, value, expected: one.expected(option, timeline) });
  }
  return { view, problems };
}

/**
 * Options that a view sets, with their texts.
 *
 * @param {object} view
 * @param {Timeline} timeline
 * @returns {Told[]}
 */
function told(view, timeline) {
  const values = new Map(Object.entries(view));
  return timeline.link
    .filter(({ beside }) => !beside || values.get(beside) !== null)
    .flatMap((option) => {
      const text = written(option, values.get(option.key), timeline);
      return text === null ? [] : [{ option, text }];
    });
}

/**
 * Write a view as a query string; defaults are left out, except for the date.
 *
 * @param {View} view
 * @param {Timeline} timeline
 */
export function format(view, timeline) {
  const parts = told(view, timeline).filter(
    ({ option, text }) => option.always || text !== written(option, initial(option), timeline),
  );
  // Colons and commas are allowed in a query and read better than escapes.
  /** @param {string} text */
  const coded = (text) => encodeURIComponent(text).replace(/%3A/g, ":").replace(/%2C/g, ",");
  return `?${parts.map(({ option, text }) => `${option.name}=${coded(text)}`).join("&")}`;
}

/**
 * The query of what a picture of a view shows: no selection, no theme, nothing of the page alone.
 *
 * @param {View} view
 * @param {Timeline} timeline
 */
export function printed(view, timeline) {
  const link = timeline.link.filter(({ still }) => still);
  return format(/** @type {View} */ (settled(view)), { ...timeline, link });
}

/**
 * A view as it is drawn: a comparison overrides a time mode, and a day has no range.
 *
 * @param {View} view
 */
function settled(view) {
  const dated = view.cmp !== null || view.tm === "instant";
  return dated ? { ...view, tm: null, range: null } : view;
}

/**
 * What a picture ("still") or a film ("film") of a view is asked for, as named texts.
 *
 * Defaults are included too: the server may have other ones.
 *
 * @param {View} view
 * @param {Timeline} timeline
 * @param {"still" | "film"} face
 * @returns {Record<string, string>}
 */
export function texts(view, timeline, face) {
  const parts = told(settled(view), timeline).filter(({ option }) => option[face]);
  return Object.fromEntries(parts.map(({ option, text }) => [option.name, text]));
}

/**
 * Default values of the options whose names match, by their keys in the view.
 *
 * @overload
 * @param {Timeline} timeline
 * @returns {View}
 */
/**
 * @overload
 * @param {Timeline} timeline
 * @param {RegExp} names
 * @returns {Partial<View>}
 */
/**
 * @param {Timeline} timeline
 * @param {RegExp} [names]
 */
export function initials(timeline, names = /^/) {
  const options = timeline.link.filter(({ name }) => names.test(name));
  const pairs = options.map((option) => [option.key, initial(option)]);
  return /** @type {Partial<View>} */ (Object.fromEntries(pairs));
}
