// What a page in one file carries, unpacked: the way back from csto_map/page/packing.py. Pure.

/** @typedef {null | number | string | boolean | Json[] | {[key: string]: Json}} Json */
/** What makes another value of one; see `patched`. @typedef {[Json] | {[key: string]: Patch}} Patch */
/** @typedef {[decimals: number, differences: (number | null)[]]} Column */

// The member that a folded array has alone.
const FOLDED = "by differences";
// Those of Python's base64.b85encode, but for what means something in a document.
const LETTERS =
  "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%.()*+-;,=>?@^_`{|}~";

/**
 * The bytes of a text of 85 letters: five for four bytes.
 *
 * @param {string} text
 */
export function bytesOf(text) {
  const values = new Uint8Array(128);
  for (const [value, letter] of [...LETTERS].entries()) values[letter.charCodeAt(0)] = value;
  const lacking = (5 - (text.length % 5)) % 5;
  const whole = text + "~".repeat(lacking);
  const bytes = new Uint8Array((whole.length / 5) * 4);
  const view = new DataView(bytes.buffer);
  for (let i = 0, at = 0; i < whole.length; at += 4) {
    let sum = 0;
    for (const end = i + 5; i < end; i++) sum = 85 * sum + values[whole.charCodeAt(i)];
    view.setUint32(at, sum);
  }
  // Letters that the text lacks stand for bytes that it has not.
  return bytes.subarray(0, bytes.length - lacking);
}

/**
 * What is packed, as an answer to be read as a text or as JSON.
 *
 * @param {string} text Of 85 letters, gzipped.
 */
export function unpacked(text) {
  const packed = new Blob([bytesOf(text)]);
  return new Response(packed.stream().pipeThrough(new DecompressionStream("gzip")));
}

/**
 * Put back the arrays that are told by differences.
 *
 * @param {Json} value Is changed.
 * @returns {Json}
 */
export function unfolded(value) {
  if (value === null || typeof value !== "object") return value;
  if (FOLDED in value) {
    const columns = /** @type {Column[]} */ (/** @type {unknown} */ (value[FOLDED])).map(summed);
    return columns.length === 1 ? columns[0] : columns[0].map((x, k) => [x, columns[1][k]]);
  }
  const all = /** @type {{[key: string]: Json}} */ (value);
  for (const key of Object.keys(all)) all[key] = unfolded(all[key]);
  return value;
}

/** @param {Column} column */
function summed([decimals, differences]) {
  const unit = 10 ** decimals;
  let sum = 0;
  return differences.map((one) => {
    if (one === null) return null;
    sum += one;
    return sum / unit;
  });
}

/**
 * What a patch makes of a value: the element of an array of one, or the value with what its
 * patches make of its members.
 *
 * @param {Json} base Is changed.
 * @param {Patch} patch
 * @returns {Json}
 */
export function patched(base, patch) {
  if (Array.isArray(patch)) return patch[0];
  const all = /** @type {{[key: string]: Json}} */ (base);
  for (const [key, one] of Object.entries(patch)) all[key] = patched(all[key], one);
  return base;
}
