// The help, with the data version and what is only planned.

import { wireDialog } from "./closing.js";
import { byId, dayInWords, fill, make } from "./dom.js";
import { pageAt } from "./home.js";

/** @import { Page } from "../types/page.js" */

/**
 * Fill the help.
 *
 * @param {Pick<Page, "data" | "words">} page
 * @returns {() => void} Shows it.
 */
export function helpDialog({ data, words }) {
  const dialog = wireDialog("help");
  byId("help-methods").setAttribute("href", pageAt("methods"));
  byId("help-data").textContent = fill(words.help.data, {
    version: data.version,
    horizon: dayInWords(data.horizon),
  });
  /**
   * @param {string} id
   * @param {string[]} texts
   */
  const list = (id, texts) => {
    byId(id).replaceChildren(...texts.map((text) => make("li", {}, text)));
    byId(`${id}-title`).hidden = !texts.length;
  };
  list(
    "help-gaps",
    data.not_covered.map(({ text }) => text),
  );
  list("help-plans", data.plans);
  return () => dialog.showModal();
}
