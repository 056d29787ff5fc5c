"""Draw many pictures and print the memory of the drawing processes as they go.

``python benchmarks/exports_memory.py [PICTURES]`` asks a drawing house of two processes for that
many small pictures, each another day, and for a large one among every hundred; nothing is kept on
disk. Memory is looked at while nothing is drawn, and is flat where the last third needs no more
than the first.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import count
from pathlib import Path

from bench import Report

from csto_map import paths, processes
from csto_map.atlas import Atlas
from csto_map.drawing import Address, Drawn, HowBusy, Picture, Question, Start, Tally, wire
from csto_map.drawing.keeper import Keeper

PICTURES = 10_000
SEATS, AT_ONCE = 2, 8
FIRST, DAYS = date(1992, 5, 15), 12_000
SMALL, LARGE = "640x360", "5320x3000"
EVERY = 100
# Looks at the memory, each when nothing is being drawn.
LOOKS = 30
# Megabytes that the last third may take more than the first, and that a process may have.
MORE, MOST = 40, 300


def main() -> int:
    """Measure, print; 1 if a target was missed."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else PICTURES
    report = Report()
    print(f"Memory of {SEATS} drawing processes over {wanted:,} pictures of {SMALL}")
    print(f"One in {EVERY} has {LARGE}; {AT_ONCE} are asked for at a time.")
    keeper = Keeper(Start(paths.folder("geodata"), (), ""), SEATS, "", 0)
    try:
        asyncio.run(draw(keeper, Atlas.load().version, wanted, report))
    finally:
        keeper.close()
    return min(report.missed, 1)


async def draw(keeper: Keeper, version: str, wanted: int, report: Report) -> None:
    """Draw them all and print what it took."""
    numbers: Iterator[int] = iter(())
    seen: list[tuple[int, float, float]] = []

    async def one_after_another(until: int) -> None:
        while (number := next(numbers)) < until:
            answer = await ask(keeper.address, question(number, version))
            assert isinstance(answer, Drawn), answer

    began = time.perf_counter()
    for k in range(1, LOOKS + 1):
        numbers = count((k - 1) * wanted // LOOKS)
        await asyncio.gather(*(one_after_another(k * wanted // LOOKS) for _ in range(AT_ONCE)))
        # What is held while a picture is drawn depends on the picture.
        seen.append((k * wanted // LOOKS, held(keeper.pid), most(keeper.pid, held)))
    took = time.perf_counter() - began
    for number, house, drawer in seen[:: LOOKS // 10]:
        report.line(f"after {number:,}", f"house {house:.0f} MB, largest process {drawer:.0f} MB")
    third = len(seen) // 3
    first, last = (max(mb for _, _, mb in part) for part in (seen[:third], seen[-third:]))
    told = f"{first:.0f} MB, {last:.0f} MB"
    largest = max(mb for _, _, mb in seen)
    report.line("largest process", f"{largest:.0f} MB", f"<= {MOST} MB", largest <= MOST)
    flat = last - first < MORE
    report.line("largest process, first and last third", told, f"< {MORE} MB more", flat)
    report.line("at most while one was drawn", f"{most(keeper.pid, highest):.0f} MB, all counted")
    tally = await ask(keeper.address, HowBusy())
    assert isinstance(tally, Tally)
    done = f"{tally.drawn:,} drawn, {tally.failed} failed in {took:.0f} s"
    report.line("pictures", done, "none failed", tally.failed == 0)


def question(number: int, version: str) -> Question:
    """Ask for another day each time."""
    day = FIRST + timedelta(days=number * 7 % DAYS)
    size = LARGE if number % EVERY == 0 else SMALL
    asked = (("date", day.isoformat()), ("size", size))
    picture = Picture("png", asked, 16_000_000)
    key = hashlib.sha256(f"{number} {picture!r}".encode()).hexdigest()
    return Question(processes.packed(picture), key, version, f"client {number % 5}", kept=False)


async def ask(address: Address, what: Question | HowBusy) -> object:
    """Ask the house."""
    reader, writer = await wire.streams(address)
    try:
        writer.write(address.key + processes.packed(what))
        return await processes.heard(reader)
    finally:
        writer.close()


def most(house: int, measure: Callable[[int], float]) -> float:
    """Megabytes of the drawing process of which something measures most."""
    pids = Path(f"/proc/{house}/task/{house}/children").read_text(encoding="ascii").split()
    return max((measure(int(pid)) for pid in pids), default=0.0)


def held(pid: int) -> float:
    """
    Megabytes of memory that a process has now; 0 if it has just ended.

    What several processes have in common, as libraries, is shared out among them.
    """
    return told_by(pid, "smaps_rollup", "Pss")


def highest(pid: int) -> float:
    """Megabytes that a process has had at most, with all that it shares."""
    return told_by(pid, "status", "VmHWM")


def told_by(pid: int, name: str, what: str) -> float:
    """Megabytes that a file of the system tells of a process; 0 if that has just ended."""
    with contextlib.suppress(OSError):
        told = Path(f"/proc/{pid}/{name}").read_text(encoding="ascii")
        return int(told.partition(f"\n{what}:")[2].split()[0]) * 1024 / 1e6
    return 0.0


if __name__ == "__main__":
    raise SystemExit(main())
