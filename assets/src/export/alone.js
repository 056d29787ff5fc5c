// The page that has no server draws its pictures itself; dialog.js says what it lacks.

import { MEASURES } from "../sheet/lines.js";
import { byId } from "../shell/dom.js";
import { outlineTexts } from "./letters.js";
import { aboutOf, told } from "./metadata.js";
import { raster, withFonts } from "./raster.js";
import { sheet } from "./sheet.js";

/** @typedef {import("../types/page.js").Page} Page */

const XLINK = "http://www.w3.org/1999/xlink";
const MOST_PIXELS = 64e6;
const LEAST_SIDE = 320;

/**
 * Draw the view as set in the dialog.
 *
 * @param {Page} page
 * @param {string} ending "png" or "svg".
 * @param {URLSearchParams} query As for any picture.
 * @returns {Promise<Response>} As the server would give it.
 */
export async function drawPicture(page, ending, query) {
  const asked = Object.fromEntries(query);
  const { width, height, lines } = sizeOf(asked);
  if (width * height > MOST_PIXELS) {
    throw new Error(`${width} x ${height} > ${MOST_PIXELS / 1e6} million pixels`);
  }
  const text = sheet(page, await known(page), asked, [width, height], lines);
  const whole = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  if (ending !== "svg") {
    const drawn = await raster(await withFonts(text), width, height, "png");
    return new Response(await told(drawn, aboutOf(whole)));
  }
  if (asked.letters === "text") return new Response(svgFile(await withFonts(text)));
  await outlineTexts(page, whole);
  // Inkscape and others know pictures within an SVG by this name only.
  for (const image of whole.querySelectorAll("image")) {
    image.setAttributeNS(XLINK, "xlink:href", image.getAttribute("href") ?? "");
  }
  return new Response(svgFile(new XMLSerializer().serializeToString(whole)));
}

/** @param {string} text */
const svgFile = (text) => new Blob([text], { type: "image/svg+xml" });

/**
 * What a picture is made of besides the page.
 *
 * @param {Page} page
 */
export async function known(page) {
  const details = await page.load("details");
  const ledger = page.view.cmp === null ? null : await page.load("ledger");
  const placing = await import("../map/placing.js");
  return { details, ledger, placing, fine: await inner(page) };
}

/**
 * What insets of the view are drawn of; null where it has none.
 *
 * @param {Page} page
 */
async function inner(page) {
  const named = page.data.views.find(({ id }) => id === page.view.view);
  if (!named?.insets.length || page.view.box) return null;
  const { fineOf } = await import("../map/insets.js");
  return fineOf(page.map, "sheet-inset-", (name) => page.load(name));
}

/**
 * Width and height in pixels, and units of the layout on the shorter side: as
 * csto_map/export/sizes.py has them.
 *
 * @param {Record<string, string>} asked
 */
function sizeOf(asked) {
  const { usual, page, smallest } = MEASURES.lines;
  const many = (/** @type {number} */ short) => Math.min(usual, Math.round(smallest * short));
  const select = /** @type {HTMLSelectElement} */ (byId("export-size"));
  const option = [...select.options].find((one) => one.value === asked.size);
  if (asked.w) {
    // A preview is composed as the file will be.
    const [width, height] = [Number(asked.w), Number(asked.h)];
    const lines = Number(select.selectedOptions[0]?.dataset.lines);
    return { width, height, lines: lines || many(Math.min(width, height)) };
  }
  const text = option?.dataset.size || asked.size;
  const match = /^(\d+(?:\.\d+)?)x(\d+(?:\.\d+)?)(?:mm@(\d+))?$/.exec(text.trim());
  const by = match?.[3] ? Number(match[3]) / 25.4 : 1;
  const side = (/** @type {string | undefined} */ value) => Math.round(Number(value || 0) * by);
  const [width, height] = [side(match?.[1]), side(match?.[2])];
  if (Math.min(width, height) < LEAST_SIDE) throw new Error(`${text}: 1600x900, 297x210mm@300`);
  const usually = match?.[3] ? page : many(Math.min(width, height));
  return { width, height, lines: Number(option?.dataset.lines) || usually };
}
