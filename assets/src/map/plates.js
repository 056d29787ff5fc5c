// The small maps of a wide one, as placed in a frame: see docs/explanation/insets.md. Pure.

import drawing from "../../../csto_map/picture/drawing.json" with { type: "json" };
import { fit, shows } from "../core/camera.js";
import { marksOf } from "../core/draw.js";
import { outline, placed, rim, ties, turnOf } from "../core/insets.js";
import { roomFor } from "../core/names.js";
import { countOf, hiddenBy, sentOf } from "./placing.js";

/** @import { Box as Area } from "../core/names.js" */
/** @import { Outlines } from "../core/borders.js" */
/** @import { Inset } from "../types/files.js" */
/** @import { Box, Frame, MapId } from "../types/page.js" */
/** @import { Shown } from "./drawing.js" */

/**
 * An inset in its place: see `Plate` in csto_map/picture/scene.py.
 *
 * @typedef {object} Plate
 * @property {Inset} inset
 * @property {Area} box In pixels of the wide map, as the next two.
 * @property {Area} rim
 * @property {ReturnType<typeof outline>} outline
 * @property {ReturnType<typeof ties>} ties
 * @property {Area} tab Of its title, in its own pixels.
 * @property {Shown} shown
 */

const { insets: INSETS, people: PEOPLE } = drawing;

/** Of each inset the frame that it had last. @type {WeakMap<Inset, Frame>} */
const frames = new WeakMap();

/**
 * The frame of an inset of a size: the same one as long as its size is, so that what is known of
 * a frame needs no looking for on each day.
 *
 * @param {Inset} inset
 * @param {Shown["data"]} data
 * @param {number} wide
 * @param {number} tall
 */
function frameOf(inset, data, wide, tall) {
  let frame = frames.get(inset);
  if (!frame || frame.width !== wide || frame.height !== tall) {
    frame = fit(/** @type {Box} */ (inset.box), wide, tall, turnOf(inset, data));
    frames.set(inset, frame);
  }
  return frame;
}

// Movements are on the wide map alone.
export const NONE_SENT = { moved: [], arrivals: [] };

/**
 * Where the insets of a view stand in a frame, and what they show.
 *
 * @param {Shown} shown
 * @param {Outlines} fine Outlines of states, as insets draw them.
 * @param {Map<string, {xs: (number | null)[], ys: (number | null)[]}>} shapes Of sectors, as the
 *   wide map draws them.
 * @param {Area[]} blocked Boxes of the map that are covered, in pixels.
 * @returns {Plate[]}
 */
export function platesOf(shown, fine, shapes, blocked = []) {
  const { data, view, frame } = shown;
  const named = data.views.find(({ id }) => id === view.view);
  if (!named?.insets.length) return [];
  const [sent, hidden] = [sentOf(shown), hiddenBy(shown)];
  const { mode, troops } = countOf(shown);
  const circles = mode === "circles" ? troops : [];
  return placed(named.insets, shown, { hidden, sent, circles, shapes, blocked }).map(
    ({ inset, box }) => {
      const corners = outline(inset, data, frame);
      const [wide, tall] = [box[2] - box[0], box[3] - box[1]];
      const title = roomFor(data.advances, inset.title, INSETS.title, PEOPLE.weight);
      const numbers = view.numbers === "off" ? "off" : "symbols";
      const around = /** @type {Box} */ (inset.box);
      return {
        inset,
        box,
        rim: rim(box),
        outline: corners,
        ties: ties(corners, box),
        tab: [0, 0, Math.min(title + 2 * INSETS.pad, wide), INSETS.tab],
        shown: {
          ...shown,
          view: { ...view, view: inset.view, box: around, numbers },
          frame: frameOf(inset, data, wide, tall),
          outlines: fine,
        },
      };
    },
  );
}

/**
 * The marks of a day that some insets show: the wide map has no symbol of them.
 *
 * @param {readonly Plate[]} plates
 * @param {Shown["data"]} data
 * @returns {Set<MapId>}
 */
export function shownIn(plates, data) {
  if (!plates.length) return new Set();
  const here = marksOf(data, plates[0].shown.state).filter(({ x, y }) =>
    plates.some(({ shown }) => shows(shown.frame, x, y)),
  );
  return new Set(here.map(({ id }) => id));
}
