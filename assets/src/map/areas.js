// States and border sectors as paths of our own, over the axes that Plotly keeps.
//
// Paths are in projected kilometres, written once for each level of outlines: zooming sets
// one transform, and strokes and hatches keep their size on screen. A day changes
// attributes of what differs, and nothing else.

import drawing from "../../../csto_map/picture/drawing.json" with { type: "json" };
import * as camera from "../core/camera.js";
import { svg } from "../shell/dom.js";
import { put } from "./keyed.js";

const { hatches, casing } = drawing;
const TILE = 8;

/** A path in kilometres, y downwards; null gaps become moves. */
function outline({ x, y }, end) {
  let pen = "M";
  let d = "";
  for (let k = 0; k < x.length; k++) {
    if (x[k] === null) {
      d += end;
      pen = "M";
      continue;
    }
    d += `${pen}${x[k]} ${-y[k]}`;
    pen = "L";
  }
  return d && d + end;
}

export class Areas {
  /** tag: what ids of patterns begin with, so that several maps may be in one page. */
  constructor(tag) {
    this.tag = tag;
    this.defs = svg("defs");
    this.node = svg("g", { class: "areas" });
    this.paths = new Map();
    this.looks = new Map();
    this.hatches = new Map();
  }

  /** Draw the outlines of a figure; looks are to be painted anew. */
  outline(figure) {
    this.looks.clear();
    this.paths.clear();
    const nodes = figure.data.flatMap((trace) => {
      const { id } = trace.meta;
      const line = id.startsWith("sector:");
      const d = outline(trace, line ? "" : "z");
      const path = svg("path", { "data-id": id, d, ...(line ? { fill: "none" } : {}) });
      const under = line ? svg("path", { class: "casing", d, fill: "none" }) : null;
      this.paths.set(id, { path, under });
      return under ? [under, path] : [path];
    });
    this.node.replaceChildren(...nodes);
  }

  /** Show a frame. */
  move(frame) {
    const scale = 1 / camera.kmPerPx(frame);
    const [x, y] = [-frame.x0 * scale, frame.y1 * scale];
    this.node.setAttribute("transform", `translate(${x} ${y}) scale(${scale})`);
    if (scale === this.scale) return;
    this.scale = scale;
    for (const pattern of this.hatches.values()) this.size(pattern);
  }

  size(pattern) {
    pattern.setAttribute("patternTransform", `scale(${1 / this.scale})`);
  }

  /** Whether a look differs from what is painted; it then counts as painted. */
  differs(id, key) {
    if (this.looks.get(id) === key) return false;
    this.looks.set(id, key);
    return true;
  }

  /** Paint a state: {fillcolor, shape, ink, line, width, dash}. */
  state(id, look) {
    const { fillcolor, shape, ink, line, width, dash } = look;
    const drawn = this.paths.get(id);
    if (!drawn || !this.differs(id, `${fillcolor}${shape}${ink}${line}${width}${dash}`)) return;
    const fill = shape ? `url(#${this.hatch(look)})` : fillcolor;
    put(drawn.path, { fill, stroke: line, "stroke-width": width, "stroke-dasharray": bare(dash) });
  }

  /** Paint a sector: {color, width, dash}, or null where nobody is known to hold it. */
  sector(id, look, halo) {
    const drawn = this.paths.get(id);
    const key = look ? `${look.color}${look.width}${look.dash}${halo}` : "";
    if (!drawn || !this.differs(id, key)) return;
    for (const node of [drawn.path, drawn.under]) node.style.display = look ? "" : "none";
    if (!look) return;
    const { color, width, dash } = look;
    put(drawn.path, { stroke: color, "stroke-width": width, "stroke-dasharray": bare(dash) });
    put(drawn.under, { stroke: halo, "stroke-width": width + casing });
  }

  /** The id of the pattern of a hatch, made when it is first needed. */
  hatch({ shape, fillcolor, ink }) {
    const id = `${this.tag}${shape.charCodeAt(0)}${fillcolor.slice(1)}${ink.slice(1)}`;
    if (!this.hatches.has(id)) {
      const units = { width: TILE, height: TILE, patternUnits: "userSpaceOnUse" };
      const pattern = svg("pattern", { id, ...units });
      pattern.innerHTML =
        `<rect width="${TILE}" height="${TILE}" fill="${fillcolor}"/>` +
        hatches[shape].replace("{}", ink);
      this.hatches.set(id, pattern);
      this.size(pattern);
      this.defs.append(pattern);
    }
    return id;
  }
}

/** Dashes as SVG has them. */
function bare(dash) {
  return dash === "solid" ? "none" : dash.replaceAll("px", "");
}
