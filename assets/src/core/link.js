// The view as a link, and a link as a view. Pure.
//
// What a link can contain comes with the compiled timeline, as `link`: names, keys of the view,
// initial values and their order are declared once, in csto_map/query/question.py. Here are
// only the kinds of texts, the twins of those in csto_map/query/kinds.py;
// tests/cases/links.json holds the two equal.

import { iso, readDate } from "./state.js";

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

const listed = (text) =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);
const between = (n, { least, most }) => least <= n && n <= most;

function day(text, { first, horizon }) {
  const date = readDate(text);
  return date >= first && date <= horizon ? date : undefined;
}

const spanned = (text, { first, horizon }) =>
  text.replace("{first}", iso(first)).replace("{horizon}", iso(horizon));

/**
 * Kinds by id: read(text, option, timeline, known) gives a value, or undefined for a bad
 * text; write(value, option, timeline) its text, or null to leave it out;
 * expected(option, timeline) says what read takes; blank: whether an empty text says
 * something. known: says whether an id can be selected.
 */
const kinds = new Map(
  Object.entries({
    day: {
      read: (text, _, timeline) => day(text, timeline),
      write: (value) => iso(value),
      expected: (_, timeline) => spanned(timeline.words.compare.expected, timeline),
    },
    days: {
      blank: true,
      read(text, _, timeline) {
        const ends = text.split("..").map((part) => day(part, timeline));
        return ends.length === 2 && ends[0] <= ends[1] ? ends : undefined;
      },
      write: (value) => value.map(iso).join(".."),
      expected: (_, timeline) => spanned(timeline.words.filters.expected_range, timeline),
    },
    one: {
      read(text, { values, also = {} }) {
        const value = Object.hasOwn(also, text) ? also[text] : text;
        return values.includes(value) ? value : undefined;
      },
      expected: ({ values }) => values.join(", "),
    },
    some: {
      blank: true,
      read(text, { values }) {
        const names = listed(text);
        return names.every((name) => values.includes(name))
          ? values.filter((name) => names.includes(name))
          : undefined;
      },
      write: (value, { values }) => values.filter((name) => value.includes(name)).join(","),
      expected: ({ values }) => values.join(", "),
    },
    among: {
      blank: true,
      read(text, { values }) {
        const chosen = text.split(",").filter(Boolean);
        return chosen.length && chosen.every((value) => values.includes(value))
          ? chosen
          : undefined;
      },
      expected: ({ values }) => values.join(", "),
    },
    count: {
      blank: true,
      read(text, option) {
        const short = /^\d+$/.test(text) && text.length <= String(option.most).length;
        return short && between(+text, option) ? +text : undefined;
      },
      expected: ({ least, most }) => `${least}, …, ${most}`,
    },
    flag: {
      blank: true,
      read: (text) => (text === "1" ? true : undefined),
      write: (value) => (value ? "1" : null),
      expected: () => "1",
    },
    box: {
      read(text, option) {
        const parts = text.split(",").map((part) => part.trim());
        if (parts.length !== 4 || !parts.every((part) => NUMBER.test(part))) return undefined;
        const [x0, y0, x1, y1] = parts.map(Number);
        return between(x1 - x0, option) && between(y1 - y0, option) ? [x0, y0, x1, y1] : undefined;
      },
      write: (value) => value.map((side) => Math.round(side)).join(","),
      expected: (_, { words }) => words.link.expected_box,
    },
    sel: {
      read: (text, _, __, known) => (known(text) ? text : undefined),
      expected: (_, { words }) => words.link.expected_sel,
    },
  }),
);

/** Let a part of the page add a kind of text that only it can read; see `kinds`. */
export function kind(id, one) {
  kinds.set(id, one);
}

const initial = ({ initial: value = null }) => (Array.isArray(value) ? [...value] : value);

/** The text of a value; null for none. */
function written(option, value, timeline) {
  if (value === null || value === undefined) return null;
  const { write = String } = kinds.get(option.kind);
  return write(value, option, timeline);
}

/**
 * Read a query string.
 *
 * known: says whether an id can be selected. Gives {view, problems}: the view is
 * complete, with defaults for what is missing or bad; problems are [{name, value,
 * expected}].
 */
export function parse(search, timeline, known) {
  const options = timeline.link;
  const view = initials(timeline);
  const problems = [];
  for (const [name, value] of new URLSearchParams(search)) {
    const option = options.find((one) => one.name === name || one.alias === name);
    if (!option) {
      problems.push({ name, value, expected: options.map((one) => one.name).join(", ") });
      continue;
    }
    const { blank, read, expected } = kinds.get(option.kind);
    if (!value && !blank) continue;
    const parsed = read(value, option, timeline, known);
    if (parsed === undefined) problems.push({ name, value, expected: expected(option, timeline) });
    else view[option.key] = parsed;
  }
  return { view, problems };
}

/** Options that a view sets, with their texts. */
function told(view, timeline) {
  return timeline.link
    .filter(({ beside }) => !beside || view[beside] !== null)
    .map((option) => ({ option, text: written(option, view[option.key], timeline) }))
    .filter(({ text }) => text !== null);
}

/** Write a view as a query string; defaults are left out, except for the date. */
export function format(view, timeline) {
  const parts = told(view, timeline).filter(
    ({ option, text }) => option.always || text !== written(option, initial(option), timeline),
  );
  // Colons and commas are allowed in a query and read better than escapes.
  const coded = (text) => encodeURIComponent(text).replace(/%3A/g, ":").replace(/%2C/g, ",");
  return `?${parts.map(({ option, text }) => `${option.name}=${coded(text)}`).join("&")}`;
}

/** A view as it is drawn: a comparison overrides a time mode, and a day has no range. */
function settled(view) {
  const dated = view.cmp !== null || view.tm === "instant";
  return dated ? { ...view, tm: null, range: null } : view;
}

/**
 * What a picture ("still") or a film ("film") of a view is asked for, as named texts.
 *
 * Defaults are included too: the server may have other ones.
 */
export function texts(view, timeline, face) {
  const parts = told(settled(view), timeline).filter(({ option }) => option[face]);
  return Object.fromEntries(parts.map(({ option, text }) => [option.name, text]));
}

/** Default values of the options whose names match, by their keys in the view. */
export function initials(timeline, names = /^/) {
  const options = timeline.link.filter(({ name }) => names.test(name));
  return Object.fromEntries(options.map((option) => [option.key, initial(option)]));
}
