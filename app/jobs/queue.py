"""The queue, on disk or on Celery, and who keeps its jobs going.

A job is done by a process of its own (`csto_map.app.jobs.work`), which may have children, die
and be started anew without harm to anybody. Whoever started it, its keeper, holds the
job's lease as long as it lives.
"""

from __future__ import annotations

import logging
import secrets
import subprocess
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from csto_map import extras, processes

from ..http.unavailable import Unavailable
from .store import KEPT_SECONDS, DiskStore, RedisStore, Store

log = logging.getLogger(__name__)

# A live keeper says so this often; one that is silent for `LEASE` is lost.
BEAT, LEASE = 2.0, 8.0
OPEN = ("queued", "running")
# How many times a lost job is begun anew.
RETRIES = 2
_MODULE = "csto_map.app.jobs.work"
# Longer than any job: Celery hands on a job that nobody has acknowledged for this long.
_LONGEST_JOB = 3600
_TASK = "csto-map-make"
# Seconds that a job's process has to tidy up when it is told to end.
_GRACE = 5.0
# How often the queue on disk is looked at, with open jobs and without.
_LOOK, _LOOK_IDLE = 0.5, 5.0

Begin = Callable[[str], subprocess.Popen[bytes]]


@dataclass(frozen=True, slots=True)
class Place:
    """
    What a job's process must know: where the queue is, and what the server shows.

    `folder` is the queue's on disk, "" where it is in Redis at `url`.
    """

    folder: str
    url: str
    data: Path
    layers: str

    def store(self) -> Store:
        """Open the store."""
        return DiskStore(Path(self.folder)) if self.folder else RedisStore(self.url)


class Queue(Protocol):
    """A store, and how a job that is in it gets its turn."""

    store: Store

    def start(self, job: str) -> None:
        """Give a queued job its turn in time."""


def begin(place: Place) -> Begin:
    """Give the way to start a job's process."""
    return lambda job: processes.start(_MODULE, job, given=place)


class DiskQueue:
    """
    The queue on disk: its jobs are done on this machine, one at a time, oldest first.

    Any of several web processes over one folder may be the keeper of the job at work;
    a job that waits is an entry in the store and nothing else.
    """

    def __init__(self, folder: Path, data: Path, layers: str) -> None:
        self.store: DiskStore = DiskStore(folder)
        self._begin = begin(Place(str(folder), "", data, layers))
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
        owner = secrets.token_hex(8)
        if not self.store.add("turn", owner, LEASE):
            return True
        try:
            for job in waiting:
                # Nobody has its turn, so a job that runs has lost its keeper.
                if (self.store.get(f"state:{job}") or {}).get("state") == "running":
                    again(self.store, job)
            for job in waiting:
                if self.store.get(f"cancel:{job}") is None:
                    keep(self.store, job, self._begin, hold=("turn", owner))
                    break
        finally:
            if self.store.get("turn") == owner:
                self.store.drop("turn")
        return True


class CeleryQueue:
    """The queue on Celery: its jobs are done wherever a worker runs."""

    def __init__(self, url: str, data: Path, layers: str) -> None:
        self.store: Store = RedisStore(url)
        with extras.needing("scale"):
            from celery import Celery
            from celery.signals import worker_shutting_down
            from kombu.exceptions import OperationalError

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
        self._error = OperationalError
        self.handle = app
        way, ending = begin(Place("", url, data, layers)), threading.Event()

        @app.task(name=_TASK)  # type: ignore[untyped-decorator]
        def make(job: str) -> None:
            if not keep(self.store, job, way, ending=ending):
                # This worker ends before the job does: another one takes it.
                self.start(job)

        self._make: Any = make

        def end(**_: object) -> None:
            ending.set()

        worker_shutting_down.connect(end, weak=False)

    def start(self, job: str) -> None:
        """Hand a job, which is in the store, to a worker."""
        try:
            self._make.delay(job)
        except self._error as problem:
            log.warning("Redis: %s", problem)
            raise Unavailable("The queue of background jobs does not answer", 15) from problem


def tell(store: Store, job: str, **what: object) -> None:
    """Say how a job is."""
    store.put(f"state:{job}", what)


def open_jobs(store: Store) -> list[str]:
    """List the jobs that wait or run, the oldest first."""
    names = [key.removeprefix("state:") for key in store.keys("state:")]
    found = []
    for job in names:
        asked, state = store.get(f"job:{job}"), store.get(f"state:{job}")
        if asked and state and state["state"] in OPEN and not store.get(f"cancel:{job}"):
            found.append((asked.get("at", 0.0), job))
    return [job for _, job in sorted(found)]


def again(store: Store, job: str) -> bool:
    """Queue a job anew that was lost, or say that it failed; say whether it is queued."""
    for attempt in range(RETRIES):
        if store.add(f"retry:{job}:{attempt}", True, KEPT_SECONDS):
            tell(store, job, state="queued")
            return True
    tell(store, job, state="failed", error="the worker that had it was lost, more than once")
    return False


def keep(
    store: Store,
    job: str,
    way: Begin,
    *,
    hold: tuple[str, str] | None = None,
    ending: threading.Event | None = None,
) -> bool:
    """
    Have a job done by a process of its own, and begin it anew if that dies.

    Only one keeper at a time has a job. How it ended is in the store.

    Parameters
    ----------
    way
        Starts the process.
    hold
        A key and its value that are kept alive as the job's lease is.
    ending
        Set when this process is about to end.

    Returns
    -------
    done
        False if the job was given up because of `ending`; then it is queued.
    """
    if not _lease(store, job):
        return True
    try:
        while True:
            child = way(job)
            if not _watch(store, job, child, hold, ending):
                processes.end(child, _GRACE)
                tell(store, job, state="queued")
                return False
            state = (store.get(f"state:{job}") or {}).get("state")
            if state not in OPEN or store.get(f"cancel:{job}"):
                return True
            log.error("the process of job %s ended with code %s", job, child.returncode)
            if not again(store, job):
                return True
    finally:
        store.drop(f"beat:{job}")


def _watch(
    store: Store,
    job: str,
    child: subprocess.Popen[bytes],
    hold: tuple[str, str] | None,
    ending: threading.Event | None,
) -> bool:
    """Hold the lease until a process ends; False if we are to end first."""
    while True:
        try:
            child.wait(BEAT / 4)
        except subprocess.TimeoutExpired:
            pass
        else:
            return True
        if ending is not None and ending.is_set():
            return False
        try:
            store.put(f"beat:{job}", "kept", LEASE)
            if hold:
                store.put(*hold, LEASE)
        except Unavailable:
            # It may come back before the lease is over; if not, another takes the job.
            continue


def _lease(store: Store, job: str) -> bool:
    """Take a job, unless it is ended or another process lives that has it."""
    wait = threading.Event()
    # A keeper that died has its lease for a little longer: wait it out.
    for _ in range(round(LEASE / 0.5) + 4):
        state = (store.get(f"state:{job}") or {}).get("state")
        if state not in OPEN or store.get(f"cancel:{job}"):
            return False
        if store.add(f"beat:{job}", "kept", LEASE):
            return True
        wait.wait(0.5)
    return False
