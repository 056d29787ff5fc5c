// Files of user layers: their rows and columns, read here with the vendored libraries.

import * as reading from "./read.js";
import { script } from "./scripts.js";

const MOST_BYTES = 60e6;

/** The text of a file, or an Error whose message is a key of [own]. */
async function textOf(file) {
  if (file.size > MOST_BYTES) throw new Error("too_big");
  if (!file.size) throw new Error("empty");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch (_problem) {
    throw new Error("not_utf8");
  }
}

/** Rows and columns of a file, by its ending. */
export async function tableOf(file) {
  const ending = file.name.toLowerCase().split(".").pop();
  const text = await textOf(file);
  if (ending === "geojson" || ending === "json") {
    try {
      return reading.readFeatures(text);
    } catch (_problem) {
      throw new Error("bad_geojson");
    }
  }
  if (!["csv", "tsv", "txt"].includes(ending)) throw new Error("bad_ending");
  await script("papaparse");
  const read = window.Papa.parse(text, { header: true, skipEmptyLines: "greedy" });
  if (!read.meta.fields || read.meta.fields.length < 2) throw new Error("bad_csv");
  return { rows: read.data, columns: read.meta.fields };
}
