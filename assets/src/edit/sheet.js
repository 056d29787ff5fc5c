// The grid of the editor: one table, whose cells are edited in place.

import { cellKey, faultsByCell } from "../core/editing.js";
import { agGrid } from "../dock/ag_grid.js";
import { fill } from "../shell/dom.js";
import { OneOf, Several } from "./cells.js";

/** @import { EditColumn, EditDefinition, EditFault, EditGrid } from "../types/editor.js" */
/** @import { EditNode, EditRow, EditTable, EditWords } from "../types/editor.js" */

const ID = "edit-grid";
// A table of choices asks for something else in each row, and says in each what it is for.
/** @type {{ [name: string]: object }} */
const CHOICES = {
  setting: { width: 140 },
  value: { width: 200 },
  about: {
    flex: 1,
    minWidth: 220,
    wrapText: true,
    autoHeight: true,
    sortable: false,
    filter: false,
  },
};
/** Pixels, by what a column holds. @type {Record<EditColumn["kind"], number>} */
const WIDTHS = { text: 180, date: 112, number: 96, choice: 120, id: 120, ids: 180, fixed: 180 };
// Columns of sentences.
const WIDE = /^(title|note|summary|text|name|about)$/;

/**
 * Put the grid into the page.
 *
 * @param {EditWords} words
 * @returns {Promise<EditGrid>}
 */
export async function sheetGrid(words) {
  const options = {
    rowHeight: 32,
    headerHeight: 36,
    tooltipShowDelay: 200,
    stopEditingWhenCellsLoseFocus: false,
  };
  const api = await agGrid(ID, "edit-slot", words.grid, { columns: { minWidth: 72 }, options });
  return /** @type {EditGrid} */ (/** @type {unknown} */ (api));
}

/** A text without the marks of code: descriptions are written for the reference, too. @param {string} text */
export const plain = (text) => text.replaceAll("`", "");

/** One table in the grid. */
export class Sheet {
  /** @param {EditGrid} api @param {EditWords} words */
  constructor(api, words) {
    this.api = api;
    /** Told of each change. @type {(row: number, column: string, text: string) => void} */
    this.changed = () => {};
    this.words = words.edit;
    /** @type {EditTable | null} */
    this.table = null;
    /** @type {Map<string, EditFault[]>} */
    this.faults = new Map();
  }

  /** Show a table, all of it anew. @param {EditTable} table */
  show(table) {
    const named = /** @param {EditTable | null} one */ (one) =>
      JSON.stringify([one?.id, one?.columns.map(({ name }) => name)]);
    const fresh = named(this.table) !== named(table);
    const { api } = this;
    api.stopEditing();
    this.take(table);
    if (fresh) {
      api.setFilterModel(null);
      api.setGridOption(
        "columnDefs",
        table.columns.map((column, k) => this.definition(column, k)),
      );
    }
    api.setGridOption("rowData", table.rows);
    const [, second] = table.columns;
    if (fresh && second) api.ensureColumnVisible(second.name);
  }

  /** Take what was told of the same rows, while somebody may be typing. @param {EditTable} table */
  freshen(table) {
    const rows = new Map(this.table?.rows.map((row) => [row.id, row]));
    for (const row of table.rows) {
      const shown = rows.get(row.id);
      if (shown) shown.cells = row.cells;
    }
    this.take({ ...table, rows: this.table?.rows ?? table.rows });
    this.refresh();
  }

  /** Draw all cells anew but one that is being edited: its editor would begin again. */
  refresh() {
    const { api } = this;
    const edited = api.getEditingCells()[0];
    if (!edited) {
      api.refreshCells({ force: true });
      return;
    }
    /** @type {EditNode[]} */
    const others = [];
    /** @type {EditNode[]} */
    const here = [];
    api.forEachNodeAfterFilterAndSort((node) => {
      (node.rowIndex === edited.rowIndex ? here : others).push(node);
    });
    const column = edited.column.getColId();
    const names = this.table?.columns.map(({ name }) => name) ?? [];
    api.refreshCells({ force: true, rowNodes: others });
    api.refreshCells({
      force: true,
      rowNodes: here,
      columns: names.filter((name) => name !== column),
    });
  }

