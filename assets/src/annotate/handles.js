// The handles of the chosen annotation over the map: dragged, or moved by arrows.

import { possible } from "../core/annotations.js";
import { direct } from "../core/geodesic.js";
import { byId, fill, make } from "../shell/dom.js";
import { far, pixel, placed, radius } from "./measures.js";

/** @import { Annotation, Point } from "../core/annotations.js" */
/** @import { Spot } from "../core/geodesic.js" */
/** @import { Tools } from "./tools.js" */

const STEP_PX = 10;
/** @type {Record<string, Point>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** A place of an annotation that can be moved. @typedef {"place" | "start" | "end" | "edge"} Grip */

export class Handles {
  /** @param {Tools} tools */
  constructor(tools) {
    this.tools = tools;
    this.page = tools.page;
    this.layer = tools.layer;
    this.words = tools.words;
  }

  /** @returns {{grip: Grip, spot: Spot}[]} */
  gripsOf({ kind, places, km } = this.layer.all()[this.tools.chosen ?? -1]) {
    if (kind === "text") return [{ grip: "place", spot: places[0] }];
    if (kind === "state") return [];
    if (kind !== "circle") {
      return [
        { grip: "start", spot: places[0] },
        { grip: "end", spot: places[1] },
      ];
    }
    return [
      { grip: "place", spot: places[0] },
      { grip: "edge", spot: direct(places[0], 90, km * 1000) },
    ];
  }

  /** Put the handles of the chosen annotation where they belong. */
  put() {
    const { over, page } = this.tools;
    const box = page.map.element.getBoundingClientRect();
    const stage = byId("stage").getBoundingClientRect();
    const [left, top] = [box.left - stage.left, box.top - stage.top];
    const size = { width: `${box.width}px`, height: `${box.height}px` };
    Object.assign(over.style, { left: `${left}px`, top: `${top}px`, ...size });
    const all = this.layer.all();
    if (this.tools.chosen !== null && !all[this.tools.chosen]) this.tools.chosen = null;
    const wanted = this.tools.chosen === null ? [] : this.gripsOf(all[this.tools.chosen]);
    const nodes = over.querySelectorAll("button");
    const same =
      [...nodes].map(({ dataset }) => dataset.grip).join() ===
      wanted.map(({ grip }) => grip).join();
    if (!same) over.replaceChildren(...wanted.map(({ grip }) => this.handle(grip)));
    const what = this.tools.chosen === null ? "" : this.layer.title(all[this.tools.chosen]);
    over.querySelectorAll("button").forEach((node, k) => {
      const [x, y] = this.layer.px(wanted[k].spot);
      Object.assign(node.style, { left: `${x}px`, top: `${y}px` });
      node.setAttribute("aria-label", fill(this.words[`handle_${wanted[k].grip}`], { what }));
    });
  }

  /** @param {Grip} grip */
  handle(grip) {
    const node = make("button", {
      type: "button",
      className: "annotate-handle",
      data: { grip },
      on: { keydown: (e) => this.key(grip, e) },
    });
    node.addEventListener("pointerdown", (e) => {
      if (this.tools.placing.wanted || e.button !== 0) return;
      e.preventDefault();
      e.stopPropagation();
      node.focus();
      node.setPointerCapture(e.pointerId);
      /** @type {Annotation | null} */
      let moved = null;
      const drag = (/** @type {PointerEvent} */ move) => {
        moved = this.moved(grip, pixel(this.page.map, move)) ?? moved;
        const one = moved;
        if (!one) return;
        this.layer.preview(this.layer.all().map((was, k) => (k === this.tools.chosen ? one : was)));
        const [x, y] = pixel(this.page.map, move);
        Object.assign(node.style, { left: `${x}px`, top: `${y}px` });
      };
      const end = () => {
        node.removeEventListener("pointermove", drag);
        if (moved) this.tools.change(moved);
        else this.layer.preview(null);
      };
      node.addEventListener("pointermove", drag);
      node.addEventListener("lostpointercapture", end, { once: true });
    });
    return node;
  }

  /**
   * The chosen annotation with one of its places at a pixel; null where it cannot be.
   *
   * @param {Grip} grip
   * @param {Point} px
   * @returns {Annotation | null}
   */
  moved(grip, px) {
    const one = this.layer.all()[this.tools.chosen ?? -1];
    if (!one) return null;
    const spot = this.layer.spot(px);
    if (grip === "edge") return { ...one, km: radius(one.places[0], spot) };
    const places = one.places.map((was, k) => (k === (grip === "end" ? 1 : 0) ? spot : was));
    return possible(one.kind, places) ? { ...one, places } : null;
  }

  /** @param {Grip} grip @param {KeyboardEvent} e */
  key(grip, e) {
    if (e.altKey || e.ctrlKey || e.metaKey) return;
    const at = this.tools.chosen;
    const way = ARROWS[e.key];
    if (at === null || !(way || ["Delete", "Backspace", "Enter"].includes(e.key))) return;
    e.preventDefault();
    e.stopPropagation();
    if (e.key === "Enter") {
      this.tools.form.querySelector("input")?.focus();
      return;
    }
    if (!way) {
      this.tools.drop(at);
      return;
    }
    const held = this.gripsOf().find((one) => one.grip === grip);
    if (!held) return;
    const step = e.shiftKey ? 1 : STEP_PX;
    const [x, y] = this.layer.px(held.spot);
    const one = this.moved(grip, [x + way[0] * step, y + way[1] * step]);
    if (!one) return;
    this.tools.change(one, `${grip} ${at}`);
    this.put();
    this.tools.say(
      grip === "edge"
        ? far(this.words, one.km)
        : placed(this.words, one.places[grip === "end" ? 1 : 0]),
    );
  }
}
