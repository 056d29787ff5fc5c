// The panel in which annotations are made and changed, and their handles over the map. All of it
// works by keys: a tool that Enter chooses places its annotation in the middle of the map.

import {
  KINDS,
  kept,
  LONGEST,
  MOST,
  PENS,
  plain,
  possible,
  RADIUS,
  rounded,
  states,
  writeAnnotations,
} from "../core/annotations.js";
import { inside, toKm, toPx } from "../core/camera.js";
import { direct, inverse } from "../core/geodesic.js";
import { iso, readDate } from "../core/state.js";
import { narrow, showLayers } from "../shell/chrome.js";
import { byId, count, dayInWords, fill, make } from "../shell/dom.js";

/** @import { Annotation, AnnotationKind, Point } from "../core/annotations.js" */
/** @import { Spot } from "../core/geodesic.js" */
/** @import { Page, Span } from "../types/page.js" */
/** @import { Layer } from "./layer.js" */

const STEP_PX = 10;
const CLICK_WITHIN_PX = 5;
// Where an annotation that is placed by a key has its root, from the middle of the map.
const ROOT_PX = [-120, 60];
/** @type {Record<string, Point>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
// Most steps that can be taken back.
const MOST_KEPT = 100;

/** A place of an annotation that can be moved. @typedef {"place" | "start" | "end" | "edge"} Grip */

export class Tools {
  /**
   * @param {Page} page
   * @param {Layer} layer
   */
  constructor(page, layer) {
    this.page = page;
    this.layer = layer;
    this.words = page.words.annotations;
    /** Which one is changed. @type {number | null} */
    this.chosen = null;
    /** What the next click on the map places. @type {{kind: AnnotationKind, start: Spot | null} | null} */
    this.placing = null;
    /** Texts of the view before each change, and what changed. @type {{text: string | null, what: string}[]} */
    this.before = [];
    this.panel = byId("annotate");
    this.status = make("p", { className: "annotate-status", attr: { role: "status" } });
    this.bar = make("div", {
      className: "annotate-tools",
      attr: { role: "toolbar", "aria-label": this.words.tools },
    });
    this.form = make("div", { className: "annotate-form" });
    this.list = make("ol", { className: "annotate-list" });
    this.over = make("div", { className: "annotate-over", hidden: true });
    this.fill();
    this.watch();
  }

  fill() {
    const { words } = this;
    this.buttons = new Map(KINDS.map((kind) => [kind, this.tool(kind)]));
    const undo = make(
      "button",
      { type: "button", className: "button", tabIndex: -1, on: { click: () => this.undo() } },
      words.undo,
    );
    this.bar.append(...this.buttons.values(), undo);
    this.bar.addEventListener("keydown", (e) => this.along(e));
    const rest = make(
      "div",
      { className: "annotate-rest" },
      this.form,
      make("h3", {}, words.list),
      this.list,
      make(
        "div",
        { className: "group" },
        make(
          "button",
          { type: "button", className: "button", on: { click: () => this.toggle(false) } },
          words.done,
        ),
      ),
      make("p", { className: "soft" }, words.about),
    );
    byId("annotate-body").replaceChildren(this.bar, this.status, rest);
    byId("close-annotate").addEventListener("click", () => this.toggle(false));
    byId("stage").append(this.over);
  }

  /** @param {AnnotationKind} kind */
  tool(kind) {
    return make(
      "button",
      {
        type: "button",
        className: "button",
        tabIndex: kind === KINDS[0] ? 0 : -1,
        attr: { "aria-pressed": "false" },
        // A key presses without a pointer: then there is nothing to click with.
        on: { click: (e) => (e.detail ? this.begin(kind) : this.put(this.middle(kind))) },
      },
      this.words[kind],
    );
  }

