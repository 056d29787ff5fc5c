"""Addresses for whoever watches over the server: does it live, can it work, what does it do."""

from __future__ import annotations

import asyncio
import logging
import tempfile
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from fastapi import FastAPI, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from csto_map.errors import CstoMapError

from .jobs.routes import Jobs

if TYPE_CHECKING:
    from .http.metrics import Metrics

log = logging.getLogger(__name__)

# Seconds for which an answer holds: nobody wears the disk out by asking.
_HOLDS = 1.0

# Raises one of `_BROKEN` where something does not work.
Check = Callable[[], object]
_BROKEN = (CstoMapError, OSError)


class Readiness:
    """
    Finds out whether the server can do all that it offers.

    Parameters
    ----------
    checks
        What must work, by name.
    """

    def __init__(self, checks: Mapping[str, Check]) -> None:
        self._checks = checks
        self._lock: asyncio.Lock | None = None
        self._until = 0.0
        self._found: dict[str, str] = {}

    async def look(self) -> dict[str, str]:
        """Give ``ok`` or ``failed`` for each; why is in the log."""
        if self._lock is None:
            # Of the running loop.
            self._lock = asyncio.Lock()
        async with self._lock:
            if time.monotonic() >= self._until:
                self._found = await run_in_threadpool(self._look)
                self._until = time.monotonic() + _HOLDS
            return self._found

    def _look(self) -> dict[str, str]:
        return {name: _tried(name, check) for name, check in self._checks.items()}


def _tried(name: str, check: Check) -> str:
    try:
        check()
    except _BROKEN as problem:
        log.warning("not ready: %s: %s", name, problem)
        return "failed"
    return "ok"


def writable(jobs: Jobs) -> Check:
    """Give the check that files of jobs, or drafts where no job was asked for, can be kept."""

    def check() -> None:
        store = jobs.store()
        if store is None:
            tempfile.TemporaryFile().close()
        else:
            store.probe()

    return check


def add(server: FastAPI, checks: Mapping[str, Check], metrics: Metrics | None) -> None:
    """
    Add the addresses.

    Parameters
    ----------
    checks
        What must work before requests are sent here; see `Readiness`.
    metrics
        None where nobody asked for them here.
    """
    readiness = Readiness(checks)

    @server.get("/livez", tags=["service"])
    async def lives() -> dict[str, bool]:
        """Say that the process answers: whoever starts it anew when it does not asks this."""
        return {"ok": True}

    @server.get("/readyz", tags=["service"])
    async def ready() -> Response:
        """Say whether requests may be sent here: 503 with what failed if not."""
        found = await readiness.look()
        good = all(one == "ok" for one in found.values())
        headers = {"Cache-Control": "no-store"} | ({} if good else {"Retry-After": "5"})
        return JSONResponse({"ok": good, "checks": found}, 200 if good else 503, headers=headers)

    if metrics is None:
        return

    @server.get("/metrics", include_in_schema=False)
    async def figures() -> Response:
        body = await run_in_threadpool(metrics.text)
        return Response(
            body, headers={"Content-Type": metrics.media_type, "Cache-Control": "no-store"}
        )
