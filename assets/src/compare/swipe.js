// The divider between two maps that overlap: dragged, or moved by keys.

import { dayInWords, fill, make } from "../shell/dom.js";
import * as keys from "../shell/keys.js";

const STEP = 2;
const LEAP = 10;

export class Divider {
  /** stage: where it is; label; moved(percent): called when it moves. */
  constructor(stage, words, moved) {
    Object.assign(this, { stage, words, moved });
    this.percent = 50;
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

  /** Show it between two days, or hide it (null). */
  show(days) {
    this.node.hidden = days === null;
    if (days) this.days = days;
    if (days) this.to(this.percent);
  }

  to(percent) {
    this.percent = Math.min(100, Math.max(0, percent));
    this.node.style.left = `${this.percent}%`;
    const n = Math.round(this.percent);
    const [one, two] = this.days.map(dayInWords);
    this.node.setAttribute("aria-valuenow", n);
    this.node.setAttribute(
      "aria-valuetext",
      fill(this.words.divider_value, { n, one, two, m: 100 - n }),
    );
    this.moved(this.percent);
  }

  pressed(e) {
    const by = e.shiftKey ? LEAP : STEP;
    const to = {
      ArrowLeft: this.percent - by,
      ArrowDown: this.percent - by,
      ArrowRight: this.percent + by,
      ArrowUp: this.percent + by,
      PageDown: this.percent - LEAP,
      PageUp: this.percent + LEAP,
      Home: 0,
      End: 100,
    }[e.key];
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
      node.addEventListener(type, () => (held = false));
    }
  }
}
