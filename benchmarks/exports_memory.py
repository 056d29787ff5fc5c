"""Draw many pictures and print the memory of the drawing processes as they go.

``python benchmarks/exports_memory.py [PICTURES]`` asks a drawing house of two processes for that
many small pictures, each another day, and for a large one among every hundred; nothing is kept on
disk. Memory is flat where the last third needs no more than the first, on top of what a picture
takes.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import os
import sys
import time
from datetime import date, timedelta
from itertools import count
from pathlib import Path

from bench import Report

from csto_map import paths, processes
from csto_map.atlas import Atlas
from csto_map.drawing import Address, Drawn, HowBusy, Picture, Question, Start, Tally
from csto_map.drawing.keeper import Keeper

PICTURES = 10_000
SEATS, AT_ONCE = 2, 8
FIRST, DAYS = date(1992, 5, 15), 12_000
SMALL, LARGE = "640x360", "5320x3000"
EVERY = 100
# Megabytes that the last third may take more than the first.
MORE = 40


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
    numbers = count()
    seen: list[tuple[int, float, float]] = []

    async def one_after_another() -> None:
        while (number := next(numbers)) < wanted:
            answer = await ask(keeper.address, question(number, version))
            assert isinstance(answer, Drawn), answer
            if number % (wanted // 30 or 1) == 0:
                seen.append((number, held(keeper.pid), held_by_drawers(keeper.pid)))

    began = time.perf_counter()
    await asyncio.gather(*(one_after_another() for _ in range(AT_ONCE)))
    took = time.perf_counter() - began
    for number, house, drawers in seen[:: max(1, len(seen) // 10)]:
        report.line(f"after {number:,}", f"house {house:.0f} MB, largest process {drawers:.0f} MB")
    third = len(seen) // 3
    first, last = (max(mb for _, _, mb in part) for part in (seen[:third], seen[-third:]))
    told = f"{first:.0f} MB, {last:.0f} MB"
    flat = last - first < MORE
    report.line("largest process, first and last third", told, f"< {MORE} MB more", flat)
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
    reader, writer = await asyncio.open_unix_connection(address.path)
    try:
        writer.write(address.key + processes.packed(what))
        return await processes.heard(reader)
    finally:
        writer.close()


def held_by_drawers(house: int) -> float:
    """Megabytes of the largest drawing process."""
    pids = Path(f"/proc/{house}/task/{house}/children").read_text(encoding="ascii").split()
    return max((held(int(pid)) for pid in pids), default=0.0)


def held(pid: int) -> float:
    """Megabytes of memory that a process has now; 0 if it has just ended."""
    with contextlib.suppress(OSError):
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
    return 0.0


if __name__ == "__main__":
    raise SystemExit(main())
