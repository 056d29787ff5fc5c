// The blocks around a map: legend, sources, lines of text; where each line goes. Pure; the twin
// of csto_map/sheet/blocks.py.

import { BODY, cut, FINE, leading, MEASURES, SMALL, width, wrap } from "./lines.js";

/**
 * @typedef {object} Text One line; `y` is its baseline, `box` the name of the box that holds it.
 * @property {string} box
 * @property {string} text
 * @property {number} x
 * @property {number} y
 * @property {number} size
 * @property {number} [weight]
 * @property {boolean} [soft]
 * @property {"start" | "middle" | "end"} [anchor]
 * @property {string} [colour]
 *
 * @typedef {object} Patch A rectangle.
 * @property {"patch"} form
 * @property {number} x
 * @property {number} y
 * @property {number} width
 * @property {number} height
 * @property {string} [fill]
 * @property {string} [line]
 * @property {number} [weight]
 * @property {boolean} [dashed]
 * @property {number} [round]
 *
 * @typedef {object} Stroke A line.
 * @property {"stroke"} form
 * @property {[x: number, y: number][]} points
 * @property {string} colour
 * @property {number} [weight]
 * @property {string} [casing]
 *
 * @typedef {object} Spot A disc or a diamond about its middle.
 * @property {"disc" | "diamond"} form
 * @property {number} x
 * @property {number} y
 * @property {number} radius
 * @property {string} fill
 * @property {string} [line]
 * @property {number} [weight]
 *
 * @typedef {Patch | Stroke | Spot} Shape
 *
 * @typedef {object} Entry A line of the legend.
 * @property {string} layer
 * @property {string} key
 * @property {string} label
 * @property {number} count
 * @property {number} [was] How many there were on an earlier day.
 * @property {string} counted Both as they are written.
 * @property {(x: number, y: number, id: string) => string} draw Its swatch about a point.
 *
 * @typedef {{entry: Entry, x: number, y: number}} Key
 *
 * @typedef {object} Part A part that is set: all counts from its upper left corner.
 * @property {string} name
 * @property {number} width
 * @property {number} height
 * @property {Text[]} texts
 * @property {Key[]} keys
 * @property {Shape[]} shapes
 * @property {boolean} held Whether it counts from the left in every language: it is of time, or of
 *   sizes.
 *
 * @typedef {{name: string, x: number, y: number, width: number, height: number}} Box
 * @typedef {{count: number, step: number}} Columns
 * @typedef {{[name: string]: string}} Phrases Words of `sheet`.
 */

const { legend: LEGEND, line: LINE } = MEASURES;
const BETWEEN = " · ";

/**
 * @param {string} name
 * @param {number} wide
 * @param {number} height
 * @param {{texts?: Text[], keys?: Key[], shapes?: Shape[], held?: boolean}} [what]
 * @returns {Part}
 */
export function part(name, wide, height, what = {}) {
  return { name, width: wide, height, texts: [], keys: [], shapes: [], held: false, ...what };
}

/**
 * Lines of text below each other.
 *
 * @param {string} box
 * @param {readonly string[]} lines
 * @param {number} x
 * @param {number} top
 * @param {number} size
 * @param {Partial<Text> & {line?: number}} [look] `line`: their distance in type sizes.
 * @returns {Text[]}
 */
export function setLines(box, lines, x, top, size, { line, ...look } = {}) {
  const step = leading(size, line);
  return lines.map((text, k) => ({ box, text, x, y: top + size + k * step, size, ...look }));
}

/**
 * Running text as a part.
 *
 * @param {string} name
 * @param {string} text
 * @param {number} wide
 * @param {number} size
 * @param {Partial<Text> & {line?: number}} [look]
 */
export function paragraph(name, text, wide, size, look = {}) {
  const lines = wrap(text, size, wide, look.weight);
  const texts = setLines(name, lines, 0, 0, size, look);
  return part(name, wide, lines.length * leading(size, look.line), { texts });
}

/**
 * A legend: its heading, then every kind with its count.
 *
 * @param {readonly Entry[]} entries
 * @param {number} wide
 * @param {Columns} columns
 * @param {{phrases: Phrases, most?: number, stacked?: number}} how `most`: a height, beyond which
 *   kinds are counted; `stacked`: how many kinds only stacks hold.
 */
