// The panel of the filters: a list of values for each facet, with their counts on the map.

import * as filtering from "../core/filter.js";
import { FACETS, valuesOf } from "../core/filter.js";
import { spanOf, stateAt, stateIn } from "../core/state.js";
import { showLayers } from "../shell/chrome.js";
import { byId, count, fill, make } from "../shell/dom.js";
import { title } from "./chips.js";

/** @import {Facet, FacetId, Filtered} from "../core/filter.js" */
/** @import {Page} from "../types/page.js" */
/** @import {SetFilter} from "./filters.js" */

/**
 * What the panel does.
 *
 * @typedef {object} PanelActs
 * @property {SetFilter} set
 * @property {() => void} clear
 */

/**
 * A facet of the panel: its element, its heading, a box for each value.
 *
 * @typedef {object} Shown
 * @property {HTMLDetailsElement} node
 * @property {HTMLElement} head
 * @property {Facet} facet
 * @property {Row[]} rows
 */
/** @typedef {{box: HTMLInputElement, number: HTMLElement, label: HTMLElement}} Row */

export class FilterPanel {
  /** @param {Page} page @param {PanelActs} on */
  constructor(page, on) {
    this.page = page;
    this.on = on;
    this.said = page.words.filters;
    /** @type {Map<FacetId, Shown>} */
    this.facets = new Map();
    this.shownOnce = false;
    this.panel = byId("filters");
    byId("filters-body").replaceChildren(
      make("p", { className: "soft" }, this.said.about),
      this.certainty(),
      this.strength(),
      this.clear(),
      ...FACETS.flatMap((facet) => this.facet(facet) ?? []),
    );
    byId("close-filters").addEventListener("click", () => this.toggle(false));
    page.listen("rest", () => this.show());
  }

  /** Open in place of the layers, or close and show them again. */
  toggle(open = this.panel.hidden) {
    this.panel.hidden = !open;
    showLayers(!open);
    byId("show-filters").setAttribute("aria-expanded", String(open));
    if (open) {
      this.show();
      byId("close-filters").focus();
    } else byId("show-filters").focus();
  }

  certainty() {
    /** @type {HTMLInputElement} */
    this.sure = make("input", {
      type: "checkbox",
      on: { change: () => this.on.set("sure", this.sure?.checked || null) },
    });
    return make("label", { className: "radio" }, this.sure, this.said.sure_on);
  }

  strength() {
    const least = () => {
      const n = Math.round(Number(this.men?.value));
      this.on.set("men", n > 0 ? Math.min(n, 1000000) : null);
    };
    /** @type {HTMLInputElement} */
    this.men = make("input", {
      type: "number",
      className: "men",
      min: 0,
      max: 1000000,
      step: 100,
      inputMode: "numeric",
      on: { change: least },
    });
    return make(
      "label",
      { className: "choice choice-wide" },
      make("span", { className: "choice-label" }, this.said.men),
      this.men,
    );
  }

  /** The values of a facet; null where it has none. @param {Facet} facet */
  facet(facet) {
    const { id } = facet;
    const values = filtering.values(this.page.data)[id];
    if (!values.length) return null;
    const rows = values
      .map((value) => ({ value, text: title(this.page, id, value) }))
      .sort((a, b) => a.text.localeCompare(b.text))
      .map(({ value, text }) => this.row(id, value, text));
    const head = make("summary", {}, this.said[id]);
    const node = make(
      "details",
      { className: "facet" },
      head,
      make(
        "div",
        { className: "values" },
        rows.map(({ label }) => label),
      ),
    );
    this.facets.set(id, { node, head, facet, rows });
    return node;
  }

  /** @param {FacetId} id @param {string} value @param {string} text @returns {Row} */
  row(id, value, text) {
    const box = make("input", { type: "checkbox", value, on: { change: () => this.pick(id) } });
    const number = make("span", { className: "count" });
    const label = make("label", { className: "value" }, box, make("span", {}, text), number);
    return { box, number, label };
  }

  /** @param {FacetId} id */
  pick(id) {
    const rows = this.facets.get(id)?.rows ?? [];
    const chosen = rows.filter(({ box }) => box.checked).map(({ box }) => box.value);
    this.on.set(id, chosen.length ? chosen : null);
  }

  clear() {
    const all = make(
      "button",
      { type: "button", className: "button", on: { click: () => this.on.clear() } },
      this.said.clear,
    );
    return make("div", { className: "filters-foot" }, all);
  }

  /** Show what is chosen, and how many things of each value hold, unfiltered. */
  show() {
    if (this.panel.hidden) return;
    const { page } = this;
    const active = page.active;
    if (this.sure) this.sure.checked = Boolean(active.sure);
    if (this.men && document.activeElement !== this.men) this.men.value = String(active.men || "");
    const here = this.here();
    for (const [id, { node, head, facet, rows }] of this.facets) {
      const chosen = active[id] || [];
      head.textContent = chosen.length
        ? fill(this.said.facet_n, { facet: this.said[id], n: chosen.length })
        : this.said[id];
      if (chosen.length && !this.shownOnce) node.open = true;
      /** @type {Map<string, number>} */
      const counts = new Map();
      for (const thing of here.filter((t) => facet.layers.includes(t.layer))) {
        for (const value of valuesOf(facet, thing)) counts.set(value, (counts.get(value) || 0) + 1);
      }
      for (const { box, number, label } of rows) {
        box.checked = chosen.includes(box.value);
        const n = counts.get(box.value) || 0;
        number.textContent = count(n);
        label.classList.toggle("absent", !n);
      }
    }
    this.shownOnce = true;
  }

  /** Everything that holds at the time asked for, as things that facets can ask about. */
  here() {
    const { data, view } = this.page;
    const span = spanOf(data, view);
    const whole = span ? stateIn(data, ...span, view.lens) : stateAt(data, view.day, view.lens);
    /** @type {Filtered[]} */
    const all = [
      ...data.marks.filter((m) => m.id in whole.marks),
      ...Object.keys(whole.states).map((id) => ({ layer: "states", at: [id] })),
      ...Object.values(whole.sectors).map(([by]) => ({ layer: "border", by })),
    ];
    return all.filter((t) => view.layers.includes(t.layer));
  }
}
