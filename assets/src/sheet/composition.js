// Where the parts of a sheet stand: the column beside the map or the head above it, the strip.
// Pure; the twin of csto_map/sheet/composition.py, which says in which order is given up what
// does not fit.

import { scaleBar } from "../core/camera.js";
import { line } from "../core/direction.js";
import {
  handlingLine,
  headedLists,
  linkPart,
  paragraph,
  part,
  legend as setLegend,
  sources as setSources,
} from "./blocks.js";
import { circleScale } from "./circles.js";
import { BODY, FINE, HEAD, LARGE, leading, MEASURES, SMALL, width, wrap } from "./lines.js";
import { tally } from "./tally.js";
import { LEAST as LEAST_AXIS, HEIGHT as TALL_AXIS, timeline } from "./timeline.js";

/** @import { Counted } from "../core/headcount.js" */
/** @import { BarTally, Band, Looks, SpanTally, Turn } from "../types/files.js" */
/** @import { Day, Frame } from "../types/page.js" */
/** @import { Box, Columns, Entry, Key, Part, Phrases, Shape, Text } from "./blocks.js" */

/**
 * A map in its place, composed when it is first asked for.
 *
 * @typedef {object} Scene
 * @property {Entry[]} legend
 * @property {ReadonlySet<string>} kinds Layer and kind of all marks, with a slash between.
 * @property {ReadonlySet<string>} drawn Of those that head a symbol.
 * @property {readonly (readonly [left: number, top: number, right: number, bottom: number])[]} taken
 *   In pixels of the map.
 * @property {readonly Counted[]} numbers
 *
 * @typedef {object} Place
 * @property {Box} box Of whole pixels.
 * @property {Frame} frame
 * @property {string} day In words.
 * @property {() => Entry[]} least The legend but for arrows and numbers.
 * @property {() => Scene} scene
 *
 * @typedef {object} Content What a sheet says, before it has a shape.
 * @property {(part: string) => boolean} shows Whether a part is wanted.
 * @property {string} handling
 * @property {string} title Headline, or what is asked for; "" for none, as the next two.
 * @property {string} date
 * @property {string} sentence
 * @property {string} limits What filters leave out: said even where the sentence is not.
 * @property {string} atlas Its name.
 * @property {string} about What the map is of.
 * @property {Day} day
 * @property {Looks} style
 * @property {string} accent Colour of the date.
 * @property {BarTally | SpanTally | null} tally
 * @property {[first: Day, last: Day]} covered
 * @property {readonly Turn[]} turns
 * @property {Band} band
 * @property {readonly [day: Day, text: string][]} flags
 * @property {(day: Day) => string} month
 * @property {string} note
 * @property {string} userNote
 * @property {string} projection
 * @property {string} version Of the data, with their licence.
 * @property {string} link Printed as permalink; "" for none.
 * @property {Phrases} phrases
 * @property {(km: number) => string} scale
 * @property {(n: number) => string} count
 * @property {{[layer: string]: string}} headings
 * @property {readonly string[]} order Layers of marks.
 * @property {(box: Box) => Place[]} placed
 * @property {(places: Place[]) => string[]} sources With their numbers.
 * @property {(legends: Entry[][]) => Entry[]} merged One legend of those of the maps.
 * @property {readonly (readonly [title: string, names: readonly string[]])[]} lists
 * @property {boolean} [rough] Whether only the frames count, for which no map is composed.
 * @property {boolean} leftward Whether its language is written from right to left.
 * @property {boolean} headed Whether the head stands above the map even on a wide sheet.
 *
 * @typedef {object} Draft
 * @property {number} width
 * @property {number} height
 * @property {boolean} leftward Whether parts, which are placed as on a sheet that reads to the
 *   right, stand as far from the other edge.
 * @property {number} top Of what is still free, as the next.
 * @property {number} bottom
 * @property {Place[]} places
 * @property {Box[]} boxes
 * @property {Text[]} texts
 * @property {Key[]} keys
 * @property {{x: number, y: number, px: number}[]} bars
 * @property {Shape[]} shapes
 *
 * @typedef {{entries: Entry[], stacked: number}} Listed
 */

