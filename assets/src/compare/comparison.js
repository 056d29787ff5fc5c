// Two days compared: side by side, by swiping, or as a difference; locked frames, a list.

import * as camera from "../core/camera.js";
import { differences } from "../core/diff.js";
import * as signs from "../core/diffdraw.js";
import * as filtering from "../core/filter.js";
import { narrow, showLayers } from "../shell/chrome.js";
import { byId, count, dayInWords, fill, make } from "../shell/dom.js";
import { dayInput, Handle } from "../shell/handles.js";
import { toggle } from "./compare.js";
import { Differences } from "./differences.js";
import { SecondMap } from "./secondmap.js";
import { Divider } from "./swipe.js";

/** @import { Ledger } from "../types/files.js" */
/** @import { Comparing, Difference, MapId, Page } from "../types/page.js" */

const MODES = /** @type {const} */ (["side", "swipe", "diff"]);

export class Comparison {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.words = page.words.compare;
    this.stage = byId("stage");
    this.two = new SecondMap(page);
    this.list = new Differences(page, { select: (id) => this.select(id) });
    this.divider = new Divider(this.stage, this.words, (percent) => this.two.clip(percent));
    this.labels = ["one", "two"].map((which) => {
      const node = make("p", { className: `day-label day-${which}`, hidden: true });
      this.stage.append(node);
      return node;
    });
    this.open = !narrow();
    /** What comes and goes, once it is loaded. @type {Ledger | null} */
    this.ledger = null;
    this.loading = false;
    /** The rows that differ, and the question that they answer. @type {Difference[]} */
    this.found = [];
    this.asked = "";
    this.told = "";
    this.first = make("strong", {});
    this.modes = MODES.map((mode) => this.choice(mode));
    this.listed = make("button", {
      type: "button",
      className: "button",
      id: "toggle-differences",
      attr: { "aria-controls": "differences" },
      on: { click: () => this.showList(!this.open) },
    });
    this.bar();
    page.look((state) => (this.mode === "diff" && this.ledger ? this.difference() : state));
    new Handle(page, {
      className: "handle-cmp",
      label: this.words.second,
      get: () => page.view.cmp,
      set: (cmp, how) => page.set({ cmp }, how),
    });
    page.listen("step", () => this.step());
    page.listen("rest", () => this.rest());
    // Publishers are known from then on.
    page.listen("details", () => this.rest());
    byId("close-differences").addEventListener("click", () => this.showList(false));
    page.closer(() => narrow() && !byId("differences").hidden && this.showList(false));
  }

  /** How days are compared; null while they are not. */
  get mode() {
    return this.page.view.cmp === null ? null : this.page.view.mode;
  }

  /** The button of a mode. @param {Comparing} mode */
  choice(mode) {
    return make(
      "button",
      {
        type: "button",
        className: "button",
        data: { mode },
        on: { click: () => this.page.set({ mode }, "push") },
      },
      this.words[mode],
    );
  }

  /** The bar over the map: both days, the modes, the list, the end. */
  bar() {
    const { page, words: w } = this;
    const second = dayInput(page, {
      label: w.second,
      get: () => page.view.cmp,
      set: (cmp) => page.set({ cmp }, "push"),
    });
    second.id = "compare-day";
    /**
     * @param {string} name
     * @param {string} title
     * @param {() => void} click
     */
    const icon = (name, title, click) =>
      make("button", {
        type: "button",
        className: `button icon icon-${name}`,
        title,
        attr: { "aria-label": title },
        on: { click },
      });
    const swap = icon("swap", w.swap, () => {
      const { day, cmp } = page.view;
      if (cmp !== null) page.set({ day: cmp, cmp: day }, "push");
    });
    swap.id = "compare-swap";
    const end = icon("close", w.close, () => toggle(page));
    end.id = "compare-close";
    byId("compare").replaceChildren(
      make("div", { className: "group" }, this.first, swap, second),
      make(
        "div",
        { className: "group compare-modes", attr: { role: "group", "aria-label": w.how } },
        this.modes,
      ),
      this.listed,
      end,
    );
  }

  /** @param {boolean} open */
  showList(open) {
    this.open = open;
    if (open && narrow()) showLayers(false);
    this.rest();
    if (!open) this.listed.focus();
    return true;
  }

  /** The day and the second day, which is the same while none is compared. */
  days() {
    const { day, cmp } = this.page.view;
    return /** @type {const} */ ([day, cmp ?? day]);
  }

  /** The same, the earlier one first. */
  span() {
    const [day, cmp] = this.days();
    return /** @type {const} */ ([Math.min(day, cmp), Math.max(day, cmp)]);
  }

  /** What differs, less what filters take out; worked out once for the same question. */
  rows() {
    const { page } = this;
    const { lens } = page.view;
    const [day, cmp] = this.days();
    const filters = page.active;
    const key = JSON.stringify([day, cmp, lens, filters, Boolean(this.ledger)]);
    if (key !== this.asked) {
      this.asked = key;
      const all = this.ledger ? differences(page.data, this.ledger, day, cmp, lens) : [];
      const span = this.span();
      this.found = all.filter((row) => filtering.row(filters, row, span));
    }
    return this.found;
  }

  difference() {
    const [first, last] = this.span();
    const drawn = signs.state(this.page.truth(first), this.page.truth(last), this.rows());
    return { ...drawn, signs };
  }

  /** What must follow every step. */
  step() {
    const { page, mode } = this;
    const double = mode === "side" || mode === "swipe";
    if (mode) this.stage.dataset.compare = mode;
    else delete this.stage.dataset.compare;
    byId("compare").hidden = !mode;
    if (mode && !this.ledger) this.load();
    this.two.show(double);
    const days = this.days();
    this.divider.show(mode === "swipe" ? days : null);
    if (mode !== "swipe") this.two.clip(null);
    this.labels.forEach((node, k) => {
      node.hidden = !double;
      if (double) node.textContent = dayInWords(days[k]);
    });
    if (!mode) return;
    this.first.textContent = dayInWords(page.view.day);
    for (const button of this.modes) {
      button.setAttribute("aria-pressed", String(button.dataset.mode === mode));
    }
  }

  async load() {
    if (this.loading) return;
    this.loading = true;
    try {
      this.ledger = await this.page.load("ledger");
      this.page.set({}, "rest");
    } catch (_problem) {
      this.page.notice(this.page.words.notice.offline);
    } finally {
      this.loading = false;
    }
  }

  /** What may wait until changes stop: the list, the names on the second map. */
  rest() {
    const { page, mode } = this;
    byId("toggle-compare").setAttribute("aria-pressed", String(Boolean(mode)));
    byId("differences").hidden = !mode || !this.open;
    this.listed.setAttribute("aria-expanded", String(this.open));
    if (!mode) return;
    this.two.rest();
    if (!this.ledger) return;
    const rows = this.rows();
    const shown = rows.filter((row) => page.view.layers.includes(row.layer));
    this.listed.textContent = fill(this.words.list_n, { n: count(shown.length) });
    const key = JSON.stringify([this.asked, mode, page.view.layers, Boolean(page.cards)]);
    if (key === this.told) {
      this.list.mark();
      return;
    }
    this.told = key;
    const [one, two] = this.span().map(dayInWords);
    this.list.show(shown, fill(this.words.list_title, { one, two }), {
      muted: mode === "diff",
      hidden: rows.length - shown.length,
      showHidden: () => {
        const wanted = new Set([...page.view.layers, ...rows.map((row) => row.layer)]);
        const layers = page.data.layers.map((l) => l.id).filter((id) => wanted.has(id));
        page.set({ layers }, "push");
      },
    });
  }

  /** Select a thing of the list, and bring it into the frame if it is beside it. @param {MapId} id */
  select(id) {
    const { page } = this;
    const { map } = page;
    const mark = page.marks.get(id);
    if (mark) {
      const [x, y] = camera.toPx(map.frame, mark.x, mark.y);
      const { width, height } = map.frame;
      if (x < 0 || y < 0 || x > width || y > height) {
        map.moveTo(camera.pan(map.frame, width / 2 - x, height / 2 - y));
      }
    }
    page.select(id);
  }
}
