"""Run ``csto-map`` and note how long its event loops are held, however busy the machine is.

``python benchmarks/loop_probe.py FOLDER serve --port 0`` is what ``csto-map serve --port 0`` is,
and writes what held the loop of each web process longest to ``FOLDER/PID.json``. Whoever waits
for `/healthz` waits for that.

A callback holds the loop from its beginning to its end, but for the time in which it could have
run and the machine had no processor for it (``run_delay`` of schedstat, of Linux), and no longer
than its process has had a processor meanwhile. So a wait for Python's lock counts, which another
thread of the process has, and one for other programs does not; nor does one for a disk.
"""

from __future__ import annotations

import asyncio
import heapq
import json
import os
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bench import Report

# How many of the longest are told, and from which length on.
MOST, LEAST_MS = 8, 2.0
TARGET_MS = 50


class Probe:
    """
    What held the loop of a process longest.

    Parameters
    ----------
    folder
        Where that is written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._pid = 0
        self._delays = -1
        self._longest: list[tuple[float, float, str]] = []

    def begin(self) -> None:
        """Note every callback from now on, in copies of this process too."""
        ran = asyncio.Handle._run  # noqa: SLF001 - what a loop calls

        def noted(handle: asyncio.Handle) -> None:
            self._of_this_process()
            waited, began = self._waited(), time.perf_counter_ns()
            cpu, every = time.thread_time_ns(), time.process_time_ns()
            ran(handle)
            took, cpu = time.perf_counter_ns() - began, time.thread_time_ns() - cpu
            if took > LEAST_MS * 1e6:
                every = time.process_time_ns() - every
                # The clocks are not read at one moment.
                held = max(cpu, min(every, took - (self._waited() - waited)))
                self._keep(held / 1e6, cpu / 1e6, handle)

        asyncio.Handle._run = noted  # type: ignore[method-assign]  # noqa: SLF001

    def _of_this_process(self) -> None:
        if self._pid != os.getpid():
            self._pid, self._longest = os.getpid(), []
            thread = threading.get_native_id()
            self._delays = os.open(f"/proc/self/task/{thread}/schedstat", os.O_RDONLY)

    def _waited(self) -> int:
        """Nanoseconds for which this thread has waited for a processor."""
        return int(os.pread(self._delays, 100, 0).split()[1])

    def _keep(self, held: float, cpu: float, handle: asyncio.Handle) -> None:
        if len(self._longest) == MOST and held <= self._longest[0][0]:
            return
        push = heapq.heappushpop if len(self._longest) == MOST else heapq.heappush
        push(self._longest, (round(held, 1), round(cpu, 1), _named(handle)))
        told = json.dumps(sorted(self._longest, reverse=True))
        (self._folder / f"{self._pid}.json").write_text(told, encoding="utf-8")


def _named(handle: Any) -> str:  # noqa: ANN401 - what loops have is not told
    """Say what a callback is of."""
    act = handle._callback  # noqa: SLF001
    task = getattr(act, "__self__", None)
    if isinstance(task, asyncio.Task):
        coroutine = task.get_coro()
        at = getattr(coroutine, "cr_frame", None)
        line = f":{at.f_lineno}" if at else ""
        return f"{getattr(coroutine, '__qualname__', coroutine)}{line}"
    return str(getattr(act, "__qualname__", act))


def probed(folder: str, *words: str) -> list[str]:
    """Give the command that runs ``csto-map`` with a probe that writes to a folder."""
    return [sys.executable, __file__, folder, *words]


def loops(report: Report, folder: str) -> None:
    """Print what held a loop longest by now."""
    told = longest(Path(folder))
    held, cpu, what = told[0] if told else (0.0, 0.0, "nothing noted")
    met = held < TARGET_MS
    line = f"{held:.0f} ms, of a processor {cpu:.0f}: {what}"
    report.line("an event loop was held at most", line, f"< {TARGET_MS} ms", met)
    for held, cpu, what in told[1:4]:
        report.line("", f"{held:.0f} ms, of a processor {cpu:.0f}: {what}")


def longest(folder: Path) -> list[tuple[float, float, str]]:
    """Give what held a loop longest: ms, ms of the processor, and what it was; the worst first."""
    every = [tuple(one) for path in folder.glob("*.json") for one in json.loads(path.read_text())]
    return sorted(every, reverse=True)


def main() -> None:
    """Run the command line with a probe."""
    folder, *words = sys.argv[1:]
    # Callbacks of uvloop, which uvicorn takes where it is there, cannot be noted.
    sys.modules["uvloop"] = None  # type: ignore[assignment]
    from csto_map import cli

    Probe(Path(folder)).begin()
    sys.argv = ["csto-map", *words]
    cli.main()


if __name__ == "__main__":
    main()