const { form: FORM, legend: LEGEND, line: LINE, scale: SCALE, strip: STRIP } = MEASURES;
const { left: LEFT, right: RIGHT, top: TOP, gutter: GUTTER } = FORM;
/** @type {{[name: string]: number}} */
const BEFORE = FORM.before;
const [, LEAST] = MEASURES.type.less.map((less) => HEAD - less);
const SHAPES = LEGEND.beside.map(([less, count, step]) => ({
  size: HEAD - less,
  columns: { count, step },
}));
const BELOW = LEGEND.below.map(([count, step]) => ({ count, step }));
/** Chart and axis: what a sheet is tried with, the wanted way first. */
const WAYS = /** @type {const} */ ([
  [true, true],
  [false, true],
  [false, false],
]);
/** @type {Part[]} */
const NONE = [];
const OTHER_END = /** @type {const} */ ({ start: "end", middle: "middle", end: "start" });

/**
 * Lay out a sheet.
 *
 * @param {Content} content
 * @param {readonly [width: number, height: number]} size
 * @returns {Draft}
 */
export function composed(content, [wide, tall]) {
  const lay = wide >= FORM.wide * tall && !content.headed ? beside : below;
  const ways = WAYS.map(([chart, axis]) => ({
    chart: chart && content.shows("tally"),
    axis: axis && content.shows("timeline"),
  }));
  const last = ways[ways.length - 1];
  let draft = blank(wide, tall, content);
  for (const way of ways) {
    draft = blank(wide, tall, content);
    putHandling(draft, content);
    const final = way.chart === last.chart && way.axis === last.axis;
    if (lay(draft, content, { ...way, last: final }) || final) break;
  }
  settle(draft);
  if (content.shows("scale")) putBar(draft, draft.places[0], content);
  if (draft.places.length > 1) putCaptions(draft, content.accent);
  return draft;
}

/** @typedef {{chart: boolean, axis: boolean, last: boolean}} Way */

/**
 * @param {number} wide
 * @param {number} tall
 * @param {Content} content
 * @returns {Draft}
 */
function blank(wide, tall, { leftward }) {
  const parts = { places: [], boxes: [], texts: [], keys: [], bars: [], shapes: [] };
  return { width: wide, height: tall, leftward, top: 0, bottom: tall, ...parts };
}

/**
 * Put a part that is set in its place.
 *
 * @param {Draft} draft
 * @param {Part} one
 * @param {number} x
 * @param {number} y
 */
function put(draft, one, x, y) {
  const held = one.held || !draft.leftward;
  const left = one.held ? across(draft, x, one.width) : x;
  const moved = (/** @type {{x: number, y: number}} */ it) => ({ x: it.x + left, y: it.y + y });
  const box = { name: one.name, x: left, y, width: one.width, height: one.height };
  const texts = one.texts.map((text) => ({ ...text, ...moved(text) }));
  putTexts(draft, box, texts, held);
  for (const key of one.keys) {
    const place = moved(key);
    draft.keys.push({ ...key, ...place, x: held ? place.x : draft.width - place.x });
  }
  for (const shape of one.shapes) {
    const there = movedShape(shape, left, y);
    draft.shapes.push(held ? there : turnedShape(there, draft.width));
  }
}

/**
 * Where that begins which begins at a place where sheets read to the right.
 *
 * @param {{leftward: boolean, width: number}} draft
 * @param {number} x
 * @param {number} wide
 */
const across = (draft, x, wide) => (draft.leftward ? draft.width - x - wide : x);

/**
 * Put a box with its lines of text, which stay on their side where they are held.
 *
 * @param {Draft} draft
 * @param {Box} box
 * @param {Text[]} texts
 * @param {boolean} held
 */
function putTexts(draft, box, texts, held) {
  const turned = (/** @type {Text} */ { x, anchor = "start" }) =>
    held ? {} : { x: draft.width - x, anchor: OTHER_END[anchor] };
  draft.boxes.push(held ? box : { ...box, x: across(draft, box.x, box.width) });
  for (const one of texts) {
    draft.texts.push({ ...one, ...turned(one), text: line(one.text, draft.leftward) });
  }
}

/**
 * @param {Shape} shape
 * @param {number} dx
 * @param {number} dy
 * @returns {Shape}
 */
