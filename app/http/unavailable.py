"""What the server cannot do just now, told as 503 with the time after which to ask again."""

from __future__ import annotations

import logging

from fastapi import FastAPI, Request, Response

from csto_map.errors import CstoMapError

from .problems import Problematic, respond

log = logging.getLogger(__name__)


class Unavailable(CstoMapError):
    """
    Something that works again by itself or when its server is put right.

    Its text is for whoever asked: it names no folder and no address.
    """

    def __init__(self, text: str, seconds: int) -> None:
        super().__init__(text)
        self.seconds = seconds


class NoRoom(Unavailable):
    """Nothing more can be written where it would have to be kept, until somebody makes room."""


class Broken(CstoMapError):
    """Something that failed and would fail again; why is in the server's log."""


def problem(error: CstoMapError) -> Response:
    """Write an error as problem details."""
    if isinstance(error, Unavailable):
        headers = {"Retry-After": str(error.seconds)}
        return respond(Problematic(503, "unavailable", f"{error}.", headers=headers))
    # So that the id that whoever asked is told is found in the log.
    log.error("%s", error)
    return respond(Problematic(500, "internal-error", f"{error}."))


def add(server: FastAPI) -> None:
    """Make such an error an answer of `server`."""

    @server.exception_handler(Unavailable)
    @server.exception_handler(Broken)
    async def tell(_: Request, error: CstoMapError) -> Response:
        return problem(error)
