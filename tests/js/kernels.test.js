// What is worked out twice, in Python and in the page's code: the page's code gives what the
// cases say. They are made by tests/shared/kernel_cases.py; Python is held to them by
// tests/contract/test_kernel_cases.py.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import test from "node:test";
import * as camera from "../../assets/src/core/camera.js";
import { differences } from "../../assets/src/core/diff.js";
import * as filter from "../../assets/src/core/filter.js";
import { declutter } from "../../assets/src/core/layout.js";
import { num } from "../../assets/src/core/numbers.js";
import * as state from "../../assets/src/core/state.js";
import { holds, inner, outlines, visible } from "../../assets/src/core/visible.js";
import * as layerSvg from "../../assets/src/layers/svg.js";
import { casesOf } from "./cases.js";
import { answer } from "./drawn.js";

const { atlas, ledger, map } = casesOf("world");
const marks = new Map(atlas.marks.map((mark) => [mark.id, mark]));

test("what holds on days and in spans of days", () => {
  const { days, spans, missed } = casesOf("state");
  for (const one of days) {
    assert.deepEqual(state.stateAt(atlas, one.day, one.lens), one.state, `${one.day}`);
  }
  for (const { span, lens, state: wanted } of spans) {
    assert.deepEqual(state.stateIn(atlas, ...span, lens), wanted, `${span}`);
  }
  for (const { span, box, rotation, texts } of missed) {
    const where = `${span} ${box} ${rotation}`;
    assert.deepEqual(state.missed(atlas, ...span, box, rotation), texts, where);
  }
});

test("what filters leave", () => {
  const { lens, cases } = casesOf("filter");
  for (const { filters, span, state: wanted } of cases) {
    const whole = state.stateAt(atlas, span[0], lens);
    const left = filter.state(filters, whole, atlas, marks, span);
    assert.deepEqual(left, wanted, JSON.stringify({ filters, span }));
  }
});

test("what differs between days", () => {
  const { lens, cases } = casesOf("differences");
  for (const { days, filters, rows } of cases) {
    const span = [Math.min(...days), Math.max(...days)];
    const left = differences(atlas, ledger, ...days, lens)
      .filter((row) => filter.row(filters, row, span))
      .map((row) => [row.kind, row.id, row.layer, row.certain, row.sources]);
    assert.deepEqual(left, rows, JSON.stringify({ days, filters }));
  }
});

test("whole pictures: symbols, looks, leader lines and names", () => {
  const level = outlines(map);
  for (const { asked, answer: wanted } of casesOf("drawing").cases) {
    const got = answer(
      asked,
      atlas,
      () => ledger,
      () => level,
      () => map.layout.meta.cuts,
      () => new Map(),
    );
    const where = JSON.stringify(asked);
    for (const part of [
      "frame",
      "bar",
      "ticks",
      "symbols",
      "people",
      "keys",
      "leaders",
      "labels",
    ]) {
      assert.deepEqual(got[part], wanted[part], `${part}: ${where}`);
    }
    for (const id in wanted.areas) assert.deepEqual(got.areas[id], wanted.areas[id], where);
    const held = Object.entries(got.lines).filter(([, look]) => look);
    assert.deepEqual(Object.fromEntries(held), wanted.lines, where);
  }
});

test("frames and scale bars", () => {
  const { fits, bars } = casesOf("frame");
  for (const { box, size, rotation, frame, around, points } of fits) {
    const got = camera.fit(box, ...size, rotation);
    assert.deepEqual(camera.sides(got), frame);
    assert.deepEqual(camera.extent(got), around);
    for (const { km, px, back, inside } of points) {
      assert.deepEqual(camera.toPx(got, ...km), px);
      assert.deepEqual(camera.toKm(got, ...px), back);
      assert.equal(camera.shows(got, ...km), inside);
    }
  }
  for (const { km, longest, bar } of bars) {
    assert.deepEqual(camera.scaleBar({ x0: 0, x1: km, width: 1 }, longest), bar);
  }
});

test("symbols that keep off each other", () => {
  for (const { anchors, cell, spread, placed } of casesOf("layout").cases) {
    const got = declutter(anchors, cell, { spread }).map((p) => [
      ...[p.id, p.x, p.y, p.anchorX, p.anchorY, p.members, p.leader],
    ]);
    assert.deepEqual(got, placed, JSON.stringify({ cell, spread, n: anchors.length }));
  }
});

test("what a frame shows of outlines", () => {
  const { places, cases } = casesOf("outlines");
  for (const { name, rotation, rings, seen } of cases) {
    const frame = camera.fit([0, 0, 100, 100], 100, 100, rotation);
    const [x, y] = [0, 1].map((axis) =>
      rings.flatMap((ring, k) => [...(k ? [null] : []), ...ring.map((point) => point[axis])]),
    );
    const outline = outlines({ data: [{ x, y, fill: "toself", meta: { id: name } }] }).get(name);
    const got = visible(outline, frame);
    assert.deepEqual(
      got && {
        area: got.area,
        bounds: got.bounds,
        corners: got.xs.map((one, k) => [one, got.ys[k]]),
        inner: inner(got),
        holds: places.map((place) => holds(got, ...place)),
      },
      seen,
      name,
    );
  }
});

test("land of several states is told apart", () => {
  const x = [0, 1, 1, 0, null, 2, 3, 3, 2, null, 4, 5, 5, 4];
  const data = [
    {
      x,
      y: x,
      fill: "toself",
      meta: {
        id: "land",
        parts: [
          ["AAA", 2],
          ["BBB", 1],
        ],
      },
    },
  ];
  const found = outlines({ data });
  assert.deepEqual([...found.keys()], ["AAA", "BBB"]);
  assert.deepEqual(
    found.get("AAA").map((ring) => ring.xs),
    [
      [0, 1, 1],
      [2, 3, 3],
    ],
  );
  assert.deepEqual(
    found.get("BBB").map((ring) => ring.xs),
    [[4, 5, 5]],
  );
});

test("numbers as SVG has them", () => {
  for (const [value, text] of casesOf("numbers").cases) assert.equal(num(value), text, `${value}`);
});

test("user layers as SVG", () => {
  const { box, size, span, halo, cases, many } = casesOf("points");
  const frame = camera.fit(box, ...size);
  for (const one of cases) {
    const drawn = layerSvg.layer({ ...one, n: one.x.length }, span, frame, {
      halo,
      grey: one.grey,
    });
    assert.deepEqual(drawn, { svg: one.svg, count: one.count }, one.name);
    assert.equal(layerSvg.title(one.name), one.title);
  }
  const of = (make) => Array.from({ length: many.n }, (_, k) => make(k));
  const crowd = {
    name: "many",
    colour: "#d6278a",
    n: many.n,
    points: [],
    x: of((k) => -1200 + ((k * 7919) % 2400)),
    y: of((k) => -1500 + ((k * 104729) % 2300)),
    from: of(() => 0),
    until: of(() => 1e6),
  };
  const { svg, count } = layerSvg.layer(crowd, span, frame, { halo });
  assert.equal(count, many.count);
  assert.equal(createHash("sha256").update(svg).digest("hex"), many.sha256);
});
