// The view as a link, and a link as a view. Pure.
"use strict";
(function (root) {
  const csto = (root.csto = root.csto || {});

  // Parameters that other parts of the page add: name -> {key, initial, read, write}.
  const fields = new Map();

  /**
   * Let a part of the page keep something in the link.
   *
   * name: of the parameter; key: where the view keeps it; initial: its value when the
   * link says nothing; read(text, timeline): its value, or undefined for a bad text;
   * write(value, timeline, view): its text, or null to leave it out; expected: what read
   * takes, in words, or a function of the timeline that says it.
   */
  function field(name, { key = name, initial = null, read, write, expected }) {
    fields.set(name, { key, initial, read, write, expected });
  }

  function among(list, value) {
    return list.some((item) => item.id === value);
  }

  /** Readers by parameter: each gives a part of the view, or says what was expected. */
  function readers(timeline, known) {
    const ids = (list) => list.map((item) => item.id).join(", ");
    const state = csto.state;
    return {
      date(text) {
        const day = state.readDate(text);
        if (day >= timeline.first && day <= timeline.horizon) return { day };
        return `a date from ${state.iso(timeline.first)} to ${state.iso(timeline.horizon)}`;
      },
      view: (text) => (among(timeline.views, text) ? { view: text } : ids(timeline.views)),
      org: (text) => (among(timeline.lenses, text) ? { lens: text } : ids(timeline.lenses)),
      layers(text) {
        const names = text.split(",").filter(Boolean);
        return names.every((name) => among(timeline.layers, name))
          ? { layers: timeline.layers.map((l) => l.id).filter((id) => names.includes(id)) }
          : ids(timeline.layers);
      },
      sel: (text) => (known(text) ? { selection: text } : "the id of something on the map"),
      theme: (text) =>
        Object.hasOwn(timeline.style, text)
          ? { theme: text }
          : Object.keys(timeline.style).join(", "),
      icons: (text) => (["app6", "plain"].includes(text) ? { icons: text } : "app6, plain"),
      box(text) {
        const box = text.split(",").map(Number);
        const sound = box.length === 4 && box.every(Number.isFinite);
        return sound && box[0] < box[2] && box[1] < box[3] ? { box } : "x0,y0,x1,y1 in km";
      },
    };
  }

  /**
   * Read a query string.
   *
   * known: says whether an id can be selected. Gives {view, problems}: the view is
   * complete, with defaults for what is missing or bad; problems are [{name, value,
   * expected}].
   */
  function parse(search, timeline, known) {
    const { defaults } = timeline;
    const view = {
      day: defaults.date,
      view: defaults.view,
      lens: defaults.lens,
      layers: [...defaults.layers],
      selection: null,
      theme: null,
      icons: "app6",
      box: null,
    };
    for (const { key, initial } of fields.values()) view[key] = initial;
    const problems = [];
    const read = readers(timeline, known);
    for (const [name, one] of fields) {
      read[name] = (text) => {
        const value = one.read(text, timeline);
        if (value !== undefined) return { [one.key]: value };
        return typeof one.expected === "function" ? one.expected(timeline) : one.expected;
      };
    }
    for (const [name, value] of new URLSearchParams(search)) {
      const own = Object.hasOwn(read, name) ? read[name] : null;
      const found = own ? own(value) : Object.keys(read).join(", ");
      if (typeof found === "string") problems.push({ name, value, expected: found });
      else Object.assign(view, found);
    }
    return { view, problems };
  }

  /** Write a view as a query string; what is as by default is left out, but for the date. */
  function format(view, timeline) {
    const { defaults } = timeline;
    const parts = [["date", csto.state.iso(view.day)]];
    if (view.view !== defaults.view) parts.push(["view", view.view]);
    if (view.lens !== defaults.lens) parts.push(["org", view.lens]);
    const layers = timeline.layers.map((l) => l.id).filter((id) => view.layers.includes(id));
    if (layers.join() !== defaults.layers.join()) parts.push(["layers", layers.join(",")]);
    if (view.selection) parts.push(["sel", view.selection]);
    if (view.theme) parts.push(["theme", view.theme]);
    if (view.icons !== "app6") parts.push(["icons", view.icons]);
    if (view.box) parts.push(["box", view.box.map((v) => Math.round(v)).join(",")]);
    for (const [name, one] of fields) {
      const text = one.write(view[one.key], timeline, view);
      if (text !== null && text !== undefined) parts.push([name, text]);
    }
    // Colons and commas are allowed in a query and read better than their codes.
    const coded = (text) => encodeURIComponent(text).replace(/%3A/g, ":").replace(/%2C/g, ",");
    return "?" + parts.map(([name, value]) => `${name}=${coded(value)}`).join("&");
  }

  /** The texts of the added parameters whose names match, as the link has them. */
  function texts(view, timeline, names) {
    const own = [...fields].filter(([name]) => names.test(name));
    const found = own.map(([name, { key, write }]) => [name, write(view[key], timeline, view)]);
    return Object.fromEntries(found.filter(([, text]) => text !== null && text !== undefined));
  }

  /** What a view keeps for the parameters whose names match, when a link says nothing of them. */
  function initials(names) {
    const own = [...fields].filter(([name]) => names.test(name));
    return Object.fromEntries(own.map(([, { key, initial }]) => [key, initial]));
  }

  csto.link = { parse, format, field, texts, initials };
  if (typeof module === "object") {
    csto.state = csto.state || require("./state.js");
    module.exports = csto.link;
  }
})(typeof window === "undefined" ? globalThis : window);
