"""What both queues of jobs have in common: how a job is told of, and how its process begins.

A job is done by processes of its own (`csto_map.app.jobs.work`), which may have children, die
and be started anew without harm to anybody. Whoever started one, its keeper, says again and
again that it is alive.
"""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from csto_map import processes

from ..settings import Settings
from ..unavailable import NoRoom, Unavailable
from . import files
from .store import KEPT_SECONDS, DiskStore, RedisStore, Store

# A live keeper says so this often; one that is silent for `LEASE` is lost.
BEAT, LEASE = 2.0, 8.0
OPEN = ("queued", "running")
# How many times a lost job, or a lost part of one, is begun anew.
RETRIES = 2
LOST = "the worker that had it was lost, more than once"
UNKEPT = "there was no room left to keep it"
# Seconds that a job's process has to tidy up when it is told to end.
GRACE = 5.0
_MODULE = "csto_map.app.jobs.work"

# Starts a process for a job, under the name of its keeper's beat.
Begin = Callable[[str, str], subprocess.Popen[bytes]]


@dataclass(frozen=True, slots=True)
class Place:
    """
    What a job's process must know: where the queue is, and what the server shows.

    `folder` is the queue's on disk, "" where it is in Redis at `url`; `files` is where
    finished files go then, "" for Redis too.
    """

    folder: str
    url: str
    files: str
    data: Path
    layers: str

    @classmethod
    def of_broker(cls, settings: Settings, data: Path) -> Place:
        """Say where the queue on Celery is."""
        return cls("", settings.broker_url, settings.store_url, data, settings.layers)

    def store(self) -> Store:
        """Open the store."""
        if self.folder:
            return DiskStore(Path(self.folder))
        return RedisStore(self.url, files.SharedFiles(self.files) if self.files else None)


class Queue(Protocol):
    """A store, and how a job that is in it gets its turn."""

    store: Store

    def start(self, job: str) -> None:
        """Give a queued job its turn in time."""


def begin(place: Place) -> Begin:
    """Give the way to start a job's process."""
    return lambda job, owner: processes.start(_MODULE, job, owner, given=place)


def accept(store: Store, job: str, asked: dict[str, Any]) -> None:
    """Put a job into the queue; `NoRoom` or `Unavailable` leave nothing of it there."""
    try:
        store.open_door(job)
        store.put(f"job:{job}", asked)
        tell(store, job, state="queued")
    except Unavailable:
        store.shut_door(job)
        raise


def tell(store: Store, job: str, **what: object) -> None:
    """Say how a job is."""
    store.put(f"state:{job}", what)


def turn(store: Store, job: str, when: Collection[str], **what: object) -> bool:
    """Say how a job is now if it is in one of some states, and say whether it was."""
    with store.alone():
        if (told(store, job) or {}).get("state") not in when:
            return False
        tell(store, job, **what)
        return True


def told(store: Store, job: str) -> dict[str, Any] | None:
    """Give how a job was said to be; None for one that is not there."""
    found: dict[str, Any] | None = store.get(f"state:{job}")
    if found is not None and found["state"] in OPEN and not store.has_door(job):
        return {"state": "failed", "error": UNKEPT}
    return found


def state_of(store: Store, job: str) -> str:
    """Say in which state a job is; "" for one that is not there."""
    if store.get(f"cancel:{job}"):
        return "cancelled"
    return str((told(store, job) or {}).get("state", ""))


def settled(store: Store, job: str, version: str) -> str:
    """Give the data that a job is made of, which the first process to ask decides on."""
    store.add(f"version:{job}", version, KEPT_SECONDS)
    return version_of(store, job) or version


def version_of(store: Store, job: str) -> str:
    """Give the data that several processes make a job of; "" where that is not settled."""
    return store.get(f"version:{job}") or ""


def open_jobs(store: Store) -> list[str]:
    """List the jobs that wait or run, the oldest first."""
    names = [key.removeprefix("state:") for key in store.keys("state:")]
    found = []
    for job in names:
        asked = store.get(f"job:{job}")
        if asked and state_of(store, job) in OPEN:
            found.append((asked.get("at", 0.0), job))
    return [job for _, job in sorted(found)]


def tend(
    child: subprocess.Popen[bytes],
    beat: Callable[[], object],
    ending: threading.Event | None = None,
) -> bool:
    """Say that a process is kept until it ends; False if we are to end first."""
    while True:
        with suppress(subprocess.TimeoutExpired):
            child.wait(BEAT / 4)
            return True
        if ending is not None and ending.is_set():
            return False
        # The store may come back before the lease is over; if not, another takes what we have.
        with suppress(Unavailable):
            beat()


def again(store: Store, job: str) -> bool:
    """Queue a job anew that was lost, or say that it failed; say whether it is queued."""
    try:
        for attempt in range(RETRIES):
            if store.add(f"retry:{job}:{attempt}", True, KEPT_SECONDS):
                store.drop(f"version:{job}")
                return turn(store, job, OPEN, state="queued")
        turn(store, job, OPEN, state="failed", error=LOST)
    except NoRoom:
        store.shut_door(job)
    return False
