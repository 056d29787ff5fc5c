// Annotations: their button and key. What draws and edits them is loaded when a link has some
// or somebody is about to write one.

import { findById } from "../shell/dom.js";
import { embedded } from "../shell/embed.js";
import { later, opened } from "../shell/later.js";

/** @import { Page } from "../types/page.js" */

/** @param {Page} page */
export function annotating(page) {
  const layer = later(async () => (await import("./layer.js")).layer(page));
  // A frame of another page has no room for the panel.
  if (!embedded) {
    const toggle = () => opened(page, layer, (one) => one.toggle());
    findById("open-annotate")?.addEventListener("click", toggle);
    page.command("annotate", toggle);
  }
  // Once there it looks after itself.
  let asked = false;
  page.listen("rest", ({ annotations }) => {
    if (!annotations || asked) return;
    asked = true;
    opened(page, layer, (one) => one.draw());
  });
}
