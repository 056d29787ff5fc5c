// The text of somebody's file: which encoding it is in.
//
// csto_map/exchange/reading/text.py is its twin.
import Papa from "papaparse";
import { BadFile, bounded, tableOf } from "./table.js";

const SAMPLE = 4096;

/**
 * The text of a file, and what was guessed about its encoding. Throws BadFile.
 *
 * @param {Uint8Array} bytes
 * @param {string} name
 * @returns {{text: string, remark: import("./table.js").Remark | null}}
 */
export function decode(bytes, name) {
  const wide = marked(bytes) || wideOf(bytes);
  try {
    const text = new TextDecoder(wide || "utf-8", { fatal: true }).decode(bytes);
    if (text.includes("\0")) throw new BadFile("not_text", { name });
    return { text, remark: null };
  } catch (problem) {
    if (wide || problem instanceof BadFile) throw new BadFile("not_text", { name });
  }
  const latin = new TextDecoder("latin1").decode(bytes);
  const beside = (latin.match(/[¨¸À-ÿ]{2,}/g) ?? []).join("").length;
  const cyrillic = 2 * beside > (latin.match(/[¨¸À-ÿ]/g) ?? []).length;
  const codec = cyrillic ? "1251" : "1252";
  const text = new TextDecoder(`windows-${codec}`).decode(bytes);
  if (text.includes("\0")) throw new BadFile("not_text", { name });
  return { text, remark: { key: "encoding", encoding: `CP${codec}` } };
}

/** @param {Uint8Array} bytes */
function marked(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "";
}

/** @param {Uint8Array} bytes */
function wideOf(bytes) {
  const sample = bytes.subarray(0, SAMPLE);
  if (bytes.length % 2 || sample.length < 4) return "";
  const half = Math.floor(sample.length / 2);
  const [first, second] = [0, 1].map(
    (side) => sample.filter((byte, k) => byte === 0 && k % 2 === side).length,
  );
  if (2 * second > half && 20 * first < half) return "utf-16le";
  return 2 * first > half && 20 * second < half ? "utf-16be" : "";
}

/**
 * Read a table of text.
 *
 * @param {string} name
 * @param {Uint8Array} bytes
 */
export function readText(name, bytes) {
  const { text, remark } = decode(bytes, name);
  const parsed = Papa.parse(text, { header: true, skipEmptyLines: "greedy" });
  const rows = /** @type {Record<string, unknown>[]} */ (parsed.data);
  bounded(rows.length, name);
  return tableOf({
    columns: parsed.meta.fields ?? [],
    rows,
    numbers: rows.map((_, k) => k + 1),
    notes: remark ? [remark] : [],
  });
}
