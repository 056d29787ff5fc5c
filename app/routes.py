"""Addresses beside Dash's own: static files, health, exported pictures."""

from __future__ import annotations

from collections.abc import Sequence

from dash.exceptions import DependencyException
from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import PlainTextResponse

from csto_map.atlas import Atlas
from csto_map.drawing import Picture
from csto_map.errors import BadDate, BadOption, CstoMapError, DateOutOfRange
from csto_map.export import options, still
from csto_map.language.words import words
from csto_map.picture.user_layers import UserLayer
from csto_map.query.question import parted

from .http import lettering, methods
from .http.reading import Shell
from .http.static import PREFIX, Registry
from .jobs.pool import Pool
from .settings import Settings

_LONGEST_QUERY = 4000
# A refusal may quote what was asked for.
_LONGEST_REFUSAL = 500


def add(
    server: FastAPI,
    atlas: Atlas,
    settings: Settings,
    files: Registry,
    user_layers: Sequence[UserLayer],
    pool: Pool,
) -> None:
    """
    Add our addresses to Dash's server.

    Parameters
    ----------
    user_layers
        Layers that pictures may ask for.
    pool
        Draws them.
    """

    @server.get("/healthz", tags=["service"])
    async def health() -> dict[str, object]:
        """Say that the server is up, and on which data."""
        return {"ok": True, "version": atlas.version}

    @server.get(PREFIX + "{name:path}", include_in_schema=False)
    def static(request: Request, name: str) -> Response:
        # In a thread: whoever asks first waits until the file is compressed, nobody else does.
        return files.respond(request, PREFIX + name)

    @server.get("/export.{ending}", tags=["export"])
    async def export(request: Request, ending: str) -> Response:
        """
        Draw the map of a day, with title, legend, sources and boundary note.

        The names of the query are those of `csto_map.export.options.Still`; the same
        query gives the same bytes on the command line.
        """
        if len(request.url.query) > _LONGEST_QUERY:
            raise BadOption(f"a query of more than {_LONGEST_QUERY} characters asks for too much")
        asked = parted(request.url.query)
        if settings.address:
            asked.setdefault("link", settings.address)
        # What cannot be drawn is refused here, not after its turn has come.
        wanted = await run_in_threadpool(
            options.read, atlas, asked, settings.max_pixels, user_layers
        )
        still.check(wanted, ending)
        picture = Picture(ending, tuple(sorted(asked.items())), settings.max_pixels)
        body = await pool.make(picture, request)
        # Words of slides are set by whoever shows them.
        told = {} if ending == "pptx" else await run_in_threadpool(lettering.headers, asked)
        name = _ascii(f"csto-map-{asked['date']}.{ending}")
        return Response(
            body,
            media_type=still.MEDIA_TYPES[ending],
            headers={
                "Content-Disposition": f'attachment; filename="{name}"',
                "Cache-Control": "private, no-store" if asked.get("own") else "private, no-cache",
                **told,
            },
        )

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


def without_callbacks(server: FastAPI) -> None:
    """
    Take Dash's address for callbacks away: the page has none on the server.

    Dash would answer what nobody of ours asks with errors of its own.
    """
    server.router.routes[:] = [
        route
        for route in server.router.routes
        if getattr(route, "path", "") != "/_dash-update-component"
    ]


def _ascii(name: str) -> str:
    return "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "_" for c in name)


def add_methods(server: FastAPI, atlas: Atlas, page_shell: Shell) -> None:
    """Add the methods page of a data folder that has a README."""
    readme = atlas.folder / "README.md"
    if not readme.is_file():
        return
    body = page_shell(
        f"{atlas.config.title}: {words()['help']['methods']}",
        methods.body(readme, methods.shares(atlas)),
    )

    @server.get("/methods", include_in_schema=False)
    async def show() -> Response:
        return Response(body, media_type="text/html; charset=utf-8")


def add_nothing_else(server: FastAPI) -> None:
    """Say 404 for every other address; add it last. Dash would give the page for each."""

    @server.get("/{path:path}", include_in_schema=False)
    async def nothing(path: str) -> Response:
        del path
        return PlainTextResponse("Not found", status_code=404)
