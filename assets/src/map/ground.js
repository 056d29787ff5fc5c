// The ground: what lies under all that changes with time, loaded after the first view.
//
// Land of the rest of the world lies under the states; relief, rivers, lakes and the hatches of
// disputed areas lie over them, below borders and symbols. A day touches nothing of it.

import drawing from "../../../csto_map/picture/drawing.json" with { type: "json" };
import { extent, kmPerPx, patternTransform, transform } from "../core/camera.js";
import { make, svg } from "../shell/dom.js";
import { put } from "./keyed.js";

/** @import { DisputedArea, GroundFile, Looks, MapFigure, Places, ReliefSheet } from "../types/files.js" */
/** @import { Frame, Guest, Page } from "../types/page.js" */

const {
  flat: FLAT,
  full: FULL,
  dead: DEAD,
  steps: STEPS,
  wide_above: WIDE_ABOVE,
  fade: FADE,
  river: RIVER,
  stream: STREAM,
  shore: SHORE,
  disputed: EDGE,
  dash: DASH,
  tile: TILE,
  hatch: HATCH,
  ring: RING,
} = drawing.terrain;

/**
 * How much of the relief is left, 0 to 1: close up it would be a blur. The twin of ``strength``
 * in csto_map/picture/terrain.py.
 *
 * @param {number} km Kilometres that a pixel spans.
 */
export function strength(km) {
  if (km <= FADE[0][0]) return FADE[0][1];
  for (let k = 1; k < FADE.length; k++) {
    const [[x0, y0], [x1, y1]] = [FADE[k - 1], FADE[k]];
    if (km < x1) return y0 + ((y1 - y0) * (km - x0)) / (x1 - x0);
  }
  return FADE[FADE.length - 1][1];
}

/**
 * Red, green, blue and opacity of all 256 greys of a sheet; null for a plain style. The twin of
 * ``palette`` in csto_map/picture/terrain.py.
 *
 * @param {Looks} style
 * @param {number} km Kilometres that a pixel spans.
 */
export function palette({ relief }, km) {
  if (!relief) return null;
  const [shade, light] = km > WIDE_ABOVE ? relief.wide : relief.close;
  const colours = new Uint8ClampedArray(4 * 256);
  for (let grey = 0; grey < 256; grey++) {
    const away = grey - FLAT;
    const share = Math.min(Math.max((Math.abs(away) - DEAD) / (FULL - DEAD), 0), 1);
    const step = Math.floor(share * STEPS + 0.5) / STEPS;
    const [colour, most] = away < 0 ? [relief.shade, shade] : [relief.light, light];
    for (let k = 0; k < 3; k++) {
      colours[4 * grey + k] = Number.parseInt(colour.slice(1 + 2 * k, 3 + 2 * k), 16);
    }
    colours[4 * grey + 3] = Math.floor(255 * most * step + 0.5);
  }
  return colours;
}

/**
 * A sheet's greys, once they are read.
 *
 * @typedef {{box: number[], width: number, height: number, greys: ImageData}} Sheet
 */

/**
 * @param {ReliefSheet} sheet
 * @returns {Promise<Sheet>}
 */
async function readSheet({ box, webp }) {
  const image = new Image();
  image.src = `data:image/webp;base64,${webp}`;
  await image.decode();
  const { naturalWidth: width, naturalHeight: height } = image;
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width, height });
  const pen = /** @type {CanvasRenderingContext2D} */ (
    canvas.getContext("2d", { willReadFrequently: true })
  );
  pen.drawImage(image, 0, 0);
  return { box, width, height, greys: pen.getImageData(0, 0, width, height) };
}

/**
 * Paint a sheet's shade and light, as the address of a picture; `clip` is where land is drawn.
 *
 * @param {Sheet} sheet
 * @param {Uint8ClampedArray} colours
 * @param {(pen: CanvasRenderingContext2D) => void} clip
 * @returns {string}
 */
function painted({ width, height, greys }, colours, clip) {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width, height });
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const picture = pen.createImageData(width, height);
  const from = greys.data;
  const words = new Uint32Array(picture.data.buffer);
  const inks = new Uint32Array(colours.buffer);
  for (let k = 0; k < words.length; k++) words[k] = inks[from[4 * k]];
  pen.putImageData(picture, 0, 0);
  pen.globalCompositeOperation = "destination-in";
  clip(pen);
  return canvas.toDataURL("image/png");
}

