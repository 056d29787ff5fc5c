// Vendored scripts, each loaded when it is first wanted.

import { later } from "../shell/later.js";

/** @type {Map<string, () => Promise<void>>} */
const known = new Map();

/**
 * Load one of the vendored scripts; after a failure it is tried again.
 *
 * @param {string} name as the page's meta elements call it
 */
export function script(name) {
  const load = known.get(name) || later(() => added(name));
  known.set(name, load);
  return load();
}

/**
 * @param {string} name
 * @returns {Promise<void>}
 */
function added(name) {
  /** @type {HTMLMetaElement | null} */
  const meta = document.querySelector(`meta[name="csto-map:${name}"]`);
  // A page in one file has them all.
  if (!meta) return Promise.resolve();
  const node = document.createElement("script");
  node.dataset.name = name;
  node.src = meta.content;
  return new Promise((resolve, reject) => {
    node.addEventListener("load", () => resolve());
    node.addEventListener("error", () => {
      node.remove();
      reject(new TypeError(name));
    });
    document.head.append(node);
  });
}
