// Making elements. Texts are always set as text, never parsed: data cannot become markup.

import { speaker } from "../core/speaker.js";

/** @import {Child, Children, ElementOf, Properties} from "../types/dom.js" */
/** @import {Age, Day, Words} from "../types/page.js" */

/** @param {Children} children @returns {(Node | string)[]} */
function given(children) {
  const there = /** @param {Child} child */ (child) => child !== null && child !== undefined;
  return /** @type {(Node | string)[]} */ (children.flat().filter(there));
}

/**
 * Make an element: properties by name, attributes as {attr: {...}}, then children.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Properties<HTMLElementTagNameMap[Tag]>} [properties]
 * @param {Children} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, properties, ...children) {
  const node = document.createElement(tag);
  const { attr = {}, on = {}, data = {}, ...rest } = properties ?? {};
  Object.assign(node, rest);
  for (const [name, value] of Object.entries(attr)) node.setAttribute(name, String(value));
  for (const [name, act] of Object.entries(on)) {
    node.addEventListener(name, /** @type {EventListener} */ (act));
  }
  Object.assign(node.dataset, data);
  node.append(...given(children));
  return node;
}

const SVG = "http://www.w3.org/2000/svg";

/**
 * Make an SVG element with attributes and children.
 *
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | number>} attributes
 * @param {Children} children
 * @returns {SVGElementTagNameMap[Tag]}
 */
export function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const name in attributes) node.setAttribute(name, String(attributes[name]));
  node.append(...given(children));
  return node;
}

/**
 * Fill `{name}` places of a text.
 *
 * @param {string} text
 * @param {Record<string, unknown>} values
 */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/**
 * The element with an id, where it may not be there; null then.
 *
 * @template {string} Id
 * @param {Id} id
 * @returns {ElementOf<Id> | null}
 */
export function findById(id) {
  return /** @type {ElementOf<Id> | null} */ (document.getElementById(id));
}

/**
 * The element with an id, which the shell or whoever asks has made.
 *
 * @template {string} Id
 * @param {Id} id
 * @returns {ElementOf<Id>}
 */
export function byId(id) {
  const node = findById(id);
  if (!node) throw new Error(`the page has no element "${id}"`);
  return node;
}

let spoken = speaker("en");

/** Write dates and numbers in this language from now on. @param {string} language */
export function speak(language) {
  spoken = speaker(language);
}

/** A day in words: 14 June 2009. @param {Day} day */
export function dayInWords(day) {
  return spoken.dayInWords(day);
}

/**
 * The day, month or year that begins on a day, in words.
 *
 * @param {Day} day
 * @param {"day" | "month" | "year"} precision
 */
export function periodInWords(day, precision) {
  return spoken.periodInWords(day, precision);
}

/** A number with the separators of the language. @param {number} value */
export function count(value) {
  return spoken.count(value);
}

/**
 * People as a range: "400" or "400–700".
 *
 * @param {number} low
 * @param {number} high
 */
export function range(low, high) {
  return low === high ? count(low) : `${count(low)}–${count(high)}`;
}

/**
 * People with the date of the figure and its age: the twin of `Speech.figure`.
 *
 * @param {Words["figure"]} words
 * @param {string} people
 * @param {string} date
 * @param {Age} age
 */
export function figure(words, people, date, age) {
  return fill(words[age], { n: people, date });
}
