// Saving: the button that opens the dialog, which is loaded then.

import { byId } from "../shell/dom.js";
import { later, opened } from "../shell/later.js";

/** @import { Page } from "../types/page.js" */

/** @param {Page} page */
export function exports(page) {
  const dialog = later(async () => (await import("./dialog.js")).exportDialog(page));
  byId("save-image").addEventListener("click", () => opened(page, dialog, (one) => one.open()));
}
