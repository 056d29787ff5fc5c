// Names of states and sites, the ring around what is selected, and what is marked from
// elsewhere: above all symbols.

import drawing from "../../../csto_map/picture/drawing.json" with { type: "json" };
import { toPx } from "../core/camera.js";
import { foot, inkOf, tie } from "../core/names.js";
import { num } from "../core/numbers.js";
import { svg } from "../shell/dom.js";
import { Keyed, put } from "./keyed.js";

/** @import { Advances, Label } from "../core/names.js" */
/** @import { Frame, Looks, MapSymbol } from "../types/page.js" */

const RING = 0.78;
// Half the width of its line, in pixels.
const RING_EDGE = 1.25;

/**
 * Symbols of which the selected one keeps numbers and names off its ring.
 *
 * @param {MapSymbol[]} symbols
 * @param {string | null} [selection]
 */
export function ringed(symbols, selection) {
  if (!selection) return symbols;
  return symbols.map((s) =>
    s.members.some((id) => id === selection) ? { ...s, clear: s.size * RING + RING_EDGE } : s,
  );
}

export class Labels {
  constructor() {
    // What is marked from elsewhere; see marking.js.
    this.pointed = svg("g");
    this.ring = svg("circle", { class: "ring" });
    const names = svg("g");
    this.names = new Keyed("text", names);
    const dots = svg("g");
    this.dots = new Keyed("circle", dots);
    this.node = svg("g", { class: "names" }, this.pointed, dots, names);
    // Lines to the states that are named beside them: below all symbols.
    this.under = svg("g", { class: "leaders" });
    this.lines = new Keyed("path", this.under);
    this.feet = new Keyed("circle", this.under);
  }

  /**
   * Show names as placed.
   *
   * @param {Label[]} labels
   * @param {Frame} frame
   * @param {Looks} style
   * @param {Advances} advances
   */
  show(labels, frame, style, advances) {
    this.names.show(labels.map((label) => item(label, frame, style)));
    const tied = labels.filter(({ point, kind }) => point && kind === "state");
    const ties = tied.map((label) => tieOf(label, frame, style, advances));
    this.lines.show(ties.map(({ line }) => line));
    this.feet.show(ties.map((one) => one.foot));
    const towns = labels.filter(({ kind }) => kind === "town");
    this.dots.show(towns.map((label) => dotOf(label, frame, style)));
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
    this.lines.show([]);
    this.feet.show([]);
    this.dots.show([]);
    this.ring.remove();
  }
}

/**
 * @param {Label} label
 * @param {Frame} frame
 * @param {Looks} style
 */
function item(label, frame, style) {
  const { id, text, anchor, size, weight, soft, spacing, italic, kind } = label;
  const { x, y } = foot(label, frame);
  const type = { "font-size": size, "font-weight": weight, "text-anchor": anchor };
  /** @type {Record<string, string>} */
  const spaced = spacing ? { "letter-spacing": num(spacing) } : {};
  if (italic) spaced["font-style"] = "italic";
  return {
    id,
    look: `${style.name} ${size} ${weight} ${anchor} ${soft} ${spacing} ${kind}`,
    make: () => ({
      ...type,
      ...spaced,
      fill: inkOf(label, style),
      stroke: style.halo,
    }),
    at: { x: num(x), y: num(y) },
    text,
  };
}

/**
 * The ring of a town, the dot of a capital.
 *
 * @param {Label} label
 * @param {Frame} frame
 * @param {Looks} style
 */
function dotOf({ id, x, y, point, capital }, frame, style) {
  const [left, top] = point ?? [x, y];
  const [cx, cy] = toPx(frame, left, top).map(num);
  const stroke = style.town;
  return {
    id,
    look: `${style.name} ${Boolean(capital)}`,
    make: () => ({ r: drawing.names.town, fill: capital ? stroke : style.halo, stroke }),
    at: { cx, cy },
  };
}

/**
 * The line from the name of a state to its foot there.
 *
 * @param {Label} label
 * @param {Frame} frame
 * @param {Looks} style
 * @param {Advances} advances
 */
function tieOf(label, frame, style, advances) {
  const { id, point } = label;
  const [left, top] = point ?? [label.x, label.y];
  const [cx, cy] = toPx(frame, left, top).map(num);
  const [x, y] = tie(label, frame, advances).map(num);
  const stroke = style.leader;
  const { width, exact: r } = drawing.leaders;
  return {
    line: {
      id,
      look: stroke,
      make: () => ({ fill: "none", stroke, "stroke-width": width }),
      at: { d: `M${cx} ${cy}L${x} ${y}` },
    },
    foot: { id, look: stroke, make: () => ({ r, fill: stroke }), at: { cx, cy } },
  };
}
