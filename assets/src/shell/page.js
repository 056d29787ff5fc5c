// The atlas's page: one map with its date, its address, and what features add to it.
//
// A part of the page (a feature) is a function of the page. It listens with page.listen as
// time_map/controller.js says, and to "second", when the frame of the second map has changed.

import * as linking from "../core/link.js";
import { Controller } from "../time_map/controller.js";
import { notice } from "./dialogs.js";
import { byId, fill } from "./dom.js";
import { embedded } from "./embed.js";
import { opened } from "./later.js";

/** @import { MapFigure } from "../types/files.js" */
/** @import { Command, Commands, Guest, Hit, MapId, MapOnPage, Page as Parts, Services, Timeline, View } from "../types/page.js" */

export class Page extends Controller {
  /**
   * @param {Timeline} data
   * @param {MapFigure} coarse The figure that the map starts with.
   * @param {Parts["load"]} load Gives another file.
   * @param {Parts["painter"]} painter Draws pictures where there is no server.
   */
  constructor(data, coarse, load, painter) {
    super(data, coarse);
    this.load = load;
    this.painter = painter;
    // What features add to the page: see `command`, `closer`, `taker` and `provide`.
    /** @type {Map<keyof Commands, (argument: any) => unknown>} */
    this.commands = new Map();
    /** @type {(() => boolean | undefined)[]} */
    this.closers = [];
    /** @type {((x: number, y: number, map: MapOnPage) => boolean)[]} */
    this.takers = [];
    // What features provide to others, once they have it.
    this.details = /** @type {Services["details"]} */ (null);
    this.cards = /** @type {Services["cards"]} */ (null);
    this.timeline = /** @type {Services["timeline"]} */ (/** @type {unknown} */ (null));
    this.charts = /** @type {Services["charts"]} */ (null);
    this.tables = /** @type {Services["tables"]} */ (null);
    this.comparison = /** @type {Services["comparison"]} */ (null);
    this.userLayers = /** @type {Services["userLayers"]} */ (/** @type {unknown} */ (null));
    // What is in the card though it is no part of the atlas; see `invite`.
    this.guest = /** @type {Guest | null} */ (null);
  }

  /**
   * Add what a key or a button does.
   *
   * @template {keyof Commands} Name
   * @param {Name} name
   * @param {(argument: Commands[Name]) => unknown} act
   */
  command(name, act) {
    this.commands.set(name, act);
  }

  /**
   * Do what a command is for; nothing, if nobody has added it.
   *
   * @param {Command} command Its name, and what it is given.
   */
  act(...[name, argument]) {
    this.commands.get(name)?.(argument);
  }

  /**
   * Add what Escape may close.
   *
   * @param {() => boolean | undefined} close Tells whether it closed anything.
   * @param {{first?: boolean}} [order] Whether it is asked first of all.
   */
  closer(close, { first = false } = {}) {
    if (first) this.closers.unshift(close);
    else this.closers.push(close);
  }

  /**
   * Add what may handle a click on a map.
   *
   * @param {(x: number, y: number, map: MapOnPage) => boolean} take Is given pixels of the map;
   *   tells whether it did.
   */
  taker(take) {
    this.takers.push(take);
  }

  /**
   * Give other features something under the name of one of the page's fields.
   *
   * @template {keyof Services} Name
   * @param {Name} name
   * @param {NonNullable<Services[Name]>} value
   */
  provide(name, value) {
    if (this[name] !== null) throw new Error(`${name} is no free field of the page`);
    Object.assign(this, { [name]: value });
  }

  /**
   * Draw the map in an element of the page, and let features join.
   *
   * @param {HTMLElement} element
   * @param {((page: Parts) => void)[]} features
   */
  async start(element, features) {
    const { view, problems } = this.read();
    await this.open(view, {
      element,
      find: byId,
      loadFine: () => this.load("map-fine"),
    });
    for (const feature of features) feature(this);
    this.listen("missed", () => this.notice(this.words.notice.offline));
    window.addEventListener("popstate", () => this.back());
    this.begin();
    for (const problem of problems) {
      this.notice(fill(this.words.notice.bad_parameter, { ...problem }));
    }
  }

  /** The view that the address names. */
  read() {
    return linking.parse(window.location.search, this.data, (id) => this.ids.has(id));
  }

  /** @override */
  stepped() {
    this.record();
  }

  /** Add a step to the history, unless the history belongs to another page. */
  record() {
    if (embedded) return;
    history.pushState(null, "", linking.format(this.view, this.data));
  }

  /** @override */
  settled() {
    history.replaceState(null, "", linking.format(this.view, this.data));
  }

  /** Show what the address says, after a step of the browser's. */
  back() {
    this.take(this.read().view, "rest");
  }

  /**
   * Show what a link of the atlas asks for, as a step of the reader's.
   *
   * @param {string} query Its fields, with the question mark.
   */
  follow(query) {
    const { lang, theme } = this.view;
    const { view } = linking.parse(query, this.data, (id) => this.ids.has(id));
    this.take({ ...view, lang, theme }, "push");
  }

  /**
   * @param {View} view
   * @param {"push" | "rest"} how
   */
  take(view, how) {
    this.guest = null;
    const before = this.shown();
    const moved = view.view !== before.view || String(view.box) !== String(before.box);
    this.view = view;
    this.tell("theme", this.shown().theme);
    if (moved) this.fit();
    this.set({}, how);
  }

  /** @override @param {MapId | null} id */
  select(id) {
    const guest = this.guest;
    this.guest = null;
    if (id !== this.view.selection) this.set({ selection: id }, "push");
    else if (guest) this.set({}, "rest");
  }

  /** Show something in the card that is no part of the atlas. @param {Guest} guest */
  invite(guest) {
    if (this.view.selection !== null) this.set({ selection: null }, "push");
    this.guest = guest;
    this.set({}, "rest");
  }

  /** Let go what was invited. */
  dismiss() {
    this.guest = null;
  }

  /**
   * Select what was clicked; features that draw on a map are asked too.
   *
   * @override
   * @param {Hit | null} hit
   * @param {number} x
   * @param {number} y
   * @param {MapOnPage} map The one that was clicked.
   */
  click(hit, x, y, map = this.map) {
    if (!hit?.symbol && this.takers.some((take) => take(x, y, map))) return;
    if (hit && hit.ids.length > 1) this.unfold(hit);
    else super.click(hit, x, y);
    // The card that opens may cover what was clicked; on a phone it usually does.
    if (!hit || map !== this.map) return;
    const [id] = hit.ids;
    import("../map/flight.js").then(({ uncover }) => uncover(this, id), console.error);
  }

  /**
   * List what a stack stands for.
   *
   * @param {Hit} hit
   */
  unfold(hit) {
    opened(
      this,
      () => import("./stack.js"),
      ({ stackOf }) => this.invite(stackOf(this, hit)),
    );
  }

  /** @param {string} text */
  notice(text) {
    notice(text, this.words.notice);
  }

  /** The address of the view as it is. */
  url() {
    return new URL(linking.format(this.view, this.data), window.location.href).href;
  }

  /** Put a text on the clipboard, and say so. @param {string} text */
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
