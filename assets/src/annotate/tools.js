// The panel in which annotations are made and changed, and their handles over the map. All of it
// works by keys: a tool that Enter chooses places its annotation in the middle of the map.

import { KINDS, MOST, writeAnnotations } from "../core/annotations.js";
import { narrow, showLayers } from "../shell/chrome.js";
import { byId, dayInWords, fill, make } from "../shell/dom.js";
import { Fields } from "./fields.js";
import { Handles } from "./handles.js";
import { Placing } from "./placing.js";

/** @import { Annotation, AnnotationKind } from "../core/annotations.js" */
/** @import { Page, Span } from "../types/page.js" */
/** @import { Layer } from "./layer.js" */

// Most steps that can be taken back.
const MOST_KEPT = 100;

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
    this.handles = new Handles(this);
    this.placing = new Placing(this);
    this.fields = new Fields(this);
    this.buttons = new Map(KINDS.map((kind) => [kind, this.tool(kind)]));
    this.fill();
    this.watch();
  }

  fill() {
    const { words } = this;
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
        on: {
          click: (e) => (e.detail ? this.placing.begin(kind) : this.put(this.placing.middle(kind))),
        },
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
      page.listen(event, () => this.panel.hidden || this.handles.put());
    }
    page.listen("rest", () => this.panel.hidden || this.show());
    document.addEventListener("keydown", (e) => {
      const typing = e.target instanceof HTMLInputElement && e.target.type === "text";
      if (this.panel.hidden || typing || !(e.ctrlKey || e.metaKey) || e.code !== "KeyZ") return;
      e.preventDefault();
      this.undo();
    });
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
    this.placing.end();
    this.choose(null);
    this.over.hidden = !open;
    if (open) this.bar.querySelector("button")?.focus();
    else if (this.panel.contains(document.activeElement)) byId("map").focus();
  }

  /** What Escape ends, one after the other. */
  close() {
    if (this.panel.hidden) return false;
    if (this.placing.wanted) this.placing.end();
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

  /** The chosen one. @returns {Annotation | undefined} */
  one() {
    return this.layer.all()[this.chosen ?? -1];
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
    this.placing.end();
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
    this.handles.put();
    const all = this.layer.all();
    const focused = this.list.contains(document.activeElement);
    if (!focused) this.listed(all);
    const one = this.one();
    if (!one) this.form.replaceChildren();
    else if (anew || !this.form.contains(document.activeElement)) {
      this.form.replaceChildren(...this.fields.of(one));
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
                this.placing.end();
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
}

/** @param {Span} days */
const spanned = ([first, last]) => ({ first: dayInWords(first), last: dayInWords(last) });
