// The one view that all parts of the page show, and what happens when it changes.
//
// A part of the page (a feature) is a function of the page. It listens with
// page.listen: "step" at every change, "rest" when changes have stopped or, while
// playing, four times a second; "moved" when the frame of the map has changed, "dragging"
// while the mouse drags it; "second" when that of the second map has; "hover"; "theme".

import * as camera from "../core/camera.js";
import * as filtering from "../core/filter.js";
import * as linking from "../core/link.js";
import { spanOf, stateAt, stateIn } from "../core/state.js";
import * as flight from "../map/flight.js";
import { MapView } from "../map/map.js";
import { notice } from "./dialogs.js";
import { byId, fill } from "./dom.js";
import { embedded } from "./embed.js";
import { Player } from "./player.js";

const REST_MS = 150;
const PLAYING_REST_MS = 250;

export class Page {
  /**
   * data: the compiled timeline; coarse: the figure; load(name): gives another file;
   * painter(page, ending, query): draws pictures where there is no server, else null.
   */
  constructor(data, coarse, load, painter) {
    Object.assign(this, { data, coarse, load, painter });
    this.words = data.words;
    this.listeners = {};
    // What features add to the page: see `command`, `closer`, `taker`, `look` and `provide`.
    this.commands = new Map();
    this.closers = [];
    this.takers = [];
    this.looks = [];
    // What features provide to others, once they have it.
    this.details = null;
    this.cards = null;
    this.timeline = null;
    this.charts = null;
    this.tables = null;
    this.comparison = null;
    this.userLayers = null;
    // What is in the card though it is no part of the atlas; see `invite`.
    this.guest = null;
    // What the view lets through: facet -> values; see core/filter.js.
    this.active = {};
    this.restTimer = null;
    this.lastRest = 0;
    const ids = [...data.marks.map((m) => m.id), ...data.sectors.map((s) => `sector:${s.id}`)];
    ids.push(...data.unplaced);
    for (const lens in data.memberships) ids.push(...Object.keys(data.memberships[lens]));
    this.ids = new Set(ids);
    this.marks = new Map(data.marks.map((m) => [m.id, m]));
    this.countries = new Map(data.countries.map((c) => [c.id, c]));
  }

  listen(what, act) {
    this.listeners[what] ||= [];
    this.listeners[what].push(act);
  }

  /** Add what a key or a button does: act(argument). */
  command(name, act) {
    this.commands.set(name, act);
  }

  /** Do what a command is for; nothing, if nobody has added it. */
  act(name, argument) {
    this.commands.get(name)?.(argument);
  }

  /** Add what Escape may close: close() tells whether it closed anything; `first` of all? */
  closer(close, { first = false } = {}) {
    if (first) this.closers.unshift(close);
    else this.closers.push(close);
  }

  /** Add what may handle a click on the map: take(x, y) in pixels tells whether it did. */
  taker(take) {
    this.takers.push(take);
  }

  /** Add what is done to a state before it is drawn: look(state) gives another. */
  look(look) {
    this.looks.push(look);
  }

  /** Give other features something under the name of one of the page's fields. */
  provide(name, value) {
    if (this[name] !== null) throw new Error(`${name} is no free field of the page`);
    this[name] = value;
  }

  tell(what, argument) {
    for (const act of this.listeners[what] || []) act(argument);
  }

