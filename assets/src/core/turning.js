// Frames that are turned otherwise: for flights, and for a second map. Pure.

import { asked, sides, upright } from "./camera.js";

/** @import {Frame, Rotation} from "../types/page.js" */

/**
 * A frame about the same place, as wide and as high, that is turned otherwise.
 *
 * @param {Frame} f
 * @param {Rotation | null | undefined} rotation
 * @returns {Frame}
 */
export function turnedTo(f, rotation) {
  if (String(f.rotation ?? "") === String(rotation ?? "")) return f;
  const [x0, y0, x1, y1] = upright(asked(sides(f), f.rotation), rotation);
  return { ...f, x0, y0, x1, y1, rotation };
}
