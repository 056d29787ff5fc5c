"""Background jobs over HTTP: ask for a film, see how far it is, cancel it, fetch it.

The page polls these addresses. It does not go through Dash's own polling: that tells
nobody when a worker has died, and gives two people who ask for the same one job.
"""

from __future__ import annotations

import re
import secrets
import tempfile
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

from fastapi import Body, FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, PlainTextResponse

from csto_map.atlas import Atlas
from csto_map.errors import BadOption
from csto_map.own import OwnLayer

from . import queue
from .settings import Settings
from .store import KEPT_SECONDS

# How often a job that a worker has lost is begun anew.
_RETRIES = 2
_ID = re.compile(r"[\w-]{16,40}")
_OPEN = ("queued", "running")
_LONGEST_OPTIONS = 60_000


class Jobs:
    """
    The jobs of a server.

    Everything is in the store, nothing in this object: any web process can answer
    for any job.
    """

    def __init__(self, atlas: Atlas, settings: Settings, own: Sequence[OwnLayer]) -> None:
        self._atlas, self._settings, self._layers = atlas, settings, own
        if settings.broker_url:
            # Said at once when nobody answers there.
            self._queue = queue.celery(settings.broker_url, atlas.folder, settings.layers)

    @cached_property
    def _queue(self) -> queue.Queue:
        """The queue on disk: its folder is made when the first job comes."""
        if self._settings.jobs_folder:
            folder = Path(self._settings.jobs_folder)
        else:
            self._own = tempfile.TemporaryDirectory(
                prefix="csto-map-jobs-", ignore_cleanup_errors=True
            )
            folder = Path(self._own.name)
        return queue.disk(folder, self._atlas.folder, self._settings.layers)

    def start(self, kind: str, ending: str, options: dict[str, str]) -> dict[str, Any]:
        """Check what is asked for, and queue it; BadOption if it cannot be."""
        if kind not in queue.KINDS:
            raise BadOption(f"kind {kind!r} does not exist; there are {', '.join(queue.KINDS)}")
        known = queue.KINDS[kind]
        if ending not in known.endings:
            there = ", ".join(known.endings)
            raise BadOption(f"no {kind} ends in {ending!r}; there are {there}")
        place = Path(tempfile.gettempdir()) / f"{kind}{ending}"
        known.check(self._atlas, self._layers, options, place)
        store = self._queue.store
        waiting = [k for k in store.keys("state:") if (store.get(k) or {}).get("state") in _OPEN]
        if len(waiting) >= self._settings.max_jobs:
            raise Busy
        job = secrets.token_urlsafe(16)
        version = self._atlas.version
        asked = {"kind": kind, "ending": ending, "options": options, "version": version}
        store.put(f"job:{job}", asked)
        self._begin(job)
        return self.look(job) or {}

    def _begin(self, job: str) -> None:
        store = self._queue.store
        # A worker needs a moment to come up; until then nobody may call it lost.
        store.put(f"wait:{job}", "web", 3 * queue.LEASE)
        store.put(f"state:{job}", {"state": "queued"})
        self._queue.start(job)

    def look(self, job: str) -> dict[str, Any] | None:
        """Say how a job is; None if there is no such one. What a worker lost begins anew."""
        store = self._queue.store
        asked, state = store.get(f"job:{job}"), store.get(f"state:{job}")
        if asked is None or state is None:
            return None
        if store.get(f"cancel:{job}"):
            state = {"state": "cancelled"}
        elif state["state"] in _OPEN and self._lost(job, state["state"]):
            state = self._again(job)
        found = {"id": job, "kind": asked["kind"], "done": 0, "total": 0, "error": "", **state}
        done = found["state"] == "done"
        return {**found, "file": f"/jobs/{job}/file" if done else None}

    def _lost(self, job: str, state: str) -> bool:
        if state == "queued" and self._settings.broker_url:
            # The broker has it; it waits for a worker, however long.
            return False
        store = self._queue.store
        return store.get(f"beat:{job}") is None and store.get(f"wait:{job}") is None

    def _again(self, job: str) -> dict[str, Any]:
        store = self._queue.store
        for attempt in range(_RETRIES):
            if store.add(f"retry:{job}:{attempt}", True, KEPT_SECONDS):
                self._begin(job)
                return {"state": "queued"}
        failed = {"state": "failed", "error": "the worker that had it was lost, more than once"}
        store.put(f"state:{job}", failed)
        return failed

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
        return True

    def file(self, job: str) -> tuple[bytes, str] | None:
        """Return a finished job's file and its ending; None until it is done."""
        found = self.look(job)
        if found is None or found["state"] != "done":
            return None
        body = self._queue.store.file(job)
        ending = self._queue.store.get(f"job:{job}")["ending"]
        return None if body is None else (body, ending)


class Busy(Exception):
    """As many jobs as are allowed are waiting already."""


def add(server: FastAPI, atlas: Atlas, settings: Settings, own: Sequence[OwnLayer]) -> None:
    """Add the addresses of the jobs to a server."""
    jobs = Jobs(atlas, settings, own)

    @server.post("/jobs", tags=["jobs"], status_code=202)
    async def start(request: Request, asked: Annotated[dict[str, Any], Body()]) -> Response:
        """
        Begin a job: ``{"kind": "film", "ending": ".mp4", "options": {"from": "1992-05"}}``.

        The names of `options` are those of `csto_map.export.film_options.NAMES`.
        """
        # A form of a foreign page can send text, but not JSON.
        if request.headers.get("content-type", "").partition(";")[0] != "application/json":
            return PlainTextResponse("Jobs are asked for in JSON", status_code=415)
        options = asked.get("options", {})
        if not isinstance(options, dict) or len(options) > 40:
            raise BadOption("options are not a JSON object")
        named = {str(k): str(v) for k, v in options.items() if v not in (None, "")}
        if sum(map(len, named.values())) > _LONGEST_OPTIONS:
            raise BadOption(f"options of more than {_LONGEST_OPTIONS} characters are too much")
        kind, ending = str(asked.get("kind")), str(asked.get("ending"))
        try:
            found = await run_in_threadpool(jobs.start, kind[:40], ending[:40], named)
        except Busy:
            said = "Too many files are being made; try again in a minute"
            return PlainTextResponse(said, status_code=503, headers={"Retry-After": "60"})
        return JSONResponse(found, 202, headers={"Location": f"/jobs/{found['id']}"})

    @server.get("/jobs/{job}", tags=["jobs"])
    async def look(job: str) -> Response:
        """Say how a job is: queued, running (done of total), done, failed or cancelled."""
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
        found = await run_in_threadpool(jobs.file, job) if _ID.fullmatch(job) else None
        if found is None:
            return _nothing()
        body, ending = found
        name = f"csto-map{ending}"
        return Response(
            body,
            media_type=queue.MEDIA_TYPES[ending],
            headers={"Content-Disposition": f'attachment; filename="{name}"', **_FRESH},
        )


_FRESH = {"Cache-Control": "no-store"}


def _nothing() -> Response:
    return PlainTextResponse("Not found", status_code=404)
