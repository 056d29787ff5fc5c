"""Background jobs over HTTP: ask for a film, see how far it is, cancel it, fetch it.

The page polls these addresses. It does not go through Dash's own polling: that tells
nobody when a worker has died, and gives two people who ask for the same one job.
"""

from __future__ import annotations

import json
import re
import secrets
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock

from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, PlainTextResponse

from csto_map.atlas import Atlas
from csto_map.errors import BadOption
from csto_map.picture.user_layers import UserLayer

from ..http import lettering
from ..http.addresses import root
from ..settings import Settings
from ..unavailable import NoRoom, Unavailable
from . import parts, queue, scratch
from .kinds import KINDS, MEDIA_TYPES
from .on_disk import DiskQueue
from .on_redis import CeleryQueue
from .store import Store

_ID = re.compile(r"[\w-]{16,40}")
_LONGEST_OPTIONS = 60_000


class Jobs:
    """
    The jobs of a server.

    Everything is in the store, nothing in this object: any web process can answer
    for any job.
    """

    def __init__(self, atlas: Atlas, settings: Settings, user_layers: Sequence[UserLayer]) -> None:
        self._atlas, self._settings, self._layers = atlas, settings, user_layers
        self._lock = Lock()
        self._made: DiskQueue | CeleryQueue | None = None
        if settings.broker_url:
            # Refused at once where no broker answers.
            self._made = CeleryQueue(settings, atlas.folder)

    @property
    def _queue(self) -> DiskQueue | CeleryQueue:
        """The queue; one on disk is made when the first job comes."""
        with self._lock:
            if self._made is None:
                try:
                    self._made = self._on_disk()
                except OSError as problem:
                    raise scratch.full(problem.strerror) from problem
            return self._made

    def _on_disk(self) -> DiskQueue:
        if self._settings.jobs_folder:
            folder = Path(self._settings.jobs_folder)
        else:
            self._own = tempfile.TemporaryDirectory(
                prefix="csto-map-jobs-", ignore_cleanup_errors=True
            )
            folder = Path(self._own.name)
        made = DiskQueue(folder, self._atlas.folder, self._settings.layers)
        if self._settings.jobs_folder:
            made.wake()
        return made

    def go_on(self) -> None:
        """Go on with jobs that a server before this one has left in its folder."""
        if self._settings.jobs_folder and not self._settings.broker_url:
            # Without room, whoever asks next tries again.
            with suppress(NoRoom):
                self.store()

    def store(self) -> Store | None:
        """Give the store; None where no job was asked for yet and no folder may hold any."""
        with self._lock:
            made = self._made
        if made is None and not self._settings.jobs_folder:
            return None
        return self._queue.store

    def start(self, kind: str, ending: str, options: dict[str, str]) -> dict[str, object]:
        """Check what is asked for, and queue it; BadOption if it cannot be."""
        if kind not in KINDS:
            raise BadOption(f"kind {kind!r} does not exist; there are {', '.join(KINDS)}")
        known = KINDS[kind]
        if ending not in known.endings:
            there = ", ".join(known.endings)
            raise BadOption(f"no {kind} ends in {ending!r}; there are {there}")
        store = self._queue.store
        # A full queue is reported before the work of checking, and again when it counts.
        self._admit()
        try:
            place = Path(tempfile.gettempdir()) / f"{kind}{ending}"
        except OSError as problem:
            raise scratch.full(None) from problem
        most = self._settings.max_pixels
        count = known.check(self._atlas, self._layers, options, place, most)
        job = secrets.token_urlsafe(16)
        version = self._atlas.version
        asked: dict[str, object] = {
            "kind": kind,
            "ending": ending,
            "options": options,
            "version": version,
        }
        asked["parts"] = count
        with store.alone():
            self._admit()
            queue.accept(store, job, {**asked, "at": time.time()})
        try:
            self._queue.start(job)
        except Unavailable:
            store.shut_door(job)
            store.drop(f"job:{job}")
            raise
        return self.look(job) or {}

    def _admit(self) -> None:
        if len(queue.open_jobs(self._queue.store)) >= self._settings.max_jobs:
            raise Unavailable("Too many files are being made; try again in a minute", 60)

    def look(self, job: str) -> dict[str, object] | None:
        """Say how a job is; None if there is no such job. One that a worker lost begins anew."""
        store = self._queue.store
        asked, state = store.get(f"job:{job}"), queue.told(store, job)
        if asked is None or state is None:
            return None
        if store.get(f"cancel:{job}"):
            state = {"state": "cancelled"}
        elif state["state"] in queue.OPEN:
            state = self._see_to(job, state)
        found = {"id": job, "kind": asked["kind"], "done": 0, "total": 0, "error": ""}
        found |= {"version": asked["version"], "no_worker": False, **state}
        if count := found.pop("parts", 0):
            found["done"] = min(parts.made(store, job, count), found["total"])
        done = found["state"] == "done"
        return {**found, "file": f"{root()}/jobs/{job}/file" if done else None}

    def _see_to(self, job: str, state: dict[str, object]) -> dict[str, object]:
        """See that a job goes on, and say how it is."""
        jobs = self._queue
        if isinstance(jobs, DiskQueue):
            # Some web process has it, or one will take it.
            jobs.wake()
            return state
        if state["state"] == "queued":
            # The broker has it, and it waits for a worker, if there is one.
            return state if jobs.attended() else {**state, "no_worker": True}
        if jobs.store.get(f"beat:{job}") is None:
            # It may have ended between the two looks.
            state = queue.told(jobs.store, job) or state
            if state["state"] == "running" and queue.again(jobs.store, job):
                jobs.start(job)
            state = queue.told(jobs.store, job) or state
        return state

    def cancel(self, job: str) -> bool:
        """Cancel a job, or forget a finished one; say whether it was there."""
        store = self._queue.store
        state = store.get(f"state:{job}")
        if state is None:
            return False
        store.put(f"cancel:{job}", True)
        if state["state"] == "queued":
            store.put(f"state:{job}", {"state": "cancelled"})
        store.drop_file(job)
        version = queue.version_of(store, job)
        for k in range((store.get(f"job:{job}") or {}).get("parts", 0)):
            store.drop_file(parts.name(job, version, k))
        return True

    def file(self, job: str) -> tuple[bytes, str] | None:
        """Return a finished job's file and its ending; None until it is done."""
        state = self.look(job)
        if state is None or state["state"] != "done":
            return None
        body = self._queue.store.file(job)
        ending = self._queue.store.get(f"job:{job}")["ending"]
        return None if body is None else (body, ending)


