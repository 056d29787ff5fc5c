// Editors of cells: one of some choices, or several of them. Classes, as the grid wants them.

import { Early } from "../core/early.js";
import { fitting, idsIn, toggled } from "../core/editing.js";
import { fill, make } from "../shell/dom.js";

/** @import { CellEditor, Choice, EditParams } from "../types/editor.js" */

// Longer lists are for nobody to read: words that are typed make them short.
const MOST = 200;
let lists = 0;
// Keys pressed before the next editor is there to take them: the grid makes it a moment later,
// and a new row comes from the server first.
const early = new Early();
/** The editor that stands in the grid. @type {CellEditor | null} */
let there = null;

/**
 * Keep what is typed for a cell whose editor is not there yet.
 *
 * @param {() => boolean} editing Whether the grid has begun to edit a cell.
 * @param {() => boolean} coming Whether a cell will be edited as soon as its row is there.
 */
export function keepEarly(editing, coming) {
  document.addEventListener(
    "keydown",
    (e) => {
      const waited = coming() || (editing() && !there);
      if (!waited) early.forget();
      const { activeElement: at } = document;
      // Where somebody is at a field or another button, keys are for that.
      const asked = "#edit-add, .ag-cell, .ag-row, .ag-root";
      const nowhere = !at || at === document.body || at.matches(asked);
      if (!waited || !nowhere || e.ctrlKey || e.metaKey || e.altKey) return;
      if ((e.key === "Tab" && e.shiftKey) || !early.press(e.key)) return;
      e.preventDefault();
      e.stopPropagation();
    },
    true,
  );
}

/**
 * Give what was typed early for an editor that has come, and go on where Tab was pressed, too.
 *
 * @param {CellEditor} editor
 * @param {EditParams | undefined} params
 */
function typedFor(editor, params) {
  there = editor;
  const { text, next } = early.take();
  if (next) setTimeout(() => params?.api.tabToNextCell());
  return text;
}

/** @param {CellEditor} editor */
function gone(editor) {
  if (there === editor) there = null;
}

/** A line of text, with what may stand there offered below it. @implements {CellEditor} */
export class OneOf {
  /** @param {EditParams} params */
  init(params) {
    const { value, eventKey, choices } = params;
    this.params = params;
    lists += 1;
    const id = `choices-${lists}`;
    // A key that was typed begins a new text, as in a spreadsheet.
    const begun = eventKey?.length === 1 ? eventKey : value;
    this.begun = begun !== value;
    this.input = make("input", {
      type: "text",
      className: "edit-input",
      value: begun,
      attr: { list: id, autocomplete: "off" },
    });
    const options = choices.map(({ value: text, about }) =>
      make("option", { value: text, label: about ? `${text}: ${about}` : text }),
    );
    this.gui = make("span", { className: "edit-one" }, this.input);
    this.gui.append(make("datalist", { id }, ...options));
  }

  getGui() {
    return /** @type {HTMLElement} */ (this.gui);
  }

  getValue() {
    return this.input?.value.trim() ?? "";
  }

  afterGuiAttached() {
    const { input } = this;
    if (!input) return;
    const typed = typedFor(this, this.params);
    if (typed) input.value = this.begun ? input.value + typed : typed;
    input.focus();
    if (!this.begun && !typed) input.select();
  }

  destroy() {
    gone(this);
  }
}

/** A list to choose from, with a field to find by; the ids chosen stand above it. @implements {CellEditor} */
export class Several {
  /** @param {EditParams} params */
  init(params) {
    const { value, eventKey, choices, words, stopEditing } = params;
    this.params = params;
    /** @type {string} */
    this.value = value;
    this.choices = choices;
    this.words = words;
    this.stop = stopEditing;
    this.find = make("input", {
      type: "search",
      className: "edit-input",
      value: eventKey?.length === 1 ? eventKey : "",
      placeholder: words.find,
      attr: { "aria-label": words.find },
      on: { input: () => this.list(), keydown: (e) => this.key(e) },
    });
    this.told = make("p", { className: "soft", attr: { role: "status" } });
    this.options = make("ul", { className: "edit-choices" });
    const done = make(
      "button",
      { type: "button", className: "button", on: { click: () => stopEditing() } },
      words.done,
    );
    const foot = make("div", { className: "edit-several-foot" }, this.told, done);
    this.gui = make("div", { className: "edit-several" }, this.find, this.options, foot);
    this.list();
  }

  list() {
    const { choices = [], words, find, options, told } = this;
    if (!words || !find || !options || !told) return;
    const chosen = idsIn(this.getValue());
    this.fitting = fitting(choices, find.value, chosen);
    const rows = this.fitting.slice(0, MOST).map((one) => this.row(one, chosen));
    options.replaceChildren(...(rows.length ? rows : [make("li", {}, words.none_found)]));
    told.textContent = fill(words.chosen, { n: chosen.join("; ") || "–" });
  }

  /** @param {Choice} choice @param {string[]} chosen */
  row({ value, about }, chosen) {
    const box = make("input", {
      type: "checkbox",
      checked: chosen.includes(value),
      on: { change: () => this.toggle(value) },
    });
    return make("li", {}, make("label", {}, box, make("b", {}, value), ` ${about}`));
  }

  /** @param {string} id */
  toggle(id) {
    this.value = toggled(this.getValue(), id);
    this.list();
    this.find?.focus();
  }

  /** Enter takes the first that fits; with nothing typed it is done. @param {KeyboardEvent} e */
  key(e) {
    if (e.key !== "Enter" || !this.find) return;
    e.preventDefault();
    e.stopPropagation();
    const first = this.find.value.trim() ? this.fitting?.[0] : undefined;
    if (first) {
      this.find.value = "";
      this.toggle(first.value);
    } else if (!this.find.value.trim()) {
      this.stop?.();
    }
  }

  getGui() {
    return /** @type {HTMLElement} */ (this.gui);
  }

  /** @returns {string} */
  getValue() {
    return this.value ?? "";
  }

  afterGuiAttached() {
    const { find } = this;
    if (!find) return;
    find.value += typedFor(this, this.params);
    if (find.value) this.list();
    find.focus();
  }

  destroy() {
    gone(this);
  }

  isPopup() {
    return true;
  }
}
