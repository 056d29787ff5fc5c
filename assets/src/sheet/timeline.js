// The time axis at the foot of a sheet: turning points, the band of a number, the day's flag.
// Pure; the twin of csto_map/sheet/strip.py.

import { ordinal, utc } from "../core/state.js";
import { part } from "./blocks.js";
import { MEASURES, mixed, SMALL, width } from "./lines.js";

/** @import { Band, Looks, Turn } from "../types/files.js" */
/** @import { Day } from "../types/page.js" */
/** @import { Part, Shape, Spot, Text } from "./blocks.js" */
/** @typedef {{texts: Text[], shapes: Shape[]}} Drawn */

const NAME = "timeline";
const { timeline: AXIS } = MEASURES;
export const { height: HEIGHT, least: LEAST } = AXIS;

/**
 * Days along a line.
 *
 * @typedef {object} Line
 * @property {Day} first
 * @property {Day} last
 * @property {number} left
 * @property {number} right
 * @property {(day: Day) => number} x Those beyond an end stand at it.
 */

/**
 * @param {object} told
 * @param {[first: Day, last: Day]} told.covered
 * @param {readonly Turn[]} told.turns
 * @param {Band} told.band
 * @param {readonly [day: Day, text: string][]} told.flags
 * @param {(day: Day) => string} told.month The short name of a day's month, with its year.
 * @param {number} wide
 * @param {Looks} style
 * @returns {Part}
 */
export function timeline({ covered: [first, last], turns, band, flags, month }, wide, style) {
  const [left, right] = [AXIS.side, wide - AXIS.side];
  const x = (/** @type {Day} */ day) => {
    const share = (day - first) / Math.max(1, last - first);
    return left + (right - left) * Math.min(1, Math.max(0, share));
  };
  const line = { first, last, left, right, x };
  const inside = turns.filter(([day]) => first <= day && day <= last).slice(0, AXIS.turns);
  const staffs = flags.map(([day]) => x(day));
  const ticked = ticks(line, style, month);
  const passed = [...staffs, ...inside.map(([day]) => x(day))];
  const above = [named(inside, line, style, staffs), flagged(flags, line, style)];
  const counted = banded(band, line, style, passed);
  // The band lies below the axis.
  const texts = [ticked, counted, ...above].flatMap((one) => one.texts);
  const shapes = [counted, ticked, ...above].flatMap((one) => one.shapes);
  return part(NAME, wide, HEIGHT, { texts, shapes, held: true });
}

/**
 * A vertical line.
 *
 * @param {number} x
 * @param {number} from
 * @param {number} to
 * @param {string} colour
 * @param {number} weight
 * @returns {Shape}
 */
function upright(x, from, to, colour, weight) {
  return {
    form: "stroke",
    points: [
      [x, from],
      [x, to],
    ],
    colour,
    weight,
  };
}

/**
 * The axis with its years, or months where it is short.
 *
 * @param {Line} line
 * @param {Looks} style
 * @param {(day: Day) => string} month
 * @returns {Drawn}
 */
function ticks(line, { text_soft: soft }, month) {
  /** @type {Shape[]} */
  const shapes = [
    {
      form: "stroke",
      points: [
        [line.left, AXIS.axis],
        [line.right, AXIS.axis],
      ],
      colour: soft,
      weight: 0.8,
    },
  ];
  /** @type {Text[]} */
  const texts = [];
  let end = 0;
  for (const [day, label] of stops(line, month)) {
    const x = line.x(day);
    shapes.push(upright(x, AXIS.axis, AXIS.axis + (label ? 5 : 3), soft, 0.8));
    const wide = width(label, SMALL);
    const left = x - wide / 2;
    if (label && left >= Math.max(0, end) && left + wide <= line.right + AXIS.side) {
      texts.push({
        box: NAME,
        text: label,
        x,
        y: AXIS.labels,
        size: SMALL,
        soft: true,
        anchor: "middle",
      });
      end = left + wide + 8;
    }
  }
  return { texts, shapes };
}

/**
 * The days that are marked on an axis, with a label where there is room for one.
 *
 * @param {Line} line
 * @param {(day: Day) => string} month
 * @returns {[day: Day, label: string][]}
 */