export function legend(entries, wide, columns, { phrases, most, stacked = 0 }) {
  let made = listed(entries, wide, columns, phrases);
  let shown = entries.length;
  while (
    most !== undefined &&
    shown &&
    made.height > most - (shown < entries.length ? columns.step : 0)
  ) {
    shown -= 1;
    made = listed(entries.slice(0, shown), wide, columns, phrases);
  }
  const more = entries.length - shown + stacked;
  if (!more) return made;
  const rest = filled(phrases[shown < entries.length ? "more_kinds" : "in_stacks"], more);
  const line = { box: "legend", text: rest, x: 0, y: made.height + SMALL, size: SMALL, soft: true };
  const height = made.height + leading(SMALL) + 2;
  return { ...made, texts: [...made.texts, line], height };
}

/**
 * @param {string} phrase
 * @param {number} n
 */
const filled = (phrase, n) => phrase.replace("{n}", String(n));

/**
 * @typedef {object} Row A line of a legend, its label broken; without an entry it heads a group.
 * @property {string[]} lines
 * @property {number} height
 * @property {number} gap
 * @property {Entry | null} entry
 */

/**
 * Entries under a heading, in columns that are as even as their order allows.
 *
 * @param {readonly Entry[]} entries
 * @param {number} wide
 * @param {Columns} columns
 * @param {Phrases} phrases
 */
function listed(entries, wide, { count, step }, phrases) {
  const head = leading(BODY) + 5;
  const each = (wide - LEGEND.between * (count - 1)) / count;
  const rows = rowsOf(entries, each, step, phrases);
  let limit = Math.max(0, ...rows.map((row) => row.height));
  while (dealt(rows, limit).length > count) limit += 2;
  /** @type {Text[]} */
  const texts = entries.length
    ? [{ box: "legend", text: phrases.on_the_map, x: 0, y: BODY, size: BODY, weight: 600 }]
    : [];
  /** @type {Key[]} */
  const keys = [];
  let used = 0;
  dealt(rows, limit).forEach((column, k) => {
    const x = k * (each + LEGEND.between);
    let y = head;
    column.forEach((row, n) => {
      y += n ? row.gap : 0;
      texts.push(...rowTexts(row, x, y, step));
      if (row.entry) keys.push({ entry: row.entry, x: x + 12, y: y + step / 2 });
      y += row.height;
    });
    used = Math.max(used, y);
  });
  return part("legend", wide, used, { texts, keys });
}

/**
 * @param {readonly Entry[]} entries
 * @param {number} wide
 * @param {number} step
 * @param {Phrases} phrases
 */
function rowsOf(entries, wide, step, phrases) {
  /** @type {Row[]} */
  const rows = [];
  let layer = "";
  for (const entry of entries) {
    let gap = layer && layer !== entry.layer ? LEGEND.groups : 0;
    if (entry.layer === "own" && layer !== "own") {
      // What the reader has added is never taken for the atlas's.
      const lines = wrap(phrases.own, SMALL, wide, 600);
      rows.push({ lines, height: lines.length * leading(SMALL) + 3, gap, entry: null });
      gap = 0;
    }
    const room = wide - LEGEND.key - LEGEND.after;
    const beside = entry.counted ? width(entry.counted, SMALL) + LEGEND.count : 0;
    const lines = wrap(entry.label, SMALL, room - beside);
    if (!lines.length) lines.push("");
    const height = step + (lines.length - 1) * leading(SMALL, LINE.legend);
    rows.push({ lines, height, gap, entry });
    layer = entry.layer;
  }
  return rows;
}

/**
 * @param {Row} row
 * @param {number} x
 * @param {number} y
 * @param {number} step
 * @returns {Text[]}
 */
function rowTexts({ entry, lines }, x, y, step) {
  if (!entry) return setLines("legend", lines, x, y - 1, SMALL, { weight: 600 });
  const base = y + step / 2 + SMALL * 0.36;
  const gap = leading(SMALL, LINE.legend);
  const left = x + LEGEND.key + LEGEND.after;
  const texts = lines.map((text, n) => ({
    box: "legend",
    text,
    x: left,
    y: base + n * gap,
    size: SMALL,
  }));
  const last = lines[lines.length - 1];
  const count = {
    box: "legend",
    text: entry.counted,
    x: left + width(last, SMALL) + LEGEND.count,
    y: base + (lines.length - 1) * gap,
    size: SMALL,
    soft: true,
  };
  return [...texts, count];
}

/**
 * Deal rows out, in order, to columns no higher than `limit`.
 *
 * @param {readonly Row[]} rows
 * @param {number} limit
 */
function dealt(rows, limit) {
  /** @type {Row[][]} */
  const columns = [[]];
  let y = 0;
  for (const row of rows) {
    const last = columns[columns.length - 1];
    let need = row.height + (last.length ? row.gap : 0);
    if (last.length && y + need > limit) {
      columns.push([]);
      y = 0;
      need = row.height;
    }
    columns[columns.length - 1].push(row);
    y += need;
  }
  return columns;
}

