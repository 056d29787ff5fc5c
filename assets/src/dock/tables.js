// The tables: every layer on the date or in its whole history, one selection with the map.

import { AGES, ageOn } from "../core/ages.js";
import * as csv from "../core/csv.js";
import * as linking from "../core/link.js";
import { iso, spanOf } from "../core/state.js";
import { byId, count, dayInWords, fill } from "../shell/dom.js";
import { timesInWords } from "../shell/spans.js";
import { changeDock } from "./changing.js";
import { dockOf } from "./dock.js";
import { grid } from "./grid.js";

/** @import {AgeCell, Column, Table, TableRow, Tables as TablesFile} from "../types/files.js" */
/** @import {GridApi, GridCell, GridDefinition, GridFilter} from "../types/globals.js" */
/** @import {GridNode, GridRow} from "../types/globals.js" */
/** @import {Age, Day, LinkKind, MapId, Page, Span} from "../types/page.js" */
/** @typedef {Record<string, GridFilter>} Model filters by column */

// Tables whose rows belong to a mark on the map, so that filters apply to them.
const MARKED = new Set(["sites", "units", "crossings", "events", "contingents"]);
const DATED = new Set(["states", "sites", "units", "border", "crossings", "contingents"]);
const WIDE = new Set(["name", "title", "note", "summary", "text", "force", "sent", "operation"]);

/** Sorting of a table: "name" or "-start". @type {LinkKind<string>} */
const SORT = {
  read: (text) => (/^-?[a-z_]+$/.test(text) ? text : undefined),
  expected: (_, { words }) => words.tables.expected_sort,
};
linking.kind("sort", SORT);

/** Filters of a table: "country~Land;low~greaterThan~500". @type {LinkKind<string>} */
const FIND = {
  read(text) {
    const parts = text.split(";").map((part) => part.split("~"));
    return parts.every((p) => p.length > 1 && p.length < 4 && /^[a-z_]+$/.test(p[0]))
      ? text
      : undefined;
  },
  expected: (_, { words }) => words.tables.expected_find,
};
linking.kind("find", FIND);

/** @param {string | null} text @param {Column[]} columns */
function toModel(text, columns) {
  /** @type {Model} */
  const model = {};
  for (const part of text ? text.split(";") : []) {
    const [id, ...rest] = part.split("~");
    const column = columns.find((one) => one.id === id);
    if (!column) continue;
    const number = column.kind === "number";
    const [type, filter] = rest.length > 1 ? rest : [number ? "equals" : "contains", rest[0]];
    model[id] = {
      filterType: number ? "number" : "text",
      type,
      filter: number ? Number(filter) : filter,
    };
  }
  return model;
}

/** @param {Model | null} model */
function fromModel(model) {
  const parts = Object.entries(model || {}).filter(
    ([, one]) => one.filter !== undefined && one.filter !== null,
  );
  const terms = parts.map(([id, { type, filter, filterType }]) => {
    const usual = filterType === "number" ? "equals" : "contains";
    return type === usual ? `${id}~${filter}` : `${id}~${type}~${filter}`;
  });
  return terms.length ? terms.join(";").replace(/[\n]/g, " ") : null;
}

class Tables {
  /** @param {Page} page @param {TablesFile} data @param {GridApi} api */
  constructor(page, data, api) {
    this.page = page;
    this.data = data;
    this.api = api;
    this.words = page.words.tables;
    this.byId = new Map(data.tables.map((table) => [table.id, table]));
    /** What the columns depend on; null before they are first shown. @type {string | null} */
    this.shown = null;
    /** What the rows depend on. @type {string | null} */
    this.rowsKey = null;
    /** As the grid is sorted and filtered. @type {string | null | undefined} */
    this.sort = undefined;
    /** @type {string | null | undefined} */
    this.find = undefined;
    this.applying = false;
    this.choice = byId("table-choice");
    this.scope = byId("table-scope");
    this.choice.addEventListener("change", () =>
      changeDock(page, { table: this.choice.value }, { sort: null, find: null }),
    );
    this.scope.addEventListener("change", () => {
      changeDock(page, { all: this.scope.value === "all" });
    });
    api.addEventListener("selectionChanged", (e) => e.source !== "api" && this.selected());
    api.addEventListener("cellKeyDown", (e) => {
      if (e.event.key !== "Enter" || !e.data) return;
      e.node.setSelected(true, true, "rowClicked");
      this.selected();
    });
    api.addEventListener("cellFocused", (e) => this.pointAt(e.rowIndex));
    api.addEventListener("cellMouseOver", (e) => this.mark(e.data));
    api.addEventListener("cellMouseOut", () => page.tell("mark", []));
    api.addEventListener("filterChanged", () => this.changed());
    api.addEventListener("sortChanged", () => this.changed());
    api.addEventListener("modelUpdated", () => this.count());
  }

