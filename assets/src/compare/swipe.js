// The divider between two maps that overlap: dragged, or moved by keys.

import { dayInWords, fill, make } from "../shell/dom.js";
import * as keys from "../shell/keys.js";

/** @import { Words } from "../types/words.js" */

const STEP = 2;
const LEAP = 10;

export class Divider {
  /**
   * @param {HTMLElement} stage where it is
   * @param {Words["compare"]} words
   * @param {(percent: number) => void} moved called when it moves
   */
  constructor(stage, words, moved) {
    this.stage = stage;
    this.words = words;
    this.moved = moved;
    this.percent = 50;
    /** @type {readonly number[]} */
    this.days = [];
    this.node = make(
      "div",
      {
        className: "divider",
        tabIndex: 0,
        hidden: true,
        attr: {
          role: "slider",
          "aria-label": words.divider,
          "aria-valuemin": 0,
          "aria-valuemax": 100,
          "aria-orientation": "horizontal",
        },
        on: { keydown: (e) => this.pressed(e) },
      },
      make("span", { className: "divider-grip" }),
    );
    stage.append(this.node);
    this.drag();
  }

  /**
   * Show it between two days, or hide it (null).
   *
   * @param {readonly [number, number] | null} days
   */
  show(days) {
    this.node.hidden = days === null;
    if (days) this.days = days;
    if (days) this.to(this.percent);
  }

  /** @param {number} percent */
  to(percent) {
    this.percent = Math.min(100, Math.max(0, percent));
    this.node.style.left = `${this.percent}%`;
    const n = Math.round(this.percent);
    const [one, two] = this.days.map(dayInWords);
    this.node.setAttribute("aria-valuenow", String(n));
    this.node.setAttribute(
      "aria-valuetext",
      fill(this.words.divider_value, { n, one, two, m: 100 - n }),
    );
    this.moved(this.percent);
  }

  /** @param {KeyboardEvent} e */
  pressed(e) {
    const by = e.shiftKey ? LEAP : STEP;
    /** @type {Record<string, number>} */
    const places = {
      ArrowLeft: this.percent - by,
      ArrowDown: this.percent - by,
      ArrowRight: this.percent + by,
      ArrowUp: this.percent + by,
      PageDown: this.percent - LEAP,
      PageUp: this.percent + LEAP,
      Home: 0,
      End: 100,
    };
    const to = places[e.key];
    if (to === undefined || keys.foreign(e)) return;
    e.preventDefault();
    e.stopPropagation();
    this.to(to);
  }

  drag() {
    const { node, stage } = this;
    let held = false;
    node.addEventListener("pointerdown", (e) => {
      if (e.button !== 0) return;
      held = true;
      node.setPointerCapture(e.pointerId);
      node.focus({ preventScroll: true });
      e.preventDefault();
    });
    node.addEventListener("pointermove", (e) => {
      if (!held) return;
      const box = stage.getBoundingClientRect();
      this.to(((e.clientX - box.left) / box.width) * 100);
    });
    for (const type of ["pointerup", "pointercancel"]) {
      node.addEventListener(type, () => {
        held = false;
      });
    }
  }
}
