// The list of what can be edited: choices of the atlas, its tables, and choices few need.

import { counted } from "../core/editing.js";
import { byId, fill, make } from "../shell/dom.js";

/** @import { EditState, EditWords } from "../types/editor.js" */
/** @typedef {EditState["tables"][number]} Summary */

// Choices that whoever begins an atlas makes first; the others stand below the tables.
const FIRST = 5;

/**
 * What a table is called.
 *
 * @param {string} id
 * @param {EditWords["edit"]} words
 */
export function tableName(id, words) {
  const { names, choices } = words;
  const choice = choices[/** @type {keyof typeof choices} */ (id.replaceAll(".", "_"))];
  return choice ?? names[/** @type {keyof typeof names} */ (id)];
}

/** The list beside the grid. */
export class Listing {
  /** @param {EditWords["edit"]} words @param {string} language @param {(id: string) => void} open */
  constructor(words, language, open) {
    this.words = words;
    this.language = language;
    this.open = open;
    this.parts = {
      choices: make("ul", { attr: { "aria-label": words.atlas } }),
      tables: make("ul", { attr: { "aria-label": words.tables } }),
      more: make("ul", { attr: { "aria-label": words.more } }),
    };
    this.rest = make("details", {}, make("summary", {}, words.more), this.parts.more);
    byId("edit-tables").replaceChildren(
      make("h2", {}, words.atlas),
      this.parts.choices,
      make("h2", {}, words.tables),
      this.parts.tables,
      this.rest,
    );
    byId("edit-tables").setAttribute("aria-label", words.tables);
  }

  /** @param {EditState} state */
  show(state) {
    const { choices, tables, more } = this.parts;
    const at = document.activeElement?.closest("[data-table]")?.getAttribute("data-table");
    const rest = state.choices.slice(FIRST);
    this.fill(choices, state.choices.slice(0, FIRST), state);
    this.fill(tables, state.tables, state);
    this.fill(more, rest, state);
    // What is shown or wrong is in sight.
    if (rest.some(({ id, faults }) => faults || id === state.table.id)) this.rest.open = true;
    /** @type {HTMLElement | null} */
    const again = at ? document.querySelector(`[data-table="${at}"]`) : null;
    again?.focus({ preventScroll: true });
  }

  /** @param {HTMLElement} list @param {Summary[]} shown @param {EditState} state */
  fill(list, shown, state) {
    list.replaceChildren(...shown.map((one) => make("li", {}, this.entry(one, state))));
  }

  /** @param {Summary} summary @param {EditState} state */
  entry({ id, rows, faults }, state) {
    const { words, language } = this;
    const place = state.first.indexOf(id) + 1;
    const counts = state.choices[0]?.id !== id;
    const more = [
      place ? make("b", { className: "edit-first" }, fill(words.first, { n: place })) : null,
      faults
        ? make("b", { className: "edit-wrong" }, counted(words.faults, faults, language))
        : null,
      counts ? make("span", { className: "soft" }, counted(words.rows, rows, language)) : null,
    ];
    return make(
      "button",
      {
        type: "button",
        className: "edit-choose",
        data: { table: id },
        attr: { "aria-current": String(id === state.table.id) },
        on: { click: () => this.open(id) },
      },
      make("span", {}, tableName(id, words)),
      ...more.filter((one) => one !== null),
    );
  }
}
