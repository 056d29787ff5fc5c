"""Time films and the single-file atlas; ``make bench`` calls it.

Processor time is printed beside wall time: on a machine that others use too, it is
what the work costs. ``python benchmarks/film.py FOLDER`` times the first film with the sources
of another checkout too, in the same run.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COMMAND = [sys.executable, "-m", "csto_map.cli"]
HISTORY = ["--from", "1992-05", "--to", "2025-12", "--step", "month"]


def main() -> int:
    """Measure, print, and return 0."""
    print(f"Films, cold from the command line, on {os.cpu_count()} processors")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for other in map(Path, sys.argv[1:]):
            timed(
                f"404 months, 1080p MP4, {other.name}",
                folder / "old.mp4",
                ["film", "-o", str(folder / "old.mp4"), *HISTORY, "--dwell", "0"],
                other,
            )
        told = ["film", "-o", str(folder / "a.mp4"), *HISTORY, "--dwell", "0", "--forecast"]
        coming = subprocess.run([*COMMAND, *told], check=True, capture_output=True, text=True)
        print(f"  forecast: {coming.stdout.strip()}")
        made("404 months, 1080p MP4", folder / "a.mp4", *HISTORY, "--dwell", "0")
        made("404 months with turning points", folder / "b.mp4", *HISTORY)
        ten_years = ["--from", "2003-01", "--to", "2012-12", "--size", "960x540", "--dwell", "0"]
        made("120 frames, 960x540 GIF", folder / "c.gif", *ten_years)
        made("120 frames, 960x540 WebP", folder / "d.webp", *ten_years)
        print("\nSingle-file atlas")
        timed("atlas.html", folder / "atlas.html", ["export", str(folder / "atlas.html")])
    return 0


def made(what: str, path: Path, *options: str) -> None:
    """Make a film and print its figures."""
    timed(what, path, ["film", "-o", str(path), *options])


def timed(what: str, path: Path, words: list[str], sources: Path | None = None) -> None:
    """
    Run a command of ours and print wall time, processor time and size.

    Parameters
    ----------
    sources
        A checkout whose code and data are used; None for this one.
    """
    where = {} if sources is None else {"PYTHONPATH": str(sources)}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    subprocess.run([*COMMAND, *words], check=True, capture_output=True, env={**os.environ, **where})
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    size = path.stat().st_size / 1e6
    print(f"  {what:34} {wall:6.1f} s   processor {spent:6.1f} s   {size:5.2f} MB")


if __name__ == "__main__":
    raise SystemExit(main())
