// Symbols with what stands at their corners, and their leader lines.
//
// A symbol is one image without a transform, which is the least that a browser can have to
// style, lay out and paint: drawn inline, the same symbols take it two to three times as long.

import drawing from "../../../csto_map/picture/drawing.json" with { type: "json" };
import { toPx } from "../core/camera.js";
import * as looks from "../core/draw.js";
import { num } from "../core/numbers.js";
import { svg } from "../shell/dom.js";
import { Keyed } from "./keyed.js";

/** @import { Leader } from "../core/draw.js" */
/** @import { Frame, Looks, MapSymbol } from "../types/page.js" */

const { leaders: FEET, badge: BADGE } = drawing;

export class Symbols {
  constructor() {
    const [under, middle] = ["leaders", "symbols"].map((name) => svg("g", { class: name }));
    const [plates, texts] = [svg("g"), svg("g")];
    this.nodes = [under, middle, svg("g", { class: "badges" }, plates, texts)];
    this.lines = new Keyed("path", under);
    this.feet = new Keyed("circle", under);
    this.images = new Keyed("image", middle);
    this.plates = new Keyed("rect", plates);
    this.texts = new Keyed("text", texts);
    /** @type {Map<string, string>} */
    this.drawings = new Map();
  }

  /**
   * Draw symbols as placed in a frame.
   *
   * @param {MapSymbol[]} placed
   * @param {Frame} frame
   * @param {Looks} style
   * @param {Record<string, string>} icons Drawings of the theme by their keys.
   */
  show(placed, frame, style, icons) {
    const led = looks.leaders(placed).map((one) => leader(one, frame, style));
    this.lines.show(led.map(({ line }) => line));
    this.feet.show(led.map(({ foot }) => foot));
    this.images.show(placed.map((s) => this.image(s, style, icons)));
    const badges = placed.filter(looks.corner).map((s) => signed(s, style));
    this.plates.show(badges.map(({ plate }) => plate));
    this.texts.show(badges.map(({ words }) => words));
  }

  /**
   * @param {MapSymbol} s
   * @param {Looks} style
   * @param {Record<string, string>} icons
   */
  image(s, style, icons) {
    const { id, px, py, size } = s;
    const key = `${style.name} ${s.icon} ${Boolean(s.faded)}`;
    return {
      id,
      look: `${key} ${size}`,
      make: () => ({ href: this.drawing(key, s, style, icons), width: size, height: size }),
      at: { x: num(px - size / 2), y: num(py - size / 2) },
    };
  }

  /**
   * @param {string} key
   * @param {MapSymbol} s
   * @param {Looks} style
   * @param {Record<string, string>} icons
   */
  drawing(key, s, style, icons) {
    let uri = this.drawings.get(key);
    if (!uri) {
      uri = s.dot ? looks.dot(style, s.mark.accent) : looks.picture(icons[s.icon], s.faded);
      this.drawings.set(key, uri);
    }
    return uri;
  }
}

/**
 * The text at a symbol's upper right corner, on a plate.
 *
 * @param {MapSymbol} s
 * @param {Looks} style
 */
function signed(s, style) {
  const { id } = s;
  const look = style.name;
  const text = looks.corner(s);
  const [x, y] = [s.px + s.size / 2 - BADGE.inset, s.py - s.size / 2 + BADGE.inset];
  const wide = BADGE.wide + BADGE.more * (text.length - 1);
  const { height } = BADGE;
  const plate = { height, rx: height / 2, fill: style.text, stroke: style.halo };
  const letters = { "font-size": BADGE.type, "font-weight": BADGE.weight, fill: style.halo };
  return {
    plate: {
      id,
      look,
      make: () => plate,
      at: { x: num(x - wide), y: num(y - height / 2), width: num(2 * wide) },
    },
    words: {
      id,
      look,
      make: () => ({ ...letters, "text-anchor": "middle" }),
      at: { x: num(x), y: num(y + BADGE.rise) },
      text,
    },
  };
}

/**
 * The line from a place to its symbol, and its foot: a ring where only the town is known.
 *
 * @param {Leader} led
 * @param {Frame} frame
 * @param {Looks} style
 */
function leader({ id, x0, y0, x1, y1, soft }, frame, style) {
  const [cx, cy] = toPx(frame, x0, y0).map(num);
  const [x, y] = toPx(frame, x1, y1).map(num);
  const stroke = style.leader;
  return {
    line: {
      id,
      look: stroke,
      make: () => ({ fill: "none", stroke, "stroke-width": FEET.width }),
      at: { d: `M${cx} ${cy}L${x} ${y}` },
    },
    foot: {
      id,
      look: `${stroke} ${soft}`,
      /** @returns {Record<string, string | number>} */
      make: () => (soft ? { r: FEET.soft, fill: "none", stroke } : { r: FEET.exact, fill: stroke }),
      at: { cx, cy },
    },
  };
}