function movedShape(shape, dx, dy) {
  if (shape.form !== "stroke") return { ...shape, x: shape.x + dx, y: shape.y + dy };
  return { ...shape, points: shape.points.map(([x, y]) => [x + dx, y + dy]) };
}

/**
 * A shape as far from the right edge of a sheet as it was from the left one.
 *
 * @param {Shape} shape
 * @param {number} wide
 * @returns {Shape}
 */
function turnedShape(shape, wide) {
  if (shape.form === "stroke") {
    return { ...shape, points: shape.points.map(([x, y]) => [wide - x, y]) };
  }
  return { ...shape, x: wide - shape.x - (shape.form === "patch" ? shape.width : 0) };
}

/**
 * Put maps in their places: together at the side where they belong, each where it is among them.
 *
 * Their boxes stay the same objects, by which is known what is drawn in them.
 *
 * @param {Draft} draft
 */
function settle(draft) {
  const { places } = draft;
  const left = Math.min(...places.map(({ box }) => box.x));
  const right = Math.max(...places.map(({ box }) => box.x + box.width));
  const by = across(draft, left, right - left) - left;
  for (const { box } of places) box.x += by;
}

/**
 * Say above each of several maps which day it shows.
 *
 * @param {Draft} draft
 * @param {string} colour
 */
function putCaptions(draft, colour) {
  draft.places.forEach(({ box, day }, k) => {
    const name = `caption${k + 1}`;
    const left = across(draft, box.x, box.width);
    const x = left === 0 ? LEFT : SCALE.inside;
    const y = MEASURES.caption - 8;
    const text = { box: name, text: day, x, y, size: LARGE, weight: 600, colour };
    const one = part(name, box.width, MEASURES.caption, { texts: [text] });
    put(draft, one, left, box.y - MEASURES.caption);
  });
}

/**
 * Put the handling line at the head and at the foot.
 *
 * @param {Draft} draft
 * @param {Content} content
 */
function putHandling(draft, { handling }) {
  if (!handling) return;
  const room = draft.width - 2 * LEFT;
  const [head, foot] = ["handling", "handling-foot"].map((name) =>
    handlingLine(name, handling, room),
  );
  put(draft, head, LEFT, 0);
  put(draft, foot, LEFT, draft.height - foot.height);
  draft.top = head.height;
  draft.bottom = draft.height - foot.height;
}

/**
 * Put a scale bar on a map where nothing is drawn: as low, then as far left as can be; the
 * shortest stands in the lower left corner where none finds room.
 *
 * @param {Draft} draft
 * @param {Place} place
 * @param {Content} content
 */
function putBar(draft, place, content) {
  const taken = content.rough ? [] : place.scene().taken;
  const tall = leading(SMALL);
  let found = null;
  let bar = { text: "", px: 0, wide: 0 };
  for (const longest of SCALE.bars) {
    const [km, px] = scaleBar(place.frame, longest);
    const text = content.scale(km);
    bar = { text, px, wide: px + SCALE.gap + width(text, SMALL) };
    found = free(place.box, bar.wide, taken);
    if (found) break;
  }
  const [dx, dy] = found ?? [SCALE.inside, place.box.height - SCALE.inside - SMALL];
  const [x, y] = [place.box.x + dx, place.box.y + dy];
  const { text, px, wide } = bar;
  draft.bars.push({ x, y: y + SMALL, px });
  const at = { x: x + px + SCALE.gap, y: y + SMALL + SCALE.drop };
  const told = { box: "scale", text, ...at, size: SMALL };
  putTexts(draft, { name: "scale", x, y, width: wide, height: tall }, [told], true);
}

/**
 * Where a scale bar on a map meets nothing drawn, in the map's pixels.
 *
 * @param {Box} box
 * @param {number} wide
 * @param {Scene["taken"]} taken
 */
function free(box, wide, taken) {
  const tall = leading(SMALL);
  const last = Math.max(SCALE.inside + 1, Math.trunc(box.width - wide - SCALE.inside));
  const lowest = Math.trunc(box.height - SCALE.inside - SMALL);
  for (let y = lowest; y >= SCALE.inside; y -= SCALE.step) {
    for (let x = SCALE.inside; x < last; x += SCALE.step) {
      const met = taken.some(
        ([left, top, right, foot]) =>
          x - 4 < right && left < x + wide + 4 && y - 3 < foot && top < y + tall + 3,
      );
      if (!met) return [x, y];
    }
  }
  return null;
}

