// Pictures with layers that were dropped in the page: the server draws all but them, and
// keeps places free, because their files are never sent to it.

import { patiently } from "../export/files.js";
import { measure, outlineTexts } from "../export/letters.js";
import { aboutOf, told } from "../export/metadata.js";
import { raster, withFonts } from "../export/raster.js";
import { toldWebp } from "../export/webp.js";
import { count } from "../shell/dom.js";
import { at } from "../shell/home.js";
import * as layerSvg from "./svg.js";
import { escaped, key, num, plain, title } from "./svg.js";

const ENDINGS = ["svg", "png", "webp"];
// Between a swatch and its label, and a label and its count, as csto_map/sheet/blocks.py sets them.
const TO_LABEL = 18;
const TO_COUNT = 11;

/** @import { Page, Rotation, UserLayer } from "../types/page.js" */

/**
 * The user layers of the server that a picture asks for: those that are switched on.
 *
 * @param {Page} page
 * @returns {Record<string, string>}
 */
export function ownQuery(page) {
  const names = page.userLayers ? page.userLayers.told().map((layer) => layer.name) : [];
  // Commas separate names; see csto_map/picture/user_layers.py.
  const listed = names.map((name) => name.replace(/%/g, "%25").replace(/,/g, "%2C")).join(",");
  return listed ? { own: listed } : {};
}

/**
 * Layers that were dropped in the page and are switched on.
 *
 * @param {Page} page
 */
export const droppedLayers = (page) => (page.userLayers ? page.userLayers.dropped() : []);

/**
 * Whether the browser can add dropped layers to files of an ending.
 *
 * @param {string} ending
 */
export const completes = (ending) => ENDINGS.includes(ending);

/**
 * Have a picture drawn and add the dropped layers to it; gives a Response.
 *
 * @param {Page} page
 * @param {string} ending
 * @param {URLSearchParams} query as for any picture
 * @returns {Promise<Response>}
 */
export async function completePicture(page, ending, query) {
  const layers = droppedLayers(page);
  query.set("slots", String(layers.length));
  // What is rasterised here is drawn with the page's own typeface.
  if (ending !== "svg") query.set("letters", "text");
  const answer = await patiently(at(`export.svg?${query}`));
  if (!answer.ok) return answer;
  const drawn = new DOMParser().parseFromString(await answer.text(), "image/svg+xml");
  const picture = drawn.documentElement;
  const counts = places(picture, layers);
  /** @type {NodeListOf<SVGElement>} */
  const keys = picture.querySelectorAll(".own-key");
  for (const place of keys) {
    const k = Number(place.dataset.slot) - 1;
    legendLine(
      place,
      layers[k],
      counts.map((one) => one[k]),
      look(picture),
    );
  }
  if (ending === "svg") await outlineTexts(page, picture);
  const text = new XMLSerializer().serializeToString(picture);
  if (ending === "svg") return new Response(new Blob([text], { type: "image/svg+xml" }));
  const [width, height] = ["width", "height"].map((side) => Number(picture.getAttribute(side)));
  const image = ending === "webp" ? "webp" : "png";
  const made = await raster(await withFonts(text), width, height, image);
  if (image === "webp") return new Response(await toldWebp(made, picture, [width, height]));
  return new Response(await told(made, aboutOf(picture)));
}

/** How points look in a picture. @typedef {{halo: string, grey: boolean}} Style */

/**
 * The places that a picture keeps for layers, one for each map.
 *
 * @param {Element} picture
 * @returns {NodeListOf<SVGElement>}
 */
const kept = (picture) => picture.querySelectorAll(".own-place");

/**
 * @param {Element} picture
 * @returns {Style}
 */
function look(picture) {
  const { halo = "", style } = kept(picture)[0].dataset;
  return { halo, grey: style === "grey" };
}

/** Numbers of an attribute. @param {string} [text] */
const numbers = (text = "") => text.split(" ").map(Number);

/**
 * Draw the layers on each map; gives their counts, a list for each map.
 *
 * @param {Element} picture
 * @param {UserLayer[]} layers
 */
function places(picture, layers) {
  return [...kept(picture)].map((place) => {
    const [x0, y0, x1, y1, width, height] = numbers(place.dataset.frame);
    const turn = place.dataset.rotation;
    const rotation = turn ? /** @type {Rotation} */ (numbers(turn)) : null;
    const frame = { x0, y0, x1, y1, width, height, rotation };
    const [first, last] = numbers(place.dataset.days);
    const drawings = layers.map((layer) =>
      layerSvg.layer(layer, [first, last], frame, look(picture)),
    );
    place.innerHTML = drawings.map((one) => one.svg).join("");
    return drawings.map((one) => Number(one.count));
  });
}

/**
 * @param {SVGElement} place
 * @param {UserLayer} layer
 * @param {number[]} counts on each map
 * @param {Style} style
 */
function legendLine(place, layer, counts, style) {
  const { text, soft } = place.dataset;
  const [x, y, right, size] = ["x", "y", "right", "size"].map((name) =>
    Number(place.dataset[name]),
  );
  const counted = counts.map(count).join(" → ");
  // On a sheet that reads to the left the line goes on to the left of its swatch.
  const side = right < x ? -1 : 1;
  const [near, far] = side < 0 ? ["end", "start"] : ["start", "end"];
  const room = side * (right - x) - TO_LABEL - TO_COUNT - measure(counted, size, 600);
  let label = title(plain(layer.name));
  while (label.length > 1 && measure(label, size, 400) > room) {
    label = `${label.slice(0, -2).trimEnd()}…`;
  }
  const base = num(y + size * 0.36);
  place.innerHTML =
    key(layer, x, y, style) +
    `<text x="${num(x + side * TO_LABEL)}" y="${base}" font-size="${size}" text-anchor="${near}" fill="${text}">` +
    `${escaped(label)}</text><text x="${num(right)}" y="${base}" font-size="${size}" ` +
    `font-weight="600" text-anchor="${far}" fill="${soft}">${counted}</text>`;
}
