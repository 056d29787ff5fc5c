// A layout as Dash writes it, drawn with React where Dash is not: by the same components.

/** @import { ReactKind, ReactNode } from "../types/globals.js" */

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
  // Components that tell Dash of their properties find nobody who listens.
  const given = html ? rest : { setProps() {}, ...rest };
  return window.React.createElement(kind, given, ...[children].flat().map(element));
}

/**
 * Draw a layout in an element of the document.
 *
 * @param {Element} host
 * @param {Part | Part[]} part
 */
export function lay(host, part) {
  window.ReactDOM.createRoot(host).render(element(part));
}