  async start(features) {
    const { view, problems } = this.read();
    this.view = view;
    this.compute();
    this.map = new MapView(byId("map"), this.data, () => this.load("map-fine"), {
      moved: (frame, resized) => this.moved(frame, resized),
      clicked: (hit, x, y) => this.click(hit, x, y),
      hovered: (hit, x, y) => this.tell("hover", { map: this.map, hit, x, y, day: this.view.day }),
      dragging: (frame) => this.tell("dragging", frame),
      missed: () => this.notice(this.words.notice.offline),
    });
    await document.fonts.ready;
    await this.map.start(this.coarse, this.shown());
    this.player = new Player(
      this.data,
      {
        day: () => this.view.day,
        go: (day, how) => this.set({ day }, how),
        caption: (day) => this.tell("caption", day),
      },
      this.words.timeline,
    );
    for (const feature of features) feature(this);
    window.addEventListener("popstate", () => this.back());
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      this.tell("theme", this.shown().theme);
      this.set({}, "rest");
    });
    this.tell("theme", this.shown().theme);
    this.set({}, "rest");
    this.moved(this.map.frame, true);
    for (const problem of problems) {
      notice(fill(this.words.notice.bad_parameter, problem), this.words.notice);
    }
  }

  /** The view that the address names. */
  read() {
    return linking.parse(window.location.search, this.data, (id) => this.ids.has(id));
  }

  clamp(day) {
    return Math.min(this.data.horizon, Math.max(this.data.first, day));
  }

  /** The view with its theme settled: chosen, or the system's. */
  shown() {
    const wants = (what) => window.matchMedia(what).matches;
    const system = wants("(prefers-contrast: more)")
      ? "contrast"
      : wants("(prefers-color-scheme: dark)")
        ? "dark"
        : "light";
    return { ...this.view, theme: this.view.theme || system };
  }

  /** What holds on the day (`today`), and what is shown of it (`state`). */
  compute() {
    this.active = filtering.ofView(this.view);
    this.today = stateAt(this.data, this.view.day, this.view.lens);
    this.state = this.truth(this.view.day, this.today);
    this.drawn = this.looks.reduce((state, look) => look(state), this.state);
  }

  /**
   * What is shown of a day: what held on it, or in the range of days that the view asks
   * for, less what its filters take out.
   */
  truth(day, today) {
    const { data, view } = this;
    const span = spanOf(data, { ...view, day });
    const state = span ? stateIn(data, ...span, view.lens) : today || stateAt(data, day, view.lens);
    if (!Object.keys(this.active).length) return state;
    return filtering.state(this.active, state, data, this.marks, span || [day, day]);
  }

  /** The first and the last day that the view covers. */
  span() {
    const { day } = this.view;
    return spanOf(this.data, this.view) || [day, day];
  }

  /**
   * Change the view. how: "push" adds a step to the history, "rest" settles at once,
   * otherwise the rest of the page catches up when changes stop.
   */
  set(change, how) {
    Object.assign(this.view, change);
    this.compute();
    this.map.show(this.shown(), this.drawn);
    this.tell("step", this.view);
    if (how === "push") this.record();
    if (how) this.rest();
    else this.restSoon();
  }

  /** Add a step to the history, unless the history belongs to another page. */
  record() {
    if (embedded) return;
    history.pushState(null, "", linking.format(this.view, this.data));
  }

  restSoon() {
    clearTimeout(this.restTimer);
    const wait = this.player.playing
      ? Math.max(0, this.lastRest + PLAYING_REST_MS - performance.now())
      : REST_MS;
    this.restTimer = setTimeout(() => this.rest(), wait);
  }

  /** Everything that need not follow every step. */
  rest() {
    clearTimeout(this.restTimer);
    this.lastRest = performance.now();
    this.tell("rest", this.view);
    if (this.player.playing) return;
    this.map.settle();
    this.map.refine();
    history.replaceState(null, "", linking.format(this.view, this.data));
  }

  moved(frame, resized) {
    const { x0, y0, x1, y1 } = frame;
    if (!resized) this.view.box = [x0, y0, x1, y1];
    this.map.view = this.shown();
    this.tell("moved", frame);
    this.restSoon();
  }

  back() {
    const { view } = this.read();
    this.guest = null;
    const moved = view.view !== this.view.view || String(view.box) !== String(this.view.box);
    this.view = view;
    this.tell("theme", this.shown().theme);
    if (moved) this.fit();
    this.set({}, "rest");
  }

  /** Show the frame that the view asks for. */
  fit() {
    const { box } = this.view;
    this.map.fitTo(this.map.box(this.view));
    this.view.box = box;
  }

  goToView(id) {
    Object.assign(this.view, { view: id, box: null });
    this.fit();
    this.set({}, "push");
  }

  /** Zoom by a factor about the middle, or move by pixels. */
  zoom(factor) {
    this.map.moveTo(camera.zoom(this.map.frame, factor));
  }

  pan(dx, dy) {
    this.map.moveTo(camera.pan(this.map.frame, dx, dy));
  }

  select(id) {
    const guest = this.guest;
    this.guest = null;
    if (id !== this.view.selection) this.set({ selection: id }, "push");
    else if (guest) this.set({}, "rest");
  }

  /** Show something in the card that is no part of the atlas: {key, fill(head, body)}. */
  invite(guest) {
    if (this.view.selection !== null) this.set({ selection: null }, "push");
    this.guest = guest;
    this.set({}, "rest");
  }

  /** Let go what was invited. */
  dismiss() {
    this.guest = null;
  }

  /** Select what was clicked; features that draw on the map are asked too. */
  click(hit, x, y) {
    if (!hit?.symbol && this.takers.some((take) => take(x, y))) return;
    this.select(hit ? hit.ids[0] : null);
    // The card that opens may cover what was clicked; on a phone it usually does.
    if (hit) flight.uncover(this, hit.ids[0]);
  }

  changeTheme() {
    const themes = Object.keys(this.data.style);
    this.view.theme = themes[(themes.indexOf(this.shown().theme) + 1) % themes.length];
    this.tell("theme", this.view.theme);
    this.set({}, "push");
  }

  notice(text) {
    notice(text, this.words.notice);
  }

  /** The address of the view as it is. */
  url() {
    return new URL(linking.format(this.view, this.data), window.location.href).href;
  }

  async copy(text) {
    const { notice } = this.words;
    try {
      await navigator.clipboard.writeText(text);
      this.notice(notice.copied);
    } catch (_refused) {
      this.notice(fill(notice.not_copied, { text }));
    }
  }
}
