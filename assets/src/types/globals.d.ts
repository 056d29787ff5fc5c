// What the page finds on `window`: libraries that it loads itself, and its own API. Only what
// the code uses of them is declared.

import type * as camera from "../core/camera.js";
import type * as diff from "../core/diff.js";
import type * as filter from "../core/filter.js";
import type * as layout from "../core/layout.js";
import type * as link from "../core/link.js";
import type * as search from "../core/search.js";
import type * as state from "../core/state.js";
import type { Words } from "./words.js";
import type { MapId, Mount, Page } from "./page.js";

/** A value of a figure of Plotly: what JSON can say, and undefined, which it passes over. */
export type PlotlyValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly PlotlyValue[]
  | { readonly [name: string]: PlotlyValue };
/** A trace, a layout or changes to one, by Plotly's names. */
export type PlotlyOptions = { [name: string]: PlotlyValue };

/** A point of a trace under the pointer. */
export interface PlotlyPoint {
  /** What the trace has for the point; here always the index of an item */
  customdata: number;
}

/** What the handlers of a figure are given. */
export interface PlotlyEvents {
  plotly_hover: { points: PlotlyPoint[] };
  plotly_unhover: { points: PlotlyPoint[] };
  plotly_click: { points: PlotlyPoint[] };
  /** Undefined when a selection is taken back */
  plotly_selected: { range?: { x: [string, string] } } | undefined;
  /** Ends of axes by names like "xaxis.range[0]" */
  plotly_relayout: { [name: string]: number | undefined };
  plotly_relayouting: { [name: string]: number | undefined };
}

/** An element in which Plotly has drawn a figure. */
export interface PlotlyElement extends HTMLElement {
  data: PlotlyOptions[];
  layout: PlotlyOptions;
  on<Name extends keyof PlotlyEvents>(name: Name, act: (e: PlotlyEvents[Name]) => void): void;
}

export interface Plotly {
  newPlot(
    node: HTMLElement,
    data: PlotlyOptions[],
    layout: PlotlyOptions,
    config?: PlotlyOptions,
  ): Promise<PlotlyElement>;
  react(
    node: HTMLElement,
    data: PlotlyOptions[],
    layout: PlotlyOptions,
    config?: PlotlyOptions,
  ): Promise<PlotlyElement>;
  update(
    node: HTMLElement,
    data: PlotlyOptions,
    layout: PlotlyOptions,
    traces?: number[],
  ): Promise<PlotlyElement>;
  restyle(node: HTMLElement, data: PlotlyOptions, traces?: number[]): Promise<PlotlyElement>;
  relayout(node: HTMLElement, layout: PlotlyOptions): Promise<PlotlyElement>;
}

/** A row of the table, as the page gives it to the grid. */
export interface GridRow {
  id: MapId | "" | null;
  /** Whether it certainly holds */
  sure: boolean;
  cells: GridCell[];
  sources: string[];
}

/** A cell: what it shows, or what it sorts by and what it shows. */
export type GridCell = string | number | null | readonly [number | null, string];

export interface GridNode {
  data: GridRow;
  setSelected(on: boolean, alone?: boolean, source?: string): void;
}

export interface GridColumn {
  getColDef(): GridDefinition;
}

/** What the page says of a column. */
export interface GridDefinition {
  colId: string;
  headerName: string;
  filter?: string;
  flex: number;
  minWidth: number;
  cellClass?: string;
  valueGetter(params: { data: GridRow }): string | number | null;
  tooltipValueGetter?(params: { value: string | number | null }): string | number | null;
  comparator?(a: unknown, b: unknown, one: GridNode, other: GridNode, down: boolean): number;
  valueFormatter?(params: { value: number | null | undefined }): string;
}

/** The filter of a column. */
export interface GridFilter {
  filterType: "number" | "text";
  type: string;
  filter?: string | number | null;
}

