"""A job's own process: makes its file and keeps it in the store, then ends.

``python -m csto_map.app.jobs.work JOB`` is started by the queue, never by hand.
"""

from __future__ import annotations

import logging
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from csto_map import processes
from csto_map.atlas import Atlas
from csto_map.errors import BadFile, BadOption, CstoMapError
from csto_map.export.films import film as films
from csto_map.picture.user_layers import UserLayer

from .. import user_layers
from ..http.unavailable import Unavailable
from .kinds import KINDS
from .queue import Place, tell
from .store import DiskStore, Store

log = logging.getLogger(__name__)

# How many times to wait for a store that is away, and for how many seconds each time.
_TRIES, _WAIT = 30, 2.0


class Cancelled(Exception):
    """Whoever asked for a job no longer wants it."""


def main(job: str) -> None:
    """Do a job."""
    store: list[Store] = []
    place: Place = processes.listen(lambda _: None, lambda: _leave(store))
    processes.step_back()
    if place.folder and not Path(place.folder).is_dir():
        return
    store.append(place.store())
    try:
        if isinstance(store[0], DiskStore):
            # What a killed job leaves behind goes with the folder.
            tempfile.tempdir = str(store[0].work)
        do(store[0], place, job)
    finally:
        _leave(store)


def _leave(store: list[Store]) -> None:
    """Take the queue's folder away if its server has done so: what we wrote since is nobody's."""
    for own_store in store:
        if isinstance(own_store, DiskStore) and own_store.gone():
            shutil.rmtree(own_store.folder, ignore_errors=True)


def do(store: Store, place: Place, job: str) -> None:
    """
    Make a job's file and keep it in the store.

    How it ended is in the store: it is done when its file is there, or failed with a line
    that says why and names no folder of this machine.
    """
    asked = store.get(f"job:{job}")
    if asked is None:
        return
    try:
        with tempfile.TemporaryDirectory(prefix="csto-map-job-") as folder:
            path = Path(folder) / f"file{asked['ending']}"
            try:
                _make(store, place, job, asked, path)
            except CstoMapError as problem:
                reason = str(problem).replace(f"{folder}/", "")
                _patiently(lambda: tell(store, job, state="failed", error=reason))
    except Cancelled:
        tell(store, job, state="cancelled")
    except OSError as problem:
        log.exception("job %s failed", job)
        reason = f"its file cannot be written: {problem.strerror or 'the system refuses'}"
        tell(store, job, state="failed", error=reason)
    except Exception:
        log.exception("job %s failed", job)
        tell(store, job, state="failed", error="internal error")


def _make(store: Store, place: Place, job: str, asked: dict[str, Any], path: Path) -> None:
    def progress(done: int, total: int) -> None:
        try:
            if store.get(f"cancel:{job}"):
                raise Cancelled
            tell(store, job, state="running", done=done, total=total)
        except Unavailable:
            # Nobody can see how far it is; it goes on all the same.
            return

    progress(0, 0)
    atlas = Atlas.load(place.data)
    if atlas.version != asked["version"]:
        raise BadOption(f"the worker has data {atlas.version}, not {asked['version']}")
    made: films.Progress = progress
    KINDS[asked["kind"]].make(atlas, _read(place.layers, atlas), asked["options"], path, made)
    _patiently(lambda: store.keep_file(job, path))
    _patiently(lambda: tell(store, job, state="done"))


def _patiently(act: Callable[[], None]) -> None:
    """Do something with the store, also if it is away for a minute: the work is done."""
    wait = threading.Event()
    for _ in range(_TRIES):
        try:
            return act()
        except Unavailable:
            wait.wait(_WAIT)
    return act()


def _read(layers: str, atlas: Atlas) -> list[UserLayer]:
    try:
        return [layer for _, layer in user_layers.read(layers, atlas)]
    except BadFile:
        log.exception("a layer cannot be read")
        # The page need not know where files lie.
        raise BadOption("a layer that the server was started with cannot be read anew") from None


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except (KeyboardInterrupt, EOFError):
        sys.exit(1)
