import assert from "node:assert/strict";
import test from "node:test";
import { troops } from "../../assets/src/core/headcount.js";
import { Board } from "../../assets/src/core/names.js";
import { place } from "../../assets/src/core/placenames.js";

const WORDS = { no_total: "?", thousands: " ", range: "{low}-{high}", most: "{n}", old: "{n}" };

test("where nobody is on a day, the marks of all other days are looked at once", () => {
  let looks = 0;
  const marks = Array.from({ length: 500 }, (_, k) => ({
    ...{ id: `site:${k}`, layer: "bases", accent: "lead", at: ["AAA"], from: k, until: k + 1 },
    get x() {
      looks += 1;
      return k;
    },
    y: 2 * k,
  }));
  const steps = [[0, 10, 10, "fresh", 2000]];
  const one = { at: "AAA", by: "RUS", accent: "lead", x: 0, y: 0, steps };
  const data = { marks, troops: [one], countries: [] };
  const [there] = troops(data, 7, WORDS, {});
  assert.deepEqual([there.x, there.y, looks], [7, 14, 1]);
  for (const day of [600, 700, 800]) {
    const [{ x, y }] = troops(data, day, WORDS, {});
    assert.deepEqual([x, y], [249.5, 499]);
  }
  assert.equal(looks, 501);
});

test("the ground under a town's name is asked for once while the outlines are the same", () => {
  const frame = { x0: 0, y0: 0, x1: 1000, y1: 1000, width: 1000, height: 1000 };
  const advances = { 400: { a: 500 }, italic: {} };
  const towns = [{ id: "a", name: "aa", x: 500, y: 500, rank: 0, country: "AAA" }];
  let asked = 0;
  /** Ground on which a name may stand, or may not, as the outlines have it. */
  const ground = (/** @type {object} */ lands, /** @type {boolean} */ home) => ({
    lands,
    clear: () => {
      asked += 1;
      return home;
    },
    foreign: () => {
      asked += 1;
      return !home;
    },
  });
  const named = (/** @type {object} */ lands, /** @type {boolean} */ home) => {
    const at = { board: new Board(frame, []), advances, ground: ground(lands, home), size: 10 };
    return place({ towns, waters: [] }, [], at, () => []).map(({ id, anchor }) => [id, anchor]);
  };
  const before = {};
  const first = named(before, true);
  const once = asked;
  assert.equal(first.length, 1);
  assert.ok(once > 0);
  assert.deepEqual(named(before, true), first);
  assert.equal(asked, once);
  // Other outlines are another ground.
  named({}, false);
  assert.ok(asked > once);
});
