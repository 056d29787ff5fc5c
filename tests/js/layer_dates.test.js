// The page's reader of dates on the cases that Python's is held to.

import assert from "node:assert/strict";
import test from "node:test";
import * as dates from "../../assets/src/layers/date_texts.js";
import { readTable } from "../../assets/src/layers/layer.js";
import { BadFile, tableOf } from "../../assets/src/layers/table.js";
import { casesOf } from "./cases.js";

const cases = casesOf("layer_dates");
const iso = (day) => (day === null ? null : dates.iso(day));
const ORDER = { day: "dmy", month: "mdy" };

for (const { text, way, days } of cases.texts) {
  test(`${JSON.stringify(text)} ${way}`, () => {
    const read = dates.days(text, { ...dates.NONE, first: way });
    if ("remark" in read) assert.equal(read.readings ? "ambiguous" : null, days);
    else assert.deepEqual([iso(read.first), iso(read.last)], days);
  });
}

function tableIn({ columns, rows }) {
  return tableOf({
    columns: ["lat", "lon", ...columns],
    rows: rows.map((cells) =>
      Object.fromEntries(
        ["41", "69", ...cells].map((cell, k) => [["lat", "lon", ...columns][k], cell]),
      ),
    ),
    numbers: rows.map((_, k) => k + 1),
  });
}

for (const table of cases.tables) {
  test(table.name, () => {
    let layer;
    try {
      layer = readTable(tableIn(table), { name: "a.csv", dates: ORDER[table.way] ?? "" });
    } catch (problem) {
      if (!(problem instanceof BadFile)) throw problem;
      assert.equal(problem.remark.key, "none_used");
      assert.ok(table.expected.every((one) => one === "refused"));
      return;
    }
    if (table.ambiguous) {
      const { value, day, month } = layer.ambiguous;
      assert.deepEqual([value, iso(day), iso(month)], [table.ambiguous, ...table.days]);
      return;
    }
    const held = table.rows.map(() => "refused");
    for (const { row, since, until } of layer.rows) {
      held[row - 1] = since === null && until === null ? "always" : [iso(since), iso(until)];
    }
    assert.deepEqual(held, table.expected);
    const notes = Object.fromEntries(layer.notes.map((note) => [note.key, note]));
    const { start, end } = layer.columns;
    assert.equal(notes[start || end ? "undated" : "no_dates"]?.n ?? 0, table.undated ?? 0);
    assert.equal("ends_last" in notes, table.inclusive ?? false);
    assert.equal(notes.events?.n ?? 0, table.ongoing ?? 0);
    assert.equal("guessed" in notes, table.guessed ?? false);
    for (const key of table.keys ?? []) assert.ok(key in notes, key);
    if (table.start) assert.equal(start, table.start);
    if (table.end) assert.equal(end, table.end);
  });
}
