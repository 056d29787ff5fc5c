// Editors of cells: one of some choices, or several of them. Classes, as the grid wants them.

import { fitting, idsIn, toggled } from "../core/editing.js";
import { fill, make } from "../shell/dom.js";

/** @import { CellEditor, Choice, EditParams } from "../types/editor.js" */

// Longer lists are for nobody to read: words that are typed make them short.
const MOST = 200;
let lists = 0;
// Letters typed after Tab before the next editor is there to take them: the grid makes it a
// moment later, and nothing has the focus until then.
let early = "";

/** Give what was typed early, once. */
function typedEarly() {
  const text = early;
  early = "";
  return text;
}

/**
 * Keep letters that are typed while a cell is being edited whose editor is not there yet.
 *
 * @param {() => boolean} editing Whether the grid has begun to edit a cell.
 */
export function keepEarly(editing) {
  document.addEventListener(
    "keydown",
    (e) => {
      const { activeElement: at } = document;
      // Where somebody is at a field or a button, keys are for that.
      const nowhere = !at || at === document.body || at.matches(".ag-cell, .ag-row, .ag-root");
      if (!editing()) early = "";
      if (!nowhere || !editing() || e.ctrlKey || e.metaKey || e.altKey) return;
      if (e.key === "Backspace") early = early.slice(0, -1);
      else if (e.key.length === 1) early += e.key;
      else return;
      e.preventDefault();
      e.stopPropagation();
    },
    true,
  );
}

/** A line of text, with what may stand there offered below it. @implements {CellEditor} */
export class OneOf {
  /** @param {EditParams} params */
  init({ value, eventKey, choices }) {
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
    const early = typedEarly();
    if (early) input.value = this.begun ? input.value + early : early;
    input.focus();
    if (!this.begun && !early) input.select();
  }
}

/** A list to choose from, with a field to find by; the ids chosen stand above it. @implements {CellEditor} */
export class Several {
  /** @param {EditParams} params */
  init({ value, eventKey, choices, words, stopEditing }) {
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
    find.value += typedEarly();
    if (find.value) this.list();
    find.focus();
  }

  isPopup() {
    return true;
  }
}
