// Annotations: what the author of a map writes on it. How a link says them, the twin of
// csto_map/query/annotations.py, and where they stand in a frame and how they are drawn, the
// twin of csto_map/picture/annotations.py and of csto_map/sheet/svg.py. Pure.

import LOOK from "../../../csto_map/picture/annotations.json" with { type: "json" };
import drawing from "../../../csto_map/picture/drawing.json" with { type: "json" };
import read from "../../../csto_map/query/annotations.json" with { type: "json" };
import { toPx } from "./camera.js";
import { direct, inverse } from "./geodesic.js";
import { num } from "./numbers.js";
import { iso, readDate } from "./state.js";

/**
 * @import {Box} from "./names.js"
 * @import {Spot} from "./geodesic.js"
 * @import {Frame, Looks, Span, Timeline, Words} from "../types/page.js"
 */

/**
 * @typedef {"text" | "arrow" | "circle" | "state" | "distance"} AnnotationKind
 * @typedef {[x: number, y: number]} Point In km or pixels.
 *
 * @typedef {object} Annotation See `Annotation` in csto_map/query/annotations.py.
 * @property {AnnotationKind} kind
 * @property {[lon: number, lat: number][]} places
 * @property {number} km Radius of a circle; else 0.
 * @property {string} state Code; empty for none.
 * @property {string} text
 * @property {string} pen
 * @property {Span | null} days
 *
 * @typedef {object} Sketch On the map's plane: see `Sketch` in csto_map/picture/parts.py.
 * @property {AnnotationKind} kind
 * @property {string} pen
 * @property {string} title
 * @property {string} text
 * @property {string} number
 * @property {string} state
 * @property {Point[][]} strokes
 * @property {boolean} closed
 * @property {readonly [x: number, y: number]} at
 * @property {Span | null} days
 *
 * @typedef {object} Annotated In a frame: see `Annotated` in csto_map/picture/parts.py.
 * @property {AnnotationKind} kind
 * @property {string} colour
 * @property {string} title
 * @property {string[]} lines
 * @property {Box | null} plate
 * @property {Point | null} foot
 * @property {Point[][]} strokes
 * @property {boolean} closed
 * @property {Point[]} head
 * @property {Point[]} dots
 * @property {string} state
 *
 * @typedef {Pick<Timeline, "first" | "horizon" | "countries">} Known
 *
 * @typedef {object} Ways How places become km, and how wide texts are.
 * @property {(lon: number, lat: number) => Point} project
 * @property {(text: string) => number} wide In pixels, at the size of annotations.
 * @property {(value: number) => string} count
 * @property {Words["annotations"]} words
 * @property {Known["countries"]} countries
 */

/** @type {AnnotationKind[]} */
export const KINDS = ["text", "arrow", "circle", "state", "distance"];
export const { pens: PENS, most: MOST, longest: LONGEST, radius: RADIUS } = read;
export { LOOK };

const NAMES = drawing.names;
const NUMBER = /^-?[0-9]{1,4}(\.[0-9]{1,20})?$/;
const UNPRINTABLE = new RegExp(read.unprintable, "gu");
/** @type {Record<string, number>} */
const ENDS = { text: 2, arrow: 4, circle: 3, distance: 4 };

/** @param {string} text */
const trimmed = (text) => text.replace(/^ +| +$/g, "");

/**
 * A text in two at the first colon.
 *
 * @param {string} text
 * @returns {[before: string, after: string]}
 */
