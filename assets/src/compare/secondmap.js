// The map of the second day, its frame locked to that of the first.

import * as camera from "../core/camera.js";
import { turnedTo } from "../core/turning.js";
import { MapView } from "../map/map.js";
import { byId } from "../shell/dom.js";

/** @import { Frame, MapOnPage, Page, ShownView } from "../types/page.js" */

export class SecondMap {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.element = byId("map-two");
    this.element.hidden = true;
    /** @type {MapOnPage | null} */
    this.map = null;
    this.starting = false;
    this.locking = false;
    /** @type {[MapOnPage, Frame] | null} */
    this.pending = null;
    page.listen("moved", (frame) => this.follow(this.map, frame));
    page.listen("dragging", (frame) => this.soon(this.map, frame));
    page.listen("ground", () => this.map && this.lay(this.map));
    page.listen("theme", () => this.map && this.show(!this.element.hidden));
  }

  /**
   * The view of the second day.
   *
   * @returns {ShownView}
   */
  view() {
    const view = this.page.shown();
    return { ...view, day: view.cmp ?? view.day };
  }

  /**
   * Show the second day, or hide the map.
   *
   * @param {boolean} on
   */
  show(on) {
    this.element.hidden = !on;
    if (!on || this.starting) return;
    const view = this.view();
    if (!this.map) this.start();
    else this.map.show(view, this.page.truth(view.day));
  }

  async start() {
    const { page } = this;
    this.starting = true;
    const fine = async () => page.map.figures.fine || page.load("map-fine");
    const map = new MapView(this.element, page.data, fine, {
      moved: (frame, resized) => {
        page.tell("second");
        if (!resized) this.follow(page.map, frame);
      },
      dragging: (frame) => this.soon(page.map, frame),
      clicked: (hit, x, y) => page.click(hit, x, y, map),
      hovered: (hit, x, y) => page.tell("hover", { map, hit, x, y, day: this.view().day }),
      missed: () => page.notice(page.words.notice.offline),
    });
    try {
      await map.start(page.coarse, this.view());
    } catch (problem) {
      console.error(problem);
      page.notice(page.words.notice.offline);
      return;
    } finally {
      this.starting = false;
    }
    this.map = map;
    this.lay(map);
    page.tell("second");
    if (page.view.cmp === null) return;
    this.show(!this.element.hidden);
    this.rest();
  }

  /**
   * Lay the ground of the page's map under another, once it is there, and name what is on it.
   *
   * @param {MapOnPage} map
   */
  lay(map) {
    const { ground, places } = this.page.map;
    if (ground) map.lay(ground.copy(map.areas.tag));
    if (places) map.tell(places);
  }

  /**
   * Show it only right of a share of the stage; null for all of it.
   *
   * @param {number | null} percent
   */
  clip(percent) {
    this.element.style.clipPath = percent === null ? "" : `inset(0 0 0 ${percent}%)`;
  }

  rest() {
    if (!this.map || this.element.hidden) return;
    this.follow(this.map, this.page.map.frame);
    this.map.settle();
    this.map.refine();
  }

  /**
   * Bring a map to the middle and the scale of another's frame.
   *
   * @param {MapOnPage | null} map
   * @param {Frame} frame
   */
  follow(map, frame) {
    if (!map || this.locking || this.element.hidden) return;
    const half = camera.kmPerPx(frame) / 2;
    const [x, y] = [(frame.x0 + frame.x1) / 2, (frame.y0 + frame.y1) / 2];
    const { width, height } = map.frame;
    const wanted = {
      ...map.frame,
      rotation: frame.rotation,
      x0: x - half * width,
      x1: x + half * width,
      y0: y - half * height,
      y1: y + half * height,
    };
    const sides = /** @type {const} */ (["x0", "x1", "y0", "y1"]);
    const near = sides.every((side) => Math.abs(wanted[side] - map.frame[side]) < half / 50);
    if (near && turnedTo(map.frame, frame.rotation) === map.frame) return;
    this.locking = true;
    try {
      map.moveTo(wanted);
    } finally {
      this.locking = false;
    }
  }

  /**
   * Follow at most once per drawn frame, however many events a drag sends.
   *
   * @param {MapOnPage | null} map
   * @param {Frame} frame
   */
  soon(map, frame) {
    if (!map || this.element.hidden) return;
    if (!this.pending) {
      requestAnimationFrame(() => {
        const [follower, wanted] = this.pending || [map, frame];
        this.pending = null;
        this.follow(follower, wanted);
      });
    }
    this.pending = [map, frame];
  }
}
