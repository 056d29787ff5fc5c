// The clock of the player: turns elapsed time into days. Pure: it is told the time.

import { neighbour } from "./state.js";

/** @import {Day} from "../types/page.js" */

/**
 * What a clock shows.
 *
 * @typedef {object} Tick
 * @property {Day} day
 * @property {boolean} dwelling whether it rests on the day
 * @property {boolean} ended
 */

// A page in the background gets no frames; it must not leap when it comes back.
const LONGEST_GAP_MS = 250;

/**
 * A clock over [first, last] in days.
 *
 * `dwells` are days (ascending) at which it rests `dwellMs`; with `jumps` (days,
 * ascending) it goes from one to the next instead of running, for those who ask
 * for reduced motion.
 */
export class Clock {
  /**
   * @param {object} options
   * @param {Day} options.first
   * @param {Day} options.last
   * @param {readonly Day[]} [options.dwells]
   * @param {number} [options.dwellMs]
   * @param {readonly Day[] | null} [options.jumps]
   * @param {number} [options.jumpMs]
   */
  constructor({ first, last, dwells = [], dwellMs = 1400, jumps = null, jumpMs = 1500 }) {
    this.first = first;
    this.last = last;
    this.dwells = dwells;
    this.dwellMs = dwellMs;
    this.jumps = jumps;
    this.jumpMs = jumpMs;
    /** @type {1 | -1} */
    this.direction = 1;
    this.daysPerSecond = 182.6;
    this.loop = false;
    this.running = false;
    this.at = first;
    this.rest = 0;
    /** When it was last told the time. @type {number | null} */
    this.before = null;
  }

  /**
   * Start from a day; at the end (or the beginning, backwards) it starts over.
   *
   * @param {Day} day
   * @param {1 | -1} direction
   */
  start(day, direction = 1) {
    this.direction = direction;
    const end = direction > 0 ? this.last : this.first;
    this.at = day === end ? (direction > 0 ? this.first : this.last) : day;
    this.running = true;
    this.rest = this.jumps ? this.jumpMs : 0;
    this.before = null;
    return Math.round(this.at);
  }

  stop() {
    this.running = false;
  }

  /** Take the time in ms. @param {number} now @returns {Tick} */
  tick(now) {
    const gap = this.before === null ? 0 : Math.min(now - this.before, LONGEST_GAP_MS);
    this.before = now;
    if (!this.running) return this.told(false);
    const left = gap - this.rest;
    if (left < 0) {
      this.rest -= gap;
      return this.told(true);
    }
    this.rest = 0;
    if (this.jumps) this.jump(this.jumps);
    else this.run(Math.max(left, 0));
    return this.told(this.rest > 0);
  }

  /** @param {number} ms */
  run(ms) {
    const from = this.at;
    let to = from + (this.direction * ms * this.daysPerSecond) / 1000;
    const stop = this.dwellBetween(from, to);
    if (stop !== null) {
      to = stop;
      this.rest = this.dwellMs;
    }
    this.at = to;
    this.turn();
  }

  /** @param {readonly Day[]} days */
  jump(days) {
    const next = neighbour(days, Math.round(this.at), this.direction);
    this.at = next === Math.round(this.at) ? this.at + this.direction * 1e9 : next;
    this.rest = this.jumpMs;
    this.turn();
  }

  /** The first day of rest strictly after `from` and not beyond `to`, or null. @param {Day} from @param {Day} to */
  dwellBetween(from, to) {
    if (!this.dwells.length || this.dwellMs <= 0) return null;
    const inside = this.dwells.filter((d) =>
      to > from ? d > from && d <= to : d < from && d >= to,
    );
    return inside.length ? (to > from ? inside[0] : inside[inside.length - 1]) : null;
  }

  /** At an end: start over when looping, else stop there. */
  turn() {
    if (this.at > this.last || this.at < this.first) {
      const over = this.at > this.last;
      if (this.loop) this.at = over ? this.first : this.last;
      else {
        this.at = over ? this.last : this.first;
        this.running = false;
      }
    } else if (!this.loop && this.at === (this.direction > 0 ? this.last : this.first)) {
      this.running = false;
    }
  }

  /** @param {boolean} dwelling @returns {Tick} */
  told(dwelling) {
    const day = this.direction > 0 ? Math.floor(this.at) : Math.ceil(this.at);
    return { day, dwelling, ended: !this.running };
  }
}
