"""The queue on Celery over Redis: a job is shared by all workers of all machines.

A job is announced as many times as it has parts. A worker that takes an announcement starts a
process, which takes part after part until none is free (`csto_map.app.jobs.parts`). Celery's
chord is not used: it counts tasks that end, and one that died with its worker never does.
"""

from __future__ import annotations

import logging
import secrets
import threading
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from csto_map import extras, processes

from ..settings import Settings
from ..unavailable import NoRoom, Unavailable
from . import parts
from .queue import GRACE, LEASE, LOST, OPEN, RETRIES, Begin, Place, begin, state_of, tend, turn
from .store import Store

log = logging.getLogger(__name__)

# Longer than any job: Celery hands on a job that nobody has acknowledged for this long.
_LONGEST_JOB = 3600
_TASK = "csto-map-make"
# More workers than this do not share one job.
MOST_SHARES = 16
# A worker says so often that it is there; one that is silent for so long is not.
_HERE, _GONE = 4.0, 12.0
# How often old files of everybody are looked for, in beats of a worker.
_TIDY = 150


class CeleryQueue:
    """The queue on Celery: its jobs are done wherever a worker runs."""

    def __init__(self, settings: Settings, data: Path) -> None:
        place = Place.of_broker(settings, data)
        self._me, self._ending = f"worker:{secrets.token_hex(8)}", threading.Event()
        self.store: Store = place.store()
        with extras.needing("scale"):
            from celery import Celery, group
            from celery.signals import worker_shutting_down
            from kombu.exceptions import OperationalError

        url = settings.broker_url
        app = Celery("csto-map", broker=url, backend=url)
        app.conf.update(
            # A job is taken off the queue when it is done.
            task_acks_late=True,
            task_ignore_result=True,
            worker_prefetch_multiplier=1,
            worker_hijack_root_logger=False,
            # A broker that was away is waited for, however long.
            broker_connection_retry_on_startup=True,
            broker_connection_max_retries=None,
            broker_transport_options={"visibility_timeout": _LONGEST_JOB},
            result_expires=_LONGEST_JOB,
            task_default_queue="csto-map",
        )
        self._error, self._group = OperationalError, group
        self.handle = app
        way, ending = begin(place), self._ending

        @app.task(name=_TASK)  # type: ignore[untyped-decorator]
        def make(job: str) -> None:
            try:
                if not share(self.store, job, way, ending):
                    # This worker ends before the job does: another one takes it.
                    self.start(job)
            except NoRoom:
                self.store.shut_door(job)

        self._make: Any = make

        def end(**_: object) -> None:
            ending.set()
            with suppress(Unavailable):
                self.store.drop(self._me)

        worker_shutting_down.connect(end, weak=False)

    def start(self, job: str) -> None:
        """Announce a job, which is in the store, to the workers."""
        asked = self.store.get(f"job:{job}") or {}
        shares = min(int(asked.get("parts", 1)), MOST_SHARES)
        try:
            self._group(self._make.s(job) for _ in range(shares)).apply_async()
        except self._error as problem:
            log.warning("Redis: %s", problem)
            raise Unavailable("The queue of background jobs does not answer", 15) from problem

    def attended(self) -> bool:
        """Say whether any worker runs."""
        return bool(self.store.keys("worker:"))

    def attend(self) -> None:
        """Say from now on that this worker runs, and take away what was kept long enough."""
        threading.Thread(target=self._attend, name="attending", daemon=True).start()

    def _attend(self) -> None:
        beats, tidying = 0, None
        while not self._ending.is_set():
            with suppress(Unavailable):
                self.store.put(self._me, True, _GONE)
            # A store may take long to list what it has: nobody shall take us for dead meanwhile.
            if not beats % _TIDY and not (tidying and tidying.is_alive()):
                tidying = threading.Thread(target=self._tidy, name="tidying", daemon=True)
                tidying.start()
            beats += 1
            self._ending.wait(_HERE)

    def _tidy(self) -> None:
        with suppress(Unavailable):
            self.store.tidy()


def share(store: Store, job: str, way: Begin, ending: threading.Event) -> bool:
    """
    Have a share of a job done by a process of its own, and begin it anew if that dies.

    Parameters
    ----------
    way
        Starts the process.
    ending
        Set when this worker is about to end.

    Returns
    -------
    done
        False if the job was given up because of `ending`.
    """
    for _ in range(1 + RETRIES):
        if state_of(store, job) not in OPEN or parts.taken(store, job):
            return True
        owner = secrets.token_hex(8)
        _beat(store, job, owner)
        child = way(job, owner)
        try:
            ended = tend(child, partial(_beat, store, job, owner), ending)
        finally:
            processes.end(child, GRACE)
            with suppress(Unavailable):
                store.drop(f"beat:{job}:{owner}")
        if not ended:
            if not store.keys(f"beat:{job}:"):
                store.drop(f"beat:{job}")
                store.drop(f"version:{job}")
                turn(store, job, OPEN, state="queued")
            return False
        if child.returncode == 0:
            return True
        log.error("a process of job %s ended with code %s", job, child.returncode)
    if not store.keys(f"beat:{job}:"):
        turn(store, job, OPEN, state="failed", error=LOST)
    return True


def _beat(store: Store, job: str, owner: str) -> None:
    """Say that a process of a job has a keeper, and with it that the job has one."""
    store.put(f"beat:{job}:{owner}", True, LEASE)
    store.put(f"beat:{job}", True, LEASE)
