// Numbers and movements on the map: their two layers, under the symbols and over them. What
// places and draws them is loaded as soon as the map is there.

import { toKm, toPx } from "../core/camera.js";
import { svg } from "../shell/dom.js";
import { later } from "../shell/later.js";

/** @import { Box } from "../core/names.js" */
/** @import { Frame, Hit, MapSymbol } from "../types/page.js" */
/** @import { Shown } from "./drawing.js" */
/** @import { Drawn } from "./placing.js" */

/** @typedef {Pick<Shown, "data" | "view" | "state" | "frame">} About */

/** @type {Drawn} */
const NOTHING = { flows: [], rings: [], numbers: [] };
const NONE = /** @type {ReadonlySet<string>} */ (new Set());
const load = later(() => import("./placing.js"));

export class People {
  constructor() {
    this.under = svg("g", { class: "people" });
    this.over = svg("g", { class: "people" });
    this.drawn = NOTHING;
    /** @type {typeof import("./placing.js") | null} */
    this.placing = null;
    /** The frame in which they are drawn. @type {Frame | null} */
    this.frame = null;
    /** What is drawn, by its text. @type {Record<"under" | "over", Map<string, ChildNode[]>>} */
    this.pieces = { under: new Map(), over: new Map() };
    /** States that circles name. */
    this.named = NONE;
  }

  /** Load what places and draws them. */
  async load() {
    this.placing = await load();
  }

  /** Marks that are no symbols, for an arrow or a circle stands for them. @param {About} shown */
  hidden(shown) {
    return this.placing ? this.placing.hiddenBy(shown) : NONE;
  }

  /** Those of them that a circle stands for. @param {About} shown */
  closer(shown) {
    return this.placing ? this.placing.closerBy(shown) : NONE;
  }

  /**
   * Draw numbers and movements of a view in a frame.
   *
   * @param {Shown} shown
   * @param {MapSymbol[]} symbols
   * @param {Box[]} [covered] Boxes in pixels that they keep away from.
   * @param {Parameters<typeof import("./placing.js").peopleOf>[3]} [sent] What was sent where.
   * @returns {Box[]} The boxes that they take.
   */
  show(shown, symbols, covered, sent) {
    if (!this.placing) return [];
    const { boxes, named, ...drawn } = this.placing.peopleOf(shown, symbols, covered, sent);
    this.named = named;
    const { data, view, frame } = shown;
    const layers = this.placing.layersSvg(drawn, data.style[view.theme], data.advances);
    for (const name of /** @type {const} */ (["under", "over"])) {
      this[name].removeAttribute("transform");
      this.pieces[name] = this.placing.fill(this[name], layers[name], this.pieces[name]);
    }
    this.drawn = drawn;
    this.frame = frame;
    return boxes;
  }

  /**
   * Keep what is drawn over its places in another frame, until it is drawn anew there.
   *
   * @param {Frame} frame
   */
  follow(frame) {
    const was = this.frame;
    if (!was) return;
    // Where three pixels have gone tells where all have: frames may be turned.
    const gone = (/** @type {number} */ x, /** @type {number} */ y) =>
      toPx(frame, ...toKm(was, x, y));
    const [[x, y], [ax, ay], [bx, by]] = [gone(0, 0), gone(1, 0), gone(0, 1)];
    const transform = `matrix(${[ax - x, ay - y, bx - x, by - y, x, y].join(" ")})`;
    this.under.setAttribute("transform", transform);
    this.over.setAttribute("transform", transform);
    this.drawn = NOTHING;
  }

  /**
   * What is at a pixel, or null.
   *
   * @param {number} x
   * @param {number} y
   * @returns {Hit | null}
   */
  hit(x, y) {
    return this.placing ? this.placing.hit(this.drawn, x, y) : null;
  }
}