  /** Arrows lead along the tools. @param {KeyboardEvent} e */
  along(e) {
    const by = e.key === "ArrowRight" ? 1 : e.key === "ArrowLeft" ? -1 : 0;
    if (!by) return;
    e.preventDefault();
    e.stopPropagation();
    const all = [...this.bar.querySelectorAll("button")];
    const at = all.findIndex((one) => one.matches(":focus"));
    const next = all[(at + by + all.length) % all.length];
    for (const one of all) one.tabIndex = one === next ? 0 : -1;
    next.focus();
  }

  watch() {
    const { page, over } = this;
    page.closer(() => this.close(), { first: true });
    for (const event of /** @type {const} */ (["moved", "step"])) {
      page.listen(event, () => this.panel.hidden || this.grips());
    }
    page.listen("rest", () => this.panel.hidden || this.show());
    document.addEventListener("keydown", (e) => {
      const typing = e.target instanceof HTMLInputElement && e.target.type === "text";
      if (this.panel.hidden || typing || !(e.ctrlKey || e.metaKey) || e.code !== "KeyZ") return;
      e.preventDefault();
      this.undo();
    });
    over.addEventListener("pointerdown", (e) => this.pressed(e));
    over.addEventListener("pointermove", (e) => this.hovered(e));
    over.addEventListener("pointerup", (e) => this.lifted(e));
    over.addEventListener("wheel", (e) => {
      // The map below zooms as ever.
      e.preventDefault();
      page.map.element.dispatchEvent(new WheelEvent("wheel", e));
    });
  }

  /** Open in place of the layers, or close and show them again. */
  toggle(open = this.panel.hidden) {
    if (open && !byId("filters").hidden) byId("close-filters").click();
    this.panel.hidden = !open;
    showLayers(!open && !narrow());
    byId("open-annotate").setAttribute("aria-expanded", String(open));
    this.end();
    this.choose(null);
    this.over.hidden = !open;
    if (open) this.bar.querySelector("button")?.focus();
    else if (this.panel.contains(document.activeElement)) byId("map").focus();
  }

  /** What Escape ends, one after the other. */
  close() {
    if (this.panel.hidden) return false;
    if (this.placing) this.end();
    else if (this.chosen !== null) {
      const at = this.chosen;
      this.choose(null);
      this.rows()[at]?.focus();
    } else this.toggle(false);
    return true;
  }

  /** @param {string} text */
  say(text) {
    this.status.textContent = text;
  }

  // ------------------------------------------------------------- the view

  /**
   * Have the view say other annotations.
   *
   * @param {readonly Annotation[]} all
   * @param {string} what Changes of the same thing in a row are taken back as one.
   */
  keep(all, what = "") {
    const { page, before } = this;
    if (!what || before[before.length - 1]?.what !== what) {
      before.push({ text: page.view.annotations, what });
      if (before.length > MOST_KEPT) before.shift();
    }
    this.layer.preview(null);
    page.set({ annotations: writeAnnotations(all) }, what ? "rest" : "push");
  }

  /** @param {Annotation} annotation @param {string} [what] */
  change(annotation, what) {
    this.keep(
      this.layer.all().map((one, k) => (k === this.chosen ? annotation : one)),
      what,
    );
  }

  undo() {
    const last = this.before.pop();
    if (!last) {
      this.say(this.words.nothing_to_undo);
      return;
    }
    this.end();
    this.page.set({ annotations: last.text }, "push");
    if (this.chosen !== null && this.chosen >= this.layer.all().length) this.chosen = null;
    this.show(true);
    this.say(this.words.undone);
  }

  /** Add an annotation and choose it. @param {Annotation | null} annotation */
  put(annotation) {
    if (!annotation) return;
    const all = this.layer.all();
    if (all.length >= MOST) {
      this.say(fill(this.words.full, { n: MOST }));
      return;
    }
    this.keep([...all, annotation]);
    this.choose(all.length);
    this.say(fill(this.words.added, { what: this.layer.title(annotation) }));
    const field = this.form.querySelector("input");
    if (annotation.kind === "text" && field) {
      field.focus();
      field.select();
    } else if (annotation.kind === "state") this.form.querySelector("select")?.focus();
    else this.over.querySelector("button")?.focus();
  }

