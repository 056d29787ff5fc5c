// How much is too much, and what would lead elsewhere: the page refuses what Python refuses.
import assert from "node:assert/strict";
import test from "node:test";
import { strToU8, zipSync } from "fflate";
import { readGeoJson } from "../../assets/src/layers/geojson.js";
import { openFile } from "../../assets/src/layers/open.js";
import { MOST_BYTES, MOST_ROWS } from "../../assets/src/layers/table.js";
import { openZip } from "../../assets/src/layers/zip.js";
import { parseXml } from "./layers_told.js";

/** Assert that a file is refused with a sentence. */
async function refused(key, read) {
  await assert.rejects(read, (problem) => problem.remark?.key === key || assert.fail(problem));
}

/** An archive of one member that says that it is so many bytes large. */
function claiming(size, data) {
  const bytes = zipSync({ "a.geojson": data });
  const view = new DataView(bytes.buffer);
  const entry = view.getUint32(bytes.length - 22 + 16, true);
  view.setUint32(22, size, true);
  view.setUint32(entry + 24, size, true);
  return bytes;
}

test("an archive that unpacks to too much is refused before it is unpacked", () =>
  refused("zip_large", () => openFile("a.zip", claiming(MOST_BYTES + 1, strToU8("{}")))));

test("one that lies about its size is refused, and no more than it says is unpacked", async () => {
  const bytes = claiming(10, new Uint8Array(50_000_000));
  const before = process.memoryUsage().arrayBuffers;
  await refused("bad_zip", () => openFile("a.zip", bytes));
  assert.ok(process.memoryUsage().arrayBuffers - before < 10_000_000);
});

test("members together are no larger than one may be", () => {
  const half = new Uint8Array(10);
  const archive = openZip(zipSync({ a: half, b: half }), "a.zip");
  assert.equal(archive.read("a", "b").length, 2);
});

test("an archive of a crowd is refused", () => {
  const members = Object.fromEntries(
    Array.from({ length: 10_001 }, (_, k) => [`${k}`, strToU8("")]),
  );
  assert.throws(() => openZip(zipSync(members, { level: 0 }), "a.zip"), /zip_crowded/);
});

test("a file of too many rows is refused", () =>
  refused("too_many_rows", async () =>
    readGeoJson("{}\n".repeat(MOST_ROWS + 1), "a.ndjson", true),
  ));

test("folders without end are refused", () => {
  const kml = `<kml>${"<Folder>".repeat(5000)}<name/>${"</Folder>".repeat(5000)}</kml>`;
  return refused("too_deep", () => openFile("a.kml", strToU8(kml), { parseXml }));
});

test("lists without end are refused", () =>
  refused("too_deep", () => openFile("a.json", strToU8("[".repeat(100_000)))));

test("no entity is ever resolved", () => {
  const kml = '<!DOCTYPE kml [<!ENTITY a SYSTEM "file:///etc/passwd">]><kml>&a;</kml>';
  const never = () => assert.fail("parsed");
  return refused("doctype", () => openFile("a.kml", strToU8(kml), { parseXml: never }));
});
