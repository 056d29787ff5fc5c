// The grid of the tables: dash-ag-grid, a Dash component that is loaded when tables
// are first opened. It weighs more than the rest of the page together.

import { make } from "../shell/dom.js";
import { told } from "./there.js";

/** @import {GridApi} from "../types/globals.js" */
/** @import {Words} from "../types/page.js" */

const ID = "table-grid";

/** @param {string} src @returns {Promise<unknown>} */
function script(src) {
  return new Promise((resolve, reject) => {
    const node = make("script", { src });
    node.addEventListener("load", resolve);
    node.addEventListener("error", () => reject(new Error(src)));
    document.head.append(node);
  });
}

/**
 * Put the grid into the page; gives AG Grid's API.
 *
 * @param {Words["grid"]} words
 * @param {boolean} coarse whether fingers point
 * @returns {Promise<GridApi>}
 */
export async function grid(words, coarse) {
  if (!window.dash_ag_grid) await script(told("grid") ?? "");
  const props = {
    id: ID,
    columnDefs: [],
    rowData: [],
    style: { height: "100%", width: "100%" },
    defaultColDef: {
      sortable: true,
      resizable: true,
      filter: "agTextColumnFilter",
      floatingFilter: true,
      suppressHeaderMenuButton: true,
      minWidth: 88,
    },
    dashGridOptions: {
      styleNonce: told("style-nonce"),
      localeText: words,
      rowSelection: { mode: "singleRow", checkboxes: false, enableClickSelection: true },
      rowHeight: coarse ? 44 : 32,
      headerHeight: coarse ? 44 : 36,
      floatingFiltersHeight: coarse ? 48 : 40,
      animateRows: false,
      suppressColumnMoveAnimation: true,
      suppressDragLeaveHidesColumns: true,
      suppressMovableColumns: true,
      tooltipShowDelay: 400,
      enableCellTextSelection: true,
    },
  };
  const { dash_clientside: dash, dash_ag_grid: agGrid } = window;
  if (!dash || !agGrid) throw new Error("the page has no grid");
  dash.set_props("table-slot", {
    children: { namespace: "dash_ag_grid", type: "AgGrid", props },
  });
  return agGrid.getApiAsync(ID);
}
