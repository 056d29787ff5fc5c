// The search: its dialog and field, at once. What finds is loaded when it is first opened.

import { byId, make } from "../shell/dom.js";
import { later } from "../shell/later.js";

/** @import { Page } from "../types/page.js" */

/** @param {Page} page */
export function search(page) {
  const words = page.words.search;
  const dialog = byId("search");
  const input = make("input", {
    type: "text",
    id: "search-input",
    placeholder: words.title,
    autocomplete: "off",
    spellcheck: false,
    attr: {
      role: "combobox",
      "aria-label": words.title,
      "aria-controls": "search-results",
      "aria-expanded": "false",
      "aria-autocomplete": "list",
      "aria-describedby": "search-hint",
    },
  });
  byId("search-field").replaceChildren(input);
  byId("search-close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (e) => {
    // A click on the backdrop is a click on the dialog itself.
    if (e.target === dialog) dialog.close();
  });
  const box = later(async () => {
    const [module, file] = await Promise.all([import("./searchbox.js"), page.load("search")]);
    return new module.SearchBox(page, input, file);
  });
  let ready = false;

  async function open() {
    if (document.querySelector("dialog[open]")) return;
    // Whatever is typed from now on is meant for the field, even while the rest loads.
    dialog.showModal();
    input.select();
    const hint = byId("search-hint");
    if (!ready) hint.textContent = words.loading;
    try {
      const one = await box();
      ready = true;
      one.typed();
    } catch (problem) {
      console.error(problem);
      hint.textContent = words.failed;
    }
  }

  page.command("search", open);
  byId("open-search").addEventListener("click", open);
}
