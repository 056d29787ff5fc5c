// What is found on a day in a view: looked up in what csto_map/history/findings.py compiled.
// Pure; the twin of `nearest`, `lookup` and `last_change` there.

import { lastOf } from "./spans.js";
import { utc } from "./state.js";

/** @import {AtlasFile, BarTally, Box, Change, Day, Findings, SpanTally} from "../types/files.js" */

/**
 * The view that is most like a box: the greatest share of the area of both together.
 *
 * @param {AtlasFile["views"]} views Of several that are alike the first is taken.
 * @param {Readonly<Box>} box
 * @returns {string} Its id.
 */
export function nearest(views, [x0, y0, x1, y1]) {
  let best = views[0].id;
  let most = -1;
  for (const view of views) {
    const wide = Math.max(0, Math.min(x1, view.x1) - Math.max(x0, view.x0));
    const high = Math.max(0, Math.min(y1, view.y1) - Math.max(y0, view.y0));
    const both = wide * high;
    const either = (x1 - x0) * (y1 - y0) + (view.x1 - view.x0) * (view.y1 - view.y0) - both;
    const share = both / either;
    if (share > most) {
      best = view.id;
      most = share;
    }
  }
  return best;
}

/**
 * What is found on a day.
 *
 * @param {Findings} findings Of a view or a lens.
 * @param {Day} day
 * @returns {{headline: string, tally: BarTally | SpanTally | null}} The sentence without a date
 *   and a full stop, and the chart that counts it.
 */
export function findingAt({ headlines, tallies }, day) {
  const k = lastOf(headlines, (n) => headlines[n][0], day);
  if (k < 0) return { headline: "", tally: null };
  const [, headline, tally] = headlines[k];
  return { headline, tally: tally === null ? null : tallies[tally] };
}

/**
 * The last change up to a day that concerns a view; null before there is any.
 *
 * @param {Findings} findings
 * @param {readonly Change[]} changes All of them.
 * @param {Day} day
 * @returns {{when: string, text: string} | null} Its date in words, without the day's own year.
 */
export function lastChange({ changes: concerning }, changes, day) {
  const k = lastOf(concerning, (n) => changes[concerning[n][0]].day, day);
  if (k < 0) return null;
  const [n, when, text] = concerning[k];
  const change = changes[n];
  return { when: when ?? shorter(change, day), text: text ?? change.text };
}

/**
 * The date of a change in words, without its year where that is the year of the day shown.
 *
 * @param {Change} change
 * @param {Day} day
 */
function shorter({ when, exact, day: changed }, day) {
  const ending = ` ${yearOf(day)}`;
  const goes = exact && yearOf(changed) === yearOf(day) && when.endsWith(ending);
  return goes ? when.slice(0, -ending.length) : when;
}

/** @param {Day} day */
const yearOf = (day) => utc(day).getUTCFullYear();

/**
 * All that is told of what a map shows.
 *
 * @param {Pick<AtlasFile, "findings" | "lens_findings" | "views" | "changes">} data
 * @param {{lens: string, box: Readonly<Box>}} shown
 * @param {Day} day
 */
export function told(data, { lens, box }, day) {
  const view = nearest(data.views, box);
  const findings = data.findings[view];
  const change = lastChange(findings, data.changes, day);
  return { view, ...findingAt(data.lens_findings[lens] ?? findings, day), change };
}
