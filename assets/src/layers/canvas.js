// A user layer on a canvas over the map: a hundred thousand points per step.

import * as camera from "../core/camera.js";
import * as layerSvg from "./svg.js";
import { LEAST_PX, MANY, SQUARE } from "./svg.js";

const HIT_PX = 8;
const RING_PX = 4;
const FOREVER = 0x7fffffff;

/** @import { Frame, Looks, Picked, Span, UserLayer, UserPoint } from "../types/page.js" */

/**
 * Numbers of a layer as typed arrays, in projected kilometres.
 *
 * @param {UserPoint[]} points
 * @param {(lon: number, lat: number) => [x: number, y: number]} project
 */
export function compact(points, project) {
  const n = points.length;
  const layer = {
    n,
    x: new Float64Array(n),
    y: new Float64Array(n),
    from: new Int32Array(n),
    until: new Int32Array(n),
  };
  points.forEach((p, k) => {
    [layer.x[k], layer.y[k]] = project(p.lon, p.lat);
    layer.from[k] = p.from;
    layer.until[k] = p.until === null ? FOREVER : p.until;
  });
  return layer;
}

export class LayerCanvas {
  /** @param {HTMLElement} element What it lies over. */
  constructor(element) {
    this.canvas = document.createElement("canvas");
    this.canvas.className = "own-points";
    element.append(this.canvas);
    this.paint = /** @type {CanvasRenderingContext2D} */ (
      this.canvas.getContext("2d", { willReadFrequently: true })
    );
  }

  /**
   * Draw what holds on a day of a span and count it; a ring stands around `picked`.
   *
   * @param {UserLayer[]} layers
   * @param {Span} span
   * @param {Frame} frame
   * @param {Looks} style
   * @param {Picked} [picked]
   */
  draw(layers, span, frame, style, picked) {
    this.fit(frame);
    for (const layer of layers) {
      layer.now = 0;
      if (layer.hidden) continue;
      if (layer.n > MANY) this.squares(layer, span, frame);
      else this.discs(layer, span, frame, style);
    }
    if (picked && !picked.layer.hidden && layerSvg.holds(picked.layer, picked.k, span)) {
      this.ring(picked, frame, style);
    }
  }

  /**
   * Clear it at the size of a frame, with as many pixels as the screen has for that.
   *
   * @param {Frame} frame
   */
  fit({ width, height }) {
    const dense = window.devicePixelRatio || 1;
    const [across, down] = [Math.round(width * dense), Math.round(height * dense)];
    if (this.canvas.width !== across || this.canvas.height !== down) {
      Object.assign(this.canvas, { width: across, height: down });
      Object.assign(this.canvas.style, { width: `${width}px`, height: `${height}px` });
    }
    this.paint.setTransform(1, 0, 0, 1, 0, 0);
    this.paint.clearRect(0, 0, across, down);
    this.paint.setTransform(across / width, 0, 0, down / height, 0, 0);
  }

  /**
   * @param {Picked} picked
   * @param {Frame} frame
   * @param {Looks} style
   */
  ring({ layer, k }, frame, style) {
    const { paint } = this;
    const [px, py] = camera.toPx(frame, layer.x[k], layer.y[k]);
    const radius = Math.max(LEAST_PX, layer.points[k].size / 2) + RING_PX;
    /** @type {[width: number, colour: string][]} */
    const rings = [
      [5, style.halo],
      [2.5, style.text],
    ];
    for (const [width, colour] of rings) {
      paint.beginPath();
      paint.arc(px, py, radius, 0, 2 * Math.PI);
      paint.lineWidth = width;
      paint.strokeStyle = colour;
      paint.stroke();
    }
  }

  /**
   * @param {UserLayer} layer
   * @param {Span} span
   * @param {Frame} frame
   * @param {Looks} style
   */
  discs(layer, span, frame, style) {
    const { paint } = this;
    let now = 0;
    paint.strokeStyle = style.halo;
    paint.lineWidth = 1.2;
    for (let k = 0; k < layer.n; k++) {
      if (!layerSvg.holds(layer, k, span)) continue;
      now += 1;
      const [px, py] = camera.toPx(frame, layer.x[k], layer.y[k]);
      paint.beginPath();
      paint.arc(px, py, Math.max(LEAST_PX, layer.points[k].size / 2), 0, 2 * Math.PI);
      paint.fillStyle = layer.points[k].colour || layer.colour;
      paint.fill();
      paint.stroke();
    }
    layer.now = now;
  }

  /**
   * A square for each point, in the layer's colour, all written straight into one picture.
   *
   * @param {UserLayer} layer
   * @param {Span} span
   * @param {Frame} frame
   */
  squares(layer, [first, last], frame) {
    const { width, height } = this.canvas;
    const image = this.paint.getImageData(0, 0, width, height);
    const pixels = new Uint32Array(image.data.buffer);
    const c = parseInt(layer.colour.slice(1), 16);
    // Pixels are stored red first, in the order of little-endian machines.
    const ink = (0xff << 24) | ((c & 0xff) << 16) | (c & 0xff00) | (c >> 16);
    // Where nothing is turned, the same numbers to the last bit; and no list for each point.
    const [cos, sin, ax, ay] = frame.rotation ?? [1, 0, 0, 0];
    const fx = width / (frame.x1 - frame.x0);
    const fy = height / (frame.y1 - frame.y0);
    const half = Math.floor((SQUARE * width) / frame.width / 2);
    let now = 0;
    for (let k = 0; k < layer.n; k++) {
      if (layer.from[k] > last || first >= layer.until[k] || first > last) continue;
      now += 1;
      const [dx, dy] = [layer.x[k] - ax, layer.y[k] - ay];
      const px = ((ax + (cos * dx + sin * dy) - frame.x0) * fx) | 0;
      const py = ((frame.y1 - (ay + (cos * dy - sin * dx))) * fy) | 0;
      if (px < half || py < half || px >= width - half || py >= height - half) continue;
      for (let row = (py - half) * width + px; row <= (py + half) * width + px; row += width) {
        for (let at = row - half; at <= row + half; at++) pixels[at] = ink;
      }
    }
    layer.now = now;
    this.paint.putImageData(image, 0, 0);
  }

  /**
   * The topmost point near a pixel on a day of a span; null for none.
   *
   * @param {UserLayer[]} layers
   * @param {Span} span
   * @param {Frame} frame
   * @param {number} px
   * @param {number} py
   * @returns {Picked | null}
   */
  hit(layers, span, frame, px, py) {
    for (const layer of [...layers].reverse()) {
      if (layer.hidden) continue;
      let best = null;
      let least = HIT_PX * HIT_PX;
      for (let k = 0; k < layer.n; k++) {
        if (!layerSvg.holds(layer, k, span)) continue;
        const [x, y] = camera.toPx(frame, layer.x[k], layer.y[k]);
        const far = (x - px) ** 2 + (y - py) ** 2;
        if (far <= least) {
          least = far;
          best = { layer, k };
        }
      }
      if (best) return best;
    }
    return null;
  }
}
