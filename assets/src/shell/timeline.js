// The slider: band of a count, turning points with their names, ticks, the day as a flag.

import { named, together } from "../core/axis.js";
import { lastAt, ordinal, utc } from "../core/state.js";
import { dayInWords, fill, make, svg } from "./dom.js";

/** @import { Count } from "../types/files.js" */
/** @import { Band, Day, Story, Timeline as TimelineData, Words } from "../types/page.js" */
/** @import { Turn } from "../core/axis.js" */

/**
 * A mark on the axis: what happened, and whether the story of the view names it.
 *
 * @typedef {{day: Day, text: string, named: boolean}} Mark
 */

// In pixels at the usual size of text, from which all grow with it; see `unit`.
const SIDE = 20;
const BAND = 24;
const TICK_ROOM = 46;
const LEAST_WIDTH = 200;
const TEXT = 13;
const GAP = 6;
const TOGETHER = 9;
// Names need a row each above the band, and an axis that is wide enough.
const ROW = 17;
const ROWS = 2;
const NAMES_FROM = 600;
// Where assets/css/reflow.css folds what is around the map, names fold too.
const SHORT = "(max-height: 31rem)";
const FLAG = 34;
const BELOW_AXIS = 28;
// A number is written in the band where it fits; with what is counted where that does.
const NUMBER_ROOM = 8;
const CLEAR = 11;

export class Timeline {
  /**
   * @param {HTMLElement} element
   * @param {TimelineData} data
   * @param {Pick<Words["timeline"], "members" | "band" | "counted" | "turns">} words
   * @param {(day: Day, resting: boolean) => void} pick Called when the user chooses a day;
   *   `resting` when the handle is let go.
   * @param {{inWords?: (day: Day) => string, rows?: number}} [options] Says a day; how many rows
   *   there may be for names of turning points.
   */
  constructor(element, data, words, pick, { inWords = dayInWords, rows = ROWS } = {}) {
    this.element = element;
    this.data = data;
    this.words = words;
    this.pick = pick;
    this.inWords = inWords;
    this.most = rows;
    this.day = data.first;
    this.dragging = false;
    this.width = LEAST_WIDTH;
    this.unit = 1;
    this.axis = 0;
    /** @type {Story} */
    this.story = { turns: [], band: bandOf(data) };
    this.handle = svg("g", { class: "handle" });
    this.flag = make("span", {});
    /** @type {Mark[][]} */
    this.marks = [];
    this.at = -1;
    this.tip = make("div", { className: "turn-tip", hidden: true });
    this.list = make("div", {
      className: "turns",
      tabIndex: 0,
      attr: { role: "listbox", "aria-label": words.turns, "aria-orientation": "horizontal" },
    });
    const flag = make("div", { className: "flag", attr: { "aria-hidden": "true" } }, this.flag);
    element.after(flag, this.list, this.tip);
    this.box = /** @type {HTMLElement} */ (element.parentElement);
    element.setAttribute("aria-valuemin", String(data.first));
    element.setAttribute("aria-valuemax", String(data.horizon));
    this.listen();
    this.listenToMarks();
    new ResizeObserver(() => this.draw()).observe(element);
    this.draw();
  }

  /** Where a day is, in pixels. @param {Day} day */
  x(day) {
    const { first, horizon } = this.data;
    const side = SIDE * this.unit;
    return side + ((day - first) / (horizon - first)) * (this.width - 2 * side);
  }

  /** The day at a place, the nearest of the atlas. @param {number} px @returns {Day} */
  dayAt(px) {
    const { first, horizon } = this.data;
    const side = SIDE * this.unit;
    const share = (px - side) / (this.width - 2 * side);
    return Math.round(first + Math.min(1, Math.max(0, share)) * (horizon - first));
  }

  /** Show the band and the turning points of another view. @param {Story} story */
  tell(story) {
    if (story === this.story) return;
    this.story = story;
    this.draw();
  }