/**
 * Numbered sources in their brief form, running on, below a heading.
 *
 * @param {readonly string[]} names With their numbers.
 * @param {Box} box
 * @param {Phrases} phrases
 * @returns {Text[]} The last counts those that do not fit.
 */
export function sources(names, box, phrases) {
  const row = leading(FINE);
  const room = Math.floor((box.height - row) / row);
  if (!names.length || room < 1) return [];
  let lines = pack(names, FINE, box.width);
  if (lines.length > room) {
    const counting = wrap(filled(phrases.more_sources, names.length), FINE, box.width).length;
    const shown = within(names, FINE, box.width, room - counting);
    const rest = filled(phrases.more_sources, names.length - shown);
    lines = [...pack(names.slice(0, shown), FINE, box.width), ...wrap(rest, FINE, box.width)];
    if (lines.length > room) return [];
  }
  const y = box.y + FINE;
  const { x } = box;
  return [
    { box: "sources", text: phrases.sources, x, y, size: FINE, weight: 600 },
    ...setLines("sources", lines, x, box.y + row, FINE, { soft: true }),
  ];
}

/**
 * An address, broken after its punctuation rather than within its words.
 *
 * @param {string} text
 * @param {number} room
 */
export function linkPart(text, room) {
  const lines = pack(text.match(/[^&,/? ]*[&,/? ]?/g) ?? [], FINE, room, "");
  return part("link", room, lines.length * leading(FINE), {
    texts: setLines("link", lines, 0, 0, FINE, { soft: true }),
  });
}

/**
 * Fill lines with whole names; one that is wider than a line is broken.
 *
 * @param {readonly string[]} names
 * @param {number} size
 * @param {number} room
 * @param {string} [between]
 */
function pack(names, size, room, between = BETWEEN) {
  /** @type {string[]} */
  const lines = [];
  for (const name of names) {
    const longer = lines.length ? `${lines[lines.length - 1]}${between}${name}` : name;
    if (lines.length && width(longer, size) <= room) lines[lines.length - 1] = longer;
    else if (width(name, size) <= room) lines.push(name);
    else lines.push(...wrap(name, size, room));
  }
  return lines;
}

/**
 * How many of the names have lines of at most `most`.
 *
 * @param {readonly string[]} names
 * @param {number} size
 * @param {number} room
 * @param {number} most
 */
function within(names, size, room, most) {
  return longest(names.length, (n) => pack(names.slice(0, n), size, room).length <= most);
}

/**
 * The most of `all` that fits, found by halving.
 *
 * @param {number} all
 * @param {(n: number) => boolean} fits
 */
function longest(all, fits) {
  let [low, high] = [0, all];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * Lists under bold headings, names running on, in at most `most` lines.
 *
 * @param {readonly (readonly [title: string, names: readonly string[]])[]} groups
 * @param {number} room
 * @param {number} most
 * @param {string} rest What the last line says of those that do not fit; `{n}` is their number.
 * @returns {[text: string, bold: boolean][]}
 */
export function headedLists(groups, room, most, rest) {
  const lines = (/** @type {number} */ count) => {
    /** @type {[string, boolean][]} */
    const rows = [];
    let left = count;
    for (const [title, names] of groups) {
      const some = names.slice(0, Math.max(0, left));
      left -= names.length;
      if (!some.length) continue;
      for (const line of wrap(title, SMALL, room, 600)) rows.push([line, true]);
      for (const line of pack(some, SMALL, room)) rows.push([line, false]);
    }
    return rows;
  };
  const total = groups.reduce((sum, [, names]) => sum + names.length, 0);
  if (lines(total).length <= most) return lines(total);
  const counting = wrap(filled(rest, total), SMALL, room).length;
  if (counting > most) return [];
  const shown = longest(total, (n) => lines(n).length + counting <= most);
  const last = wrap(filled(rest, total - shown), SMALL, room);
  return [...lines(shown), ...last.map((line) => /** @type {[string, boolean]} */ ([line, false]))];
}

/**
 * The handling line.
 *
 * @param {string} name
 * @param {string} handling
 * @param {number} room
 */
export function handlingLine(name, handling, room) {
  const { more, drop } = MEASURES.handling;
  const [text] = cut(handling, SMALL, room, 1, 600);
  /** @type {Text} */
  const line = {
    box: name,
    text,
    x: room / 2,
    y: SMALL + drop,
    size: SMALL,
    weight: 600,
    anchor: "middle",
  };
  return part(name, room, leading(SMALL) + more, { texts: [line] });
}
