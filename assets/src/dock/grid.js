// The grid of the tables.

import { agGrid } from "./ag_grid.js";

/** @import {GridApi} from "../types/globals.js" */
/** @import {Words} from "../types/page.js" */

const ID = "table-grid";

/**
 * Put the grid into the page; gives AG Grid's API.
 *
 * @param {Words["grid"]} words
 * @param {boolean} coarse whether fingers point
 * @returns {Promise<GridApi>}
 */
export function grid(words, coarse) {
  const columns = { floatingFilter: true, minWidth: 88 };
  const options = {
    rowSelection: { mode: "singleRow", checkboxes: false, enableClickSelection: true },
    rowHeight: coarse ? 44 : 32,
    headerHeight: coarse ? 44 : 36,
    floatingFiltersHeight: coarse ? 48 : 40,
    suppressColumnMoveAnimation: true,
    suppressDragLeaveHidesColumns: true,
    tooltipShowDelay: 400,
    enableCellTextSelection: true,
  };
  return agGrid(ID, "table-slot", words, { columns, options });
}
