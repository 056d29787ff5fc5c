// The page in one file: it has no server, and draws its pictures itself. Its layout is the one
// that Dash has, drawn with React by the same components.

import { drawPicture, withoutServer } from "./export/alone.js";
import { load, mounting } from "./main.js";
import { byId } from "./shell/dom.js";

/** @import { ReactKind, ReactNode } from "./types/globals.js" */

/**
 * A component of a layout, as Dash writes it.
 *
 * @typedef {object} Component
 * @property {string} type
 * @property {string} namespace
 * @property {{children?: Part | Part[]} & {[name: string]: unknown}} props
 */
/** @typedef {Component | string | number | boolean | null | undefined} Part */

/** Components by their names, by namespace: each library of Dash is a global of its own. */
const libraries = /** @type {{[namespace: string]: {[type: string]: ReactKind}}} */ (
  /** @type {unknown} */ (window)
);

/**
 * The React element of a part of a layout.
 *
 * @param {Part | Part[]} part
 * @returns {ReactNode}
 */
function element(part) {
  if (Array.isArray(part)) return part.map(element);
  if (part === null || typeof part !== "object") return part;
  const { type, namespace, props } = part;
  const { children, ...rest } = props;
  const html = namespace === "dash_html_components";
  const kind = html ? type.toLowerCase() : libraries[namespace][type];
  return window.React.createElement(kind, rest, ...[children].flat().map(element));
}

window.csto_map_dash.module = { mount: mounting(drawPicture, [withoutServer]) };
load("layout").then((layout) => {
  const root = byId("react-entry-point");
  window.ReactDOM.createRoot(root).render(element(layout));
});
