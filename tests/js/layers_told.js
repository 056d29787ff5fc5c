// What the page's readers make of files, short; told by `node layers_told.js FILE…` as JSON.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { DOMParser } from "@xmldom/xmldom";
import { openFile } from "../../assets/src/layers/open.js";
import { problemOf, short } from "./layers_short.js";

/** A parser of XML that is as strict as a browser's. */
export function parseXml(text) {
  const onError = (level, problem) => {
    if (level !== "warning") throw new Error(problem);
  };
  return new DOMParser({ onError }).parseFromString(text, "application/xml");
}

/** What a file is read as. */
export async function told(path, layer) {
  const bytes = new Uint8Array(readFileSync(path));
  try {
    const name = basename(path instanceof URL ? fileURLToPath(path) : path);
    return short(await openFile(name, bytes, { parseXml, layer }));
  } catch (problem) {
    return problemOf(problem);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const answers = [];
  for (const path of process.argv.slice(2)) answers.push(await told(path));
  process.stdout.write(JSON.stringify(answers));
}
