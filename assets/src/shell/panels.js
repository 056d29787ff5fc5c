// The layer list, which is the legend: switches, counts and swatches of the day.

import { countriesById, dayOfNames } from "../core/countries.js";
import * as looks from "../core/draw.js";
import { fill, make, svg } from "./dom.js";

/** @import { People } from "../map/people.js" */
/** @import { Looks, MapId, Mark, State, ShownView, Timeline } from "../types/page.js" */
/** @import { Words } from "../types/words.js" */

const NONE = /** @type {ReadonlySet<string>} */ (new Set());
const NUMBERS = /** @type {const} */ (["auto", "off", "symbols", "circles"]);

/** @typedef {ReturnType<typeof looks.area>} Area */
/** @typedef {NonNullable<ReturnType<typeof looks.sector>>} Stroke */

/**
 * A layer in the list.
 *
 * @typedef {{node: HTMLElement, box: HTMLInputElement, count: HTMLElement, legend: HTMLElement}} Row
 */

/**
 * What the panel does to the page.
 *
 * @typedef {object} Doings
 * @property {(id: string, on: boolean) => void} toggle
 * @property {(lens: string) => void} lens
 * @property {(icons: ShownView["icons"]) => void} icons
 * @property {(numbers: ShownView["numbers"]) => void} numbers
 */

/**
 * How an area or a line looks, as a small drawing.
 *
 * @param {Area | Stroke} look
 */
function swatch(look) {
  const box = svg("svg", { class: "swatch", viewBox: "0 0 26 16", "aria-hidden": "true" });
  if (!("line" in look)) {
    box.append(...stroke(look));
    return box;
  }
  const area = { x: 1.5, y: 1.5, width: 23, height: 13 };
  box.append(svg("rect", { ...area, fill: look.fillcolor }));
  /** @type {Record<string, string>} */
  const hatches = {
    "/": "M-2 14L14-2M6 18L22 2M14 22L30 6",
    "\\": "M-2 2L14 18M6-2L22 14M14-6L30 10",
    ".": "M5 5h.01M11 5h.01M17 5h.01M8 8.5h.01M14 8.5h.01M20 8.5h.01M5 12h.01M11 12h.01M17 12h.01",
  };
  if (hatches[look.shape]) {
    const drawn = { stroke: look.ink, "stroke-width": 1.8, "stroke-linecap": "round" };
    box.append(svg("path", { d: hatches[look.shape], ...drawn }));
  }
  const dash = look.dash === "solid" ? "none" : look.dash.replaceAll("px", "");
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

/**
 * The line of a sector, all of its dashes within the length of a swatch.
 *
 * @param {Stroke} look At its full width.
 */
function stroke({ color, width, dash, core }) {
  const long = dash.reduce((sum, length) => sum + length, 0);
  const pattern = dash.map((length) => length * Math.min(0.7, long && 20 / long));
  const one = (/** @type {Record<string, string | number>} */ look) =>
    svg("path", { d: "M1 8h24", ...look });
  const line = { stroke: color, "stroke-width": width * 0.7 };
  const drawn = one({ ...line, "stroke-dasharray": pattern.join() || "none" });
  if (!core) return [drawn];
  const hollow = looks.hollowed(pattern.length ? pattern : [24, 0], ((width - core) * 0.7) / 2);
  const inside = { "stroke-width": core * 0.7, "stroke-dasharray": hollow.join() };
  return [drawn, one({ ...inside, class: "core" })];
}

/**
 * A drawing of the legend of 20 by 20.
 *
 * @param {string} drawing
 */
function keySvg(drawing) {
  const box = svg("svg", { class: "swatch", viewBox: "0 0 20 20", "aria-hidden": "true" });
  box.innerHTML = drawing;
  return box;
}

/**
 * How many of some items there are of each key.
 *
 * @template Item
 * @param {Item[]} items
 * @param {(item: Item) => string} key
 */
function counted(items, key) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) || 0) + 1);
  return counts;
}

