// Keys: one table from key to command. Pure but for the listener.

/** @import { Command } from "../types/page.js" */

/** @typedef {Pick<KeyboardEvent, "key" | "shiftKey" | "altKey" | "ctrlKey" | "metaKey">} Press */

/**
 * Whether a key press belongs to the browser: Alt+Left goes back, Ctrl+F finds, and so on.
 *
 * @param {Pick<KeyboardEvent, "altKey" | "ctrlKey" | "metaKey">} press
 */
export function foreign({ altKey, ctrlKey, metaKey }) {
  return altKey || ctrlKey || metaKey;
}

/** @type {Record<string, -1 | 1>} */
const ARROWS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };
/** @type {Record<string, -1 | 1>} */
const PAGES = { PageUp: -1, PageDown: 1 };
/** @type {Record<string, Command>} */
const KEYS = {
  " ": ["play"],
  PageUp: ["change", -1],
  PageDown: ["change", 1],
  Home: ["first"],
  End: ["last"],
  "+": ["zoom", 0.6],
  "=": ["zoom", 0.6],
  "-": ["zoom", 1 / 0.6],
  0: ["home"],
  "?": ["help"],
  Escape: ["close"],
  w: ["pan", [0, 1]],
  a: ["pan", [1, 0]],
  s: ["pan", [0, -1]],
  d: ["pan", [-1, 0]],
  g: ["date"],
  c: ["charts"],
  b: ["tables"],
  l: ["layers"],
  t: ["theme"],
  "/": ["search"],
  n: ["tour", 1],
  p: ["present"],
  m: ["annotate"],
  x: ["compare"],
  f: ["filters"],
};

/**
 * The command of a key press: [name, argument], or null.
 *
 * @param {Press} e
 * @returns {Command | null}
 */
export function command(e) {
  const { key, shiftKey } = e;
  if (foreign(e)) return null;
  const back = ARROWS[key];
  if (back) return [shiftKey ? "month" : "step", back];
  const leap = PAGES[key];
  if (leap && shiftKey) return ["year", leap];
  if (shiftKey && key.toLowerCase() === "n") return ["tour", -1];
  const name = key.length === 1 ? key.toLowerCase() : key;
  return Object.hasOwn(KEYS, name) ? KEYS[name] : null;
}

/**
 * Whether a key belongs to what has the focus rather than to the page.
 *
 * @param {Element} target
 * @param {string} key
 */
function taken(target, key) {
  const tag = target.tagName;
  // In a dialog just closed, the focus stays for a moment where it was.
  const dialog = target.closest("dialog");
  if (dialog) return dialog.open;
  if (tag === "SELECT" || tag === "TEXTAREA") return key !== "Escape";
  if (target instanceof HTMLInputElement) {
    if (target.type === "checkbox") return key === " ";
    return target.type === "radio" ? key.startsWith("Arrow") || key === " " : key !== "Escape";
  }
  const presses = tag === "BUTTON" || tag === "A" || tag === "SUMMARY";
  if (presses && (key === " " || key === "Enter")) return true;
  // A grid has its own navigation keys; letters and Esc still belong to the page.
  if (target.closest(".table-slot")) return key.length > 1 ? key !== "Escape" : key === " ";
  // A panel that scrolls keeps the keys that scroll it, and so does the dock.
  return (
    Boolean(target.closest(".panel-body, .dock")) && /^(Arrow(Up|Down)|Page|Home|End)/.test(key)
  );
}

/**
 * Listen.
 *
 * @param {(...command: Command) => void} act Does what a command is for.
 * @param {{takes?: (name: Command[0], target: EventTarget | null) => boolean, signal?: AbortSignal}} [options]
 *   Whether a key press on an element is for us; what ends it.
 */
export function listenToKeys(act, { takes = () => true, signal } = {}) {
  document.addEventListener(
    "keydown",
    (e) => {
      if (e.defaultPrevented) return;
      if (e.target instanceof Element && taken(e.target, e.key)) return;
      const match = command(e);
      if (!match || !takes(match[0], e.target)) return;
      e.preventDefault();
      act(...match);
    },
    { signal },
  );
}
