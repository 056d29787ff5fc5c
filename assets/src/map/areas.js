// States and border sectors as paths of our own, over the axes that Plotly keeps.
//
// Paths are in projected kilometres, written once for each level of outlines: zooming sets
// one transform, and strokes and hatches keep their size on screen. A day changes
// attributes of what differs, and nothing else.

import drawing from "../../../csto_map/picture/drawing.json" with { type: "json" };
import { kmPerPx, patternTransform, transform } from "../core/camera.js";
import { tick } from "../core/draw.js";
import { whole } from "../core/visible.js";
import { svg } from "../shell/dom.js";
import { put } from "./keyed.js";

/** @import { AreaLook, LineLook } from "../core/draw.js" */
/** @import { Cut, MapFigure, Trace } from "../types/files.js" */
/** @import { Frame } from "../types/page.js" */

/** @typedef {{id: string, trace: Trace, node: SVGPathElement, edge: SVGPathElement, held: boolean}} Timed */

/** @type {Record<string, string>} */
const HATCHES = drawing.hatches;
const TILE = 8;

/**
 * A path in kilometres, y downwards; null gaps become moves.
 *
 * @param {{x: (number | null)[], y: (number | null)[]}} trace
 * @param {string} end What closes a part.
 */
function path({ x, y }, end) {
  let pen = "M";
  let d = "";
  for (let k = 0; k < x.length; k++) {
    if (x[k] === null) {
      d += end;
      pen = "M";
      continue;
    }
    d += `${pen}${x[k]} ${-Number(y[k])}`;
    pen = "L";
  }
  return d && d + end;
}

export class Areas {
  /** @param {string} tag What ids of patterns begin with: several maps may be in one page. */
  constructor(tag) {
    this.tag = tag;
    this.scale = 1;
    /** What keeps patterns as they are on screen. */
    this.pattern = "scale(1)";
    this.defs = svg("defs");
    this.node = svg("g", { class: "areas" });
    // Edges of states once more, over a relief that has dulled them; then the sectors.
    this.again = svg("g", { class: "areas" });
    this.lines = svg("g", { class: "areas" });
    /** @type {Map<string, SVGPathElement>} */
    this.edges = new Map();
    /** @type {Map<string, SVGPathElement>} */
    this.paths = new Map();
    /** @type {Map<string, SVGPathElement>} */
    this.casings = new Map();
    /** @type {Map<string, SVGPathElement>} */
    this.cores = new Map();
    /** @type {{cut: Cut, node: SVGPathElement}[]} */
    this.cuts = [];
    /** @type {Map<string, string>} */
    this.painted = new Map();
    /** @type {Map<string, SVGPatternElement>} */
    this.hatches = new Map();
    /** Outlines of states that may come and go. @type {Timed[]} */
    this.timed = [];
    /** What is drawn. @type {ReadonlySet<Trace> | null} */
    this.turned = null;
  }

  /**
   * Draw the outlines of a figure; looks are to be painted anew.
   *
   * @param {MapFigure} figure
   */
  outline(figure) {
    const { paths, casings, cores, edges, painted } = this;
    whole(figure);
    for (const kept of [paths, casings, cores, edges, painted]) kept.clear();
    this.timed = [];
    this.turned = null;
    /** @type {SVGPathElement[]} */
    const states = [];
    /** @type {SVGPathElement[]} */
    const again = [];
    /** @type {SVGPathElement[]} */
    const nodes = [];
    for (const trace of figure.data) {
      const { id } = trace.meta;
      const line = id.startsWith("sector:");
      const d = path(trace, line ? "" : "z");
      if (line) {
        const casing = svg("path", { class: "casing", d, fill: "none" });
        this.casings.set(id, casing);
        nodes.push(casing);
      }
      const node = svg("path", { "data-id": id, d, ...(line && { fill: "none" }) });
      (line ? nodes : states).push(node);
      const edge = svg("path", { class: "edge", d, fill: "none" });
      if (trace.meta.from !== undefined) {
        node.style.display = edge.style.display = "none";
        this.timed.push({ id, trace, node, edge, held: false });
      } else paths.set(id, node);
      if (!line) again.push(edge);
      if (!line && paths.has(id)) edges.set(id, edge);
      if (line) {
        const core = svg("path", { class: "core", d, fill: "none" });
        this.cores.set(id, core);
        nodes.push(core);
      }
    }
    this.cuts = figure.layout.meta.cuts.map((cut) => {
      return { cut, node: svg("path", { class: "cut", fill: "none" }) };
    });
    for (const one of this.cuts) this.place(one);
    this.node.replaceChildren(...states);
    this.again.replaceChildren(...again);
    this.lines.replaceChildren(...nodes, ...this.cuts.map(({ node }) => node));
  }

