// The small chart of a sheet: bars from a low to a high figure, or spells over time. Pure; the
// twin of csto_map/sheet/tally.py.

import { ordinal, utc } from "../core/state.js";
import { part, setLines } from "./blocks.js";
import { BODY, leading, MEASURES, mixed, SMALL, width, wrap } from "./lines.js";

/** @import { BarTally, Looks, SpanTally } from "../types/files.js" */
/** @import { Day } from "../types/page.js" */
/** @import { Part, Patch, Shape, Text } from "./blocks.js" */
/** @typedef {{texts: Text[], shapes: Shape[], height: number}} Drawn */

const NAME = "tally";
const { tally: TALLY, line: LINE } = MEASURES;
const { gap: GAP, bar_step: STEP, bar: BAR, span_step: SPAN_STEP, span: SPAN } = TALLY;

/**
 * @param {BarTally | SpanTally} chart
 * @param {number} wide
 * @param {Day} day Marked in a chart over time.
 * @param {Looks} style
 * @returns {Part}
 */
export function tally(chart, wide, day, style) {
  const heads = wrap(chart.title, BODY, wide, 600);
  const top = heads.length * leading(BODY) + 4;
  const drawn =
    chart.kind === "bars"
      ? bars(chart.rows, wide, top, style)
      : spans(chart.rows, wide, top, day, style);
  const texts = [...setLines(NAME, heads, 0, 0, BODY, { weight: 600 }), ...drawn.texts];
  let { height } = drawn;
  if (chart.note) {
    const notes = wrap(chart.note, SMALL, wide);
    texts.push(...setLines(NAME, notes, 0, top + height + 3, SMALL, { soft: true }));
    height += 3 + notes.length * leading(SMALL);
  }
  return part(NAME, wide, top + height, {
    texts,
    shapes: drawn.shapes,
    held: chart.kind !== "bars",
  });
}

/** @param {BarTally["rows"][number]} row */
const weightOf = ({ strong }) => (strong ? 600 : 400);

/**
 * One bar a row: filled up to the low figure, light up to the high one.
 *
 * @param {BarTally["rows"]} rows
 * @param {number} wide
 * @param {number} top
 * @param {Looks} style
 * @returns {Drawn}
 */
function bars(rows, wide, top, style) {
  const labels = Math.max(0, ...rows.map((row) => width(row.label, SMALL, weightOf(row))));
  const left = Math.min(labels, TALLY.most_labels * wide) + 2 * GAP;
  const figures = Math.max(0, ...rows.map((row) => width(row.text, SMALL, 600)));
  const room = Math.max(TALLY.least_bars * wide, wide - left - figures - GAP);
  const most = Math.max(0, ...rows.map((row) => row.high || row.low || 0)) || 1;
  /** @type {Drawn} */
  const drawn = { texts: [], shapes: [], height: 0 };
  let y = top;
  for (const row of rows) {
    const colour = (style.accents[row.accent] ?? style.accents.host).body;
    const named = wrap(row.label, SMALL, left - GAP, weightOf(row));
    let told = wrap(row.text, SMALL, wide - left - room - GAP);
    const length = (room * ((row.high ?? row.low) || 0)) / most;
    const { shapes, end } = bar(row, colour, { x: left, y, length, room, style });
    drawn.shapes.push(...shapes);
    if (end + GAP + width(row.text, SMALL) <= wide) told = [row.text];
    drawn.texts.push(...setRow(named, 0, y, { weight: weightOf(row) }));
    const x = told.length === 1 ? end : left + room;
    drawn.texts.push(...setRow(told, x + GAP, y, { soft: true }));
    const lines = Math.max(named.length, told.length, 1);
    y += STEP + (lines - 1) * leading(SMALL, LINE.tally);
  }
  drawn.height = y - top;
  return drawn;
}

/**
 * @param {string[]} lines
 * @param {number} x
 * @param {number} y
 * @param {Partial<Text>} look
 * @returns {Text[]}
 */
