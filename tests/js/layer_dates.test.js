// The page's reader on the cases that csto_map's reader is held to; `node --test` runs it.

import assert from "node:assert/strict";
import test from "node:test";
import * as state from "../../assets/src/core/state.js";
import * as dates from "../../assets/src/layers/dates.js";
import * as reading from "../../assets/src/layers/read.js";
import * as when from "../../assets/src/layers/when.js";
import { casesOf } from "./cases.js";

const cases = casesOf("layer_dates");
// Before every date, so that it can only be the start of what has none.
const NEVER = { first: -1, horizon: 0 };
const iso = (day) => (day === null || day < 0 ? null : state.iso(day));

for (const { text, way, days } of cases.texts) {
  test(`${JSON.stringify(text)} ${way}`, () => {
    const found = dates.read(text, way);
    assert.deepEqual(Array.isArray(found) ? found.map(iso) : found, days);
  });
}

function read(table) {
  const columns = ["lat", "lon", ...table.columns];
  const rows = table.rows.map((cells) =>
    Object.fromEntries(columns.map((column, k) => [column, ["41", "69", ...cells][k]])),
  );
  const roles = reading.recognise(columns, rows);
  return { rows, roles, doubt: table.way ? null : when.doubt(rows, roles) };
}

/** What became of each row, in their order. */
function outcomes(rows, { points, refused }) {
  return rows.map((row) => {
    if (refused.some((one) => one.row === row)) return "refused";
    const { from, until } = points.find((one) => one.row === row);
    return from < 0 && until === null ? "always" : [iso(from), iso(until)];
  });
}

for (const table of cases.tables) {
  test(table.name, () => {
    const { rows, roles, doubt } = read(table);
    if (table.ambiguous) {
      assert.equal(doubt.text, table.ambiguous);
      assert.deepEqual([doubt.day, doubt.month].map(iso), table.days);
      return;
    }
    assert.equal(doubt, null);
    const found = reading.readRows(rows, roles, NEVER, table.way);
    assert.deepEqual(outcomes(rows, found), table.expected);
    assert.equal(found.undated, table.undated || 0);
    assert.equal(found.inclusive, table.inclusive || false);
    assert.equal(found.ongoing, table.ongoing || 0);
    assert.equal(roles.guessed, table.guessed || false);
    if (table.start) assert.equal(roles.start, table.start);
    if (table.end) assert.equal(roles.end, table.end);
  });
}