  draw() {
    const looks = getComputedStyle(this.element);
    this.unit = Number.parseFloat(looks.fontSize) / TEXT || 1;
    this.width = Math.max(LEAST_WIDTH, this.element.clientWidth);
    const { unit, width } = this;
    const roomy = width >= NAMES_FROM * unit && !window.matchMedia(SHORT).matches;
    const rows = this.story.turns.length && roomy ? this.most : 0;
    this.axis = (FLAG + rows * ROW + BAND + 4) * unit;
    const height = this.axis + BELOW_AXIS * unit;
    const [band, numbers] = this.band();
    const [staffs, names] = this.names(rows);
    this.element.replaceChildren(
      svg(
        "svg",
        { width, height, "aria-hidden": "true" },
        band,
        this.ticks(),
        ...staffs,
        numbers,
        this.handle,
        // Above the day's own line, which no word may be crossed by.
        ...names,
      ),
    );
    const top = 8 * unit;
    this.handle.replaceChildren(
      svg("path", { d: `M0 ${top}V${this.axis}` }),
      svg("circle", { cy: this.axis, r: 6 * unit }),
    );
    this.element.style.height = `${height}px`;
    this.box.style.setProperty("--axis", `${this.axis}px`);
    this.drawMarks();
    this.show(this.day);
  }

  /** Steps of the number that the view is about, and what is written in them. */
  band() {
    const { band } = this.story;
    const { unit, axis } = this;
    const group = svg("g", { class: `band band-${band.accent}` });
    const texts = svg("g", { class: `band band-${band.accent}` });
    // An atlas without memberships has no band yet.
    if (!band.steps.length) return [group, texts];
    const most = Math.max(1, ...band.steps.map(([, n]) => n));
    let told = false;
    band.steps.forEach(([day, n, paler = 0], k) => {
      const [x0, x1] = [day, band.steps[k + 1]?.[0] ?? this.data.horizon].map((d) => this.x(d));
      const tall = (/** @type {number} */ count) => (count / most) * BAND * unit;
      if (x1 <= x0 || !n) return;
      /** @type {(name: string, low: number, high: number) => SVGRectElement} */
      const part = (name, low, high) =>
        svg("rect", { class: name, x: x0, y: axis - high, width: x1 - x0, height: high - low });
      const firm = tall(n - paler);
      if (firm) group.append(part("band-bound", 0, firm));
      if (paler) group.append(part("band-signed", firm, tall(n)));
      group.append(svg("path", { class: "band-edge", d: `M${x0} ${axis - tall(n)}H${x1}` }));
      const long = told ? String(n) : fill(this.words.counted, { what: band.title, n });
      const text = this.wide(long) + 2 * NUMBER_ROOM * unit <= x1 - x0 ? long : String(n);
      if (this.wide(text) + NUMBER_ROOM * unit > x1 - x0 || tall(n) < TEXT * unit) return;
      told ||= text === long;
      const label = svg("text", {
        class: "band-text",
        x: x0 + NUMBER_ROOM * unit,
        // Clear of the marks on the axis.
        y: axis - Math.max(tall(n) / 2, CLEAR * unit),
        "dominant-baseline": "central",
      });
      label.textContent = text;
      texts.append(label);
    });
    return [group, texts];
  }

  /** How wide a text of the axis is, in pixels. @param {string} text */
  wide(text) {
    return measure(text) * this.unit;
  }

  ticks() {
    const { first, horizon } = this.data;
    const { unit, axis } = this;
    const side = SIDE * unit;
    const years = [];
    const last = utc(horizon).getUTCFullYear();
    for (let y = utc(first).getUTCFullYear(); y <= last; y++) years.push(y);
    const perYear = (this.width - 2 * side) / years.length;
    // Wide axes are read by fives, as rulers are.
    const step = [1, 5, 10].find((s) => s * perYear >= TICK_ROOM * unit) || 20;
    const group = svg(
      "g",
      { class: "ticks" },
      svg("path", { d: `M${side} ${axis}H${this.width - side}` }),
    );
    for (const y of years) {
      const x = this.x(ordinal(`${y}-01-01`));
      const major = y % step === 0;
      if (x < side) continue;
      group.append(svg("path", { d: `M${x} ${axis}v${(major ? 6 : 3) * unit}` }));
      if (!major || x > this.width - side) continue;
      const label = svg("text", { x, y: axis + 19 * unit, "text-anchor": "middle" });
      label.textContent = String(y);
      group.append(label);
    }
    return group;
  }

