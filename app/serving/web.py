"""A web process: a copy of its generation that answers requests until it is told to end."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import threading
from collections.abc import Iterator
from multiprocessing.connection import Connection

import uvicorn
from starlette.types import ASGIApp
from uvicorn.server import HANDLED_SIGNALS

from csto_map import processes

from ..page import Page
from ..settings import Settings
from .copies import Lifeline
from .protocol import State, limits

# Seconds between two signs of life.
_BEAT = 5
# Longer than its generation waits before it kills.
_LAST = 10.0


def configured(app: ASGIApp, settings: Settings) -> uvicorn.Config:
    """Say how an app is served: within limits, and without what a page of ours never needs."""
    return uvicorn.Config(
        app,
        http=limits(settings),
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        # Whom to believe is ours to know: see app/http/client.py.
        proxy_headers=False,
        timeout_keep_alive=settings.idle_seconds,
        timeout_graceful_shutdown=settings.grace,
        timeout_notify=_BEAT,
    )


def serve(
    page: Page,
    listener: socket.socket,
    settings: Settings,
    line: Lifeline,
    telling: Connection,
) -> None:
    """
    Answer requests until SIGTERM, SIGUSR1 or the end of the generation.

    Parameters
    ----------
    line
        The generation's line of life.
    telling
        Pipe to it: says now and then that this process lives.
    """
    processes.share_memory()
    config = configured(page.server, settings)

    async def beat() -> None:
        # Nobody who listens: then the line of life is cut too.
        with contextlib.suppress(OSError):
            telling.send(None)

    config.callback_notify = beat
    threading.Thread(target=_end_with, args=(line, settings.grace), daemon=True).start()
    page.begin()
    Server(config).run(sockets=[listener])


def _end_with(line: Lifeline, grace: int) -> None:
    """End this process once its generation is gone, for any reason."""
    line.follow()
    os.kill(os.getpid(), signal.SIGTERM)
    threading.Event().wait(grace + _LAST)
    os._exit(1)


class Server(uvicorn.Server):
    """Takes the signals of a web process: SIGTERM to end, SIGUSR1 to hand over to others."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.server_state: State = State()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take signals meanwhile; none is passed on, as a process ends after this."""
        loop = asyncio.get_running_loop()
        for number in HANDLED_SIGNALS:
            loop.add_signal_handler(number, self._end)
        loop.add_signal_handler(signal.SIGUSR1, self._retire)
        yield

    def _end(self) -> None:
        self.should_exit = True

    def _retire(self) -> None:
        self.server_state.retiring = True
        self.should_exit = True
