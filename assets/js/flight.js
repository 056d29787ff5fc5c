// Where things are on the map, and bringing them into sight.
"use strict";
(function (root) {
  const csto = (root.csto = root.csto || {});
  const { byId } = csto.dom;
  // A place is shown with this much around it, in km, and is near enough up to this scale.
  const AROUND = 170;
  const NEAR_KM_PER_PX = 1.2;
  const MARGIN_PX = 32;
  const FLIGHT_MS = 450;

  /** The box of anything that can be selected, in km: a point is a box without size; or null. */
  function boxOf(page, id, point) {
    const country = page.countries.get(id);
    if (country) return country.bounds;
    const outline = page.map.shapes.get(id);
    if (outline && id.startsWith("sector:")) {
      const [xs, ys] = [outline.xs, outline.ys].map((vs) => [...vs].filter((v) => v !== null));
      return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
    }
    const mark = page.marks.get(id);
    const at = mark ? [mark.x, mark.y] : point;
    return at ? [...at, ...at] : null;
  }

  /** The part of the map that no panel covers, in pixels of the map: [left, top, right, bottom]. */
  function clear(page) {
    const map = byId("map").getBoundingClientRect();
    let [left, top, right, bottom] = [0, 0, map.width, map.height];
    for (const id of ["card", "layers", "story"]) {
      const b = byId(id).getBoundingClientRect();
      if (!b.width || b.right <= map.left || b.left >= map.right) continue;
      if (b.width > 0.7 * map.width) bottom = Math.min(bottom, b.top - map.top);
      else if (id === "story") continue;
      else if (b.left - map.left > map.width / 2) right = Math.min(right, b.left - map.left);
      else left = Math.max(left, b.right - map.left);
    }
    // A panel over nearly everything is no reason to show nothing.
    if (right - left < 120) [left, right] = [0, map.width];
    if (bottom - top < 120) bottom = Math.max(120, map.height / 3);
    return [left, top, right, bottom];
  }

  /** The frame that fits a box of km into a part of the map. */
  function fitInto([x0, y0, x1, y1], [left, top, right, bottom], { width, height }) {
    const km = Math.max((x1 - x0) / (right - left), (y1 - y0) / (bottom - top));
    const fx0 = (x0 + x1) / 2 - (km * (left + right)) / 2;
    const fy1 = (y0 + y1) / 2 + (km * (top + bottom)) / 2;
    return { x0: fx0, y0: fy1 - km * height, x1: fx0 + km * width, y1: fy1, width, height };
  }

  /** A box with room around it; a point gets what is around it. */
  function roomy([x0, y0, x1, y1]) {
    const grow = (a, b) => Math.max((b - a) * 1.2, 2 * AROUND) / 2;
    const [x, y, w, h] = [(x0 + x1) / 2, (y0 + y1) / 2, grow(x0, x1), grow(y0, y1)];
    return [x - w, y - h, x + w, y + h];
  }

  /** Whether a box is well in sight: inside the clear part, and neither tiny nor far away. */
  function inSight(frame, [x0, y0, x1, y1], [left, top, right, bottom]) {
    const [px0, py1] = csto.camera.toPx(frame, x0, y0);
    const [px1, py0] = csto.camera.toPx(frame, x1, y1);
    const m = MARGIN_PX;
    const within = px0 >= left + m && px1 <= right - m && py0 >= top + m && py1 <= bottom - m;
    const share = Math.max((px1 - px0) / (right - left), (py1 - py0) / (bottom - top));
    return within && (csto.camera.kmPerPx(frame) <= NEAR_KM_PER_PX || share > 0.25);
  }

  const reduced = () => root.matchMedia("(prefers-reduced-motion: reduce)").matches;

  /**
   * Move to a frame, in steps where motion is welcome; the hand on the map stops it.
   * done: called when it is reached.
   */
  function fly(page, to, done = () => {}) {
    const { map } = page;
    const from = map.frame;
    if (reduced()) {
      map.moveTo(to);
      done();
      return;
    }
    const started = performance.now();
    let last = from;
    const step = (now) => {
      if (map.frame !== last) return;
      const t = Math.min(1, Math.max(0, (now - started) / FLIGHT_MS));
      const eased = t * t * (3 - 2 * t);
      const part = (name) => from[name] + (to[name] - from[name]) * eased;
      map.moveTo(t < 1 ? { ...to, x0: part("x0"), y0: part("y0"), x1: part("x1"), y1: part("y1") } : to);
      last = map.frame;
      if (t < 1) requestAnimationFrame(step);
      else done();
    };
    requestAnimationFrame(step);
  }

  /** Bring what has an id into sight, if it is not; point: its place, where it is no mark. */
  function show(page, id, point = null) {
    const box = boxOf(page, id, point);
    if (!box) return;
    const part = clear(page);
    if (!inSight(page.map.frame, box, part)) fly(page, fitInto(roomy(box), part, page.map.frame));
  }

  /**
   * Show the frame that a view asks for. Where a sheet covers half of the map the frame
   * makes room for it; otherwise the link keeps the view's name instead of a box.
   */
  function showView(page, view) {
    const { map } = page;
    const [, , , bottom] = clear(page);
    const box = map.box(view);
    const sheet = bottom < map.frame.height;
    const to = sheet ? fitInto(box, clear(page), map.frame) : csto.camera.fit(box, ...map.size());
    const same = ["x0", "y0", "x1", "y1"].every((v) => Math.abs(to[v] - map.frame[v]) < 1);
    const done = () => {
      if (!sheet) page.view.box = view.box;
      page.set({}, "rest");
    };
    if (same) done();
    else fly(page, to, done);
  }

  csto.flight = { boxOf, clear, fitInto, inSight, show, showView };
})(window);