export class Layers {
  /**
   * @param {HTMLElement} body
   * @param {Timeline} data
   * @param {Words["layers"]} words
   * @param {Doings} on
   */
  constructor(body, data, words, on) {
    this.people = data.words.people;
    /** Marks that are symbols on the day. @type {Mark[]} */
    this.here = [];
    this.marks = new Map(data.marks.map((m) => [m.id, m]));
    this.body = body;
    this.data = data;
    this.words = words;
    this.on = on;
    /** How many areas are hatched as disputed: none until the ground is there. */
    this.disputed = 0;
    /** @type {Map<string, Row>} */
    this.rows = new Map();
    // What is shown, with its legend; what can be switched on, below.
    this.shown = make("div", { className: "layers-on" });
    this.hidden = make("div", { className: "layers-off" });
    // Of the headline: it stands under the states, which it is about.
    this.tally = make("div", { id: "tally", className: "tally" });
    this.hint = make("p", { className: "soft layers-hint" }, words.off);
    /** What holds for several layers. */
    this.common = make("ul", { className: "legend" });
    this.lens = make("select", { id: "lens" });
    this.lens.addEventListener("change", () => on.lens(this.lens.value));
    this.icons = make(
      "fieldset",
      { className: "icons" },
      make("legend", {}, words.symbols),
      this.choice("app6", words.app6),
      this.choice("plain", words.plain),
    );
    this.numbers = this.counting();
    for (const layer of data.layers) this.layer(layer);
    body.replaceChildren(
      this.shown,
      make("section", { className: "layer", id: "legend-common" }, this.common),
      this.hidden,
      this.hint,
      make(
        "section",
        { className: "layer settings", attr: { "aria-label": words.settings } },
        this.lensChoice(),
        this.icons,
        make("div", { id: "layer-settings" }),
      ),
    );
  }

  /** The choice of how many people are told, with what its circles and numbers mean. */
  counting() {
    const { people } = this;
    const select = make("select", { id: "numbers" });
    for (const way of NUMBERS) select.append(make("option", { value: way }, people[way]));
    select.addEventListener("change", () =>
      this.on.numbers(/** @type {ShownView["numbers"]} */ (select.value)),
    );
    const label = make("span", { className: "choice-label" }, people.heading);
    const legend = make("ul", { className: "legend" });
    const choice = make("label", { className: "choice how-many" }, label, select);
    return { node: make("section", { className: "layer" }, choice, legend), select, legend };
  }

  lensChoice() {
    this.lens.append(
      ...this.data.lenses.map((lens) => make("option", { value: lens.id }, lens.title)),
    );
    return make(
      "label",
      { className: "choice choice-wide" },
      make("span", { className: "choice-label" }, this.words.organization),
      this.lens,
    );
  }

  /** @param {Timeline["layers"][number]} layer */
  layer({ id, title, empty = false }) {
    const box = make("input", { type: "checkbox", id: `layer-${id}` });
    box.addEventListener("change", () => this.on.toggle(id, box.checked));
    const count = make("span", { className: "count" });
    const legend = make("ul", { className: "legend" });
    const node = make(
      "section",
      { className: "layer", hidden: empty },
      make("label", { className: "layer-head" }, box, make("span", {}, title), count),
      legend,
    );
    this.rows.set(id, { node, box, count, legend });
  }

  /** Put each layer where it belongs: a switch that was pressed keeps the focus. */
  arrange() {
    const rows = [...this.rows.values()];
    const right = rows.every(
      ({ node, box }) => node.parentNode === (box.checked ? this.shown : this.hidden),
    );
    if (right) return;
    const focused = document.activeElement;
    for (const { node, box } of rows) (box.checked ? this.shown : this.hidden).append(node);
    // Whose states they are, with the chart that counts them; how many people; then the places.
    const states = this.rows.get("states");
    if (states?.box.checked) states.node.after(this.tally, this.numbers.node);
    else this.shown.prepend(this.tally, this.numbers.node);
    if (focused instanceof HTMLElement && this.body.contains(focused)) focused.focus();
    this.hint.hidden = rows.every(({ box, node }) => box.checked || node.hidden);
  }