export class Ground {
  /** @param {string} tag What ids of patterns begin with: several maps may be in one page. */
  constructor(tag) {
    this.under = svg("g", { class: "ground" });
    this.over = svg("g", { class: "ground" });
    this.image = svg("image", { class: "relief", preserveAspectRatio: "none" });
    this.land = svg("path", { class: "land" });
    // Rings of several states may touch.
    this.land.style.fillRule = "nonzero";
    this.streams = svg("path", { class: "stream", fill: "none" });
    this.rivers = svg("path", { class: "river", fill: "none" });
    this.lakes = svg("path", { class: "lake" });
    this.hatch = `${tag}disputed`;
    this.pattern = svg("pattern", {
      id: this.hatch,
      width: TILE,
      height: TILE,
      patternUnits: "userSpaceOnUse",
    });
    /** @type {{area: DisputedArea, node: SVGGraphicsElement}[]} */
    this.areas = [];
    this.waters = svg("g");
    this.disputed = svg("g");
    this.under.append(this.land);
    // Outside the groups whose strokes keep their width: those of a pattern are its own.
    this.defs = svg("defs");
    this.defs.append(this.pattern);
    this.over.append(this.image, this.waters, this.disputed);
    this.waters.append(this.streams, this.rivers, this.lakes);
    /** @type {Sheet[]} */
    this.sheets = [];
    /** That of the file taken last. @type {string} */
    this.level = "";
    /** @type {Map<MapFigure, Map<string, string>>} Painted ones by outlines, sheet and look. */
    this.pictures = new Map();
    /** The one that is shown. */
    this.raised = "";
    this.look = "";
  }

  /**
   * Draw the shapes of a level over those that are there; its relief joins the others.
   *
   * @param {GroundFile} file
   * @param {Places} places
   */
  async take(file, places) {
    const { land, lakes, rivers, streams } = file;
    const scaled = { transform: `scale(${file.unit})` };
    if (land) put(this.land, { d: land, ...scaled });
    put(this.lakes, { d: lakes, ...scaled });
    put(this.rivers, { d: rivers, ...scaled });
    put(this.streams, { d: streams, ...scaled });
    this.areas = places.disputed.map((area) => {
      const d = file.disputed[area.id];
      const ring = { cx: area.x, cy: -area.y };
      const node = d ? svg("path", { d, ...scaled }) : svg("circle", ring);
      put(node, { "data-id": area.id });
      return { area, node };
    });
    this.disputed.replaceChildren(...this.areas.map(({ node }) => node));
    const sheets = await Promise.all(file.relief.map(readSheet));
    const known = new Set(this.sheets.map(({ box }) => String(box)));
    this.sheets.unshift(...sheets.filter(({ box }) => !known.has(String(box))));
    this.pictures.clear();
    this.look = "";
  }

  /**
   * Show a frame in a style.
   *
   * @param {Frame} frame
   * @param {Looks} style
   * @param {boolean} plain Without relief.
   * @param {MapFigure} figure The outlines that are drawn.
   * @param {() => Iterable<string>} shores Their paths, in km, that relief is clipped to.
   * @returns {boolean} Whether relief is drawn.
   */
  show(frame, style, plain, figure, shores) {
    const km = kmPerPx(frame);
    const placed = transform(frame);
    for (const group of [this.under, this.over]) group.setAttribute("transform", placed);
    // A pattern's units are those of the path that it fills.
    const unit = this.areas.map(({ node }) => this.unitOf(node)).find((one) => one !== 1) || 1;
    this.pattern.setAttribute("patternTransform", patternTransform(frame, unit));
    for (const { node } of this.areas) if (node.tagName === "circle") put(node, { r: RING * km });
    this.paint(style, km);
    return this.raise(frame, style, plain, figure, shores);
  }

  /**
   * @param {Looks} style
   * @param {number} km
   */
  paint(style, km) {
    const look = `${style.name}${km > WIDE_ABOVE}`;
    if (look === this.look) return;
    this.look = look;
    const { neutral, water, shore, river, disputed_line: line, disputed_ink: ink } = style;
    put(this.land, { fill: neutral.fill, stroke: neutral.line, "stroke-width": neutral.width });
    put(this.lakes, { fill: water, stroke: shore, "stroke-width": SHORE });
    put(this.rivers, { stroke: river, "stroke-width": RIVER });
    put(this.streams, { stroke: river, "stroke-width": STREAM });
    this.pattern.innerHTML = HATCH.replace("{}", ink);
    const edge = { stroke: line, "stroke-width": EDGE, "stroke-dasharray": DASH.join() };
    for (const { node } of this.areas) put(node, { fill: `url(#${this.hatch})`, ...edge });
  }

