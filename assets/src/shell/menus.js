// Menus: what has no room in a row opens from a button, and closes by itself.

import { byId } from "./dom.js";

/** @import { Page } from "../types/page.js" */

/**
 * Let a button open a part of the page, which closes when something else is pressed, the focus
 * leaves it or Escape is; the part is open while its owner says so in `data-open`.
 *
 * @param {Pick<Page, "closer">} page
 * @param {object} menu
 * @param {string} menu.opener Of the button.
 * @param {string} menu.owner What holds both, and the style sheet looks at.
 * @param {(target: Element) => boolean} [menu.done] Whether a press inside closes it.
 */
export function menu(page, { opener, owner, done = () => false }) {
  const button = byId(opener);
  const node = byId(owner);
  const isOpen = () => node.dataset.open === opener;
  /** @param {boolean} open */
  const show = (open) => {
    if (open) node.dataset.open = opener;
    else delete node.dataset.open;
    button.setAttribute("aria-expanded", String(open));
  };
  button.addEventListener("click", () => show(!isOpen()));
  // Before what is pressed does anything: what it opens gives the focus back to the button.
  const pressed = (/** @type {MouseEvent} */ e) => {
    const target = /** @type {Element} */ (e.target);
    if (!isOpen() || button.contains(target) || !done(target)) return;
    button.focus();
    show(false);
  };
  node.addEventListener("click", pressed, { capture: true });
  document.addEventListener("pointerdown", (e) => {
    if (isOpen() && !node.contains(/** @type {Node} */ (e.target))) show(false);
  });
  node.addEventListener("focusout", (e) => {
    const to = e.relatedTarget;
    if (isOpen() && to instanceof Node && !node.contains(to)) show(false);
  });
  const close = () => {
    if (!isOpen()) return false;
    const back = node.contains(document.activeElement);
    show(false);
    if (back) button.focus();
    return true;
  };
  page.closer(close, { first: true });
}

/**
 * Give the focus back to a tool, or to the menu that it is in while that is closed.
 *
 * @param {HTMLElement} tool
 */
export function focusTool(tool) {
  tool.focus();
  if (document.activeElement !== tool) byId("toggle-menu").focus();
}