  /** What the table shows: its columns, and whether its rows are of one day. */
  get table() {
    const { table } = dockOf(this.page);
    return this.byId.get(table) ?? this.onMap();
  }

  show() {
    if (this.page.player.playing) return;
    const { page } = this;
    const { day } = page.view;
    const dock = dockOf(page);
    this.choice.value = dock.table;
    const { scope } = this;
    scope.value = dock.all ? "all" : "date";
    scope.disabled = dock.table === "on_map";
    scope.options[0].textContent =
      timesInWords(page) || fill(this.words.scope_date, { date: dayInWords(day) });
    scope.options[1].textContent = this.words.scope_all;
    const key = [dock.table, dock.all && dock.table !== "on_map", page.view.lang].join();
    const fresh = key !== this.shown;
    this.applying = true;
    if (fresh) this.columns();
    this.rows(fresh);
    if (fresh || this.find !== page.view.find || this.sort !== page.view.sort) this.apply();
    this.shown = key;
    this.applying = false;
    this.follow();
    this.count();
  }

  hide() {
    this.page.tell("mark", []);
  }

  columns() {
    const { table, titles } = this;
    /** @type {GridDefinition[]} */
    const definitions = table.columns.map(({ id, kind }, k) => ({
      colId: id,
      headerName: titles[id],
      filter: kind === "number" ? "agNumberColumnFilter" : "agTextColumnFilter",
      // Addresses and long texts are read in full in the card and in the CSV.
      flex: WIDE.has(id) ? 3 : 2,
      minWidth: kind === "number" ? 96 : kind === "date" ? 152 : WIDE.has(id) ? 200 : 120,
      cellClass: kind === "number" ? "cell-number" : "",
      valueGetter: ({ data }) => plain(data.cells[k]),
      tooltipValueGetter: ({ value }) => value,
      comparator: (_a, _b, one, other, down) =>
        compare(one.data.cells[k], other.data.cells[k], down),
      valueFormatter:
        kind === "number"
          ? ({ value }) => (value === null || value === undefined ? "" : count(value))
          : undefined,
    }));
    if (this.certainty) {
      definitions.splice(Math.max(1, definitions.length - 1), 0, {
        colId: "certainty",
        headerName: titles.certainty,
        flex: 1,
        minWidth: 108,
        valueGetter: ({ data }) => (data.sure ? this.words.certain : this.words.possible),
      });
    }
    this.api.setGridOption("columnDefs", definitions);
  }

  /** What columns are called. @returns {Record<string, string>} */
  get titles() {
    return this.words.columns;
  }

  /** Whether rows are of one day, of which a row may be uncertain. */
  get certainty() {
    const { table, all } = dockOf(this.page);
    return DATED.has(table) && !all;
  }

  /** @param {boolean} fresh whether the columns are new, too */
  rows(fresh) {
    const dock = dockOf(this.page);
    const { day, lens, layers, tm, range } = this.page.view;
    const key = JSON.stringify([
      dock.table,
      dock.all,
      day,
      tm,
      range,
      lens,
      layers,
      this.page.state,
      this.page.userLayers.now(),
    ]);
    if (!fresh && key === this.rowsKey) return;
    this.rowsKey = key;
    const span = this.span();
    this.api.setGridOption(
      "rowData",
      this.table.rows
        .filter((row) => this.holds(row))
        .map((row) => ({
          id: row[0],
          sure: sureIn(row, span),
          cells: this.aged(row, span),
          sources: row[6],
        })),
    );
  }

