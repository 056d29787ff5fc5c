// The page in another language: the texts of its shell are replaced by their keys.

/** @import { Words } from "../types/page.js" */

/**
 * Put the shell into the words of a language.
 *
 * @param {Words} words
 * @param {string} language
 * @param {"ltr" | "rtl"} direction Which way it is written.
 */
export function sayShell(words, language, direction) {
  document.documentElement.lang = language;
  document.documentElement.dir = direction;
  /** @param {string} [key] */
  const find = (key = "") => {
    /** @type {unknown} */
    let part = words;
    for (const name of key.split(".")) {
      part = /** @type {Record<string, unknown> | undefined} */ (part)?.[name];
    }
    return typeof part === "string" ? part : "";
  };
  /** @type {NodeListOf<HTMLElement>} */
  const texts = document.querySelectorAll("[data-word]");
  for (const node of texts) node.textContent = find(node.dataset.word);
  /** @type {NodeListOf<HTMLElement>} */
  const titled = document.querySelectorAll("[data-word-title]");
  for (const node of titled) {
    const title = find(node.dataset.wordTitle);
    if (node.title) node.title = title;
    if (node.hasAttribute("aria-label")) node.setAttribute("aria-label", title);
  }
}
