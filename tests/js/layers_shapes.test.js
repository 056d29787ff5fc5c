// The point that is drawn of a shape, held to the cases that Python is held to.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { BadShape, pointOf, shapeOf } from "../../assets/src/layers/shapes.js";

const cases = JSON.parse(
  readFileSync(new URL("../cases/formats_points.json", import.meta.url), "utf8"),
);

for (const { name, geometry, point } of cases.points) {
  test(name, () => assert.deepEqual(pointOf(shapeOf(geometry)), point));
}

for (const { geometry, reason } of cases.damaged) {
  test(`${JSON.stringify(geometry)} is ${reason}`, () => {
    assert.throws(
      () => shapeOf(geometry),
      (problem) => problem instanceof BadShape && problem.key === reason,
    );
  });
}
