// The picture of the page that has no server: title, date, what changed, map, legend, sources,
// scale bar, notes. A part of the page that nobody sees, laid out by assets/css/sheet.css and
// then transcribed; its legend is the layer list.

import * as camera from "../core/camera.js";
import { publishers } from "../core/publishers.js";
import { lastAt } from "../core/state.js";
import { filtersInWords } from "../find/filters.js";
import * as layerSvg from "../layers/svg.js";
import { Areas } from "../map/areas.js";
import { namesOf, paint, symbolsOf } from "../map/drawing.js";
import { Labels } from "../map/labels.js";
import { notCovered } from "../map/notes.js";
import { People } from "../map/people.js";
import { Symbols } from "../map/symbols.js";
import { byId, count, dayInWords, fill, make, svg } from "../shell/dom.js";
import { Layers } from "../shell/panels.js";
import { timesInWords } from "../shell/times.js";
import { transcribe } from "./transcribe.js";

/** @typedef {import("../types/page.js").Page} Page */
/** @typedef {import("../types/files.js").Details} Details */

// The list that is drawn is not used.
const nothing = () => {};
const UNUSED = { toggle: nothing, lens: nothing, icons: nothing, numbers: nothing };
// Laid out at this size and scaled, as the server does.
const LINES = 810;

/**
 * Draw the view as a sheet of so many pixels.
 *
 * @param {Page} page
 * @param {Details} details
 * @param {Record<string, string>} asked What the dialog asks for: style, title, handling, hide.
 * @param {number} width
 * @param {number} height
 * @returns {string} An SVG document.
 */
export function sheet(page, details, asked, width, height) {
  const scale = Math.min(width, height) / LINES;
  const [wide, tall] = [Math.round(width / scale), Math.round(height / scale)];
  const theme = /** @type {import("../types/page.js").Theme} */ (
    asked.style in page.data.style ? asked.style : "light"
  );
  const hidden = new Set((asked.hide || "").split(","));
  const on = {
    page,
    details,
    asked,
    theme,
    shows: (/** @type {string} */ part) => !hidden.has(part),
  };
  const node = make("section", {
    className: `sheet ${wide >= 1.1 * tall ? "" : "sheet-tall"}`,
    attr: { "aria-hidden": "true", "data-theme": theme },
  });
  Object.assign(node.style, { width: `${wide}px`, height: `${tall}px` });
  document.body.append(node);
  try {
    fillSheet(node, on);
    return (
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" ` +
      `viewBox="0 0 ${wide} ${tall}" font-family="Inter, sans-serif">${transcribe(node)}</svg>`
    );
  } finally {
    node.remove();
  }
}

/**
 * @typedef {object} Asked
 * @property {Page} page
 * @property {Details} details
 * @property {Record<string, string>} asked
 * @property {import("../types/page.js").Theme} theme
 * @property {(part: string) => boolean} shows Whether a part is wanted.
 */

/**
 * @param {HTMLElement} node
 * @param {Asked} on
 */
function fillSheet(node, on) {
  const map = make("div", { className: "sheet-map" });
  const side = on.shows("legend") || on.shows("sources") ? [aside(on)] : [];
  node.append(head(on), map, ...side, foot(on));
  for (const one of node.querySelectorAll(".sheet-title, .sheet-told")) {
    shorten(/** @type {HTMLElement} */ (one));
  }
  const { map: shown, view } = on.page;
  const size = /** @type {const} */ ([map.clientWidth, map.clientHeight]);
  const frame = camera.fit(shown.box(view), ...size, shown.rotation(view));
  drawMap(map, on, frame);
  const bar = node.querySelector(".sheet-scale");
  if (bar) bar.append(...scaleBar(on, frame));
  legend(node, on, frame);
  sources(node, on);
}

/** @param {Asked} on */
function head({ page, asked, shows }) {
  const { data, view } = page;
  const lens = data.lenses.find((one) => one.id === view.lens)?.title;
  const named = data.views.find((one) => one.id === view.view)?.title;
  const [first, last] = page.span().map(dayInWords);
  const time = timesInWords(page);
  const changed = shows("subtitle") ? (time ? `${time}.` : byId("changed").textContent) : "";
  // What filters leave out is written even where the subtitle is not.
  const told = [changed, filtersInWords(page)].filter(Boolean).join(" ");
  const line = (/** @type {string} */ name, /** @type {string} */ text) =>
    make("p", { className: `sheet-${name}` }, text);
  return make(
    "header",
    {},
    ...(asked.handling ? [line("handling", asked.handling)] : []),
    ...(shows("title")
      ? [line("title", asked.title || (view.box ? `${lens}` : `${lens}: ${named}`))]
      : []),
    ...(shows("date") ? [line("date", first === last ? first : `${first} – ${last}`)] : []),
    ...(told ? [line("told", told)] : []),
  );
}

