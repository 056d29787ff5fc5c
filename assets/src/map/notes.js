// What a map must say for itself: its scale, whose boundaries it shows, what it leaves out.

import * as camera from "../core/camera.js";
import { lastAt, missed } from "../core/state.js";
import { count, fill } from "../shell/dom.js";

// Of the bar and its text, in pixels.
const LONGEST = 120;
const TEXT = 12;

/** @import {Frame, Page, View} from "../types/page.js" */
/** @typedef {Pick<Page, "data" | "words" | "view" | "map" | "span" | "listen">} Mapped */

/**
 * What the facts leave out of the days and the frame that a view asks about, in a sentence.
 *
 * @param {Omit<Mapped, "listen">} map
 */
export function notCovered(map) {
  const { view, map: shown } = map;
  const gaps = missed(map.data, ...map.span(), shown.box(view), shown.rotation(view));
  return gaps.length ? fill(map.words.sheet.not_covered, { what: gaps.join("; ") }) : "";
}

/** A sentence after another, off which copies of both keep it too. @param {string} text */
const after = (text) => text && ` ${text}`;

/**
 * Keep the note on boundaries true.
 *
 * @param {Mapped} map
 * @param {{source: HTMLElement, text: HTMLElement, gaps: HTMLElement}} nodes
 */
export function note(map, nodes) {
  const { notes, boundary_source: source } = map.data;
  const days = notes.map(([from]) => from);
  nodes.source.textContent = source;
  map.listen("rest", ({ day }) => {
    const k = lastAt(days, day);
    nodes.text.textContent = k < 0 ? "" : after(notes[k][1]);
  });
  // What is not covered depends on the frame too.
  const gaps = () => {
    const gap = after(notCovered(map));
    if (nodes.gaps.textContent !== gap) nodes.gaps.textContent = gap;
  };
  map.listen("rest", gaps);
  map.listen("moved", gaps);
}

/**
 * Keep a scale bar true.
 *
 * @param {Mapped} map
 * @param {HTMLElement} bar
 * @param {(km: number) => string} number Writes its length.
 */
export function scale(map, bar, number = count) {
  map.listen("moved", (frame) => {
    // As text grows, so does the bar that it stands on.
    const size = Number.parseFloat(getComputedStyle(bar).fontSize) / TEXT || 1;
    const [km, px] = camera.scaleBar(frame, LONGEST * size);
    bar.textContent = fill(map.words.map.scale, { km: number(km) });
    bar.style.width = `${px}px`;
  });
}

/**
 * Show the title of a turning point while the player rests on it.
 *
 * @param {Mapped} map
 * @param {HTMLElement} node
 */
export function caption(map, node) {
  map.listen("caption", (day) => {
    const told = day === null ? [] : map.data.events.filter((e) => e.day === day && e.weight > 2);
    node.hidden = !told.length;
    if (told.length) node.textContent = told.map((e) => e.title).join(" · ");
  });
}
