// The map: areas, symbols and names on a layer of our own, over the axes of a Plotly figure.
//
// Plotly keeps the axes and the mouse that drags them; its figure has no traces, because an
// update of traces, images and shapes costs what there is of them, not what changes. On our
// own layer a day or a move of the map touches only the elements that differ.

import { outlinesOf } from "../core/borders.js";
import * as camera from "../core/camera.js";
import { make, svg } from "../shell/dom.js";
import { Areas } from "./areas.js";
import { blocked } from "./blocked.js";
import { namesOf, paint, symbolsOf } from "./drawing.js";
import { gestures, hit } from "./gestures.js";
import { Labels, ringed } from "./labels.js";
import { People } from "./people.js";
import { plotly } from "./plotly.js";
import { Symbols } from "./symbols.js";

/** @import { MapFigure } from "../types/files.js" */
/** @import { PlotlyElement } from "../types/globals.js" */
/** @import { Box, DrawnState, Frame, Hit, MapSymbol, ShownView, Timeline, View } from "../types/page.js" */
/** @import { Outlines } from "../core/borders.js" */
/** @import { Box as NamesBox } from "../core/names.js" */

/**
 * What a map tells.
 *
 * @typedef {object} Told
 * @property {(frame: Frame, resized?: boolean) => void} moved
 * @property {(frame: Frame) => void} dragging
 * @property {(hit: Hit | null, x: number, y: number) => void} clicked
 * @property {(hit: Hit | null, x: number, y: number) => void} hovered
 * @property {(problem: unknown) => void} missed
 * @property {() => void} [counted] Numbers and movements are there.
 */

// How many maps there are: each begins the ids of its patterns with a number of its own.
let made = 0;

export class MapView {
  /**
   * @param {HTMLElement} element Where to draw.
   * @param {Timeline} data
   * @param {() => Promise<MapFigure>} loadFine
   * @param {Told} on
   */
  constructor(element, data, loadFine, on) {
    this.element = element;
    this.data = data;
    this.loadFine = loadFine;
    this.on = on;
    this.countries = data.countries;
    /** @type {"coarse" | "fine"} */
    this.level = "coarse";
    /** @type {{coarse?: MapFigure, fine?: MapFigure}} */
    this.figures = {};
    /** @type {MapSymbol[]} */
    this.symbols = [];
    // Of the day: there from the first that is shown.
    this.outlines = /** @type {Outlines} */ (new Map());
    // There from the start on.
    this.view = /** @type {ShownView} */ (/** @type {unknown} */ (null));
    this.state = /** @type {DrawnState} */ (/** @type {unknown} */ (null));
    this.frame = camera.fit([0, 0, 1, 1], ...this.size());
    made += 1;
    this.areas = new Areas(`map${made}-`);
    this.marks = new Symbols();
    this.labels = new Labels();
    this.people = new People();
    this.pointed = this.labels.pointed;
    // Small maps of a wide view come after the ground: see map/insets.js.
    /** @type {import("./insets.js").Insets | null} */
    this.insets = null;
    this.plates = svg("g");
    this.sources = svg("g");
    const { defs, node, again, lines } = this.areas;
    const { people, labels } = this;
    // The ground comes after the first view: see map/ground.js.
    /** @type {import("./ground.js").Ground | null} */
    this.ground = null;
    /** Towns and waters that may be named. @type {import("../core/names.js").Places | undefined} */
    this.places = undefined;
    this.laid = "";
    this.under = svg("g");
    this.over = svg("g");
    again.style.display = "none";
    const layers = [defs, this.under, node, this.over, again, lines];
    const below = [...layers, this.sources, people.under, labels.under];
    const marks = [...this.marks.nodes, people.over, this.plates];
    const drawn = [...below, ...marks, labels.node];
    /** The frame of Plotly's axes. @type {Frame | null} */
    this.axes = null;
    this.gone = false;
    /** The frame in which names stand. @type {Frame | null} */
    this.named = null;
    /** What covers the map, when it last rested. @type {NamesBox[]} */
    this.covered = [];
    /** @type {Promise<MapFigure> | null} */
    this.fetching = null;
    this.plot = /** @type {PlotlyElement} */ (
      /** @type {unknown} */ (make("div", { className: "plot" }))
    );
    // What lies over the axes, and is moved as one while they are dragged.
    this.overlay = make("div", { className: "overlay" }, svg("svg", { class: "drawn" }, drawn));
  }

  /**
   * @param {MapFigure} coarse
   * @param {ShownView} view
   */
  async start(coarse, view) {
    this.figures.coarse = coarse;
    this.view = view;
    this.frame = camera.fit(this.box(view), ...this.size(), this.rotation(view));
    this.element.append(this.plot, this.overlay);
    this.outline();
    this.areas.move(this.frame);
    const { x0, x1, y0, y1, width, height } = this.frame;
    const layout = {
      ...coarse.layout,
      xaxis: { ...coarse.layout.xaxis, range: [x0, x1] },
      yaxis: { ...coarse.layout.yaxis, range: [y0, y1] },
      width,
      height,
      hovermode: false,
    };
    const bare = { displayModeBar: false, doubleClick: false, scrollZoom: false };
    await plotly().newPlot(this.plot, [], layout, { ...bare, responsive: false });
    if (this.gone) {
      plotly().purge(this.plot);
      return;
    }
    this.axes = this.frame;
    this.plot.on("plotly_relayouting", (e) => this.dragged(e));
    this.plot.on("plotly_relayout", (e) => this.dropped(e));
    this.silence = gestures(this.element, this, this.on);
    this.count();
    this.observer = new ResizeObserver(() => this.resized());
    this.observer.observe(this.element);
  }

