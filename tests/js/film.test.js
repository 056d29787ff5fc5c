// What the film tab works out before a film is made.

import assert from "node:assert/strict";
import test from "node:test";
import { foretold, spanOfFilm } from "../../assets/src/core/film.js";
import { ordinal } from "../../assets/src/core/state.js";

const all = { first: ordinal("1991-01-01"), horizon: ordinal("2026-03-21") };
const days = (...texts) => texts.map(ordinal);

test("a film has the days of the range, else those chosen last, else all", () => {
  const range = days("2004-05-01", "2005-07-31");
  const kept = ["1999-01-01", "2003"];
  assert.deepEqual(spanOfFilm({ range }, all, kept), range);
  assert.deepEqual(spanOfFilm({ range: null }, all, kept), days("1999-01-01", "2003-01-01"));
  assert.deepEqual(spanOfFilm({ range: null }, all, null), [all.first, all.horizon]);
});

test("days that another atlas or a slip of the pen has left are not taken", () => {
  for (const kept of [["1980-01-01", "2003-01-01"], ["2003", "1999"], ["soon", "2003"], ["2003"]]) {
    assert.deepEqual(spanOfFilm({ range: null }, all, kept), [all.first, all.horizon]);
  }
});

test("a forecast is told in the numbers of the language", () => {
  const coming = { pictures: 1404, frames: 1500, seconds: 62.54, bytes: 5_360_000, wait: 0.2 };
  assert.deepEqual(foretold(coming, "en"), {
    pictures: "1,404",
    seconds: "62.5",
    size: "5.4",
    wait: "1",
  });
  assert.equal(foretold(coming, "ru").seconds, "62,5");
  assert.equal(foretold({ ...coming, bytes: 900 }, "en").size, "0.1");
  assert.equal(foretold({ ...coming, bytes: 45_600_000 }, "en").size, "46");
});
