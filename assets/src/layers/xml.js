// XML of other people: looked through before anything is built of it, nothing fetched.
//
// csto_map/exchange/reading/xml_read.py is its twin.
import { BadFile } from "./table.js";
import { escaped } from "./vocabulary.js";

/** @typedef {(text: string) => Document} ParseXml throws, or gives a document of <parsererror> */

// Folders in folders, and shapes in shapes, that nobody makes.
export const DEEPEST = 100;
const PROLOG = /^\s*(?:<\?[\s\S]*?\?>\s*|<!--[\s\S]*?-->\s*)*/;
const ROOT = /<[A-Za-z_][\w.-]*(?::[\w.-]+)?([^<>]*)/y;
const PREFIX = /[</\s]([A-Za-z_][\w.-]*):[A-Za-z_]/g;
const DATE = /^([1-9]\d{3})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ][\d:.,]*)?)?)?(?:Z|[+-]\d{2}:?\d{2})?$/;

/**
 * Build the tree of a text without declarations; prefixes that nobody declared are their own.
 * Throws BadFile.
 *
 * @param {string} given
 * @param {string} name
 * @param {ParseXml} parseXml
 * @returns {Element}
 */
export function readXml(given, name, parseXml) {
  const text = given.replace(/^[\ufeff \t\r\n]+/, "");
  const start = PROLOG.exec(text)?.[0].length ?? 0;
  if (/^<!DOCTYPE/i.test(text.slice(start, start + 9))) throw new BadFile("doctype", { name });
  let root;
  try {
    const document = parseXml(prefixed(text, start));
    const wrong = document.getElementsByTagName("parsererror")[0];
    if (wrong) throw new Error(wrong.textContent ?? "");
    root = document.documentElement;
  } catch (problem) {
    throw new BadFile("bad_xml", { name, ...placeOf(problem) });
  }
  if (!root) throw new BadFile("bad_xml", { name, line: 1, column: 1 });
  return root;
}

/**
 * Where a parser says that a text is damaged: browsers say so in words.
 *
 * @param {any} problem
 */
function placeOf(problem) {
  const { lineNumber, columnNumber } = problem?.locator ?? {};
  const numbers = /line(?: number)?:? (\d+)\D+?column:? (\d+)/i.exec(String(problem?.message));
  return {
    line: Number(lineNumber ?? numbers?.[1] ?? 1),
    column: Number(columnNumber ?? numbers?.[2] ?? 1),
  };
}

/**
 * Declare the prefixes that are used and not declared in the root, each as its own name.
 *
 * @param {string} text
 * @param {number} start
 */
function prefixed(text, start) {
  ROOT.lastIndex = start;
  const root = ROOT.exec(text);
  if (!root) return text;
  const used = new Set([...text.matchAll(PREFIX)].map((match) => match[1]));
  used.delete("xml");
  used.delete("xmlns");
  const missing = [...used]
    .filter((prefix) => !new RegExp(`\\bxmlns:${escaped(prefix)}\\s*=`).test(root[1]))
    .sort();
  const added = missing.map((prefix) => ` xmlns:${prefix}="${prefix}"`).join("");
  const at = start + root[0].length - root[1].length;
  return text.slice(0, at) + added + text.slice(at);
}

/**
 * The name of an element without its namespace.
 *
 * @param {Element} node
 */
export function bare(node) {
  return node.localName ?? node.nodeName;
}

/**
 * The elements right below a node, all or those that are called so.
 *
 * @param {Element} node
 * @param {string[]} names
 */
export function inner(node, ...names) {
  /** @type {Element[]} */
  const elements = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.nodeType !== 1) continue;
    const element = /** @type {Element} */ (child);
    if (!names.length || names.includes(bare(element))) elements.push(element);
  }
  return elements;
}

/**
 * The first element of a name right below a node.
 *
 * @param {Element} node
 * @param {string} name
 */
export function first(node, name) {
  for (let child = node.firstChild; child; child = child.nextSibling) {
    // Texts have no such name.
    if (/** @type {Element} */ (child).localName === name) return /** @type {Element} */ (child);
  }
  return null;
}

/**
 * All elements of a name below a node, in their order.
 *
 * @param {Element} node
 * @param {string} name
 */
export function below(node, name) {
  return Array.from(node.getElementsByTagNameNS("*", name));
}

/** @param {string} text */
export function trimmed(text) {
  return text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "");
}

/**
 * The text of an element and of all that is in it.
 *
 * @param {Element | null} node
 */
export function textOf(node) {
  return node ? trimmed(node.textContent ?? "") : "";
}

/**
 * The text of the first element of a name right below a node.
 *
 * @param {Element} node
 * @param {string} name
 */
export function textIn(node, name) {
  return textOf(first(node, name));
}

/**
 * Read a date of XML (a year, a month, a day; a time of day is left out): EDTF, "" of an empty
 * text, null of what is no date.
 *
 * @param {string} text
 * @returns {string | null}
 */
export function dayOf(text) {
  const bareText = trimmed(text);
  if (!bareText) return "";
  const match = DATE.exec(bareText);
  if (!match) return null;
  const [year, month, day] = match.slice(1, 4);
  const days = new Date(Date.UTC(Number(year), Number(month ?? 1), 0)).getUTCDate();
  if (month && (Number(month) < 1 || Number(month) > 12)) return null;
  if (day && (Number(day) < 1 || Number(day) > days)) return null;
  return [year, month, day]
    .filter(Boolean)
    .map((part) => part.padStart(2, "0"))
    .join("-");
}

/**
 * The first and the last of the days of moments; null of none.
 *
 * @param {string[]} moments
 * @returns {[string, string] | null}
 */
export function spanOf(moments) {
  const days = moments.map(dayOf).filter((day) => day !== null && day !== "");
  days.sort();
  return days.length ? [String(days[0]), String(days[days.length - 1])] : null;
}
