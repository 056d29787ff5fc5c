// The tables: every layer on the date or in its whole history, one selection with the map.

import * as csv from "../core/csv.js";
import * as linking from "../core/link.js";
import { AGES, ageOn, iso, spanOf } from "../core/state.js";
import { byId, count, dayInWords, fill } from "../shell/dom.js";
import { timesInWords } from "../shell/times.js";
import { changeDock } from "./dock.js";
import { grid } from "./grid.js";

// Tables whose rows belong to a mark on the map, so that filters apply to them.
const MARKED = new Set(["sites", "units", "crossings", "events", "contingents"]);
const DATED = new Set(["states", "sites", "units", "border", "crossings", "contingents"]);
const WIDE = new Set(["name", "title", "note", "summary", "text", "force", "sent", "operation"]);

/** Sorting of a table: "name" or "-start". */
linking.kind("sort", {
  read: (text) => (/^-?[a-z_]+$/.test(text) ? text : undefined),
  expected: (_, { words }) => words.tables.expected_sort,
});

/** Filters of a table: "country~Land;low~greaterThan~500". */
linking.kind("find", {
  read(text) {
    const parts = text.split(";").map((part) => part.split("~"));
    return parts.every((p) => p.length > 1 && p.length < 4 && /^[a-z_]+$/.test(p[0]))
      ? text
      : undefined;
  },
  expected: (_, { words }) => words.tables.expected_find,
});

