"""The queue: Dash's background managers, on disk or on Celery, and the work that they run."""

from __future__ import annotations

import logging
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dash import CeleryManager, DiskcacheManager

from csto_map.atlas import Atlas
from csto_map.errors import BadFile, BadOption, CstoMapError
from csto_map.export import film as films
from csto_map.export import pack, plan
from csto_map.export.film_options import read as read_film
from csto_map.own import OwnLayer

from . import own
from .store import DiskStore, RedisStore, Store

log = logging.getLogger(__name__)

# A worker that is alive says so this often; one that has not for `LEASE` is lost.
BEAT, LEASE = 2.0, 8.0
# Longer than any job: Celery hands a job on that nobody has acknowledged for so long.
_LONGEST_JOB = 3600
_KEY = "csto-map-make"
# Pixels of all pictures of a film together: an hour's work of a slow machine.
_MOST_DRAWN = 8_000_000_000

MEDIA_TYPES = {
    ".mp4": "video/mp4",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".zip": "application/zip",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".pdf": "application/pdf",
}
_FILM_ENDINGS = (".mp4", ".gif", ".webp", ".zip")
_PACK_ENDINGS = (".pptx", ".pdf")

# Layers of one's own that may be asked for.
Own = Sequence[OwnLayer]
# A kind of job: atlas, layers, what was asked, where to write, progress.
Make = Callable[[Atlas, Own, dict[str, str], Path, films.Progress], None]


def _film(
    atlas: Atlas, layers: Own, asked: dict[str, str], path: Path, progress: films.Progress
) -> None:
    films.make(atlas, read_film(atlas, asked, layers), path, progress=progress)


def _check_film(atlas: Atlas, layers: Own, asked: dict[str, str], path: Path) -> None:
    wanted = read_film(atlas, asked, layers)
    _, shots = films.prepare(atlas, wanted, path)
    if len(shots) * wanted.width * wanted.height > _MOST_DRAWN:
        raise BadOption(
            f"{len(shots)} pictures of {wanted.width} x {wanted.height} pixels are too much "
            "for a server: take fewer or smaller ones, or csto-map film on your own machine"
        )


def _pack(
    atlas: Atlas, layers: Own, asked: dict[str, str], path: Path, progress: films.Progress
) -> None:
    briefing = plan.parse(asked["plan"], atlas, own=layers)
    path.write_bytes(pack.write(atlas, briefing, path.suffix[1:], progress))


def _check_pack(atlas: Atlas, layers: Own, asked: dict[str, str], path: Path) -> None:
    del path
    if set(asked) != {"plan"}:
        raise BadOption("a pack has one option, plan: the text of a plan in YAML")
    plan.parse(asked["plan"], atlas, own=layers)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of job: the endings of its files, how it is made, and checked beforehand."""

    endings: tuple[str, ...]
    make: Make
    check: Callable[[Atlas, Own, dict[str, str], Path], None]


KINDS = {
    "film": Kind(_FILM_ENDINGS, _film, _check_film),
    "pack": Kind(_PACK_ENDINGS, _pack, _check_pack),
}


class Cancelled(Exception):
    """Whoever asked for a job wants it no more."""


class SpawningManager(DiskcacheManager):
    """
    Dash's manager on disk, its jobs in fresh processes.

    Dash forks the web process, and a fork of a process with threads may hang.
    """

    def __init__(self, store: DiskStore, data: Path, layers: str) -> None:
        super().__init__(store.cache)  # type: ignore[no-untyped-call]
        self._store, self._data, self._layers = store, data, layers

    def call_job_fn(self, key: str, job_fn: Any, args: Any, context: Any) -> int | None:
        """Start a job; see Dash's manager."""
        del key, job_fn, context
        command = [sys.executable, "-m", "csto_map.app.queue", str(self._store.folder)]
        command += [str(self._data), self._layers, *args]
        # Our own Python, our own folders and an id of our own making.
        process = subprocess.Popen(  # noqa: S603
            command, stdin=subprocess.DEVNULL, start_new_session=True
        )
        # Somebody must take note of its end, or it stays in the table of processes.
        threading.Thread(target=process.wait, daemon=True).start()
        return process.pid


@dataclass(frozen=True, slots=True)
class Queue:
    """A store, and the manager that runs jobs over it."""

    store: Store
    manager: Any

    def start(self, job: str) -> None:
        """Hand a job, which is in the store, to a worker."""
        run = self.manager.func_registry[_KEY]
        self.manager.call_job_fn(f"{job}-{secrets.token_hex(4)}", run, [job], {})


def disk(folder: Path, data: Path, layers: str) -> Queue:
    """Make the queue on disk: its jobs are processes of this machine."""
    store = DiskStore(folder)
    manager = SpawningManager(store, data, layers)
    manager.register(_KEY, _never, progress=False)  # type: ignore[no-untyped-call]
    return Queue(store, manager)


def _never(_: str) -> None:
    raise AssertionError("jobs on disk run in processes of their own")