  /** @param {number} k */
  drop(k) {
    const all = this.layer.all();
    const [gone] = all.splice(k, 1);
    if (!gone) return;
    this.chosen = null;
    this.keep(all);
    this.show(true);
    this.say(fill(this.words.deleted, { what: this.layer.title(gone) }));
    const rows = this.rows();
    (rows[Math.min(k, rows.length - 1)] ?? this.bar.querySelector("button"))?.focus();
  }

  // ------------------------------------------------------------- places

  /** @param {Point} px @returns {[number, number]} */
  spot([x, y]) {
    return kept(this.layer.degrees(...toKm(this.page.map.frame, x, y)));
  }

  /** @param {Spot} spot @returns {Point} */
  px([lon, lat]) {
    return toPx(this.page.map.frame, ...this.layer.project(lon, lat));
  }

  /**
   * The state at a place of the map; empty for none.
   *
   * @param {Point} px
   */
  stateAt([px, py]) {
    const { map, data } = this.page;
    const [x, y] = toKm(map.frame, px, py);
    const holds = (/** @type {string} */ code) =>
      (map.outlines.get(code) ?? []).filter(({ xs, ys }) =>
        inside([...xs, xs[0]], [...ys, ys[0]], x, y),
      ).length % 2;
    return states(data).find(holds) ?? "";
  }

  /**
   * An annotation between two pixels of the map; null where there can be none.
   *
   * @param {AnnotationKind} kind
   * @param {Spot} from
   * @param {Point} px
   * @returns {Annotation | null}
   */
  between(kind, from, px) {
    const start = kept(from);
    const end = this.spot(px);
    const plainly = { kind, km: 0, state: "", text: "", pen: this.pen ?? PENS[0], days: null };
    if (kind === "text") return { ...plainly, places: [end], text: this.words.text };
    if (kind === "state") {
      const state = this.stateAt(px);
      if (!state) this.say(this.words.no_state);
      return state ? { ...plainly, places: [], state } : null;
    }
    if (kind === "circle") return { ...plainly, places: [start], km: radius(start, end) };
    /** @type {[number, number][]} */
    const places = [start, end];
    if (possible(kind, places)) return { ...plainly, places };
    if (kind === "distance" && possible("arrow", places)) this.say(this.words.too_far);
    return null;
  }

  /** An annotation in the middle of the map. @param {AnnotationKind} kind */
  middle(kind) {
    const { width, height } = this.page.map.frame;
    /** @type {Point} */
    const at = [width / 2, height / 2];
    const root = this.spot([at[0] + ROOT_PX[0], at[1] + ROOT_PX[1]]);
    if (kind === "circle") return this.between(kind, this.spot(at), [at[0] + height / 8, at[1]]);
    if (kind !== "state") return this.between(kind, root, at);
    const state = this.stateAt(at) || this.page.data.countries.find(({ label }) => label)?.id;
    const one = { kind, places: [], km: 0, text: "", pen: this.pen ?? PENS[0], days: null };
    return state ? { ...one, state } : null;
  }

  // ------------------------------------------------------------- by pointer

  /** The next click on the map places one. @param {AnnotationKind} kind */
  begin(kind) {
    const again = this.placing?.kind === kind;
    this.end();
    if (again) return;
    if (this.layer.all().length >= MOST) {
      this.say(fill(this.words.full, { n: MOST }));
      return;
    }
    this.choose(null);
    this.placing = { kind, start: null };
    this.say(this.words[`place_${kind}`]);
    this.mark();
  }

  end() {
    this.placing = null;
    this.down = null;
    this.layer.preview(null);
    this.say("");
    this.mark();
  }

  /** Show which tool is in hand. */
  mark() {
    const kind = this.placing?.kind;
    for (const [id, button] of this.buttons ?? []) {
      button.setAttribute("aria-pressed", String(id === kind));
    }
    this.panel.toggleAttribute("data-placing", Boolean(kind));
    this.over.toggleAttribute("data-placing", Boolean(kind));
  }