/**
 * A column with the map beside it; says whether all found room.
 *
 * @param {Draft} draft
 * @param {Content} content
 * @param {Way} way
 */
function beside(draft, content, { chart: charted, axis, last }) {
  const foot = strip(content, draft.width, axis, false);
  const tall = draft.bottom - draft.top - foot.height;
  const room = tall - FORM.under_map;
  const kept = FORM.columns.filter((one) => draft.width - one >= FORM.least_map * draft.width);
  /** @type {Place[]} */
  let places = [];
  let inner = 0;
  const done = (/** @type {Part[]} */ parts) => {
    putColumn(draft, content, parts, inner, room);
    foot.put(draft, places);
    draft.places = places;
  };
  for (const column of kept.length ? kept : FORM.columns.slice(0, 1)) {
    inner = column - LEFT - RIGHT;
    const chart = charted ? charts(content, inner) : NONE;
    const empty = !head(content, inner, HEAD).length && !chart.length && !listing(content);
    const x = empty ? 0 : column;
    const box = { name: "map", x, y: draft.top, width: draft.width - x, height: tall };
    places = content.placed(box);
    if (!fitting(content, least(content, places), inner, chart, room)) continue;
    for (const listed of legends(content, places)) {
      const parts = fitting(content, listed, inner, chart, room);
      if (!parts) continue;
      done([...parts, ...circles(content, places, parts, room)]);
      return true;
    }
  }
  if (last) {
    const parts = head(content, inner, LEAST);
    const left = room - heightOf(parts) - leastList(content) - BEFORE.legend;
    const { entries, stacked } = legends(content, places)[1];
    if (entries.length) {
      const how = { phrases: content.phrases, most: left, stacked };
      parts.push(setLegend(entries, inner, narrow(inner), how));
    }
    done(parts);
  }
  return false;
}

/** The closest legend that a column has room for. @param {number} wide */
function narrow(wide) {
  const count = Math.min(LEGEND.most, Math.max(1, Math.floor(wide / LEGEND.narrow)));
  return { count, step: LEGEND.cut };
}

/**
 * The parts of a column in the first shape in which they fit.
 *
 * @param {Content} content
 * @param {Listed} listed
 * @param {number} wide
 * @param {readonly Part[]} chart
 * @param {number} room
 */
function fitting(content, { entries, stacked }, wide, chart, room) {
  for (const { size, columns } of SHAPES) {
    if (columns.count > 1 && wide < columns.count * LEGEND.narrow) continue;
    const parts = [...head(content, wide, size), ...chart];
    const how = { phrases: content.phrases, stacked };
    if (entries.length) parts.push(setLegend(entries, wide, columns, how));
    if (room - heightOf(parts) >= leastList(content)) return parts;
  }
  return null;
}

/**
 * The lines that a legend has at least, which are known before a map is composed.
 *
 * @param {Content} content
 * @param {Place[]} places
 * @returns {Listed}
 */
function least(content, places) {
  if (!content.shows("legend")) return { entries: [], stacked: 0 };
  const entries = content.merged(places.map((place) => place.least()));
  return { entries: entries.filter(({ layer }) => !content.order.includes(layer)), stacked: 0 };
}

/**
 * The whole legend, one without kinds that only stacks hold, one of layers.
 *
 * @param {Content} content
 * @param {Place[]} places
 * @returns {Listed[]}
 */
function legends(content, places) {
  if (!content.shows("legend")) return [0, 1].map(() => ({ entries: [], stacked: 0 }));
  if (content.rough) return [0, 1].map(() => least(content, places));
  const scenes = places.map((place) => place.scene());
  const entries = content.merged(scenes.map((scene) => scene.legend));
  const kinds = new Set(scenes.flatMap((scene) => [...scene.kinds]));
  const drawn = new Set(scenes.flatMap((scene) => [...scene.drawn]));
  const shown = entries.filter(({ layer, key }) => {
    const kind = `${layer}/${key}`;
    return drawn.has(kind) || !kinds.has(kind);
  });
  return [
    { entries, stacked: 0 },
    { entries: shown, stacked: entries.length - shown.length },
    { entries: byLayer(content, shown, kinds), stacked: 0 },
  ];
}

