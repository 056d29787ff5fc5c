// Playing and stepping: the clock, the controls, and what the keys of time do.

import { Clock } from "../core/clock.js";
import { addMonths, neighbour } from "../core/state.js";

/** @import { Day, How, Timeline, Words } from "../types/page.js" */

/**
 * What a player needs of whoever shows the day.
 *
 * @typedef {object} Stage
 * @property {() => Day} day The day that is shown.
 * @property {(day: Day, how?: How) => void} go Shows another.
 * @property {(day: Day | null) => void} caption Told on which day the player dwells; null
 *   while it does not.
 */

export class Player {
  /**
   * @param {Timeline} data
   * @param {Stage} page
   * @param {Words["timeline"]} words
   * @param {(name: string) => HTMLElement | null} find Gives a control, or null where there
   *   are none.
   */
  constructor(data, page, words, find) {
    this.data = data;
    this.page = page;
    this.words = words;
    this.find = find;
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    /** @param {Timeline["events"]} events */
    const days = (events) => [...new Set(events.map((e) => e.day))].sort((a, b) => a - b);
    this.eventDays = days(data.events.filter((e) => e.weight > 1));
    this.changeDays = data.changes.map((c) => c.day);
    this.clock = new Clock({
      first: data.first,
      last: data.horizon,
      dwells: days(data.events.filter((e) => e.weight > 2)),
      jumps: calm ? this.eventDays : null,
    });
    this.unit = "day";
    this.controls();
  }

  controls() {
    if (!this.find("play")) return;
    // Where there is one control, there are all.
    const find = (/** @type {string} */ name) => /** @type {HTMLElement} */ (this.find(name));
    /** @type {(name: string, act: () => void) => void} */
    const press = (name, act) => find(name).addEventListener("click", act);
    press("play", () => this.toggle(1));
    press("play-reverse", () => this.toggle(-1));
    press("step-back", () => this.step(-1));
    press("step-forward", () => this.step(1));
    press("previous-change", () => this.jump(this.changeDays, -1));
    press("next-change", () => this.jump(this.changeDays, 1));
    press("previous-event", () => this.jump(this.eventDays, -1));
    press("next-event", () => this.jump(this.eventDays, 1));
    press("loop", () => {
      this.clock.loop = !this.clock.loop;
      find("loop").setAttribute("aria-pressed", String(this.clock.loop));
    });
    const unit = /** @type {HTMLSelectElement} */ (find("step"));
    unit.addEventListener("change", () => (this.unit = unit.value));
    const speed = /** @type {HTMLSelectElement} */ (find("speed"));
    speed.value = String(this.clock.daysPerSecond);
    speed.addEventListener("change", () => (this.clock.daysPerSecond = Number(speed.value)));
  }

  get playing() {
    return this.clock.running;
  }

  /** Play, or pause what plays in this direction. @param {1 | -1} direction */
  toggle(direction) {
    if (this.playing && this.clock.direction === direction) this.pause();
    else this.play(direction);
  }

  /** @param {1 | -1} direction */
  play(direction = 1) {
    const was = this.playing;
    this.page.go(this.clock.start(this.page.day(), direction));
    this.show();
    if (was) return;
    /** @param {number} now */
    const tick = (now) => {
      if (!this.playing) return;
      const { day, dwelling, ended } = this.clock.tick(now);
      if (day !== this.page.day()) this.page.go(day);
      this.page.caption(dwelling ? day : null);
      if (ended) this.pause();
      else requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  }

  pause() {
    this.clock.stop();
    this.page.caption(null);
    this.show();
    this.page.go(this.page.day(), "rest");
  }

  show() {
    for (const [id, direction, name] of /** @type {const} */ ([
      ["play", 1, "play"],
      ["play-reverse", -1, "reverse"],
    ])) {
      const on = this.playing && this.clock.direction === direction;
      const button = this.find(id);
      if (!button) continue;
      button.classList.toggle("icon-pause", on);
      const title = on ? this.words.pause : this.words[name];
      button.title = title;
      button.setAttribute("aria-label", title);
    }
  }

  /**
   * Step by the chosen unit, or by another.
   *
   * @param {number} direction How many steps; negative ones go back.
   * @param {string} unit
   */
  step(direction, unit = this.unit) {
    const day = this.page.day();
    if (unit === "change") return this.jump(this.changeDays, direction);
    if (unit === "event") return this.jump(this.eventDays, direction);
    const months = unit === "month" ? 1 : unit === "year" ? 12 : 0;
    return this.go(months ? addMonths(day, direction * months) : day + direction);
  }

  /**
   * Go to the next of some days (direction 1), or to the one before (-1).
   *
   * @param {readonly Day[]} days In order.
   * @param {number} direction
   */
  jump(days, direction) {
    this.go(neighbour(days, this.page.day(), direction), "push");
  }

  /**
   * Go to a day by hand: that stops the play.
   *
   * @param {Day} day
   * @param {How} [how]
   */
  go(day, how) {
    if (this.playing) this.pause();
    this.page.go(Math.min(this.data.horizon, Math.max(this.data.first, day)), how);
  }
}
