// The editor: tables on the left, one of them in the grid, and the map on the right.

import { counted, sameRows } from "../core/editing.js";
import { told } from "../dock/there.js";
import { byId, fill, findById, make } from "../shell/dom.js";
import { onSystemTheme, systemTheme } from "../time_map/system.js";
import { keepEarly } from "./cells.js";
import { framed } from "./framing.js";
import { Listing, tableName } from "./listing.js";
import { plain, Sheet, sheetGrid } from "./sheet.js";

/** @import { EditAsks, EditFault, EditState, EditStep, EditWords } from "../types/editor.js" */

// How often files are looked at that another program may change.
const LOOK = 4000;
// How long the map waits for the next change.
const REST = 1200;
const BEGIN = "sources";
const VIEWS = "atlas.views";

/** Wait until Dash has drawn the page's frame. */
function frame() {
  return new Promise((resolve) => {
    const there = () => findById("edit-slot") && window.dash_clientside;
    if (there()) resolve(undefined);
    const observer = new MutationObserver(() => {
      if (!there()) return;
      observer.disconnect();
      resolve(undefined);
    });
    observer.observe(document.body, { childList: true, subtree: true });
  });
}

/** Look as the map beside does, which follows the system too. */
function themed() {
  document.documentElement.dataset.theme = systemTheme();
}

export async function start() {
  themed();
  onSystemTheme(themed);
  const asked = new URLSearchParams(window.location.search);
  const language = told(`words-${asked.get("lang")}`) ? (asked.get("lang") ?? "en") : "en";
  document.documentElement.lang = language;
  const answer = await fetch(told(`words-${language}`) ?? "");
  /** @type {EditWords} */
  const words = await answer.json();
  await frame();
  const sheet = new Sheet(await sheetGrid(words), words);
  const editor = new Editor(words, language, sheet);
  await editor.open(asked.get("table") ?? BEGIN);
  window.setInterval(() => editor.look(), LOOK);
}

class Editor {
  /** @param {EditWords} words @param {string} language @param {Sheet} sheet */
  constructor(words, language, sheet) {
    this.words = words.edit;
    this.language = language;
    this.sheet = sheet;
    /** What the server said last. @type {EditState | null} */
    this.state = null;
    /** The cell that somebody was at last. @type {{row: number, column: string} | null} */
    this.cell = null;
    /** Requests go one after the other. @type {Promise<unknown>} */
    this.asking = Promise.resolve();
    this.waiting = 0;
    /** Whether a new row is on its way, to be filled in. */
    this.adding = false;
    this.coming = 0;
    /** What the map showed before it was loaded anew. @type {ReturnType<typeof framed>} */
    this.before = null;
    this.head();
    this.tools();
    this.map();
    this.listing = new Listing(this.words, language, (id) => this.open(id));
    const { api } = sheet;
    sheet.changed = (row, column, text) => {
      void this.step({ act: "set", row, cells: { [column]: text } });
    };
    api.addEventListener("cellFocused", ({ rowIndex, column }) => {
      const row = rowIndex === null ? undefined : api.getDisplayedRowAtIndex(rowIndex);
      if (!row || !column) return;
      const name = typeof column === "string" ? column : column.getColId();
      this.cell = { row: row.data.id, column: name };
      this.beside();
    });
    document.addEventListener("keydown", (e) => this.key(e));
    keepEarly(
      () => api.getEditingCells().length > 0,
      () => this.adding,
    );
  }

  head() {
    const { words, language } = this;
    const other = new URLSearchParams(window.location.search);
    other.set("lang", language === "en" ? "ru" : "en");
    byId("edit-head").replaceChildren(
      make("h1", { id: "edit-atlas" }, document.title),
      make("p", { className: "soft" }, words.title),
      make("a", { href: "/", target: "_blank", title: words.map_title }, words.map),
      make("a", { href: `?${other}`, title: words.language_title }, words.language),
    );
  }

