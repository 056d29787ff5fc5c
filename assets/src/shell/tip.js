// The short card under the pointer.

import { make } from "./dom.js";

/**
 * Show it at a place: title, kind and doubt; nothing that needs loading.
 *
 * @param {HTMLElement} node
 * @param {[className: string, text: string][]} lines
 * @param {number} x
 * @param {number} y
 * @param {{width: number, height: number}} bounds
 */
export function tip(node, lines, x, y, bounds) {
  node.replaceChildren(...lines.map(([className, text]) => make("p", { className }, text)));
  node.hidden = false;
  const left = Math.min(x + 14, bounds.width - node.offsetWidth - 8);
  const below = y + 18 + node.offsetHeight < bounds.height;
  node.style.transform = `translate(${Math.max(8, left)}px, ${below ? y + 18 : y - node.offsetHeight - 12}px)`;
}