/**
 * One line for all kinds of a layer, with the symbol of its most frequent one.
 *
 * @param {Content} content
 * @param {readonly Entry[]} entries
 * @param {ReadonlySet<string>} kinds
 */
function byLayer({ headings, count }, entries, kinds) {
  /** @type {Map<string, Entry>} */
  const told = new Map();
  for (const entry of entries) {
    const { layer } = entry;
    const name = `${layer}/${entry.key}`;
    const first = told.get(layer);
    if (!kinds.has(name)) told.set(name, entry);
    else {
      const n = entry.count + (first?.count ?? 0);
      const was = entry.was === undefined ? undefined : entry.was + (first?.was ?? 0);
      const counted = was === undefined ? count(n) : `${count(was)} → ${count(n)}`;
      told.set(layer, { ...(first ?? entry), label: headings[layer], count: n, was, counted });
    }
  }
  return [...told.values()];
}

/**
 * The scale of the map's circles, where there is room for it.
 *
 * @param {Content} content
 * @param {Place[]} places
 * @param {readonly Part[]} parts
 * @param {number} room
 */
function circles({ style, count, rough }, [place], parts, room) {
  if (rough || !parts.some(({ name }) => name === "legend")) return NONE;
  const one = circleScale(place.scene().numbers, place.frame, style, count);
  return one && heightOf([...parts, one]) <= room ? [one] : NONE;
}

/** @param {Content} content */
const listing = (content) => content.shows("legend") || content.lists.length > 0;

/** @param {Content} content */
const leastList = ({ lists }) =>
  lists.length ? FORM.least_list * leading(SMALL) + BEFORE.list : 0;

/** The height of a column, from the sheet's edge on. @param {readonly Part[]} parts */
function heightOf(parts) {
  const heights = parts.map((one, k) => one.height + (k ? (BEFORE[one.name] ?? 0) : 0));
  return heights.reduce((sum, one) => sum + one, 0) + (parts.length ? TOP : 0);
}

/**
 * Put the parts of a column, and a list into what is left.
 *
 * @param {Draft} draft
 * @param {Content} content
 * @param {readonly Part[]} parts
 * @param {number} wide
 * @param {number} room
 */
function putColumn(draft, content, parts, wide, room) {
  let y = draft.top + TOP;
  parts.forEach((one, k) => {
    y += k ? (BEFORE[one.name] ?? 0) : 0;
    put(draft, one, LEFT, y);
    y += one.height;
  });
  if (!content.lists.length) return;
  y += BEFORE.list;
  put(draft, listOf(content, wide, room - (y - draft.top)), LEFT, y);
}

/**
 * Name, date, headline and last change.
 *
 * @param {Content} content
 * @param {number} wide
 * @param {number} size
 * @returns {Part[]}
 */
function head(content, wide, size) {
  const parts = [];
  if (content.shows("title")) parts.push(brand(content, wide));
  if (content.date) {
    const look = { weight: 600, colour: content.accent };
    parts.push(paragraph("date", content.date, wide, LARGE, look));
  }
  if (content.shows("title") && content.title) {
    parts.push(paragraph("title", content.title, wide, size, { weight: 600, line: LINE.head }));
  }
  const told = content.shows("subtitle") ? content.sentence : "";
  const sentence = [told, content.limits].filter(Boolean).join(" ");
  if (sentence) {
    parts.push(paragraph("changed", sentence, wide, BODY, { soft: true, line: LINE.changed }));
  }
  return parts;
}

/**
 * The name of the atlas, and what the map is of.
 *
 * @param {Content} content
 * @param {number} wide
 */
function brand({ atlas, about }, wide) {
  const indent = atlas ? width(atlas, SMALL, 600) + 7 : 0;
  const lines = indented(about, indent, wide);
  /** @type {Text[]} */
  const texts = lines.map((text, k) => ({
    box: "brand",
    text,
    x: k ? 0 : indent,
    y: SMALL + k * leading(SMALL),
    size: SMALL,
    soft: true,
  }));
  const name = { box: "brand", text: atlas, x: 0, y: SMALL, size: SMALL, weight: 600 };
  return part("brand", wide, leading(SMALL) * lines.length, { texts: [name, ...texts] });
}

