// The map of the page that has no server, drawn in a frame of a picture.

import { drawnOn, ofView, sketcher } from "../annotate/drawing.js";
import { outlinesOf } from "../core/borders.js";
import * as layerSvg from "../layers/svg.js";
import { framed, InnerMap, source } from "../map/inner.js";
import { NONE_SENT, shownIn } from "../map/plates.js";
import { svg } from "../shell/dom.js";

/** @import { Annotated } from "../core/annotations.js" */
/** @import { Label } from "../core/names.js" */
/** @import { Known } from "../map/insets.js" */
/** @import { Drawn } from "../map/placing.js" */
/** @import { Plate } from "../map/plates.js" */
/** @import { DrawnState, Frame, MapSymbol, Page, ShownView, Span } from "../types/page.js" */

const NONE = /** @type {ReadonlySet<string>} */ (new Set());

/**
 * A map that is drawn, and what stands on it.
 *
 * @typedef {object} Picture
 * @property {string} svg
 * @property {MapSymbol[]} symbols
 * @property {Label[]} labels
 * @property {Drawn} people
 * @property {Annotated[]} annotated
 * @property {Plate[]} plates Its insets, as placed.
 * @property {{symbols: MapSymbol[], people: Drawn}[]} inner What stands on them.
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
 * @param {Plate[]} what.plates
 * @param {Known | null} fine What insets are drawn of; null where there is none.
 * @returns {Picture}
 */
export function drawn(page, placing, { view, state, days, frame, name, plates }, fine) {
  const { data, map } = page;
  const { places } = map;
  const outlines = outlinesOf(map.figure(), { data, view, state });
  const shown = { data, state, view, frame, outlines, places };
  const style = data.style[view.theme];
  const tag = `sheet-${name}-`;
  const hidden = new Set([...placing.hiddenBy(shown), ...shownIn(plates, data)]);
  const { annotated, svg: notes } = drawnOn(sketcher(page)(ofView(page)), days, {
    ...{ frame, style, outlines },
  });
  const written = annotated.flatMap(({ plate }) => (plate ? [plate] : []));
  const main = new InnerMap(tag, placing, map.ground?.copy(tag) ?? null);
  main.show(shown, map.figure(), { hidden, covered: plates.map(({ rim }) => rim), written });
  main.under.append(...plates.map((plate) => source(plate, style)));
  for (const layer of page.userLayers?.shown() ?? []) {
    const points = svg("g");
    points.innerHTML = layerSvg.layer(layer, days, frame, style).svg;
    main.node.append(points);
  }
  const inner = plates.map((plate, k) => {
    const [id, known] = [`${tag}inset${k}-`, /** @type {Known} */ (fine)];
    const one = new InnerMap(id, placing, known.ground.copy(id));
    one.show(plate.shown, known.figure, { hidden: NONE, covered: [plate.tab], sent: NONE_SENT });
    flatten(one, plate.shown.frame);
    main.node.append(framed(plate, one.node, style));
    return one;
  });
  flatten(main, frame);
  const over = svg("g");
  over.innerHTML = notes;
  main.node.append(over);
  const text = new XMLSerializer().serializeToString(main.node);
  return {
    svg: text,
    symbols: main.symbols,
    labels: main.named,
    people: main.people.drawn,
    annotated,
    plates,
    inner: inner.map(({ symbols, people }) => ({ symbols, people: people.drawn })),
  };
}

/**
 * Write into attributes what the page's style sheet says, for viewers that know only them.
 *
 * @param {InnerMap} map
 * @param {Frame} frame
 */
function flatten({ areas, labels, ground }, frame) {
  ground?.flatten(frame);
  if (areas.again.style.display) areas.again.remove();
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
