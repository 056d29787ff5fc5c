// Further handles on the timeline: a second date, the two ends of a range.

import { addMonths, iso, neighbour, readDate } from "../core/state.js";
import { byId, dayInWords, fill, make } from "./dom.js";
import * as keys from "./keys.js";

export class Handle {
  /**
   * page: whose timeline; className: how it looks; label: what it is; get: its day, or
   * null to hide it; set(day, how): called with a day, how as for page.set.
   */
  constructor(page, { className, label, get, set }) {
    Object.assign(this, { page, get, set });
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
    this.node.setAttribute("aria-valuenow", day);
    this.node.setAttribute("aria-valuetext", dayInWords(day));
  }

  /** The same keys as for the date, on this handle's day. */
  pressed(e) {
    const command = keys.command(e);
    const day = command && this.moved(this.get(), ...command);
    if (day === null || day === undefined) return;
    e.preventDefault();
    e.stopPropagation();
    this.set(this.page.clamp(day), "rest");
  }

  moved(day, name, by) {
    const { data, player } = this.page;
    if (name === "step") return day + by;
    if (name === "month") return addMonths(day, by);
    if (name === "year") return addMonths(day, 12 * by);
    if (name === "change") return neighbour(player.changeDays, day, by);
    return { first: data.first, last: data.horizon }[name];
  }

  drag() {
    const { node } = this;
    let held = false;
    const at = (e) =>
      this.page.timeline.dayAt(e.clientX - byId("handles").getBoundingClientRect().left);
    node.addEventListener("pointerdown", (e) => {
      if (e.button !== 0) return;
      held = true;
      node.setPointerCapture(e.pointerId);
      node.focus({ preventScroll: true });
      e.preventDefault();
    });
    node.addEventListener("pointermove", (e) => held && this.set(at(e)));
    for (const type of ["pointerup", "pointercancel"]) {
      node.addEventListener(type, () => {
        if (held) this.set(this.get(), "push");
        held = false;
      });
    }
  }
}

/** A text input for a day: it shows words, accepts any form of date and gives a day. */
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
        input.value = iso(get());
        input.select();
      },
      blur: () => typed(),
      keydown: (e) => {
        if (e.key === "Enter") typed();
        if (e.key === "Escape") {
          input.value = iso(get());
          input.blur();
        }
      },
    },
  });
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
    input.value = iso(get());
  }
  function show() {
    if (document.activeElement !== input && get() !== null) input.value = dayInWords(get());
  }
  page.listen("step", show);
  return input;
}