  tools() {
    const { words } = this;
    /** @param {string} id @param {string} text @param {string} title @param {() => void} act */
    const tool = (id, text, title, act) =>
      make("button", { id, type: "button", className: "button", title, on: { click: act } }, text);
    byId("edit-tools").replaceChildren(
      make("h2", { id: "edit-name" }),
      tool("edit-add", words.add, words.add_title, () => this.add()),
      tool("edit-delete", words.delete, words.delete_title, () => this.drop()),
      tool("edit-framed", words.framed, words.framed_title, () => this.framed()),
      tool("edit-undo", words.undo, words.undo_title, () => this.step({ act: "undo" })),
      tool("edit-redo", words.redo, words.redo_title, () => this.step({ act: "redo" })),
      make("p", { id: "edit-status", className: "soft", attr: { role: "status" } }),
      tool("edit-write", words.write, words.write_title, () => this.step({ act: "write" })),
      make("p", { id: "edit-notice", hidden: true, attr: { role: "alert" } }),
      tool("edit-merge", words.merge, "", () => this.step({ act: "merge" })),
      tool("edit-asked", "", "", () => this.answer()),
      tool("edit-theirs", words.theirs, "", () => this.step({ act: "theirs" })),
    );
  }

  map() {
    const { words, language } = this;
    const src = `/embed?lang=${language}`;
    this.frame = make("iframe", { id: "edit-frame", src, title: words.map_title });
    byId("edit-map").replaceChildren(
      make("p", { id: "edit-stands", hidden: true }, words.map_stands),
      this.frame,
    );
  }

  /** @param {string} table */
  open(table) {
    this.cell = null;
    const address = new URL(window.location.href);
    address.searchParams.set("table", table);
    window.history.replaceState(null, "", address);
    return this.ask(() => fetch(`state?table=${encodeURIComponent(table)}`), true);
  }

  /** Look for changes by other programs, while nobody types and nothing is asked. */
  look() {
    const { state, sheet } = this;
    if (document.hidden || this.waiting || !state || sheet.api.getEditingCells().length) return;
    void this.ask(() => fetch(`state?table=${state.table.id}`));
  }

  /** @param {Omit<EditStep, "table">} step */
  step(step) {
    const { state } = this;
    if (!state) return Promise.resolve();
    const body = JSON.stringify({ ...step, table: state.table.id });
    const headers = { "Content-Type": "application/json" };
    return this.ask(() => fetch("change", { method: "POST", headers, body }), step.act !== "set");
  }

  /**
   * Ask when all before is answered, and show the answer.
   *
   * @param {() => Promise<Response>} request
   * @param {boolean} [whole] whether rows may have come or gone
   */
  ask(request, whole = false) {
    this.waiting += 1;
    const asked = this.asking.then(async () => {
      try {
        const answer = await request();
        if (answer.ok) this.take(await answer.json(), whole);
        else await this.again();
      } catch (problem) {
        if (!(problem instanceof TypeError)) throw problem;
        // What fetch throws when nobody is there.
        this.notice(this.words.lost);
      } finally {
        this.waiting -= 1;
      }
    });
    this.asking = asked;
    return asked;
  }

  /** Show what is there now, when a step was refused. */
  async again() {
    const table = this.state?.table.id ?? BEGIN;
    const answer = await fetch(`state?table=${table}`);
    if (!answer.ok && table !== BEGIN) return;
    this.take(answer.ok ? await answer.json() : await (await fetch("state")).json(), true);
    this.notice(this.words.gone);
  }

  /** @param {EditState} state @param {boolean} whole */
  take(state, whole) {
    const before = this.state;
    this.state = state;
    const { table } = state;
    const same =
      before?.table.id === table.id &&
      before.table.columns.length === table.columns.length &&
      sameRows(this.sheet.table?.rows ?? [], table.rows);
    if (same && !whole) this.sheet.freshen(table);
    else this.sheet.show(table);
    if (before && before.revision !== state.revision) this.renew();
    this.listing.show(state);
    this.status();
    this.beside();
  }

  /** Load the map anew once nobody has changed anything for a moment: it takes its server a while. */
  renew() {
    window.clearTimeout(this.coming);
    this.coming = window.setTimeout(() => {
      this.before = this.shown();
      this.frame?.contentWindow?.location.reload();
    }, REST);
  }

