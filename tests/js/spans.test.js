import assert from "node:assert/strict";
import test from "node:test";
import { Spans } from "../../assets/src/core/spans.js";
import { meets } from "../../assets/src/core/state.js";

/** The same numbers on every run. */
function numbers(seed) {
  let state = seed;
  return (below) => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return Math.floor((state / 4294967296) * below);
  };
}

/** Rows with days in any order: some without a beginning, some without an end, some empty. */
function rows(next, count) {
  return Array.from({ length: count }, (_, k) => {
    const from = next(20) ? next(400) : null;
    const until = next(10) ? Number(from) + next(60) : null;
    return { k, from, until };
  });
}

test("rows that meet some days are those that a look at all of them finds, in their order", () => {
  const next = numbers(5);
  let found = 0;
  for (const count of [0, 1, 2, 3, 7, 64, 65, 900]) {
    const all = rows(next, count);
    const spans = new Spans(all, ({ from, until }) => [from, until]);
    for (let k = 0; k < 200; k++) {
      const first = next(480) - 20;
      const last = first + (next(2) ? 0 : next(90));
      const wanted = all.filter(({ from, until }) => meets(first, last, from, until));
      assert.deepEqual(spans.meeting(first, last), wanted);
      found += wanted.length;
    }
  }
  assert.ok(found > 1000);
});

test("few are looked at to find few among many", () => {
  const all = Array.from({ length: 1 << 16 }, (_, k) => ({ from: k, until: k + 3 }));
  const spans = new Spans(all, ({ from, until }) => [from, until]);
  let looked = 0;
  const counted = new Proxy(spans.latest, {
    get: (ends, name) => {
      looked += 1;
      return Reflect.get(ends, name);
    },
  });
  spans.latest = counted;

  assert.equal(spans.meeting(40_000, 40_000).length, 3);
  assert.ok(looked < 200, String(looked));
});
