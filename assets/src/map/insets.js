// Small maps on a wide one, as pictures have them: drawn where a view has its own frame, once
// its ground is there.

import { outlinesOf } from "../core/borders.js";
import { fit, keyOf } from "../core/camera.js";
import { make, svg } from "../shell/dom.js";
import { hit } from "./gestures.js";
import { Ground } from "./ground.js";
import { dayOf, framed, InnerMap, moveTo, source } from "./inner.js";
import { INSETS_FROM } from "./laying.js";
import * as placing from "./placing.js";
import { NONE_SENT, platesOf, shownIn } from "./plates.js";

/** @import { Outlines } from "../core/borders.js" */
/** @import { MapFigure } from "../types/files.js" */
/** @import { Hit, MapId, MapSymbol } from "../types/page.js" */
/** @import { Box as Area } from "../core/names.js" */
/** @import { MapOnPage } from "../types/page.js" */
/** @import { Plate } from "./plates.js" */

/** @import { Files } from "./laying.js" */
/** @typedef {<Name extends keyof Files>(name: Name) => Promise<Files[Name]>} Load */

/**
 * What small maps are drawn of.
 *
 * @typedef {object} Known
 * @property {MapFigure} figure Fine outlines.
 * @property {Ground} ground Of that level.
 */

const NONE = /** @type {ReadonlySet<MapId>} */ (new Set());

/**
 * Load what small maps are drawn of.
 *
 * @param {Pick<MapOnPage, "figures" | "fetchFine">} map
 * @param {string} tag
 * @param {Load} load
 * @returns {Promise<Known>}
 */
export async function fineOf(map, tag, load) {
  const outlined = map.figures.fine ? Promise.resolve(true) : map.fetchFine();
  const [file, places] = await Promise.all([load("ground-fine"), load("places"), outlined]);
  const figure = map.figures.fine;
  if (!figure) throw new TypeError("fine outlines could not be loaded");
  const ground = new Ground(tag);
  await ground.take(file, places);
  return { figure, ground };
}

/**
 * The small maps of a map.
 *
 * @param {MapOnPage} map
 * @param {() => boolean} crowded Whether layers of the reader's own lie on it.
 * @param {Load} load
 */
export async function insetsOn(map, crowded, load) {
  return new Insets(map, crowded, await fineOf(map, `${map.areas.tag}inset-`, load));
}

export class Insets {
  /**
   * @param {MapOnPage} map
   * @param {() => boolean} crowded Whether layers of the reader's own lie on the map.
   * @param {Known} known
   */
  constructor(map, crowded, { figure, ground }) {
    this.map = map;
    this.crowded = crowded;
    this.figure = figure;
    this.ground = ground;
    // Of the day: there from the first that is shown.
    this.outlines = /** @type {Outlines} */ (new Map());
    this.under = svg("g", { class: "sources" });
    this.over = svg("g", { class: "insets" });
    this.buttons = make("div", { className: "inset-titles" });
    /** @type {Plate[]} */
    this.plates = [];
    /** Marks that they show. */
    this.hidden = NONE;
    /** @type {InnerMap[]} */
    this.maps = [];
    /** What each shows. @type {string[]} */
    this.days = [];
    this.laid = "";
    /** Which there are, and how large. */
    this.sizes = "";
    this.waiting = false;
  }

  /** Boxes of the map that they cover, in pixels. @returns {Area[]} */
  get rims() {
    return this.plates.map(({ rim }) => rim);
  }

  /** Find them places on the map as it is. */
  place() {
    const { map } = this;
    // A map of differences has two days, a frame of one's own is no view.
    const alone = !map.view.box && !map.state.changed && map.view.cmp === null;
    const room = alone && map.frame.width >= INSETS_FROM && !this.crowded();
    if (room) this.outlines = outlinesOf(this.figure, map);
    this.plates = room ? platesOf(map, this.outlines, map.shapes, map.covered) : [];
    this.hidden = this.plates.length ? shownIn(this.plates, map.data) : NONE;
  }

  /** Show none: the frame moves. */
  clear() {
    if (!this.plates.length) return;
    this.plates = [];
    this.hidden = NONE;
    this.draw(true);
  }