  /** @param {MouseEvent} e @returns {Point} */
  at(e) {
    const box = this.page.map.element.getBoundingClientRect();
    return [e.clientX - box.left, e.clientY - box.top];
  }

  /** @param {PointerEvent} e */
  pressed(e) {
    if (!this.placing || e.button !== 0) return;
    e.preventDefault();
    this.over.setPointerCapture(e.pointerId);
    /** @type {Point | null} */
    this.down = this.at(e);
    this.placing.start ??= this.spot(this.down);
  }

  /** @param {PointerEvent} e */
  hovered(e) {
    const { placing } = this;
    if (!placing?.start || placing.kind === "text" || placing.kind === "state") return;
    const one = this.between(placing.kind, placing.start, this.at(e));
    if (one) this.layer.preview([...this.layer.all(), one]);
  }

  /** @param {PointerEvent} e */
  lifted(e) {
    const { placing, down } = this;
    this.down = null;
    if (!placing?.start || !down) return;
    const px = this.at(e);
    const one = placing.kind === "text" || placing.kind === "state";
    const start = this.px(placing.start);
    // A click where it begins is the first of two.
    if (!one && Math.hypot(px[0] - start[0], px[1] - start[1]) <= CLICK_WITHIN_PX) return;
    const made = this.between(placing.kind, placing.start, px);
    if (!made) {
      placing.start = null;
      return;
    }
    this.end();
    this.put(made);
  }

  // ------------------------------------------------------------- handles

  /** @returns {{grip: Grip, spot: Spot}[]} */
  gripsOf({ kind, places, km } = this.layer.all()[this.chosen ?? -1]) {
    if (kind === "text") return [{ grip: "place", spot: places[0] }];
    if (kind === "state") return [];
    if (kind !== "circle") {
      return [
        { grip: "start", spot: places[0] },
        { grip: "end", spot: places[1] },
      ];
    }
    return [
      { grip: "place", spot: places[0] },
      { grip: "edge", spot: direct(places[0], 90, km * 1000) },
    ];
  }

  /** Put the handles of the chosen annotation where they belong. */
  grips() {
    const { over, page } = this;
    const box = page.map.element.getBoundingClientRect();
    const stage = byId("stage").getBoundingClientRect();
    const [left, top] = [box.left - stage.left, box.top - stage.top];
    const size = { width: `${box.width}px`, height: `${box.height}px` };
    Object.assign(over.style, { left: `${left}px`, top: `${top}px`, ...size });
    const all = this.layer.all();
    if (this.chosen !== null && !all[this.chosen]) this.chosen = null;
    const wanted = this.chosen === null ? [] : this.gripsOf(all[this.chosen]);
    const nodes = over.querySelectorAll("button");
    const same =
      [...nodes].map(({ dataset }) => dataset.grip).join() ===
      wanted.map(({ grip }) => grip).join();
    if (!same) over.replaceChildren(...wanted.map(({ grip }) => this.handle(grip)));
    const what = this.chosen === null ? "" : this.layer.title(all[this.chosen]);
    over.querySelectorAll("button").forEach((node, k) => {
      const [x, y] = this.px(wanted[k].spot);
      Object.assign(node.style, { left: `${x}px`, top: `${y}px` });
      node.setAttribute("aria-label", fill(this.words[`handle_${wanted[k].grip}`], { what }));
    });
  }