/** @param {Asked} on */
function aside({ page, shows }) {
  return make(
    "aside",
    {},
    ...(shows("legend") ? [make("div", { className: "sheet-legend" })] : []),
    ...(shows("sources")
      ? [
          make(
            "div",
            { className: "sheet-sources" },
            make("h3", {}, page.words.card.sources),
            make("p", {}),
          ),
        ]
      : []),
  );
}

/** @param {Asked} on */
function foot({ page, shows }) {
  const { data, view } = page;
  const k = lastAt(
    data.notes.map(([from]) => from),
    view.day,
  );
  const name = data.views.find(({ id }) => id === view.view)?.projection ?? "";
  const about = [
    shows("note") ? data.boundary_source : "",
    shows("note") && k >= 0 ? data.notes[k][1] : "",
    shows("note") ? notCovered(page) : "",
    shows("projection") ? fill(page.words.sheet.projection, { name }) : "",
    page.userLayers?.shown().length ? page.words.sheet.own_added : "",
  ];
  return make(
    "footer",
    {},
    make(
      "div",
      {},
      ...(shows("scale") ? [make("div", { className: "sheet-scale" })] : []),
      ...(shows("version") ? [make("p", {}, data.version)] : []),
    ),
    make("p", {}, about.filter(Boolean).join(" ")),
  );
}

/**
 * States on the ground of the page's map, from the lowest to the highest.
 *
 * @param {Page} page
 * @param {import("../types/page.js").Frame} frame
 * @param {import("../types/page.js").Looks} style
 * @param {Areas} areas
 */
function under({ map, view }, frame, style, areas) {
  const { node, again, lines } = areas;
  const ground = map.ground?.copy("sheet-");
  if (!ground) return [node, lines];
  const raised = ground.show(frame, style, view.ground === "plain", () => areas.shores());
  ground.flatten(frame);
  return [ground.defs, ground.under, node, ground.over, ...(raised ? [again] : []), lines];
}

/**
 * @param {HTMLElement} node
 * @param {Asked} on
 * @param {import("../types/page.js").Frame} frame
 */
function drawMap(node, { page, theme }, frame) {
  const { data, map } = page;
  const view = { ...page.view, theme, selection: null };
  const { outlines, places } = map;
  const shown = { data, state: page.drawn, view, frame, outlines, places };
  const style = data.style[theme];
  const [areas, marks, labels] = [new Areas("sheet-"), new Symbols(), new Labels()];
  areas.outline(map.figure());
  areas.move(frame);
  paint(areas, shown);
  const people = new People();
  people.placing = map.people.placing;
  const symbols = symbolsOf(shown, 0, people.hidden(shown));
  marks.show(symbols, frame, style, data.icons[theme]);
  const taken = people.show(shown, symbols);
  labels.show(namesOf(shown, symbols, taken, people.named), frame, style, data.advances);
  plain(areas, labels);
  const { width, height } = frame;
  const inside = svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height });
  const below = [areas.defs, ...under(page, frame, style, areas), people.under, labels.under];
  inside.append(...below, ...marks.nodes, people.over, labels.node);
  for (const layer of page.userLayers?.shown() || []) {
    inside.append(svg("g"));
    /** @type {Element} */ (inside.lastChild).innerHTML = layerSvg.layer(
      layer,
      page.span(),
      frame,
      style,
    ).svg;
  }
  node.append(inside);
}

/**
 * Write into attributes what the page's style sheet says, for viewers that know only them.
 *
 * @param {Areas} areas
 * @param {Labels} labels
 */
function plain(areas, labels) {
  const inKm = (/** @type {string} */ px) => Number((Number(px) / areas.scale).toPrecision(6));
  for (const path of areas.groups.flatMap((group) => [...group.children])) {
    path.setAttribute("stroke-width", String(inKm(path.getAttribute("stroke-width") || "1")));
    const dash = path.getAttribute("stroke-dasharray");
    if (dash && dash !== "none") {
      path.setAttribute("stroke-dasharray", dash.split(/[ ,]+/).map(inKm).join(" "));
    }
  }
  for (const group of areas.groups) {
    group.setAttribute("fill-rule", "evenodd");
    group.setAttribute("stroke-linejoin", "bevel");
  }
  for (const text of labels.node.querySelectorAll("text")) {
    text.setAttribute("paint-order", "stroke");
    text.setAttribute("stroke-width", "3");
    text.setAttribute("stroke-linejoin", "round");
  }
}

