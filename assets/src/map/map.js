// The map: areas, symbols and names on a sheet of our own, over the axes of a Plotly figure.
//
// Plotly keeps the axes and the mouse that drags them; its figure has no traces, because an
// update of traces, images and shapes costs what there is of them, not what changes. On the
// sheet a day or a move of the map touches only the elements that differ.

import * as camera from "../core/camera.js";
import * as signs from "../core/diffdraw.js";
import * as looks from "../core/draw.js";
import * as names from "../core/names.js";
import { make, svg } from "../shell/dom.js";
import { Areas } from "./areas.js";
import { gestures, hit } from "./gestures.js";
import { Labels } from "./labels.js";
import { Symbols } from "./symbols.js";

// How many maps there are: each begins the ids of its patterns with a number of its own.
let made = 0;

export class MapView {
  /**
   * element: where to draw; data: the compiled timeline; loadFine: gives the fine
   * figure; on: {moved(frame), dragging(frame), clicked(hit, x, y), hovered(hit, x, y),
   * missed(problem)}.
   */
  constructor(element, data, loadFine, on) {
    Object.assign(this, { element, data, loadFine, on });
    this.countries = data.countries;
    this.level = "coarse";
    this.figures = {};
    this.symbols = [];
    this.view = null;
    this.measurer = document.createElement("canvas").getContext("2d");
  }

  async start(coarse, view) {
    this.figures.coarse = coarse;
    this.view = view;
    this.frame = camera.fit(this.box(view), ...this.size());
    made += 1;
    this.areas = new Areas(`map${made}-`);
    this.marks = new Symbols();
    this.labels = new Labels();
    this.pointed = this.labels.pointed;
    this.plot = make("div", { className: "plot" });
    // What lies over the axes, and is moved as one while they are dragged.
    this.sheet = make(
      "div",
      { className: "sheet" },
      svg(
        "svg",
        { class: "drawn" },
        this.areas.defs,
        this.areas.node,
        ...this.marks.nodes,
        this.labels.node,
      ),
    );
    this.element.append(this.plot, this.sheet);
    this.index();
    this.areas.move(this.frame);
    const { x0, x1, y0, y1 } = this.frame;
    const layout = {
      ...coarse.layout,
      xaxis: { ...coarse.layout.xaxis, range: [x0, x1] },
      yaxis: { ...coarse.layout.yaxis, range: [y0, y1] },
      width: this.frame.width,
      height: this.frame.height,
      hovermode: false,
    };
    await window.Plotly.newPlot(this.plot, [], layout, {
      displayModeBar: false,
      doubleClick: false,
      scrollZoom: false,
      responsive: false,
    });
    this.axes = this.frame;
    this.plot.on("plotly_relayouting", (e) => this.dragged(e));
    this.plot.on("plotly_relayout", (e) => this.dropped(e));
    this.silence = gestures(this.element, this, this.on);
    this.observer = new ResizeObserver(() => this.resized());
    this.observer.observe(this.element);
  }

  /** Leave the element as it was before the map was in it. */
  destroy() {
    this.observer?.disconnect();
    this.silence?.();
    if (this.plot) window.Plotly.purge(this.plot);
    this.plot?.remove();
    this.sheet?.remove();
  }

  /** Size of the frame in whole pixels. */
  size() {
    const { clientWidth, clientHeight } = this.element;
    return [Math.max(64, clientWidth), Math.max(64, clientHeight)];
  }

  box(view) {
    if (view.box) return view.box;
    const v = this.data.views.find((one) => one.id === view.view);
    return [v.x0, v.y0, v.x1, v.y1];
  }

  /** Draw the outlines of the level, and keep them for hit tests. */
  index() {
    const figure = this.figures[this.level];
    this.shapes = new Map(figure.data.map((t) => [t.meta.id, { xs: t.x, ys: t.y }]));
    this.areas.outline(figure);
  }

  style() {
    return this.data.style[this.view.theme];
  }

  /** Draw a view on its day: {day, lens, layers, theme, icons, selection}. */
  show(view, state) {
    const themed = this.theme !== view.theme;
    this.view = view;
    this.state = state;
    if (themed) this.ground();
    this.paint();
    this.place();
  }

  /** The water. */
  ground() {
    this.theme = this.view.theme;
    const { water } = this.style();
    window.Plotly.relayout(this.plot, { paper_bgcolor: water, plot_bgcolor: water });
  }

  /** Looks of states and sectors. */
  paint() {
    const { view, state } = this;
    const style = this.style();
    const target = (id) => ({ style, id, selected: view.selection === id });
    const states = view.layers.includes("states") ? state.states : {};
    for (const { id } of this.countries) {
      this.areas.state(id, signs.area(target(id), states[id]?.[0], state.changed));
    }
    this.areas.state("land", looks.area(style, null, false));
    const km = camera.kmPerPx(this.frame);
    const sectors = view.layers.includes("border") ? state.sectors : {};
    for (const one of this.data.sectors) {
      const id = `sector:${one.id}`;
      const look = signs.sector(target(id), sectors[one.id], km, state.changed);
      this.areas.sector(id, look, style.halo);
    }
  }

