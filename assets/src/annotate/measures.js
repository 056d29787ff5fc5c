// What places of annotations are in pixels, kilometres and words.

import { RADIUS, rounded } from "../core/annotations.js";
import { inverse } from "../core/geodesic.js";
import { count, fill } from "../shell/dom.js";

/** @import { Point } from "../core/annotations.js" */
/** @import { Spot } from "../core/geodesic.js" */
/** @import { MapOnPage, Page } from "../types/page.js" */

/** @typedef {Page["words"]["annotations"]} Words */

/**
 * Where a pointer is on a map.
 *
 * @param {MapOnPage} map
 * @param {MouseEvent} e
 * @returns {Point}
 */
export function pixel(map, e) {
  const box = map.element.getBoundingClientRect();
  return [e.clientX - box.left, e.clientY - box.top];
}

/**
 * How far it is between two places, as the radius of a circle.
 *
 * @param {Spot} from
 * @param {Spot} to
 */
export function radius(from, to) {
  const km = rounded(inverse(from, to).metres / 1000, 1);
  return Math.min(RADIUS[1], Math.max(RADIUS[0], km));
}

/** A radius in words. @param {Words} words @param {number} km */
export const far = (words, km) => fill(words.radius, { n: count(km) });

/** A place in words. @param {Words} words @param {Spot} spot */
export function placed(words, [lon, lat]) {
  const degrees = (/** @type {number} */ value) => count(rounded(Math.abs(value), 2));
  return [
    fill(lat < 0 ? words.south : words.north, { n: degrees(lat) }),
    fill(lon < 0 ? words.west : words.east, { n: degrees(lon) }),
  ].join(", ");
}
