"""OGC API - Features, part 1: the layers, feature by feature, for any client of the standard."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from csto_map.atlas import Atlas
from csto_map.exchange.writing import frames

from ..api import Open
from ..api.answers import Answers
from ..http import problems
from ..http.addresses import Base
from ..http.problems import Problematic, shorten
from . import asking, document
from .asking import ITEMS, Form
from .telling import Place, Service, Told, header

PREFIX = "/ogc"
# Outlines of states are large, and few are asked for again.
_ROOM = 32_000_000


def mount(server: FastAPI, atlas: Atlas, base: Base) -> FastAPI:
    """
    Add the features under `PREFIX`.

    Parameters
    ----------
    base
        Gives the address of the server, for links.

    Returns
    -------
    api
        The app under `PREFIX`.
    """
    api = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)
    service, answers = Service(atlas), Answers(atlas.version, _ROOM)

    async def give(
        request: Request,
        forms: Sequence[Form],
        tell: Callable[[Place], Told],
        names: Sequence[str] = ("f",),
    ) -> Response:
        texts = asking.texts(request, names)
        form = asking.form(request, forms)
        root = f"{base(request)}{PREFIX}"
        path = request.url.path[len(request.scope["root_path"]) :].rstrip("/")
        here = Place(root, path, form, texts)
        told = await run_in_threadpool(tell, here)
        response = await answers.give(
            request,
            (root, path, form, *sorted(texts.items())),
            told.write,
            form.media_type,
            vary="Accept, Accept-Encoding",
        )
        response.headers["Link"] = header(told.links)
        return response

    @api.get("/")
    async def get_landing(request: Request) -> Response:
        return await give(request, asking.TOLD, service.landing)

    @api.get("/conformance")
    async def get_conformance(request: Request) -> Response:
        return await give(request, asking.PLAIN, service.conformance)

    @api.get("/api")
    async def get_api(request: Request) -> Response:
        def tell(here: Place) -> Told:
            return Told(
                here.links(asking.API[:1]),
                lambda: document.encode(document.build(atlas, service.collections, here.root)),
            )

        return await give(request, asking.API, tell)

    @api.get("/collections")
    async def get_collections(request: Request) -> Response:
        return await give(request, asking.TOLD, service.all_collections)

    @api.get("/collections/{name}")
    async def get_collection(request: Request, name: str) -> Response:
        _known(name)
        return await give(request, asking.TOLD, lambda here: service.one_collection(here, name))

    @api.get("/collections/{name}/items")
    async def get_items(request: Request, name: str) -> Response:
        _known(name)
        one = await run_in_threadpool(service.collection, name)
        names = [*ITEMS, *one.filters]
        return await give(request, asking.FEATURES, lambda here: service.items(here, name), names)

    @api.get("/collections/{name}/items/{id_}")
    async def get_item(request: Request, name: str, id_: str) -> Response:
        _known(name)

        def tell(here: Place) -> Told:
            told = service.item(here, name, id_)
            if told is None:
                raise Problematic(
                    404, "not-found", f"There is no {shorten(id_)} in {name}.", "featureId"
                )
            return told

        return await give(request, asking.FEATURES, tell)

    problems.add(api)
    api.add_middleware(Open)
    server.router.routes.append(Route(PREFIX, _WithSlash(api)))
    server.mount(PREFIX, api)
    return api


def _known(name: str) -> None:
    if name not in frames.TITLES:
        raise Problematic(
            404,
            "not-found",
            f"There is no collection {shorten(name)}; there are {', '.join(frames.TITLES)}.",
            "collectionId",
        )


class _WithSlash:
    """The landing page at `PREFIX` itself: a mounted app begins behind the slash."""

    def __init__(self, api: FastAPI) -> None:
        self._api = api

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as an ASGI app."""
        root = scope.get("root_path", "")
        mounted = {
            "app_root_path": scope.get("app_root_path", root),
            "root_path": root + PREFIX,
            "path": f"{root}{PREFIX}/",
            "raw_path": f"{root}{PREFIX}/".encode(),
        }
        await self._api({**scope, **mounted}, receive, send)
