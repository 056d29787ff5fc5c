// What a picture that the page draws says of itself: the twin of what
// csto_map/export/metadata.py writes on the server, for SVG and PNG.

import { escaped, quoted } from "../layers/svg.js";

/** @typedef {{[name: string]: string}} About By the names of Dublin Core. */

const DC = "http://purl.org/dc/elements/1.1/";
const RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
/** Keywords of PNG for the names of Dublin Core. @type {Record<string, string>} */
const KEYWORDS = {
  title: "Title",
  creator: "Author",
  description: "Description",
  rights: "Copyright",
  source: "Source",
  coverage: "Coverage",
  identifier: "URL",
};
// Length, type, 13 bytes and checksum of the header follow the signature.
const AFTER_HEADER = 8 + 4 + 4 + 13 + 4;
const POLYNOMIAL = 0xedb88320;

/**
 * The metadata of an SVG.
 *
 * @param {About} about
 */
export function metadata(about) {
  const parts = Object.entries(about).map(
    ([name, text]) => `<dc:${name}>${escaped(text)}</dc:${name}>`,
  );
  return (
    `<metadata><rdf:RDF xmlns:rdf=${quoted(RDF)} xmlns:dc=${quoted(DC)}>` +
    `<rdf:Description rdf:about="">${parts.join("")}</rdf:Description></rdf:RDF></metadata>`
  );
}

/**
 * What the metadata of an SVG say, of the server or of this page.
 *
 * @param {Element} picture
 * @returns {About}
 */
export function aboutOf(picture) {
  const pairs = Object.keys(KEYWORDS).flatMap((name) => {
    const [node] = picture.getElementsByTagNameNS(DC, name);
    // Of a text in several languages the first is for everybody.
    const text = node && (node.getElementsByTagNameNS(RDF, "li")[0] ?? node).textContent;
    return text ? [[name, text]] : [];
  });
  return Object.fromEntries(pairs);
}

/**
 * A PNG file that says so.
 *
 * @param {Blob} png
 * @param {About} about
 */
export async function told(png, about) {
  const bytes = new Uint8Array(await png.arrayBuffer());
  const chunks = Object.entries(about).map(([name, text]) => chunk(KEYWORDS[name], text));
  const parts = [bytes.slice(0, AFTER_HEADER), ...chunks, bytes.slice(AFTER_HEADER)];
  return new Blob(parts, { type: png.type });
}

/**
 * A text of a PNG file: neither pressed nor in a language.
 *
 * @param {string} keyword
 * @param {string} text
 */
function chunk(keyword, text) {
  const body = new TextEncoder().encode(`iTXt${keyword}\0\0\0\0\0${text}`);
  const whole = new Uint8Array(body.length + 8);
  const view = new DataView(whole.buffer);
  view.setUint32(0, body.length - 4);
  whole.set(body, 4);
  view.setUint32(body.length + 4, checksum(body));
  return whole;
}

/**
 * The checksum of a chunk, CRC-32.
 *
 * @param {Uint8Array} bytes
 */
function checksum(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let k = 0; k < 8; k++) sum = sum & 1 ? (sum >>> 1) ^ POLYNOMIAL : sum >>> 1;
  }
  return ~sum >>> 0;
}
