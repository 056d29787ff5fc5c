// Further handles on the timeline: a second date, the two ends of a range.

import { addMonths, iso, neighbour, readDate } from "../core/state.js";
import { byId, dayInWords, fill, make } from "./dom.js";
import * as keys from "./keys.js";

/** @import { Command, Day, How, Page } from "../types/page.js" */

/**
 * A further handle.
 *
 * @typedef {object} Handling
 * @property {string} className how it looks
 * @property {string} label what it is
 * @property {() => Day | null} get its day, or null to hide it
 * @property {(day: Day, how: How) => void} set called with a day, how as for page.set
 */

export class Handle {
  /**
   * @param {Page} page whose timeline
   * @param {Handling} handling
   */
  constructor(page, { className, label, get, set }) {
    this.page = page;
    this.get = get;
    this.set = set;
    const { first, horizon } = page.data;
    this.node = make("div", {
      className: `handle-more ${className}`,
      tabIndex: 0,
      attr: {
        role: "slider",
        "aria-label": label,
        "aria-valuemin": first,
        "aria-valuemax": horizon,
      },
      on: { keydown: (e) => this.pressed(e) },
    });
    byId("handles").append(this.node);
    this.drag();
    new ResizeObserver(() => this.show()).observe(byId("handles"));
    page.listen("step", () => this.show());
    this.show();
  }

  show() {
    const day = this.get();
    this.node.hidden = day === null;
    if (day === null) return;
    this.node.style.transform = `translateX(${this.page.timeline.x(day).toFixed(1)}px)`;
    this.node.setAttribute("aria-valuenow", String(day));
    this.node.setAttribute("aria-valuetext", dayInWords(day));
  }

  /** The same keys as for the date, on this handle's day. @param {KeyboardEvent} e */
  pressed(e) {
    const command = keys.command(e);
    const now = this.get();
    const day = command && now !== null ? this.moved(now, command) : undefined;
    if (day === undefined) return;
    e.preventDefault();
    e.stopPropagation();
    this.set(this.page.clamp(day), "rest");
  }

  /**
   * Where a command takes a day; undefined where it is none for days.
   *
   * @param {Day} day
   * @param {Command} command
   */
  moved(day, command) {
    const { data, player } = this.page;
    switch (command[0]) {
      case "step":
        return day + command[1];
      case "month":
        return addMonths(day, command[1]);
      case "year":
        return addMonths(day, 12 * command[1]);
      case "change":
        return neighbour(player.changeDays, day, command[1]);
      case "first":
        return data.first;
      case "last":
        return data.horizon;
      default:
        return undefined;
    }
  }

  drag() {
    const { node } = this;
    let held = false;
    /** @param {PointerEvent} e */
    const at = (e) =>
      this.page.timeline.dayAt(e.clientX - byId("handles").getBoundingClientRect().left);
    node.addEventListener("pointerdown", (e) => {
      if (e.button !== 0) return;
      held = true;
      node.setPointerCapture(e.pointerId);
      node.focus({ preventScroll: true });
      e.preventDefault();
    });
    node.addEventListener("pointermove", (e) => held && this.set(at(e), undefined));
    for (const type of ["pointerup", "pointercancel"]) {
      node.addEventListener(type, () => {
        const day = this.get();
        if (held && day !== null) this.set(day, "push");
        held = false;
      });
    }
  }
}

/**
 * A text input for a day: it shows words, accepts any form of date and gives a day.
 *
 * @param {Page} page
 * @param {{label: string, get: () => Day | null, set: (day: Day) => void}} handling
 */
export function dayInput(page, { label, get, set }) {
  const input = make("input", {
    type: "text",
    className: "day-input",
    autocomplete: "off",
    spellcheck: false,
    title: page.words.header.date_hint,
    attr: { "aria-label": label },
    on: {
      focus: () => {
        write();
        input.select();
      },
      blur: () => typed(),
      keydown: (e) => {
        if (e.key === "Enter") typed();
        if (e.key === "Escape") {
          write();
          input.blur();
        }
      },
    },
  });
  /** Write the day as it is typed. */
  function write() {
    const day = get();
    input.value = day === null ? "" : iso(day);
  }
  function typed() {
    const day = readDate(input.value);
    const { first, horizon } = page.data;
    if (day >= first && day <= horizon) {
      if (day !== get()) set(day);
      if (document.activeElement !== input) show();
      return;
    }
    const values = { value: input.value, first: dayInWords(first), horizon: dayInWords(horizon) };
    page.notice(fill(page.words.notice.bad_date, values));
    write();
  }
  function show() {
    const day = get();
    if (document.activeElement !== input && day !== null) input.value = dayInWords(day);
  }
  page.listen("step", show);
  show();
  return input;
}
