// Plans as the page writes and reads them: tests/cases/plans.json, which Python reads too.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as plans from "../../assets/src/core/plan.js";
import { casesOf } from "./cases.js";

const { written, refused } = casesOf("plans");

for (const { what, plan, text } of written) {
  test(`a plan is written as ${what}, and read back`, () => {
    assert.equal(plans.text(plan), text);
    assert.deepEqual(plans.read(text), plan);
  });
}

for (const { text, line, field } of refused) {
  test(`what no page has written is refused at line ${line}: ${field}`, () => {
    assert.throws(
      () => plans.read(text),
      (fault) => fault instanceof plans.Fault && fault.line === line && fault.field === field,
    );
  });
}

test("a thing is moved before or after others, and the rest keeps its order", () => {
  assert.deepEqual(plans.moved(["a", "b", "c", "d"], 0, 2), ["b", "c", "a", "d"]);
  assert.deepEqual(plans.moved(["a", "b", "c", "d"], 3, 1), ["a", "d", "b", "c"]);
});

test("before and after has the earlier day first, and no other times", () => {
  const asked = { date: "2009-06-14", view: "alliance", tm: "cumulative", range: "x", cmp: "1999" };
  const pair = { view: "alliance", date: "2005-07-13", compare: "2009-06-14", mode: "side" };
  assert.deepEqual(plans.paired(asked, "2005-07-13"), pair);
  assert.deepEqual(plans.paired({ ...asked, date: "2005-07-13" }, "2009-06-14"), pair);
});