function toModel(text, columns) {
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
  constructor(page, data, api) {
    Object.assign(this, { page, data, api });
    this.words = page.words.tables;
    this.byId = new Map(data.tables.map((table) => [table.id, table]));
    this.shown = null;
    this.applying = false;
    const change = (more) => changeDock(page, more, { sort: null, find: null });
    byId("table-choice").addEventListener("change", (e) => change({ table: e.target.value }));
    byId("table-scope").addEventListener("change", (e) => {
      changeDock(page, { all: e.target.value === "all" });
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
    const { table } = this.page.view.dock;
    return table === "on_map" ? this.onMap() : this.byId.get(table);
  }

  show() {
    if (this.page.player.playing) return;
    const { page } = this;
    const { dock, day } = page.view;
    byId("table-choice").value = dock.table;
    const scope = byId("table-scope");
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
    const { table } = this;
    const { columns } = this.words;
    const definitions = table.columns.map(({ id, kind }, k) => ({
      colId: id,
      headerName: columns[id],
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
        headerName: columns.certainty,
        flex: 1,
        minWidth: 108,
        valueGetter: ({ data }) => (data.sure ? this.words.certain : this.words.possible),
      });
    }
    this.api.setGridOption("columnDefs", definitions);
  }

  /** Whether rows are of one day, of which a row may be uncertain. */
  get certainty() {
    const { table, all } = this.page.view.dock;
    return DATED.has(table) && !all;
  }

  rows(fresh) {
    const { dock, day, lens, layers, tm, range } = this.page.view;
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
   */
  aged([, from, until, , , cells], [, day]) {
    const { columns } = this.table;
    const { data, view, words } = this.page;
    const last = Math.min(
      view.dock.all ? data.horizon : day,
      until === null ? Infinity : until - 1,
    );
    return cells.map((cell, k) => {
      if (columns[k].kind !== "age") return cell;
      if (cell === null) return [null, ""];
      const age = typeof cell === "string" ? cell : ageOn(last, ...cell);
      const first = typeof cell === "string" || !view.dock.all ? age : ageOn(from, ...cell);
      return first === age ? [AGES.indexOf(age), words.age[age]] : [null, ""];
    });
  }

  /** The days that the view asks about, both included. */
  span() {
    const { data, view } = this.page;
    return spanOf(data, view) || [view.day, view.day];
  }

  /** Whether a row is to be shown: on the map's day or span, or in the whole history. */
  holds(row) {
    const { page } = this;
    const { dock } = page.view;
    if (dock.all || dock.table === "on_map") return true;
    const [id, from, until] = row;
    if (MARKED.has(dock.table) && page.marks.has(id)) return id in page.state.marks;
    const [first, last] = this.span();
    return from !== null && from <= last && (until === null || until > first);
  }

  /** The map as a table: everything that is on it, in one list. */
  onMap() {
    const { page } = this;
    const { state, data } = page;
    const { layers } = page.view;
    const title = new Map(data.layers.map((layer) => [layer.id, layer.title]));
    const sources = (id) => (page.details?.cards[id] ? page.details.cards[id].sources : []);
    const row = (id, name, layer, kind, sure) => [
      id,
      null,
      null,
      null,
      null,
      [name, title.get(layer), kind, this.words[sure ? "certain" : "possible"]],
      sources(id),
    ];
    const rows = [];
    if (layers.includes("states")) {
      for (const [id, [status, sure]] of Object.entries(state.states)) {
        rows.push(row(id, page.countries.get(id).name, "states", data.titles.status[status], sure));
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
      rows.push([id, null, null, null, null, [name, layer, page.words.own.title, ""], []]);
    }
    const columns = ["name", "layer", "kind", "certainty"].map((id) => ({ id, kind: "text" }));
    return { id: "on_map", columns, rows };
  }

  /** Sort and filter as the view says. */
  apply() {
    const { sort, find } = this.page.view;
    this.sort = sort;
    this.find = find;
    const [id, way] = sort ? [sort.replace(/^-/, ""), sort.startsWith("-") ? "desc" : "asc"] : [];
    this.api.applyColumnState({
      state: id ? [{ colId: id, sort: way }] : [],
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
    let row = null;
    if (id)
      this.api.forEachNodeAfterFilterAndSort(
        (node) => (row = row || (node.data.id === id ? node : null)),
      );
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

  pointAt(index) {
    const node = index === null ? null : this.api.getDisplayedRowAtIndex(index);
    if (node) this.mark(node.data);
  }

  mark(data) {
    this.page.tell("mark", data?.id ? [data.id] : []);
  }

  /** What is shown, as shown, with sources in full and the data's version. */
  csv() {
    const { page } = this;
    const { columns } = this.words;
    const shown = this.api.getAllDisplayedColumns();
    const rows = [];
    this.api.forEachNodeAfterFilterAndSort((node) => {
      const cells = shown.map((column) => this.api.getCellValue({ rowNode: node, colKey: column }));
      const cited = node.data.sources.map((id) => this.data.sources[id]).join(" | ");
      rows.push([...cells, cited, page.data.version]);
    });
    const head = shown.map((column) => column.getColDef().headerName);
    const { dock, day } = page.view;
    const when = dock.all ? "all" : iso(day);
    const text = csv.write([...head, columns.cited, columns.version], rows);
    csv.save(`csto-map-${dock.table}-${when}.csv`, text);
    return text;
  }
}

function plain(cell) {
  return Array.isArray(cell) ? cell[1] : cell;
}

/** Dates by their day, numbers by size, texts as the language sorts them; empty ones last. */
function compare(a, b, down) {
  const [one, other] = [a, b].map((cell) => (Array.isArray(cell) ? cell[0] : cell));
  const none = (value) => value === null || value === undefined || value === "";
  if (none(one) || none(other)) return (none(one) - none(other)) * (down ? -1 : 1);
  if (typeof one === "number") return one - other;
  return one.localeCompare(other, document.documentElement.lang, { numeric: true });
}

/** Whether a row certainly held on some day of a span. */
function sureIn([, , , cfrom, cuntil], [first, last]) {
  return cfrom !== null && cfrom <= last && (cuntil === null || first < cuntil);
}

export const tab = async (page) => {
  const coarse = window.matchMedia("(pointer: coarse), (max-width: 640px)").matches;
  const [data, api] = await Promise.all([page.load("tables"), grid(page.words.grid, coarse)]);
  page.provide("tables", new Tables(page, data, api));
  page.listen("details", () => page.tables.shown && page.tables.rows(true));
  return page.tables;
};