function parted(text) {
  const at = text.indexOf(":");
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

/**
 * Round halves up, to no minus zero.
 *
 * @param {number} value
 * @param {number} decimals
 */
export function rounded(value, decimals) {
  const scale = 10 ** decimals;
  return Math.floor(value * scale + 0.5) / scale + 0;
}

/** A place as it is kept. @param {Spot} spot @returns {[number, number]} */
export const kept = ([lon, lat]) => [rounded(lon, read.decimals), rounded(lat, read.decimals)];

/** @param {number} value @param {number} decimals */
const written = (value, decimals) => value.toFixed(decimals).replace(/0+$/, "").replace(/\.$/, "");

/**
 * Words as they are kept: what no picture has is a space.
 *
 * @param {string} text
 */
export const plain = (text) => text.replace(UNPRINTABLE, " ").split(" ").filter(Boolean).join(" ");

/**
 * Whether places can be those of an annotation.
 *
 * @param {string} kind
 * @param {readonly Spot[]} spots
 */
export function possible(kind, spots) {
  const inside = ([lon, lat] = spots[0]) =>
    lon >= -180 && lon <= 180 && lat >= read.south && lat <= 90;
  if (!spots.every((spot) => inside(spot))) return false;
  if (spots.length < 2) return true;
  const [[lon0, lat0], [lon1, lat1]] = spots;
  if (lon0 === lon1 && lat0 === lat1) return false;
  const apart = Math.abs(lon0 - lon1);
  return kind !== "distance" || (apart > 180 ? 360 - apart : apart) <= read.apart;
}

/**
 * Days as a link has them; undefined for a bad text.
 *
 * @param {string} text
 * @param {Known} known
 * @returns {Span | undefined}
 */
function span(text, { first, horizon }) {
  const ends = text.split("..").map(readDate);
  const [from, to] = ends;
  const covered = ends.every((day) => day >= first && day <= horizon);
  return ends.length === 2 && covered && from <= to ? [from, to] : undefined;
}

/** Codes of the states that can be highlighted. @param {Pick<Known, "countries">} known */
export const states = ({ countries }) => countries.filter(({ label }) => label).map(({ id }) => id);

/**
 * @param {string} part
 * @param {Known} known
 * @returns {Annotation | undefined}
 */
function one(part, known) {
  const [head, rest] = parted(part);
  const [place, label] = parted(rest);
  const [name, ...looks] = head.split(",").map(trimmed);
  const kind = KINDS.find((id) => id === name);
  if (!kind) return undefined;
  const pen = PENS.includes(looks[0]) ? /** @type {string} */ (looks.shift()) : PENS[0];
  const last = looks.shift();
  const days = last === undefined ? null : span(last, known);
  const text = plain(label.replace(/%7E/gi, "~").replace(/%25/g, "%"));
  if (days === undefined || looks.length || [...text].length > LONGEST) return undefined;
  if (kind === "text" && !text) return undefined;
  if (kind === "state") {
    const state = trimmed(place);
    if (!states(known).includes(state)) return undefined;
    return { kind, places: [], km: 0, state, text, pen, days };
  }
  const parts = place.split(",").map(trimmed);
  if (parts.length !== ENDS[kind] || !parts.every((n) => NUMBER.test(n))) return undefined;
  const numbers = parts.map(Number);
  const km = kind === "circle" ? rounded(Number(numbers.pop()), 1) : 0;
  if (kind === "circle" && !(km >= RADIUS[0] && km <= RADIUS[1])) return undefined;
  const places = [];
  for (let k = 0; k < numbers.length; k += 2) places.push(kept([numbers[k], numbers[k + 1]]));
  return possible(kind, places) ? { kind, places, km, state: "", text, pen, days } : undefined;
}

/**
 * Read the annotations of a link; undefined for a bad text.
 *
 * @param {string} text
 * @param {Known} known
 * @returns {Annotation[] | undefined}
 */
export function readAnnotations(text, known) {
  const parts = text.split("~");
  if (parts.length > MOST) return undefined;
  const all = parts.map((part) => one(part, known));
  return all.every((each) => each !== undefined) ? all : undefined;
}

/** @param {Annotation} annotation */
function writtenOne({ kind, places, km, state, text, pen, days }) {
  const looks = [
    kind,
    ...(pen === PENS[0] ? [] : [pen]),
    ...(days ? [days.map(iso).join("..")] : []),
  ];
  const degrees = places.flat().map((value) => written(value, read.decimals));
  const place = state || [...degrees, ...(kind === "circle" ? [written(km, 1)] : [])].join(",");
  const words = text.replace(/%/g, "%25").replace(/~/g, "%7E");
  return [looks.join(","), place, ...(words ? [words] : [])].join(":");
}

/**
 * Write annotations as a link has them; null for none.
 *
 * @param {readonly Annotation[]} annotations
 */
export const writeAnnotations = (annotations) =>
  annotations.length ? annotations.map(writtenOne).join("~") : null;

/**
 * The kind of text that annotations are in a link.
 *
 * @type {import("../types/page.js").LinkKind<string>}
 */
export const annotationsKind = {
  read(text, _, timeline) {
    const annotations = readAnnotations(text, timeline);
    return annotations && /** @type {string} */ (writeAnnotations(annotations));
  },
  expected: (_, { words }) => words.annotations.expected,
};

/**
 * A distance in words.
 *
 * @param {number} km
 * @param {Pick<Ways, "count" | "words">} ways
 */
export function kmInWords(km, { count, words }) {
  const shown = km >= 10 ? Math.floor(km + 0.5) : Math.floor(km * 10 + 0.5) / 10;
  return words.km.replace("{n}", count(shown));
}

/** How far it is from one end of an annotation to the other, in km. @param {Annotation} annotation */
export const lengthOf = ({ places }) => inverse(places[0], places[1]).metres / 1000;

/**
 * An annotation on the map's plane.
 *
 * @param {Annotation} annotation
 * @param {Ways} ways
 * @returns {Sketch}
 */
export function sketch(annotation, ways) {
  const { kind, pen, text, state, days, places } = annotation;
  const number = kind === "distance" ? kmInWords(lengthOf(annotation), ways) : "";
  const country = ways.countries.find(({ id }) => id === state);
  const told = [country?.name, number, text].filter(Boolean).join(": ");
  const title = told
    ? ways.words.named.replace("{kind}", ways.words[kind]).replace("{text}", () => told)
    : ways.words[kind];
  const at = country?.label ?? middle(places, kind, ways.project);
  return { kind, pen, title, text, number, state, ...strokes(annotation, ways.project), at, days };
}

/**
 * Where the words of an annotation stand, in km: of a distance halfway.
 *
 * @param {Annotation["places"]} places
 * @param {AnnotationKind} kind
 * @param {Ways["project"]} project
 */
function middle([start, end], kind, project) {
  if (kind !== "distance") return project(...start);
  const { metres, way } = inverse(start, end);
  return project(...direct(start, way, metres / 2));
}

/**
 * @param {Annotation} annotation
 * @param {Ways["project"]} project
 * @returns {Pick<Sketch, "strokes" | "closed">}
 */
function strokes({ kind, places, km }, project) {
  const [start, end] = places;
  if (kind === "arrow") return { strokes: [places.map((spot) => project(...spot))], closed: false };
  if (kind === "circle") {
    const count = LOOK.circle;
    const around = Array.from({ length: count }, (_, k) =>
      project(...direct(start, (360 / count) * k, km * 1000)),
    );
    return unbroken([...around, around[0]], 2 * km * Math.sin(Math.PI / count));
  }
  if (kind !== "distance") return { strokes: [], closed: false };
  const { metres, way } = inverse(start, end);
  const parts = LOOK.line;
  const points = [project(...start)];
  for (let k = 1; k < parts; k++) points.push(project(...direct(start, way, (metres * k) / parts)));
  points.push(project(...end));
  return { strokes: unbroken(points, metres / 1000 / parts).strokes, closed: false };
}

/**
 * A line cut where it leads from one end of the map to the other, and whether it is whole.
 *
 * @param {Point[]} points
 * @param {number} step
 */
function unbroken(points, step) {
  const [times, least] = LOOK.jump;
  const lines = [[points[0]]];
  for (let k = 1; k < points.length; k++) {
    const [[x0, y0], [x1, y1]] = [points[k - 1], points[k]];
    const far = Math.sqrt((x1 - x0) * (x1 - x0) + (y1 - y0) * (y1 - y0));
    if (far > times * step && far > least) lines.push([]);
    lines[lines.length - 1].push([x1, y1]);
  }
  return { strokes: lines.filter((line) => line.length > 1), closed: lines.length === 1 };
}

/**
 * Whether something is shown on a day of a span.
 *
 * @param {{days: Span | null}} annotation
 * @param {Span} span
 */
export const holds = ({ days }, [first, last]) => !days || (days[0] <= last && first <= days[1]);

/**
 * Set annotations in a frame: those shown on a day of a span that the frame shows.
 *
 * @param {readonly Sketch[]} sketches
 * @param {Span | null} days Null for all.
 * @param {Frame} frame
 * @param {{style: Looks, wide: Ways["wide"]}} look
 * @returns {Annotated[]}
 */
export function drawn(sketches, days, frame, look) {
  /** @type {Annotated[]} */
  const made = [];
  /** @type {Box[]} */
  const taken = [];
  for (const asked of sketches) {
    if (days && !holds(asked, days)) continue;
    const annotated = set(asked, frame, look, taken);
    if (annotated.plate) taken.push(annotated.plate);
    if (asked.state || annotated.plate || reaches(annotated, frame)) made.push(annotated);
  }
  return made;
}

/** @param {Annotated} annotated @param {Frame} frame */
function reaches({ strokes: lines }, { width, height }) {
  const points = lines.flat();
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const across = Math.min(...xs) <= width && Math.max(...xs) >= 0;
  return across && Math.min(...ys) <= height && Math.max(...ys) >= 0;
}

/**
 * @param {Sketch} asked
 * @param {Frame} frame
 * @param {{style: Looks, wide: Ways["wide"]}} look
 * @param {Box[]} taken
 * @returns {Annotated}
 */
function set(asked, frame, { style, wide }, taken) {
  const { kind, pen, title, text, number, state, closed } = asked;
  let lines = asked.strokes.map((stroke) => stroke.map(([x, y]) => toPx(frame, x, y)));
  const words = [...broken(text, wide), ...(number ? [number] : [])];
  let anchor = toPx(frame, asked.at[0], asked.at[1]);
  let [x, y] = anchor;
  const [across, tall] = sizeOf(words, wide);
  /** @type {Point[]} */
  let head = [];
  if (kind === "arrow") {
    const [root, tip] = lines[0];
    const end = headOf(root, tip);
    head = end.head;
    lines = [[root, end.foot]];
    // The words stand behind the root, so that the whole arrow is seen.
    const [ux, uy] = end.along;
    const back = Math.min(across / 2 / Math.abs(ux), tall / 2 / Math.abs(uy));
    [x, y] = words.length ? [root[0] - ux * back, root[1] - uy * back] : root;
  } else if (kind === "circle" && lines.length) {
    anchor = lines.flat().reduce((top, point) => (point[1] < top[1] ? point : top));
    [x, y] = anchor;
  } else if (kind === "state") y += LOOK.below;
  /** @type {Box | null} */
  let plate = null;
  let moved = false;
  const [ax, ay] = anchor;
  if (words.length && ax >= 0 && ax <= frame.width && ay >= 0 && ay <= frame.height) {
    [plate, moved] = free([x - across / 2, y - tall / 2], [across, tall], frame, taken);
  }
  const ends = kind === "distance" && lines.length > 0;
  return {
    kind,
    colour: style.pens[pen],
    title,
    lines: words,
    plate,
    foot: moved ? anchor : null,
    strokes: lines,
    closed,
    head,
    dots: ends ? [lines[0][0], lines[lines.length - 1][lines[lines.length - 1].length - 1]] : [],
    state,
  };
}

/**
 * Where a plate is whole and lies on no other, and whether it has moved off one.
 *
 * @param {Point} corner
 * @param {Point} size
 * @param {Frame} frame
 * @param {Box[]} taken
 * @returns {[box: Box, moved: boolean]}
 */
function free([x, y], [wide, tall], frame, taken) {
  const { edge, step, tries } = LOOK;
  const left = Math.max(edge, Math.min(x, frame.width - edge - wide));
  /** @param {number} wanted @returns {Box} */
  const at = (wanted) => {
    const top = Math.max(edge, Math.min(wanted, frame.height - edge - tall));
    return [left, top, left + wide, top + tall];
  };
  for (let k = 0; k <= tries; k++) {
    for (const by of k ? [k, -k] : [0]) {
      const box = at(y + by * step);
      if (!taken.some((other) => overlap(box, other))) return [box, by !== 0];
    }
  }
  return [at(y), false];
}

/** @param {Readonly<Box>} one @param {Readonly<Box>} other */
const overlap = ([w, n, e, s], [west, north, east, south]) =>
  w < east && west < e && n < south && north < s;

/** @param {Point} root @param {Point} tip */
function headOf(root, tip) {
  const [dx, dy] = [tip[0] - root[0], tip[1] - root[1]];
  const long = Math.sqrt(dx * dx + dy * dy);
  const [ux, uy] = long ? [dx / long, dy / long] : [1, 0];
  const size = Math.min(LOOK.head[0], long);
  const half = LOOK.head[1] * (size / LOOK.head[0]);
  /** @type {Point} */
  const foot = [tip[0] - ux * size, tip[1] - uy * size];
  /** @type {Point[]} */
  const head = [
    [foot[0] - uy * half, foot[1] + ux * half],
    tip,
    [foot[0] + uy * half, foot[1] - ux * half],
  ];
  return { foot, head, along: /** @type {Point} */ ([ux, uy]) };
}

/** @param {readonly string[]} lines @param {Ways["wide"]} wide @returns {Point} */
function sizeOf(lines, wide) {
  if (!lines.length) return [0, 0];
  const [across, down] = LOOK.pad;
  return [Math.max(...lines.map(wide)) + 2 * across, lines.length * LOOK.leading + 2 * down];
}

/**
 * Words broken into lines; one that is wider than a line stands alone.
 *
 * @param {string} text
 * @param {Ways["wide"]} wide
 */
function broken(text, wide) {
  /** @type {string[]} */
  const lines = [];
  for (const word of text ? text.split(" ") : []) {
    const longer = lines.length ? `${lines[lines.length - 1]} ${word}` : word;
    if (lines.length && wide(longer) <= LOOK.room) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** @param {string} text */
const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

/**
 * Annotations as SVG, the words of all of them on top.
 *
 * @param {readonly Annotated[]} annotated
 * @param {Looks} style
 * @param {(state: string) => string} outline Path of a state, in tenths of a pixel.
 */
export function annotationsSvg(annotated, style, outline) {
  const shapes = annotated.map((one) => shapeSvg(one, style, outline));
  return [
    ...shapes,
    ...annotated.map(tieSvg),
    ...annotated.map((one) => wordsSvg(one, style)),
  ].join("");
}

/** @param {readonly Readonly<Point>[]} points */
const path = (points) => `M${points.map(([x, y]) => `${num(x)} ${num(y)}`).join("L")}`;

/**
 * @param {Annotated} annotated
 * @param {Looks} style
 * @param {(state: string) => string} outline
 */
function shapeSvg(
  { kind, colour, title, strokes: lines, closed, head, dots, state },
  style,
  outline,
) {
  const by = state ? 10 : 1;
  const wide = state ? LOOK.outline * by : LOOK.width;
  const d = state
    ? outline(state)
    : lines.map((stroke) => path(stroke) + (closed ? "z" : "")).join("");
  let body = "";
  if (d) {
    const tint = `fill="${colour}" fill-opacity="${LOOK.tint}"`;
    const dash = kind === "distance" ? ` stroke-dasharray="${LOOK.dash}"` : "";
    body =
      `<path d="${d}" ${closed || state ? tint : 'fill="none"'} stroke="${style.halo}" ` +
      `stroke-opacity=".8" stroke-width="${num(wide + 2 * LOOK.casing * by)}"/>` +
      `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${num(wide)}"${dash}/>`;
  }
  if (head.length) {
    body +=
      `<path d="${path(head)}z" fill="${colour}" stroke="${style.halo}" stroke-opacity=".8" ` +
      `stroke-width="${num(LOOK.casing)}" paint-order="stroke"/>`;
  }
  for (const [x, y] of dots) {
    body +=
      `<circle cx="${num(x)}" cy="${num(y)}" r="${LOOK.dot}" fill="${colour}" ` +
      `stroke="${style.halo}"/>`;
  }
  if (!body) return "";
  const scale = state ? ' transform="scale(.1)"' : "";
  const about = `class="annotation" data-kind="${kind}"${scale} stroke-linejoin="round"`;
  return `<g ${about}><title>${escaped(title)}</title>${body}</g>`;
}

/** A line from words that have moved to where they belong. @param {Annotated} annotated */
function tieSvg({ plate, foot, colour }) {
  if (!plate || !foot) return "";
  const [left, top, right, bottom] = plate;
  const d = path([foot, [(left + right) / 2, (top + bottom) / 2]]);
  return `<path class="annotation-tie" d="${d}" stroke="${colour}" stroke-width="${LOOK.edge}"/>`;
}

/** @param {Annotated} annotated @param {Looks} style */
function wordsSvg({ plate, lines, colour }, style) {
  if (!plate) return "";
  const [left, top, right, bottom] = plate;
  const words = lines.map((line, k) => {
    const half = top + LOOK.pad[1] + LOOK.leading * (k + 0.5);
    const y = half + LOOK.type * NAMES.drop;
    return (
      `<text x="${num((left + right) / 2)}" y="${num(y)}" font-size="${LOOK.type}" ` +
      `font-weight="${LOOK.weight}" text-anchor="middle" fill="${colour}">${escaped(line)}</text>`
    );
  });
  return (
    `<g class="annotated"><rect x="${num(left)}" y="${num(top)}" width="${num(right - left)}" ` +
    `height="${num(bottom - top)}" rx="${LOOK.round}" fill="${style.paper}" ` +
    `fill-opacity="${LOOK.opacity}" stroke="${colour}" stroke-width="${LOOK.edge}"/>` +
    `${words.join("")}</g>`
  );
}
