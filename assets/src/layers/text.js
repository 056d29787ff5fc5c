// The text of somebody's file: which encoding it is in.
// The twin of csto_map/exchange/reading/text.py: tests/cases/layer_tables.json holds for both.

import { BadFile } from "./table.js";

/** @typedef {import("./table.js").Remark} Remark */

// As many bytes tell whether a text without a mark is of two bytes a letter.
const SAMPLE = 4096;
// What CP1252 has from 0x80 on where Latin-1 has signs of control: node reads it as Latin-1.
const CP1252 =
  "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";

/** @type {Record<string, string>} */
const LABELS = { CP866: "ibm866", "KOI8-R": "koi8-r", CP1251: "windows-1251", CP1252: "latin1" };

/**
 * The text of a file, and what was guessed about its encoding.
 *
 * A mark at its beginning decides; without one it is UTF-16 if every other byte of its
 * beginning is mostly zero, else UTF-8 if it can be. What follows is a guess: CP866 if runs of
 * its letters make up most of the text that is not ASCII, CP1251 if most other letters stand
 * side by side, as Cyrillic ones do (KOI8-R if more words begin with a small letter before
 * capitals than the other way round), else CP1252.
 *
 * @param {Uint8Array} data
 * @param {string} name
 * @returns {{text: string, remark: Remark | null}}
 */
export function decode(data, name) {
  const wide = marked(data) || wideOf(data);
  if (wide) {
    const text = decoded(data, wide, name);
    if (text === null) throw new BadFile("not_text", { name });
    return { text: checked(text, name), remark: null };
  }
  const text = decoded(data, "utf-8", name);
  if (text !== null) return { text: checked(text, name), remark: null };
  const encoding = guessOf(data);
  const guessed = new TextDecoder(LABELS[encoding]).decode(data);
  const letters =
    encoding === "CP1252"
      ? guessed.replace(/[\u0080-\u009f]/g, (sign) => CP1252[sign.charCodeAt(0) - 0x80])
      : guessed;
  return { text: checked(letters, name), remark: { key: "encoding", encoding } };
}

/**
 * @param {Uint8Array} data
 * @param {string} codec
 * @param {string} name
 */
function decoded(data, codec, name) {
  try {
    return new TextDecoder(codec, { fatal: true }).decode(data);
  } catch (problem) {
    if (problem instanceof TypeError) return null;
    throw new BadFile("not_text", { name });
  }
}

/** @param {Uint8Array} data */
function marked(data) {
  if (data[0] === 0xff && data[1] === 0xfe) return "utf-16le";
  return data[0] === 0xfe && data[1] === 0xff ? "utf-16be" : "";
}

/**
 * The order of bytes of a text of two bytes a letter without a mark; "" for others.
 *
 * @param {Uint8Array} data
 */
function wideOf(data) {
  const sample = data.subarray(0, SAMPLE);
  if (data.length % 2 || sample.length < 4) return "";
  const half = Math.floor(sample.length / 2);
  const zeros = [0, 0];
  for (let k = 0; k < sample.length; k++) if (sample[k] === 0) zeros[k % 2] += 1;
  const [first, second] = zeros;
  if (2 * second > half && 20 * first < half) return "utf-16le";
  return 2 * first > half && 20 * second < half ? "utf-16be" : "";
}

/**
 * The code page of a text that is not UTF-8, as a guess.
 *
 * @param {Uint8Array} data
 */
function guessOf(data) {
  const text = new TextDecoder("latin1").decode(data).replace(/[^\0-\xff]/g, lowOf);
  const dos = (text.match(/[\x80-\xaf\xe0-\xf1]{3,}/g) ?? []).join("");
  const all = (text.match(/[\x80-\xff]/g) ?? []).length;
  const low = (dos.match(/[\x80-\xaf]/g) ?? []).length;
  if (2 * dos.length > all && 4 * low > all) return "CP866";
  if (!isCyrillic(data)) return "CP1252";
  const words = new TextDecoder("windows-1251").decode(data);
  // Small and capital letters of KOI8-R have each other's places in CP1251: words show which it is.
  const turned = words.match(/[а-я][А-Я]{2,}/g) ?? [];
  return turned.length > (words.match(/[А-Я][а-я]{2,}/g) ?? []).length ? "KOI8-R" : "CP1251";
}

/**
 * The sign with the number of a byte that CP1252 gives another: browsers read Latin-1 as CP1252.
 *
 * @param {string} sign
 */
const lowOf = (sign) => String.fromCharCode(0x80 + CP1252.indexOf(sign));

/**
 * Letters of an alphabet other than Latin stand side by side; accented ones mostly alone.
 *
 * @param {Uint8Array} data
 */
function isCyrillic(data) {
  const high = (/** @type {number} */ byte) => byte >= 0xc0 || byte === 0xa8 || byte === 0xb8;
  let [all, beside] = [0, 0];
  for (let k = 0; k < data.length; k++) {
    if (!high(data[k])) continue;
    all += 1;
    if ((k && high(data[k - 1])) || (k + 1 < data.length && high(data[k + 1]))) beside += 1;
  }
  return 2 * beside > all;
}

/**
 * @param {string} text
 * @param {string} name
 */
function checked(text, name) {
  if (text.includes("\0")) throw new BadFile("not_text", { name });
  return text;
}
