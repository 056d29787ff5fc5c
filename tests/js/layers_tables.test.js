// Whole files and tables, held to the cases that Python is held to.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { casesOf } from "./cases.js";
import { outcome } from "./layers_layer.js";

const folder = fileURLToPath(new URL("../cases/layers/", import.meta.url));

for (const { file, expected, ...options } of casesOf("layer_files").files) {
  test(`${file} ${JSON.stringify(options)}`, async () => {
    const { looks, ...answer } = await outcome({ path: folder + file, name: file, ...options });
    assert.ok(looks === undefined || looks.length === answer.rows.length);
    assert.deepEqual(answer, expected);
  });
}

for (const { name, ending, text, expected, ...options } of casesOf("layer_tables").tables) {
  test(name, async () => {
    const here = mkdtempSync(join(tmpdir(), "table-"));
    const path = join(here, `table.${ending}`);
    writeFileSync(path, text);
    const answer = await outcome({ path, name: `table.${ending}`, ...options });
    rmSync(here, { recursive: true });
    assert.deepEqual(JSON.parse(JSON.stringify(answer)), expected);
  });
}
