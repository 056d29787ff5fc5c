// The map of the page that has no server, drawn in a frame of a picture.

import { drawnOn, ofView, sketcher } from "../annotate/layer.js";
import * as layerSvg from "../layers/svg.js";
import { Areas } from "../map/areas.js";
import { namesOf, paint, symbolsOf } from "../map/drawing.js";
import { Labels } from "../map/labels.js";
import { People } from "../map/people.js";
import { Symbols } from "../map/symbols.js";
import { svg } from "../shell/dom.js";

/** @import { Annotated } from "../core/annotations.js" */
/** @import { Label } from "../core/names.js" */
/** @import { Drawn } from "../map/placing.js" */
/** @import { DrawnState, Frame, Looks, MapSymbol, Page, ShownView, Span } from "../types/page.js" */

/**
 * A map that is drawn, and what stands on it.
 *
 * @typedef {object} Picture
 * @property {string} svg
 * @property {MapSymbol[]} symbols
 * @property {Label[]} labels
 * @property {Drawn} people
 * @property {Annotated[]} annotated
 */

/**
 * @param {Page} page
 * @param {typeof import("../map/placing.js")} placing
 * @param {object} what
 * @param {ShownView} what.view
 * @param {DrawnState} what.state
 * @param {Span} what.days
 * @param {Frame} what.frame
 * @param {string} what.name What ids of its patterns begin with.
 * @returns {Picture}
 */
export function drawn(page, placing, { view, state, days, frame, name }) {
  const { data, map } = page;
  const { outlines, places } = map;
  const shown = { data, state, view, frame, outlines, places };
  const style = data.style[view.theme];
  const tag = `sheet-${name}-`;
  const [areas, marks, labels, people] = [
    new Areas(tag),
    new Symbols(),
    new Labels(),
    new People(),
  ];
  areas.outline(map.figure());
  areas.move(frame);
  paint(areas, shown);
  people.placing = placing;
  const symbols = symbolsOf(shown, 0, people.hidden(shown));
  marks.show(symbols, frame, style, data.icons[view.theme]);
  const written = drawnOn(sketcher(page)(ofView(page)), days, { frame, style, outlines });
  const plates = written.annotated.flatMap(({ plate }) => (plate ? [plate] : []));
  const covered = people.show(shown, symbols, plates);
  const named = namesOf(shown, symbols, [...plates, ...covered], people.named);
  labels.show(named, frame, style, data.advances);
  flatten(areas, labels);
  const { width, height } = frame;
  const inside = svg(
    "g",
    {},
    svg("rect", { width, height, fill: style.water }),
    areas.defs,
    ...ground(page, view, { frame, style, areas, tag }),
    people.under,
    labels.under,
    ...marks.nodes,
    people.over,
    labels.node,
  );
  for (const layer of page.userLayers?.shown() ?? []) {
    const points = svg("g");
    points.innerHTML = layerSvg.layer(layer, days, frame, style).svg;
    inside.append(points);
  }
  const notes = svg("g");
  notes.innerHTML = written.svg;
  inside.append(notes);
  const text = new XMLSerializer().serializeToString(inside);
  const { annotated } = written;
  return { svg: text, symbols, labels: named, people: people.drawn, annotated };
}

/**
 * States on the ground of the page's map, from the lowest to the highest.
 *
 * @param {Page} page
 * @param {ShownView} view
 * @param {{frame: Frame, style: Looks, areas: Areas, tag: string}} on
 */
function ground({ map }, view, { frame, style, areas, tag }) {
  const { node, again, lines } = areas;
  const copy = map.ground?.copy(tag);
  if (!copy) return [node, lines];
  const raised = copy.show(frame, style, view.ground === "plain", () => areas.shores());
  copy.flatten(frame);
  return [copy.defs, copy.under, node, copy.over, ...(raised ? [again] : []), lines];
}

/**
 * Write into attributes what the page's style sheet says, for viewers that know only them.
 *
 * @param {Areas} areas
 * @param {Labels} labels
 */
function flatten(areas, labels) {
  const inKm = (/** @type {string} */ px) => Number((Number(px) / areas.scale).toPrecision(6));
  for (const path of areas.groups.flatMap((group) => [...group.children])) {
    path.setAttribute("stroke-width", String(inKm(path.getAttribute("stroke-width") || "1")));
    const dash = path.getAttribute("stroke-dasharray");
    if (dash && dash !== "none") {
      path.setAttribute("stroke-dasharray", dash.split(/[ ,]+/).map(inKm).join(" "));
    }
  }
  for (const group of areas.groups) {
    group.setAttribute("fill-rule", "evenodd");
    group.setAttribute("stroke-linejoin", "bevel");
  }
  for (const text of labels.node.querySelectorAll("text")) {
    text.setAttribute("paint-order", "stroke");
    text.setAttribute("stroke-width", "3");
    text.setAttribute("stroke-linejoin", "round");
  }
}