/**
 * Break a text whose first line begins further right.
 *
 * @param {string} text
 * @param {number} indent
 * @param {number} wide
 */
function indented(text, indent, wide) {
  if (width(text, SMALL) <= wide - indent) return [text];
  const [first] = wrap(text, SMALL, wide - indent);
  if (width(first, SMALL) > wide - indent || !text.startsWith(first)) {
    return ["", ...wrap(text, SMALL, wide)];
  }
  return [first, ...wrap(text.slice(first.length).trim(), SMALL, wide)];
}

/**
 * @param {Content} content
 * @param {number} wide
 */
function charts(content, wide) {
  if (!content.tally || content.lists.length) return NONE;
  return [tally(content.tally, wide, content.day, content.style)];
}

/**
 * Lists under their headings; the last line counts what finds no room.
 *
 * @param {Content} content
 * @param {number} wide
 * @param {number} tall
 */
function listOf({ lists, phrases }, wide, tall) {
  const most = Math.floor((tall - 4) / leading(SMALL));
  const lines = headedLists(lists, wide, most, phrases.more_sources);
  const texts = lines.map(([text, bold], k) => ({
    box: "list",
    text,
    x: 0,
    y: SMALL + k * leading(SMALL),
    size: SMALL,
    weight: bold ? 600 : 400,
  }));
  return part("list", wide, lines.length * leading(SMALL) + 4, { texts });
}

/** @typedef {[one: Part, x: number]} Banded */

/**
 * A head above the map, chart and legend below; says whether all found room.
 *
 * @param {Draft} draft
 * @param {Content} content
 * @param {Way} way
 */
function below(draft, content, { chart: charted, axis, last }) {
  const room = draft.width - 2 * LEFT;
  const foot = strip(content, draft.width, axis, draft.width < FORM.wide * draft.height);
  /** @type {Part[]} */
  let above = [];
  let tall = 0;
  for (const less of [0, ...MEASURES.type.less]) {
    above = head(content, room, HEAD - less);
    tall = heightOf(above) + (above.length ? FORM.under_map : 0);
    if (tall <= FORM.most_head * draft.height) break;
  }
  const space = draft.bottom - draft.top - tall - foot.height;
  const top = draft.top + tall;
  const charting = charted && content.tally !== null;
  const box = (/** @type {number} */ share) => {
    return { name: "map", x: 0, y: top, width: draft.width, height: space * share };
  };
  const done = (
    /** @type {Place[]} */ places,
    /** @type {readonly Banded[]} */ parts,
    /** @type {number} */ y,
  ) => {
    putColumn(draft, { ...content, lists: [] }, above, room, 0);
    for (const [one, x] of parts) put(draft, one, LEFT + x, y);
    foot.put(draft, places);
    draft.places = places;
    return true;
  };
  if (!listing(content) && !charting) return done(content.placed(box(1)), [], top);
  const left = content.lists.length ? FORM.list : charting ? FORM.chart : 0;
  const roomy = BELOW.filter(({ count }) => count * LEGEND.least <= room * (1 - left));
  const shapes = roomy.length ? roomy : BELOW.slice(0, 1);
  /** @type {Place[]} */
  let places = [];
  let y = top;
  let free = 0;
  const every = content.headed ? [...FORM.pair_shares, ...FORM.shares] : FORM.shares;
  for (const share of every.filter((one) => one >= FORM.least_charted || !charted)) {
    places = content.placed(box(share));
    y = Math.max(...places.map((place) => place.box.y + place.box.height)) + FORM.above_band;
    free = top + space - y - FORM.below_band;
    const want = { room, charted, tall: free };
    if (!banded(content, [least(content, places)], shapes, want)) continue;
    const parts = banded(content, legends(content, places), shapes, want);
    if (parts) return done(places, parts, y);
  }
  if (last) {
    const want = { room, charted: false, tall: free, cut: true };
    const [, listed] = legends(content, places);
    done(places, band(content, listed, shapes[shapes.length - 1], want) ?? [], y);
  }
  return false;
}

/** @typedef {{room: number, charted: boolean, tall: number, cut?: boolean}} Wanted */

