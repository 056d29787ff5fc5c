// What the page in one file carries comes back as it was; csto_map/page/packing.py packs it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { bytesOf, patched, unfolded, unpacked } from "../../assets/src/export/packed.js";

test("bytes come back from the letters that Python writes, whatever their number", () => {
  // base64.b85encode(bytes([250, 249, ...])) with "," for "<" and "." for "&".
  const written = {
    "": [],
    "`T": [250],
    "`uP": [250, 249],
    "`uX?": [250, 249, 248],
    "`uX_x": [250, 249, 248, 247],
    "`uX_x_5": [250, 249, 248, 247, 246],
  };
  for (const [text, bytes] of Object.entries(written)) assert.deepEqual([...bytesOf(text)], bytes);
});

test("letters that would mean something in a document are others", () => {
  assert.deepEqual([...bytesOf(",.")], [...bytesOf(",.~~~")].slice(0, 1));
  assert.notDeepEqual([...bytesOf(",0000")], [...bytesOf(".0000")]);
});

test("what is packed is read as JSON", async () => {
  // packing.text_of(b'{"a": [1.5, null]}')
  const told = await unpacked("ABzY8000000t2g7N>s8^h.I$S)ltYR.B=+a1pvYe#WoTE000").json();
  assert.deepEqual(told, { a: [1.5, null] });
});

test("differences are added up in whole steps: the very numbers", () => {
  const folded = {
    x: { "by differences": [[2, [-280266, -214, null, 4]]] },
    line: {
      "by differences": [
        [1, [1, 1, 1]],
        [1, [5, 10, 10]],
      ],
    },
    same: [1, "a", null, { b: true }],
  };
  assert.deepEqual(unfolded(folded), {
    x: [-2802.66, -2804.8, null, -2804.76],
    line: [
      [0.1, 0.5],
      [0.2, 1.5],
      [0.3, 2.5],
    ],
    same: [1, "a", null, { b: true }],
  });
});

test("a patch changes what it names, adds what is new, and keeps the order", () => {
  const base = () => ({ a: 1, b: [1, { c: "x" }], d: {} });
  assert.deepEqual(patched(base(), {}), base());
  assert.deepEqual(patched(base(), [null]), null);
  const made = patched(base(), { a: [[2]], b: { 1: { c: ["y"] } }, e: [{}] });
  assert.equal(JSON.stringify(made), '{"a":[2],"b":[1,{"c":"y"}],"d":{},"e":{}}');
});