function stops({ first, last, left, right }, month) {
  const [from, to] = [utc(first), utc(last)];
  const monthly = last - first <= AXIS.months_below;
  const days = [];
  const end = to.getUTCFullYear() * 12 + to.getUTCMonth();
  for (let k = from.getUTCFullYear() * 12 + from.getUTCMonth(); k <= end; k++) {
    if (!monthly && k % 12) continue;
    const two = String((k % 12) + 1).padStart(2, "0");
    const day = ordinal(`${Math.floor(k / 12)}-${two}-01`);
    if (first <= day && day <= last) days.push(day);
  }
  const room = (right - left) / Math.max(1, days.length);
  const every = (/** @type {number[]} */ steps, /** @type {number} */ least) =>
    steps.find((n) => n * room >= least);
  if (monthly) {
    const step = every([1, 2, 3, 6, 12], 1.5 * AXIS.room) ?? 12;
    return days.map((day) => [day, utc(day).getUTCMonth() % step ? "" : month(day)]);
  }
  const step = every([1, 2, 5, 10, 20], AXIS.room) ?? 50;
  return days.map((day) => {
    const year = utc(day).getUTCFullYear();
    return [day, year % step ? "" : String(year)];
  });
}

/**
 * A number through time as a band as high as the number, and said where it changes.
 *
 * @param {Band} band
 * @param {Line} line
 * @param {Looks} style
 * @param {readonly number[]} passed
 * @returns {Drawn}
 */
function banded(band, line, style, passed) {
  const most = Math.max(0, ...band.steps.map(([, n]) => n)) || 1;
  const accent = style.accents[band.accent];
  const fill = accent
    ? mixed(accent.body, style.paper, AXIS.fill)
    : (style.statuses.member ?? style.neutral).fill;
  /** @type {Drawn} */
  const drawn = { texts: [], shapes: [] };
  const clear = (/** @type {number} */ x, /** @type {number} */ wide) =>
    passed.every((at) => at <= x - 3 || at >= x + wide + 3);
  const spans = band.steps.map(([day, n], k) => {
    const until = band.steps[k + 1]?.[0] ?? line.last;
    return { left: line.x(day), right: line.x(until), n };
  });
  let titled = -1;
  let widest = 0;
  spans.forEach(({ left, right, n }, k) => {
    const wide = width(`${band.title}: ${n}`, SMALL);
    const fits = n && left + 6 + wide <= right - 2 && clear(left + 6, wide);
    // Of several that are alike the last, as Python finds it.
    if (fits && right - left >= widest) [titled, widest] = [k, right - left];
  });
  let end = 0;
  spans.forEach(({ left, right, n }, k) => {
    if (right - left < 0.2 || !n) return;
    const tall = (AXIS.band * n) / most;
    const y = AXIS.axis - tall;
    drawn.shapes.push({ form: "patch", x: left, y, width: right - left, height: tall, fill });
    const text = k === titled ? `${band.title}: ${n}` : String(n);
    const x = Math.max(left, end) + 6;
    const wide = width(text, SMALL);
    if (x + wide <= right - 2 && clear(x, wide) && tall >= 6) {
      drawn.texts.push({ box: NAME, text, x, y: AXIS.axis - AXIS.band_rise, size: SMALL });
      end = x + wide;
    }
  });
  return drawn;
}

/** @typedef {[left: number, right: number]} Span */

/**
 * Turning points in two rows, the most important first, named where there is room.
 *
 * @param {readonly Turn[]} turns
 * @param {Line} line
 * @param {Looks} style
 * @param {readonly number[]} staffs
 * @returns {Drawn}
 */
