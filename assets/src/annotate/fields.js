// The form of the chosen annotation: its words, its pen, its days and what its kind has besides.

import { LONGEST, PENS, plain, RADIUS, rounded, states } from "../core/annotations.js";
import { iso, readDate } from "../core/state.js";
import { fill, make } from "../shell/dom.js";
import { far, placed } from "./measures.js";

/** @import { Annotation } from "../core/annotations.js" */
/** @import { Tools } from "./tools.js" */

export class Fields {
  /** @param {Tools} tools */
  constructor(tools) {
    this.tools = tools;
    this.page = tools.page;
    this.words = tools.words;
  }

  /** @param {Annotation} one */
  of(one) {
    const { words } = this;
    const input = make("input", {
      type: "text",
      value: one.text,
      maxLength: LONGEST,
      placeholder: words.words_hint,
      on: {
        input: () => {
          const text = plain(input.value);
          const now = this.tools.one();
          if (now && (text || now.kind !== "text")) this.tools.change({ ...now, text }, "words");
        },
        keydown: (e) => {
          if (e.key === "Enter") this.tools.over.querySelector("button")?.focus();
        },
      },
    });
    const places = one.places.map((spot) => placed(this.words, spot));
    if (one.kind === "circle") places.push(far(this.words, one.km));
    return [
      make("h3", {}, words[one.kind]),
      field(words.words, input),
      ...(one.kind === "circle" ? [this.radius(one)] : []),
      ...(one.kind === "state" ? [this.which(one)] : []),
      this.pens(one),
      this.days(one),
      ...(places.length ? [make("p", { className: "soft" }, places.join(" → "))] : []),
      make(
        "button",
        {
          type: "button",
          className: "button",
          on: { click: () => this.tools.chosen !== null && this.tools.drop(this.tools.chosen) },
        },
        words.delete,
      ),
    ];
  }

  /** @param {Annotation} one */
  radius(one) {
    const input = make("input", {
      type: "number",
      className: "men",
      min: RADIUS[0],
      max: RADIUS[1],
      step: "any",
      value: one.km,
      on: {
        change: () => {
          const km = rounded(Number(input.value), 1);
          const now = this.tools.one();
          const good = km >= RADIUS[0] && km <= RADIUS[1];
          input.setAttribute("aria-invalid", String(!good));
          if (good && now) this.tools.change({ ...now, km });
          if (!good) this.tools.say(fill(this.words.bad_km, { least: RADIUS[0], most: RADIUS[1] }));
        },
      },
    });
    return field(this.words.km_label, input);
  }

  /** @param {Annotation} one */
  which(one) {
    const known = new Set(states(this.page.data));
    const named = this.page.data.countries
      .filter(({ id }) => known.has(id))
      .sort((a, b) => a.name.localeCompare(b.name, this.page.view.lang));
    const select = make(
      "select",
      {
        on: {
          change: () => {
            const now = this.tools.one();
            if (now) this.tools.change({ ...now, state: select.value });
          },
        },
      },
      named.map(({ id, name }) => make("option", { value: id, selected: id === one.state }, name)),
    );
    return field(this.words.which, select);
  }

  /** @param {Annotation} one */
  pens(one) {
    const { words } = this;
    /** @type {{[name: string]: string}} */
    const names = words;
    return make(
      "fieldset",
      { className: "annotate-pens" },
      make("legend", {}, words.pen),
      PENS.map((pen) => {
        const swatch = make("span", { className: "annotate-swatch" });
        swatch.style.background = this.tools.colour(pen);
        const radio = make("input", {
          type: "radio",
          name: "annotate-pen",
          value: pen,
          checked: pen === one.pen,
          on: {
            change: () => {
              const now = this.tools.one();
              // The next one is written with the same pen.
              this.tools.placing.pen = pen;
              if (now) this.tools.change({ ...now, pen });
            },
          },
        });
        return make("label", { className: "radio" }, radio, swatch, names[`pen_${pen}`]);
      }),
    );
  }

  /** @param {Annotation} one */
  days(one) {
    const { page, words } = this;
    const { first, horizon } = page.data;
    const [from, to] = one.days ?? [page.view.day, page.view.day];
    const box = make("input", { type: "checkbox", checked: one.days !== null });
    const ends = [from, to].map((day) =>
      make("input", { type: "text", className: "day-input", value: iso(day) }),
    );
    const row = make(
      "div",
      { className: "annotate-days", hidden: one.days === null },
      field(words.from, ends[0]),
      field(words.to, ends[1]),
    );
    const take = () => {
      row.hidden = !box.checked;
      const now = this.tools.one();
      const [start, end] = ends.map(({ value }) => readDate(value.trim()));
      const good = start >= first && end <= horizon && start <= end;
      for (const input of ends) input.setAttribute("aria-invalid", String(!good));
      if (!good) this.tools.say(fill(words.bad_days, { first: iso(first), last: iso(horizon) }));
      else if (now) this.tools.change({ ...now, days: box.checked ? [start, end] : null });
    };
    for (const input of [box, ...ends]) input.addEventListener("change", take);
    return make("div", {}, make("label", { className: "radio" }, box, words.days), row);
  }
}

/**
 * @param {string} label
 * @param {HTMLInputElement | HTMLSelectElement} input
 */
const field = (label, input) =>
  make("label", { className: "field" }, make("span", {}, label), input);