  /**
   * A choice of the kind of symbols.
   *
   * @param {ShownView["icons"]} value
   * @param {string} text
   */
  choice(value, text) {
    const radio = make("input", {
      type: "radio",
      name: "icons",
      value,
      on: { change: () => this.on.icons(value) },
    });
    return make("label", { className: "radio" }, radio, text);
  }

  /**
   * Fill in counts and swatches of a state of the map.
   *
   * @param {ShownView} view
   * @param {State} state
   * @param {ReadonlySet<string>} [hidden] Marks that are no symbols.
   * @param {ReadonlySet<string>} [closer] Those of them that are symbols closer up.
   */
  show(view, state, hidden = NONE, closer = NONE) {
    this.lens.value = view.lens;
    for (const radio of this.icons.querySelectorAll("input")) {
      radio.checked = radio.value === view.icons;
    }
    this.numbers.select.value = view.numbers;
    const held = /** @type {MapId[]} */ (Object.keys(state.marks));
    const every = held.flatMap((id) => this.marks.get(id) ?? []);
    const here = every.filter((m) => !hidden.has(m.id));
    this.here = here;
    for (const [id, { box, count, legend }] of this.rows) {
      const shown = view.layers.includes(id);
      box.checked = shown;
      const marks = here.filter((m) => m.layer === id);
      const far = every.filter((m) => m.layer === id && hidden.has(m.id) && closer.has(m.id));
      count.textContent = this.count(id, marks.length ? marks : far, state);
      count.classList.toggle("closer", !marks.length && far.length > 0);
      legend.replaceChildren(...(shown ? this.entries(id, marks, view, state) : []));
      if (shown && far.length) legend.append(this.closer(far, view));
    }
    this.arrange();
    const visible = here.filter((m) => view.layers.includes(m.layer));
    this.common.replaceChildren(...this.shared(visible, view, state));
  }

  /**
   * How many marks are symbols only closer up, for circles stand for them here.
   *
   * @param {Mark[]} far
   * @param {ShownView} view
   */
  closer(far, view) {
    const item = this.entry(this.icon(far[0], view, true), this.people.from_closer, far.length);
    item.classList.add("closer");
    return item;
  }

  /**
   * How much of a layer is there.
   *
   * @param {string} id
   * @param {Mark[]} marks
   * @param {State} state
   */
  count(id, marks, state) {
    if (id === "states") {
      const bound = ["member", "signatory", "frozen"];
      const held = Object.values(state.states).filter(([status]) => bound.includes(status));
      return String(held.length);
    }
    return String(id === "border" ? Object.keys(state.sectors).length : marks.length);
  }

  /**
   * Add what is drawn of movements and numbers to the legend.
   *
   * @param {People} people Those of the map.
   * @param {ShownView["theme"]} theme
   */
  counted({ placing, drawn }, theme) {
    if (!placing) return;
    const style = this.data.style[theme];
    const row = this.rows.get("contingents");
    const symbols = this.here.filter((m) => m.layer === "contingents").length;
    if (row) row.count.textContent = String(symbols + drawn.flows.length);
    const { moved, numbers } = placing.keys(drawn, style, this.people);
    for (const old of row?.legend.querySelectorAll(".moved") ?? []) old.remove();
    for (const [drawing, text, n] of moved) {
      const item = this.entry(keySvg(drawing), text, n);
      item.classList.add("moved");
      row?.legend.append(item);
    }
    this.numbers.legend.replaceChildren(
      ...numbers.map(([drawing, text, n]) => this.entry(keySvg(drawing), text, n)),
    );
  }