  /**
   * A row's cells; ages in words, as of the last day of the span on which the row holds.
   * In the whole history, what ages while it holds has none.
   *
   * @param {TableRow} row
   * @param {Span} span
   * @returns {GridCell[]}
   */
  aged([, from, until, , , cells], [, day]) {
    const { columns } = this.table;
    const { data, words } = this.page;
    const { all } = dockOf(this.page);
    const last = Math.min(all ? data.horizon : day, until === null ? Infinity : until - 1);
    return cells.map((cell, k) => {
      if (columns[k].kind !== "age") return /** @type {GridCell} */ (cell);
      if (cell === null) return [null, ""];
      const [age, first] = ages(
        /** @type {AgeCell | Age} */ (cell),
        last,
        all ? (from ?? -Infinity) : null,
      );
      return first === age ? [AGES.indexOf(age), words.age[age]] : [null, ""];
    });
  }

  /** The days that the view asks about, both included. @returns {Span} */
  span() {
    const { data, view } = this.page;
    return spanOf(data, view) || [view.day, view.day];
  }

  /**
   * Whether a row is to be shown: on the map's day or span, or in the whole history.
   *
   * @param {TableRow} row
   */
  holds(row) {
    const { page } = this;
    const dock = dockOf(page);
    if (dock.all || dock.table === "on_map") return true;
    const [id, from, until] = row;
    if (MARKED.has(dock.table) && page.marks.has(id)) return id in page.state.marks;
    const [first, last] = this.span();
    return from !== null && from <= last && (until === null || until > first);
  }

  /** The map as a table: everything that is on it, in one list. @returns {Table} */
  onMap() {
    const { page } = this;
    const { state, data } = page;
    const { layers } = page.view;
    const title = new Map(data.layers.map((layer) => [layer.id, layer.title]));
    /** @param {MapId} id */
    const sources = (id) => page.details?.cards[id]?.sources ?? [];
    /**
     * @param {MapId} id
     * @param {string} name
     * @param {string} layer
     * @param {string} kind
     * @param {boolean} sure
     * @returns {TableRow}
     */
    const row = (id, name, layer, kind, sure) => [
      id,
      null,
      null,
      null,
      null,
      [name, title.get(layer) ?? "", kind, this.words[sure ? "certain" : "possible"]],
      sources(id),
    ];
    /** @type {TableRow[]} */
    const rows = [];
    if (layers.includes("states")) {
      for (const [id, [status, sure]] of Object.entries(state.states)) {
        const name = page.countries.get(id)?.name ?? id;
        rows.push(row(id, name, "states", data.titles.status[status], sure));
      }
    }
    if (layers.includes("border")) {
      for (const sector of data.sectors) {
        const held = state.sectors[sector.id];
        if (held) rows.push(row(`sector:${sector.id}`, sector.name, "border", held[1], held[2]));
      }
    }
    for (const mark of data.marks) {
      if (!(mark.id in state.marks) || !layers.includes(mark.layer)) continue;
      rows.push(
        row(mark.id, mark.name, mark.layer, data.titles.kinds[mark.kind], state.marks[mark.id]),
      );
    }
    for (const { id, name, layer } of page.userLayers.listed()) {
      rows.push([id ?? "", null, null, null, null, [name, layer, page.words.own.title, ""], []]);
    }
    /** @type {Column[]} */
    const columns = ["name", "layer", "kind", "certainty"].map((id) => ({ id, kind: "text" }));
    return { id: "on_map", columns, rows };
  }

  /** Sort and filter as the view says. */
  apply() {
    const { sort, find } = this.page.view;
    this.sort = sort;
    this.find = find;
    const id = sort?.replace(/^-/, "");
    this.api.applyColumnState({
      state: id ? [{ colId: id, sort: sort?.startsWith("-") ? "desc" : "asc" }] : [],
      defaultState: { sort: null },
    });
    this.api.setFilterModel(toModel(find, this.table.columns));
  }

  /** The user sorted or filtered: keep it in the link. */
  changed() {
    if (this.applying) return;
    const sorted = this.api.getColumnState().find((one) => one.sort);
    this.sort = sorted ? `${sorted.sort === "desc" ? "-" : ""}${sorted.colId}` : null;
    this.find = fromModel(this.api.getFilterModel());
    const { page } = this;
    Object.assign(page.view, { sort: this.sort, find: this.find });
    page.restSoon();
  }

  count() {
    let all = 0;
    this.api.forEachNode(() => all++);
    const n = this.api.getDisplayedRowCount();
    const text = fill(this.words.count, { n: count(n), all: count(all) });
    if (byId("table-count").textContent !== text) byId("table-count").textContent = text;
  }