function setRow(lines, x, y, look) {
  const base = y + STEP / 2 + SMALL * 0.36;
  const step = leading(SMALL, LINE.tally);
  return lines.map((text, k) => ({ box: NAME, text, x, y: base + k * step, size: SMALL, ...look }));
}

/**
 * The bar of a row, and where it ends.
 *
 * @param {BarTally["rows"][number]} row
 * @param {string} colour
 * @param {{x: number, y: number, length: number, room: number, style: Looks}} place
 * @returns {{shapes: Patch[], end: number}}
 */
function bar(row, colour, { x, y, length: wanted, room, style }) {
  const top = y + (STEP - BAR) / 2;
  if (row.low === null && row.high === null) {
    // Nobody has counted them: no bar may be read as a number.
    const box = { x: x + 0.5, y: top, width: TALLY.unknown, height: BAR, line: colour };
    return { shapes: [{ form: "patch", ...box, dashed: true }], end: x + TALLY.unknown };
  }
  const length = Math.max(1.5, Math.min(wanted, room));
  const end = x + length;
  if (row.hollow) {
    const box = { x: x + 0.5, y: top + 0.5, width: length, height: BAR - 1 };
    return { shapes: [{ form: "patch", ...box, fill: style.paper, line: colour }], end };
  }
  const low = (length * (row.low || 0)) / ((row.high ?? row.low) || 1);
  /** @type {Patch[]} */
  const shapes = [];
  if (low < length - 0.5) {
    const box = { x: x + low, y: top + 0.4, width: length - low, height: BAR - 0.8 };
    const fill = mixed(colour, style.paper, TALLY.light);
    shapes.push({ form: "patch", ...box, fill, line: colour, weight: 0.8 });
  }
  if (low) {
    const box = { x, y: top, width: Math.max(1.5, low), height: BAR };
    shapes.push({ form: "patch", ...box, fill: colour });
  }
  return { shapes, end };
}

/**
 * One row of spells below the other over an axis of years, with the day across.
 *
 * @param {SpanTally["rows"]} rows
 * @param {number} wide
 * @param {number} top
 * @param {Day} day
 * @param {Looks} style
 * @returns {Drawn}
 */
function spans(rows, wide, top, day, style) {
  const labels = Math.max(0, ...rows.map((row) => width(row.label, SMALL)));
  const left = Math.min(labels, TALLY.most_labels * wide) + 7;
  const room = wide - left;
  const days = axisOf(rows, day);
  const x = (/** @type {number} */ at) => left + (room * (at - days[0])) / (days[1] - days[0]);
  /** @type {Drawn} */
  const drawn = { texts: [], shapes: [], height: 0 };
  let y = top + 4;
  for (const row of rows) {
    const lines = wrap(row.label, SMALL, left - 7);
    const base = y + SPAN_STEP / 2 + SMALL * 0.36;
    const step = leading(SMALL, LINE.tally);
    lines.forEach((text, k) => {
      const at = { x: left - 7, y: base + k * step };
      drawn.texts.push({ box: NAME, text, ...at, size: SMALL, anchor: "end" });
    });
    const at = y + (SPAN_STEP - SPAN) / 2;
    for (const one of row.spells) drawn.shapes.push(...spell(one, { y: at, days, x }, style));
    y += SPAN_STEP + (lines.length - 1) * step;
  }
  const foot = y + 2;
  drawn.texts.push(...years(days, { left, room, foot, x }));
  const { text_soft: soft, text, paper } = style;
  drawn.shapes.push({
    form: "stroke",
    points: [
      [left, foot],
      [wide, foot],
    ],
    colour: soft,
    weight: 0.7,
  });
  if (days[0] <= day && day <= days[1]) {
    const at = x(day);
    drawn.shapes.push({
      form: "stroke",
      points: [
        [at, top],
        [at, foot],
      ],
      colour: text,
      weight: 1.4,
      casing: paper,
    });
    drawn.shapes.push({ form: "disc", x: at, y: top, radius: 2.6, fill: text });
  }
  drawn.height = foot - top + leading(SMALL) + 1;
  return drawn;
}

