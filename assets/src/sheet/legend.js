// The legend of a sheet: exactly what its map shows, counted. Pure; the twin of
// csto_map/picture/legend.py.

import differences from "../../../csto_map/history/differences.json" with { type: "json" };
import drawing from "../../../csto_map/picture/drawing.json" with { type: "json" };
import { countriesById, dayOfNames } from "../core/countries.js";
import { keys } from "../core/people.js";
import { areaKey, iconKey, lineKey } from "./draw.js";

/** @import { Looks } from "../types/files.js" */
/** @import { HeldSector, MapSymbol, Mark, ShownView, Timeline, Words } from "../types/page.js" */
/** @import { Drawn } from "../map/placing.js" */
/** @import { Entry } from "./blocks.js" */

/**
 * What a frame shows of a day.
 *
 * @typedef {object} Seen
 * @property {[id: string, status: string][]} areas States with a status, in drawing order.
 * @property {[id: string, held: HeldSector][]} lines
 * @property {Mark[]} marks Those that are symbols, the first of them heading stacks.
 * @property {Mark[]} closer Those that are symbols closer up.
 * @property {number} disputed How many areas are hatched.
 * @property {Map<string, {id: string, kind: string}>} [changed] On a map of differences.
 *
 * @typedef {object} About
 * @property {Timeline} data
 * @property {Words} words
 * @property {ShownView} view
 * @property {(mark: Mark) => boolean} certain
 * @property {boolean} ranged Whether several days are shown.
 * @property {(n: number) => string} count
 */

const { sectors: SECTORS, terrain: TERRAIN } = drawing;
// Lines of sectors are narrower in the legend, and none of their patterns is longer than this.
const [LINE_SHARE, LONG] = [0.7, 20];

/**
 * @param {About} about
 * @param {Seen} seen
 * @param {{placed: readonly MapSymbol[], drawn: Drawn} | null} map As composed; null for what is
 *   known before.
 * @returns {Entry[]}
 */
export function entries(about, seen, map) {
  const { data } = about;
  if (seen.changed) return changes(about, seen, map?.placed ?? []);
  const order = ["states", "border", ...data.mark_order, "groups", "certainty", "numbers"];
  const all = [
    ...states(about, seen),
    ...disputed(about, seen),
    ...guards(about, seen),
    ...marks(about, seen),
    ...(map ? people(about, map.drawn) : []),
    ...closer(about, seen),
  ];
  return all.sort((a, b) => order.indexOf(a.layer) - order.indexOf(b.layer));
}

/** @param {About} about @returns {Looks} */
const styleOf = ({ data, view }) => data.style[view.theme];

/**
 * @param {About} about
 * @param {string} layer
 * @param {string} key
 * @param {string} label
 * @param {number} n
 * @param {Entry["draw"]} draw
 * @returns {Entry}
 */
function entry({ count }, layer, key, label, n, draw) {
  return { layer, key, label, count: n, counted: count(n), draw };
}

/**
 * How many of some items there are of each key, in the order in which they come.
 *
 * @template Item
 * @param {readonly Item[]} items
 * @param {(item: Item) => string} key
 */
function tallied(items, key) {
  /** @type {Map<string, Item[]>} */
  const found = new Map();
  for (const item of items) found.set(key(item), [...(found.get(key(item)) ?? []), item]);
  return found;
}

/**
 * @param {About} about
 * @param {Seen} seen
 */
function states(about, { areas }) {
  const style = styleOf(about);
  const counts = tallied(areas, ([, status]) => status);
  return Object.entries(about.data.titles.status).flatMap(([status, title]) => {
    const n = counts.get(status)?.length;
    const look = style.statuses[status] ?? style.neutral;
    return n ? [entry(about, "states", status, title, n, areaKey(look))] : [];
  });
}

/**
 * @param {About} about
 * @param {Seen} seen
 */
function disputed(about, { disputed: n }) {
  if (!n) return [];
  const { land: fill, disputed_ink: ink, disputed_line: line } = styleOf(about);
  const look = { fill, hatch: "/", ink, line, width: TERRAIN.disputed, filled: true };
  const draw = areaKey({ ...look, dash: "dash" });
  return [entry(about, "states", "disputed", about.words.layers.disputed, n, draw)];
}

