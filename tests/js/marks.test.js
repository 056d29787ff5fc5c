// Marks that nobody sees are told in the page as in Python.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { shown } from "../../assets/src/layers/marks.js";

const CASES = JSON.parse(readFileSync(new URL("../cases/marks.json", import.meta.url), "utf-8"));

test("marks that nobody sees are told", () => {
  for (const [text, told] of CASES) assert.equal(shown(text), told);
});
