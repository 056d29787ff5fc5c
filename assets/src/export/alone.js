// The page that has no server: it draws its pictures itself, and lacks what a server does.

import { MEASURES } from "../sheet/lines.js";
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
  const { width, height, lines } = sizeOf(asked);
  if (width * height > MOST_PIXELS) {
    throw new Error(`${width} x ${height} > ${MOST_PIXELS / 1e6} million pixels`);
  }
  const text = sheet(page, await known(page), asked, [width, height], lines);
  if (ending !== "svg") {
    return new Response(await raster(await withFonts(text), width, height, "png"));
  }
  const picture = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  await outlineTexts(page, picture);
  const outlined = new XMLSerializer().serializeToString(picture);
  return new Response(new Blob([outlined], { type: "image/svg+xml" }));
}

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
