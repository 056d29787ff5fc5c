// The page's reader and writer of links, on the cases that csto_map's are held to.

import assert from "node:assert/strict";
import test from "node:test";
import { annotationsKind } from "../../assets/src/core/annotations.js";
import * as link from "../../assets/src/core/link.js";
import * as state from "../../assets/src/core/state.js";
import { casesOf } from "./cases.js";

const { page, links, refused } = casesOf("links");

// What only other parts of the page can read is kept as it is, as csto_map does it.
for (const id of ["dock", "sort", "find", "tour"]) link.kind(id, { read: (text) => text });

// The page has their reader as soon as it is loaded.
link.kind("annotations", annotationsKind);

const anything = () => true;
const days = new Set(page.link.filter(({ kind }) => /^days?$/.test(kind)).map(({ key }) => key));

/** A view as the cases have it: what is not as by default, days in ISO. */
function told(view) {
  const plain = link.initials(page);
  const iso = (value) => (Array.isArray(value) ? value.map(state.iso) : state.iso(value));
  const chosen = Object.entries(view).filter(
    ([key, value]) => key === "day" || JSON.stringify(value) !== JSON.stringify(plain[key]),
  );
  return Object.fromEntries(
    chosen.map(([key, value]) => [key, days.has(key) ? iso(value) : value]),
  );
}

for (const one of links) {
  test(`a link is read and written: ${one.query}`, () => {
    const { view, problems } = link.parse(one.query, page, anything);
    assert.deepEqual(problems, []);
    assert.deepEqual(told(view), one.view);
    assert.equal(link.format(view, page), one.link);
    assert.deepEqual(link.parse(one.link, page, anything).view, { ...view, ...rounded(view) });
  });

  test(`a picture and a film of it are asked for what it shows: ${one.query}`, () => {
    const { view } = link.parse(one.query, page, anything);
    assert.deepEqual(link.texts(view, page, "still"), one.still);
    assert.deepEqual(link.texts(view, page, "film"), one.film);
  });
}

/** What a link does not keep: parts of a kilometre, and a way to compare without a second day. */
function rounded({ box, cmp, mode }) {
  const whole = box?.map((side) => Math.round(side) + 0);
  return { box: whole ?? null, mode: cmp === null ? "side" : mode };
}

for (const [name, value] of refused) {
  test(`a bad text is left out and told: ${name}=${value}`, () => {
    const asked = new URLSearchParams([[name, value]]);
    const { view, problems } = link.parse(`?${asked}`, page, () => false);
    assert.deepEqual(
      problems.map((one) => [one.name, one.value]),
      [[name, value]],
    );
    assert.match(problems[0].expected, /\w/);
    assert.deepEqual(view, link.initials(page));
  });
}

test("what cannot be selected is told", () => {
  const { problems } = link.parse("?sel=nobody", page, () => false);
  assert.equal(problems[0].expected, page.words.link.expected_sel);
});
