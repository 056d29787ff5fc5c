// The tip under the pointer: loaded when something is first pointed at.

import { strengthOn } from "../core/counting.js";
import { disputedAt } from "../map/terrain.js";
import * as tips from "../map/tip.js";
import { byId, figure, fill, range } from "./dom.js";

/** @import { Day, Events, Hit, Page } from "../types/page.js" */

/**
 * Give what tells of a place under the pointer.
 *
 * @param {Page} page
 * @param {HTMLElement} node
 * @returns {(hover: Events["hover"]) => void}
 */
export function hovering(page, node) {
  return ({ map, hit, x, y, day }) => {
    const area = disputedAt(map, hit, x, y);
    map.element.style.cursor = hit || area ? "pointer" : "";
    const stage = byId("stage").getBoundingClientRect();
    const box = map.element.getBoundingClientRect();
    /** @type {import("../map/tip.js").Line[]} */
    let lines = [];
    if (area) lines = tips.areaLines(page, area);
    else if (hit) lines = tips.lines(page, map.state, hit, strengthLine(page, hit, day));
    if (lines.length) tips.show(node, lines, box.x - stage.x + x, box.y - stage.y + y, stage);
    else node.hidden = true;
  };
}

/**
 * How many people are known to be at the topmost of what was hit, in a line.
 *
 * @param {Page} page
 * @param {Hit} hit
 * @param {Day} day
 * @returns {[look: string, text: string][]}
 */
function strengthLine(page, { ids, symbol }, day) {
  const entry = symbol && page.details?.cards[ids[0]];
  const now = entry && strengthOn(entry, day);
  if (!now) return [];
  const people = fill(page.words.card.people, { n: range(now.low, now.high) });
  return [[`tip-text age-${now.age}`, figure(page.words.figure, people, now.asOf, now.age)]];
}
