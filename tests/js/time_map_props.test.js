// Properties of the component: what they ask of the view, and what is an echo.

import assert from "node:assert/strict";
import test from "node:test";
import { ordinal } from "../../assets/src/core/state.js";
import { Mirror, read, told } from "../../assets/src/time_map/props.js";

const option = (name, key, kind, rest = {}) => ({ name, key, kind, ...rest });
const timeline = {
  first: ordinal("1991-12-25"),
  horizon: ordinal("2026-03-21"),
  words: {
    compare: { expected: "a date from {first} to {horizon}" },
    filters: { expected_range: "two dates" },
    link: { expected_box: "four numbers", expected_sel: "an id" },
  },
  link: [
    option("date", "day", "day", { initial: ordinal("2009-06-14") }),
    option("view", "view", "one", { initial: "whole", values: ["whole", "east"] }),
    option("org", "lens", "one", { initial: "alliance", values: ["alliance", "CIS"] }),
    option("layers", "layers", "some", { initial: ["states"], values: ["states", "bases"] }),
    option("sel", "selection", "sel"),
    option("theme", "theme", "one", { values: ["light", "dark"] }),
    option("icons", "icons", "one", { initial: "app6", values: ["app6", "plain"] }),
    option("box", "box", "box", { least: 1, most: 40000 }),
    option("tm", "tm", "one", { initial: "instant", values: ["instant", "range"] }),
    option("range", "range", "days"),
    option("f.country", "f.country", "among", { values: ["KGZ", "TJK"] }),
    option("f.men", "f.men", "count", { least: 1, most: 1000 }),
    option("f.sure", "f.sure", "flag"),
  ],
};
const known = (id) => id === "site:here";
const ask = (props) => read(props, timeline, known);

test("properties are read as an address is", () => {
  const { change, problems } = ask({
    date: "2003-10",
    layers: ["bases", "states"],
    lens: "CIS",
    span: ["1999-01-01", "2005-12-31"],
    filters: { country: ["TJK"], sure: true },
    selection: "site:here",
  });

  assert.deepEqual(problems, []);
  assert.deepEqual(change, {
    day: ordinal("2003-10-01"),
    lens: "CIS",
    layers: ["states", "bases"],
    selection: "site:here",
    range: [ordinal("1999-01-01"), ordinal("2005-12-31")],
    "f.country": ["TJK"],
    "f.men": null,
    "f.sure": true,
  });
});

test("a property that is none asks for the atlas's own choice", () => {
  const { change } = ask({ date: null, layers: undefined, filters: null, selection: null });

  assert.deepEqual(change, {
    day: ordinal("2009-06-14"),
    layers: ["states"],
    selection: null,
    "f.country": null,
    "f.men": null,
    "f.sure": null,
  });
});

for (const [prop, value] of [
  ["date", "the day before"],
  ["date", 42],
  ["date", { year: 2009 }],
  ["view", "nowhere"],
  ["layers", ["trees"]],
  ["layers", "trees"],
  ["box", [1, 2]],
  ["box", "here"],
  ["span", ["2005-01-01", "1999-01-01"]],
  ["selection", "site:nowhere"],
  ["filters", { country: ["XXX"], men: 5 }],
  ["filters", { colour: "red" }],
  ["filters", [1]],
  ["filters", "all"],
]) {
  test(`${prop} ${JSON.stringify(value)} is passed over and told`, () => {
    const { change, problems } = ask({ lens: "CIS", [prop]: value });

    assert.deepEqual(change, { lens: "CIS" });
    assert.equal(problems.length, 1);
    assert.ok(problems[0].startsWith(prop), problems[0]);
  });
}

test("a view is told in properties", () => {
  const view = {
    day: ordinal("2003-10-23"),
    view: "east",
    box: [0.4, 1.6, 10, 20],
    selection: null,
  };
  const values = told({ ...view, theme: null }, true);

  assert.deepEqual(values, {
    date: "2003-10-23",
    view: "east",
    box: [0, 2, 10, 20],
    selection: null,
    theme: null,
    playing: true,
  });
});

test("what comes back late is an echo, what is new is news", () => {
  const mirror = new Mirror({ date: "2000-01-01", selection: null });
  assert.deepEqual(mirror.report({ date: "2000-01-02", selection: null }), { date: "2000-01-02" });
  assert.deepEqual(mirror.report({ date: "2000-01-03" }), { date: "2000-01-03" });
  // The app draws what it was told first, then the second.
  assert.deepEqual(mirror.news({ date: "2000-01-02", selection: null }), {});
  assert.deepEqual(mirror.news({ date: "2000-01-03", selection: null }), {});
  // Now the same date is a wish.
  assert.deepEqual(mirror.news({ date: "2000-01-02", selection: "a" }), {
    date: "2000-01-02",
    selection: "a",
  });
  assert.deepEqual(mirror.news({ date: "2000-01-02", selection: "a" }), {});
});

test("what was set wrongly is told anew", () => {
  const mirror = new Mirror({ date: "2000-01-01" });
  assert.deepEqual(mirror.news({ date: "nonsense" }), { date: "nonsense" });
  assert.deepEqual(mirror.report({ date: "2000-01-01" }), { date: "2000-01-01" });
});
