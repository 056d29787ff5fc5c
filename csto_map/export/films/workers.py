"""Processes that make the segments of a film, each several, for as long as the film takes."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

from csto_map import processes
from csto_map.atlas import Atlas
from csto_map.export.films import segments
from csto_map.export.films.segments import Plan, Segment
from csto_map.export.films.states import Told

# Seconds between two looks at how far the processes are.
_LOOK = 0.1


class Workers:
    """
    Makes segments in several processes, of which this is one.

    It has loaded already what the others load first: that takes as long as a tenth of a film
    of the whole history.
    """

    def __init__(self, atlas: Atlas, count: int) -> None:
        self._atlas, self._count = atlas, count
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        processes.keep_memory()
        if self._count > 1:
            # Fresh processes: a copy of a process with threads may hang.
            context = multiprocessing.get_context("spawn")
            self._done, self._stop = context.Value("q", 0), context.Event()
            self._pool = ProcessPoolExecutor(
                self._count - 1,
                mp_context=context,
                initializer=_start,
                initargs=(self._atlas.folder, self._done, self._stop),
            )
            # A process starts when there is something to do.
            for _ in range(self._count - 1):
                self._pool.submit(gc.freeze)
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._stop.set()
            self._pool.shutdown(wait=True, cancel_futures=True)

    def make(
        self,
        plan: Plan,
        cuts: Sequence[Segment],
        parts: Sequence[Path],
        progress: Callable[[int], None],
    ) -> list[Told]:
        """
        Make the segments of a film into as many places.

        Parameters
        ----------
        progress
            Called with the number of pictures that are done, for each of them.
        """
        jobs = deque(enumerate(zip(cuts, parts, strict=True)))
        total = len(jobs)
        told: dict[int, Told] = {}
        futures: dict[int, Future[Told]] = {}
        ours = 0
        reported = 0

        def report() -> None:
            nonlocal reported
            upto = ours + (self._done.value if self._pool else 0)
            while reported < upto:
                reported += 1
                progress(reported)

        def advance() -> None:
            nonlocal ours
            ours += 1
            report()

        def hand_on(ended: Future[Told] | None = None) -> None:
            # One at a time: what waits in a pool for its turn nobody else can take.
            if self._pool is None or (ended is not None and ended.exception()):
                return
            with suppress(IndexError):
                k, job = jobs.popleft()
                futures[k] = self._pool.submit(_work, plan, *job)
                futures[k].add_done_callback(hand_on)

        # The others begin with the first segments, we with the last one.
        for _ in range(min(self._count - 1, total - 1)):
            hand_on()
        while True:
            try:
                k, job = jobs.pop() if futures else jobs.popleft()
            except IndexError:
                break
            told[k] = segments.make(self._atlas, plan, *job, advance)
        while len(told) < total:
            # The next one is handed on a moment after the one before has ended.
            mine = {k: one for k, one in tuple(futures.items()) if k not in told}
            wait(mine.values(), _LOOK, FIRST_COMPLETED) if mine else time.sleep(_LOOK)
            told |= {k: one.result() for k, one in mine.items() if one.done()}
            report()
        report()
        return [told[k] for k in range(total)]


# What a process has: set once when it starts.
_STARTED: dict[str, Any] = {}


class _Stopped(Exception):
    """The film is not wanted any more."""


def _start(folder: Path, done: Any, stop: Any) -> None:  # noqa: ANN401 - untyped by the library
    # Ctrl+C is the parent's: it ends this process in order.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    processes.keep_memory()
    _STARTED.update(atlas=Atlas.load(folder), done=done, stop=stop)
    # What is loaded stays: nobody need look through it for what is left over.
    gc.freeze()


def _end_with_parent() -> None:
    """End with the parent: a killed one cannot end us, and our queue would never close."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(plan: Plan, cut: Segment, part: Path) -> Told:
    """Make a segment, and count its pictures."""

    def progress() -> None:
        if _STARTED["stop"].is_set():
            raise _Stopped
        with _STARTED["done"].get_lock():
            _STARTED["done"].value += 1

    return segments.make(_STARTED["atlas"], plan, cut, part, progress)
