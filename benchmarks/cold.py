"""Print how long the command line takes from cold, beside an empty Python: ``make bench``.

Processor seconds are printed beside wall-clock seconds: they are what counts on a
machine that does other things as well.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROUNDS = 7
# A command that only says something: twice an empty Python, and this many seconds.
ANSWER_S = 0.15
IMPORT_S = 0.1
PICTURE_S = 1.3
# All that a server does before its first answer, and the memory that it then has taken.
SERVER = """
import resource
from csto_map.app import create_app
from csto_map.atlas import Atlas
create_app(Atlas.load())
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


class Taken(NamedTuple):
    """Seconds of the clock and of the processor."""

    clock: float
    processor: float


def main() -> int:
    """Measure, print, and return 0."""
    print(f"From nothing, {os.cpu_count()} processors; the best and the median of {ROUNDS},")
    print("seconds of the clock, then of the processor")
    here = Path(sys.executable).parent
    command = shutil.which("csto-map", path=str(here)) or "csto-map"
    empty = row("python -c pass", [sys.executable, "-c", "pass"])
    answer = 2 * empty.clock + ANSWER_S
    row("csto-map --version", [command, "--version"], answer)
    row("csto-map --help", [command, "--help"], answer)
    row("import csto_map", [sys.executable, "-c", "import csto_map"], empty.clock + IMPORT_S)
    with tempfile.TemporaryDirectory() as folder:
        picture = ["render", "2009-06-14", "-o", str(Path(folder) / "a.png")]
        row("csto-map render, PNG, slide", [command, *picture], PICTURE_S)
    serve = [sys.executable, "-c", SERVER]
    row("the server, before its first answer", serve)
    kilobytes = int(subprocess.run(serve, check=True, capture_output=True).stdout)
    print(f"  memory of the server by then: {kilobytes / 1024:.0f} MB")
    return 0


def row(what: str, call: list[str], wanted: float | None = None) -> Taken:
    """Time a call after one that warms the disk, print a line, and give the best."""
    times = [taken(call) for _ in range(ROUNDS + 1)][1:]
    best = Taken(*(min(of) for of in zip(*times, strict=True)))
    middle = Taken(*(statistics.median(of) for of in zip(*times, strict=True)))
    columns = "".join(f"{one.clock:8.3f} {one.processor:7.3f}" for one in (best, middle))
    goal = f"   promised {wanted:.3g}" if wanted else ""
    print(f"  {what:36}{columns}{goal}")
    return best


def taken(call: list[str]) -> Taken:
    """Run a call, with no Chrome on the path, and say what it took."""
    bare = os.environ | {"PATH": str(Path(sys.executable).parent)}
    before, started = os.times(), time.perf_counter()
    subprocess.run(call, check=True, env=bare, stdout=subprocess.DEVNULL)
    clock, after = time.perf_counter() - started, os.times()
    processor = (after.children_user + after.children_system) - (
        before.children_user + before.children_system
    )
    return Taken(clock, processor)


if __name__ == "__main__":
    raise SystemExit(main())
