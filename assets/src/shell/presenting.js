// Presenting to a class: its button and key. What it does is loaded when it is wanted.

import { findById } from "./dom.js";
import { later, opened } from "./later.js";

/** @import { Page } from "../types/page.js" */

/** @param {Page} page */
export function presenting(page) {
  const present = later(async () => new (await import("./present.js")).Present(page));
  const toggle = () => opened(page, present, (one) => one.toggle());
  findById("present")?.addEventListener("click", toggle);
  page.command("present", toggle);
  // What presenters hold in their hand sends these keys: in a tour they lead through its stops.
  page.command("change", (by) => {
    if (page.view.tour && "presenting" in document.documentElement.dataset) page.act("tour", by);
    else page.player.step(by, "change");
  });
}
