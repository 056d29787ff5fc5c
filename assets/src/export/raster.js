// Pictures that a browser draws of an SVG text, with the page's own typeface in it.

/** @typedef {"png" | "webp"} Ending */

/** @type {Record<Ending, string>} */
const TYPES = { png: "image/png", webp: "image/webp" };
/** @type {string | null} */
let faces = null;

/** The page's font faces as rules that need no other file: an SVG image may load none. */
async function embedded() {
  const rules = [...document.styleSheets].flatMap((one) => [...one.cssRules]);
  const fontRules = rules.filter((rule) => rule instanceof CSSFontFaceRule);
  const texts = fontRules.map(async (rule) => {
    const [all, url] = /url\("?([^")]+)"?\)/.exec(rule.cssText) || ["", ""];
    // A face that is installed names no file.
    if (!url || url.startsWith("data:")) return rule.cssText;
    const where = new URL(url, rule.parentStyleSheet?.href || document.baseURI);
    const body = await (await fetch(where)).blob();
    return rule.cssText.replace(all, `url("${await dataUri(body)}")`);
  });
  return (await Promise.all(texts)).join("");
}

/**
 * @param {Blob} blob
 * @returns {Promise<string>}
 */
function dataUri(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(String(reader.result)));
    reader.addEventListener("error", () => reject(reader.error));
    reader.readAsDataURL(blob);
  });
}

/**
 * An SVG text with the page's typeface in it.
 *
 * @param {string} text
 */
export async function withFonts(text) {
  faces = faces || (await embedded());
  return text.replace(/^<svg[^>]*>/, (start) => `${start}<style>${faces}</style>`);
}

/**
 * Draw an SVG text that has its typeface in it as a PNG or WebP of so many pixels.
 *
 * @param {string} text
 * @param {number} width
 * @param {number} height
 * @param {Ending} [ending]
 * @returns {Promise<Blob>}
 */
export async function raster(text, width, height, ending = "png") {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width, height });
  const drawing = canvas.getContext("2d");
  // A canvas that is larger than the browser allows has none.
  if (!drawing) throw new Error(`${width} × ${height} ?`);
  drawing.drawImage(image, 0, 0, width, height);
  return new Promise((resolve, reject) => {
    /** @param {Blob | null} blob */
    const done = (blob) => {
      // A browser that cannot write a format gives PNG instead.
      if (blob && blob.type === TYPES[ending]) resolve(blob);
      else reject(new Error(`${ending} ?`));
    };
    canvas.toBlob(done, TYPES[ending], 1);
  });
}