/**
 * The first and the last day of a chart over time: what has no end goes on to the edge, a sixth
 * of the time beyond the last change.
 *
 * @param {SpanTally["rows"]} rows
 * @param {Day} day
 * @returns {[first: Day, last: Day]}
 */
function axisOf(rows, day) {
  const begun = rows.flatMap((row) => row.spells.map(([from]) => from));
  const ended = rows.flatMap((row) => row.spells.flatMap(([, until]) => until ?? []));
  const first = begun.length ? Math.min(...begun) : day;
  const changes = [...begun, ...ended];
  let last = changes.length ? Math.max(...changes) : day;
  last = Math.max(last, Math.min(day, last + Math.floor((last - first) / 2)));
  return [first, last + Math.max(365, Math.floor((last - first) / 6))];
}

/**
 * A spell in the colour of its guard: hollow where it is not certain.
 *
 * @param {SpanTally["rows"][number]["spells"][number]} spell
 * @param {{y: number, days: [Day, Day], x: (at: number) => number}} place
 * @param {Looks} style
 * @returns {Patch[]}
 */
function spell([from, until, guard, certain], { y, days: [first, last], x }, style) {
  const [left, right] = [from, until ?? last].map((at) => x(Math.min(Math.max(at, first), last)));
  const wide = right - left;
  if (wide < 0.3) return [];
  const colour = style.guards[guard] ?? style.guards.unknown;
  if (certain)
    return broken(
      left,
      y,
      wide,
      colour,
      (style.guard_lines[guard] ?? style.guard_lines.unknown).dash,
    );
  const box = { x: left + 0.6, y: y + 0.6, width: Math.max(0.5, wide - 1.2), height: SPAN - 1.2 };
  return [{ form: "patch", ...box, fill: style.paper, line: colour, weight: 1.2 }];
}

/**
 * A bar broken as the guard's line on the map is, so that guards differ without colour.
 *
 * @param {number} x
 * @param {number} y
 * @param {number} wide
 * @param {string} fill
 * @param {readonly number[]} dash
 * @returns {Patch[]}
 */
function broken(x, y, wide, fill, dash) {
  const piece = (/** @type {number} */ at, /** @type {number} */ long) =>
    /** @type {Patch} */ ({ form: "patch", x: at, y, width: long, height: SPAN, fill });
  if (!dash.length) return [piece(x, wide)];
  const scale = TALLY.dashes / dash.reduce((sum, length) => sum + length, 0);
  const pieces = [];
  let at = 0;
  for (let k = 0; at < wide; k++) {
    const length = dash[k % dash.length] * scale;
    const end = Math.min(wide, at + length);
    if (k % 2 === 0 && end - at > 0.2) pieces.push(piece(x + at, end - at));
    at += length;
  }
  return pieces;
}

/**
 * As many years below a chart as there is room for, at even distances.
 *
 * @param {[Day, Day]} days
 * @param {{left: number, room: number, foot: number, x: (at: number) => number}} place
 * @returns {Text[]}
 */
function years([first, last], { left, room, foot, x }) {
  const [from, to] = [first, last].map((day) => utc(day).getUTCFullYear());
  const all = Array.from({ length: Math.max(0, to - from) }, (_, k) => from + 1 + k);
  const wide = width("2000", SMALL);
  /** @type {[year: number, x: number][]} */
  let marked = [];
  for (const every of [1, 2, 5, 10, 20]) {
    marked = all
      .filter((year) => year % every === 0)
      .map((year) => [year, x(ordinal(`${year}-01-01`))]);
    if (marked.every(([, at], k) => !k || at - marked[k - 1][1] >= wide + TALLY.year_gap)) break;
  }
  return marked
    .filter(([, at]) => left + wide / 2 - 8 <= at && at <= left + room - wide / 2)
    .map(([year, at]) => ({
      box: NAME,
      text: String(year),
      x: at,
      y: foot + SMALL + 3,
      size: SMALL,
      soft: true,
      anchor: "middle",
    }));
}