  /** @param {EditTable} table */
  take(table) {
    this.table = table;
    const columns = table.columns.map(({ name }) => name);
    this.faults = faultsByCell(table.faults, columns);
  }

  /** @param {number} row @param {string} column */
  at(row, column) {
    return this.faults.get(cellKey(row, column)) ?? [];
  }

  /** What is asked for in a cell. @param {number} row @param {string} name */
  column(row, name) {
    const column = this.table?.columns.find((one) => one.name === name);
    const asks = this.table?.rows.find(({ id }) => id === row)?.asks;
    // A choice is told of wherever in its row somebody is.
    return asks ?? column;
  }

  /** A fault in words: what is wrong, and what to do. @param {EditFault} fault */
  tell({ value, expected, fix, mild }) {
    const { words } = this;
    const what = value ? `“${value}”` : words.blank;
    const text = `${fill(words.fault, { value: what, expected })}; ${fix}`;
    return mild ? `${words.warning}: ${text}` : text;
  }

  /** @param {EditColumn} column @param {number} k @returns {EditDefinition} */
  definition({ name, about, kind, needed }, k) {
    const cell = /** @param {EditRow} row */ (row) => row.cells[k] ?? "";
    // Rows of one table can ask for different things: choices do.
    const asked = /** @param {EditRow} row */ (row) => row.asks ?? this.table?.columns[k];
    const several = /** @param {EditRow} row */ (row) => asked(row)?.kind === "ids";
    return {
      colId: name,
      headerName: name,
      headerTooltip: needed ? `${about} (${this.words.needed})` : about,
      editable: kind !== "fixed",
      width: WIDE.test(name) ? 220 : WIDTHS[kind],
      ...(this.table?.fixed ? CHOICES[name] : {}),
      ...(kind === "fixed" ? { cellClass: "soft" } : {}),
      // The id stays in sight.
      ...(k === 0 ? { pinned: "left" } : {}),
      valueGetter: ({ data }) => (kind === "fixed" ? plain(cell(data)) : cell(data)),
      valueSetter: ({ data, newValue }) => {
        const text = String(newValue ?? "");
        if (text === cell(data)) return false;
        data.cells = Object.assign([...data.cells], { [k]: text });
        this.changed(data.id, name, text);
        // Dash would take the grid's own word of a change as a reason to fill it anew, and end
        // the editing of the next cell, which has begun.
        return false;
      },
      tooltipValueGetter: ({ data }) =>
        this.at(data.id, name)
          .map((fault) => this.tell(fault))
          .join("\n") || cell(data),
      cellClassRules: {
        faulty: ({ data }) => this.at(data.id, name).some((fault) => !fault.mild),
        doubtful: ({ data }) => this.at(data.id, name).some((fault) => fault.mild),
      },
      cellEditorSelector: ({ data }) =>
        several(data) ? { component: Several, popup: true } : { component: OneOf, popup: false },
      // Asked for when somebody begins: rows that can be named come and go.
      cellEditorParams: ({ data }) => ({
        choices: asked(data)?.choices ?? [],
        words: this.words,
      }),
    };
  }

  /**
   * Go to a cell, by the number of its row; false where the row is not shown.
   *
   * @param {number} row
   * @param {string} column
   * @param {boolean} [edit]
   */
  go(row, column, edit = false) {
    const columns = this.table?.columns.map(({ name }) => name) ?? [];
    const colKey = columns.includes(column) ? column : columns[0];
    let rowIndex = -1;
    this.api.forEachNodeAfterFilterAndSort((node) => {
      if (node.data.id === row && node.rowIndex !== null) rowIndex = node.rowIndex;
    });
    if (rowIndex < 0) return false;
    this.api.ensureIndexVisible(rowIndex);
    this.api.ensureColumnVisible(colKey);
    this.api.setFocusedCell(rowIndex, colKey);
    if (edit) this.api.startEditingCell({ rowIndex, colKey });
    return true;
  }
}