  /** @param {Grip} grip */
  handle(grip) {
    const node = make("button", {
      type: "button",
      className: "annotate-handle",
      data: { grip },
      on: { keydown: (e) => this.key(grip, e) },
    });
    node.addEventListener("pointerdown", (e) => {
      if (this.placing || e.button !== 0) return;
      e.preventDefault();
      e.stopPropagation();
      node.focus();
      node.setPointerCapture(e.pointerId);
      /** @type {Annotation | null} */
      let moved = null;
      const drag = (/** @type {PointerEvent} */ move) => {
        moved = this.moved(grip, this.at(move)) ?? moved;
        const one = moved;
        if (!one) return;
        this.layer.preview(this.layer.all().map((was, k) => (k === this.chosen ? one : was)));
        const [x, y] = this.at(move);
        Object.assign(node.style, { left: `${x}px`, top: `${y}px` });
      };
      const end = () => {
        node.removeEventListener("pointermove", drag);
        if (moved) this.change(moved);
        else this.layer.preview(null);
      };
      node.addEventListener("pointermove", drag);
      node.addEventListener("lostpointercapture", end, { once: true });
    });
    return node;
  }

  /**
   * The chosen annotation with one of its places at a pixel; null where it cannot be.
   *
   * @param {Grip} grip
   * @param {Point} px
   * @returns {Annotation | null}
   */
  moved(grip, px) {
    const one = this.layer.all()[this.chosen ?? -1];
    if (!one) return null;
    const spot = this.spot(px);
    if (grip === "edge") return { ...one, km: radius(one.places[0], spot) };
    const places = one.places.map((was, k) => (k === (grip === "end" ? 1 : 0) ? spot : was));
    return possible(one.kind, places) ? { ...one, places } : null;
  }

  /** @param {Grip} grip @param {KeyboardEvent} e */
  key(grip, e) {
    if (e.altKey || e.ctrlKey || e.metaKey) return;
    const at = this.chosen;
    const way = ARROWS[e.key];
    if (at === null || !(way || ["Delete", "Backspace", "Enter"].includes(e.key))) return;
    e.preventDefault();
    e.stopPropagation();
    if (e.key === "Enter") {
      this.form.querySelector("input")?.focus();
      return;
    }
    if (!way) {
      this.drop(at);
      return;
    }
    const held = this.gripsOf().find((one) => one.grip === grip);
    if (!held) return;
    const step = e.shiftKey ? 1 : STEP_PX;
    const [x, y] = this.px(held.spot);
    const one = this.moved(grip, [x + way[0] * step, y + way[1] * step]);
    if (!one) return;
    this.change(one, `${grip} ${at}`);
    this.grips();
    this.say(grip === "edge" ? this.far(one.km) : this.placed(one.places[grip === "end" ? 1 : 0]));
  }

  /** @param {number} km */
  far(km) {
    return fill(this.words.radius, { n: count(km) });
  }

  /** A place in words. @param {Spot} spot */
  placed([lon, lat]) {
    const { words } = this;
    const degrees = (/** @type {number} */ value) => count(rounded(Math.abs(value), 2));
    return [
      fill(lat < 0 ? words.south : words.north, { n: degrees(lat) }),
      fill(lon < 0 ? words.west : words.east, { n: degrees(lon) }),
    ].join(", ");
  }

  // ------------------------------------------------------------- the panel

  /** @param {number | null} k */
  choose(k) {
    this.chosen = k;
    this.show(true);
  }

  rows() {
    return /** @type {NodeListOf<HTMLButtonElement>} */ (
      this.list.querySelectorAll(".annotate-edit")
    );
  }

  /** @param {boolean} [anew] Whether the form is made anew: not under the hands of whoever fills it in. */
  show(anew = false) {
    this.grips();
    const all = this.layer.all();
    const focused = this.list.contains(document.activeElement);
    if (!focused) this.listed(all);
    const one = this.chosen === null ? null : all[this.chosen];
    if (!one) this.form.replaceChildren();
    else if (anew || !this.form.contains(document.activeElement)) {
      this.form.replaceChildren(...this.fields(one));
    }
  }

