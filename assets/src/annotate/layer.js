// Annotations on the maps of the page.

import * as core from "../core/annotations.js";
import { toKm, toPx } from "../core/camera.js";
import * as linking from "../core/link.js";
import { projector, unprojector } from "../core/projection.js";
import { byId, fill, svg } from "../shell/dom.js";
import { later, opened } from "../shell/later.js";
import { drawnOn, ofView, ready, sketcher, wide } from "./drawing.js";

/** @import { Annotated, Annotation, Point, Sketch } from "../core/annotations.js" */
/** @import { Spot } from "../core/geodesic.js" */
/** @import { Frame, Looks, MapOnPage, Page, Span } from "../types/page.js" */

/**
 * What can be done with the annotations of the page.
 *
 * @typedef {object} Layer
 * @property {(px: Point) => [lon: number, lat: number]} spot What lies at a pixel of the map.
 * @property {(spot: Spot) => Point} px Where a place lies on the map.
 * @property {() => void} draw
 * @property {(others: readonly Annotation[] | null) => void} preview Show others in place of the
 *   view's; null for those.
 * @property {() => Annotation[]} all
 * @property {(annotation: Annotation) => string} title
 * @property {() => void} toggle
 */

/**
 * Boxes of a frame on which no inset may stand: words and heads of arrows, on whatever days.
 *
 * @param {Page} page
 * @param {{frame: Frame, style: Looks}} on
 */
export function keptFree(page, { frame, style }) {
  const annotated = core.drawn(sketcher(page)(ofView(page)), null, frame, { style, wide });
  return annotated.flatMap(({ plate, head }) => {
    const [xs, ys] = [head.map(([x]) => x), head.map(([, y]) => y)];
    /** @type {import("../core/names.js").Box} */
    const around = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
    return [...(plate ? [plate] : []), ...(head.length ? [around] : [])];
  });
}

/**
 * Draw annotations, now and whenever the map changes; gives what else can be done with them.
 *
 * @param {Page} page
 * @returns {Promise<Layer>}
 */
export async function layer(page) {
  await ready();
  const words = page.words.annotations;
  linking.kind("annotations", core.annotationsKind);
  const sketched = sketcher(page);
  /** @type {Map<MapOnPage, SVGGElement>} */
  const groups = new Map();
  /** In place of the view's, while somebody moves one. @type {readonly Annotation[] | null} */
  let preview = null;
  let text = "";
  /** @type {Sketch[]} */
  let sketches = [];
  /** @type {Annotated[]} */
  let shown = [];

  /** Take what the view says; what is not understood is told and left out. */
  function take() {
    const { annotations } = page.view;
    if (annotations !== null && !core.readAnnotations(annotations, page.data)) {
      const problem = { name: "ann", value: annotations, expected: words.expected };
      page.view.annotations = null;
      // The address forgets it, too.
      queueMicrotask(() => page.rest());
      page.notice(fill(page.words.notice.bad_parameter, problem));
    }
    const wanted = preview ? (core.writeAnnotations(preview) ?? "") : (page.view.annotations ?? "");
    if (wanted === text) return;
    text = wanted;
    sketches = sketched(preview ?? ofView(page));
  }

  /** @param {MapOnPage} map @param {Span} days */
  function on(map, days) {
    let group = groups.get(map);
    if (!group) {
      if (!sketches.length) return;
      group = svg("g", { class: "annotations", "aria-hidden": "true" });
      map.pointed.ownerSVGElement?.append(group);
      groups.set(map, group);
    }
    const { frame, outlines } = map;
    const style = page.data.style[page.shown().theme];
    const drawing = drawnOn(sketches, days, { frame, style, outlines });
    group.innerHTML = drawing.svg;
    if (map === page.map) shown = drawing.annotated;
  }

  function draw() {
    take();
    on(page.map, page.span());
    const { cmp } = page.view;
    const two = page.comparison?.two;
    if (two?.map && cmp !== null && !two.element.hidden) on(two.map, [cmp, cmp]);
  }

  /** Say to those who do not see the map what is written on it. */
  function tell() {
    if (!shown.length) return;
    const about = byId("map-about");
    const list = shown.map(({ title }) => title).join("; ");
    about.textContent = `${about.textContent} ${fill(words.on_map, { list })}`;
  }

  for (const event of /** @type {const} */ (["step", "moved", "theme", "ground"])) {
    page.listen(event, draw);
  }
  for (const event of /** @type {const} */ (["rest", "second"])) {
    page.listen(event, () => {
      draw();
      tell();
    });
  }
  const project = projector(page.data.proj);
  const unproject = unprojector(page.data.proj);
  /** @type {Layer} */
  const made = {
    spot: ([x, y]) => core.kept(unproject(...toKm(page.map.frame, x, y))),
    px: ([lon, lat]) => toPx(page.map.frame, ...project(lon, lat)),
    draw() {
      draw();
      tell();
      // Names make room for them.
      page.map.settle();
    },
    preview(others) {
      preview = others;
      draw();
    },
    all: () => ofView(page),
    title: (annotation) => sketched([annotation])[0].title,
    toggle: () => opened(page, tools, (one) => one.toggle()),
  };
  const tools = later(async () => new (await import("./tools.js")).Tools(page, made));
  draw();
  return made;
}
