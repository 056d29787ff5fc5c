// The page that has no server: it draws its pictures itself, and lacks what a server does.

import { byId } from "../shell/dom.js";
import { outlineTexts } from "./letters.js";
import { raster, withFonts } from "./raster.js";
import { sheet } from "./sheet.js";

/** @typedef {import("../types/page.js").Page} Page */

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
  const [width, height] = sizeOf(asked);
  if (width * height > MOST_PIXELS) {
    throw new Error(`${width} x ${height} > ${MOST_PIXELS / 1e6} million pixels`);
  }
  const text = sheet(page, await page.load("details"), asked, width, height);
  if (ending !== "svg") {
    return new Response(await raster(await withFonts(text), width, height, "png"));
  }
  const picture = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  await outlineTexts(page, picture);
  const outlined = new XMLSerializer().serializeToString(picture);
  return new Response(new Blob([outlined], { type: "image/svg+xml" }));
}

/**
 * @param {Record<string, string>} asked
 * @returns {[number, number]} In pixels.
 */
function sizeOf(asked) {
  if (asked.w) return [Number(asked.w), Number(asked.h)];
  const select = /** @type {HTMLSelectElement} */ (byId("export-size"));
  const option = [...select.options].find((one) => one.value === asked.size);
  const text = option?.dataset.size || asked.size;
  const match = /^(\d+(?:\.\d+)?)x(\d+(?:\.\d+)?)(?:mm@(\d+))?$/.exec(text.trim());
  const by = match?.[3] ? Number(match[3]) / 25.4 : 1;
  const side = (/** @type {string | undefined} */ value) => Math.round(Number(value || 0) * by);
  const [width, height] = [side(match?.[1]), side(match?.[2])];
  if (Math.min(width, height) < LEAST_SIDE) throw new Error(`${text}: 1600x900, 297x210mm@300`);
  return [width, height];
}

/**
 * Remove what needs a server.
 *
 * @param {Page} page
 */
export function withoutServer(page) {
  /** @type {(id: string, allowed: (value: string) => boolean) => void} */
  const keep = (id, allowed) => {
    const select = /** @type {HTMLSelectElement} */ (byId(id));
    for (const option of [...select.options]) if (!allowed(option.value)) option.remove();
  };
  keep("export-format", (value) => ["png", "svg"].includes(value));
  keep("export-style", (value) => value in page.data.style);
  const link = document.querySelector('.export-part[data-part="link"]');
  if (link?.parentElement) link.parentElement.hidden = true;
  // Other features may still add such things.
  page.listen("rest", () => {
    const served = 'a[href^="/"], #copy-embed, #toggle-tables';
    for (const away of document.querySelectorAll(served)) {
      /** @type {HTMLElement} */ (away).hidden = true;
    }
  });
}
