// Letters that are typed before the field is there that they are meant for.

import assert from "node:assert/strict";
import test from "node:test";
import { Early } from "../../assets/src/core/early.js";

const typed = (...keys) => {
  const early = new Early();
  for (const key of keys) early.press(key);
  return early;
};

test("letters wait in order, blanks too, and are given once", () => {
  const early = typed("N", "o", " ", "x", "Backspace", "1");

  assert.deepEqual(early.take(), { text: "No 1", next: false });
  assert.deepEqual(early.take(), { text: "", next: false });
});

test("what follows a Tab is for the next field", () => {
  const early = typed("P", "O", "L", "Tab", "m", "Tab", "Tab", "1");

  assert.deepEqual(early.take(), { text: "POL", next: true });
  assert.deepEqual(early.take(), { text: "m", next: true });
  assert.deepEqual(early.take(), { text: "", next: true });
  assert.deepEqual(early.take(), { text: "1", next: false });
});

test("a Tab before any letter leaves the field that is coming as it is", () => {
  const early = typed("Tab", "a");

  assert.deepEqual(early.take(), { text: "", next: true });
  assert.deepEqual(early.take(), { text: "a", next: false });
});

test("keys of no letter are not taken", () => {
  const early = new Early();

  assert.deepEqual(
    ["Shift", "F2", "ArrowLeft", "Escape"].map((key) => early.press(key)),
    [false, false, false, false],
  );
  assert.ok(early.press("ы"));
});

test("what was typed for a field that never came is forgotten", () => {
  const early = typed("a", "Tab", "b");
  early.forget();

  assert.deepEqual(early.take(), { text: "", next: false });
});
