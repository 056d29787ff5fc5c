// The linked charts: one at a time, with the list of its points and their sources.

import * as csv from "../core/csv.js";
import * as days from "../core/state.js";
import { iso, ordinal, spanOf } from "../core/state.js";
import * as dom from "../shell/dom.js";
import { byId, count, dayInWords, fill, make, svg } from "../shell/dom.js";
import * as keys from "../shell/keys.js";
import { changeDock } from "./changing.js";
import * as chartLook from "./chartlook.js";
import { dockOf } from "./dock.js";

/** @import {Chart, ChartId, ChartItem, ChartLook, Entry, LegendEntry} from "./chartlook.js" */
/** @import {Charts as ChartsFile} from "../types/files.js" */
/** @import {PlotlyElement, PlotlyEvents} from "../types/globals.js" */
/** @import {Page, SourceId} from "../types/page.js" */

/** @type {Record<string, string>} */
const SHAPES = {
  circle: "M2 8a6 6 0 1 0 12 0a6 6 0 1 0-12 0z",
  square: "M3 3h10v10H3z",
  diamond: "M8 1l7 7-7 7-7-7z",
  "triangle-up": "M8 2l7 12H1z",
  "triangle-down": "M8 14L1 2h14z",
  pentagon: "M8 1l7 5-2.7 8.5H3.7L1 6z",
  bar: "M1 2h14v12H1z",
};

/** An entry of the legend: its mark as in the picture, and its name. @param {LegendEntry} entry */
function entry({ name, shape, hollow, line = "none", hatch, fill: inner = "none" }) {
  const mark = svg("path", {
    d: SHAPES[shape],
    fill: hollow ? "none" : inner,
    stroke: line,
    "stroke-width": hollow ? 1.5 : 1,
  });
  const stripes = hatch
    ? [
        svg("path", {
          d: "M1 8l6-6M1 14L13 2M5 14L15 4M10 14l5-5",
          stroke: hatch,
          "stroke-width": 1.5,
        }),
      ]
    : [];
  const picture = svg(
    "svg",
    { viewBox: "0 0 16 16", width: 14, height: 14, "aria-hidden": "true" },
    mark,
    ...stripes,
  );
  return make("li", {}, picture, name);
}

class Charts {
  /** @param {Page} page @param {ChartsFile} data */
  constructor(page, data) {
    this.page = page;
    this.data = data;
    this.words = page.words.charts;
    this.node = /** @type {PlotlyElement} */ (byId("chart"));
    this.choice = byId("chart-choice");
    /** All that the picture depends on but the date; null before it is first drawn. @type {string | null} */
    this.drawn = null;
    /** Place of the item that is pointed at. @type {number | null} */
    this.item = null;
    /** What the picture shows. @type {Entry[]} */
    this.items = [];
    this.lens = "";
    /** What it was last drawn with. @type {Pick<ChartLook, "style">} */
    this.style = { style: page.data.style.light };
    /** Countries that are filtered for. @type {string[] | null} */
    this.countries = null;
    /** What the shapes over the picture depend on. @type {string | null} */
    this.followed = null;
    this.listening = false;
    this.choice.addEventListener("change", () => {
      changeDock(page, { chart: /** @type {ChartId} */ (this.choice.value) });
    });
    byId("chart-range-clear").addEventListener("click", () =>
      page.set({ tm: "instant", range: null }, "push"),
    );
    byId("chart-points").addEventListener("keydown", (e) => this.moveFocus(e));
    new ResizeObserver(() => this.resized()).observe(this.node);
  }

  /** The id of the chart of the view; of one that has nothing to show, the first that has. */
  get id() {
    const { chart } = dockOf(this.page);
    const all = [...this.choice.options].map(({ value }) => /** @type {ChartId} */ (value));
    return all.includes(chart) ? chart : all[0];
  }

  /** The chart of the view, as filters to countries leave it. */
  get chart() {
    const { id, page } = this;
    return chartLook.filtered(id, this.data.charts[id], page.view["f.country"]);
  }

  /** Show the chart of the view; only the date lines follow the date. */
  show() {
    const { lens, lang, "f.country": countries } = this.page.view;
    const { id } = this;
    this.choice.value = id;
    const key = [id, lens, lang, this.page.shown().theme, ...this.size(), countries].join();
    if (key === this.drawn) this.follow();
    else this.draw(key);
  }

  hide() {
    this.point(null);
  }

  size() {
    return [Math.max(240, this.node.clientWidth), Math.max(120, this.node.clientHeight)];
  }

  resized() {
    if (this.drawn && this.page.view.dock && this.page.view.dock.tab === "charts") this.show();
  }

  /** @returns {ChartLook} */
  look() {
    const { page } = this;
    const { data } = page;
    const [width, height] = this.size();
    const theme = page.shown().theme;
    return {
      style: data.style[theme],
      lens: page.view.lens,
      first: days.iso(data.first),
      horizon: days.iso(data.horizon),
      narrow: width < 520,
      width,
      height,
      number: count,
      statuses: data.titles.status,
      guard: (code) => this.guard(code),
      words: this.words,
    };
  }