/**
 * The first legend that fits, in the first shape in which it does.
 *
 * @param {Content} content
 * @param {readonly Listed[]} all
 * @param {readonly Columns[]} shapes
 * @param {Wanted} wanted
 */
function banded(content, all, shapes, wanted) {
  for (const listed of all) {
    for (const columns of shapes) {
      const parts = band(content, listed, columns, wanted);
      if (parts) return parts;
    }
  }
  return null;
}

/**
 * Chart or list, and the legend, beside each other; null where they are too high.
 *
 * @param {Content} content
 * @param {Listed} listed
 * @param {Columns} columns
 * @param {Wanted} wanted
 * @returns {Banded[] | null}
 */
function band(content, { entries, stacked }, columns, { room, charted, tall, cut = false }) {
  const { lists, phrases } = content;
  let left = (room - GUTTER) * (lists.length ? FORM.list : FORM.chart);
  const chart = charted ? charts(content, left) : NONE;
  if (!chart.length && !lists.length) left = -GUTTER;
  const how = { phrases, stacked, ...(cut ? { most: tall } : {}) };
  const legend = entries.length ? setLegend(entries, room - left - GUTTER, columns, how) : null;
  /** @type {Banded[]} */
  const parts = chart.map((one) => [one, 0]);
  if (lists.length) {
    const lines = content.headed ? FORM.pair_list : FORM.least_list;
    if (tall < lines * leading(SMALL) && !cut) return null;
    parts.push([listOf(content, legend ? left : room, tall), 0]);
  }
  if (legend) parts.push([legend, left + GUTTER]);
  return cut || parts.every(([one]) => one.height <= tall) ? parts : null;
}

/** @typedef {{parts: Part[], x: number, wide: number}} Column */

/**
 * The foot of a sheet: sources and notes, and the time axis beside or above them.
 *
 * @param {Content} content
 * @param {number} wide
 * @param {boolean} withAxis
 * @param {boolean} upright
 */