  /**
   * Draw them in their places; what they show follows after the frame that is painted next, for
   * that of the wide map shall not wait for it.
   *
   * @param {boolean} atOnce Whether it is drawn now: the map rests.
   */
  draw(atOnce) {
    const { map, plates } = this;
    const { theme } = map.view;
    const style = map.data.style[theme];
    const shown = plates.map(({ inset, shown: { frame } }) => [inset.title, keyOf(frame)]);
    const sizes = [theme, ...shown].join();
    const same = sizes === this.sizes;
    this.sizes = sizes;
    const key = [sizes, ...plates.map(({ box }) => box)].join();
    if (key !== this.laid) {
      this.laid = key;
      this.under.replaceChildren(...plates.map((plate) => source(plate, style)));
      this.buttons.replaceChildren(...plates.map((plate) => this.button(plate)));
      if (same) plates.forEach((plate, k) => void moveTo(this.over.children[k], plate));
      else {
        const drawn = plates.map((plate, k) => framed(plate, this.mapOf(k).node, style));
        this.over.replaceChildren(...drawn);
      }
    }
    // A map of the day before is right for a frame; that of another place never is.
    if (atOnce || !same) this.fill();
    else this.soon();
  }

  /** Draw what they show, once the next frame is painted. */
  soon() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() =>
      setTimeout(() => {
        if (this.waiting) this.fill();
      }),
    );
  }

  /** Draw what they show. */
  fill() {
    this.waiting = false;
    const { selection } = this.map.view;
    this.plates.forEach((plate, k) => {
      const inner = this.mapOf(k);
      const day = dayOf(plate.shown);
      // Most days change nothing in so small a part.
      if (day === this.days[k]) return;
      this.days[k] = day;
      const told = { hidden: new Set(), covered: [plate.tab], sent: NONE_SENT, selection };
      inner.show(plate.shown, this.figure, told);
      inner.labels.surround(inner.symbols.find((s) => s.members.some((id) => id === selection)));
    });
  }

  /** @param {number} k */
  mapOf(k) {
    const tag = `${this.map.areas.tag}inset${k}-`;
    this.maps[k] ??= new InnerMap(tag, placing, this.ground.copy(tag));
    return this.maps[k];
  }

  /**
   * The title of an inset, which shows what it shows on the whole map.
   *
   * @param {Plate} plate
   */
  button({ inset, box: [x, y], tab: [, , width, height] }) {
    const { map } = this;
    const title = `${map.data.words.map.enlarge}: ${inset.title}`;
    const button = make("button", {
      ...{ type: "button", className: "inset-title" },
      ...{ title, ariaLabel: title },
    });
    Object.assign(button.style, {
      left: `${x}px`,
      top: `${y}px`,
      width: `${width}px`,
      height: `${height}px`,
    });
    const box = /** @type {import("../types/page.js").Box} */ (inset.box);
    button.addEventListener("click", () => {
      map.moveTo(fit(box, ...map.size(), map.frame.rotation));
      map.element.focus();
    });
    return button;
  }

  /**
   * The small map at a pixel of the map, and the pixel of it; undefined if none is there.
   *
   * @param {number} px
   * @param {number} py
   */
  at(px, py) {
    const k = this.plates.findIndex(
      ({ rim: [x0, y0, x1, y1] }) => x0 <= px && px <= x1 && y0 <= py && py <= y1,
    );
    if (k < 0) return undefined;
    const { box, shown } = this.plates[k];
    const { symbols, people, ground } = this.maps[k];
    const { data, state, view, frame } = shown;
    const { shapes } = this.outlines;
    const about = { data, state, view, frame, symbols, people, ground, shapes };
    return { map: about, px: px - box[0], py: py - box[1] };
  }

  /**
   * What is at a pixel of the map in an inset; undefined if none is there.
   *
   * @param {number} px
   * @param {number} py
   * @returns {Hit | null | undefined}
   */
  hit(px, py) {
    const at = this.at(px, py);
    return at && hit(at.map, at.px, at.py);
  }

  /** Symbols in them, at pixels of the map. @returns {MapSymbol[]} */
  symbols() {
    return this.plates.flatMap(({ box: [x, y] }, k) =>
      this.maps[k].symbols.map((s) => ({ ...s, px: s.px + x, py: s.py + y })),
    );
  }
}