export interface GridEvents {
  selectionChanged: { source: string };
  cellKeyDown: { event: KeyboardEvent; data?: GridRow; node: GridNode };
  cellFocused: { rowIndex: number | null };
  cellMouseOver: { data?: GridRow };
  cellMouseOut: { data?: GridRow };
  filterChanged: object;
  sortChanged: object;
  modelUpdated: object;
}

/** The options that the page changes. */
export interface GridOptions {
  columnDefs: GridDefinition[];
  rowData: GridRow[];
}

/** The API of AG Grid. */
export interface GridApi {
  addEventListener<Name extends keyof GridEvents>(
    name: Name,
    act: (e: GridEvents[Name]) => void,
  ): void;
  setGridOption<Name extends keyof GridOptions>(name: Name, value: GridOptions[Name]): void;
  applyColumnState(change: {
    state: { colId: string; sort: "asc" | "desc" }[];
    defaultState: { sort: null };
  }): boolean;
  getColumnState(): { colId: string; sort?: "asc" | "desc" | null }[];
  setFilterModel(model: { [colId: string]: GridFilter }): void;
  getFilterModel(): { [colId: string]: GridFilter };
  forEachNode(act: (node: GridNode) => void): void;
  forEachNodeAfterFilterAndSort(act: (node: GridNode) => void): void;
  getDisplayedRowCount(): number;
  getDisplayedRowAtIndex(index: number): GridNode | undefined;
  getAllDisplayedColumns(): GridColumn[];
  setFocusedCell(row: number, column: GridColumn): void;
  getSelectedNodes(): GridNode[];
  deselectAll(which: "all", source: string): void;
  ensureNodeVisible(node: GridNode, position: "top" | "middle" | "bottom"): void;
  getCellValue(which: { rowNode: GridNode; colKey: GridColumn }): string | number | null;
}

/** A projection of Proj4js. */
export interface Projection {
  forward(point: [lon: number, lat: number]): [x: number, y: number];
  inverse(point: [x: number, y: number]): [lon: number, lat: number];
}

/** What React makes an element of: the name of a tag, or a component. */
export type ReactKind = string | (new (props: object) => object) | ((props: object) => unknown);
/** An element of React; nobody looks into it. */
export interface ReactElement {
  readonly type: ReactKind;
}
/** What may stand in an element of React. */
export type ReactNode =
  | ReactElement
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly ReactNode[];

export interface React {
  createElement(kind: ReactKind, props: object, ...children: ReactNode[]): ReactElement;
}

export interface ReactDOM {
  createRoot(host: Element): { render(node: ReactNode): void };
}

/** Components of ours: csto_map/dash/component.js. */
export interface Components {
  TimeMap: ReactKind;
  /** What mounts the maps instead of the module that the properties name */
  module?: { mount: Mount };
}

/** What others may build on. */
export interface CstoMap {
  page: Page;
  /** Go to an ISO date; a RangeError where the atlas has no such day. */
  goTo(date: string): Promise<void>;
  state(): {
    date: string;
    view: string;
    layers: string[];
    organization: string;
    selection: MapId | null;
    playing: boolean;
  };
  play(): void;
  pause(): void;
  core: {
    camera: typeof camera;
    filter: typeof filter;
    layout: typeof layout;
    link: typeof link;
    state: typeof state;
    /** Loaded by whoever asks first */
    diff(): Promise<typeof diff>;
    search(): Promise<typeof search>;
  };
}

declare global {
  interface Window {
    Plotly: Plotly;
    /** Dash's own, or what stands in for it: absent in the atlas in one file */
    dash_clientside?: { set_props(id: string, props: { [name: string]: unknown }): void };
    /** Absent until the tables are first opened */
    dash_ag_grid?: { getApiAsync(id: string): Promise<GridApi> };
    React: React;
    ReactDOM: ReactDOM;
    csto_map_dash: Components;
    /** Absent until the page has started */
    cstoMap?: CstoMap;
  }
}
