// The map: a Plotly figure on plain projected axes, and the names over it.
//
// A step of the date is one Plotly.update: looks of areas and lines, images, leader
// lines. Names catch up when the date rests: setting text is what is slow.

import * as camera from "../core/camera.js";
import * as signs from "../core/diffdraw.js";
import * as looks from "../core/draw.js";
import * as names from "../core/names.js";
import { num } from "../core/numbers.js";
import { outlines } from "../core/visible.js";
import { blocked } from "./blocked.js";
import { gestures, hit } from "./gestures.js";

const FREE_SLOT_AT = 1e7;
const SVG = "http://www.w3.org/2000/svg";

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
    this.slots = new Map();
    this.free = [];
    this.images = [];
    this.drawn = {};
    this.pictures = new Map();
    this.symbols = [];
    this.view = null;
    this.measurer = document.createElement("canvas").getContext("2d");
  }

  async start(coarse, view) {
    this.figures.coarse = coarse;
    this.view = view;
    this.frame = camera.fit(this.box(view), ...this.size());
    this.plot = document.createElement("div");
    this.plot.className = "plot";
    this.over = document.createElementNS(SVG, "svg");
    this.over.setAttribute("class", "names");
    // What is marked from elsewhere; see marking.js.
    this.pointed = document.createElementNS(SVG, "g");
    this.element.append(this.plot, this.over);
    const { x0, x1, y0, y1 } = this.frame;
    const layout = {
      ...coarse.layout,
      xaxis: { ...coarse.layout.xaxis, range: [x0, x1] },
      yaxis: { ...coarse.layout.yaxis, range: [y0, y1] },
      width: this.frame.width,
      height: this.frame.height,
      hovermode: false,
    };
    await window.Plotly.newPlot(this.plot, coarse.data, layout, {
      displayModeBar: false,
      doubleClick: false,
      scrollZoom: false,
      responsive: false,
    });
    this.index();
    this.plot.on("plotly_relayouting", (e) => this.dragged(e));
    this.plot.on("plotly_relayout", (e) => this.dropped(e));
    gestures(this.element, this, this.on);
    new ResizeObserver(() => this.resized()).observe(this.element);
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

  /** Find the traces by their ids, and the outlines for hit tests. */
  index() {
    this.traces = new Map(this.plot.data.map((t, k) => [t.meta.id, k]));
    this.outlines = outlines(this.figures[this.level]);
    this.shapes = new Map();
    for (const t of this.figures[this.level].data) {
      this.shapes.set(t.meta.id, { xs: t.x, ys: t.y });
    }
    this.drawn = {};
  }

  style() {
    return this.data.style[this.view.theme];
  }

  ranges() {
    const { x0, x1, y0, y1 } = this.frame;
    return { "xaxis.range": [x0, x1], "yaxis.range": [y0, y1] };
  }

  /** Draw a view on its day: {day, lens, layers, theme, icons, selection}. */
  show(view, state) {
    const themed = this.drawnTheme !== view.theme;
    this.view = view;
    this.state = state;
    const restyle = this.looks();
    const layout = themed ? this.ground() : {};
    this.place(layout, themed);
    this.update(restyle, layout);
    this.drawnTheme = view.theme;
  }

  /** Colours that depend on the theme alone. */
  ground() {
    const style = this.style();
    const land = this.traces.get("land");
    if (land !== undefined) {
      window.Plotly.restyle(
        this.plot,
        {
          fillcolor: style.neutral.fill,
          "fillpattern.bgcolor": style.neutral.fill,
          "line.color": style.neutral.line,
        },
        [land],
      );
    }
    return { paper_bgcolor: style.water, plot_bgcolor: style.water };
  }

  /** What differs from what is drawn: restyle arguments and the traces they are for. */
  looks() {
    const style = this.style();
    const update = {};
    const indices = [];
    const put = (k, values) => {
      const at = indices.push(k) - 1;
      for (const name in values) {
        update[name] ||= [];
        update[name][at] = values[name];
      }
    };
    const areas = [];
    for (const { id } of this.countries) {
      const k = this.traces.get(id);
      if (k === undefined) continue;
      const held = this.view.layers.includes("states") ? this.state.states[id] : null;
      const target = { style, id, selected: this.view.selection === id };
      const look = signs.area(target, held?.[0], this.state.changed);
      const key = JSON.stringify(look);
      if (this.drawn[id] === key) continue;
      this.drawn[id] = key;
      areas.push([k, look]);
    }
    for (const [k, look] of areas) {
      put(k, {
        fillcolor: look.fillcolor,
        "fillpattern.shape": look.shape,
        "fillpattern.bgcolor": look.fillcolor,
        "fillpattern.fgcolor": look.ink,
        "line.color": look.line,
        "line.width": look.width,
        "line.dash": look.dash,
      });
    }
    for (const { id } of this.data.sectors) this.lookOfSector(id, style, put);
    return indices.length ? [update, indices] : null;
  }

  lookOfSector(id, style, put) {
    const k = this.traces.get(`sector:${id}`);
    const held = this.view.layers.includes("border") ? this.state.sectors[id] : null;
    const km = camera.kmPerPx(this.frame);
    const target = { style, id: `sector:${id}`, selected: this.view.selection === `sector:${id}` };
    const look = signs.sector(target, held, km, this.state.changed);
    const key = JSON.stringify(look);
    if (this.drawn[`sector:${id}`] === key) return;
    this.drawn[`sector:${id}`] = key;
    put(k, {
      fillcolor: undefined,
      "fillpattern.shape": undefined,
      "fillpattern.bgcolor": undefined,
      "fillpattern.fgcolor": undefined,
      // An empty colour would become Plotly's default, so a line is hidden by its width.
      "line.color": look ? look.color : style.border,
      "line.width": look ? look.width : 0,
      "line.dash": look ? look.dash : "solid",
    });
  }

  /** Put images and leader lines into `layout`, if the symbols have changed. */
  place(layout, force) {
    const draw = this.state.changed ? signs : looks;
    const symbols = draw.symbols(this.data, this.state, this.view, this.frame);
    const key =
      symbols.map((s) => `${s.id} ${s.icon} ${looks.corner(s)} ${s.faded}`).join() +
      this.view.theme +
      JSON.stringify(this.ranges());
    if (key === this.placed && !force) return;
    this.placed = key;
    this.symbols = symbols;
    const km = camera.kmPerPx(this.frame);
    const wanted = new Set(symbols.map((s) => s.id));
    for (const [id, slot] of this.slots) {
      if (wanted.has(id)) continue;
      this.slots.delete(id);
      this.free.push(slot);
      this.images[slot] = { ...this.images[slot], x: FREE_SLOT_AT };
    }
    for (const s of symbols) this.images[this.slot(s.id)] = this.image(s, km);
    layout.images = this.images.slice();
    layout.shapes = looks.leaderShapes(this.style(), looks.leaders(symbols), km);
  }

  /** A symbol keeps its place in Plotly's list, so that others are not redrawn. */
  slot(id) {
    if (!this.slots.has(id)) this.slots.set(id, this.free.pop() ?? this.images.length);
    return this.slots.get(id);
  }

  image(s, km) {
    return {
      name: s.id,
      source: this.picture(s),
      xref: "x",
      yref: "y",
      x: s.x,
      y: s.y,
      sizex: s.size * km,
      sizey: s.size * km,
      xanchor: "center",
      yanchor: "middle",
      layer: "above",
    };
  }

  picture(s) {
    const key = `${this.view.theme} ${s.icon} ${looks.corner(s)} ${s.faded}`;
    if (!this.pictures.has(key)) {
      const svg = this.data.icons[this.view.theme][s.icon];
      const draw = s.dot
        ? signs.dot(this.style(), s.mark.accent)
        : looks.picture(this.style(), svg, looks.corner(s), s.faded);
      this.pictures.set(key, draw);
    }
    return this.pictures.get(key);
  }

  update(restyle, layout) {
    const plotly = window.Plotly;
    const some = Object.keys(layout).length > 0;
    if (restyle && some) plotly.update(this.plot, restyle[0], layout, restyle[1]);
    else if (restyle) plotly.restyle(this.plot, restyle[0], restyle[1]);
    else if (some) plotly.relayout(this.plot, layout);
  }

  /** Names and the ring of the selection: called when the view rests. */
  settle() {
    const labels = names.place(
      this.named(),
      this.symbols,
      this.frame,
      this.style().sizes,
      this.data.advances,
      blocked(this.element),
    );
    const style = this.style();
    const nodes = labels.map((label) => {
      const node = document.createElementNS(SVG, "text");
      const set = (name, value) => node.setAttribute(name, value);
      const { x, y } = names.foot(label, this.frame);
      set("x", num(x));
      set("y", num(y));
      set("font-size", label.size);
      set("font-weight", label.weight);
      set("text-anchor", label.anchor);
      set("fill", label.soft ? style.text_soft : style.text);
      set("stroke", style.halo);
      set("data-id", label.id);
      node.textContent = label.text;
      return node;
    });
    this.over.replaceChildren(this.pointed, ...this.ring(), ...nodes);
    this.over.style.transform = "";
  }

  ring() {
    const s = this.symbols.find((one) => one.members.includes(this.view.selection));
    if (!s) return [];
    const node = document.createElementNS(SVG, "circle");
    node.setAttribute("cx", s.px.toFixed(1));
    node.setAttribute("cy", s.py.toFixed(1));
    node.setAttribute("r", s.size * 0.78);
    node.setAttribute("class", "ring");
    return [node];
  }

  /** The states that may be named, with their outlines. */
  named() {
    const shown = this.view.layers.includes("states");
    return this.countries.map((c) => ({
      ...c,
      allied: shown && c.id in this.state.states,
      outline: this.outlines.get(c.id),
    }));
  }

  /** How wide a text is as it is drawn, in pixels. */
  measure(text, size, weight) {
    this.measurer.font = `${weight} ${size}px Inter, sans-serif`;
    return this.measurer.measureText(text).width;
  }

  /** Show another frame; gestures call it at most once per drawn frame. */
  moveTo(frame) {
    this.frame = camera.within(frame, this.data.limits);
    const layout = this.ranges();
    this.place(layout, true);
    this.update(this.looks(), layout);
    this.over.replaceChildren(this.pointed);
    this.on.moved(this.frame);
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
    this.frame = camera.fit(named, width, height);
    const layout = { width, height, ...this.ranges() };
    this.place(layout, true);
    this.update(this.looks(), layout);
    this.on.moved(this.frame, true);
  }

  /** Plotly drags the figure itself; the names follow. */
  dragged(e) {
    const x0 = e["xaxis.range[0]"];
    const y1 = e["yaxis.range[1]"];
    if (x0 === undefined) return;
    const [dx, dy] = camera.toPx(this.frame, x0, y1);
    this.over.style.transform = `translate(${-dx}px, ${-dy}px)`;
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
    const layout = { ...this.plot.layout, shapes: [], images: [] };
    await window.Plotly.react(this.plot, structuredClone(this.figures[level].data), layout);
    this.index();
    this.drawnTheme = null;
    this.show(this.view, this.state);
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
