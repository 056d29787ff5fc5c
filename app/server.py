"""Running the web face and its workers."""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import FrameType

import uvicorn
from uvicorn.supervisors import Multiprocess

from csto_map.atlas import Atlas
from csto_map.errors import BadOption

from . import create_app
from .jobs import scratch
from .jobs.on_redis import CeleryQueue
from .jobs.queue import Place
from .settings import Settings


@dataclass(frozen=True, slots=True)
class Factory:
    """Makes the server in each of several web processes: they share nothing but settings."""

    data: Path
    settings: Settings

    def __call__(self) -> object:
        """Make the server."""
        threading.Thread(target=_end_with_parent, daemon=True).start()
        scratch.use(self.settings)
        app = create_app(Atlas.load(self.data), self.settings)
        app.begin()
        return app.server


def run(atlas: Atlas, settings: Settings, workers: int = 1) -> None:
    """
    Serve the atlas until interrupted, and print where.

    Parameters
    ----------
    workers
        Web processes that share the port.

    Raises
    ------
    BadOption
        If the address cannot be listened on, or the broker does not answer.
    """
    atlas.check_boundaries()
    scratch.use(settings)
    if workers == 1:
        app = create_app(atlas, settings)
        listener = listen(settings)
        # Uvicorn passes the signal on when it has ended; without a handler the queue's
        # folder would stay behind.
        signal.signal(signal.SIGTERM, end)
        app.begin()
        config = uvicorn.Config(app.server, log_level="warning", server_header=False)
        uvicorn.Server(config).run(sockets=[listener])
        return
    if settings.broker_url:
        Place.of_broker(settings, atlas.folder).store()
    # All of them must look for jobs in one place, and draw no more than one would.
    drawing = settings.drawing_processes or os.cpu_count() or 1
    with _folder(settings) as folder:
        shared = replace(settings, jobs_folder=folder, drawing_processes=max(1, drawing // workers))
        config = uvicorn.Config(
            Factory(atlas.folder, shared),
            factory=True,
            workers=workers,
            # A process that loads the atlas on a busy machine is slow, not dead.
            timeout_worker_healthcheck=60,
            log_level="warning",
            server_header=False,
        )
        Multiprocess(config, sockets=[listen(settings)]).run()


@contextmanager
def _folder(settings: Settings) -> Iterator[str]:
    """Give the folder that all web processes use; "" where there is none to be had."""
    if settings.jobs_folder:
        yield settings.jobs_folder
        return
    try:
        temporary = tempfile.TemporaryDirectory(prefix="csto-map-jobs-", ignore_cleanup_errors=True)
    except OSError:
        # The map needs none; jobs will say what they lack.
        yield ""
        return
    with temporary as folder:
        yield folder


def _end_with_parent() -> None:
    """End this web process cleanly once the one that looks after it is gone, for any reason."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)


def end(_: int, __: FrameType | None) -> None:
    """End the process as if it had been interrupted: a handler of signals."""
    raise SystemExit(0)


def run_worker(atlas: Atlas, settings: Settings, concurrency: int) -> None:
    """
    Work on the jobs of a broker until interrupted.

    Raises
    ------
    BadOption
        If there is no broker, or it does not answer.
    """
    if not settings.broker_url:
        raise BadOption(
            "a worker needs CSTO_MAP_BROKER_URL, such as redis://127.0.0.1:6379/0; "
            "without a broker the web process makes films by itself"
        )
    atlas.check_boundaries()
    scratch.use(settings)
    jobs = CeleryQueue(settings, atlas.folder)
    jobs.attend()
    print(f"Working on jobs with {concurrency} processes. Stop it with Ctrl+C.", flush=True)
    words = ["worker", "--loglevel=WARNING", f"--concurrency={concurrency}", "--without-gossip"]
    # Threads: all that they do is to watch over the jobs' own processes.
    jobs.handle.worker_main([*words, "--without-mingle", "--pool=threads"])


def listen(settings: Settings, path: str = "/") -> socket.socket:
    """
    Open the port and print the address, `path` its last part.

    Raises
    ------
    BadOption
        If the address cannot be listened on.
    """
    listener = socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
        # Whoever reads the address may ask at once: they wait in the queue, not in vain.
        listener.listen(128)
    except (OSError, OverflowError) as problem:
        raise BadOption(
            f"cannot listen on {settings.host}:{settings.port}: {problem}; "
            "choose another with --port"
        ) from problem
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    print(f"CSTO Map is running on http://{host}:{listener.getsockname()[1]}{path}", flush=True)
    print("Stop it with Ctrl+C.", flush=True)
    return listener
