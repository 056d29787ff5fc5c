// Reads files as the page does, for tests: file names come in as JSON lines, layers go out so.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { readCsv } from "../../assets/src/layers/csv.js";
import { asJson, readTable } from "../../assets/src/layers/layer.js";
import { BadFile } from "../../assets/src/layers/table.js";

export function outcome(path, name, options = {}) {
  try {
    const wanted = Object.values(options.map ?? {});
    const layer = readTable(readCsv(new Uint8Array(readFileSync(path)), name, wanted), { name, ...options });
    return layer.ambiguous ? { ambiguous: layer.ambiguous } : { ...asJson(layer), more: layer.rows.map((r) => [r.edtf, r.sidc, r.colour, r.size, r.details]) };
  } catch (problem) {
    if (problem instanceof BadFile) return { bad: problem.remark };
    throw problem;
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const { path, name, ...options } = JSON.parse(line);
  console.log(JSON.stringify(outcome(path, name, options)));
}
