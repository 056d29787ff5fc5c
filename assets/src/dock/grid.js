// The grid of the tables: dash-ag-grid, a Dash component that is loaded when tables
// are first opened. It weighs more than the rest of the page together.

import { make } from "../shell/dom.js";

const ID = "table-grid";

const meta = (name) => document.querySelector(`meta[name="csto-map:${name}"]`);

/** Whether the page can show the grid: a file without a server cannot. */
export const gridThere = () => Boolean(meta("grid")?.content && window.dash_clientside);

function script(src) {
  return new Promise((resolve, reject) => {
    const node = make("script", { src });
    node.addEventListener("load", resolve);
    node.addEventListener("error", () => reject(new Error(src)));
    document.head.append(node);
  });
}

/** Put the grid into the page; gives AG Grid's API. */
export async function grid(words, coarse) {
  if (!window.dash_ag_grid) await script(meta("grid").content);
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
      styleNonce: meta("style-nonce").content,
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
  window.dash_clientside.set_props("table-slot", {
    children: { namespace: "dash_ag_grid", type: "AgGrid", props },
  });
  return window.dash_ag_grid.getApiAsync(ID);
}
