// The slider: band of member count, density of events, turning points, ticks, handle.

import { lastAt, ordinal, utc } from "../core/state.js";
import { dayInWords, fill, svg } from "./dom.js";

/** @import { Count } from "../types/files.js" */
/** @import { Day, Timeline as TimelineData, Words } from "../types/page.js" */

const SIDE = 20;
const BAND_TOP = 8;
const BAND = 26;
const AXIS = 44;
const HEIGHT = 66;
const TICK_ROOM = 46;
const LEAST_WIDTH = 200;
const BUCKET_PX = 4;

export class Timeline {
  /**
   * @param {HTMLElement} element
   * @param {TimelineData} data
   * @param {Pick<Words["timeline"], "members">} words
   * @param {(day: Day, resting: boolean) => void} pick Called when the user chooses a day;
   *   `resting` when the handle is let go.
   * @param {(day: Day) => string} inWords Says a day.
   */
  constructor(element, data, words, pick, inWords = dayInWords) {
    this.element = element;
    this.data = data;
    this.words = words;
    this.pick = pick;
    this.inWords = inWords;
    this.day = data.first;
    this.dragging = false;
    this.width = LEAST_WIDTH;
    this.handle = svg(
      "g",
      { class: "handle" },
      svg("path", { d: `M0 ${BAND_TOP - 4}V${AXIS + 4}` }),
      svg("circle", { cy: AXIS, r: 8 }),
    );
    element.setAttribute("aria-valuemin", String(data.first));
    element.setAttribute("aria-valuemax", String(data.horizon));
    this.listen();
    new ResizeObserver(() => this.draw()).observe(element);
    this.draw();
  }

  /** Where a day is, in pixels. @param {Day} day */
  x(day) {
    const { first, horizon } = this.data;
    return SIDE + ((day - first) / (horizon - first)) * (this.width - 2 * SIDE);
  }

  /** The day at a place, the nearest of the atlas. @param {number} px @returns {Day} */
  dayAt(px) {
    const { first, horizon } = this.data;
    const share = (px - SIDE) / (this.width - 2 * SIDE);
    return Math.round(first + Math.min(1, Math.max(0, share)) * (horizon - first));
  }

  draw() {
    this.width = Math.max(LEAST_WIDTH, this.element.clientWidth);
    const picture = svg(
      "svg",
      { width: this.width, height: HEIGHT, "aria-hidden": "true" },
      this.band(),
      this.density(),
      this.ticks(),
      this.turns(),
      this.handle,
    );
    this.element.replaceChildren(picture);
    this.show(this.day);
  }

  /** Steps of the number of states bound; those that only signed are paler. */
  band() {
    const { band, horizon } = this.data;
    // An atlas without memberships has no band yet.
    if (!band.length) return svg("g", { class: "band" });
    const most = Math.max(...band.map(([, count]) => count));
    /** @param {(step: Count) => number} height */
    const area = (height) => {
      let d = `M${this.x(band[0][0])} ${BAND_TOP + BAND}`;
      band.forEach((step, k) => {
        const y = BAND_TOP + BAND * (1 - height(step) / most);
        const until = k + 1 < band.length ? band[k + 1][0] : horizon;
        d += `L${this.x(step[0])} ${y}H${this.x(until)}`;
      });
      return `${d}V${BAND_TOP + BAND}Z`;
    };
    return svg(
      "g",
      { class: "band" },
      svg("path", { class: "band-signed", d: area((s) => s[1]) }),
      svg("path", { class: "band-bound", d: area((s) => s[1] - s[2]) }),
    );
  }

  /** Bars of how many events began in each few pixels. */
  density() {
    /** @type {Map<number, number>} */
    const buckets = new Map();
    for (const e of this.data.events) {
      const k = Math.floor(this.x(e.day) / BUCKET_PX);
      buckets.set(k, (buckets.get(k) || 0) + 1);
    }
    const most = Math.max(...buckets.values());
    let d = "";
    for (const [k, count] of buckets) {
      d += `M${k * BUCKET_PX + 1.5} ${AXIS}v${-Math.max(2, (count / most) * 16)}`;
    }
    return svg("path", { class: "density", d });
  }

  ticks() {
    const { first, horizon } = this.data;
    const years = [];
    const last = utc(horizon).getUTCFullYear();
    for (let y = utc(first).getUTCFullYear(); y <= last; y++) years.push(y);
    const perYear = (this.width - 2 * SIDE) / years.length;
    const step = [1, 2, 5, 10].find((s) => s * perYear >= TICK_ROOM) || 20;
    const group = svg(
      "g",
      { class: "ticks" },
      svg("path", {
        d: `M${SIDE} ${AXIS}H${this.width - SIDE}`,
      }),
    );
    for (const y of years) {
      const x = this.x(ordinal(`${y}-01-01`));
      const major = y % step === 0;
      group.append(svg("path", { d: `M${x} ${AXIS}v${major ? 6 : 3}` }));
      if (!major || x > this.width - SIDE - 14) continue;
      const label = svg("text", { x, y: AXIS + 18, "text-anchor": "middle" });
      label.textContent = String(y);
      group.append(label);
    }
    return group;
  }

  /** Turning points: marks with their names, which can be clicked like the rest. */
  turns() {
    const group = svg("g", { class: "turns" });
    for (const e of this.data.events) {
      if (e.weight < 3) continue;
      const title = svg("title");
      title.textContent = `${e.when}: ${e.title}`;
      const x = this.x(e.day);
      group.append(svg("path", { d: `M${x} ${AXIS - 5}l4 5-4 5-4-5z`, "data-day": e.day }, title));
    }
    return group;
  }

  /** Move the handle: all that a step does here. @param {Day} day */
  show(day) {
    this.day = day;
    this.handle.setAttribute("transform", `translate(${this.x(day).toFixed(1)} 0)`);
  }

  /** Announce the day to screen readers. @param {number} count How many states are bound. */
  settle(count) {
    this.element.setAttribute("aria-valuenow", String(this.day));
    const members = fill(this.words.members, { n: count });
    this.element.setAttribute("aria-valuetext", `${this.inWords(this.day)}; ${members}`);
  }

  listen() {
    const { element } = this;
    /** @param {PointerEvent} e */
    const at = (e) => {
      // A turning point is hit as a whole, not by its exact pixel.
      const hit = /** @type {Element} */ (e.target);
      /** @type {SVGElement | null} */
      const mark = e.type === "pointerdown" ? hit.closest("[data-day]") : null;
      if (mark) return Number(mark.dataset.day);
      return this.dayAt(e.clientX - element.getBoundingClientRect().left);
    };
    element.addEventListener("pointerdown", (e) => {
      if (e.button !== 0) return;
      element.setPointerCapture(e.pointerId);
      element.focus({ preventScroll: true });
      this.dragging = true;
      this.pick(at(e), false);
      e.preventDefault();
    });
    element.addEventListener("pointermove", (e) => {
      if (this.dragging) this.pick(at(e), false);
    });
    for (const type of ["pointerup", "pointercancel"]) {
      element.addEventListener(type, () => {
        if (this.dragging) this.pick(this.day, true);
        this.dragging = false;
      });
    }
  }
}

/**
 * Members on a day.
 *
 * @param {readonly Count[]} band
 * @param {Day} day
 * @returns {[bound: number, signed: number]} `signed`: how many of these only signed.
 */
export function membersOn(band, day) {
  const k = lastAt(
    band.map((step) => step[0]),
    day,
  );
  return k < 0 ? [0, 0] : [band[k][1], band[k][2]];
}
