// Making elements. Texts are always set as text, never parsed: data cannot become markup.

import { utc } from "../core/state.js";

/** Make an element: properties by name, attributes as {attr: {...}}, then children. */
export function make(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "attr") for (const key in value) node.setAttribute(key, value[key]);
    else if (name === "on") for (const key in value) node.addEventListener(key, value[key]);
    else if (name === "data") Object.assign(node.dataset, value);
    else node[name] = value;
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

const SVG = "http://www.w3.org/2000/svg";

/** Make an SVG element with attributes and children. */
export function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const name in attributes) node.setAttribute(name, attributes[name]);
  node.append(...children.flat());
  return node;
}

/** Fill `{name}` places of a text. */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

export const byId = (id) => document.getElementById(id);

let long;
let shorter;
let number;

/** Write dates and numbers in this language from now on. */
export function speak(language) {
  const locale = language === "en" ? "en-GB" : language;
  const words = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  long = new Intl.DateTimeFormat(locale, words);
  shorter = {
    month: new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" }),
    year: new Intl.DateTimeFormat(locale, { year: "numeric", timeZone: "UTC" }),
  };
  number = new Intl.NumberFormat(locale);
}

speak("en");

// Russian dates end in a short word for "year", which no heading needs.
const tidy = (text) => text.replace(/\s?г\.$/, "");

/** A day in words: 14 June 2009. */
export function dayInWords(day) {
  return tidy(long.format(utc(day)));
}

/** The day, month or year that begins on a day, in words. */
export function periodInWords(day, precision) {
  return shorter[precision] ? tidy(shorter[precision].format(utc(day))) : dayInWords(day);
}

/** A number with the separators of the language. */
export function count(value) {
  return number.format(value);
}

/** People as a range: "400" or "400–700". */
export function range(low, high) {
  return low === high ? number.format(low) : `${number.format(low)}–${number.format(high)}`;
}

/** People with the date of the figure and its age: the twin of `Speech.figure`. */
export function figure(words, people, date, age) {
  return fill(words[age], { n: people, date });
}
