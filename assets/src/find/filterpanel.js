// The panel of the filters: a list of values for each facet, with their counts on the map.

import * as filtering from "../core/filter.js";
import { FACETS } from "../core/filter.js";
import { spanOf, stateAt, stateIn } from "../core/state.js";
import { showLayers } from "../shell/chrome.js";
import { byId, count, fill, make } from "../shell/dom.js";

export class FilterPanel {
  /** on: {set(name, value), clear(), title(page, facet, value)}. */
  constructor(page, on) {
    Object.assign(this, { page, on });
    this.said = page.words.filters;
    this.counts = new Map();
    this.boxes = new Map();
    this.panel = byId("filters");
    byId("filters-body").replaceChildren(
      make("p", { className: "soft" }, this.said.about),
      this.certainty(),
      this.strength(),
      this.clear(),
      ...FACETS.map((facet) => this.facet(facet)).filter(Boolean),
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
    this.sure = make("input", {
      type: "checkbox",
      on: { change: () => this.on.set("sure", this.sure.checked || null) },
    });
    return make("label", { className: "radio" }, this.sure, this.said.sure_on);
  }

  strength() {
    const least = () => {
      const n = Math.round(Number(this.men.value));
      this.on.set("men", n > 0 ? Math.min(n, 1000000) : null);
    };
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

  facet({ id, layers, of }) {
    const values = filtering.values(this.page.data)[id];
    if (!values.length) return null;
    const named = values
      .map((value) => [value, this.on.title(this.page, id, value)])
      .sort((a, b) => a[1].localeCompare(b[1]));
    const rows = named.map(([value, text]) => {
      const box = make("input", { type: "checkbox", value, on: { change: () => this.pick(id) } });
      const number = make("span", { className: "count" });
      this.counts.set(`${id} ${value}`, number);
      return make("label", { className: "value" }, box, make("span", {}, text), number);
    });
    const head = make("summary", {}, this.said[id]);
    const node = make(
      "details",
      { className: "facet" },
      head,
      make("div", { className: "values" }, rows),
    );
    this.boxes.set(id, { node, head, layers, of, inputs: rows.map((row) => row.firstChild) });
    return node;
  }

  pick(id) {
    const chosen = this.boxes
      .get(id)
      .inputs.filter((box) => box.checked)
      .map((box) => box.value);
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
    this.sure.checked = Boolean(active.sure);
    if (document.activeElement !== this.men) this.men.value = active.men || "";
    const here = this.here();
    for (const [id, { node, head, layers, of, inputs }] of this.boxes) {
      const chosen = active[id] || [];
      head.textContent = chosen.length
        ? fill(this.said.facet_n, { facet: this.said[id], n: chosen.length })
        : this.said[id];
      if (chosen.length && !this.shownOnce) node.open = true;
      const counts = new Map();
      for (const thing of here.filter((t) => layers.includes(t.layer))) {
        for (const value of of(thing)) counts.set(value, (counts.get(value) || 0) + 1);
      }
      for (const box of inputs) {
        box.checked = chosen.includes(box.value);
        const n = counts.get(box.value) || 0;
        this.counts.get(`${id} ${box.value}`).textContent = count(n);
        box.parentNode.classList.toggle("absent", !n);
      }
    }
    this.shownOnce = true;
  }

  /** Everything that holds at the time asked for, as things that facets can ask about. */
  here() {
    const { data, view } = this.page;
    const span = spanOf(data, view);
    const whole = span ? stateIn(data, ...span, view.lens) : stateAt(data, view.day, view.lens);
    return [
      ...data.marks.filter((m) => m.id in whole.marks),
      ...Object.keys(whole.states).map((id) => ({ layer: "states", at: [id] })),
      ...Object.values(whole.sectors).map(([by]) => ({ layer: "border", by })),
    ].filter((t) => view.layers.includes(t.layer));
  }
}
