// What states are called by day.

import assert from "node:assert/strict";
import { test } from "node:test";
import { countriesById, countriesOn, dayOfNames, nameOn } from "../../assets/src/core/countries.js";

const first = 100;
const horizon = 200;
const plain = { id: "A", name: "Aland" };
const named = {
  id: "B",
  name: "Beland",
  names: [
    [100, "Old Beland"],
    [150, "Beland"],
  ],
};

test("a state has the name of the day", () => {
  const names = [99, 100, 149, 150].map((day) => nameOn(named, day));

  assert.deepEqual(names, ["Beland", "Old Beland", "Old Beland", "Beland"]);
});

test("days between which no name changes share one list", () => {
  const data = { countries: [plain, named] };

  assert.equal(countriesOn(data, 110), countriesOn(data, 149));
  assert.notEqual(countriesOn(data, 149), countriesOn(data, 150));
  assert.equal(countriesById(data, 110), countriesById(data, 120));
  assert.equal(countriesById(data, 110).get("B").name, "Old Beland");
});

test("where no name changes the list is that of the file", () => {
  const data = { countries: [plain] };

  assert.equal(countriesOn(data, 110), data.countries);
});

test("a view has the names of its last day, a comparison those of the later", () => {
  const data = { first, horizon };
  const instant = { day: 120, cmp: null, tm: "instant", range: null };

  assert.equal(dayOfNames(data, instant), 120);
  assert.equal(dayOfNames(data, { ...instant, cmp: 160 }), 160);
  assert.equal(dayOfNames(data, { ...instant, tm: "range", range: [110, 180] }), 180);
});
