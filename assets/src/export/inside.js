// Files that the page carries in itself: those of the atlas in one file.

import { patched, unfolded, unpacked } from "./packed.js";

/** @import { Json, Patch } from "./packed.js" */

/**
 * One of these files.
 *
 * @param {HTMLScriptElement} carrier
 * @returns {Promise<Json>}
 */
export async function inside({ textContent, dataset }) {
  const told = await unpacked(textContent || "").json();
  const value = "folded" in dataset ? unfolded(told) : told;
  if (!dataset.over) return value;
  // It is told by what differs from another.
  /** @type {HTMLScriptElement | null} */
  const other = document.querySelector(`script[data-name="${dataset.over}"]`);
  if (!other) throw new Error(`the page carries no file "${dataset.over}"`);
  return patched(await inside(other), /** @type {Patch} */ (value));
}
