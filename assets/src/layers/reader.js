// All that reading somebody's file needs, in one script that the page loads with the first.

export { projector } from "../core/projection.js";
export { readTable } from "./layer.js";
export { openFile } from "./open.js";
export { BadFile, sentence } from "./table.js";
export { askColumns, askOrder, remarks } from "./told.js";