  /** What a guard is called. @param {string} code */
  guard(code) {
    const { titles } = this.page.data;
    const known = this.page.countries.get(code);
    return known ? known.name : titles.guards[code || "none"] || code;
  }

  /** @param {string} key */
  draw(key) {
    const { page, id } = this;
    const { lens } = page.view;
    const countries = page.view["f.country"];
    const fresh =
      !this.drawn ||
      this.drawn.split(",")[0] !== id ||
      this.lens !== lens ||
      this.countries !== countries;
    this.countries = countries;
    this.drawn = key;
    this.lens = lens;
    const look = this.look();
    this.style = look;
    const { traces, layout } = chartLook.draw(id, this.chart, look);
    this.items = chartLook.items(this.chart, lens);
    if (fresh) {
      this.item = null;
      this.list();
      this.tell(null);
    }
    layout.shapes = this.shapes();
    this.node.setAttribute("role", "img");
    this.node.setAttribute("aria-label", fill(this.words.picture, { title: this.words[id] }));
    const title = page.data.lenses.find((one) => one.id === lens)?.title;
    byId("chart-read").textContent = fill(this.words[`${id}_read`], { lens: title });
    this.note();
    byId("chart-legend").replaceChildren(...chartLook.legend(traces).map(entry));
    this.follow();
    window.Plotly.react(this.node, traces, layout, { displayModeBar: false, doubleClick: false });
    if (!this.listening) this.listen();
  }

  /** What the picture leaves out, in words. */
  note() {
    const several = (this.chart.several || []).map((one) => {
      return `${one.text.replace(/\.$/, "")}: ${this.people(one)}`;
    });
    byId("chart-note").hidden = !several.length;
    byId("chart-note").textContent = several.length
      ? fill(this.words.several, { list: several.join("; ") })
      : "";
  }

  listen() {
    this.listening = true;
    /** @param {PlotlyEvents["plotly_click"]} e */
    const item = ({ points }) => points.map((p) => p.customdata).find(Number.isInteger);
    this.node.on("plotly_hover", (e) => {
      const at = item(e);
      if (at !== undefined) this.point(at, true);
    });
    this.node.on("plotly_unhover", () => this.page.tell("mark", []));
    this.node.on("plotly_click", (e) => {
      const at = item(e);
      if (at !== undefined) this.choose(at);
    });
    this.node.on("plotly_selected", (e) => this.brushed(e));
  }

  /** A drag across the chart chooses a span of time. @param {PlotlyEvents["plotly_selected"]} e */
  brushed(e) {
    const drawn = e?.range?.x;
    if (!drawn) return;
    const { page } = this;
    const [from, to] = drawn
      .map((text) => page.clamp(ordinal(String(text).slice(0, 10))))
      .sort((a, b) => a - b);
    // We draw the span as a shape; Plotly would also fade what is outside.
    window.Plotly.update(this.node, { selectedpoints: null }, { selections: [] });
    if (to > from) page.set({ tm: "range", range: [from, to], cmp: null }, "push");
  }

  shapes() {
    const { day } = this.page.view;
    const range = this.span();
    const item = this.item === null ? null : this.all()[this.item];
    return chartLook.shapes(this.style, iso(day), range?.map(iso), item);
  }

  /** The span of time that the view asks about; null for the day alone. */
  span() {
    return spanOf(this.page.data, this.page.view);
  }

  /** Everything that can be pointed at, by its place. @returns {ChartItem[]} */
  all() {
    return [...this.chart.items, ...(this.chart.sectors || [])];
  }

  /** Follow date and span: shapes, and no more. */
  follow() {
    const { day } = this.page.view;
    const range = this.span();
    const key = JSON.stringify([day, range, this.item, this.drawn]);
    if (key === this.followed) return;
    const first = !this.followed;
    this.followed = key;
    byId("chart-range").hidden = !range;
    if (range) {
      const [from, to] = range.map(dayInWords);
      byId("chart-range-text").textContent = fill(this.words.range, { from, to });
    }
    if (!first && this.node.layout) window.Plotly.relayout(this.node, { shapes: this.shapes() });
  }

  /** The list of points: what the chart shows, for those who cannot see it. */
  list() {
    const sorted = [...this.items].sort((a, b) => (a.item.from < b.item.from ? -1 : 1));
    byId("chart-points").replaceChildren(
      ...sorted.map(({ item, at }, k) => {
        const button = make(
          "button",
          {
            type: "button",
            tabIndex: k ? -1 : 0,
            data: { at },
            on: {
              click: () => this.choose(at),
              focus: () => this.point(at),
              mouseenter: () => this.point(at),
              mouseleave: () => this.page.tell("mark", []),
            },
          },
          make("span", { className: "point-what" }, this.named(item)),
          make("span", { className: "point-value" }, item.low === null ? "" : this.people(item)),
          make("span", { className: "point-when soft" }, item.when),
        );
        return make("li", {}, button);
      }),
    );
  }