  status() {
    const { state, words } = this;
    if (!state) return;
    const { table, unwritten, clashes, runs, reread, failed, refused, title } = state;
    byId("edit-name").textContent = tableName(table.id, words);
    if (title) document.title = title;
    byId("edit-atlas").textContent = document.title;
    const editable = !table.unreadable && !table.fixed;
    this.able("edit-add", editable);
    this.able("edit-delete", editable);
    byId("edit-add").hidden = table.fixed;
    byId("edit-delete").hidden = table.fixed;
    byId("edit-framed").hidden = table.id !== VIEWS;
    this.able("edit-undo", state.undo);
    this.able("edit-redo", state.redo);
    const status = byId("edit-status");
    status.textContent = unwritten.length
      ? fill(words.unwritten, { tables: unwritten.join(", ") })
      : words.written;
    status.classList.toggle("edit-wrong", unwritten.length > 0);
    byId("edit-write").hidden = runs || !unwritten.length || clashes.length > 0;
    byId("edit-merge").hidden = !clashes.length;
    byId("edit-theirs").hidden = !clashes.length;
    byId("edit-stands").hidden = runs;
    const asked = /** @type {HTMLButtonElement} */ (byId("edit-asked"));
    asked.hidden = !state.asks;
    asked.textContent = state.asks?.act === "rename" ? words.rename : words.delete_sure;
    if (table.unreadable) this.notice(fill(words.unreadable, { why: table.unreadable }));
    else if (clashes.length) this.notice(fill(words.clash, { tables: clashes.join(", ") }));
    else if (refused) this.notice(fill(words.refused, { why: refused }));
    else if (failed) this.notice(fill(words.failed, { why: failed }));
    else if (state.asks) this.notice(this.asked(state.asks));
    else if (reread.length) this.notice(fill(words.reread, { tables: reread.join(", ") }));
    else if (byId("edit-notice").dataset.kept !== "yes") this.notice("");
    byId("edit-notice").dataset.kept = reread.length ? "yes" : "";
  }

  /** What is asked of whoever took the last step. @param {EditAsks} asks */
  asked({ act, cells, tables, was }) {
    const forms = act === "rename" ? this.words.rename_asked : this.words.delete_asked;
    const text = counted(forms, cells, this.language);
    return fill(text, { tables: this.named(tables), was: was ?? "" });
  }

  /** Do what was asked. */
  answer() {
    const asks = this.state?.asks;
    if (!asks) return;
    const { act, row, rows, was } = asks;
    void this.step(act === "rename" ? { act, row, was } : { act, rows, sure: true });
  }

  /** @param {string[]} tables */
  named(tables) {
    return tables.map((table) => `${table}.csv`).join(", ");
  }

  /** @param {string} id @param {boolean} can */
  able(id, can) {
    /** @type {HTMLButtonElement} */ (byId(id)).disabled = !can;
  }

  /** @param {string} text */
  notice(text) {
    const notice = byId("edit-notice");
    notice.textContent = text;
    notice.hidden = !text;
  }

  /** Below the grid: what the cell holds, and all that is wrong. */
  beside() {
    const { state, words, cell, sheet } = this;
    if (!state) return;
    const column = cell ? sheet.column(cell.row, cell.column) : undefined;
    const here = cell ? sheet.at(cell.row, cell.column) : [];
    const needed = column?.needed
      ? [make("span", { className: "soft" }, ` (${words.needed})`)]
      : [];
    const about = column
      ? make("p", {}, make("b", {}, column.name), ...needed, ` ${plain(column.about)}`)
      : make("p", { className: "soft" }, state.table.rows.length ? words.column : words.empty);
    const wrong = here.map((fault) => make("p", { className: "edit-wrong" }, sheet.tell(fault)));
    byId("edit-beside").replaceChildren(
      make("section", { id: "edit-cell", attr: { "aria-live": "polite" } }, about, ...wrong),
      make("section", { id: "edit-faults" }, ...this.faults(state)),
    );
  }

  /** @param {EditState} state */
  faults(state) {
    const { words } = this;
    const { faults } = state.table;
    /** @type {HTMLElement[]} */
    const parts = [make("h3", {}, faults.length ? words.problems : words.no_faults)];
    if (faults.length) parts.push(make("ul", {}, ...faults.map((fault) => this.fault(fault))));
    if (state.others.length) {
      parts.push(make("h3", {}, words.others));
      parts.push(make("ul", {}, ...state.others.map((fault) => this.fault(fault))));
    }
    return parts;
  }

