// Names of states and sites, the ring around what is selected, and what is marked from
// elsewhere: above all symbols.

import { svg } from "../shell/dom.js";
import { Keyed, put } from "./keyed.js";

const DROP = 0.36;
const RING = 0.78;

export class Labels {
  constructor() {
    // What is marked from elsewhere; see marking.js.
    this.pointed = svg("g");
    this.ring = svg("circle", { class: "ring" });
    this.names = new Keyed("text", svg("g"));
    this.node = svg("g", { class: "names" }, this.pointed, this.names.parent);
  }

  /** Set names as placed: [{id, text, x, y (px), anchor, size, weight, soft}]. */
  show(labels, style) {
    this.names.show(labels.map((label) => set(label, style)));
  }

  /** Put the ring around a symbol, or nowhere (undefined). */
  surround(s) {
    if (!s) return this.ring.remove();
    put(this.ring, { cx: s.px.toFixed(1), cy: s.py.toFixed(1), r: s.size * RING });
    return this.pointed.after(this.ring);
  }

  clear() {
    this.names.show([]);
    this.ring.remove();
  }
}

function set({ id, text, x, y, anchor, size, weight, soft }, style) {
  const fill = soft ? style.text_soft : style.text;
  const type = { "font-size": size, "font-weight": weight, "text-anchor": anchor };
  return {
    id,
    look: `${style.name} ${size} ${weight} ${anchor} ${soft}`,
    make: () => ({ ...type, fill, stroke: style.halo }),
    at: { x: x.toFixed(1), y: (y + size * DROP).toFixed(1) },
    text,
  };
}