  /** @param {KeyboardEvent} e */
  moveFocus(e) {
    if (keys.foreign(e)) return;
    const by = e.key === "ArrowDown" ? 1 : e.key === "ArrowUp" ? -1 : NaN;
    const all = [...byId("chart-points").querySelectorAll("button")];
    const at = all.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    const to = e.key === "Home" ? 0 : e.key === "End" ? all.length - 1 : at + by;
    if (!all[to]) return;
    e.preventDefault();
    e.stopPropagation();
    all[at].tabIndex = -1;
    all[to].tabIndex = 0;
    all[to].focus();
  }

  /** The title of an item's series. @param {ChartItem} item */
  series(item) {
    const lists = [this.chart.series, this.chart.lanes || []];
    const series = lists.flat().find((one) => one.id === item.series);
    return series ? series.title : "";
  }

  /** @param {ChartItem} item */
  named(item) {
    const series = this.series(item);
    const text = item.lens ? `${series}: ${item.text}` : item.text;
    return text;
  }

  /** How many, in words. @param {ChartItem} item */
  people(item) {
    const { unit = "people" } = this.chart;
    if (item.low === null || item.high === null)
      return item.kind === "unknown" ? this.words.no_figure : "";
    return `${dom.range(item.low, item.high)} ${this.word(unit) ?? unit}`;
  }

  /** A word by a key that the data has; undefined for none. @param {string} key */
  word(key) {
    const words = new Map(Object.entries(this.words));
    const text = words.get(key);
    return typeof text === "string" ? text : undefined;
  }

  /**
   * Point at an item: its words and sources, its marks on the map.
   *
   * @param {number | null} at
   * @param {boolean} quiet whether the list follows
   */
  point(at, quiet = false) {
    if (at === null) {
      this.page.tell("mark", []);
      return;
    }
    const item = this.all()[at];
    if (at !== this.item) {
      this.item = at;
      this.tell(item);
      for (const button of byId("chart-points").querySelectorAll("button")) {
        const current = Number(button.dataset.at) === at;
        button.classList.toggle("now", current);
        if (current && quiet) button.scrollIntoView({ block: "nearest" });
      }
      this.follow();
    }
    this.page.tell("mark", item.marks);
  }

  /** Go to the item's date, and select what it is about. @param {number} at */
  choose(at) {
    const item = this.all()[at];
    this.point(at);
    const day = this.page.clamp(ordinal(item.from));
    const [id] = item.marks.filter((mark) => this.page.ids.has(mark));
    this.page.set({ day, ...(id ? { selection: id } : {}) }, "push");
  }

  /** @param {ChartItem | null} item */
  tell(item) {
    const { words } = this;
    if (!item) {
      byId("chart-point").replaceChildren(
        make("p", { className: "soft" }, words.point_hint, " ", words.range_hint),
      );
      return;
    }
    const kind = this.word(`${item.kind}_${this.id}`);
    const value = this.people(item);
    byId("chart-point").replaceChildren(
      make(
        "p",
        {},
        make(
          "b",
          {},
          this.series(item) && !item.text.startsWith(this.series(item))
            ? `${this.series(item)}: ${item.text}`
            : item.text,
        ),
      ),
      make("p", { className: "soft" }, [item.when, value].filter(Boolean).join(" · ")),
      ...(kind ? [make("p", { className: "soft" }, kind)] : []),
      make("p", { className: "point-who" }, words.who),
      make(
        "ul",
        { className: "sources" },
        item.sources.map((id) => this.source(id)),
      ),
    );
  }

  /** A source as an item of a list. @param {string} id */
  source(id) {
    const { title, publisher, date, url } = this.data.sources[id];
    const by = [publisher, date].filter(Boolean).join(", ");
    const named = url
      ? make("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, title)
      : title;
    return make("li", {}, `${by}: `, named);
  }

  /** Every point of the chart as CSV, with its sources and the data's version. */
  csv() {
    const { columns } = this.words;
    const { id } = this;
    /** @param {SourceId} key */
    const cite = (key) => {
      const { title, publisher, date, url } = this.data.sources[key];
      return `${publisher}: ${title}${date ? ` (${date})` : ""}${url ? `, ${url}` : ""}`;
    };
    const { version } = this.page.data;
    const rows = [...this.items, ...(this.chart.several || []).map((item) => ({ item }))].map(
      ({ item }) => [
        this.words[id],
        this.series(item),
        ...item.dated,
        item.when,
        item.low,
        item.high,
        this.word(`${item.kind}_${id}`) || item.kind,
        item.text,
        item.sources.map(cite).join(" | "),
        version,
      ],
    );
    const names = /** @type {const} */ ([
      "chart",
      "series",
      "from",
      "to",
      "when",
      "low",
      "high",
      "kind",
      "text",
      "sources",
      "version",
    ]);
    const text = csv.write(
      names.map((name) => columns[name]),
      rows,
    );
    csv.save(`csto-map-${id}.csv`, text);
    return text;
  }
}

/** @param {Page} page */
export const tab = async (page) => {
  const charts = new Charts(page, await page.load("charts"));
  page.provide("charts", charts);
  return charts;
};
