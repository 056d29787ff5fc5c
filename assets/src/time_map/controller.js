// One map with its date: what it shows, and what happens when that changes. It knows no
// page: elements, files and what else there is are given to it, so that a page can have
// several.
//
// Others listen with `listen`: "step" at every change, "rest" when changes have stopped or,
// while playing, four times a second; "moved" when the frame of the map has changed,
// "dragging" while the mouse drags it; "hover"; "caption" while the player dwells on a day;
// "theme"; "missed" when outlines could not be loaded.

import * as camera from "../core/camera.js";
import { countriesById, dayOfNames } from "../core/countries.js";
import * as filtering from "../core/filter.js";
import { spanOf, stateAt, stateIn } from "../core/state.js";
import { MapView } from "../map/map.js";
import { Player } from "../shell/player.js";
import { onSystemTheme, systemTheme } from "./system.js";

const REST_MS = 150;
const PLAYING_REST_MS = 250;

/** @import {DrawnState, Events, Filters, Frame, Hit, How, MapOnPage, PlayerOnPage, Span, State,
 *   Theme, Timeline, View} from "../types/page.js" */
/** @import {MapFigure} from "../types/files.js" */
/** @typedef {PlayerOnPage & {clock: import("../core/clock.js").Clock}} Playing */

/**
 * @typedef {object} Place Where a map is drawn.
 * @property {HTMLElement} element
 * @property {(name: string) => HTMLElement | null} find Gives a control of the timeline.
 * @property {() => Promise<MapFigure>} loadFine Gives the fine figure.
 */

export class Controller {
  /**
   * @param {Timeline} data The compiled timeline.
   * @param {MapFigure} coarse The figure that the map starts with.
   */
  constructor(data, coarse) {
    this.data = data;
    this.coarse = coarse;
    this.words = data.words;
    /** @type {Partial<Record<string, ((argument: any) => unknown)[]>>} */
    this.listeners = {};
    /** @type {((state: DrawnState) => DrawnState)[]} */
    this.looks = [];
    // There from `open` on.
    this.view = /** @type {View} */ (/** @type {unknown} */ (null));
    this.today = /** @type {State} */ (/** @type {unknown} */ (null));
    this.state = this.today;
    this.drawn = /** @type {DrawnState} */ (this.state);
    this.map = /** @type {MapOnPage} */ (/** @type {unknown} */ (null));
    this.player = /** @type {Playing} */ (/** @type {unknown} */ (null));
    // What the view lets through: facet -> values; see core/filter.js.
    /** @type {Filters} */
    this.active = {};
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.restTimer = undefined;
    this.lastRest = 0;
    this.ending = new AbortController();
    const ids = [
      ...data.marks.map((m) => m.id),
      ...data.sectors.map((s) => `sector:${s.id}`),
      ...data.unplaced,
    ];
    for (const lens in data.memberships) ids.push(...Object.keys(data.memberships[lens]));
    this.ids = new Set(ids);
    this.marks = new Map(data.marks.map((m) => [m.id, m]));
  }

  /** The states by code, as the view calls them. */
  get countries() {
    return countriesById(this.data, dayOfNames(this.data, this.view));
  }

  /**
   * @template {keyof Events} Name
   * @param {Name} what
   * @param {(argument: Events[Name]) => unknown} act
   */
  listen(what, act) {
    this.listeners[what] ||= [];
    this.listeners[what].push(act);
  }

  /**
   * @template {keyof Events} Name
   * @param {Name} what
   * @param {Events[Name] extends undefined ? [] : [Events[Name]]} argument
   */
  tell(what, ...argument) {
    for (const act of this.listeners[what] || []) act(argument[0]);
  }

  /**
   * Add what is done to a state before it is drawn: look(state) gives another.
   *
   * @param {(state: DrawnState) => DrawnState} look
   */
  look(look) {
    this.looks.push(look);
  }

