// Charts take their scales and colours from the data.

import assert from "node:assert/strict";
import test from "node:test";
import { draw, palette, yearly } from "../../assets/src/dock/chartlook.js";

const guards = { AAA: "#111111", none: "#777777", unknown: "#777777" };
const look = {
  style: {
    guards,
    series: ["#111111", "#222222", "#333333"],
    statuses: { member: { line: "#0000aa", fill: "#0000ff" } },
    accents: { joint: { body: "#4b3b8f" } },
    paper: "#ffffff",
    text: "#000000",
    text_soft: "#555555",
    rule: "#cccccc",
    name: "light",
  },
  first: "1955-05-14",
  horizon: "1991-07-01",
  width: 800,
  height: 300,
  narrow: false,
  number: String,
  guard: (code) => code,
  words: {},
};

/** A figure of a host. @param {string} series @param {number | null} low */
const figure = (series, low, high = low) => ({
  series,
  low,
  high,
  from: "1960-01-01",
  to: "1960-01-01",
  kind: "whole",
  when: "1960",
  text: "",
  marks: [],
  sources: [],
});
const series = (...ids) => ids.map((id) => ({ id, title: id }));

/** Both ends of a logarithmic axis, as numbers. @param {{range: number[]}} axis */
const ends = ({ range }) => range.map((at) => 10 ** at);

test("a chart of a third of a million people shows them all", () => {
  const chart = { series: series("DDR"), items: [figure("DDR", 338000)], steps: [] };
  const [low, high] = ends(draw("abroad", chart, look).layout.yaxis);
  assert.ok(low < 338000 && 338000 < high);
});

test("the chart of a border takes its scale from the data", () => {
  const items = [figure("a", 3), figure("a", 900000)];
  const chart = { series: [{ id: "a", title: "a", guard: "AAA" }], items, sectors: [], lanes: [] };
  const { layout } = draw("border", chart, look);
  const [low, high] = ends(layout.yaxis);
  assert.ok(low < 3 && 900000 < high);
  assert.ok(layout.yaxis.tickvals.includes(10) && layout.yaxis.tickvals.includes(100000));
});

test("exercises of any size are on the chart, those without one below them", () => {
  const items = [figure("1970", 20), figure("1981", 2000000), figure("1984", null)];
  const { traces, layout } = draw("exercises", { series: series("1970"), items }, look);
  const [low, high] = ends(layout.yaxis);
  assert.ok(low < 20 && 2000000 < high);
  const [floor] = traces.at(-1).y;
  assert.ok(low < floor && floor < 20);
});

test("no host is grey while a colour is free", () => {
  const hosts = ["AAA", "BBB", "CCC", "DDD", "EEE"];
  const [a, b, c] = look.style.series;
  assert.deepEqual(palette(look.style, hosts), [a, b, c, b, c]);
  assert.deepEqual(palette({ guards: { unknown: "#777777" }, series: [a] }, ["X", "Y"]), [a, a]);
});

test("years are named as often as there is room", () => {
  const years = (first, horizon, narrow) => yearly({ ...look, first, horizon, narrow });
  assert.equal(years("1991-12-08", "2026-03-21", false), 2);
  assert.equal(years("1991-12-08", "2026-03-21", true), 5);
  assert.equal(years("1949-04-04", "2024-03-07", false), 5);
  assert.equal(years("1800-01-01", "2024-01-01", true), 50);
  assert.equal(years("2000-01-01", "2004-01-01", false), 1);
  const { xaxis } = draw("abroad", { series: [], items: [], steps: [] }, look).layout;
  assert.deepEqual([xaxis.dtick, xaxis.tick0], ["M24", "1956-01-01"]);
});
