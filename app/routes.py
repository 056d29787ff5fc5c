"""Addresses beside Dash's own: static files, health, exported pictures."""

from __future__ import annotations

import functools
import json
from collections.abc import Sequence

from dash.exceptions import DependencyException
from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, PlainTextResponse
from starlette.exceptions import HTTPException

from csto_map.atlas import Atlas
from csto_map.drawing import FilmForecast, Picture
from csto_map.errors import BadDate, BadOption, CstoMapError, DateOutOfRange
from csto_map.export import options, still
from csto_map.export.documents import plan
from csto_map.picture.user_layers import UserLayer
from csto_map.query.question import parted

from .http import lettering, methods, problems
from .http.answering import ASK_AGAIN, Answer, respond
from .http.problems import Problematic
from .http.reading import Shell
from .jobs import kinds
from .jobs.counts import Draws
from .settings import Settings

_LONGEST_QUERY = 4000
# As much as a job may be asked for.
_LONGEST_PLAN, _LONGEST_NAME = 60_000, 80
# A refusal may quote what was asked for.
_LONGEST_REFUSAL = 500


def add(
    server: FastAPI,
    atlas: Atlas,
    settings: Settings,
    user_layers: Sequence[UserLayer],
    pool: Draws,
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

    @server.post("/plans", tags=["export"])
    async def read_plan(request: Request) -> Response:
        """
        Read a briefing plan: ``{"name": "mine.yaml", "plan": "title: ..."}``; nothing is kept.

        The answer is what `csto_map.export.documents.plan.document` gives, or a line that says
        where in the text which field is wrong.
        """
        if request.headers.get("content-type", "").partition(";")[0] != "application/json":
            return PlainTextResponse("Plans are sent in JSON", status_code=415)
        name, text = _sent(await request.body())
        return JSONResponse(
            await run_in_threadpool(
                functools.partial(plan.document, max_pixels=settings.max_pixels),
                *(text, atlas, name, user_layers),
            )
        )

    _add_drawn(server, atlas, settings, user_layers, pool)
    _add_refusals(server)


def _add_drawn(
    server: FastAPI,
    atlas: Atlas,
    settings: Settings,
    user_layers: Sequence[UserLayer],
    pool: Draws,
) -> None:
    """Add what is drawn elsewhere."""

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
        drawn = await pool.make(picture, request)
        kind = still.MEDIA_TYPES[ending]
        if picture.private:
            # For whoever asked this server, and for nobody who comes later.
            headers = {"Cache-Control": "private, no-store"}
            response = Response(drawn.body, media_type=kind, headers=headers)
        else:
            answer = await run_in_threadpool(Answer.of, drawn.body, kind, drawn.tag[:32])
            response = respond(request, answer)
        name = _ascii(f"csto-map-{asked['date']}.{ending}")
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        if ending != "pptx":
            # Words of slides are set by whoever shows them.
            response.headers.update(await run_in_threadpool(lettering.headers, asked))
        return response

    @server.get("/film-forecast", tags=["export"])
    async def foretell(request: Request) -> Response:
        """
        Say what a film will be like before it is asked for as a job.

        The names of the query are those of `csto_map.export.films.film_options.Film`, and
        `ending`. The answer has `pictures`, `frames`, `seconds`, `bytes` and `wait`: seconds to
        make it. The last two are estimates, from a few days that are drawn and written.
        """
        if len(request.url.query) > _LONGEST_QUERY:
            raise BadOption(f"a query of more than {_LONGEST_QUERY} characters asks for too much")
        asked = dict(parted(request.url.query))
        ending = asked.pop("ending", ".mp4")
        await run_in_threadpool(
            kinds.check_film, atlas, user_layers, asked, ending, settings.max_pixels
        )
        wanted = FilmForecast(ending, tuple(sorted(asked.items())), settings.max_pixels)
        drawn = await pool.make(wanted, request)
        return Response(
            drawn.body, media_type="application/json", headers={"Cache-Control": "no-store"}
        )


def _add_refusals(server: FastAPI) -> None:
    """Say what is wrong with a request."""

    # Other errors may name folders of this machine: they are for the server's log.
    @server.exception_handler(BadOption)
    @server.exception_handler(BadDate)
    @server.exception_handler(DateOutOfRange)
    async def refuse(_: Request, problem: CstoMapError) -> Response:
        return PlainTextResponse(str(problem)[:_LONGEST_REFUSAL], status_code=400)

    @server.exception_handler(Problematic)
    async def tell(_: Request, problem: Problematic) -> Response:
        return problems.respond(problem)

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
        if not getattr(route, "path", "").endswith("/_dash-update-component")
    ]


def _sent(body: bytes) -> tuple[str, str]:
    """Read the name and the text of a plan; BadOption where the body is none."""
    try:
        asked = json.loads(body)
        name, text = asked["name"], asked["plan"]
    except (ValueError, RecursionError, KeyError, TypeError):
        raise BadOption("the body is no JSON object with name and plan") from None
    if not isinstance(name, str) or not isinstance(text, str):
        raise BadOption("name and plan are not texts")
    if len(text) > _LONGEST_PLAN:
        raise BadOption(f"a plan of more than {_LONGEST_PLAN} characters is too much")
    return name[:_LONGEST_NAME], text


def _ascii(name: str) -> str:
    return "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "_" for c in name)


def add_methods(server: FastAPI, atlas: Atlas, page_shell: Shell) -> None:
    """Add the methods page of a data folder that has a README."""
    body = methods.page(atlas, page_shell)
    if body is None:
        return

    page = Answer.page(body)

    @server.get("/methods", include_in_schema=False)
    async def show(request: Request) -> Response:
        return respond(request, page, cache=ASK_AGAIN)


def add_nothing_else(server: FastAPI) -> None:
    """Say 404 for every other address; add it last. Dash would give the page for each."""

    @server.get("/{path:path}", include_in_schema=False)
    async def nothing(path: str) -> Response:
        del path
        return PlainTextResponse("Not found", status_code=404)

    @server.exception_handler(HTTPException)
    async def odd(_: Request, error: HTTPException) -> Response:
        """Refuse what no pattern of an address holds, such as one with a line break in it."""
        if error.status_code == 405:
            detail = "That cannot be done at this address."
            told = Problematic(405, "method-not-allowed", detail, headers=error.headers)
            return problems.respond(told)
        return problems.respond(Problematic(404, "not-found", "There is no such address."))