  /**
   * @param {Frame} frame
   * @param {Looks} style
   * @param {boolean} plain
   * @param {MapFigure} figure
   * @param {() => Iterable<string>} shores
   */
  raise(frame, style, plain, figure, shores) {
    const km = kmPerPx(frame);
    const left = strength(km);
    const [west, south, east, north] = extent(frame);
    const sheet =
      this.sheets.find(({ box: [x0, y0, x1, y1] }) => {
        return x0 <= west && y0 <= south && x1 >= east && y1 >= north;
      }) || this.sheets.at(-1);
    const colours = plain || !left || !sheet ? null : palette(style, km);
    this.image.style.display = colours ? "" : "none";
    if (!colours || !sheet) return false;
    const [x0, y0, x1, y1] = sheet.box;
    const key = `${sheet.box} ${style.name} ${km > WIDE_ABOVE}`;
    const pictures = this.pictures.get(figure) ?? new Map();
    this.pictures.set(figure, pictures);
    let href = pictures.get(key);
    if (!href) {
      href = painted(sheet, colours, (pen) => this.clip(pen, sheet, shores()));
      pictures.set(key, href);
    }
    if (this.raised !== href) {
      this.raised = href;
      put(this.image, { x: x0, y: -y1, width: x1 - x0, height: y1 - y0, href, "data-key": key });
    }
    put(this.image, { opacity: left });
    return true;
  }

  /**
   * Fill where land is drawn.
   *
   * @param {CanvasRenderingContext2D} pen
   * @param {Sheet} sheet
   * @param {Iterable<string>} shores
   */
  clip(pen, { box: [x0, , x1, y1], width }, shores) {
    const scale = width / (x1 - x0);
    const all = new Path2D();
    for (const d of shores)
      all.addPath(new Path2D(d), new DOMMatrix([scale, 0, 0, scale, -x0 * scale, y1 * scale]));
    const land = this.land.getAttribute("d");
    if (land) {
      const step = scale * this.unitOf(this.land);
      all.addPath(new Path2D(land), new DOMMatrix([step, 0, 0, step, -x0 * scale, y1 * scale]));
    }
    pen.fill(all, "nonzero");
  }

  /** @param {Element} node */
  unitOf(node) {
    return Number(/scale\((.+)\)/.exec(node.getAttribute("transform") || "")?.[1] || 1);
  }

  /**
   * The disputed area at a place, in km; null for none.
   *
   * @param {number} x
   * @param {number} y
   * @param {number} km Kilometres that a pixel spans.
   */
  at(x, y, km) {
    for (const { area, node } of this.areas) {
      if (node.tagName === "circle") {
        if (Math.hypot(x - area.x, y - area.y) <= (RING + 2) * km) return area;
      } else {
        const unit = this.unitOf(node);
        const point = new DOMPoint(x / unit, -y / unit);
        if (/** @type {SVGGeometryElement} */ (node).isPointInFill(point)) return area;
      }
    }
    return null;
  }

  /**
   * The same ground for another map or a picture; what is painted once serves both.
   *
   * @param {string} tag
   */
  copy(tag) {
    const ground = new Ground(tag);
    for (const name of /** @type {const} */ (["land", "streams", "rivers", "lakes"])) {
      const { d, transform } = attributes(this[name]);
      put(ground[name], { d, transform });
    }
    ground.areas = this.areas.map(({ area, node }) => {
      return { area, node: /** @type {SVGGraphicsElement} */ (node.cloneNode()) };
    });
    ground.disputed.replaceChildren(...ground.areas.map(({ node }) => node));
    ground.sheets = this.sheets;
    ground.pictures = this.pictures;
    return ground;
  }

  /**
   * Give strokes their widths in the units of their paths: a file has no style sheet.
   *
   * @param {Frame} frame
   */
  flatten(frame) {
    const km = kmPerPx(frame);
    for (const node of [
      ...this.under.children,
      ...this.waters.children,
      ...this.disputed.children,
    ]) {
      const by = km / this.unitOf(node);
      const inUnits = (/** @type {string} */ px) => Number((Number(px) * by).toPrecision(6));
      const [width, dash] = ["stroke-width", "stroke-dasharray"].map((name) =>
        node.getAttribute(name),
      );
      if (width) put(node, { "stroke-width": inUnits(width) });
      if (dash) put(node, { "stroke-dasharray": dash.split(",").map(inUnits).join(" ") });
    }
    for (const node of [...this.waters.children, ...this.disputed.children])
      put(node, { "fill-rule": "evenodd" });
  }
}

/** @param {Element} node */
function attributes(node) {
  return { d: node.getAttribute("d") || "", transform: node.getAttribute("transform") || "" };
}

/**
 * The card of a disputed area.
 *
 * @param {Page} page
 * @param {DisputedArea} area
 * @returns {Guest}
 */
export function cardOf(page, area) {
  return {
    key: area.id,
    fill(head, body) {
      head.replaceChildren(
        make("p", { className: "card-kind" }, page.words.layers.disputed),
        make("h2", {}, area.name),
      );
      body.replaceChildren(make("p", { className: "card-text" }, area.told));
    },
  };
}
