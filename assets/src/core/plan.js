// A briefing plan: what it is made of, its order, and its text in YAML. Pure.
//
// csto_map/export/documents/plan.py reads such texts; tests/cases/plans.json holds that what is
// written here is read there as the same plan.

/**
 * What a speaker says to a view: sentences, or an event of the atlas.
 *
 * @typedef {{text?: string, event?: string, sources?: string[]}} Remark
 */

/**
 * A view: options of a picture by name, and remarks.
 *
 * @typedef {{asked: Record<string, string>, remarks: Remark[]}} PlannedView
 */

/**
 * A plan. `head` are the comments before all else, `titles` title and subtitle, also in other
 * languages; `shared` are options that hold for all views.
 *
 * @typedef {object} Plan
 * @property {string[]} head
 * @property {Record<string, string>} titles
 * @property {Record<string, string>} shared
 * @property {PlannedView[]} views
 * @property {string[]} tables
 */

// Options that are lists of plain words, which read better so.
const LISTS = ["layers", "hide"];
const WORD = /^[a-z][a-z0-9_-]*$/;

/**
 * A plan without views.
 *
 * @param {string[]} tables
 * @returns {Plan}
 */
export const empty = (tables) => ({
  head: [],
  titles: {},
  shared: {},
  views: [],
  tables: [...tables],
});

/**
 * An option as YAML; texts are quoted as JSON, which YAML reads.
 *
 * @param {string} name
 * @param {string} value
 */
function option(name, value) {
  const words = value.split(",");
  const list = LISTS.includes(name) && words.every((word) => WORD.test(word));
  return `${name}: ${list ? `[${words.join(", ")}]` : JSON.stringify(value)}`;
}

/**
 * A plan as YAML.
 *
 * @param {Plan} plan
 */
export function text({ head, titles, shared, views, tables }) {
  const lines = [...head];
  for (const [name, value] of Object.entries(titles)) lines.push(option(name, value));
  for (const [name, value] of Object.entries(shared)) lines.push(option(name, value));
  lines.push("views:");
  for (const { asked, remarks } of views) {
    const { date, ...rest } = asked;
    lines.push(`  - ${option("date", date)}`);
    for (const [name, value] of Object.entries(rest)) lines.push(`    ${option(name, value)}`);
    if (remarks.length) lines.push("    remarks:");
    for (const one of remarks) lines.push(`      - ${JSON.stringify(one)}`);
  }
  lines.push(`tables: [${tables.join(", ")}]`);
  return `${lines.join("\n")}\n`;
}

/** What cannot be read in a plan: which line, which field and what is wrong with it. */
export class Fault extends Error {
  /**
   * @param {number} line from 1 on
   * @param {string} field "" for none
   */
  constructor(line, field) {
    super(`${line}: ${field}`);
    this.line = line;
    this.field = field;
  }
}

/**
 * Read the text of a plan as `text` writes it: what a page without a server can read.
 *
 * @param {string} written
 * @returns {Plan}
 */
export function read(written) {
  const plan = empty([]);
  /** @type {PlannedView | null} */
  let view = null;
  let place = "";
  /** @type {number[]} */
  const begins = [];
  written.split("\n").forEach((raw, k) => {
    const line = raw.trimEnd();
    if (!line) return;
    if (line.startsWith("#")) {
      if (place) throw new Fault(k + 1, place);
      plan.head.push(line);
      return;
    }
    if (line.startsWith("      - ") && view && place === "remarks") {
      view.remarks.push(json(line.slice(8), k, place));
      return;
    }
    const field = /^( {2}- | {4}|)([a-z][a-z0-9_.]*):(?: (.+))?$/.exec(line);
    if (!field) throw new Fault(k + 1, place);
    const [, before, name, value = ""] = field;
    place = name;
    if (before === "  - ") {
      view = { asked: {}, remarks: [] };
      plan.views.push(view);
      begins.push(k + 1);
    }
    if (before) {
      if (!view) throw new Fault(k + 1, name);
      if (name !== "remarks") view.asked[name] = plain(value, k, name);
    } else if (name === "tables") plan.tables = plain(value, k, name).split(",").filter(Boolean);
    else if (name !== "views") {
      view = null;
      const under = /^(sub)?title(_|$)/.test(name) ? plan.titles : plan.shared;
      under[name] = plain(value, k, name);
    }
  });
  if (!plan.views.length) throw new Fault(written.split("\n").length, "views");
  const dateless = plan.views.findIndex((one) => !one.asked.date);
  if (dateless >= 0) throw new Fault(begins[dateless], "date");
  return plan;
}

/**
 * @param {string} value
 * @param {number} k
 * @param {string} field
 */
function json(value, k, field) {
  try {
    return JSON.parse(value);
  } catch (_problem) {
    throw new Fault(k + 1, field);
  }
}

/**
 * The text of a value: quoted, a word, or a list of words.
 *
 * @param {string} value
 * @param {number} k
 * @param {string} field
 * @returns {string}
 */
function plain(value, k, field) {
  const list = /^\[(.*)\]$/.exec(value);
  if (list) return list[1].replace(/\s*,\s*/g, ",").trim();
  if (value.startsWith('"')) return String(json(value, k, field));
  if (!/^[\w.:+-]+$/.test(value)) throw new Fault(k + 1, field);
  return value;
}

/**
 * A list with one thing moved to another place.
 *
 * @template Item
 * @param {Item[]} list
 * @param {number} from
 * @param {number} to
 */
export function moved(list, from, to) {
  const rest = list.filter((_, k) => k !== from);
  return [...rest.slice(0, to), list[from], ...rest.slice(to)];
}

/**
 * The options of a view with those that it shares with the others.
 *
 * @param {Plan} plan
 * @param {PlannedView} view
 */
export const whole = (plan, view) => ({ ...plan.shared, ...view.asked });

/**
 * A view as one slide of before and after: the earlier day is its own, the later the one that
 * it is compared with.
 *
 * @param {Record<string, string>} asked
 * @param {string} other The other day, as ISO.
 * @returns {Record<string, string>}
 */
export function paired(asked, other) {
  const { cmp, compare, tm, range, date, ...rest } = asked;
  const [first, last] = [date, other].sort();
  return { ...rest, date: first, compare: last, mode: "side" };
}