/**
 * @param {About} about
 * @param {Seen} seen
 */
function guards(about, { lines }) {
  const { data, words } = about;
  const countries = countriesById(data, dayOfNames(data, about.view));
  const { guarded, guarded_none: none, guarded_possible: possible } = words.sheet;
  const told = (/** @type {HeldSector} */ [guard, , sure]) => {
    const who = data.titles.guards[guard] || countries.get(guard)?.name || guard;
    const text = guard ? guarded.replace("{who}", who) : none;
    return sure ? text : possible.replace("{guard}", text);
  };
  const counts = tallied(lines, ([, held]) => `${held[0]} ${held[2] ? 0 : 1}`);
  return [...counts.keys()].sort().map((key) => {
    const rows = /** @type {Seen["lines"]} */ (counts.get(key));
    const [, held] = rows[0];
    const id = `${held[0] || "none"}:${held[2] ? "certain" : "possible"}`;
    return entry(about, "border", id, told(held), rows.length, guardKey(styleOf(about), held));
  });
}

/**
 * A sector's line, all of its dashes within the length of a swatch.
 *
 * @param {Looks} style
 * @param {HeldSector} held
 */
function guardKey(style, [guard, , sure]) {
  const slot = (guard || "none") in style.guards ? guard || "none" : "unknown";
  const { width, dash } = style.guard_lines[slot];
  const long = dash.reduce((sum, length) => sum + length, 0);
  const scale = long ? Math.min(LINE_SHARE, LONG / long) : LINE_SHARE;
  return lineKey({
    line: style.guards[slot],
    width: style.sector_width * width * LINE_SHARE,
    pattern: dash.map((length) => length * scale),
    core: sure ? "" : style.halo,
  });
}

/**
 * The most frequent of some keys; of several the first.
 *
 * @param {readonly string[]} all
 */
function mostOf(all) {
  const counts = [...tallied(all, (one) => one)];
  return counts.reduce((best, one) => (one[1].length > best[1].length ? one : best))[0];
}

/**
 * The drawing of a mark's kind: that of a unit without its echelon, if there is one.
 *
 * @param {About} about
 * @param {Mark} mark
 * @param {string} accent
 * @param {boolean} certain
 */
function kindKey({ data, view }, mark, accent, certain) {
  const icons = data.icons[view.theme];
  const icon = view.icons === "plain" ? mark.plain : mark.icon;
  const rest = `:${accent}:${certain ? "certain" : "possible"}`;
  const kind = icon.startsWith("unit/") ? icon.split("/").slice(0, 2).join("/") : icon;
  return icons[kind + rest] ?? icons[icon + rest] ?? "";
}

/**
 * Marks by kind and by whose they are, and those that are only possible.
 *
 * @param {About} about
 * @param {Seen} seen
 */
function marks(about, { marks: here }) {
  const { data, words, view } = about;
  const style = styleOf(about);
  const order = data.mark_order;
  const icon = (/** @type {Mark} */ mark) => {
    const name = view.icons === "plain" ? mark.plain : mark.icon;
    return name.startsWith("unit/") ? name.split("/").slice(0, 2).join("/") : name;
  };
  const kinds = [
    ...tallied(here, (mark) => [mark.layer, mark.kind, mark.plain, icon(mark)].join("\n")).values(),
  ].sort(
    ([a, ...x], [b, ...y]) =>
      order.indexOf(a.layer) - order.indexOf(b.layer) ||
      y.length - x.length ||
      (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0),
  );
  const found = kinds.map((rows) => {
    const [{ layer, kind }] = rows;
    const alike = here.filter((mark) => mark.layer === layer && mark.kind === kind);
    const accent = mostOf(alike.map((mark) => mark.accent));
    const draw = iconKey(kindKey(about, rows[0], accent, true), { style });
    return entry(about, layer, kind, data.titles.kinds[kind], rows.length, draw);
  });
  const groups = tallied(here, (mark) => mark.accent);
  for (const [group, title] of Object.entries(data.groups)) {
    const n = groups.get(group)?.length;
    if (!n) continue;
    const bare = data.icons[view.theme][`bare/${view.icons}:${group}:certain`] ?? "";
    found.push(entry(about, "groups", group, title, n, iconKey(bare, { style })));
  }
  const possible = here.filter((mark) => !about.certain(mark));
  if (possible.length) {
    const [first] = possible;
    const draw = iconKey(kindKey(about, first, first.accent, false), { style });
    const label = about.ranged ? words.sheet.possible_in : words.sheet.possible;
    found.push(entry(about, "certainty", "possible", label, possible.length, draw));
  }
  return found;
}

