// What the editor works out of faults, ids and choices.

import assert from "node:assert/strict";
import test from "node:test";
import {
  cellKey,
  counted,
  faultsByCell,
  fitting,
  idsIn,
  sameRows,
  toggled,
} from "../../assets/src/core/editing.js";

const fault = (row, column) => ({ row, column });

test("faults stand at their cells, those of a row at its first, those of a file at none", () => {
  const given = [fault(1, "start"), fault(1, "start"), fault(2, "*"), fault(null, "*")];
  const found = faultsByCell(given, ["id", "start"]);

  assert.deepEqual([...found.keys()], [cellKey(1, "start"), cellKey(2, "id")]);
  assert.equal(found.get(cellKey(1, "start")).length, 2);
});

test("an id is put to those of a cell, or taken from them", () => {
  assert.deepEqual(idsIn(" a; b;;"), ["a", "b"]);
  assert.equal(toggled("", "a"), "a");
  assert.equal(toggled("a;b", "c"), "a;b;c");
  assert.equal(toggled("a;b;c", "b"), "a;c");
});

test("choices are found by all words, wherever they stand, the chosen first", () => {
  const choices = [
    { value: "tass_1", about: "Bases stay, TASS, 2001" },
    { value: "ria_2", about: "Bases go, RIA, 2002" },
  ];

  assert.deepEqual(fitting(choices, "2002 bases", []), [choices[1]]);
  assert.deepEqual(fitting(choices, "", ["ria_2"]), [choices[1], choices[0]]);
  assert.deepEqual(fitting(choices, "treaty", []), []);
});

test("rows are the same by their numbers alone", () => {
  const rows = (...ids) => ids.map((id) => ({ id, cells: [] }));

  assert.ok(sameRows(rows(1, 2), rows(1, 2)));
  assert.ok(!sameRows(rows(1, 2), rows(2, 1)));
  assert.ok(!sameRows(rows(1), rows(1, 2)));
});

test("numbers have the form of the language", () => {
  const forms = { one: "{n} строка", few: "{n} строки", many: "{n} строк", other: "{n}" };

  assert.deepEqual(
    [1, 3, 11].map((n) => counted(forms, n, "ru")),
    ["1 строка", "3 строки", "11 строк"],
  );
  assert.equal(counted({ one: "{n} row", other: "{n} rows" }, 2, "en"), "2 rows");
});
