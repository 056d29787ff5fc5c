"""How long a user layer takes to read, by format and number of points.

Run: python benchmarks/user_layer.py [FOLDER]. The points are made up, and written to FOLDER
(or a folder that is thrown away) so that the page can be tried with the same files.
"""

from __future__ import annotations

import datetime
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import bench
import geopandas as gpd
import shapely
import step_bench
from playwright.sync_api import sync_playwright

from csto_map.exchange.reading.layer import read

ROOT = Path(__file__).resolve().parents[1]
COUNTS = (1_000, 10_000, 100_000)
PROMISED_S = 3.0  # for the largest
FORMATS = (".csv", ".geojson", ".gpkg", ".parquet", ".kml")
FIRST = datetime.date(1991, 1, 1).toordinal()
LAST = datetime.date(2025, 12, 31).toordinal()


def points(count: int, seed: int = 7) -> gpd.GeoDataFrame:
    """Make up points with dates over the map of the shipped atlas."""
    chance = random.Random(seed)
    starts = [chance.randint(FIRST, LAST - 400) for _ in range(count)]
    ends = [start + chance.randint(1, 400) for start in starts]
    return gpd.GeoDataFrame(
        {
            "label": [f"Point {k}" for k in range(count)],
            "start": [datetime.date.fromordinal(day).isoformat() for day in starts],
            "end": [datetime.date.fromordinal(day).isoformat() for day in ends],
            "colour": [f"#{chance.randrange(0x1000000):06x}" for _ in range(count)],
            "size": [round(chance.uniform(2, 12), 1) for _ in range(count)],
            "kind": [chance.choice(("raid", "patrol", "exercise")) for _ in range(count)],
        },
        geometry=[
            shapely.Point(round(chance.uniform(20, 140), 5), round(chance.uniform(30, 70), 5))
            for _ in range(count)
        ],
        crs=4326,
    )


def write(table: gpd.GeoDataFrame, path: Path) -> Path:
    """Write the points in the format of the ending."""
    if path.suffix == ".csv":
        flat = table.drop(columns="geometry").assign(lat=table.geometry.y, lon=table.geometry.x)
        flat.to_csv(path, index=False)
    elif path.suffix == ".geojson":
        path.write_text(json.dumps(json.loads(table.to_json())), encoding="utf-8")
    elif path.suffix == ".parquet":
        table.to_parquet(path)
    elif path.suffix == ".kml":
        marks = (
            f"<Placemark><name>{row.label}</name><TimeSpan><begin>{row.start}</begin>"
            f"<end>{row.end}</end></TimeSpan><Point><coordinates>{row.geometry.x},"
            f"{row.geometry.y}</coordinates></Point></Placemark>"
            for row in table.itertuples()
        )
        text = f'<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{"".join(marks)}'
        path.write_text(f"{text}</Document></kml>", encoding="utf-8")
    else:
        table.to_file(path, driver="GPKG")
    return path


def seconds(path: Path, runs: int = 3) -> float:
    """Give the best of some readings."""
    taken = []
    for _ in range(runs):
        begun = time.perf_counter()
        layer = read(path)
        taken.append(time.perf_counter() - begun)
        assert not layer.refused
    return min(taken)


# Milliseconds that the page's reader takes outside a browser, from bytes to rows.
_NODE = """
import { readFileSync } from "node:fs";
import { readTable } from "./assets/src/layers/layer.js";
import { openFile } from "./assets/src/layers/open.js";
const bytes = new Uint8Array(readFileSync(process.argv[1]));
const begun = performance.now();
const layer = readTable(await openFile("points.csv", bytes), { name: "points.csv" });
if (layer.refused.length) throw new Error("rows were refused");
console.log(performance.now() - begun);
"""


def node_seconds(path: Path) -> float:
    """Say how long the page's reader takes in Node, the best of some tries."""
    command = ["node", "--no-warnings", "--input-type=module", "-e", _NODE, str(path)]
    done = (
        subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        for _ in range(3)
    )
    return min(float(text) for text in done) / 1000


# Milliseconds from a file in the hand to its points on the screen; of a step to another
# date, those of script alone and those to the next painted frame.
_PAGE_SCRIPT = """async (days) => {
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const begun = performance.now();
  await cstoMap.page.userLayers.take(document.getElementById("bench-file").files[0]);
  await painted();
  const load = performance.now() - begun;
  const [script, step] = [[], []];
  for (const day of days) {
    const from = performance.now();
    cstoMap.page.set({ day });
    script.push(performance.now() - from);
    await painted();
    step.push(performance.now() - from);
  }
  return { load, script, step };
}"""
_STEPS = 60


def page(folder: Path) -> None:
    """Print what the page takes to load a layer and to step with it."""
    chance = random.Random(1)
    days = [chance.randint(FIRST, LAST) for _ in range(_STEPS)]
    print(f"\nIn the page, {_STEPS} steps: ms")
    print("points                  load   script p50   p95   to the next frame p50   p95")
    with (
        bench.server([sys.executable, "-m", "csto_map.cli", "serve", "--port", "0"]) as url,
        sync_playwright() as playwright,
    ):
        browser = bench.launch(playwright)
        for ending in (".csv", ".geojson"):
            for count in (0, *COUNTS):
                shown = step_bench.visit(browser, url)[0]
                path = write(points(max(count, 1)), folder / f"page_{count}{ending}")
                shown.evaluate("""() => { const input = document.createElement("input");
                  Object.assign(input, { type: "file", id: "bench-file", hidden: true });
                  document.body.append(input); }""")
                shown.set_input_files("#bench-file", path)
                took = shown.evaluate(_PAGE_SCRIPT, days)
                figures = (bench.p50, bench.p95)
                cells = [f"{of(took[name]):>9.1f}" for name in ("script", "step") for of in figures]
                print(f"{ending:9}{count or 1:>9,}{took['load']:>10.0f}   {'    '.join(cells)}")
                shown.close()
        browser.close()
    print("promised: at most 3,000 to load 100,000 points, and 33 a step of script")


def main() -> None:
    """Print a line a format, read by Python, then what the page takes."""
    with tempfile.TemporaryDirectory() as thrown_away:
        folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(thrown_away)
        folder.mkdir(parents=True, exist_ok=True)
        print("points     " + "".join(f"{count:>12,}" for count in COUNTS))
        print("Read by Python: csto-map serve --layer")
        slowest = 0.0
        for ending in FORMATS:
            seconds_taken = []
            for count in COUNTS:
                path = write(points(count), folder / f"points_{count}{ending}")
                seconds_taken.append(seconds(path))
            slowest = max(slowest, seconds_taken[-1])
            print(f"{ending:11}" + "".join(f"{took:>10.2f} s" for took in seconds_taken))
        if shutil.which("node"):
            took = node_seconds(folder / f"points_{COUNTS[-1]}.csv")
            slowest = max(slowest, took)
            print(f"{'.csv, Node':11}{took:>10.2f} s for {COUNTS[-1]:,}")
        verdict = "kept" if slowest <= PROMISED_S else "broken"
        print(f"promised: at most {PROMISED_S} s for {COUNTS[-1]:,} points: {verdict}")
        page(folder)


if __name__ == "__main__":
    main()
