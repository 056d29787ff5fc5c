// What floats over a map: no name may run under it.

const FLOATING =
  ".map-tools, .scale, .note, .story, .chip, .day-label, .embed-head, .panel, .annotated";

/**
 * The boxes of floating things over an element, in pixels of the element.
 *
 * @param {HTMLElement} element
 * @returns {import("../core/names.js").Box[]}
 */
export function blocked(element) {
  const area = element.getBoundingClientRect();
  /** @type {import("../core/names.js").Box[]} */
  const boxes = [];
  // On the atlas's own page all that floats there counts; in an app of others' only what belongs
  // to the map. What the map stands in covers nothing of it.
  const part = element.closest(".shell") ?? element.closest(".csto-time-map") ?? document;
  for (const node of part.querySelectorAll(FLOATING)) {
    if (node.contains(element)) continue;
    const b = node.getBoundingClientRect();
    if (b.width && b.right > area.left && b.left < area.right && b.top < area.bottom) {
      boxes.push([b.left - area.left, b.top - area.top, b.right - area.left, b.bottom - area.top]);
    }
  }
  return boxes;
}
