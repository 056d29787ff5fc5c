// Gestures on the map: wheel, pinch, touch, click, double click, hover. A mouse that
// drags is Plotly's own affair: it moves the drawn figure without redrawing it.

import * as camera from "../core/camera.js";

/** @import { Frame, Hit } from "../types/page.js" */
/** @import { MapView, Told } from "./map.js" */
/** @typedef {(change: (frame: Frame) => Frame) => void} Move */
/** @typedef {[x: number, y: number]} Spot In pixels of the map. */

const CLICK_WITHIN_PX = 5;
const DOUBLE_WITHIN_MS = 350;
const NEAR_LINE_PX = 7;

/**
 * What is at a pixel, the topmost first, or null.
 *
 * @param {Pick<MapView, "symbols" | "people" | "view" | "data" | "state" | "shapes" | "frame">} map
 * @param {number} px
 * @param {number} py
 * @returns {Hit | null}
 */
export function hit(map, px, py) {
  for (const s of map.symbols) {
    const half = s.size / 2 + 1;
    if (Math.abs(s.px - px) <= half && Math.abs(s.py - py) <= half) {
      return { ids: s.members, symbol: s };
    }
  }
  const people = map.people.hit(px, py);
  if (people) return people;
  if (map.view.layers.includes("border")) {
    for (const { id } of map.data.sectors) {
      if (map.state.sectors[id] && nearLine(map, map.shapes.get(`sector:${id}`), px, py)) {
        return { ids: [`sector:${id}`] };
      }
    }
  }
  if (!map.view.layers.includes("states")) return null;
  const [x, y] = camera.toKm(map.frame, px, py);
  for (const id in map.state.states) {
    const shape = map.shapes.get(id);
    if (shape && camera.inside(shape.xs, shape.ys, x, y)) return { ids: [id] };
  }
  return null;
}

/**
 * Whether a line of one part passes near a pixel.
 *
 * @param {Pick<MapView, "frame">} map
 * @param {{xs: (number | null)[], ys: (number | null)[]} | undefined} line
 * @param {number} px
 * @param {number} py
 */
function nearLine(map, line, px, py) {
  if (!line) return false;
  const at = (/** @type {number} */ i) =>
    camera.toPx(map.frame, Number(line.xs[i]), Number(line.ys[i]));
  for (let i = 1; i < line.xs.length; i++) {
    const [ax, ay] = at(i - 1);
    const [bx, by] = at(i);
    const length = (bx - ax) ** 2 + (by - ay) ** 2 || 1;
    const t = Math.min(1, Math.max(0, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length));
    if (Math.hypot(ax + t * (bx - ax) - px, ay + t * (by - ay) - py) <= NEAR_LINE_PX) return true;
  }
  return false;
}

/**
 * Apply changes once per drawn frame, however many events come.
 *
 * @param {MapView} map
 * @returns {Move}
 */
function once(map) {
  /** @type {Frame | null} */
  let pending = null;
  return (change) => {
    if (pending === null) {
      requestAnimationFrame(() => {
        const frame = pending;
        pending = null;
        if (frame) map.moveTo(frame);
      });
    }
    pending = change(pending ?? map.frame);
  };
}

/**
 * Listen on the map's element and move the map; gives what ends that.
 *
 * @param {HTMLElement} element
 * @param {MapView} map
 * @param {Told} on
 */
export function gestures(element, map, on) {
  const end = new AbortController();
  const { signal } = end;
  const move = once(map);
  /** @returns {Spot} */
  const at = (/** @type {MouseEvent} */ e) => {
    const box = element.getBoundingClientRect();
    return [e.clientX - box.left, e.clientY - box.top];
  };

  element.addEventListener(
    "wheel",
    (e) => {
      e.preventDefault();
      // Lines and pages, as old mice report them, are converted to pixels.
      const step = e.deltaY * [1, 16, 200][e.deltaMode];
      move((f) => camera.zoom(f, Math.exp(Math.max(-60, Math.min(60, step)) * 0.004), ...at(e)));
    },
    { passive: false, signal },
  );

  // Touches never reach Plotly, which does not support pinching.
  for (const type of /** @type {const} */ (["touchstart", "touchmove", "touchend"])) {
    element.addEventListener(
      type,
      (e) => {
        e.stopPropagation();
        if (e.cancelable) e.preventDefault();
      },
      { capture: true, passive: false, signal },
    );
  }

  /** @type {Map<number, Spot>} */
  const fingers = new Map();
  /** @type {{x: number, y: number, moved: boolean} | null} */
  let pressed = null;
  /** @type {{x: number, y: number, when: number} | null} */
  let before = null;

  // Plotly covers the page while a button is down, so a dblclick event never arrives.
  /** @param {PointerEvent} e */
  function clicked(e) {
    const near =
      before && Math.hypot(e.clientX - before.x, e.clientY - before.y) <= CLICK_WITHIN_PX;
    if (before && near && e.timeStamp - before.when < DOUBLE_WITHIN_MS) {
      before = null;
      move((f) => camera.zoom(f, 0.5, ...at(e)));
      return;
    }
    before = { x: e.clientX, y: e.clientY, when: e.timeStamp };
    on.clicked(map.hit(...at(e)), ...at(e));
  }

  // Before Plotly hears of it, and begins to drag its axes.
  element.addEventListener("pointerdown", () => map.align(), { capture: true, signal });
  element.addEventListener("pointerdown", down, { signal });
  /** @param {PointerEvent} e */
  function down(e) {
    pressed = { x: e.clientX, y: e.clientY, moved: false };
    if (e.pointerType === "touch") fingers.set(e.pointerId, at(e));
  }
  /** @param {PointerEvent} e */
  const drag = (e) => {
    if (pressed && Math.hypot(e.clientX - pressed.x, e.clientY - pressed.y) > CLICK_WITHIN_PX) {
      pressed.moved = true;
    }
    if (fingers.has(e.pointerId)) touched(fingers, e.pointerId, at(e), move);
  };
  /** @param {PointerEvent} e */
  const lift = (e) => {
    fingers.delete(e.pointerId);
    if (!pressed || e.type === "pointercancel") return;
    const still = !pressed.moved;
    pressed = null;
    if (still && e.button === 0) clicked(e);
  };
  window.addEventListener("pointermove", drag, { signal });
  window.addEventListener("pointerup", lift, { signal });
  window.addEventListener("pointercancel", lift, { signal });

  element.addEventListener(
    "mousemove",
    (e) => {
      if (!pressed) on.hovered(map.hit(...at(e)), ...at(e));
    },
    { signal },
  );
  // A pointer that has left is at no pixel.
  element.addEventListener("mouseleave", () => on.hovered(null, Number.NaN, Number.NaN), {
    signal,
  });
  return () => end.abort();
}

/**
 * A finger has moved: alone it moves the map, with another it zooms.
 *
 * @param {Map<number, Spot>} fingers
 * @param {number} id
 * @param {Spot} to
 * @param {Move} move
 */
function touched(fingers, id, to, move) {
  const from = fingers.get(id) ?? to;
  fingers.set(id, to);
  if (fingers.size === 1) {
    move((f) => camera.pan(f, to[0] - from[0], to[1] - from[1]));
    return;
  }
  const other = /** @type {[number, Spot]} */ ([...fingers].find(([key]) => key !== id))[1];
  const was = Math.hypot(from[0] - other[0], from[1] - other[1]);
  const is = Math.hypot(to[0] - other[0], to[1] - other[1]);
  if (was > 0 && is > 0) move((f) => camera.zoom(f, was / is, ...other));
}
