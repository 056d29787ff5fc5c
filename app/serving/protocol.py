"""HTTP as a web process takes it: how large, how slow and how many its clients may be.

A subclass of uvicorn's protocol over httptools, which by itself takes heads of any size, waits
for them for ever, and has no bound of connections but one that idle ones count towards.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import MutableMapping
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from ..settings import Settings

_TOO_SLOW = (408, "Request Timeout")
_TOO_LARGE = (431, "Request Header Fields Too Large")
_TOO_MANY = (503, "Service Unavailable")
# Seconds that an answer may wait for somebody to read on.
_STUCK = 60.0


class State(ServerState):
    """What the connections of a web process share; `retiring` while others take its place."""

    def __init__(self) -> None:
        super().__init__()
        self.retiring = False


class _Named(logging.LoggerAdapter[logging.Logger]):
    """Puts the address of the client before what is said of its connection."""

    client = "-"

    @property
    def level(self) -> int:
        """As uvicorn asks for it."""
        return self.logger.level

    def process(
        self,
        msg: Any,  # noqa: ANN401 - as logging has it
        kwargs: MutableMapping[str, Any],
    ) -> tuple[Any, MutableMapping[str, Any]]:
        return f"{self.client}: {msg}", kwargs


class _HeadTooLarge(Exception):
    """The head of a request is larger than is allowed; llhttp stops at it."""


class Limited(HttpToolsProtocol):
    """
    A connection within limits; `limits` makes a class with those of some settings.

    Attributes
    ----------
    max_head
        Bytes of a request's line and headers.
    read_seconds
        Seconds that a request may take to arrive, body and all.
    max_connections
        Of one web process.
    idle
        Since when nothing is being answered, by the loop's clock; None while something is.
    """

    max_head: int
    read_seconds: int
    max_connections: int

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - as uvicorn has it
        super().__init__(*args, **options)
        self._named = _Named(self.logger)
        self.logger = cast("logging.Logger", self._named)
        self._arriving: asyncio.TimerHandle | None = None
        self._leaving: asyncio.TimerHandle | None = None
        self._in_head, self._last = True, False
        # Bytes that came while the head was unfinished, and those that llhttp gave of it.
        self._fed = self._head = 0
        self.idle: float | None = self.loop.time()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin; where there are too many, the one that has been idle longest goes."""
        super().connection_made(transport)
        if self.client:
            self._named.client = "{}:{}".format(*self.client)
        self._expect()
        if len(self.connections) > self.max_connections:
            others = cast("set[Limited]", self.connections) - {self}
            idle = [(one.idle, id(one), one) for one in others if one.idle is not None]
            if idle:
                _, _, longest = min(idle)
                longest.drop()
            else:
                self._refuse(*_TOO_MANY)

    def connection_lost(self, exc: Exception | None) -> None:
        """End, and all clocks with it."""
        super().connection_lost(exc)
        self._unset_keepalive_if_required()
        self._arrived()
        self._read_on()

    def data_received(self, data: bytes) -> None:
        """Take what has come, unless the head is larger than is allowed."""
        if self.transport.is_closing():
            return
        if self._in_head:
            self._fed += len(data)
        super().data_received(data)
        if self.transport.is_closing():
            return
        if self._in_head and self._fed > self.max_head:
            self._refuse(*_TOO_LARGE)
        elif self.idle is not None and self._arriving is None:
            # Bytes that begin no request, such as empty lines.
            self._expect()

    def on_message_begin(self) -> None:
        """Begin the head of a request."""
        super().on_message_begin()
        self._head = 0
        self._expect()

    def on_url(self, url: bytes) -> None:
        """Take a piece of the address."""
        self._count(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header."""
        self._count(len(name) + len(value) + len(": \r\n"))
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Begin to answer."""
        self._in_head = False
        self.idle = None
        super().on_headers_complete()
        if self._last:
            self.cycle.keep_alive = False

    def on_message_complete(self) -> None:
        """End a request: another one may follow."""
        super().on_message_complete()
        self._in_head, self._fed = True, 0
        self._arrived()

    def on_response_complete(self) -> None:
        """End an answer."""
        if not self.pipeline:
            self.idle = self.loop.time()
        super().on_response_complete()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no request, or one whose head is too large."""
        if self._head > self.max_head:
            self._refuse(*_TOO_LARGE)
        else:
            super().send_400_response(msg)

    def shutdown(self) -> None:
        """
        Close, once what has been asked for is answered.

        Where other processes take over, whoever is just about to ask on an open connection
        gets an answer first, with the word that it is the last.
        """
        # A server of one process, such as the editor's, has no others to take over.
        state = self.server_state
        if self.idle is not None and isinstance(state, State) and state.retiring:
            self._last = True
        else:
            super().shutdown()

    def pause_writing(self) -> None:
        """Wait for whoever reads the answer, but not for ever."""
        super().pause_writing()
        if self._leaving is None:
            self._leaving = self.loop.call_later(_STUCK, self.transport.abort)

    def resume_writing(self) -> None:
        """Go on writing."""
        super().resume_writing()
        self._read_on()

    def _count(self, more: int) -> None:
        self._head += more
        if self._head > self.max_head:
            raise _HeadTooLarge

    def _expect(self) -> None:
        """Give the request that comes its time, unless that runs already."""
        if self._arriving is None:
            self._arriving = self.loop.call_later(self.read_seconds, self._too_slow)

    def _arrived(self) -> None:
        if self._arriving is not None:
            self._arriving.cancel()
            self._arriving = None

    def _read_on(self) -> None:
        if self._leaving is not None:
            self._leaving.cancel()
            self._leaving = None

    def _too_slow(self) -> None:
        self._arriving = None
        if self._fed and self.idle is not None:
            self._refuse(*_TOO_SLOW)
        else:
            # Nothing was asked, or the body of what is being answered does not come.
            self.drop()

    def drop(self) -> None:
        """Close without a word."""
        if not self.transport.is_closing():
            self.transport.close()

    def _refuse(self, status: int, phrase: str) -> None:
        """Answer without the app, and close; what is half answered is cut."""
        if self.transport.is_closing():
            return
        self.logger.warning("%d %s", status, phrase)
        if self.idle is not None:
            head = (
                f"HTTP/1.1 {status} {phrase}\r\ncontent-type: text/plain; charset=utf-8\r\n"
                f"content-length: {len(phrase)}\r\nconnection: close\r\n\r\n{phrase}"
            )
            self.transport.write(head.encode("ascii"))
        self.transport.close()


def limits(settings: Settings) -> type[Limited]:
    """Give the protocol with the limits of settings."""

    class Protocol(Limited):
        max_head = settings.max_head
        read_seconds = settings.read_seconds
        max_connections = settings.max_connections

    return Protocol
