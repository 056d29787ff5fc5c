// Putting the items of a list in order: dragged by a handle, or with Alt and the arrow keys.

/**
 * Let the items of a list be moved.
 *
 * @param {HTMLElement} list
 * @param {(from: number, to: number) => void} move Called once it is let go.
 */
export function ordering(list, move) {
  /** @type {{item: Element, from: number, to: number} | null} */
  let held = null;
  const items = () => [...list.children];

  const marked = () => {
    items().forEach((item, k) => {
      const { from = -1, to = -1 } = held ?? {};
      item.classList.toggle("held", k === from);
      item.classList.toggle("before", from !== to && k === to && to < from);
      item.classList.toggle("after", from !== to && k === to && to > from);
    });
  };
  /** @param {boolean} done */
  const end = (done) => {
    const last = held;
    held = null;
    marked();
    if (done && last && last.from !== last.to) move(last.from, last.to);
  };

  list.addEventListener("pointerdown", (e) => {
    const handle = e.target instanceof Element ? e.target.closest(".plan-handle") : null;
    const item = handle?.closest("li");
    if (!handle || !item || e.button) return;
    e.preventDefault();
    handle.setPointerCapture(e.pointerId);
    const from = items().indexOf(item);
    held = { item, from, to: from };
    marked();
  });
  list.addEventListener("pointermove", (e) => {
    if (!held) return;
    const under = items().findIndex((item) => e.clientY < item.getBoundingClientRect().bottom);
    held.to = under < 0 ? items().length - 1 : under;
    marked();
    items()[held.to].scrollIntoView({ block: "nearest" });
  });
  list.addEventListener("pointerup", () => end(true));
  list.addEventListener("pointercancel", () => end(false));
  list.addEventListener(
    "keydown",
    (e) => {
      if (held && e.key === "Escape") {
        // The dialog stays open: only the item is let go.
        e.preventDefault();
        e.stopPropagation();
        end(false);
      }
      const by = e.key === "ArrowUp" ? -1 : e.key === "ArrowDown" ? 1 : 0;
      const item = e.target instanceof Element ? e.target.closest("li") : null;
      if (!e.altKey || !by || !item) return;
      e.preventDefault();
      const from = items().indexOf(item);
      const to = from + by;
      if (to >= 0 && to < items().length) move(from, to);
    },
    { capture: true },
  );
}
