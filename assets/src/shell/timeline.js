// The slider: band of member count, density of events, turning points, ticks, handle.

import { lastAt, ordinal, utc } from "../core/state.js";
import { dayInWords, fill, svg } from "./dom.js";

const SIDE = 20;
const BAND_TOP = 8;
const BAND = 26;
const AXIS = 44;
const HEIGHT = 66;
const TICK_ROOM = 46;
const BUCKET_PX = 4;

export class Timeline {
  /**
   * data: the compiled timeline; pick(day, resting): called when the user chooses a day;
   * inWords(day): says a day.
   */
  constructor(element, data, words, pick, inWords = dayInWords) {
    Object.assign(this, { element, data, words, pick, inWords });
    this.day = data.first;
    element.setAttribute("aria-valuemin", data.first);
    element.setAttribute("aria-valuemax", data.horizon);
    this.listen();
    new ResizeObserver(() => this.draw()).observe(element);
    this.draw();
  }

  x(day) {
    const { first, horizon } = this.data;
    return SIDE + ((day - first) / (horizon - first)) * (this.width - 2 * SIDE);
  }

  dayAt(px) {
    const { first, horizon } = this.data;
    const share = (px - SIDE) / (this.width - 2 * SIDE);
    return Math.round(first + Math.min(1, Math.max(0, share)) * (horizon - first));
  }

  draw() {
    this.width = Math.max(200, this.element.clientWidth);
    this.handle = svg(
      "g",
      { class: "handle" },
      svg("path", { d: `M0 ${BAND_TOP - 4}V${AXIS + 4}` }),
      svg("circle", { cy: AXIS, r: 8 }),
    );
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
    const area = (pick) => {
      let d = `M${this.x(band[0][0])} ${BAND_TOP + BAND}`;
      band.forEach((step, k) => {
        const y = BAND_TOP + BAND * (1 - pick(step) / most);
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
      label.textContent = y;
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

  /** Move the handle: all that a step does here. */
  show(day) {
    this.day = day;
    this.handle.setAttribute("transform", `translate(${this.x(day).toFixed(1)} 0)`);
  }

  /** Announce the day to screen readers. */
  settle(count) {
    this.element.setAttribute("aria-valuenow", this.day);
    const members = fill(this.words.members, { n: count });
    this.element.setAttribute("aria-valuetext", `${this.inWords(this.day)}; ${members}`);
  }

  listen() {
    const { element } = this;
    const at = (e) => {
      // A turning point is hit as a whole, not by its exact pixel.
      const mark = e.type === "pointerdown" && e.target.closest("[data-day]");
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

/** Members on a day: [bound, of these only signed]. */
export function membersOn(band, day) {
  const k = lastAt(
    band.map((step) => step[0]),
    day,
  );
  return k < 0 ? [0, 0] : [band[k][1], band[k][2]];
}
