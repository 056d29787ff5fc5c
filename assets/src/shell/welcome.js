// A first visit: what this is and questions to begin with, shown once per browser.

import { embedded } from "./embed.js";
import { later, opened } from "./later.js";

/** @import { Page } from "../types/page.js" */

const greeting = later(() => import("./greeting.js"));
const KEPT = "csto-map.met";

/** Whether this browser has seen the page before; true too if it stores nothing. */
function met() {
  try {
    const before = window.localStorage.getItem(KEPT) !== null;
    window.localStorage.setItem(KEPT, "1");
    return before;
  } catch (problem) {
    if (problem instanceof DOMException) return true;
    throw problem;
  }
}

/** @param {Page} page */
export function welcome(page) {
  if (page.data.unfilled.length) {
    opened(page, greeting, ({ guide }) => guide(page));
    return;
  }
  // Whoever follows a link wants to see what it shows.
  if (embedded || window.location.search || window.location.protocol === "file:" || met()) return;
  opened(page, greeting, ({ greet }) => greet(page));
}