  /** Load what places numbers and movements, and draw them too. */
  async count() {
    try {
      await this.people.load();
    } catch (problem) {
      this.on.missed(problem);
      return;
    }
    if (this.gone || !this.state) return;
    this.show(this.view, this.state);
    this.on.counted?.();
  }

  /** Leave the element as it was before the map. */
  destroy() {
    this.gone = true;
    this.insets?.buttons.remove();
    this.observer?.disconnect();
    this.silence?.();
    plotly().purge(this.plot);
    this.plot.remove();
    this.overlay.remove();
  }

  /**
   * Size of the frame in whole pixels.
   *
   * @returns {[width: number, height: number]}
   */
  size() {
    const { clientWidth, clientHeight } = this.element;
    return [Math.max(64, clientWidth), Math.max(64, clientHeight)];
  }

  /**
   * The box of a view: projected km of its middle, and how wide and high along its own edges.
   *
   * @param {Pick<View, "box" | "view">} view
   * @returns {Box}
   */
  box(view) {
    if (view.box) return view.box;
    const named = this.viewOf(view);
    return [named.x0, named.y0, named.x1, named.y1];
  }

  /**
   * How a view's frames are turned.
   *
   * @param {Pick<View, "view">} view
   */
  rotation(view) {
    return this.viewOf(view).rotation;
  }

  /** @param {Pick<View, "view">} view */
  viewOf({ view }) {
    const named = this.data.views.find((one) => one.id === view);
    if (!named) throw new RangeError(`no view ${view}`);
    return named;
  }

  /** The outlines that are drawn: of the level. */
  figure() {
    return /** @type {MapFigure} */ (this.figures[this.level]);
  }

  /** Draw the outlines of the level. */
  outline() {
    this.areas.outline(this.figure());
  }

  /** Lines of outlines and sectors of the day, by id. */
  get shapes() {
    return this.outlines.shapes;
  }

  style() {
    return this.data.style[this.view.theme];
  }

  /**
   * Draw a view on its day.
   *
   * @param {ShownView} view
   * @param {DrawnState} state
   */
  show(view, state) {
    const themed = this.theme !== view.theme;
    this.view = view;
    this.state = state;
    if (themed) this.water();
    this.paint();
    // In a new frame that takes far longer, for what it shows of the outlines is not known yet.
    const rests = this.named === this.frame;
    if (rests) this.insets?.place();
    this.place();
    if (rests) this.name();
  }

  /**
   * Name towns and waters too.
   *
   * @param {import("../core/names.js").Places} places
   */
  tell(places) {
    this.places = places;
    if (this.named === this.frame) this.name();
  }

  /**
   * Show small maps on wide views.
   *
   * @param {import("./insets.js").Insets} insets
   */
  inset(insets) {
    this.insets = insets;
    this.sources.replaceChildren(insets.under);
    this.plates.replaceChildren(insets.over);
    // The map is an image to those who do not see it: what can be pressed stands beside it.
    this.element.after(insets.buttons);
    if (this.named === this.frame) this.settle();
  }

  water() {
    this.theme = this.view.theme;
    const { water } = this.style();
    plotly().relayout(this.plot, { paper_bgcolor: water, plot_bgcolor: water });
  }

  /**
   * Lay a ground under the map.
   *
   * @param {import("./ground.js").Ground} ground
   */
  lay(ground) {
    this.ground = ground;
    this.laid = "";
    this.under.replaceChildren(ground.defs, ground.under);
    this.over.replaceChildren(ground.over);
    this.terrain();
  }

  /** The ground in the frame. */
  terrain() {
    if (!this.ground) return;
    const { x0, y1, width, height, rotation } = this.frame;
    const { ground, theme } = this.view;
    const km = camera.kmPerPx(this.frame);
    const key = [x0, y1, width, height, km, rotation, ground, theme, this.level].join();
    // A day changes nothing of it.
    if (key === this.laid) return;
    this.laid = key;
    const plain = ground === "plain";
    const { areas } = this;
    const shores = () => areas.shores();
    const raised = this.ground.show(this.frame, this.style(), plain, this.figure(), shores);
    areas.again.style.display = raised ? "" : "none";
  }

  /** Looks of states and sectors. */
  paint() {
    this.outlines = outlinesOf(this.figure(), this);
    paint(this.areas, this);
    this.terrain();
  }