function strip(content, wide, withAxis, upright) {
  const sourced = content.shows("sources");
  const leastSources = sourced ? STRIP.least_sources * leading(FINE) : 0;
  const laid = upright ? uprightStrip() : wideStrip();

  /** @param {number} room @returns {Part[]} Projection and version. */
  function facts(room) {
    return ["projection", "version"]
      .filter((name) => content.shows(name))
      .map((name) => {
        const text = name === "version" ? content.version : content.projection;
        return paragraph(name, text, room, FINE, { soft: true });
      });
  }

  /** @param {number} room @returns {Part[]} Notes and the link. */
  function told(room) {
    const notes = [
      content.shows("note") ? content.note : "",
      content.shows("sources") ? content.userNote : "",
    ];
    const note = notes.filter(Boolean).join(" ");
    const parts = note ? [paragraph("note", note, room, FINE, { soft: true })] : [];
    return content.shows("link") ? [...parts, linkPart(content.link, room)] : parts;
  }

  /**
   * Parts in columns; the first has the sources above its own.
   *
   * @param {Column[]} columns
   * @param {number} top
   */
  function lay(columns, top) {
    const highs = columns.map(({ parts }) => parts.reduce((sum, one) => sum + one.height, 0));
    const tall = Math.max(highs[0] + leastSources, ...highs.slice(1));
    /** @type {[one: Part, x: number, y: number][]} */
    const notes = [];
    columns.forEach(({ parts, x }, k) => {
      let y = top + (k === 0 && sourced ? tall - highs[0] : 0);
      for (const one of parts) {
        notes.push([one, x, y]);
        y += one.height;
      }
    });
    const [{ x, wide: first }] = columns;
    const sources = { name: "sources", x, y: top, width: first, height: tall - highs[0] };
    return { notes, sources, tall };
  }

  /** @typedef {ReturnType<typeof lay> & {axis: [Part, number, number] | null, height: number}} Laid */

  /** @param {number} room */
  function axisOf(room) {
    return timeline(content, room, content.style);
  }

  /** @returns {Laid} */
  function wideStrip() {
    const one = [...told(STRIP.beside), ...facts(STRIP.beside)];
    const axisTall = withAxis ? TALL_AXIS : 0;
    const texts = one.length > 0 || sourced;
    const high = one.reduce((sum, { height }) => sum + height, 0);
    const single = high + leastSources <= Math.max(axisTall, STRIP.least);
    /** @type {ReturnType<typeof lay>} */
    let made = {
      notes: [],
      sources: { name: "sources", x: 0, y: 0, width: 0, height: 0 },
      tall: 0,
    };
    let end = LEFT - GUTTER;
    if (texts && single) {
      made = lay([{ parts: one, x: LEFT, wide: STRIP.beside }], STRIP.top);
      end = LEFT + STRIP.beside;
    } else if (texts) {
      const [columns, right] = two(axisTall);
      made = lay(columns, STRIP.top);
      end = right;
    }
    const left = !texts || !single ? end + GUTTER : LEFT + STRIP.beside + RIGHT + SCALE.inside;
    /** @type {Laid["axis"]} */
    let axis = null;
    let { tall } = made;
    if (withAxis && wide - left - RIGHT >= LEAST_AXIS) {
      axis = [axisOf(wide - left - RIGHT), left, STRIP.wide_axis];
      if (tall < axisTall - 4) {
        made = stretched(made, axisTall - 4 - tall);
        tall = axisTall - 4;
      }
    }
    return { ...made, axis, height: tall ? STRIP.top + tall + STRIP.foot : 0 };
  }

  /**
   * Give the sources what other things left free.
   *
   * @param {ReturnType<typeof lay>} made
   * @param {number} by
   */
  function stretched({ notes, sources, tall }, by) {
    const first = sources.x;
    /** @type {typeof notes} */
    const moved = notes.map(([one, x, y]) => [one, x, sourced && x === first ? y + by : y]);
    return { notes: moved, sources: { ...sources, height: sources.height + by }, tall };
  }

  /**
   * Notes beside sources, as wide as it takes for the strip to stay low.
   *
   * @param {number} axisTall
   * @returns {[columns: Column[], end: number]}
   */
  function two(axisTall) {
    const x = LEFT + STRIP.beside + GUTTER;
    const columns = (/** @type {number} */ room) => [
      { parts: facts(STRIP.beside), x: LEFT, wide: STRIP.beside },
      { parts: told(room), x, wide: room },
    ];
    let [cost, chosen] = [Infinity, STRIP.notes[0]];
    for (const room of STRIP.notes) {
      if (axisTall && wide - x - room - GUTTER - RIGHT < LEAST_AXIS) continue;
      const mine = Math.max(lay(columns(room), STRIP.top).tall, axisTall) + STRIP.cost * room;
      if (mine < cost) [cost, chosen] = [mine, room];
    }
    return [columns(chosen), x + chosen];
  }

  /** @returns {Laid} */
  function uprightStrip() {
    const room = wide - 2 * LEFT;
    /** @type {Laid["axis"]} */
    let axis = null;
    let { top } = STRIP;
    if (withAxis && room >= LEAST_AXIS) {
      axis = [axisOf(room), LEFT, STRIP.upright_axis];
      top = 2 * STRIP.upright_axis + TALL_AXIS;
    }
    const half = (room - GUTTER) / 2;
    const columns = [
      { parts: facts(half), x: LEFT, wide: half },
      { parts: told(half), x: LEFT + half + GUTTER, wide: half },
    ];
    const texts = sourced || columns.some(({ parts }) => parts.length);
    const made = lay(columns, top);
    const tall = texts ? made.tall + STRIP.foot : 0;
    return { ...made, axis, height: tall || axis ? top + tall : 0 };
  }

  /**
   * Put it at the sheet's foot.
   *
   * @param {Draft} draft
   * @param {Place[]} places
   */
  function putStrip(draft, places) {
    const { notes, sources, axis, height } = laid;
    if (!height) return;
    const top = draft.bottom - height;
    draft.shapes.push({
      form: "stroke",
      points: [
        [0, top + 0.5],
        [draft.width, top + 0.5],
      ],
      colour: content.style.rule,
    });
    for (const [one, x, y] of notes) put(draft, one, x, top + y);
    if (sourced) {
      const box = { ...sources, y: top + sources.y };
      const texts = setSources(content.sources(places), box, content.phrases);
      if (texts.length) putTexts(draft, box, texts, !draft.leftward);
    }
    if (axis) put(draft, axis[0], axis[1], top + axis[2]);
  }

  return { height: laid.height, put: putStrip };
}
