// Dialogs that their button or a click outside them closes; loaded with the first of them.

import { place } from "./dialogs.js";
import { byId } from "./dom.js";

/**
 * Let a dialog be closed by its button and by a click outside it.
 *
 * @param {"export" | "help" | "own-mapping" | "own-order"} id
 */
export function wireDialog(id) {
  const dialog = byId(id);
  byId(`${id}-close`).addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", place);
  dialog.addEventListener("click", (e) => {
    // A click on the backdrop is a click on the dialog itself.
    if (e.target === dialog) dialog.close();
  });
  return dialog;
}
