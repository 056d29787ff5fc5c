// Playing and stepping: the clock, the controls, and what the keys of time do.

import { Clock } from "../core/clock.js";
import { addMonths, neighbour } from "../core/state.js";

export class Player {
  /**
   * data: the compiled timeline; page: {day(), go(day, how), caption(day)};
   * find(name): gives a control, or null where there are none.
   */
  constructor(data, page, words, find) {
    Object.assign(this, { data, page, words, find });
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
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
    const { find } = this;
    if (!find("play")) return;
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
    find("step").addEventListener("change", (e) => (this.unit = e.target.value));
    const speed = find("speed");
    speed.value = String(this.clock.daysPerSecond);
    speed.addEventListener("change", () => (this.clock.daysPerSecond = Number(speed.value)));
  }

  get playing() {
    return this.clock.running;
  }

  toggle(direction) {
    if (this.playing && this.clock.direction === direction) this.pause();
    else this.play(direction);
  }

  play(direction = 1) {
    const was = this.playing;
    this.page.go(this.clock.start(this.page.day(), direction));
    this.show();
    if (was) return;
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
    for (const [id, direction, name] of [
      ["play", 1, "play"],
      ["play-reverse", -1, "reverse"],
    ]) {
      const on = this.playing && this.clock.direction === direction;
      const button = this.find(id);
      if (!button) continue;
      button.classList.toggle("icon-pause", on);
      const title = on ? this.words.pause : this.words[name];
      button.title = title;
      button.setAttribute("aria-label", title);
    }
  }

  /** One step of the chosen unit, or of another. */
  step(direction, unit = this.unit) {
    const day = this.page.day();
    if (unit === "change") return this.jump(this.changeDays, direction);
    if (unit === "event") return this.jump(this.eventDays, direction);
    const months = { month: 1, year: 12 }[unit];
    return this.go(months ? addMonths(day, direction * months) : day + direction);
  }

  jump(days, direction) {
    this.go(neighbour(days, this.page.day(), direction), "push");
  }

  /** Go to a day by hand: that stops the play. */
  go(day, how) {
    if (this.playing) this.pause();
    this.page.go(Math.min(this.data.horizon, Math.max(this.data.first, day)), how);
  }
}
