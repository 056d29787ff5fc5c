// Making elements. Texts are always set as text, never parsed: data cannot become markup.
"use strict";
(function (root) {
  const csto = (root.csto = root.csto || {});

  /** Make an element: properties by name, attributes as {attr: {...}}, then children. */
  function make(tag, properties = {}, ...children) {
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
  function svg(tag, attributes = {}, ...children) {
    const node = document.createElementNS(SVG, tag);
    for (const name in attributes) node.setAttribute(name, attributes[name]);
    node.append(...children.flat());
    return node;
  }

  /** Fill `{name}` places of a text. */
  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
  }

  const byId = (id) => document.getElementById(id);

  const long = new Intl.DateTimeFormat("en-GB", {
    day: "numeric", month: "long", year: "numeric", timeZone: "UTC",
  });

  /** A day in words: 14 June 2009. */
  function dayInWords(day) {
    return long.format(csto.state.utc(day));
  }

  const shorter = {
    month: new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" }),
    year: new Intl.DateTimeFormat("en-GB", { year: "numeric", timeZone: "UTC" }),
  };

  /** The day, month or year that begins on a day, in words. */
  function periodInWords(day, precision) {
    const form = shorter[precision];
    return form ? form.format(csto.state.utc(day)) : dayInWords(day);
  }

  const number = new Intl.NumberFormat("en-GB");

  /** People as a range: "400" or "400–700". */
  function range(low, high) {
    return low === high ? number.format(low) : `${number.format(low)}–${number.format(high)}`;
  }

  csto.dom = { make, svg, fill, byId, dayInWords, periodInWords, range };
})(window);
