// What changes the dock; loaded with what is in it.

import { dockOf } from "./dock.js";

/** @import { Dock, Page, View } from "../types/page.js" */

/**
 * Change the dock, as a step in the browser's history.
 *
 * @param {Page} page
 * @param {Partial<Dock>} change
 * @param {Partial<View>} more
 */
export function changeDock(page, change, more = {}) {
  const dock = { ...dockOf(page), ...change };
  page.set({ dock, ...more }, "push");
}
