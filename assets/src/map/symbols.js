// Symbols with what stands at their corners, and their leader lines.
//
// A symbol is one image without a transform, which is the least that a browser can have to
// style, lay out and paint: drawn inline, the same symbols took it three times as long.

import drawing from "../../../csto_map/picture/drawing.json" with { type: "json" };
import * as camera from "../core/camera.js";
import * as signs from "../core/diffdraw.js";
import * as looks from "../core/draw.js";
import { svg } from "../shell/dom.js";
import { Keyed } from "./keyed.js";

const { leaders, badge } = drawing;
const tenth = (value) => Math.round(value * 10) / 10;

/** What stands at the corner of a symbol: its sign, or the size of a stack. */
function corner({ badge: sign, members }) {
  return sign || (members.length > 1 ? String(members.length) : "");
}

export class Symbols {
  constructor() {
    this.nodes = ["leaders", "symbols", "badges"].map((name) => svg("g", { class: name }));
    const [under, middle, over] = this.nodes;
    this.lines = new Keyed("path", under);
    this.feet = new Keyed("circle", under);
    this.images = new Keyed("image", middle);
    this.plates = new Keyed("rect", over.appendChild(svg("g")));
    this.texts = new Keyed("text", over.appendChild(svg("g")));
    this.drawings = new Map();
  }

  /** Draw symbols as placed in a frame; icons: the drawings of the theme by key. */
  show(placed, frame, style, icons) {
    const led = placed.filter((s) => s.leader).map((s) => leader(s, frame, style));
    this.lines.show(led.map(({ line }) => line));
    this.feet.show(led.map(({ foot }) => foot));
    this.images.show(placed.map((s) => this.image(s, style, icons)));
    const badges = placed.filter(corner).map((s) => signed(s, style));
    this.plates.show(badges.map(({ plate }) => plate));
    this.texts.show(badges.map(({ words }) => words));
  }

  image(s, style, icons) {
    const { id, px, py, size } = s;
    const key = `${style.name} ${s.icon} ${Boolean(s.faded)}`;
    return {
      id,
      look: `${key} ${size}`,
      make: () => ({ href: this.drawing(key, s, style, icons), width: size, height: size }),
      at: { x: tenth(px - size / 2), y: tenth(py - size / 2) },
    };
  }

  drawing(key, s, style, icons) {
    if (!this.drawings.has(key)) {
      const uri = s.dot
        ? signs.dot(style, s.mark.accent)
        : looks.picture(style, icons[s.icon], "", s.faded);
      this.drawings.set(key, uri);
    }
    return this.drawings.get(key);
  }
}

/** The text at a symbol's upper right corner, on a plate. */
function signed(s, style) {
  const text = corner(s);
  const [x, y] = [s.px + s.size / 2 - badge.inset, s.py - s.size / 2 + badge.inset];
  const wide = badge.wide + badge.more * (text.length - 1);
  const { height } = badge;
  const plate = {
    id: s.id,
    look: style.name,
    make: () => ({ height, rx: height / 2, fill: style.text, stroke: style.halo }),
    at: { x: tenth(x - wide), y: tenth(y - height / 2), width: tenth(2 * wide) },
  };
  const letters = { "font-size": badge.type, "font-weight": badge.weight, fill: style.halo };
  const words = {
    id: s.id,
    look: style.name,
    make: () => ({ ...letters, "text-anchor": "middle" }),
    at: { x: tenth(x), y: tenth(y + badge.rise) },
    text,
  };
  return { plate, words };
}

/** The line from a place to its symbol, and its foot: a ring where only the town is known. */
function leader(s, frame, style) {
  const { id } = s;
  const place = camera.toPx(frame, s.anchorX, s.anchorY);
  const [x, y, cx, cy] = [s.px, s.py, ...place].map(tenth);
  const stroke = style.leader;
  return {
    line: {
      id,
      look: stroke,
      make: () => ({ fill: "none", stroke, "stroke-width": leaders.width }),
      at: { d: `M${cx} ${cy}L${x} ${y}` },
    },
    foot: {
      id,
      look: `${stroke} ${s.mark.soft}`,
      make: () =>
        s.mark.soft
          ? { r: leaders.soft, fill: "none", stroke }
          : { r: leaders.exact, fill: stroke },
      at: { cx, cy },
    },
  };
}
