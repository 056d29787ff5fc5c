// AG Grid by dash-ag-grid, a Dash component that is loaded when a grid is first shown. It weighs
// more than the rest of the page together.

import { make } from "../shell/dom.js";
import { at } from "../shell/home.js";
import { told } from "./there.js";

/** @import { GridApi } from "../types/globals.js" */
/** @import { Words } from "../types/page.js" */

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
 * Put a grid without rows into a slot of the page; gives AG Grid's API.
 *
 * @param {string} id
 * @param {string} slot
 * @param {Words["grid"]} words
 * @param {{columns: object, options: object}} more What it has beside, or in place of, what all have.
 * @returns {Promise<GridApi>}
 */
export async function agGrid(id, slot, words, { columns, options }) {
  if (!window.dash_ag_grid) await script(at(told("grid") ?? ""));
  const { dash_clientside: dash, dash_ag_grid: component } = window;
  if (!dash || !component) throw new Error("the page has no grid");
  const props = {
    id,
    columnDefs: [],
    rowData: [],
    style: { height: "100%", width: "100%" },
    defaultColDef: {
      sortable: true,
      resizable: true,
      filter: "agTextColumnFilter",
      suppressHeaderMenuButton: true,
      ...columns,
    },
    dashGridOptions: {
      styleNonce: told("style-nonce"),
      localeText: words,
      animateRows: false,
      enableRtl: document.documentElement.dir === "rtl",
      suppressMovableColumns: true,
      ...options,
    },
  };
  dash.set_props(slot, { children: { namespace: "dash_ag_grid", type: "AgGrid", props } });
  return component.getApiAsync(id);
}
