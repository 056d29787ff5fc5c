// Drawing annotations on a map, on the page, in pictures and in other people's pages.

import * as core from "../core/annotations.js";
import { toPx } from "../core/camera.js";
import { projector } from "../core/projection.js";
import { speaker } from "../core/speaker.js";

/** @import { Annotation, Sketch } from "../core/annotations.js" */
/** @import { Frame, Looks, MapOnPage, Page, Span } from "../types/page.js" */

// Parts of an em in which the typeface counts.
const EM = 2048;
const pen = document.createElement("canvas").getContext("2d");
/** @type {Map<string, number>} */
const advances = new Map();

/** How far a letter moves the next one, in parts of an em. @param {string} letter */
function advance(letter) {
  let units = advances.get(letter);
  if (units === undefined) {
    if (!pen) throw new Error("this browser measures no text");
    pen.font = `${core.LOOK.weight} ${EM}px Inter, sans-serif`;
    units = Math.round(pen.measureText(letter).width);
    advances.set(letter, units);
  }
  return units;
}

/** Wait for what measures words: letters of both scripts are files of their own. */
export const ready = () => document.fonts.load(`${core.LOOK.weight} 16px Inter`, "AЯ");

/**
 * How wide words are, in pixels: that of their letters one by one, as pictures have it.
 *
 * @param {string} text
 */
export function wide(text) {
  let sum = 0;
  for (const letter of text) sum += advance(letter);
  return (sum / EM) * core.LOOK.type;
}

/**
 * The outline of a state in a frame, in tenths of a pixel; empty where the map has none.
 *
 * @param {MapOnPage["outlines"]} outlines
 * @param {Frame} frame
 * @returns {(state: string) => string}
 */
export function outlineIn(outlines, frame) {
  return (state) =>
    (outlines.get(state) ?? [])
      .map(({ xs, ys }) => {
        const points = xs.map((x, k) => {
          const [px, py] = toPx(frame, x, ys[k]);
          return `${Math.round(px * 10)} ${Math.round(py * 10)}`;
        });
        return `M${points.join("L")}z`;
      })
      .join("");
}

/**
 * What puts annotations on the map's plane.
 *
 * @param {Pick<Page, "data" | "words">} map
 */
export function sketcher({ data, words }) {
  const ways = {
    project: projector(data.proj),
    wide,
    count: speaker(words.language).count,
    words: words.annotations,
    countries: data.countries,
  };
  return (/** @type {readonly Annotation[]} */ annotations) =>
    annotations.map((one) => core.sketch(one, ways));
}

/**
 * What the view says, as annotations; none where it says what nobody understands.
 *
 * @param {Pick<Page, "view" | "data">} page
 */
export const ofView = ({ view, data }) =>
  view.annotations === null ? [] : (core.readAnnotations(view.annotations, data) ?? []);

/**
 * What is drawn of annotations on a map.
 *
 * @param {readonly Sketch[]} sketches
 * @param {Span} days
 * @param {{frame: Frame, style: Looks, outlines: MapOnPage["outlines"]}} on
 */
export function drawnOn(sketches, days, { frame, style, outlines }) {
  const annotated = core.drawn(sketches, days, frame, { style, wide });
  const text = core.annotationsSvg(annotated, style, outlineIn(outlines, frame));
  return { svg: text, annotated };
}
