// How the page reads files, for tests in Python: questions come in as JSON lines, answers go out.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { asJson, readTable } from "../../assets/src/layers/layer.js";
import { openFile } from "../../assets/src/layers/open.js";
import { BadFile } from "../../assets/src/layers/table.js";
import { parseXml } from "./layers_told.js";

/** How a file is read: as tests/shared/layer_twins.py tells it. */
export async function outcome({ path, name, map = {}, dates = "", extent = null }) {
  try {
    const bytes = new Uint8Array(readFileSync(path));
    const table = await openFile(name, bytes, { parseXml, wanted: Object.values(map) });
    const layer = readTable(table, { name, map, dates, extent });
    if (layer.ambiguous) return { ambiguous: layer.ambiguous };
    const looks = layer.rows.map((one) => [
      ...one.edtf,
      one.sidc,
      one.colour,
      one.size,
      one.details,
    ]);
    return { ...asJson(layer), looks };
  } catch (problem) {
    if (problem instanceof BadFile) return { bad: problem.remark };
    throw problem;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for await (const line of createInterface({ input: process.stdin })) {
    console.log(JSON.stringify(await outcome(JSON.parse(line))));
  }
}
