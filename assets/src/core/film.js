// What the film tab works out: which days a film has at first, and what is told of it before.

import { tongue } from "./speaker.js";
import { readDate } from "./state.js";

/** @import { View } from "../types/page.js" */

/**
 * What a film will be like, as the server says.
 *
 * @typedef {object} Forecast
 * @property {number} pictures
 * @property {number} frames
 * @property {number} seconds
 * @property {number} bytes an estimate
 * @property {number} wait seconds to make it, an estimate
 */

/**
 * The first and the last day of a film: those of the range that was chosen, else those of the film made
 * last, else all.
 *
 * @param {Pick<View, "range">} view
 * @param {{first: number, horizon: number}} timeline
 * @param {string[] | null} kept
 * @returns {[number, number]}
 */
export function spanOfFilm(view, timeline, kept) {
  if (view.range) return [view.range[0], view.range[1]];
  const [from, to] = (kept || []).map((text) => readDate(text));
  const known = from != null && to != null && from <= to;
  return known && from >= timeline.first && to <= timeline.horizon
    ? [from, to]
    : [timeline.first, timeline.horizon];
}

/**
 * What is filled into the sentence about a film to come.
 *
 * @param {Forecast} coming
 * @param {string} language
 */
export function foretold(coming, language) {
  const megabytes = Math.max(0.1, coming.bytes / 1e6);
  /**
   * @param {number} value
   * @param {number} digits
   */
  const number = (value, digits) =>
    value.toLocaleString(tongue(language), { maximumFractionDigits: digits });
  return {
    pictures: number(coming.pictures, 0),
    seconds: number(coming.seconds, 1),
    size: number(megabytes, megabytes < 10 ? 1 : 0),
    wait: number(Math.max(1, coming.wait), 0),
  };
}