  /** @param {Annotation[]} all */
  listed(all) {
    const { words } = this;
    this.list.replaceChildren(
      ...all.map((one, k) => {
        const title = this.layer.title(one);
        const what = one.days ? fill(words.on_days, { what: title, ...spanned(one.days) }) : title;
        const swatch = make("span", { className: "annotate-swatch" });
        swatch.style.background = this.colour(one.pen);
        const edit = make(
          "button",
          {
            type: "button",
            className: "button annotate-edit",
            attr: {
              "aria-label": fill(words.edit, { what }),
              "aria-pressed": String(k === this.chosen),
            },
            on: {
              click: () => {
                this.end();
                this.choose(k);
                this.form.querySelector("input")?.focus();
              },
              keydown: (e) => {
                if (e.key === "Delete") this.drop(k);
              },
            },
          },
          swatch,
          make("span", {}, what),
        );
        const remove = make("button", {
          type: "button",
          className: "button icon icon-close",
          title: words.delete,
          attr: { "aria-label": fill(words.delete_named, { what }) },
          on: { click: () => this.drop(k) },
        });
        return make("li", {}, edit, remove);
      }),
    );
    if (!all.length) this.list.replaceChildren(make("li", { className: "soft" }, words.none));
  }

  /** @param {string} pen */
  colour(pen) {
    return this.page.data.style[this.page.shown().theme].pens[pen];
  }

  /** @param {Annotation} one */
  fields(one) {
    const { words } = this;
    const input = make("input", {
      type: "text",
      value: one.text,
      maxLength: LONGEST,
      placeholder: words.words_hint,
      on: {
        input: () => {
          const text = plain(input.value);
          const now = this.layer.all()[this.chosen ?? -1];
          if (now && (text || now.kind !== "text")) this.change({ ...now, text }, "words");
        },
        keydown: (e) => {
          if (e.key === "Enter") this.over.querySelector("button")?.focus();
        },
      },
    });
    const places = one.places.map((spot) => this.placed(spot));
    if (one.kind === "circle") places.push(this.far(one.km));
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
          on: { click: () => this.chosen !== null && this.drop(this.chosen) },
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
          const now = this.layer.all()[this.chosen ?? -1];
          const good = km >= RADIUS[0] && km <= RADIUS[1];
          input.setAttribute("aria-invalid", String(!good));
          if (good && now) this.change({ ...now, km });
          if (!good) this.say(fill(this.words.bad_km, { least: RADIUS[0], most: RADIUS[1] }));
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
            const now = this.layer.all()[this.chosen ?? -1];
            if (now) this.change({ ...now, state: select.value });
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
        swatch.style.background = this.colour(pen);
        const radio = make("input", {
          type: "radio",
          name: "annotate-pen",
          value: pen,
          checked: pen === one.pen,
          on: {
            change: () => {
              const now = this.layer.all()[this.chosen ?? -1];
              // The next one is written with the same pen.
              this.pen = pen;
              if (now) this.change({ ...now, pen });
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
      const now = this.layer.all()[this.chosen ?? -1];
      const [start, end] = ends.map(({ value }) => readDate(value.trim()));
      const good = start >= first && end <= horizon && start <= end;
      for (const input of ends) input.setAttribute("aria-invalid", String(!good));
      if (!good) this.say(fill(words.bad_days, { first: iso(first), last: iso(horizon) }));
      else if (now) this.change({ ...now, days: box.checked ? [start, end] : null });
    };
    for (const input of [box, ...ends]) input.addEventListener("change", take);
    return make("div", {}, make("label", { className: "radio" }, box, words.days), row);
  }
}

/**
 * How far it is between two places, as the radius of a circle.
 *
 * @param {Spot} from
 * @param {Spot} to
 */
function radius(from, to) {
  const km = rounded(inverse(from, to).metres / 1000, 1);
  return Math.min(RADIUS[1], Math.max(RADIUS[0], km));
}

/** @param {Span} days */
const spanned = ([first, last]) => ({ first: dayInWords(first), last: dayInWords(last) });

/**
 * @param {string} label
 * @param {HTMLInputElement | HTMLSelectElement} input
 */
const field = (label, input) =>
  make("label", { className: "field" }, make("span", {}, label), input);