  /**
   * The legend of a layer.
   *
   * @param {string} id
   * @param {Mark[]} marks
   * @param {ShownView} view
   * @param {State} state
   */
  entries(id, marks, view, state) {
    const style = this.data.style[view.theme];
    if (id === "states") return [...this.statuses(style, state), ...this.hatched(style)];
    if (id === "border") return this.guards(style, state, dayOfNames(this.data, view));
    return [...counted(marks, (m) => m.kind)]
      .sort((a, b) => b[1] - a[1])
      .map(([kind, n]) => {
        // The kinds are those of the marks.
        const mark = /** @type {Mark} */ (marks.find((m) => m.kind === kind));
        return this.entry(this.icon(mark, view, true), this.data.titles.kinds[kind], n);
      });
  }

  /**
   * A line of the legend.
   *
   * @param {Element} drawing
   * @param {string} text
   * @param {number | null} n
   */
  entry(drawing, text, n) {
    return make(
      "li",
      {},
      drawing,
      make("span", {}, text),
      ...(n === null ? [] : [make("span", { className: "count" }, String(n))]),
    );
  }

  /**
   * @param {Mark} mark
   * @param {ShownView} view
   * @param {boolean} certain
   */
  icon(mark, view, certain) {
    const icon = view.icons === "plain" ? mark.plain : mark.icon;
    return this.drawn(`${icon}:${mark.accent}:${certain ? "certain" : "possible"}`, view);
  }

  /**
   * @param {string} key Of a drawing.
   * @param {ShownView} view
   */
  drawn(key, view) {
    const src = looks.picture(this.data.icons[view.theme][key]);
    return make("img", { className: "icon-swatch", src, alt: "" });
  }

  /**
   * @param {Looks} style
   * @param {State} state
   */
  statuses(style, state) {
    const counts = counted(Object.values(state.states), ([status]) => status);
    if (!counts.size) return [make("li", { className: "soft" }, this.words.none)];
    return Object.entries(this.data.titles.status).flatMap(([status, title]) => {
      const n = counts.get(status);
      return n ? [this.entry(swatch(looks.area(style, status, false)), title, n)] : [];
    });
  }

  /** @param {Looks} style */
  hatched(style) {
    if (!this.disputed) return [];
    const { disputed_line: line, disputed_ink: ink, land: fillcolor } = style;
    /** @type {Area} */
    const look = { fillcolor, shape: "/", ink, line, width: 1, dash: "4px,2.5px" };
    return [this.entry(swatch(look), this.words.disputed, this.disputed)];
  }

  /**
   * @param {Looks} style
   * @param {State} state
   * @param {number} day Whose names it has.
   */
  guards(style, state, day) {
    const countries = countriesById(this.data, day);
    const counts = counted(
      Object.values(state.sectors),
      ([guard, , certain]) => `${guard}:${certain}`,
    );
    return [...counts].sort().flatMap(([key, n]) => {
      const [guard, certain] = key.split(":");
      const who = this.data.titles.guards[guard] || countries.get(guard)?.name || guard;
      const label = guard ? fill(this.words.guard, { who }) : this.words.guard_none;
      const sure = certain === "true";
      const text = sure ? label : fill(this.words.guard_possible, { guard: label });
      const held = looks.sector(style, [guard, "", sure, ""], 0.1, false);
      return held ? [this.entry(swatch(held), text, n)] : [];
    });
  }

  /**
   * What holds for several layers: whose forces, and which dates are open.
   *
   * @param {Mark[]} visible
   * @param {ShownView} view
   * @param {State} state
   */
  shared(visible, view, state) {
    const entries = [];
    const groups = counted(visible, (m) => m.accent);
    for (const [group, title] of Object.entries(this.data.groups)) {
      const n = groups.get(group);
      if (!n) continue;
      entries.push(this.entry(this.drawn(`bare/${view.icons}:${group}:certain`, view), title, n));
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