/**
 * What is drawn of movements and numbers.
 *
 * @param {About} about
 * @param {Drawn} drawn
 */
function people(about, drawn) {
  const style = styleOf(about);
  const { moved, numbers } = keys(drawn, style, about.data.words.people);
  const all = (/** @type {string} */ layer, /** @type {typeof moved} */ rows) =>
    rows.map(([svg, text, n]) =>
      entry(about, layer, `people:${text}`, text, n, iconKey(svg, { style })),
    );
  return [...all("contingents", moved), ...all("numbers", numbers)];
}

/**
 * The sites and units that circles stand for.
 *
 * @param {About} about
 * @param {Seen} seen
 */
function closer(about, { closer: far }) {
  if (!far.length) return [];
  const { data, view } = about;
  const accent = mostOf(far.map((mark) => mark.accent));
  const bare = data.icons[view.theme][`bare/${view.icons}:${accent}:certain`] ?? "";
  const draw = iconKey(bare, { style: styleOf(about), faded: true });
  return [entry(about, "numbers", "closer", data.words.people.closer, far.length, draw)];
}

/**
 * What differs by kind, and what is the same.
 *
 * @param {About} about
 * @param {Seen} seen
 * @param {readonly MapSymbol[]} placed
 */
function changes(about, seen, placed) {
  const { data, words, view } = about;
  const style = styleOf(about);
  const changed = seen.changed ?? new Map();
  const drawn = new Set([
    ...seen.marks.map((mark) => mark.id),
    ...data.sectors.map(({ id }) => `sector:${id}`),
    ...data.countries.map(({ id }) => id),
  ]);
  const rows = [...changed.values()].filter(
    ({ id }) => drawn.has(id) || id.startsWith("grouping:"),
  );
  /** @type {{[kind: string]: string}} */
  const signs = differences.signs;
  /** @type {{[name: string]: string}} */
  const titles = words.compare;
  const status = new Map(seen.areas);
  const guard = new Map(seen.lines);
  const found = differences.kinds.flatMap((kind) => {
    const alike = rows.filter((row) => row.kind === kind);
    if (!alike.length) return [];
    const [{ id }] = alike;
    const label = titles[kind] + (signs[kind] ? ` (${signs[kind]})` : "");
    const held = guard.get(id);
    const ids = new Set(alike.map((row) => row.id));
    const symbol = placed.find(({ members }) => members.some((one) => ids.has(one)));
    const icons = data.icons[view.theme];
    const icon = (symbol && icons[symbol.icon]) ?? icons["plain/garrison:host:certain"] ?? "";
    const look = style.statuses[status.get(id) ?? ""] ?? style.neutral;
    /** @type {Entry["draw"]} */
    let draw = iconKey(icon, { style, sign: signs[kind], faded: differences.gone.includes(kind) });
    if (!signs[kind]) draw = held ? guardKey(style, held) : areaKey(look);
    return [entry(about, "changes", kind, label, alike.length, draw)];
  });
  const same = [...status.keys()].filter((id) => !changed.has(id));
  if (same.length && view.layers.includes("states")) {
    const { line, width } = style.statuses.member ?? style.neutral;
    const look = { fill: style.land, hatch: "", ink: "", line, width, filled: false };
    const draw = areaKey({ ...look, dash: "solid" });
    found.push(entry(about, "states", "same", words.compare.same_status, same.length, draw));
  }
  const still = [...guard.keys()].filter((id) => !changed.has(id));
  if (still.length) {
    const draw = lineKey({ line: style.guards.none, width: style.sector_width * SECTORS.thin });
    found.push(entry(about, "border", "same", words.compare.same_guard, still.length, draw));
  }
  return found;
}
