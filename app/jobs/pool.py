"""Drawing processes of a web process: pictures and large files are made there, never here.

At most so many draw at a time, at most so many wait; anybody beyond that is told
when to come back. What breaks in a native library takes one picture with it: the process
is started anew, and the server goes on.
"""

from __future__ import annotations

import asyncio
import logging
import os
import queue
import subprocess
import threading
import time
import weakref
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field

from fastapi import Request

from csto_map import processes
from csto_map.atlas import Atlas
from csto_map.drawing import Commission, Drawn, Failed, NoRoom, Outcome, Ready, Refused, Start
from csto_map.picture.user_layers import UserLayer

from ..http.unavailable import Broken, Unavailable
from ..settings import Settings
from . import scratch

log = logging.getLogger(__name__)

# Pictures that may wait for each drawing process: a wait of seconds, not of minutes.
_WAITING = 8
# Seconds that a picture, or a process that comes up, may take.
_LONGEST = 120.0
# How often to look whether the caller is still there.
_LOOK = 1.0
_MODULE = "csto_map.drawing.process"


@dataclass(slots=True)
class Wanted:
    """Something to draw, its outcome to come, and how many wait for that."""

    commission: Commission
    outcome: Future[bytes] = field(default_factory=Future)
    askers: int = 0


class Pool:
    """
    The drawing processes of a web process; none is started before it is needed.

    Parameters
    ----------
    user_layers
        User layers that pictures may ask for.
    """

    def __init__(self, atlas: Atlas, settings: Settings, user_layers: Sequence[UserLayer]) -> None:
        self._desks = _Desks(
            Start(atlas.folder, tuple(user_layers), scratch.chosen(settings)),
            atlas.version,
            settings.drawing_processes or os.cpu_count() or 1,
        )
        self._wanted: dict[Commission, Wanted] = {}
        # Processes go with the server that has them.
        weakref.finalize(self, self._desks.close)

    def warm(self) -> None:
        """Start a process before the first picture is asked for."""
        self._desks.hire()

    async def make(self, commission: Commission, request: Request) -> bytes:
        """
        Make a picture or a file; those who ask for the same at the same time get one.

        Raises
        ------
        Unavailable
            If too many wait already, or it takes too long.
        Broken
            If the drawing process failed or died at it.
        BadOption and the like
            As the drawing process said.
        """
        wanted = self._wanted.get(commission)
        if wanted is None:
            wanted = Wanted(commission)
            self._desks.put(wanted)
            self._wanted[commission] = wanted
            wanted.outcome.add_done_callback(self._forget(commission, wanted))
        wanted.askers += 1
        coming = asyncio.wrap_future(wanted.outcome)
        # It may come when nobody waits any more.
        coming.add_done_callback(lambda done: done.cancelled() or done.exception())
        try:
            while not (await asyncio.wait({coming}, timeout=_LOOK))[0]:
                if await request.is_disconnected():
                    # Nobody will see the answer.
                    raise Unavailable("Whoever asked has gone", 1)
            return coming.result()
        finally:
            wanted.askers -= 1
            if not wanted.askers:
                wanted.outcome.cancel()

    def _forget(self, commission: Commission, wanted: Wanted) -> Callable[[Future[bytes]], None]:
        kept = self._wanted

        def forget(_: Future[bytes]) -> None:
            if kept.get(commission) is wanted:
                del kept[commission]

        return forget


class _Desks:
    """A queue, and threads that each see to one drawing process."""

    def __init__(self, start: Start, version: str, count: int) -> None:
        self._start, self._version, self._count = start, version, count
        self._queue: queue.SimpleQueue[Wanted | None] = queue.SimpleQueue()
        # Reentrant: the end of the server may interrupt its holder, who then takes it again.
        self._lock = threading.RLock()
        self._hired = self._free = 0
        self._closed = False
        # Seconds that pictures took of late, for a fair estimate of when to come back.
        self._usual = 1.0

    def hire(self) -> None:
        """Start one more process, if too few are free and more are allowed."""
        with self._lock:
            enough = self._free >= max(1, self._queue.qsize())
            if enough or self._hired >= self._count or self._closed:
                return
            self._hired += 1
            self._free += 1
        threading.Thread(target=self._work, name="drawing", daemon=True).start()

    def put(self, wanted: Wanted) -> None:
        """Queue something; Unavailable if too much waits."""
        waiting = self._queue.qsize()
        if waiting >= _WAITING * self._count:
            seconds = min(60, 1 + round(waiting * self._usual / self._count))
            raise Unavailable(
                "Too many pictures are being drawn; ask again a little later", seconds
            )
        self._queue.put(wanted)
        self.hire()

    def close(self) -> None:
        """End all processes once they have done what they have begun."""
        with self._lock:
            self._closed = True
            for _ in range(self._hired):
                self._queue.put(None)

    def _work(self) -> None:
        child = None
        while True:
            child = child or self._begin()
            wanted = self._queue.get()
            if wanted is None:
                break
            with self._lock:
                self._free -= 1
            if wanted.outcome.set_running_or_notify_cancel():
                child = self._draw(child or self._begin(), wanted)
            with self._lock:
                self._free += 1
        if child:
            processes.end(child)

    def _begin(self) -> subprocess.Popen[bytes] | None:
        """Start a process and wait until it can be asked; None if it cannot."""
        try:
            child = processes.start(_MODULE, given=self._start, answers=True)
        except OSError:
            log.exception("no drawing process can be started")
            return None
        answer = _hear(child)
        if isinstance(answer, Ready) and answer.version == self._version:
            return child
        processes.end(child)
        if isinstance(answer, Ready):
            log.error(
                "the data are now %s, not %s: restart the server", answer.version, self._version
            )
        return None

    def _draw(
        self, child: subprocess.Popen[bytes] | None, wanted: Wanted
    ) -> subprocess.Popen[bytes] | None:
        """Have something drawn and tell its outcome; give the process if it can go on."""
        if child is None:
            wanted.outcome.set_exception(Broken("No picture can be drawn; the log says why"))
            return None
        began = time.monotonic()
        try:
            processes.send(child.stdin, wanted.commission)
            answer = _hear(child)
        except OSError:
            answer = None
        took = time.monotonic() - began
        self._usual += (took - self._usual) / 4
        alive = answer is not None
        if not alive:
            processes.end(child)
            log.error(
                "a drawing process ended after %.1f s with code %s over %.300r",
                *(took, child.returncode, wanted.commission),
            )
        if isinstance(answer, Drawn):
            wanted.outcome.set_result(answer.body)
        elif isinstance(answer, Refused):
            wanted.outcome.set_exception(answer.kind(answer.text))
        elif isinstance(answer, NoRoom):
            wanted.outcome.set_exception(scratch.full(answer.why))
        elif took >= _LONGEST:
            wanted.outcome.set_exception(Unavailable("That takes too long to draw", 60))
        else:
            assert answer is None or isinstance(answer, Failed)
            wanted.outcome.set_exception(Broken("The picture could not be drawn"))
        return child if alive else None


def _hear(child: subprocess.Popen[bytes]) -> Ready | Outcome | None:
    """Wait for what a process says; None when it has died, or was killed for its slowness."""
    limit = threading.Timer(_LONGEST, child.kill)
    limit.daemon = True
    limit.start()
    try:
        answer: Ready | Outcome = processes.receive(child.stdout)
        return answer
    except (EOFError, OSError):
        return None
    finally:
        limit.cancel()