def celery(url: str, data: Path, layers: str) -> Queue:
    """Make the queue on Celery: its jobs run wherever a worker runs."""
    store = RedisStore(url)
    from celery import Celery

    app = Celery("csto-map", broker=url, backend=url)
    app.conf.update(
        # A job is taken off the queue when it is done, and handed on when its process dies.
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        worker_prefetch_multiplier=1,
        worker_hijack_root_logger=False,
        broker_connection_retry_on_startup=True,
        broker_transport_options={"visibility_timeout": _LONGEST_JOB},
        result_expires=_LONGEST_JOB,
        task_default_queue="csto-map",
    )
    manager = CeleryManager(app)  # type: ignore[no-untyped-call]

    def make(job: str) -> None:
        work(store, data, layers, job)

    manager.register(_KEY, make, progress=False)  # type: ignore[no-untyped-call]
    return Queue(store, manager)


def work(store: Store, data: Path, layers: str, job: str) -> None:
    """
    Do a job: make its file and keep it in the store.

    Only one process at a time works on a job. How it ended is in the store: a job is
    done when its file is there, or failed with a line that says why.
    """
    owner = secrets.token_hex(8)
    asked = store.get(f"job:{job}")
    if asked is None or not _lease(store, job, owner):
        return
    stop = threading.Event()
    beating = threading.Thread(target=_beat, args=(store, job, owner, stop), daemon=True)
    beating.start()
    try:
        _make(store, Atlas.load(data), layers, job, asked)
    except Cancelled:
        _tell(store, job, state="cancelled")
    except CstoMapError as problem:
        _tell(store, job, state="failed", error=str(problem))
    except Exception:
        log.exception("job %s failed", job)
        _tell(store, job, state="failed", error="internal error")
    finally:
        stop.set()
        beating.join()
        store.drop(f"beat:{job}")


def _tell(store: Store, job: str, **what: Any) -> None:
    store.put(f"state:{job}", what)


def _lease(store: Store, job: str, owner: str) -> bool:
    """Take a job, unless it is ended or another process lives that has it."""
    wait = threading.Event()
    # A process that died has its lease for a little longer: wait it out.
    for _ in range(round(LEASE / 0.5) + 4):
        if store.get(f"state:{job}")["state"] not in ("queued", "running"):
            return False
        if store.add(f"beat:{job}", owner, LEASE):
            # From now on the lease alone tells whether somebody has the job: without this,
            # one that is lost soon after its start would be missed for three times as long.
            store.drop(f"wait:{job}")
            return True
        store.put(f"wait:{job}", owner, LEASE)
        wait.wait(0.5)
    return False


def _beat(store: Store, job: str, owner: str, stop: threading.Event) -> None:
    while not stop.wait(BEAT):
        store.put(f"beat:{job}", owner, LEASE)


def _make(store: Store, atlas: Atlas, layers: str, job: str, asked: dict[str, Any]) -> None:
    def progress(done: int, total: int) -> None:
        if store.get(f"cancel:{job}"):
            raise Cancelled
        _tell(store, job, state="running", done=done, total=total)

    progress(0, 0)
    if atlas.version != asked["version"]:
        raise BadOption(f"the worker has data {atlas.version}, not {asked['version']}")
    with tempfile.TemporaryDirectory(prefix="csto-map-job-") as folder:
        path = Path(folder) / f"file{asked['ending']}"
        KINDS[asked["kind"]].make(atlas, _read(layers, atlas), asked["options"], path, progress)
        store.keep_file(job, path)
    _tell(store, job, state="done")


def _read(layers: str, atlas: Atlas) -> Own:
    try:
        return [layer for _, layer in own.read(layers, atlas)]
    except BadFile:
        log.exception("a layer cannot be read")
        # The page need not know where files lie.
        raise BadOption("a layer that the server was started with cannot be read anew") from None


def _main(folder: str, data: str, layers: str, job: str) -> None:
    """Do a job of the queue on disk when its turn comes; then end."""
    store = DiskStore(Path(folder))
    if not store.keys("job:"):
        # The server ended before this process came up: the folder is now of our own making.
        shutil.rmtree(folder, ignore_errors=True)
        return
    # What a killed job leaves behind goes with the folder.
    tempfile.tempdir = str(store.work)
    turn, owner = "turn", str(os.getpid())
    wait, stop = threading.Event(), threading.Event()
    while not store.add(turn, owner, LEASE):
        if store.get(f"cancel:{job}") or store.get(f"job:{job}") is None:
            return
        store.put(f"wait:{job}", owner, LEASE)
        wait.wait(0.5)

    def hold() -> None:
        while not stop.wait(BEAT):
            if store.gone():
                # The server has ended, and nobody will ask for the file.
                shutil.rmtree(folder, ignore_errors=True)
                os._exit(1)
            store.put(turn, owner, LEASE)

    holding = threading.Thread(target=hold, daemon=True)
    holding.start()
    try:
        work(store, Path(data), layers, job)
    finally:
        stop.set()
        holding.join()
        store.drop(turn)


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        _main(*sys.argv[1:])
