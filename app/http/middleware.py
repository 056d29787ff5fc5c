"""What every request passes through: small bodies, HEAD as GET, compression, no tracebacks."""

from __future__ import annotations

import ipaddress
import logging
from collections.abc import Iterable, Mapping

from fastapi.responses import PlainTextResponse
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from . import security
from .problems import Problematic, respond

log = logging.getLogger(__name__)


class Head:
    """Answer HEAD wherever GET is answered: FastAPI's routes would say 405."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as an ASGI app."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return
        # A range is defined for GET alone (RFC 9110, 14.2).
        kept = [(name, value) for name, value in scope["headers"] if name != b"range"]

        async def without_body(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self.app({**scope, "method": "GET", "headers": kept}, receive, without_body)


class Hosts:
    """
    Answer to our own names alone.

    A page elsewhere can let its own name lead to this machine; its readers' browsers
    would then give it whatever this server gives them. Nobody can lead a
    numeric address elsewhere, so all of them count as ours.

    Parameters
    ----------
    names
        Beside those of this machine itself; ``*`` for any.
    """

    _OWN = ("localhost",)

    def __init__(self, app: ASGIApp, names: Iterable[str]) -> None:
        self.app = app
        self._names = {*self._OWN, *(name.strip().lower() for name in names)} - {""}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as an ASGI app."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        hosts = Headers(scope=scope).getlist("host")
        # What a proxy was asked for, where it tells that: neither may be foreign.
        asked = scope.get("asked_hosts", hosts)
        if len(asked) > 1 or (not asked and scope.get("http_version") != "1.0"):
            answer = PlainTextResponse("A request names one host", status_code=400)
        elif not all(self._ours(host) for host in {*hosts, *asked}):
            answer = PlainTextResponse(
                "This server does not answer to that name; whoever runs it can list it in "
                "CSTO_MAP_HOSTS",
                status_code=421,
            )
        else:
            await self.app(scope, receive, send)
            return
        if scope["type"] == "http":
            await answer(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008})

    def _ours(self, host: str) -> bool:
        name = _without_port(host.lower())
        if "*" in self._names or name in self._names or name.endswith(".localhost"):
            return True
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True


def _without_port(host: str) -> str:
    """Take the port and the last dot off a host; IPv6 addresses stand in brackets."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].rstrip(".")


class Embed:
    """
    Give the page at ``/embed`` too, for frames in other pages.

    It is the same page, but that `policy` lets others frame it; its script sees by the
    address what to leave out.
    """

    path = "/embed"

    def __init__(self, app: ASGIApp, policy: str) -> None:
        self.app = app
        self._policy = policy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as an ASGI app."""
        if scope["type"] != "http" or scope["path"] != self.path:
            await self.app(scope, receive, send)
            return

        async def framed(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["Content-Security-Policy"] = security.with_nonce(
                    self._policy
                )
            await send(message)

        await self.app({**scope, "path": "/", "raw_path": b"/"}, receive, framed)


class SmallBodies:
    """Refuse bodies of more than `most` bytes or of unknown size: nobody has any to send."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self.app = app
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as an ASGI app."""
        if scope["type"] == "http":
            headers = Headers(scope=scope)
            size = headers.get("content-length", "0")
            if "transfer-encoding" in headers:
                answer = PlainTextResponse("A body needs a Content-Length", status_code=411)
            elif not size.isdecimal() or int(size[:20]) > self._most:
                answer = PlainTextResponse("The body is too large", status_code=413)
            else:
                await self.app(scope, receive, send)
                return
            await answer(scope, receive, send)
        else:
            await self.app(scope, receive, send)


class Compress(GZipMiddleware):
    """
    Compress what is not compressed yet, except at the addresses under `but`.

    Those compress for themselves, once, and answer ranges of bytes, which would mean
    nothing in a body that is packed afterwards.
    """

    def __init__(self, app: ASGIApp, but: tuple[str, ...]) -> None:
        super().__init__(app, minimum_size=1000, compresslevel=6)
        self._but = but

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as an ASGI app."""
        if scope["type"] == "http" and scope["path"].startswith(self._but):
            await self.app(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


class Guard:
    """Put `headers` on every answer, errors too, and let no traceback out."""

    def __init__(self, app: ASGIApp, headers: Mapping[str, str]) -> None:
        self.app = app
        self._headers = dict(headers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as an ASGI app."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = finished = False
        headers = security.sealed(self._headers)

        async def guarded(message: Message) -> None:
            nonlocal started, finished
            finished = message["type"] == "http.response.body" and not message.get("more_body")
            if message["type"] == "http.response.start":
                started = True
                outgoing = MutableHeaders(scope=message)
                for name, value in headers.items():
                    outgoing.setdefault(name, value)
            await send(message)

        try:
            await self.app(scope, receive, guarded)
        except ClientDisconnect:
            # Whoever asked has gone, or was too slow: there is nobody to tell.
            log.info("%s %s was given up", scope["method"], scope["path"])
        except Exception:
            # What went wrong is in the server's log; whoever asked never sees a trace.
            log.exception("%s %.200s failed", scope["method"], scope["path"])
            if finished:
                return
            if started:
                raise  # the line must be cut: half an answer looks like a whole one
            failed = Problematic(500, "internal-error", "The fault is the server's.")
            await respond(failed)(scope, receive, guarded)