  /**
   * Names of turning points, and the lines of their days, on which they stand.
   *
   * @param {number} rows
   * @returns {[staffs: SVGElement[], names: SVGElement[]]}
   */
  names(rows) {
    if (!rows) return [[], []];
    const { unit, axis } = this;
    const placed = named(this.story.turns, {
      x: (day) => this.x(day),
      wide: (text) => this.wide(text),
      width: this.width,
      rows,
      gap: GAP * unit,
    });
    /** @type {[SVGElement[], SVGElement[]]} */
    const [staffs, names] = [[], []];
    for (const { x, row, side, text } of placed) {
      const y = (FLAG + (row + 0.5) * ROW) * unit;
      const label = svg("text", {
        x: x + side * GAP * unit,
        y,
        "text-anchor": side === 1 ? "start" : "end",
        "dominant-baseline": "central",
      });
      label.textContent = text;
      const line = svg("path", { d: `M${x} ${y - ROW * 0.5 * unit}V${axis}` });
      staffs.push(svg("g", { class: "turn-name" }, line));
      names.push(svg("g", { class: "turn-name" }, label));
    }
    return [staffs, names];
  }

  /** What stands on the axis: events that turned things, those that the view names first. */
  drawMarks() {
    const { events } = this.data;
    const days = new Set(this.story.turns.map((turn) => turn.day));
    /** @type {Mark[]} */
    const marks = events
      .filter((e) => e.weight > 2 || days.has(e.day))
      .map((e) => ({ day: e.day, text: `${e.when}: ${e.title}`, named: days.has(e.day) }));
    const told = new Set(marks.map((mark) => mark.day));
    for (const { day, text } of this.story.turns) {
      if (!told.has(day)) marks.push({ day, text, named: true });
    }
    marks.sort((a, b) => a.day - b.day);
    this.marks = together(marks, (day) => this.x(day), TOGETHER * this.unit);
    this.at = -1;
    this.tip.hidden = true;
    this.list.removeAttribute("aria-activedescendant");
    this.list.hidden = !this.marks.length;
    this.list.replaceChildren(
      ...this.marks.map((group, k) => {
        const [lead] = group.filter((mark) => mark.named).concat(group);
        const node = make("span", {
          className: lead.named ? "turn turn-named" : "turn",
          id: `${this.element.id || "axis"}-turn-${k}`,
          data: { day: lead.day },
          attr: { role: "option", "aria-label": group.map((mark) => mark.text).join("; ") },
        });
        node.setAttribute("aria-selected", "false");
        node.style.left = `${this.x(lead.day).toFixed(1)}px`;
        return node;
      }),
    );
  }

  /** Say what a mark is; -1: nothing. @param {number} k */
  point(k) {
    this.at = k;
    const group = this.marks[k];
    this.tip.hidden = !group;
    const nodes = [...this.list.children];
    for (const [i, node] of nodes.entries()) node.setAttribute("aria-selected", String(i === k));
    if (!group) {
      this.list.removeAttribute("aria-activedescendant");
      return;
    }
    this.list.setAttribute("aria-activedescendant", nodes[k].id);
    this.tip.replaceChildren(...group.map(({ text }) => make("p", {}, text)));
    const x = this.x(Number(/** @type {HTMLElement} */ (nodes[k]).dataset.day));
    const share = x / this.width;
    this.tip.style.transform = `translateX(${x.toFixed(1)}px) translateX(${-100 * share}%)`;
  }

