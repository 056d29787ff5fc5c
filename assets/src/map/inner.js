// A map that nobody drags: that of an inset, or of a picture of the page that has no server.

import drawing from "../../../csto_map/picture/drawing.json" with { type: "json" };
import { shows } from "../core/camera.js";
import { marksOf } from "../core/draw.js";
import { num } from "../core/numbers.js";
import { spanOf } from "../core/state.js";
import { svg } from "../shell/dom.js";
import { Areas } from "./areas.js";
import { namesOf, paint, symbolsOf } from "./drawing.js";
import { put } from "./keyed.js";
import { Labels, ringed } from "./labels.js";
import { People } from "./people.js";
import { posts } from "./placing.js";
import { Symbols } from "./symbols.js";

/** @import { Label, Box as Area } from "../core/names.js" */
/** @import { MapFigure } from "../types/files.js" */
/** @import { Looks, MapSymbol } from "../types/page.js" */
/** @import { Shown } from "./drawing.js" */
/** @import { Ground } from "./ground.js" */
/** @import { Plate } from "./plates.js" */

/**
 * What stands on a map but for its outlines.
 *
 * @typedef {object} Told
 * @property {ReadonlySet<string>} hidden Marks that are no symbols.
 * @property {Area[]} covered Boxes in pixels that are taken before anything is placed.
 * @property {Parameters<People["show"]>[3]} [sent] What was sent where, if not all.
 * @property {string | null} [selection] What has a ring, from which all keep away.
 * @property {Area[]} [written] Boxes of annotations: they move names and numbers, no symbol.
 */

const { insets: INSETS, people: PEOPLE, leaders: LEADERS } = drawing;

export class InnerMap {
  /**
   * @param {string} tag What ids of its patterns begin with.
   * @param {typeof import("./placing.js")} placing
   * @param {Ground | null} ground Its own.
   */
  constructor(tag, placing, ground) {
    this.areas = new Areas(tag);
    this.marks = new Symbols();
    this.labels = new Labels();
    this.people = new People();
    this.people.placing = placing;
    this.ground = ground;
    /** @type {MapSymbol[]} */
    this.symbols = [];
    /** @type {Label[]} */
    this.named = [];
    /** @type {MapFigure | null} */
    this.figure = null;
    this.laid = "";
    this.water = svg("rect");
    /** Between the ground and all that stands on it. */
    this.under = svg("g");
    const { defs, node, again, lines } = this.areas;
    const { people, labels } = this;
    this.node = svg(
      "g",
      {},
      this.water,
      defs,
      ...(ground ? [ground.defs, ground.under] : []),
      node,
      ...(ground ? [ground.over, again] : []),
      ...[
        lines,
        this.under,
        people.under,
        labels.under,
        ...this.marks.nodes,
        people.over,
        labels.node,
      ],
    );
  }

  /**
   * Draw a view of its day in a frame.
   *
   * @param {Shown} shown
   * @param {MapFigure} figure
   * @param {Told} told
   */
  show(shown, figure, { hidden, covered, sent, selection, written = [] }) {
    const { data, view, frame } = shown;
    const { areas, people } = this;
    const style = data.style[view.theme];
    if (figure !== this.figure) {
      areas.outline(figure);
      this.laid = "";
    }
    this.figure = figure;
    areas.move(frame);
    put(this.water, { width: frame.width, height: frame.height, fill: style.water });
    paint(areas, shown);
    this.terrain(shown);
    this.symbols = symbolsOf(shown, 0, hidden, covered);
    this.marks.show(this.symbols, frame, style, data.icons[view.theme]);
    const kept = [...covered, ...written];
    const symbols = ringed(this.symbols, selection);
    const taken = people.show(shown, symbols, kept, sent);
    this.named = namesOf(shown, symbols, [...kept, ...taken], people.named);
    this.labels.show(this.named, frame, style, data.advances);
  }

  /**
   * The ground in the frame.
   *
   * @param {Shown} shown
   */
  terrain({ data, view, frame }) {
    const key = JSON.stringify([frame, view.theme, view.ground]);
    // A day changes nothing of it.
    if (key === this.laid) return;
    this.laid = key;
    const { areas, figure } = this;
    const [style, plain] = [data.style[view.theme], view.ground === "plain"];
    const shores = () => areas.shores();
    const raised = Boolean(figure && this.ground?.show(frame, style, plain, figure, shores));
    areas.again.style.display = raised ? "" : "none";
  }
}

/**
 * All of a day on which what stands in a frame depends, as a text.
 *
 * @param {Shown} shown
 */
export function dayOf({ data, view, state, frame, outlines }) {
  const { theme, icons, layers, numbers, ground, selection } = view;
  const marks = marksOf(data, state).filter(({ x, y }) => shows(frame, x, y));
  return JSON.stringify([
    ...[theme, icons, layers, numbers, ground, selection, frame, state.states, state.sectors],
    marks.map(({ id }) => [id, state.marks[id]]),
    posts(data, view.day).map(({ marks: at, text }) => [at, text]),
    Boolean(spanOf(data, view)),
    outlines.key,
  ]);
}

/**
 * The outline of what an inset shows, with thin lines to its frame.
 *
 * @param {Plate} plate
 * @param {Looks} style
 */
export function source({ outline, ties }, style) {
  const corners = outline.map(([x, y]) => `${num(x)} ${num(y)}`).join("L");
  const lines = ties.map(([[x0, y0], [x1, y1]]) => `M${num(x0)} ${num(y0)}L${num(x1)} ${num(y1)}`);
  return svg("path", {
    class: "source",
    d: `M${corners}z${lines.join("")}`,
    fill: "none",
    stroke: style.leader,
    "stroke-width": LEADERS.width,
    "stroke-opacity": 0.7,
  });
}

/**
 * Where the parts of an inset stand: its plate, its map, the plate of its title, its title.
 *
 * @param {Plate} plate
 * @returns {Record<string, string | number>[]}
 */
function partsOf({ box, rim, tab }) {
  const [west, north, east, south] = box;
  const [x, y, right, foot] = rim;
  return [
    { x: x + 0.5, y: y + 0.5, width: right - x - 1, height: foot - y - 1 },
    { x: west, y: north, width: east - west, height: south - north },
    { x: west, y: north, width: num(tab[2]), height: tab[3] },
    { x: num(west + INSETS.pad), y: num(north + INSETS.tab / 2 + 4) },
  ];
}

/**
 * An inset's map with its rim and its title.
 *
 * @param {Plate} plate
 * @param {SVGElement} map
 * @param {Looks} style
 */
export function framed(plate, map, style) {
  const [back, around, tab, at] = partsOf(plate);
  const type = { "font-size": INSETS.title, "font-weight": PEOPLE.weight, fill: style.text };
  const title = svg("text", { ...at, ...type });
  title.textContent = plate.inset.title;
  const name = svg("title");
  name.textContent = plate.inset.title;
  return svg(
    "g",
    { class: "inset" },
    name,
    svg("rect", { ...back, fill: style.paper, stroke: style.leader }),
    // An inner document cuts what would stick out of it.
    svg("svg", around, map),
    svg("rect", { ...tab, fill: style.paper }),
    title,
  );
}

/**
 * Move an inset to another place: what it shows stays as it is.
 *
 * @param {Element} drawn What `framed` made.
 * @param {Plate} plate
 */
export function moveTo(drawn, plate) {
  const [, ...nodes] = drawn.children;
  for (const [k, part] of partsOf(plate).entries()) put(nodes[k], part);
}
