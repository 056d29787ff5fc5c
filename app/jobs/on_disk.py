"""The queue on disk: jobs are done on this machine, one at a time, oldest first."""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from csto_map import processes

from ..unavailable import NoRoom, Unavailable
from .queue import LEASE, OPEN, Begin, Place, again, begin, open_jobs, state_of, tend
from .store import DiskStore, Store

log = logging.getLogger(__name__)

# How often the queue is looked at, with open jobs and without.
_LOOK, _LOOK_IDLE = 0.5, 5.0


class DiskQueue:
    """
    The queue on disk.

    Any of several web processes over one folder may be the keeper of the job at work;
    a job that waits is an entry in the store and nothing else.
    """

    def __init__(self, folder: Path, data: Path, layers: str) -> None:
        self.store: DiskStore = DiskStore(folder)
        self._begin = begin(Place(str(folder), "", "", data, layers))
        self._woken = threading.Event()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def start(self, job: str) -> None:
        """Give a queued job its turn in time."""
        del job
        self.wake()

    def wake(self) -> None:
        """Look at the queue now."""
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._serve, name="jobs", daemon=True)
                self._thread.start()
        self._woken.set()

    def _serve(self) -> None:
        while not self.store.gone():
            self._woken.clear()
            try:
                waiting = self._step()
            except Unavailable:
                # The store has told the log.
                waiting = not self.store.gone()
            except Exception:
                if self.store.gone():
                    return
                log.exception("the queue of jobs cannot be read")
                waiting = True
            self._woken.wait(_LOOK if waiting else _LOOK_IDLE)

    def _step(self) -> bool:
        """Do the next job if it is anybody's turn; say whether jobs are open."""
        waiting = open_jobs(self.store)
        if not waiting:
            return False
        try:
            self._take_turn(waiting)
        except NoRoom:
            # Nobody can have a turn any more: these jobs end with the one that had it.
            for job in waiting:
                self.store.shut_door(job)
            raise
        return True

    def _take_turn(self, waiting: Sequence[str]) -> None:
        """Do the first of the jobs that wait, unless somebody else is doing one."""
        owner = secrets.token_hex(8)
        if not self.store.add("turn", owner, LEASE):
            return
        try:
            for job in waiting:
                # Nobody has its turn, so a job that runs has lost its keeper.
                if state_of(self.store, job) == "running":
                    again(self.store, job)
            for job in waiting:
                if state_of(self.store, job) in OPEN:
                    keep(self.store, job, self._begin, owner)
                    break
        finally:
            if self.store.get("turn") == owner:
                self.store.drop("turn")


def keep(store: Store, job: str, way: Begin, owner: str) -> None:
    """Have a job done by a process of its own, and begin it anew if that dies."""
    while True:
        child = way(job, owner)
        tend(child, partial(store.put, "turn", owner, LEASE))
        processes.end(child)
        if state_of(store, job) not in OPEN:
            return
        log.error("the process of job %s ended with code %s", job, child.returncode)
        if not again(store, job):
            return
