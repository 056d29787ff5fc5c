// The layer list, which is the legend: switches, counts and swatches of the day.

import * as looks from "../core/draw.js";
import { fill, make, svg } from "./dom.js";

/** How an area or a line looks, as a small drawing. */
function swatch(look) {
  const box = svg("svg", { class: "swatch", viewBox: "0 0 26 16", "aria-hidden": "true" });
  if (look.line === undefined) {
    box.append(
      svg("path", {
        d: "M1 8h24",
        stroke: look.color,
        "stroke-width": 5,
        "stroke-dasharray": look.dash === "solid" ? "none" : "6 3",
      }),
    );
    return box;
  }
  const area = { x: 1.5, y: 1.5, width: 23, height: 13 };
  box.append(svg("rect", { ...area, fill: look.fillcolor }));
  const hatches = {
    "/": "M-2 14L14-2M6 18L22 2M14 22L30 6",
    "\\": "M-2 2L14 18M6-2L22 14M14-6L30 10",
  };
  if (hatches[look.shape]) {
    box.append(svg("path", { d: hatches[look.shape], stroke: look.ink, "stroke-width": 1.6 }));
  }
  const dash = { "6px,4px": "5 3", "1px,3px": "1.5 2.5" }[look.dash] || "none";
  box.append(
    svg("rect", {
      ...area,
      fill: "none",
      stroke: look.line,
      "stroke-width": Math.max(1.4, look.width),
      "stroke-dasharray": dash,
    }),
  );
  return box;
}

function counted(items, key) {
  const counts = new Map();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) || 0) + 1);
  return counts;
}

export class Layers {
  /** data: the compiled timeline; words: of the panel; on: {toggle, lens, icons}. */
  constructor(body, data, words, on) {
    Object.assign(this, { body, data, words, on });
    this.rows = new Map();
    this.legends = new Map();
    body.replaceChildren(this.lensChoice(), ...data.layers.map((l) => this.layer(l)), this.foot());
  }

  lensChoice() {
    const options = this.data.lenses.map((lens) => make("option", { value: lens.id }, lens.title));
    this.lens = make(
      "select",
      {
        id: "lens",
        on: { change: (e) => this.on.lens(e.target.value) },
      },
      options,
    );
    return make(
      "label",
      { className: "choice choice-wide" },
      make("span", { className: "choice-label" }, this.words.organization),
      this.lens,
    );
  }

  layer({ id, title }) {
    const box = make("input", {
      type: "checkbox",
      id: `layer-${id}`,
      on: { change: () => this.on.toggle(id, box.checked) },
    });
    const count = make("span", { className: "count" });
    const legend = make("ul", { className: "legend" });
    this.rows.set(id, { box, count });
    this.legends.set(id, legend);
    return make(
      "section",
      { className: "layer" },
      make("label", { className: "layer-head" }, box, make("span", {}, title), count),
      legend,
    );
  }

  foot() {
    this.common = make("ul", { className: "legend" });
    const one = (value, text) => {
      const radio = make("input", {
        type: "radio",
        name: "icons",
        value,
        on: { change: () => this.on.icons(value) },
      });
      return make("label", { className: "radio" }, radio, text);
    };
    this.icons = make(
      "fieldset",
      { className: "icons" },
      make("legend", {}, this.words.symbols),
      one("app6", this.words.app6),
      one("plain", this.words.plain),
    );
    return make("section", { className: "layer" }, this.common, this.icons);
  }

  /** Fill in counts and swatches of a state of the map. */
  show(view, state) {
    this.lens.value = view.lens;
    this.icons.querySelector(`[value=${view.icons}]`).checked = true;
    const here = this.data.marks.filter((m) => m.id in state.marks);
    for (const { id } of this.data.layers) {
      const { box, count } = this.rows.get(id);
      const shown = view.layers.includes(id);
      box.checked = shown;
      const marks = here.filter((m) => m.layer === id);
      count.textContent = this.count(id, marks, state);
      this.legends.get(id).replaceChildren(...(shown ? this.entries(id, marks, view, state) : []));
    }
    const visible = here.filter((m) => view.layers.includes(m.layer));
    this.common.replaceChildren(...this.shared(visible, view, state));
  }

  count(id, marks, state) {
    if (id === "states") {
      const bound = ["member", "signatory", "frozen"];
      return Object.values(state.states).filter(([status]) => bound.includes(status)).length;
    }
    return id === "border" ? Object.keys(state.sectors).length : marks.length;
  }

  entries(id, marks, view, state) {
    const style = this.data.style[view.theme];
    if (id === "states") return this.statuses(style, state);
    if (id === "border") return this.guards(style, state);
    return [...counted(marks, (m) => m.kind)]
      .sort((a, b) => b[1] - a[1])
      .map(([kind, n]) => {
        const mark = marks.find((m) => m.kind === kind);
        return this.entry(this.icon(mark, view, true), this.data.titles.kinds[kind], n);
      });
  }

  entry(drawing, text, n) {
    return make(
      "li",
      {},
      drawing,
      make("span", {}, text),
      ...(n === null ? [] : [make("span", { className: "count" }, String(n))]),
    );
  }

  icon(mark, view, certain) {
    const icon = view.icons === "plain" ? mark.plain : mark.icon;
    const key = `${icon}:${mark.accent}:${certain ? "certain" : "possible"}`;
    const src = looks.picture(null, this.data.icons[view.theme][key], "");
    return make("img", { className: "icon-swatch", src, alt: "" });
  }

  statuses(style, state) {
    const counts = counted(Object.values(state.states), ([status]) => status);
    if (!counts.size) return [make("li", { className: "soft" }, this.words.none)];
    return Object.entries(this.data.titles.status)
      .filter(([status]) => counts.has(status))
      .map(([status, title]) =>
        this.entry(swatch(looks.area(style, status, false)), title, counts.get(status)),
      );
  }

  guards(style, state) {
    const name = new Map(this.data.countries.map((c) => [c.id, c.name]));
    const counts = counted(
      Object.values(state.sectors),
      ([guard, , certain]) => `${guard}:${certain}`,
    );
    return [...counts].sort().map(([key, n]) => {
      const [guard, certain] = key.split(":");
      const who = this.data.titles.guards[guard] || name.get(guard) || guard;
      const label = guard ? fill(this.words.guard, { who }) : this.words.guard_none;
      const sure = certain === "true";
      const text = sure ? label : fill(this.words.guard_possible, { guard: label });
      return this.entry(swatch(looks.sector(style, [guard, "", sure], 0.1, false)), text, n);
    });
  }

  /** What holds for several layers: whose forces, and which dates are open. */
  shared(visible, view, state) {
    const style = this.data.style[view.theme];
    const entries = [];
    const groups = counted(visible, (m) => m.accent);
    for (const [group, title] of Object.entries(this.data.groups)) {
      if (!groups.has(group)) continue;
      const dot = svg("svg", { class: "swatch", viewBox: "0 0 26 16", "aria-hidden": "true" });
      dot.append(
        svg("rect", { x: 5, y: 1, width: 16, height: 14, rx: 3, fill: style.accents[group].body }),
      );
      entries.push(this.entry(dot, title, groups.get(group)));
    }
    const possible = visible.filter((m) => !state.marks[m.id]);
    if (possible.length) {
      entries.push(
        this.entry(this.icon(possible[0], view, false), this.words.possible, possible.length),
      );
    }
    return entries;
  }
}
