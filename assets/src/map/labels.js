// Names of states and sites, the ring around what is selected, and what is marked from
// elsewhere: above all symbols.

import { foot } from "../core/names.js";
import { num } from "../core/numbers.js";
import { svg } from "../shell/dom.js";
import { Keyed, put } from "./keyed.js";

/** @import { Label } from "../core/names.js" */
/** @import { Frame, Looks, MapSymbol } from "../types/page.js" */

const RING = 0.78;

export class Labels {
  constructor() {
    // What is marked from elsewhere; see marking.js.
    this.pointed = svg("g");
    this.ring = svg("circle", { class: "ring" });
    const names = svg("g");
    this.names = new Keyed("text", names);
    this.node = svg("g", { class: "names" }, this.pointed, names);
  }

  /**
   * Show names as placed.
   *
   * @param {Label[]} labels
   * @param {Frame} frame
   * @param {Looks} style
   */
  show(labels, frame, style) {
    this.names.show(labels.map((label) => item(label, frame, style)));
  }

  /**
   * Put the ring around a symbol, or nowhere.
   *
   * @param {MapSymbol | undefined} s
   */
  surround(s) {
    if (!s) return this.ring.remove();
    put(this.ring, { cx: num(s.px), cy: num(s.py), r: s.size * RING });
    return this.pointed.after(this.ring);
  }

  /** Show no names and no ring. */
  clear() {
    this.names.show([]);
    this.ring.remove();
  }
}

/**
 * @param {Label} label
 * @param {Frame} frame
 * @param {Looks} style
 */
function item(label, frame, style) {
  const { id, text, anchor, size, weight, soft } = label;
  const { x, y } = foot(label, frame);
  const type = { "font-size": size, "font-weight": weight, "text-anchor": anchor };
  return {
    id,
    look: `${style.name} ${size} ${weight} ${anchor} ${soft}`,
    make: () => ({ ...type, fill: soft ? style.text_soft : style.text, stroke: style.halo }),
    at: { x: num(x), y: num(y) },
    text,
  };
}