function named(turns, line, { text_soft: soft, paper }, staffs) {
  /** @type {Drawn} */
  const drawn = { texts: [], shapes: [] };
  /** @type {Span[][]} */
  const rows = [[], []];
  // Lines that names must not cross: those of the flags, and of names in the row above.
  const lines = [[...staffs], [...staffs]];
  /** @type {Spot[]} */
  const points = [];
  for (const [day, text] of turns) {
    const x = line.x(day);
    const at = { x, y: AXIS.axis, radius: AXIS.diamond };
    points.push({ form: "diamond", ...at, fill: paper, line: soft });
    const place = roomFor(text, x, line, { rows, lines });
    if (!place) continue;
    const { row, left, anchor } = place;
    const wide = width(text, SMALL);
    rows[row].push([left, left + wide]);
    lines[row].push(x);
    if (row === 0) lines[1].push(x);
    const y = AXIS.rows[row];
    const staff = mixed(soft, paper, AXIS.line);
    drawn.shapes.push(upright(x, y - SMALL * 0.8, AXIS.axis, staff, 0.8));
    const edge = anchor === "start" ? left : left + wide;
    drawn.texts.push({ box: NAME, text, x: edge, y, size: SMALL, soft: true, anchor });
  }
  drawn.shapes.push(...points);
  return drawn;
}

/**
 * A row and a side of its line for a name, or nothing.
 *
 * @param {string} label
 * @param {number} x
 * @param {Line} line
 * @param {{rows: Span[][], lines: number[][]}} taken
 * @returns {{row: number, left: number, anchor: "start" | "end"} | null}
 */
function roomFor(label, x, line, { rows, lines }) {
  const wide = width(label, SMALL);
  const over = (/** @type {Span} */ [left, right]) => left - 3 < x && x < right + 3;
  for (const row of [0, 1]) {
    // The line itself comes down through the row below, and to it in its own.
    if ((row === 0 && rows[1].some(over)) || rows[row].some(over)) continue;
    /** @type {[left: number, anchor: "start" | "end"][]} */
    const sides = [
      [x + AXIS.beside, "start"],
      [x - AXIS.beside - wide, "end"],
    ];
    for (const [left, anchor] of sides) {
      const right = left + wide;
      if (left < 0 || right > line.right + AXIS.side) continue;
      const met = rows[row].some(([a, b]) => left - 8 < b && a < right + 8);
      const crossed = lines[row].some((at) => left - 3 < at && at < right + 3);
      if (!met && !crossed) return { row, left, anchor };
    }
  }
  return null;
}

/**
 * The day, or two days, as black flags above all else.
 *
 * @param {readonly [day: Day, text: string][]} flags
 * @param {Line} line
 * @param {Looks} style
 * @returns {Drawn}
 */
function flagged(flags, line, { text: black, paper }) {
  /** @type {Drawn} */
  const drawn = { texts: [], shapes: [] };
  const boxes = beside(
    flags.map(([day, text]) => ({ x: line.x(day), text })),
    line,
  );
  flags.forEach(([day, text], k) => {
    const x = line.x(day);
    const [left, right] = boxes[k];
    const box = { x: left, y: 0, width: right - left, height: AXIS.flag };
    drawn.shapes.push(
      upright(x, AXIS.flag, AXIS.axis, black, 1.3),
      { form: "disc", x, y: AXIS.axis, radius: AXIS.knob, fill: black, line: paper },
      { form: "patch", ...box, fill: black, round: AXIS.flag_round },
    );
    drawn.texts.push({
      box: NAME,
      text,
      x: (left + right) / 2,
      y: AXIS.flag / 2 + SMALL * 0.36,
      size: SMALL,
      weight: 600,
      anchor: "middle",
      colour: paper,
    });
  });
  return drawn;
}

/**
 * The edges of flags about their staffs; two that meet move apart as far as they must.
 *
 * @param {readonly {x: number, text: string}[]} flags
 * @param {Line} line
 * @returns {Span[]}
 */
function beside(flags, line) {
  const [least, most] = [line.left - AXIS.side, line.right + AXIS.side];
  /** @type {Span[]} */
  const boxes = flags.map(({ x, text }) => {
    const wide = width(text, SMALL, 600) + 2 * AXIS.flag_pad;
    const left = Math.min(Math.max(x - wide / 2, least), most - wide);
    return [left, left + wide];
  });
  if (boxes.length < 2 || boxes[0][1] + 4 <= boxes[1][0]) return boxes;
  const [one, two] = boxes.map(([left, right]) => right - left);
  const between = (flags[0].x + flags[1].x) / 2;
  const middle = Math.min(Math.max(between, least + one + 2), most - two - 2);
  return [
    [middle - 2 - one, middle - 2],
    [middle + 2, middle + 2 + two],
  ];
}
