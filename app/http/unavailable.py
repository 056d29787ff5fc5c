"""What the server cannot do just now, told as 503 with the time after which to ask again."""

from __future__ import annotations

import logging

from fastapi import FastAPI, Request, Response

from csto_map.errors import CstoMapError

from ..unavailable import Broken, Unavailable
from .problems import Problematic, respond

log = logging.getLogger(__name__)


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
