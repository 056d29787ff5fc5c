// The theme that the reader's system asks for.

/** @import { Theme } from "../types/page.js" */

const DARK = "(prefers-color-scheme: dark)";
const CONTRAST = "(prefers-contrast: more)";

/** @param {string} what */
const wants = (what) => window.matchMedia(what).matches;

/** @returns {Theme} */
export const systemTheme = () => (wants(CONTRAST) ? "contrast" : wants(DARK) ? "dark" : "light");

/**
 * Hear of it whenever the system asks for another theme.
 *
 * @param {() => void} act
 * @param {AbortSignal} [signal]
 */
export function onSystemTheme(act, signal) {
  for (const wish of [DARK, CONTRAST]) {
    window.matchMedia(wish).addEventListener("change", act, { signal });
  }
}
