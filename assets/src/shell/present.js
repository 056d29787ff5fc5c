// Presenting to a class: large type, nothing around the map but what is told of it, what changes
// in a strip of its own below the map, and the map goes to where that is.

import * as camera from "../core/camera.js";
import { lastChange } from "../core/finding.js";
import * as flight from "../map/flight.js";
import { byId, make } from "./dom.js";

/** @import { Findings } from "../types/files.js" */
/** @import { Box, Day, MapId, Page } from "../types/page.js" */

// A class reads more slowly than whoever plays alone.
const DWELL_MS = 2800;
const WEIGHT = 2;
// How much of a view is shown about a place.
const SHARE = 0.7;

/**
 * The days on which changes that are told weigh enough to rest on them. Pure.
 *
 * @param {Page["data"]} data
 * @param {Findings} findings
 * @returns {Day[]}
 */
export function daysToRest(data, findings) {
  const changes = findings.changes.map(([n]) => data.changes[n]);
  return [...new Set(changes.filter((one) => one.weight >= WEIGHT).map((one) => one.day))];
}

/**
 * Where something happens on a day: of what is on the map, the weightiest event. Pure.
 *
 * @param {Page["data"]} data
 * @param {(id: MapId) => boolean} onMap
 * @param {Day} day
 * @returns {MapId | null}
 */
export function placeOf(data, onMap, day) {
  const events = data.events.filter((one) => one.day === day && onMap(one.id));
  return events.sort((a, b) => b.weight - a.weight)[0]?.id ?? null;
}

/**
 * A part of a box about a place in it, within the box. Pure.
 *
 * It is large enough that the finding of the whole stays that of the part.
 *
 * @param {Readonly<Box>} box
 * @param {{x: number, y: number}} place
 * @returns {Box}
 */
export function partAbout([x0, y0, x1, y1], { x, y }) {
  const [wide, high] = [SHARE * (x1 - x0), SHARE * (y1 - y0)];
  const left = Math.min(Math.max(x - wide / 2, x0), x1 - wide);
  const low = Math.min(Math.max(y - high / 2, y0), y1 - high);
  return [left, low, left + wide, low + high];
}

/**
 * Whether a box holds a place.
 *
 * @param {Readonly<Box>} box
 * @param {{x: number, y: number} | undefined} place
 */
function isIn([x0, y0, x1, y1], place) {
  return Boolean(place && place.x > x0 && place.x < x1 && place.y > y0 && place.y < y1);
}

export class Present {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.root = document.documentElement;
    this.words = page.words.present;
    this.text = make("p", { className: "strip-text" });
    const end = make(
      "button",
      { type: "button", className: "button", on: { click: () => this.end() } },
      this.words.end,
    );
    this.node = make("section", { id: "strip", className: "strip" }, this.text, end);
    this.node.setAttribute("aria-label", this.words.strip);
    this.opener = document.activeElement;
    this.story = byId("story");
    this.place = make("span", { hidden: true });
    /** How the player rested before. @type {{dwells: readonly Day[], dwellMs: number} | null} */
    this.before = null;
    /** On which it has rested last. @type {Day | null} */
    this.day = null;
    page.listen("step", () => this.tell());
    page.listen("rest", () => this.tell());
    page.listen("caption", (day) => this.follow(day));
    // On the way, too, a class must see which state is which.
    page.listen("moved", () => this.on && page.map.name());
    page.closer(() => {
      if (!this.on) return false;
      this.end();
      return true;
    });
    // The browser's own way out of the full screen is ours, too.
    document.addEventListener("fullscreenchange", () => {
      if (this.on && !document.fullscreenElement) this.end();
    });
  }

  get on() {
    return "presenting" in this.root.dataset;
  }

  toggle() {
    if (this.on) this.end();
    else this.begin();
  }

  begin() {
    const { clock } = this.page.player;
    this.root.dataset.presenting = "";
    this.before = { dwells: clock.dwells, dwellMs: clock.dwellMs };
    clock.dwellMs = DWELL_MS;
    byId("stage").after(this.node);
    this.story.before(this.place);
    this.node.prepend(this.story);
    this.tell();
    this.page.map.settle();
    if (this.root.requestFullscreen) {
      // Refused where the page is framed or nobody pressed anything: large type is there anyway.
      this.root.requestFullscreen().catch((refused) => {
        if (!(refused instanceof TypeError)) throw refused;
      });
    }
  }

  end() {
    const { clock } = this.page.player;
    delete this.root.dataset.presenting;
    Object.assign(clock, this.before);
    this.place.before(this.story);
    this.place.remove();
    this.node.remove();
    this.day = null;
    if (document.fullscreenElement) document.exitFullscreen();
    this.page.map.settle();
  }

  /** What is told of the view that was chosen, wherever in it the map has gone. */
  findings() {
    const { data, view } = this.page;
    return data.lens_findings[view.lens] ?? data.findings[view.view];
  }

  /** Say in the strip what changed last, of what concerns the view. */
  tell() {
    if (!this.on) return;
    const { data, view, player } = this.page;
    const findings = this.findings();
    player.clock.dwells = daysToRest(data, findings);
    const change = lastChange(findings, data.changes, view.day);
    const text = change ? `${change.when}: ${change.text}.` : "";
    if (this.text.textContent !== text) this.text.textContent = text;
  }

  /**
   * Go to where something changes; from there on, or back, at the next rest.
   *
   * @param {Day | null} day On which the player rests.
   */
  follow(day) {
    if (!this.on || day === null || day === this.day) return;
    this.day = day;
    const { page } = this;
    const { view } = page.view;
    const rotation = page.map.rotation({ view });
    const whole = camera.upright(page.map.box({ view, box: null }), rotation);
    const placeAt = (/** @type {MapId} */ id) => {
      const mark = page.marks.get(id);
      if (!mark) return undefined;
      const [x, y] = camera.ahead(rotation, mark.x, mark.y);
      return { x, y };
    };
    const id = placeOf(page.data, (one) => isIn(whole, placeAt(one)), day);
    const place = id && placeAt(id);
    const box = place ? camera.asked(partAbout(whole, place), rotation) : null;
    flight.showView(page, { view, box });
  }
}