  /** Put the focus on the first row. */
  enter() {
    const [first] = this.api.getAllDisplayedColumns();
    if (first && this.api.getDisplayedRowCount()) this.api.setFocusedCell(0, first);
  }

  /** The table follows the selection of the map. */
  follow() {
    const { guest, view } = this.page;
    const id = view.selection || guest?.key;
    const now = this.api.getSelectedNodes()[0];
    if (now && now.data.id === id) return;
    /** @type {GridNode[]} */
    const rows = [];
    if (id)
      this.api.forEachNodeAfterFilterAndSort((node) => {
        if (node.data.id === id) rows.push(node);
      });
    const [row] = rows;
    if (row) {
      row.setSelected(true, true, "api");
      this.api.ensureNodeVisible(row, "middle");
    } else this.api.deselectAll("all", "api");
  }

  selected() {
    const [node] = this.api.getSelectedNodes();
    const id = node?.data.id;
    if (id && this.page.ids.has(id)) this.page.select(id);
    else if (id) this.page.userLayers.pick(id);
  }

  /** @param {number | null} index of a row */
  pointAt(index) {
    const node = index === null ? null : this.api.getDisplayedRowAtIndex(index);
    if (node) this.mark(node.data);
  }

  /** @param {GridRow | undefined} data */
  mark(data) {
    this.page.tell("mark", data?.id ? [data.id] : []);
  }

  /** What is shown, as shown, with sources in full and the data's version. */
  csv() {
    const { page, titles } = this;
    const shown = this.api.getAllDisplayedColumns();
    /** @type {(string | number | null)[][]} */
    const rows = [];
    this.api.forEachNodeAfterFilterAndSort((node) => {
      const cells = shown.map((column) => this.api.getCellValue({ rowNode: node, colKey: column }));
      const cited = node.data.sources.map((id) => this.data.sources[id]).join(" | ");
      rows.push([...cells, cited, page.data.version]);
    });
    const head = shown.map((column) => column.getColDef().headerName);
    const dock = dockOf(page);
    const when = dock.all ? "all" : iso(page.view.day);
    const text = csv.write([...head, titles.cited, titles.version], rows);
    csv.save(`csto-map-${dock.table}-${when}.csv`, text);
    return text;
  }
}

/** What a cell shows. @param {GridCell} cell */
const plain = (cell) => (typeof cell === "object" && cell ? cell[1] : cell);
/** What a cell sorts by. @param {GridCell} cell */
const sortedBy = (cell) => (typeof cell === "object" && cell ? cell[0] : cell);

/**
 * Ages of a cell in words of the vocabulary: on its last day, and on its first where that is
 * asked for.
 *
 * @param {AgeCell | Age} cell an age that no date changes, or the days from which it is old
 * @param {Day} last
 * @param {Day | null} first
 * @returns {[age: Age, first: Age]}
 */
function ages(cell, last, first) {
  if (typeof cell === "string") return [cell, cell];
  const age = ageOn(last, ...cell);
  return [age, first === null ? age : ageOn(first, ...cell)];
}

/**
 * Dates by their day, numbers by size, texts as the language sorts them; empty ones last.
 *
 * @param {GridCell} a
 * @param {GridCell} b
 * @param {boolean} down
 */
function compare(a, b, down) {
  const [one, other] = [a, b].map(sortedBy);
  /** @param {unknown} value */
  const none = (value) => Number(value === null || value === undefined || value === "");
  if (none(one) || none(other)) return (none(one) - none(other)) * (down ? -1 : 1);
  if (typeof one === "number" && typeof other === "number") return one - other;
  return String(one).localeCompare(String(other), document.documentElement.lang, { numeric: true });
}

/** Whether a row certainly held on some day of a span. @param {TableRow} row @param {Span} span */
function sureIn([, , , cfrom, cuntil], [first, last]) {
  return cfrom !== null && cfrom <= last && (cuntil === null || first < cuntil);
}

/** @param {Page} page */
export const tab = async (page) => {
  const coarse = window.matchMedia("(pointer: coarse), (max-width: 640px)").matches;
  const [data, api] = await Promise.all([page.load("tables"), grid(page.words.grid, coarse)]);
  const tables = new Tables(page, data, api);
  page.provide("tables", tables);
  page.listen("details", () => tables.shown && tables.rows(true));
  return tables;
};
