// SVG elements that are kept from one drawing to the next: only what differs is touched.

import { svg } from "../shell/dom.js";

// So many elements are kept for later, beside those that are shown.
const SPARE = 200;

/** Set attributes. */
export function put(node, attributes) {
  for (const name in attributes) node.setAttribute(name, attributes[name]);
}

/**
 * Elements of one tag in a parent, by id.
 *
 * One that is no longer shown is kept for whatever looks the same and comes next: to make
 * an element, above all an image, costs the browser more than to move one.
 */
export class Keyed {
  constructor(tag, parent) {
    Object.assign(this, { tag, parent });
    this.shown = new Map();
    this.spare = new Map();
    this.spares = 0;
  }

  /**
   * Show items: [{id, look, make(), at, text?}]. Elements of one look, a string, are alike but
   * for the attributes `at` and their text; make() gives the attributes of the look.
   */
  show(items) {
    const wanted = new Map(items.map(({ id, look }) => [id, look]));
    for (const [id, kept] of this.shown) {
      if (wanted.get(id) === kept.look) continue;
      this.shown.delete(id);
      this.retire(kept);
    }
    for (const item of items) this.set(this.shown.get(item.id) || this.take(item), item);
    for (const some of this.spare.values()) for (const { node } of some) node.remove();
  }

  set(kept, { at, text }) {
    for (const name in at) {
      if (kept.at[name] === at[name]) continue;
      kept.at[name] = at[name];
      kept.node.setAttribute(name, at[name]);
    }
    if (text === undefined || kept.text === text) return;
    kept.text = text;
    kept.node.textContent = text;
  }

  take({ id, look, make }) {
    const some = this.spare.get(look);
    let kept = some?.pop();
    if (kept) {
      this.spares -= 1;
      if (!some.length) this.spare.delete(look);
    } else kept = { node: svg(this.tag, make()), look, at: {} };
    kept.node.dataset.id = id;
    if (!kept.node.parentNode) this.parent.append(kept.node);
    this.shown.set(id, kept);
    return kept;
  }

  retire(kept) {
    const { look } = kept;
    if (this.spares >= SPARE) {
      kept.node.remove();
      return;
    }
    if (!this.spare.has(look)) this.spare.set(look, []);
    this.spare.get(look).push(kept);
    this.spares += 1;
  }
}
