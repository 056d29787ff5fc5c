// What the editor's page is told by its server, and what it uses of the grid.

import type { Words } from "./words.js";

/** Sections of words that the editor says. */
export type EditWords = Pick<Words, "edit" | "grid" | "unfilled">;

/** What may stand in a cell, and what it means to people. */
export interface Choice {
  value: string;
  about: string;
}

export interface EditColumn {
  name: string;
  about: string;
  kind: "text" | "date" | "number" | "choice" | "id" | "ids" | "fixed";
  /** Whether it may not be empty */
  needed: boolean;
  choices: Choice[];
}

export interface EditRow {
  /** Names the row as long as the editor runs */
  id: number;
  cells: string[];
  /** What is asked for in this row, where that is not by columns */
  asks?: EditColumn;
}

/** A breach of a rule of the data. */
export interface EditFault {
  file: string;
  /** 0 for the whole file */
  line: number;
  /** "" where it is in no table */
  table: string;
  /** Null where it is about a whole file */
  row: number | null;
  /** "*" for a whole row */
  column: string;
  value: string;
  expected: string;
  rule: string;
  fix: string;
  /** Whether it only warns */
  mild: boolean;
}

export interface EditTable {
  id: string;
  /** Why it cannot be edited; "" where it can */
  unreadable: string;
  /** Whether rows can be neither added nor deleted */
  fixed: boolean;
  columns: EditColumn[];
  rows: EditRow[];
  faults: EditFault[];
}

/** All that the page shows: the answer to every request. */
export interface EditState {
  /** Grows whenever the map has changed */
  revision: number;
  /** Whether the atlas can be shown as it is drafted */
  runs: boolean;
  /** What the atlas is called */
  title: string;
  /** Files that do not have all changes yet */
  unwritten: string[];
  /** Those that another program has changed, too */
  clashes: string[];
  /** Files that were read again since the last answer */
  reread: string[];
  /** Why the files could not be written; "" where they could */
  failed: string;
  /** Why the last step was not taken; "" where it was */
  refused: string;
  /** What is asked of whoever took the last step: whether to do `act`, too */
  asks: EditAsks | null;
  undo: boolean;
  redo: boolean;
  /** Tables of choices: those that whoever begins makes first, then the others */
  choices: { id: string; rows: number; faults: number }[];
  tables: { id: string; rows: number; faults: number }[];
  /** Tables to fill in first, in order */
  first: string[];
  /** Faults of files that are no tables */
  others: EditFault[];
  table: EditTable;
}

export interface EditAsks {
  act: "rename" | "delete";
  /** How many cells name the row, and in which tables */
  cells: number;
  tables: string[];
  row?: number;
  rows?: number[];
  was?: string;
}

export interface EditStep {
  act: "set" | "add" | "delete" | "rename" | "undo" | "redo" | "write" | "merge" | "theirs";
  table: string;
  row?: number | null;
  rows?: number[];
  cells?: { [column: string]: string };
  /** The id that a row had, by which others name it */
  was?: string;
  /** Delete a row although others name it */
  sure?: boolean;
}

export interface EditParams {
  value: string;
  /** The key that began the editing; null for none */
  eventKey: string | null;
  choices: Choice[];
  words: EditWords["edit"];
  stopEditing(): void;
  api: EditGrid;
}

/** A cell's editor, as the grid wants one. */
export interface CellEditor {
  init(params: EditParams): void;
  getGui(): HTMLElement;
  getValue(): string;
  afterGuiAttached(): void;
  isPopup?(): boolean;
  destroy(): void;
}

export interface EditCell {
  data: EditRow;
}

export interface EditDefinition {
  colId: string;
  headerName: string;
  headerTooltip: string;
  editable: boolean;
  width: number;
  pinned?: "left";
  cellClass?: string;
  valueGetter(cell: EditCell): string;
  valueSetter(cell: EditCell & { newValue: unknown }): boolean;
  tooltipValueGetter(cell: EditCell): string;
  cellClassRules: { [name: string]: (cell: EditCell) => boolean };
  cellEditorSelector(cell: EditCell): { component: new () => CellEditor; popup: boolean };
  cellEditorParams(cell: EditCell): { choices: Choice[]; words: EditWords["edit"] };
}

export interface EditEvents {
  cellFocused: { rowIndex: number | null; column: { getColId(): string } | string | null };
}

/** A row of the grid. */
export interface EditNode {
  data: EditRow;
  rowIndex: number | null;
}

/** What the editor uses of AG Grid's API. */
export interface EditGrid {
  addEventListener<Name extends keyof EditEvents>(
    name: Name,
    act: (e: EditEvents[Name]) => void,
  ): void;
  setGridOption(name: "columnDefs", value: EditDefinition[]): void;
  setGridOption(name: "rowData", value: EditRow[]): void;
  refreshCells(options: { force: boolean; rowNodes?: EditNode[]; columns?: string[] }): void;
  getDisplayedRowAtIndex(index: number): { data: EditRow } | undefined;
  forEachNodeAfterFilterAndSort(act: (node: EditNode) => void): void;
  ensureIndexVisible(index: number): void;
  ensureColumnVisible(column: string): void;
  setFocusedCell(index: number, column: string): void;
  startEditingCell(cell: { rowIndex: number; colKey: string }): void;
  getEditingCells(): { rowIndex: number; column: { getColId(): string } }[];
  stopEditing(): void;
  tabToNextCell(): boolean;
  setFilterModel(model: null): void;
}
