"""Addresses beside Dash's own: static files, health, exported pictures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash.exceptions import DependencyException
from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import PlainTextResponse

from csto_map.atlas import Atlas
from csto_map.errors import BadDate, BadOption, CstoMapError, DateOutOfRange
from csto_map.export import options, still
from csto_map.own import OwnLayer
from csto_map.words import words

from . import methods
from .reading import Frame
from .settings import Settings
from .static import PREFIX, Registry

_LONGEST_QUERY = 4000
# A refusal may quote what was asked for.
_LONGEST_REFUSAL = 500


def add(
    server: FastAPI, atlas: Atlas, settings: Settings, files: Registry, own: Sequence[OwnLayer]
) -> None:
    """Add our addresses to Dash's server; `own` are layers that pictures may ask for."""

    @server.get("/healthz", tags=["service"])
    def health() -> dict[str, Any]:
        """Say that the server is up, and on which data."""
        return {"ok": True, "version": atlas.version}

    @server.get(PREFIX + "{name:path}", include_in_schema=False)
    def static(request: Request, name: str) -> Response:
        return files.respond(request, PREFIX + name)

    @server.get("/export.{ending}", tags=["export"])
    async def export(request: Request, ending: str) -> Response:
        """
        Draw the map of a day, with title, legend, sources and boundary note.

        The names of the query are those of `csto_map.export.options.NAMES`; the same
        query gives the same bytes on the command line.
        """
        if len(request.url.query) > _LONGEST_QUERY:
            raise BadOption(f"a query of more than {_LONGEST_QUERY} characters asks for too much")
        asked = options.query(request.url.query)
        body = await run_in_threadpool(draw, ending, asked)
        name = _ascii(f"csto-map-{asked['date']}.{ending}")
        return Response(
            body,
            media_type=still.MEDIA_TYPES[ending],
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    def draw(ending: str, asked: dict[str, str]) -> bytes:
        return still.render(atlas, options.read(atlas, asked, settings.max_pixels, own), ending)

    # Other errors may name folders of this machine: they are for the server's log.
    @server.exception_handler(BadOption)
    @server.exception_handler(BadDate)
    @server.exception_handler(DateOutOfRange)
    async def refuse(_: Request, problem: CstoMapError) -> Response:
        return PlainTextResponse(str(problem)[:_LONGEST_REFUSAL], status_code=400)

    @server.exception_handler(DependencyException)
    async def miss(_: Request, __: DependencyException) -> Response:
        """Dash knows no such script."""
        return PlainTextResponse("Not found", status_code=404)


def _ascii(name: str) -> str:
    return "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "_" for c in name)


def add_methods(server: FastAPI, atlas: Atlas, frame: Frame) -> None:
    """Add the methods page of a data folder that has a README."""
    readme = atlas.folder / "README.md"
    if not readme.is_file():
        return
    body = frame(
        f"{atlas.config.title}: {words()['help']['methods']}",
        methods.body(readme, methods.shares(atlas)),
    )

    @server.get("/methods", include_in_schema=False)
    def show() -> Response:
        return Response(body, media_type="text/html; charset=utf-8")


def add_nothing_else(server: FastAPI) -> None:
    """Say 404 for every other address; add it last. Dash would give the page for each."""

    @server.get("/{path:path}", include_in_schema=False)
    def nothing(path: str) -> Response:
        del path
        return PlainTextResponse("Not found", status_code=404)
