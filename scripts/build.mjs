// Bundles the page's code into assets/dist, which is committed: neither installing nor
// running the atlas needs Node. `node scripts/build.mjs --check` says whether what is
// there is what the sources make.
//
// atlas-HASH.js is the page's own script, time_map-HASH.js that of the component for others'
// pages; what they share and what they load later stands in files beside them. edit-HASH.js is
// the editor's, a page of its own that shares no file with them.
// single.js is all of it in one script, and unpack.js what starts that, for the atlas in
// one file; frozen.js starts the page where it is plain files, and
// opening.js leads there from the small pages beside it. manifest.json names the files and the hash of what they were made from.

import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const SOURCES = path.join(ROOT, "assets", "src");
// How the page's code names a file that Python reads too.
const SHARED = /from "(?:\.\.\/)+(csto_map\/[^"]+\.json)"/g;
const DIST = path.join(ROOT, "assets", "dist");
const COMMON = {
  absWorkingDir: ROOT,
  bundle: true,
  charset: "utf8",
  legalComments: "inline",
  minify: true,
  outdir: DIST,
  sourcemap: "linked",
  target: "es2022",
  write: false,
};

/** Every file that the bundles are made from, as [name, text], in the order of names. */
async function sources() {
  const names = (await readdir(SOURCES, { recursive: true })).filter((name) =>
    /\.(js|json)$/.test(name),
  );
  const paths = names.map((name) => path.posix.join("assets/src", name.split(path.sep).join("/")));
  const read = async (/** @type {string} */ name) => [name, await readFile(path.join(ROOT, name))];
  const ours = await Promise.all(paths.map(read));
  const shared = ours.flatMap(([, body]) =>
    [...body.toString().matchAll(SHARED)].map(([, name]) => name),
  );
  const others = [...new Set(shared), "package-lock.json", "scripts/build.mjs"];
  const all = [...ours, ...(await Promise.all(others.map(read)))];
  return all.sort(([one], [other]) => (one < other ? -1 : 1));
}

/** One hash of all of them; tests/contract/test_bundle.py computes the same. */
async function hashOfSources() {
  const hash = createHash("sha256");
  for (const [name, body] of await sources()) {
    hash.update(`${name}\n${createHash("sha256").update(body).digest("hex")}\n`);
  }
  return hash.digest("hex");
}

/**
 * All that the first view needs in one file: without this, esbuild would put what any two of
 * the files that are loaded later have in common into a file of its own, and the first view
 * would ask for a dozen. Each of them is told that it needs the whole of the first view's
 * script, which is there whenever it is loaded.
 */
async function whole() {
  const later = await loadedLater();
  return {
    name: "whole",
    setup({ onLoad }) {
      onLoad({ filter: /\.js$/ }, async ({ path: name }) => {
        if (!later.has(name)) return undefined;
        const main = path.posix.relative(path.dirname(name), path.join(SOURCES, "main.js"));
        const contents = await readFile(name, "utf8");
        return { contents: `import "./${main}";${contents}`, loader: "js" };
      });
    },
  };
}

/**
 * Files that others import when they are wanted. They are found before anything is bundled:
 * while esbuild loads files side by side, which it meets first is a matter of chance.
 */
async function loadedLater() {
  const names = (await readdir(SOURCES, { recursive: true })).filter((name) => /\.js$/.test(name));
  const later = new Set();
  for (const name of names) {
    const text = await readFile(path.join(SOURCES, name), "utf8");
    const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, "");
    for (const [, asked] of code.matchAll(/\bimport\(\s*"(\.[^"]+)"\s*\)/g)) {
      later.add(path.join(SOURCES, path.dirname(name), asked));
    }
  }
  return later;
}

/** The files of assets/dist by name. */
async function bundles() {
  const page = await build({
    ...COMMON,
    entryPoints: ["assets/src/atlas.js", "assets/src/time_map.js"],
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    format: "esm",
    splitting: true,
    plugins: [await whole()],
    metafile: true,
  });
  const editor = await build({
    ...COMMON,
    entryPoints: ["assets/src/edit.js"],
    entryNames: "[name]-[hash]",
    format: "esm",
    metafile: true,
  });
  const single = await build({
    ...COMMON,
    entryPoints: [
      "assets/src/single.js",
      "assets/src/unpack.js",
      "assets/src/frozen.js",
      "assets/src/opening.js",
    ],
    format: "iife",
  });
  const files = new Map(
    [...page.outputFiles, ...editor.outputFiles, ...single.outputFiles].map((one) => [
      path.basename(one.path),
      one.contents,
    ]),
  );
  const { outputs } = page.metafile;
  const first = reached(outputs, "assets/src/atlas.js", ["import-statement"]);
  const manifest = {
    sources: await hashOfSources(),
    atlas: first[0],
    first,
    // All that the page may ask for.
    page: reached(outputs, "assets/src/atlas.js", ["import-statement", "dynamic-import"]),
    editor: reached(editor.metafile.outputs, "assets/src/edit.js", [])[0],
    // All that the component may ask for.
    time_map: reached(outputs, "assets/src/time_map.js", ["import-statement", "dynamic-import"]),
  };
  files.set("manifest.json", Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`));
  return files;
}

/** Names of the file of a source and of all that it imports in some ways, that file first. */
function reached(outputs, source, ways) {
  const entry = Object.keys(outputs).find((name) => outputs[name].entryPoint === source);
  const seen = new Set([entry]);
  for (const name of seen) {
    for (const { path: other, kind } of outputs[name].imports) {
      if (ways.includes(kind)) seen.add(other);
    }
  }
  return [...seen].map((name) => path.basename(name));
}

const made = await bundles();
if (process.argv.includes("--check")) {
  // Source maps are not committed.
  const wanted = [...made.keys()].filter((name) => !name.endsWith(".map")).sort();
  const there = (await readdir(DIST)).filter((name) => !name.endsWith(".map")).sort();
  const differ = [...new Set([...wanted, ...there])].filter(
    (name) => !wanted.includes(name) || !there.includes(name),
  );
  for (const name of wanted) {
    if (
      there.includes(name) &&
      !Buffer.from(made.get(name)).equals(await readFile(path.join(DIST, name)))
    ) {
      differ.push(name);
    }
  }
  if (differ.length) {
    console.error(
      `assets/dist is not what assets/src makes (make page builds it): ${differ.join(", ")}`,
    );
    process.exit(1);
  }
} else {
  await rm(DIST, { recursive: true, force: true });
  await mkdir(DIST, { recursive: true });
  for (const [name, body] of made) await writeFile(path.join(DIST, name), body);
}
