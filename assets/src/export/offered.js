// What a page without a server can save, and what it therefore does not offer.

import { byId } from "../shell/dom.js";

/** @import { Page } from "../types/page.js" */

/**
 * Offer what the page draws itself, and nothing else.
 *
 * @param {Page} page
 */
export function paintsAlone(page) {
  /** @type {(id: string, allowed: (value: string) => boolean) => void} */
  const keep = (id, allowed) => {
    const select = /** @type {HTMLSelectElement} */ (byId(id));
    for (const option of [...select.options]) if (!allowed(option.value)) option.remove();
  };
  keep("export-format", (value) => ["png", "svg"].includes(value));
  keep("export-style", (value) => value in page.data.style);
}

/**
 * Hide what leads to other files: a page in one file has none.
 *
 * @param {Page} page
 */
export function inOneFile(page) {
  // Other features may still add such things.
  page.listen("rest", () => {
    const served = "#help-methods, #copy-embed, #toggle-tables";
    for (const away of document.querySelectorAll(served)) {
      /** @type {HTMLElement} */ (away).hidden = true;
    }
  });
}
