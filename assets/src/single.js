// The page in one file: it has no server, and draws its pictures itself. Its layout is the one
// that Dash has, drawn with React by the same components.

import { drawPicture } from "./export/alone.js";
import { load, mounting } from "./main.js";
import { byId } from "./shell/dom.js";
import { lay } from "./shell/laid.js";

/** @import { Page } from "./types/page.js" */

/**
 * Hide what leads to other files: a page in one file has none.
 *
 * @param {Page} page
 */
function inOneFile(page) {
  // Other features may still add such things.
  page.listen("rest", () => {
    const served = "#help-methods, #copy-embed, #toggle-tables";
    for (const away of document.querySelectorAll(served)) {
      /** @type {HTMLElement} */ (away).hidden = true;
    }
  });
}

window.csto_map_dash.module = { mount: mounting(drawPicture, [inOneFile]) };
load("layout").then((layout) => lay(byId("react-entry-point"), layout));