  /**
   * Draw the outlines of a day: only those that come or go are touched, and those that come are
   * to be painted.
   *
   * @param {ReadonlySet<Trace>} traces
   */
  turn(traces) {
    if (traces === this.turned) return;
    this.turned = traces;
    for (const one of this.timed) {
      const { id, node, edge } = one;
      const held = traces.has(one.trace);
      if (held === one.held) continue;
      one.held = held;
      node.style.display = edge.style.display = held ? "" : "none";
      if (held) {
        this.paths.set(id, node);
        this.edges.set(id, edge);
        this.painted.delete(id);
      } else if (this.paths.get(id) === node) {
        this.paths.delete(id);
        this.edges.delete(id);
      }
    }
  }

  /** Paths of the states of all days, in km: what is land on one is land on all. */
  *shores() {
    for (const node of this.node.children) yield node.getAttribute("d") || "";
  }

  /** All groups, from the lowest to the highest. */
  get groups() {
    return [this.node, this.again, this.lines];
  }

  /**
   * Show a frame.
   *
   * @param {Frame} frame
   */
  move(frame) {
    const scale = 1 / kmPerPx(frame);
    const placed = transform(frame);
    for (const group of this.groups) put(group, { transform: placed });
    const pattern = patternTransform(frame);
    if (pattern !== this.pattern) {
      this.pattern = pattern;
      for (const one of this.hatches.values()) this.size(one);
    }
    if (scale === this.scale) return;
    this.scale = scale;
    for (const cut of this.cuts) this.place(cut);
  }

  /**
   * Give a tick its ends: it keeps its size on screen.
   *
   * @param {{cut: Cut, node: SVGPathElement}} one
   */
  place({ cut, node }) {
    const [x0, y0, x1, y1, width] = tick(cut, 1 / this.scale);
    put(node, { d: `M${x0} ${-y0}L${x1} ${-y1}`, "stroke-width": width });
  }

  /**
   * Show the cuts between sectors that are both drawn.
   *
   * @param {string} ink
   */
  cut(ink) {
    for (const { cut, node } of this.cuts) {
      const drawn = cut.slice(0, 2).every((id) => this.painted.get(String(id)));
      put(node, { stroke: drawn ? ink : "none" });
    }
  }

  /** @param {SVGPatternElement} pattern */
  size(pattern) {
    pattern.setAttribute("patternTransform", this.pattern);
  }

  /**
   * Whether a look differs from what is painted; it then counts as painted.
   *
   * @param {string} id
   * @param {string} key
   */
  differs(id, key) {
    if (this.painted.get(id) === key) return false;
    this.painted.set(id, key);
    return true;
  }

  /**
   * Paint a state.
   *
   * @param {string} id
   * @param {AreaLook} look
   */
  state(id, look) {
    const { fillcolor, shape, ink, line, width, dash } = look;
    const node = this.paths.get(id);
    if (!node || !this.differs(id, `${fillcolor}${shape}${ink}${line}${width}${dash}`)) return;
    const fill = shape ? `url(#${this.hatch(look)})` : fillcolor;
    const edge = { stroke: line, "stroke-width": width, "stroke-dasharray": bare(dash) };
    put(node, { fill, ...edge });
    const again = this.edges.get(id);
    if (again) put(again, edge);
  }

  /**
   * Paint a sector, or hide one that nobody is known to hold.
   *
   * @param {string} id
   * @param {LineLook | null} look
   * @param {string} halo
   */
  sector(id, look, halo) {
    const node = this.paths.get(id);
    const casing = this.casings.get(id);
    const core = this.cores.get(id);
    const key = look ? `${look.color}${look.width} ${look.dash} ${look.core} ${halo}` : "";
    if (!node || !casing || !core || !this.differs(id, key)) return;
    for (const one of [node, casing]) one.style.display = look ? "" : "none";
    core.style.display = look?.core ? "" : "none";
    if (!look) return;
    line(node, look.color, look.width, look.dash);
    line(casing, halo, look.casing, []);
    line(core, halo, look.core, look.coreDash);
  }

  /**
   * The id of the pattern of a hatch, made when it is first needed.
   *
   * @param {AreaLook} look
   */
  hatch({ shape, fillcolor, ink }) {
    const id = `${this.tag}${shape.charCodeAt(0)}${fillcolor.slice(1)}${ink.slice(1)}`;
    if (!this.hatches.has(id)) {
      const units = { width: TILE, height: TILE, patternUnits: "userSpaceOnUse" };
      const pattern = svg("pattern", { id, ...units });
      pattern.innerHTML =
        `<rect width="${TILE}" height="${TILE}" fill="${fillcolor}"/>` +
        HATCHES[shape].replace("{}", ink);
      this.hatches.set(id, pattern);
      this.size(pattern);
      this.defs.append(pattern);
    }
    return id;
  }
}

/**
 * Give a line its stroke.
 *
 * @param {SVGPathElement} node
 * @param {string} stroke
 * @param {number} width
 * @param {number[]} dash
 */
function line(node, stroke, width, dash) {
  put(node, { stroke, "stroke-width": width, "stroke-dasharray": dash.join() || "none" });
}

/**
 * Dashes as SVG has them.
 *
 * @param {string} dash
 */
function bare(dash) {
  return dash === "solid" ? "none" : dash.replaceAll("px", "");
}
