"""Running the web face and its workers."""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import uvicorn

from csto_map.atlas import Atlas
from csto_map.errors import BadOption
from csto_map.machine import logs

from .http import metrics_port
from .http.cautions import cautions
from .jobs import files, scratch, trial
from .jobs.on_redis import CeleryQueue
from .jobs.queue import Place
from .serving import port, snapshot, web
from .serving.generation import Charge, made
from .settings import Settings

log = logging.getLogger(__name__)


def run(data: Path, load: Callable[[Path], Atlas], settings: Settings, workers: int = 1) -> None:
    """
    Serve the atlas until interrupted, and print where.

    Parameters
    ----------
    data
        The data folder.
    load
        Reads and checks such a folder, at the start and whenever the server is told to do so again.
    workers
        Web processes that share the port.

    Raises
    ------
    BadOption
        If the address cannot be listened on, or the broker does not answer.
    CstoMapError
        If the data cannot be served.
    """
    logs.begin(settings.log_format, settings.log_level)
    for caution in cautions(settings, workers):
        log.warning("%s", caution)
    with scratch.using(settings):
        listener = port.opened(settings)
        if settings.broker_url:
            Place.of_broker(settings, data).store()
            if settings.store_url:
                trial.try_out(settings.store_url)
    # All of them must look for jobs in one place.
    with _folder(settings) as folder, metrics_port.counting(settings.metrics):
        shared = replace(settings, jobs_folder=folder)
        with scratch.using(shared):
            _serve(Charge(data, load, shared, workers, listener))


def _serve(charge: Charge) -> None:
    if hasattr(os, "fork"):
        # It needs what Windows has not.
        from .serving.supervisor import Supervisor

        Supervisor(charge).run()
        return
    if charge.workers > 1:
        raise BadOption("on Windows there is one web process: leave --workers out")
    page = made(charge, charge.data)
    page.begin()
    port.announce(charge.listener, charge.settings)
    uvicorn.Server(web.configured(page.server, charge.settings)).run(sockets=[charge.listener])


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
    logs.begin(settings.log_format, settings.log_level)
    atlas.check_boundaries()
    scratch.use(settings)
    if settings.store_url:
        files.SharedFiles(settings.store_url).check()
    # A job takes some of them only when it needs them: they stay as they are until we end.
    folder = snapshot.taken(atlas.folder, scratch.chosen(settings))
    try:
        _work(CeleryQueue(settings, folder), settings, concurrency)
    finally:
        snapshot.dropped(folder, atlas.folder)


def _work(jobs: CeleryQueue, settings: Settings, concurrency: int) -> None:
    jobs.attend()
    print(f"Working on jobs with {concurrency} processes. Stop it with Ctrl+C.", flush=True)
    words = [
        "worker",
        f"--loglevel={settings.log_level.upper()}",
        f"--concurrency={concurrency}",
        "--without-gossip",
    ]
    # Threads: all that they do is to watch over the jobs' own processes.
    jobs.handle.worker_main([*words, "--without-mingle", "--pool=threads"])