  /** Symbols and their leader lines. */
  place() {
    const { data, view, frame } = this;
    const hidden = this.people.hidden(this);
    const inner = this.insets?.hidden;
    this.symbols = symbolsOf(
      this,
      undefined,
      inner?.size ? new Set([...hidden, ...inner]) : hidden,
    );
    this.marks.show(this.symbols, frame, this.style(), data.icons[view.theme]);
  }

  /**
   * Give the frame to Plotly's axes, so that a mouse drags them from there. It takes Plotly a
   * while, and shows nothing: hence not at every move.
   */
  align() {
    if (this.axes === this.frame) return;
    this.axes = this.frame;
    const { x0, x1, y0, y1, width, height } = this.frame;
    const ranges = { "xaxis.range": [x0, x1], "yaxis.range": [y0, y1] };
    plotly().relayout(this.plot, { width, height, ...ranges });
  }

  /** What may wait until the view rests: axes, and names in a frame that is new. */
  settle() {
    this.align();
    this.covered = blocked(this.element);
    this.named = this.frame;
    if (this.insets) {
      this.insets.place();
      this.place();
    }
    this.name(true);
  }

  /**
   * Numbers, movements, names and the ring of the selection.
   *
   * @param {boolean} [atRest]
   */
  name(atRest = false) {
    const blocked = [...this.covered, ...(this.insets?.rims ?? [])];
    const { selection } = this.view;
    const symbols = ringed(this.symbols, selection);
    const covered = [...blocked, ...this.people.show(this, symbols, blocked)];
    const labels = namesOf(this, symbols, covered, this.people.named);
    this.labels.show(labels, this.frame, this.style(), this.data.advances);
    this.labels.surround(this.symbols.find((s) => s.members.some((id) => id === selection)));
    this.insets?.draw(atRest);
  }

  /**
   * Show another frame; gestures call it at most once per drawn frame.
   *
   * @param {Frame} frame
   */
  moveTo(frame) {
    if (this.gone) return;
    this.reframe(camera.within(frame, this.data.limits));
    this.on.moved(this.frame);
  }

  /** @param {Frame} frame */
  reframe(frame) {
    this.frame = frame;
    this.overlay.style.transform = this.overlay.style.willChange = "";
    this.labels.clear();
    this.insets?.clear();
    this.people.follow(frame);
    this.areas.move(frame);
    this.paint();
    this.place();
  }

  /**
   * Fit what a view asks for: its box, or the named view's.
   *
   * @param {Pick<View, "box" | "view">} view
   */
  fitTo(view) {
    this.moveTo(camera.fit(this.box(view), ...this.size(), this.rotation(view)));
  }

  resized() {
    if (!this.element.clientWidth) return;
    const [width, height] = this.size();
    const { rotation } = this.frame;
    if (width === this.frame.width && height === this.frame.height) return;
    const shown = camera.asked(camera.sides(this.frame), rotation);
    const named = this.view.box ? shown : this.box(this.view);
    this.reframe(camera.fit(named, width, height, rotation));
    this.align();
    this.on.moved(this.frame, true);
  }

  /**
   * Plotly drags its axes itself; our layer follows.
   *
   * @param {{[name: string]: number | undefined}} e
   */
  dragged(e) {
    const frame = ranged(e, this.frame);
    if (!frame) return;
    const [dx, dy] = camera.uprightPx(this.frame, frame.x0, frame.y1);
    // Painted once and moved, instead of painted anew in each frame; let go when it is dropped.
    this.overlay.style.willChange = "transform";
    this.overlay.style.transform = `translate(${-dx}px, ${-dy}px)`;
    this.on.dragging(frame);
  }

  /** @param {{[name: string]: number | undefined}} e */
  dropped(e) {
    const frame = ranged(e, this.frame);
    if (frame) this.moveTo(frame);
  }

  /** Load and show the outlines that suit the frame. */
  async refine() {
    const level = camera.wantsFine(this.frame, this.data.fine) ? "fine" : "coarse";
    if (level === this.level) return;
    if (!this.figures[level] && !(await this.fetchFine())) return;
    if (this.gone) return;
    // The view may have moved on while the file was loading.
    const still = camera.wantsFine(this.frame, this.data.fine) ? "fine" : "coarse";
    if (still !== level || this.level === level) return;
    this.level = level;
    this.outline();
    this.paint();
    this.place();
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

  /**
   * What is at a pixel of the map: a symbol, a sector or a state; null for none.
   *
   * @param {number} px
   * @param {number} py
   */
  hit(px, py) {
    const inner = this.insets?.hit(px, py);
    return inner === undefined ? hit(this, px, py) : inner;
  }
}

/**
 * The frame that an event of Plotly tells of, or null for another event.
 *
 * @param {{[name: string]: number | undefined}} e
 * @param {Frame} frame
 * @returns {Frame | null}
 */
function ranged(e, frame) {
  const [x0, x1] = [e["xaxis.range[0]"], e["xaxis.range[1]"]];
  const [y0, y1] = [e["yaxis.range[0]"], e["yaxis.range[1]"]];
  if (x0 === undefined || x1 === undefined || y0 === undefined || y1 === undefined) return null;
  return { ...frame, x0, x1, y0, y1 };
}
