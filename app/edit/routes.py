"""Addresses of the editor: what it shows, and one for every change."""

from __future__ import annotations

from typing import Any, Literal

from fastapi import FastAPI, Query, Response
from fastapi.responses import JSONResponse, PlainTextResponse
from pydantic import BaseModel, ConfigDict
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from .session import Session

PREFIX = "/edit/"
# Beginning with the table that everything else cites.
_BEGIN = "sources"


class Step(BaseModel):
    """
    A step that a page asks for.

    ``set`` sets `cells` of `row`, ``add`` adds a row with `cells` after `row` or at the end,
    ``delete`` deletes `rows`, those that others name only where it is `sure`; ``rename`` has what
    names `row` by the id that it had, `was`, name it by the one that it has; ``undo`` and ``redo``
    take steps back and again; ``write`` writes whatever the faults. Where another program has
    changed a file that was changed here, too, ``merge`` puts our changes on theirs and ``theirs``
    drops ours.
    """

    model_config = ConfigDict(extra="forbid")
    act: Literal["set", "add", "delete", "rename", "undo", "redo", "write", "merge", "theirs"]
    table: str
    row: int | None = None
    rows: list[int] = []
    cells: dict[str, str] = {}
    was: str = ""
    sure: bool = False


def add(server: FastAPI, session: Session) -> None:
    """Add the addresses of the editor to its server."""

    @server.get(PREFIX + "state", include_in_schema=False)
    def state(table: str = Query(_BEGIN)) -> Response:
        return _answer(session.state, table)

    @server.post(PREFIX + "change", include_in_schema=False)
    def change(step: Step) -> Response:
        return _answer(session.change, step.table, step.model_dump())


def _answer(ask: Any, *given: object) -> Response:  # noqa: ANN401 - a method of the session
    try:
        return JSONResponse(ask(*given), headers={"Cache-Control": "no-store"})
    except KeyError as problem:
        return PlainTextResponse(f"{problem} is not there", status_code=409)


class OwnPages:
    """
    Let nobody change anything but pages of this server.

    A page elsewhere can have its reader's browser send forms and plain texts to this machine, but
    it cannot do so in JSON, nor without saying who it is.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as an ASGI app."""
        if scope["type"] == "http" and scope["method"] not in ("GET", "HEAD"):
            headers = Headers(scope=scope)
            kind = headers.get("content-type", "").partition(";")[0].strip().lower()
            ours = f"{scope['scheme']}://{headers.get('host', '')}"
            if headers.get("origin", ours) != ours or kind != "application/json":
                answer = PlainTextResponse("Only this server's own pages may", status_code=403)
                await answer(scope, receive, send)
                return
        await self.app(scope, receive, send)