  /** Symbols and their leader lines. */
  place() {
    const draw = this.state.changed ? signs : looks;
    this.symbols = draw.symbols(this.data, this.state, this.view, this.frame);
    this.marks.show(this.symbols, this.frame, this.style(), this.data.icons[this.view.theme]);
  }

  /** Let Plotly's axes, which a mouse drags, have the frame; done late, because it takes a while. */
  align() {
    if (this.axes === this.frame) return;
    this.axes = this.frame;
    const { x0, x1, y0, y1, width, height } = this.frame;
    const ranges = { "xaxis.range": [x0, x1], "yaxis.range": [y0, y1] };
    window.Plotly.relayout(this.plot, { width, height, ...ranges });
  }

  /** Names and the ring of the selection: called when the view rests. */
  settle() {
    this.align();
    const style = this.style();
    const labels = names.place(
      this.named(),
      this.symbols.filter((s) => this.shown(s)),
      this.frame,
      style.sizes,
      (text, size, weight) => this.measure(text, size, weight),
      names.blocked(this.element),
    );
    this.labels.show(labels, style);
    this.labels.surround(this.symbols.find((s) => s.members.includes(this.view.selection)));
  }

  shown(s) {
    const { width, height } = this.frame;
    return s.px > 0 && s.py > 0 && s.px < width && s.py < height;
  }

  named() {
    const allied = (id) => this.view.layers.includes("states") && id in this.state.states;
    return this.countries
      .filter((c) => c.label)
      .map((c) => ({ ...c, allied: allied(c.id), shape: this.shapes.get(c.id) || null }))
      .sort((a, b) => b.allied - a.allied || area(b) - area(a));
  }

  measure(text, size, weight) {
    this.measurer.font = `${weight} ${size}px Inter, sans-serif`;
    return this.measurer.measureText(text).width;
  }

  /** Show another frame; gestures call it at most once per drawn frame. */
  moveTo(frame) {
    this.reframe(camera.within(frame, this.data.limits));
    this.labels.clear();
    this.on.moved(this.frame);
  }

  reframe(frame) {
    this.frame = frame;
    this.sheet.style.transform = "";
    this.areas.move(frame);
    this.paint();
    this.place();
  }

  /** Fit a box of km, or a named view's. */
  fitTo(box) {
    this.moveTo(camera.fit(box, ...this.size()));
  }

  resized() {
    if (!this.element.clientWidth) return;
    const [width, height] = this.size();
    const { x0, y0, x1, y1 } = this.frame;
    if (width === this.frame.width && height === this.frame.height) return;
    const named = this.view.box ? [x0, y0, x1, y1] : this.box(this.view);
    this.reframe(camera.fit(named, width, height));
    this.align();
    this.on.moved(this.frame, true);
  }

  /** Plotly drags its axes itself; the sheet follows. */
  dragged(e) {
    const x0 = e["xaxis.range[0]"];
    const y1 = e["yaxis.range[1]"];
    if (x0 === undefined) return;
    const [dx, dy] = camera.toPx(this.frame, x0, y1);
    this.sheet.style.transform = `translate(${-dx}px, ${-dy}px)`;
    this.on.dragging({ ...this.frame, x0, y1, x1: e["xaxis.range[1]"], y0: e["yaxis.range[0]"] });
  }

  dropped(e) {
    if (e["xaxis.range[0]"] === undefined) return;
    const [x0, x1] = [e["xaxis.range[0]"], e["xaxis.range[1]"]];
    const [y0, y1] = [e["yaxis.range[0]"], e["yaxis.range[1]"]];
    this.moveTo({ ...this.frame, x0, x1, y0, y1 });
  }

  /** Load and show the outlines that suit the frame. */
  async refine() {
    const level = camera.wantsFine(this.frame, this.data.fine) ? "fine" : "coarse";
    if (level === this.level) return;
    if (!this.figures[level] && !(await this.fetchFine())) return;
    // The view may have moved on while the file was loading.
    const still = camera.wantsFine(this.frame, this.data.fine) ? "fine" : "coarse";
    if (still !== level || this.level === level) return;
    this.level = level;
    this.index();
    this.paint();
    this.settle();
  }

  /** Fetch the fine figure, one request at a time; if it fails, give false and report it once. */
  async fetchFine() {
    this.fetching = this.fetching || this.loadFine();
    try {
      this.figures.fine = await this.fetching;
      this.missed = false;
    } catch (problem) {
      if (!this.missed) this.on.missed(problem);
      this.missed = true;
    }
    this.fetching = null;
    return !this.missed;
  }

  /** What is at a pixel of the map: a symbol, a sector or a state; null for none. */
  hit(px, py) {
    return hit(this, px, py);
  }
}

function area({ bounds }) {
  return bounds ? (bounds[2] - bounds[0]) * (bounds[3] - bounds[1]) : 0;
}
