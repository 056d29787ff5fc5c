"""Print what stills, documents and decks take; run it with ``make bench``.

Nothing here needs a browser: Kaleido is measured beside it, on the equal Plotly figure in
the same run, where there is a Chromium. ``python benchmarks/exports.py FOLDER`` times a still
with the sources of another checkout too.
"""

from __future__ import annotations

import csv
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from csto_map.atlas import Atlas
from csto_map.export import batch, options, still
from csto_map.export.documents import pack, plan
from csto_map.picture import scene
from csto_map.picture.figure import to_figure

ROUNDS = 7
FIRST = date(2009, 6, 14)
PICTURES = 100


def main() -> int:
    """Measure, print, and return 0."""
    print(f"Exports, {os.cpu_count()} processors; seconds, the best and the median of {ROUNDS}")
    for other in map(Path, sys.argv[1:]):
        other_still(other)
    atlas = Atlas.load()
    warm(atlas)
    with tempfile.TemporaryDirectory() as folder:
        many(atlas, Path(folder))
    decks(atlas)
    kaleido(atlas)
    return 0


def row(what: str, times: list[float], wanted: float | None = None) -> None:
    """Print one line."""
    best, middle = min(times), statistics.median(times)
    goal = f"   promised {wanted:g}" if wanted else ""
    print(f"  {what:48} {best:7.3f} {middle:7.3f}{goal}")


def timed(call: Callable[[], object]) -> float:
    """Seconds that a call took."""
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def warm(atlas: Atlas) -> None:
    """Time stills, each of another day, so that no picture is drawn twice."""
    for ending, size, wanted in (
        ("svg", "slide", 0.1),
        ("png", "slide", 0.12),
        ("png", "4k", 1.0),
        ("webp", "slide", None),
        ("pdf", "slide", 0.6),
        ("pptx", "slide", None),
    ):
        times = []
        for k in range(ROUNDS + 1):
            day = FIRST + timedelta(days=97 * k)
            asked = options.read(atlas, {"date": day.isoformat(), "size": size})
            times.append(timed(lambda e=ending, a=asked: still.render(atlas, a, e)))
        # The first one warms up.
        row(f"{ending.upper()}, {size}, warm", times[1:], wanted)
    views = []
    for view in atlas.config.views:
        asked = options.read(atlas, {"date": "1999-01-01", "view": view.id, "size": "slide"})
        still.svg(atlas, asked)
        views.append(timed(lambda a=asked: still.render(atlas, a, "png")))
    row(f"PNG, slide, each of {len(views)} views", views, None)


_OTHER = """
import statistics, sys, time
from datetime import date, timedelta
from csto_map.atlas import Atlas
from csto_map.export import options, still
atlas, times = Atlas.load(), []
for k in range(int(sys.argv[1]) + 1):
    day = date(2009, 6, 14) + timedelta(days=97 * k)
    began = time.perf_counter()
    still.render(atlas, options.read(atlas, {"date": day.isoformat(), "size": "slide"}), "png")
    times.append(time.perf_counter() - began)
print(*times[1:])
"""


def other_still(sources: Path) -> None:
    """Time the same stills with the code and data of another checkout."""
    told = subprocess.run(
        [sys.executable, "-c", _OTHER, str(ROUNDS)],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(sources)},
    )
    row(f"PNG, slide, warm, {sources.name}", [float(one) for one in told.stdout.split()])


def many(atlas: Atlas, folder: Path) -> None:
    """Time a list of pictures on all processors."""
    listed = folder / "list.csv"
    with listed.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(["file", "date", "view"])
        for k in range(PICTURES):
            day = atlas.first + timedelta(days=120 * k)
            lines.writerow([f"{k}.png", day.isoformat(), atlas.config.views[k % 6].id])
    times = [timed(lambda: list(batch.render(listed, folder / "out", None)))]
    row(f"{PICTURES} PNG, slide, as a list", times, 20)


def decks(atlas: Atlas) -> None:
    """Time whole decks."""
    text = "title: Ten\nviews:\n" + "".join(f"  - date: {2000 + k}-06-14\n" for k in range(10))
    ten = plan.parse(text + "tables: []\n", atlas)
    row("PPTX, 10 slides", [timed(lambda: pack.write(atlas, ten, "pptx")) for _ in range(3)], 4)
    for name, path in plan.shipped().items():
        briefing = plan.read(path, atlas)
        for ending in pack.ENDINGS:
            row(
                f"{ending.upper()}, {name}",
                [timed(lambda o=briefing, e=ending: pack.write(atlas, o, e)) for _ in range(2)],
            )


def kaleido(atlas: Atlas) -> None:
    """Time Kaleido on the equal figure, if it and a Chromium are there."""
    names = ("chromium", "chromium-browser", "google-chrome")
    browser = next((path for name in names if (path := shutil.which(name))), None)
    try:
        import kaleido as engine
    except ImportError:
        engine = None
    if engine is None or browser is None:
        print("  Kaleido or Chromium is not there: not measured")
        return
    os.environ.setdefault("BROWSER_PATH", browser)
    figure = to_figure(scene.build(atlas, "2009-06-14", width=1920, height=1080))
    figure.update_layout(width=1920, height=1080)
    engine.start_sync_server(silence_warnings=True)
    try:
        for ending in ("png", "svg", "pdf"):
            options_of = {"format": ending, "width": 1920, "height": 1080}
            times = [
                timed(lambda o=options_of: engine.calc_fig_sync(figure, opts=o)) for _ in range(4)
            ]
            row(f"Kaleido, {ending.upper()} of the map alone, warm", times[1:])
    finally:
        engine.stop_sync_server(silence_warnings=True)


if __name__ == "__main__":
    raise SystemExit(main())
