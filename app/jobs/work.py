"""A job's own process: makes a file, or parts of one, and keeps them in the store, then ends.

``python -m csto_map.app.jobs.work JOB OWNER`` is started by the queue, never by hand.
"""

from __future__ import annotations

import logging
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from csto_map import processes
from csto_map.atlas import Atlas
from csto_map.errors import BadFile, BadOption, CstoMapError
from csto_map.export.films import film as films
from csto_map.picture.user_layers import UserLayer

from ..unavailable import NoRoom, Unavailable
from .kinds import KINDS, Making
from .parts import PartLost, Parts, name, tell_made
from .queue import LOST, OPEN, Place, settled, state_of, tell, turn, version_of
from .store import DiskStore, Store

log = logging.getLogger(__name__)

# Seconds for which a store that is away is waited for, and between two tries.
_PATIENCE, _WAIT = 60.0, 2.0
# How often whoever waits for parts of others looks for them, in seconds; and how often the store
# is told how far a part is, and asked whether it is wanted: a small picture takes less than that.
_LOOK = 0.2


class Cancelled(Exception):
    """Whoever asked for a job no longer wants it, or it ended without us."""


def main(job: str, owner: str) -> None:
    """Do a job, or a share of it."""
    store: list[Store] = []
    place: Place = processes.listen(lambda _: None, lambda: _leave(store))
    processes.step_back()
    processes.keep_memory()
    if place.folder and not Path(place.folder).is_dir():
        return
    store.append(place.store())
    try:
        if isinstance(store[0], DiskStore):
            # What a killed job leaves behind goes with the folder.
            tempfile.tempdir = str(store[0].work)
        do(store[0], place, job, owner)
    finally:
        _leave(store)


def _leave(store: list[Store]) -> None:
    """Take the queue's folder away if its server has done so: what we wrote since is nobody's."""
    for own_store in store:
        if isinstance(own_store, DiskStore) and own_store.gone():
            shutil.rmtree(own_store.folder, ignore_errors=True)


def do(store: Store, place: Place, job: str, owner: str) -> None:
    """
    Make a job's file, or a share of it, and keep it in the store.

    How it ended is in the store: it is done when its file is there, or failed with a line
    that says why and names no folder of this machine.
    """
    asked = store.get(f"job:{job}")
    if asked is None:
        return
    folder = ""
    # However it fails, its drafts are gone by then: there may be room for a word.
    try:
        with tempfile.TemporaryDirectory(prefix="csto-map-job-") as folder:
            path = Path(folder) / f"file{asked['ending']}"
            way = _make if place.folder else _share
            way(store, place, _Job(job, owner, asked), path)
    except CstoMapError as problem:
        _fail(store, place, job, str(problem).replace(f"{folder}/", ""))
    except Cancelled:
        # Whoever asked has said so; what others make of it is no longer wanted either.
        log.debug("job %s is not wanted any more", job)
    except PartLost as problem:
        log.warning("part %s of job %s was lost too often", problem, job)
        _fail(store, place, job, LOST)
    except OSError as problem:
        log.exception("job %s failed", job)
        # Its text names a folder of this machine.
        why = problem.strerror or "the system refuses"
        _fail(store, place, job, f"its file cannot be written: {why}")
    except Exception:
        log.exception("job %s failed", job)
        _fail(store, place, job, "internal error")


class _Job:
    """What a process knows of its job."""

    def __init__(self, job: str, owner: str, asked: dict[str, Any]) -> None:
        self.name, self.owner, self.asked = job, owner, asked
        self.kind = KINDS[asked["kind"]]
        # Of our data, once we have them.
        self.version = ""

    def wanted(self, store: Store) -> None:
        """Raise Cancelled unless somebody still waits for it, and for one of our data."""
        if state_of(store, self.name) not in OPEN:
            raise Cancelled
        if self.version and version_of(store, self.name) not in ("", self.version):
            raise Cancelled

    def atlas(self, place: Place) -> Atlas:
        """
        Load the data that we have.

        They may be newer than those that the job was asked of: these are no more, then. The
        answer says of which it is made.
        """
        atlas = Atlas.load(place.data)
        self.version = atlas.version
        if self.version != self.asked["version"]:
            log.warning(
                "job %s is made of data %s, not %s", self.name, self.version, self.asked["version"]
            )
        return atlas


