"""The HTTP API: the facts for other programs, read only, open to every origin."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import Depends, FastAPI, Request, Response
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from csto_map.atlas import Atlas

from ..http import problems
from ..http.answering import ASK_AGAIN, Answer, respond
from . import document, facts, history, layers, parameters
from .answers import Answers
from .page import body

PREFIX = "/api/v1"
_METHODS = "GET, HEAD, OPTIONS"


def mount(
    server: FastAPI,
    atlas: Atlas,
    page_shell: Callable[[str, str], str],
    make: layers.Make,
    root: str = "",
) -> FastAPI:
    """
    Add the API under `PREFIX` and a page about it at ``/api``.

    Parameters
    ----------
    page_shell
        Makes a page of its title and its body.
    make
        Has a whole file made.
    root
        The path below which the server is.

    Returns
    -------
    api
        The app under `PREFIX`.
    """
    # An app of its own: its errors and its document know nothing of the page's addresses.
    api = FastAPI(
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        dependencies=[Depends(parameters.known)],
    )
    answers = Answers(atlas.version)
    facts.add(api, root + PREFIX, atlas, answers)
    layers.add(api, atlas, answers, make)
    history.add(api, atlas, answers)
    problems.add(api)
    spec = document.build(api, atlas, root + PREFIX, f"{root}{problems.PAGE}")

    @api.get("/openapi.json", include_in_schema=False)
    async def openapi(request: Request) -> Response:
        return await answers.give(request, "/openapi.json", lambda: document.encode(spec))

    api.add_middleware(Open)
    page = Answer.page(page_shell(spec["info"]["title"], body(spec, root + PREFIX, f"{root}/ogc")))

    @server.get("/api", include_in_schema=False)
    @server.get("/api/", include_in_schema=False)
    async def about(request: Request) -> Response:
        return respond(request, page, cache=ASK_AGAIN)

    server.mount(PREFIX, api)
    return api


class Open:
    """Let pages of any origin read, and nothing more; see the Fetch standard on CORS."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as an ASGI app."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def opened(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(
                    {
                        "Access-Control-Allow-Origin": "*",
                        "Access-Control-Expose-Headers": "ETag, Link, Content-Range, Accept-Ranges",
                        "Cross-Origin-Resource-Policy": "cross-origin",
                        # Data is never to be shown as a page.
                        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
                    }
                )
            await send(message)

        if scope["method"] == "OPTIONS":
            allowed = {
                "Allow": _METHODS,
                "Access-Control-Allow-Methods": _METHODS,
                "Access-Control-Allow-Headers": "If-None-Match, If-Range, Range",
                "Access-Control-Max-Age": "86400",
            }
            await Response(status_code=204, headers=allowed)(scope, receive, opened)
        else:
            await self.app(scope, receive, opened)
