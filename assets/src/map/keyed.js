// SVG elements that are kept from one drawing to the next: only what differs is touched.

import { svg } from "../shell/dom.js";

/** @typedef {Record<string, string | number>} Attributes */
/**
 * Elements of one look are alike but for some attributes and their text.
 *
 * @typedef {object} Item
 * @property {string} id
 * @property {string} look
 * @property {() => Attributes} make The attributes of the look.
 * @property {Attributes} at The attributes that differ; the same names for all of a look.
 * @property {string} [text]
 */
/** @typedef {{node: SVGElement, look: string, at: Attributes, text?: string, used: boolean}} Kept */

// So many elements are kept for later, beside those that are shown.
const SPARE = 200;

/**
 * Set attributes: those that are set anew cost a browser as much as others do.
 *
 * @param {Element} node
 * @param {Attributes} attributes
 */
export function put(node, attributes) {
  for (const name in attributes) {
    const value = String(attributes[name]);
    if (node.getAttribute(name) !== value) node.setAttribute(name, value);
  }
}

/**
 * Elements of one tag in a parent, by id.
 *
 * One that is no longer shown is kept for whatever looks the same and comes next: to make
 * an element, above all an image, costs the browser more than to move one.
 */
export class Keyed {
  /**
   * @param {"circle" | "image" | "path" | "rect" | "text"} tag
   * @param {SVGGElement} parent
   */
  constructor(tag, parent) {
    this.tag = tag;
    this.parent = parent;
    /** @type {Map<string, Kept>} */
    this.shown = new Map();
    /** @type {Map<string, Kept[]>} */
    this.spare = new Map();
    this.spares = 0;
  }

  /** @param {Item[]} items */
  show(items) {
    const wanted = new Map(items.map(({ id, look }) => [id, look]));
    const gone = [];
    for (const [id, kept] of this.shown) {
      if (wanted.get(id) === kept.look) continue;
      this.shown.delete(id);
      this.retire(kept);
      gone.push(kept);
    }
    for (const item of items) this.set(this.shown.get(item.id) || this.take(item), item);
    for (const kept of gone) if (!kept.used) kept.node.remove();
  }

  /**
   * @param {Kept} kept
   * @param {Item} item
   */
  set(kept, { at, text }) {
    for (const name in at) {
      if (kept.at[name] === at[name]) continue;
      kept.at[name] = at[name];
      kept.node.setAttribute(name, String(at[name]));
    }
    if (text === undefined || kept.text === text) return;
    kept.text = text;
    kept.node.textContent = text;
  }

  /**
   * An element for an item: one of its look that was kept, or a new one.
   *
   * @param {Item} item
   */
  take({ id, look, make }) {
    const some = this.spare.get(look);
    let kept = some?.pop();
    if (kept) this.spares -= 1;
    else kept = { node: svg(this.tag, make()), look, at: {}, used: true };
    if (some && !some.length) this.spare.delete(look);
    kept.used = true;
    kept.node.setAttribute("data-id", id);
    if (!kept.node.parentNode) this.parent.append(kept.node);
    this.shown.set(id, kept);
    return kept;
  }

  /** @param {Kept} kept */
  retire(kept) {
    kept.used = false;
    if (this.spares >= SPARE) return;
    const some = this.spare.get(kept.look);
    if (some) some.push(kept);
    else this.spare.set(kept.look, [kept]);
    this.spares += 1;
  }
}