def _make(store: Store, place: Place, job: _Job, path: Path) -> None:
    """Make the whole file."""
    pictures = 0

    def progress(done: int, total: int) -> None:
        nonlocal pictures
        job.wanted(store)
        pictures = total
        # Nobody else says how it is. Where that finds no room, the file may find some yet.
        with suppress(NoRoom):
            version = job.version or job.asked["version"]
            tell(store, job.name, state="running", done=done, total=total, version=version)

    progress(0, 0)
    atlas = job.atlas(place)
    made: films.Progress = progress
    job.kind.make(atlas, _read(place.layers, atlas), job.asked["options"], path, made)
    store.keep_file(job.name, path)
    _finished(store, job, pictures)


def _share(store: Store, place: Place, job: _Job, path: Path) -> None:
    """
    Make parts of the file until none is free; see to the end of it if nobody else does.

    A worker that has other data than the first one to come leaves it to those who have the same.
    """
    job.wanted(store)
    turn(store, job.name, ("queued",), state="running", done=0, total=0)
    atlas = job.atlas(place)
    if settled(store, job.name, job.version) != job.version:
        return
    making = job.kind.plan(atlas, _read(place.layers, atlas), job.asked["options"], path)
    count = len(making.pictures)
    # Each of us says the same.
    about = {"total": sum(making.pictures), "parts": count, "version": job.version}
    turn(store, job.name, OPEN, state="running", done=0, **about)
    parts, waiting = Parts(store, job.name, job.version, job.owner, count), threading.Event()
    while True:
        job.wanted(store)
        k = parts.take()
        if k is not None:
            _part(store, job, making, parts, k, path)
        elif not parts.take_end():
            return
        elif parts.missing():
            waiting.wait(_LOOK)
        elif _end(store, job, making, parts, path):
            return


def _part(store: Store, job: _Job, making: Making, parts: Parts, k: int, path: Path) -> None:
    done, told = 0, 0.0

    def step() -> None:
        nonlocal done, told
        done += 1
        now = time.monotonic()
        if now - told < _LOOK:
            return
        told = now
        try:
            job.wanted(store)
            tell_made(store, job.name, job.version, k, done)
        except Unavailable:
            # Nobody can see how far it is; it goes on all the same.
            return

    made = path.with_name(f"part{k}{path.suffix}")
    making.part(k, made, step)
    _patiently(lambda: store.keep_file(name(job.name, job.version, k), made))
    made.unlink()

    def finish() -> None:
        tell_made(store, job.name, job.version, k, making.pictures[k])
        parts.finished(k)

    _patiently(finish)


def _end(store: Store, job: _Job, making: Making, parts: Parts, path: Path) -> bool:
    """Join all parts; False if one is not there any more."""
    made = []
    for k in range(parts.count):
        body = store.file(name(job.name, job.version, k))
        if body is None:
            parts.give_up(k)
            return False
        made.append(path.with_name(f"part{k}{path.suffix}"))
        made[-1].write_bytes(body)
    making.join(made, path)
    job.wanted(store)
    _patiently(lambda: store.keep_file(job.name, path))
    _patiently(lambda: _finished(store, job, sum(making.pictures)))
    for k in range(parts.count):
        store.drop_file(name(job.name, job.version, k))
    return True


def _finished(store: Store, job: _Job, pictures: int) -> None:
    """Say that the file of a job is there."""
    about = {"done": pictures, "total": pictures, "version": job.version}
    turn(store, job.name, OPEN, state="done", **about)


def _fail(store: Store, place: Place, job: str, why: str) -> None:
    """Say why a job has failed; where our data are gone others begin it anew, on their own."""
    if not place.data.is_dir():
        sys.exit(f"job {job} cannot go on: its data are gone")
    try:
        _patiently(lambda: turn(store, job, OPEN, state="failed", error=why))
    except NoRoom:
        store.shut_door(job)
    if state_of(store, job) != "done":
        # It was kept, but nobody could be told.
        store.drop_file(job)


def _patiently(act: Callable[[], object]) -> None:
    """Do something with the store, also if it is away for a minute: the work is done."""
    wait, end = threading.Event(), time.monotonic() + _PATIENCE
    while True:
        try:
            act()
        except NoRoom:
            # Somebody would have to make some.
            raise
        except Unavailable:
            # A try may take long itself.
            if time.monotonic() > end:
                raise
            wait.wait(_WAIT)
        else:
            return


def _read(layers: str, atlas: Atlas) -> list[UserLayer]:
    if not layers:
        return []
    # What reads them takes a third as long to import as all the rest.
    from .. import user_layers

    try:
        return [layer for _, layer in user_layers.read(layers, atlas)]
    except BadFile:
        log.exception("a layer cannot be read")
        # The page need not know where files lie.
        raise BadOption("a layer that the server was started with cannot be read anew") from None


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except Unavailable as problem:
        sys.exit(f"a job cannot begin: {problem}")
    except (KeyboardInterrupt, EOFError):
        sys.exit(1)