def add(server: FastAPI, settings: Settings, jobs: Jobs) -> None:
    """Add the addresses of the jobs to a server."""

    @server.post("/jobs", tags=["jobs"], status_code=202)
    async def start(request: Request) -> Response:
        """
        Begin a job: ``{"kind": "film", "ending": ".mp4", "options": {"from": "1992-05"}}``.

        The names of `options` are those of `csto_map.export.films.film_options.Film`.
        """
        # A form of a foreign page can send text, but not JSON.
        if request.headers.get("content-type", "").partition(";")[0] != "application/json":
            return PlainTextResponse("Jobs are asked for in JSON", status_code=415)
        asked = _read(await request.body())
        options = asked.get("options", {})
        if not isinstance(options, dict) or len(options) > 40:
            raise BadOption("options are not a JSON object")
        named = {str(k): str(v) for k, v in options.items() if v not in (None, "")}
        if sum(map(len, named.values())) > _LONGEST_OPTIONS:
            raise BadOption(f"options of more than {_LONGEST_OPTIONS} characters are too much")
        kind, ending = str(asked.get("kind")), str(asked.get("ending"))
        if settings.address and kind == "pack":
            named.setdefault("link", settings.address)
        found = await run_in_threadpool(jobs.start, kind[:40], ending[:40], named)
        told = {} if ending == ".pptx" else await run_in_threadpool(lettering.headers, named)
        return JSONResponse(
            found, 202, headers={"Location": f"{root()}/jobs/{found['id']}", **told}
        )

    @server.get("/jobs/{job}", tags=["jobs"])
    async def look(job: str) -> Response:
        """
        Say how a job is: queued, running (done of total), done, failed or cancelled.

        `version` is that of the data that it shows: those that it was asked of, or newer ones
        that came before it was done.
        """
        found = await run_in_threadpool(jobs.look, job) if _ID.fullmatch(job) else None
        return JSONResponse(found, headers=_FRESH) if found else _nothing()

    @server.delete("/jobs/{job}", tags=["jobs"])
    async def cancel(job: str) -> Response:
        """Cancel a job, or forget a finished one."""
        was = await run_in_threadpool(jobs.cancel, job) if _ID.fullmatch(job) else False
        return Response(status_code=204) if was else _nothing()

    @server.get("/jobs/{job}/file", tags=["jobs"])
    async def file(job: str) -> Response:
        """Give the file of a finished job."""
        made = await run_in_threadpool(jobs.file, job) if _ID.fullmatch(job) else None
        if made is None:
            return _nothing()
        body, ending = made
        name = f"csto-map{ending}"
        return Response(
            body,
            media_type=MEDIA_TYPES[ending],
            headers={"Content-Disposition": f'attachment; filename="{name}"', **_FRESH},
        )


def _read(body: bytes) -> dict[str, object]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise BadOption("the body is not JSON") from None
    if not isinstance(found, dict):
        raise BadOption("the body is not a JSON object")
    return found


_FRESH = {"Cache-Control": "no-store"}


def _nothing() -> Response:
    return PlainTextResponse("Not found", status_code=404)