/**
 * @param {Asked} on
 * @param {import("../types/page.js").Frame} frame
 */
function scaleBar({ page, theme }, frame) {
  const [km, px] = camera.scaleBar(frame);
  const bar = svg("svg", { viewBox: `0 0 ${px + 2} 6`, width: px + 2, height: 6 });
  const stroke = page.data.style[theme].text;
  bar.append(svg("path", { d: `M1 0v5h${px}v-5`, fill: "none", stroke, "stroke-width": 1.2 }));
  return [bar, make("span", {}, fill(page.words.map.scale, { km: count(km) }))];
}

/**
 * Fill in the legend; what finds no room is counted.
 *
 * @param {HTMLElement} node
 * @param {Asked} on
 * @param {import("../types/page.js").Frame} frame
 */
function legend(node, { page, theme }, frame) {
  const place = node.querySelector(".sheet-legend");
  if (!place) return;
  const list = make("div");
  const layers = new Layers(list, page.data, page.words.layers, UNUSED);
  const view = { ...page.view, theme };
  const { people } = page.map;
  const shown = { data: page.data, view, state: page.drawn, frame };
  layers.show(view, page.state, people.hidden(shown), people.closer(shown));
  layers.counted(people, theme);
  for (const layer of list.querySelectorAll(".layer")) {
    const rows = [...layer.querySelectorAll("li")];
    const title = layer.querySelector(".layer-head span");
    if (rows.length) block(title?.textContent || page.words.layers.groups, rows);
  }
  const style = page.data.style[theme];
  const rows = (page.userLayers?.shown() || []).flatMap((layer) => {
    const { count: n } = layerSvg.layer(layer, page.span(), frame, style);
    if (!n) return [];
    const key = svg("svg", { class: "swatch", viewBox: "0 0 26 16" });
    key.innerHTML = layerSvg.key(layer, 13, 8, style);
    const name = make("span", {}, layerSvg.title(layerSvg.plain(layer.name)));
    return [make("li", {}, key, name, make("span", { className: "count" }, count(n)))];
  });
  if (rows.length) block(page.words.sheet.own, rows);
  const { right, bottom } = place.getBoundingClientRect();
  const out = [...place.querySelectorAll("li")].filter((row) => {
    const box = row.getBoundingClientRect();
    return box.right > right + 1 || box.bottom > bottom + 1;
  });
  if (!out.length) return;
  for (const row of out) row.remove();
  for (const one of place.querySelectorAll("section")) {
    if (!one.querySelector("li")) one.remove();
  }
  place.after(make("p", { className: "soft" }, `+ ${out.length}`));

  /**
   * @param {string} title
   * @param {HTMLElement[]} items
   */
  function block(title, items) {
    place?.append(make("section", {}, make("h3", {}, title), make("ul", {}, ...items)));
  }
}

/**
 * Name who says what is shown, as far as there is room; the rest is counted.
 *
 * @param {HTMLElement} node
 * @param {Asked} on
 */
function sources(node, { page, details }) {
  const place = node.querySelector(".sheet-sources");
  const text = place?.querySelector("p");
  if (!place || !text) return;
  const most = publishers(
    { symbols: page.map.symbols, layers: page.view.layers, state: page.state },
    details,
  );
  const fits = (/** @type {number} */ n) => {
    const rest = most.length - n;
    text.textContent = most.slice(0, n).join(" · ") + (rest ? ` · + ${rest}` : "");
    return text.getBoundingClientRect().bottom <= place.getBoundingClientRect().bottom + 0.5;
  };
  if (!longest(most.length, fits)) place.remove();
}

/**
 * Shorten a text by whole words until its box holds it.
 *
 * @param {HTMLElement} node
 */
function shorten(node) {
  const words = (node.textContent || "").split(/\s+/);
  const fits = (/** @type {number} */ n) => {
    node.textContent = words.slice(0, n).join(" ") + (n < words.length ? " …" : "");
    return node.scrollHeight <= node.clientHeight + 1 && node.scrollWidth <= node.clientWidth + 1;
  };
  longest(words.length, fits);
}

/**
 * The most of `all` that fits, found by halving; `fits` is asked last for what is given back.
 *
 * @param {number} all
 * @param {(n: number) => boolean} fits
 */
function longest(all, fits) {
  let [low, high] = [0, all];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  fits(low);
  return low;
}
