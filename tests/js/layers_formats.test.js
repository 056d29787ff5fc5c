// Files of every format, held to the cases that Python is held to.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { DOMParser } from "@xmldom/xmldom";
import { openFile } from "../../assets/src/layers/open.js";
import { pointOf } from "../../assets/src/layers/shapes.js";
import { BadFile } from "../../assets/src/layers/table.js";

const folder = new URL("../cases/", import.meta.url);
const cases = JSON.parse(readFileSync(new URL("formats_files.json", folder), "utf8")).files;

/** @param {string} text */
function parseXml(text) {
  const onError = (/** @type {string} */ level, /** @type {string} */ problem) => {
    if (level !== "warning") throw new Error(problem);
  };
  return /** @type {any} */ (new DOMParser({ onError }).parseFromString(text, "application/xml"));
}

/** What a file is read as, short: as tests/contract/test_layer_formats.py has it. */
async function told(name, layer) {
  const bytes = new Uint8Array(readFileSync(new URL(`layers/${name}`, folder)));
  try {
    const table = await openFile(name, bytes, { parseXml, layer });
    const { columns, rows, numbers, shapes, times, refused, notes } = table;
    const cells = rows.map((row) => columns.map((column) => row[column] ?? ""));
    const points = shapes?.map(pointOf) ?? null;
    const kinds = shapes?.map((shape) => shape?.type ?? "") ?? null;
    return { columns, cells, numbers, kinds, points, times, refused, notes };
  } catch (problem) {
    if (!(problem instanceof BadFile)) throw problem;
    const { line, column, ...rest } = problem.remark;
    // Browsers and libraries count lines of damaged XML each in its own way.
    return { problem: rest.key === "bad_xml" ? rest : problem.remark };
  }
}

/** Coordinates that two libraries have turned into degrees agree to a billionth. */
function rounded(answer) {
  const round = (number) => Math.round(number * 1e8) / 1e8;
  return { ...answer, points: answer.points?.map((point) => point?.map(round) ?? null) };
}

for (const one of cases) {
  test([one.file, one.layer].filter(Boolean).join(" "), async () => {
    const answer = await told(one.file, one.layer);
    const expected = one.page ?? one.expected;
    if (one.projected) assert.deepEqual(rounded(answer), rounded(expected));
    else assert.deepEqual(answer, expected);
  });
}

if (process.env.CASES_OF) {
  // `CASES_OF=FILE node …` writes what is read, to look at when a case is added.
  const { writeFileSync } = await import("node:fs");
  const answers = {};
  for (const { file, layer } of cases) answers[`${file} ${layer ?? ""}`] = await told(file, layer);
  writeFileSync(process.env.CASES_OF, JSON.stringify(answers));
}