  /**
   * Draw the map for the first time; `begin` comes when others listen.
   *
   * @param {View} view
   * @param {Place} place
   */
  async open(view, { element, find, loadFine }) {
    this.view = view;
    this.compute();
    this.map = new MapView(element, this.data, loadFine, {
      moved: (frame, resized) => this.moved(frame, resized),
      clicked: (hit, x, y) => this.click(hit, x, y),
      hovered: (hit, x, y) => this.tell("hover", { map: this.map, hit, x, y, day: this.view.day }),
      dragging: (frame) => this.tell("dragging", frame),
      missed: () => this.tell("missed"),
      counted: () => this.restSoon(),
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
      find,
    );
  }

  /** Tell those who listen how things are, and follow the system's theme from now on. */
  begin() {
    onSystemTheme(() => this.themed(), this.ending.signal);
    this.tell("theme", this.shown().theme);
    this.set({}, "rest");
    this.moved(this.map.frame, true);
  }

  /** Stop everything: the map is taken away. */
  end() {
    this.ending.abort();
    clearTimeout(this.restTimer);
    this.player?.clock.stop();
    this.map?.destroy();
    this.listeners = {};
  }

  themed() {
    this.tell("theme", this.shown().theme);
    this.set({}, "rest");
  }

  /** @param {number} day */
  clamp(day) {
    return Math.min(this.data.horizon, Math.max(this.data.first, day));
  }

  /** The view with its theme settled: chosen, or the system's. */
  shown() {
    return { ...this.view, theme: this.view.theme || systemTheme() };
  }

  /** What holds on the day (`today`), and what is shown of it (`state`). */
  compute() {
    this.active = /** @type {Filters} */ (filtering.ofView(this.view));
    this.today = stateAt(this.data, this.view.day, this.view.lens);
    this.state = this.truth(this.view.day, this.today);
    this.drawn = this.looks.reduce((state, look) => look(state), this.state);
  }

  /**
   * What is shown of a day: what held on it, or in the range of days that the view asks
   * for, less what its filters take out.
   *
   * @param {number} day
   * @param {State} [today] What held on it, where that is known.
   * @returns {State}
   */
  truth(day, today) {
    const { data, view } = this;
    const span = spanOf(data, { ...view, day });
    /** @type {State} */
    const state = span
      ? stateIn(data, span[0], span[1], view.lens)
      : today || stateAt(data, day, view.lens);
    if (!Object.keys(this.active).length) return state;
    return filtering.state(this.active, state, data, this.marks, span || [day, day]);
  }

  /** The first and the last day that the view covers. @returns {Span} */
  span() {
    const { day } = this.view;
    const span = /** @type {unknown} */ (spanOf(this.data, this.view));
    return /** @type {Span} */ (span || [day, day]);
  }

  /**
   * Change the view. how: "push" is a step of the reader's, "rest" settles at once,
   * otherwise what listens to "rest" hears of it when changes stop.
   *
   * @param {Partial<View>} change
   * @param {How} [how]
   */
  set(change, how) {
    Object.assign(this.view, change);
    this.compute();
    this.map.show(this.shown(), this.drawn);
    this.tell("step", this.view);
    if (how === "push") this.stepped();
    if (how) this.rest();
    else this.restSoon();
  }

  /** A step was made that the reader may want to take back. */
  stepped() {}

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
    if (this.player.playing) {
      // Names follow every step; in a frame that is new they have to be placed first.
      if (this.map.named !== this.map.frame) this.map.settle();
      return;
    }
    this.map.settle();
    this.map.refine();
    this.settled();
  }

  /** The view has come to rest. */
  settled() {}

  /**
   * @param {Frame} frame
   * @param {boolean} [resized] Whether the map has another size, not another place.
   */
  moved(frame, resized) {
    if (!resized) this.view.box = camera.asked(camera.sides(frame), frame.rotation);
    this.map.view = this.shown();
    this.tell("moved", frame);
    this.restSoon();
  }

  /** Show the frame that the view asks for. */
  fit() {
    const { box } = this.view;
    this.map.fitTo(this.view);
    this.view.box = box;
  }

  /** @param {string} id */
  goToView(id) {
    Object.assign(this.view, { view: id, box: null });
    this.fit();
    this.set({}, "push");
  }

  /**
   * Zoom by a factor about the middle, or move by pixels.
   *
   * @param {number} factor
   */
  zoom(factor) {
    this.map.moveTo(camera.zoom(this.map.frame, factor));
  }

  /**
   * @param {number} dx
   * @param {number} dy
   */
  pan(dx, dy) {
    this.map.moveTo(camera.pan(this.map.frame, dx, dy));
  }

  /** @param {string | null} id */
  select(id) {
    if (id !== this.view.selection) this.set({ selection: id }, "push");
  }

  /**
   * @param {Hit | null} hit What was clicked.
   * @param {number} _x
   * @param {number} _y
   */
  click(hit, _x, _y) {
    this.select(hit ? hit.ids[0] : null);
  }

  changeTheme() {
    const themes = /** @type {Theme[]} */ (Object.keys(this.data.style));
    this.view.theme = themes[(themes.indexOf(this.shown().theme) + 1) % themes.length];
    this.tell("theme", this.view.theme);
    this.set({}, "push");
  }
}
