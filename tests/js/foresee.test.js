// What is worked out beforehand of borders that come: no step over one asks for it again.

import assert from "node:assert/strict";
import { test } from "node:test";
import { foresee, outlinesOn } from "../../assets/src/core/borders.js";
import * as camera from "../../assets/src/core/camera.js";
import { landOf } from "../../assets/src/core/lands.js";
import { upright, visible } from "../../assets/src/core/visible.js";
import { casesOf } from "./cases.js";

const { map } = casesOf("borders");
const frame = camera.fit([-1200, -1500, 1200, 800], 600, 400, null);

/** Days on which some border changes, by the traces of a figure. */
function changesOf({ data }) {
  const edges = data.flatMap(({ meta }) => [meta.from, meta.until]);
  return [...new Set(edges.filter((day) => day != null))].sort((a, b) => a - b);
}

/** Whether the outlines of a figure hold on all days, by code. */
function isDated({ data }, code) {
  return data.some(({ meta }) => meta.id === code && (meta.from != null || meta.until != null));
}

/** What steps ask of the outlines of each day: where each is seen, and its ground. */
function askedOf(figure) {
  return changesOf(figure).flatMap((day) =>
    [...outlinesOn(figure, day)].map(([code, outline]) => {
      return { day, code, seen: visible(outline, frame), land: landOf(upright(outline, null)) };
    }),
  );
}

test("what is foreseen is not worked out at the step", () => {
  const untouched = structuredClone(map);
  const wanted = structuredClone(askedOf(untouched));
  const turns = [...foresee(map, frame)];
  // Whoever still read the coordinates would find that all is in one point.
  for (const day of changesOf(map)) {
    for (const outline of outlinesOn(map, day).values()) {
      for (const { xs, ys } of outline) {
        xs.fill(0);
        ys.fill(0);
      }
    }
  }
  const got = askedOf(map);

  const dated = wanted.filter(({ code }) => isDated(untouched, code));
  assert.ok(dated.length > 2);
  assert.ok(dated.some(({ seen }) => seen));
  for (const [k, { day, code, seen, land }] of wanted.entries()) {
    if (!isDated(untouched, code)) continue;
    assert.deepEqual(got[k].seen, seen, `${code} on ${day}`);
    assert.deepEqual(structuredClone(got[k].land), land, `${code} on ${day}`);
  }
  // One turn each, of those that hold on some days alone: between two, others get their turn.
  const rows = untouched.data.filter(({ fill, meta }) => {
    return fill && (meta.from != null || meta.until != null);
  });
  assert.equal(turns.length, rows.length);
});

test("of borders that never change nothing is worked out", () => {
  const always = structuredClone(map);
  for (const { meta } of always.data) {
    meta.from = null;
    meta.until = null;
  }

  assert.deepEqual([...foresee(always, frame)], []);
});
