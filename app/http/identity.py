"""Who is who in the log: an id for each request, and what a line says of it."""

from __future__ import annotations

import logging
import re
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from csto_map.machine import logs

from . import client

log = logging.getLogger("csto_map.access")

HEADER = "X-Request-ID"
# As proxies make them; what else stands there is none.
_ID = re.compile(r"[A-Za-z0-9._:-]{8,64}")
# Whoever knows the id of a job may fetch its file.
_JOB = re.compile(r"^((?:/[^/]+)*/jobs)/[^/]+")
_LONGEST_PATH = 200
# Where the answer to a request is told to those outside.
_KEY = "csto_map.answered"


@dataclass(slots=True)
class Answered:
    """What became of a request."""

    method: str
    status: int = 0
    size: int = 0
    seconds: float = 0.0
    # Template of the address, such as ``/jobs/{job}``; "" where no address was come to.
    route: str = ""
    began: float = field(default_factory=time.perf_counter)


# Told of each request that is answered.
Heard = Callable[[Answered], None]


class Identify:
    """
    Give each request an id, and tell the log what became of it.

    The id is that of a trusted proxy (`client.Forwarded`) if it sends one. The log has
    neither the query, which names layers of one's own, nor ids of jobs.

    Parameters
    ----------
    heard
        Also told of each.
    """

    def __init__(self, app: ASGIApp, heard: Heard | None = None) -> None:
        self.app = app
        self._heard = heard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as an ASGI app."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = Headers(scope=scope).get(HEADER, "") if scope.get("from_proxy") else ""
        identity = given if _ID.fullmatch(given) else secrets.token_hex(8)
        answered = Answered(scope["method"])

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                answered.status = message["status"]
                MutableHeaders(scope=message)[HEADER] = identity
            elif message["type"] == "http.response.body":
                answered.size += len(message.get("body", b""))
            await send(message)

        before = logs.REQUEST.set(identity)
        try:
            await self.app({**scope, _KEY: answered}, receive, told)
        finally:
            answered.seconds = time.perf_counter() - answered.began
            if self._heard:
                self._heard(answered)
            if log.isEnabledFor(logging.INFO):
                _write(scope, answered)
            logs.REQUEST.reset(before)


def _write(scope: Scope, answered: Answered) -> None:
    path = _JOB.sub(r"\1/{job}", str(scope["path"]))[:_LONGEST_PATH]
    fields = {
        "client": client.address(scope),
        "method": answered.method,
        "path": path,
        "status": answered.status,
        "bytes": answered.size,
        "ms": round(1000 * answered.seconds, 1),
    }
    # A status of 0: whoever asked went away before there was one.
    log.info(
        "%(client)s %(method)s %(path)s %(status)d %(bytes)d %(ms).1f ms",
        fields,
        extra={"fields": fields},
    )


def came_to(scope: Scope, route: str) -> None:
    """Tell `Identify` which address a request came to, by its template."""
    answered = scope.get(_KEY)
    if isinstance(answered, Answered):
        answered.route = route


class Routed:
    """Tell `Identify` which address a request came to; the innermost of all that it passes."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as an ASGI app."""
        try:
            await self.app(scope, receive, send)
        finally:
            came_to(scope, _route(scope))


def _route(scope: Scope) -> str:
    path = getattr(scope.get("route"), "path", "")
    # Within an app that is mounted, root_path has the mount too.
    mount = str(scope.get("root_path", "")).removeprefix(str(scope.get("app_root_path", "")))
    return f"{mount}{path}" if path else mount
