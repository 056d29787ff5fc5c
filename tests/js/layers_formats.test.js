// Files of every format, held to the cases that Python is held to.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { told } from "./layers_told.js";

const folder = new URL("../cases/", import.meta.url);
const cases = JSON.parse(readFileSync(new URL("formats_files.json", folder), "utf8")).files;

/** Coordinates that two libraries have turned into degrees agree to a billionth. */
function rounded(answer) {
  const round = (number) => Math.round(number * 1e8) / 1e8;
  return { ...answer, points: answer.points?.map((point) => point?.map(round) ?? null) };
}

for (const one of cases) {
  test([one.file, one.layer].filter(Boolean).join(" "), async () => {
    const answer = await told(new URL(`layers/${one.file}`, folder), one.layer);
    const expected = one.page ?? one.expected;
    if (one.projected) assert.deepEqual(rounded(answer), rounded(expected));
    else assert.deepEqual(answer, expected);
  });
}