  /** @param {EditFault} fault */
  fault(fault) {
    const { words, sheet } = this;
    const { row, column, table, file, line, rule } = fault;
    const id = sheet.table?.rows.find((one) => one.id === row)?.cells[0] ?? "";
    const named = sheet.table?.fixed ? "" : column;
    const place = column === "*" ? (row === null ? words.file : words.whole) : named;
    const where = [table ? id : "", place].filter(Boolean).join(", ");
    const at = line ? fill(words.line, { file, line }) : file;
    const text = [
      make("b", {}, where),
      ` ${sheet.tell(fault)} `,
      make("span", { className: "soft" }, `(${at})`),
    ];
    const body =
      row === null
        ? make("p", { title: rule }, ...text)
        : make(
            "button",
            { type: "button", title: rule, on: { click: () => sheet.go(row, column) } },
            ...text,
          );
    return make("li", { className: fault.mild ? "soft" : "" }, body);
  }

  /** Add a row and begin with the first of its cells that must be filled. */
  async add() {
    if (this.adding) return;
    this.adding = true;
    try {
      await this.added();
    } finally {
      this.adding = false;
    }
  }

  async added() {
    const before = new Set(this.state?.table.rows.map(({ id }) => id));
    const views = this.state?.table.id === VIEWS;
    const cells = views ? { ...this.likeShown(), title: this.words.new_view } : {};
    await this.step({ act: "add", row: this.cell?.row ?? null, cells });
    const table = this.state?.table;
    const row = table?.rows.find(({ id }) => !before.has(id));
    if (!table || !row) return;
    const empty = table.columns.find(({ needed }, k) => needed && !row.cells[k]);
    const title = views ? table.columns.find(({ name }) => name === "title") : undefined;
    this.sheet.go(row.id, (title ?? empty ?? table.columns[0]).name, true);
  }

  /** What the map shows; while it is loaded anew, what it showed before. */
  shown() {
    return framed(this.frame) ?? this.before;
  }

  /** Cells of a view that shows what the map does now. @returns {{ [column: string]: string }} */
  likeShown() {
    const shown = this.shown();
    const { columns = [], rows = [] } = this.state?.table ?? {};
    if (!shown) return {};
    // A view is turned, and drawn as closely, as the one that the map began with.
    const like = rows.find(({ cells }) => cells[0] === shown.view);
    const kept = columns.flatMap(({ name }, k) =>
      like && ["level", "meridian"].includes(name) ? [[name, like.cells[k]]] : [],
    );
    return { ...Object.fromEntries(kept), ...shown.cells };
  }

  /** Let the chosen view show what the map does now. */
  framed() {
    const { cell } = this;
    const cells = this.likeShown();
    if (!Object.keys(cells).length) this.notice(this.words.map_stands);
    else if (!cell) this.notice(this.words.choose_row);
    else void this.step({ act: "set", row: cell.row, cells });
  }

  async drop() {
    const { cell, state } = this;
    if (!cell || !state) return;
    const place = state.table.rows.findIndex(({ id }) => id === cell.row);
    await this.step({ act: "delete", rows: [cell.row] });
    const rows = this.state?.table.rows ?? [];
    if (rows.some(({ id }) => id === cell.row)) return;
    this.cell = null;
    const next = rows[Math.min(place, rows.length - 1)];
    if (next) this.sheet.go(next.id, cell.column);
  }

  /** @param {KeyboardEvent} e */
  key(e) {
    if (this.sheet.api.getEditingCells().length) return;
    const command = e.ctrlKey || e.metaKey;
    const key = e.key.toLowerCase();
    /** @type {(() => unknown) | null} */
    let act = null;
    if (command && key === "z") act = () => this.step({ act: e.shiftKey ? "redo" : "undo" });
    else if (command && key === "y") act = () => this.step({ act: "redo" });
    else if (e.altKey && key === "insert") act = () => this.add();
    else if (e.altKey && key === "delete") act = () => this.drop();
    if (!act) return;
    e.preventDefault();
    act();
  }
}