  /** Move the handle: all that a step does here. @param {Day} day */
  show(day) {
    this.day = day;
    const x = this.x(day).toFixed(1);
    this.handle.setAttribute("transform", `translate(${x} 0)`);
    this.flag.textContent = this.inWords(day);
    // At the left end it stands to the right of its line, at the right end to the left.
    const { first, horizon } = this.data;
    const share = (100 * (day - first)) / (horizon - first);
    const flag = /** @type {HTMLElement} */ (this.flag.parentElement);
    flag.style.transform = `translateX(${x}px) translateX(-${share.toFixed(2)}%)`;
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
    const at = (e) => this.dayAt(e.clientX - element.getBoundingClientRect().left);
    /**
     * @param {PointerEvent} e
     * @param {Day} day
     */
    const begin = (e, day) => {
      if (e.button !== 0) return;
      element.setPointerCapture(e.pointerId);
      element.focus({ preventScroll: true });
      this.dragging = true;
      this.pick(day, false);
      e.preventDefault();
    };
    element.addEventListener("pointerdown", (e) => begin(e, at(e)));
    // A mark is hit as a whole, not by its exact pixel.
    this.list.addEventListener("pointerdown", (e) => {
      const mark = /** @type {HTMLElement} */ (e.target);
      if (mark.dataset.day) begin(e, Number(mark.dataset.day));
    });
    // Some browsers tell of many moves a frame: all but the last would be drawn for nobody.
    let wanted = NaN;
    const catchUp = () => {
      if (this.dragging && !Number.isNaN(wanted)) this.pick(wanted, false);
      wanted = NaN;
    };
    element.addEventListener("pointermove", (e) => {
      if (!this.dragging) return;
      if (Number.isNaN(wanted)) requestAnimationFrame(catchUp);
      wanted = at(e);
    });
    for (const type of ["pointerup", "pointercancel"]) {
      element.addEventListener(type, () => {
        catchUp();
        if (this.dragging) this.pick(this.day, true);
        this.dragging = false;
      });
    }
  }

  /** Marks say what they are under the pointer and to the keys. */
  listenToMarks() {
    const { list } = this;
    /** @param {EventTarget | null} node */
    const index = (node) => [...list.children].indexOf(/** @type {Element} */ (node));
    list.addEventListener("pointerover", (e) => this.point(index(e.target)));
    list.addEventListener("pointerout", () => this.point(-1));
    list.addEventListener("focus", () => {
      const near = this.marks.findLastIndex(([mark]) => mark.day <= this.day);
      this.point(Math.max(0, near));
    });
    list.addEventListener("blur", () => this.point(-1));
    list.addEventListener("keydown", (e) => {
      if (e.altKey || e.ctrlKey || e.metaKey) return;
      const last = this.marks.length - 1;
      /** @type {Record<string, number>} */
      const to = {
        ArrowLeft: Math.max(0, this.at - 1),
        ArrowRight: Math.min(last, this.at + 1),
        Home: 0,
        End: last,
      };
      if (e.key in to) this.point(to[e.key]);
      else if ((e.key === "Enter" || e.key === " ") && this.marks[this.at]) {
        const node = /** @type {HTMLElement} */ (list.children[this.at]);
        this.pick(Number(node.dataset.day), true);
      } else return;
      e.preventDefault();
      e.stopPropagation();
    });
  }
}

/** @type {CanvasRenderingContext2D | null} */
let ruler = null;

/** How wide a text is at the usual size, in pixels. @param {string} text */
function measure(text) {
  ruler ||= document.createElement("canvas").getContext("2d");
  if (!ruler) return 0.6 * TEXT * text.length;
  ruler.font = `${TEXT}px Inter`;
  return ruler.measureText(text).width;
}

/**
 * The band of members, for a view that has no other.
 *
 * @param {TimelineData} data
 * @returns {Band}
 */
function bandOf({ band, words }) {
  return { title: words.timeline.band, steps: band, accent: "member" };
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
