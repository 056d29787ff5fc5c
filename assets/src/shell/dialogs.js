// Dialogs and notices.

import { byId, make } from "./dom.js";

/** @import { Words } from "../types/words.js" */

const NOTICE_MS = 9000;

/**
 * Show a short message that disappears by itself, or when closed; `stays`: only when closed.
 *
 * @param {string} text
 * @param {Pick<Words["notice"], "close">} words
 * @param {{stays?: boolean}} [how]
 */
export function notice(text, words, { stays = false } = {}) {
  const close = make("button", {
    type: "button",
    className: "button icon icon-close",
    title: words.close,
    attr: { "aria-label": words.close },
  });
  const node = make("div", { className: "notice" }, make("p", {}, text), close);
  close.addEventListener("click", () => node.remove());
  place();
  // A notice that is still there is not told twice.
  for (const one of byId("notices").querySelectorAll(".notice")) {
    if (one.textContent === text) one.remove();
  }
  byId("notices").append(node);
  if (!stays) setTimeout(() => node.remove(), NOTICE_MS);
}

/**
 * Notices appear above the map, never over it; in the open dialog, if there is one: nothing
 * outside it can be seen or clicked.
 */
export function place() {
  const host = document.querySelector("dialog[open]") || byId("telling");
  if (byId("notices").parentNode !== host) host.append(byId("notices"));
}
