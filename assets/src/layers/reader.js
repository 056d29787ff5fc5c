// All that reading somebody's file needs, in one script that the page loads with the first.

export { tableOf } from "./files.js";
export { complete, ROLES, readRows, recognise } from "./read.js";
export { askOrder, ownNotes } from "./told.js";
export { doubt } from "./when.js";
