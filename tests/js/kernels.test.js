// What is worked out twice, in Python and in the page's code: the page's code gives what the
// cases say. They are made by tests/shared/kernel_cases.py; Python is held to them by
// tests/contract/test_kernel_cases.py.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import test from "node:test";
import * as annotations from "../../assets/src/core/annotations.js";
import { on, outlinesOf, outlinesOn } from "../../assets/src/core/borders.js";
import * as camera from "../../assets/src/core/camera.js";
import { differences } from "../../assets/src/core/diff.js";
import * as filter from "../../assets/src/core/filter.js";
import { width } from "../../assets/src/core/flows.js";
import { inverse } from "../../assets/src/core/geodesic.js";
import { declutter } from "../../assets/src/core/layout.js";
import { roomFor } from "../../assets/src/core/names.js";
import { num } from "../../assets/src/core/numbers.js";
import { projector } from "../../assets/src/core/projection.js";
import { speaker } from "../../assets/src/core/speaker.js";
import * as state from "../../assets/src/core/state.js";
import { holds, inner, traced, visible } from "../../assets/src/core/visible.js";
import * as layerSvg from "../../assets/src/layers/svg.js";
import { casesOf } from "./cases.js";
import { answer } from "./drawn.js";

const { atlas, ledger, map } = casesOf("world");
const outlines = (data) => new Map([...traced({ data })].map(({ id, outline }) => [id, outline]));
const edgesOf = ({ data }) => data.flatMap(({ meta }) => meta.from ?? []).sort((a, b) => a - b);
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

/** Hold what the page draws to pictures, of a world as the page has it. */
function drawsAs(cases, { atlas, ledger, map }) {
  for (const { asked, answer: wanted } of cases) {
    const got = answer(
      asked,
      atlas,
      () => ledger,
      (_, shown) => outlinesOf(map, shown),
      () => map.layout.meta.cuts,
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
}

test("whole pictures: symbols, looks, leader lines and names", () => {
  drawsAs(casesOf("drawing").cases, { atlas, ledger, map });
});

test("borders in time", () => {
  const { days, drawings, ...world } = casesOf("borders");
  const names = ["code", "from", "until", "of"];
  for (const { rows, told } of days) {
    const known = rows.map((row, k) => {
      return { ...Object.fromEntries(row.map((cell, n) => [names[n], cell])), k };
    });
    for (const [day, drawn, parts, within] of told) {
      const got = on(known, day);
      const where = JSON.stringify({ rows, day });
      assert.deepEqual(Object.fromEntries(got.held.map(({ code, k }) => [code, k])), drawn, where);
      assert.deepEqual(
        Object.fromEntries([...got.parts].map(([code, { k }]) => [code, k])),
        parts,
        where,
      );
      assert.deepEqual(Object.fromEntries(got.within), within, where);
    }
  }
  drawsAs(drawings, world);
  // The same object for all days between which nothing changes: what is worked out of it is kept.
  const of = (day, states = {}) => outlinesOn(world.map, day, states);
  const [split] = edgesOf(world.map);
  assert.equal(of(split), of(split + 1));
  assert.notEqual(of(split - 1), of(split));
  assert.equal(of(split).get("CCC"), of(split - 1).get("CCC"));
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

test("how wide arrows are", () => {
  const { box, people, cases } = casesOf("arrows");
  for (const { size, scale, widths } of cases) {
    const frame = camera.fit(box, ...size);
    assert.deepEqual(
      people.map((count) => width(count, scale, frame)),
      widths,
    );
    // An army is as wide as a division: no arrow covers the map.
    if (scale === 1) assert.equal(widths.at(-1), widths.at(-3));
    else assert.ok(widths.at(-1) > widths.at(-2) && widths.at(-2) > widths.at(-3));
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
    const outline = outlines([{ x, y, fill: "toself", meta: { id: name } }]).get(name);
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
  const found = outlines(data);
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

test("annotations as SVG", () => {
  const { proj, countries, advances, words, styles, cases } = casesOf("annotations");
  const known = { first: atlas.first, horizon: atlas.horizon, countries };
  const wide = (text) => roomFor({ 600: advances }, text, annotations.LOOK.type, 600);
  for (const one of cases) {
    const frame = camera.fit(one.box, 640, 480, one.rotation);
    const { count } = speaker(one.language);
    const ways = { project: projector(proj), wide, count, words: words[one.language], countries };
    const asked = annotations.readAnnotations(one.text, known);
    const sketches = asked.map((annotation) => annotations.sketch(annotation, ways));
    const style = styles[one.style];
    const drawn = annotations.drawn(sketches, [one.day, one.day], frame, { style, wide });
    const outline = (state) => ({ AAA: "M0 0l9 0 0 9z", BBB: "" })[state];
    assert.deepEqual(
      drawn.map(({ title }) => title),
      one.titles,
    );
    assert.equal(annotations.annotationsSvg(drawn, style, outline), one.svg, JSON.stringify(one));
    const plates = drawn.flatMap(({ plate }) => (plate ? [plate] : []));
    plates.flat().forEach((side, k) => {
      assert.ok(Math.abs(side - one.plates.flat()[k]) < 1e-6, JSON.stringify(one));
    });
  }
});

test("distances in words", () => {
  const { words, distances } = casesOf("annotations");
  for (const [start, end, ...told] of distances) {
    const km = inverse(start, end).metres / 1000;
    ["en", "ru"].forEach((language, k) => {
      const { count } = speaker(language);
      assert.equal(annotations.kmInWords(km, { count, words: words[language] }), told[k]);
    });
  }
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
