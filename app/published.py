"""What those are told who link the page, find it or list it: previews, a sitemap, catalogues."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from contextvars import ContextVar
from dataclasses import replace
from functools import lru_cache
from html import escape
from io import BytesIO

from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from csto_map.atlas import Atlas
from csto_map.drawing import Download, Drawn
from csto_map.exchange.web import catalogue, linked
from csto_map.exchange.writing import croissant
from csto_map.export import sizes
from csto_map.page import preview
from csto_map.query import question

from .api.answers import Answers
from .http.addresses import Base, root

# The preset that services which show previews want.
SIZE = "social"
# Longer ones are no links of ours.
_LONGEST_QUERY = 4000
_LINKED = "application/ld+json"
_ROOM = 4_000_000
# What is of the data, and under their licence. The features link it themselves.
_LICENSED = ("/methods", "/api", "/export.", "/dcat.jsonld", "/croissant.json")
_ROBOTS = """User-agent: *
Disallow: {root}/jobs
Disallow: {root}/api/v1/data.
Disallow: {root}/export.
Allow: {root}/export.png
Sitemap: {base}/sitemap.xml
"""
_TAGS: ContextVar[str] = ContextVar("tags", default="")


def tags() -> str:
    """Give the tags about the link that is being answered, for the head of the document."""
    return _TAGS.get()


class Previews:
    """Say in the page what its link leads to: for whoever shows a link, and for search engines."""

    def __init__(self, app: ASGIApp, atlas: Atlas, base: Base) -> None:
        self.app = app
        self._base = base

        @lru_cache(maxsize=256)
        def made(base: str, query: str) -> str:
            return "\n".join(_head(atlas, base, query))

        self._made = made

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as an ASGI app."""
        if scope["type"] == "http" and scope["path"] == "/":
            request = Request(scope)
            query = request.url.query if len(request.url.query) <= _LONGEST_QUERY else ""
            _TAGS.set(await run_in_threadpool(self._made, self._base(request), query))
        await self.app(scope, receive, send)


class Licensed:
    """Name the licence of the data in the header Link of all that holds some."""

    def __init__(self, app: ASGIApp, licence: str) -> None:
        self.app = app
        self._link = f'<{licence}>; rel="license"' if licence else ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as an ASGI app."""
        if scope["type"] != "http" or not self._link or not self._licenses(scope["path"]):
            await self.app(scope, receive, send)
            return

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).append("Link", self._link)
            await send(message)

        await self.app(scope, receive, told)

    def _licenses(self, path: str) -> bool:
        return path == "/" or path.startswith(_LICENSED)


def _head(atlas: Atlas, base: str, query: str) -> Iterator[str]:
    seen = preview.of(atlas, query)
    here = f"{base}/{seen.link if query else ''}"
    return head(atlas, base, seen, here, f"{base}/export.png{seen.picture}&size={SIZE}")


def head(atlas: Atlas, base: str, seen: preview.Preview, here: str, picture: str) -> Iterator[str]:
    """
    Write the tags of a page's head that tell of it to whoever links or finds it.

    Parameters
    ----------
    base
        Address of the map without its last slash.
    seen
        What the page shows.
    here, picture
        Whole addresses of the page and of its picture.
    """
    size = sizes.PRESETS[SIZE]
    properties = {
        "type": "website",
        "site_name": atlas.config.title,
        "title": seen.title,
        "description": seen.description,
        "url": here,
        "image": picture,
        "image:type": "image/png",
        "image:width": str(size.width),
        "image:height": str(size.height),
        "image:alt": seen.title,
    }
    yield f'<meta name="description" content="{escape(seen.description)}">'
    yield f'<link rel="canonical" href="{escape(here)}">'
    yield f'<link rel="alternate" type="{_LINKED}" href="{escape(base)}/dcat.jsonld">'
    if atlas.config.licence.url:
        yield f'<link rel="license" href="{escape(atlas.config.licence.url)}">'
    yield from (
        f'<meta property="og:{name}" content="{escape(text)}">' for name, text in properties.items()
    )
    yield '<meta name="twitter:card" content="summary_large_image">'
    data = json.dumps(linked.dataset(atlas, base), ensure_ascii=False, separators=(",", ":"))
    # Within a script of a document "</script>" would end it.
    safe = data.replace("<", "\\u003c")
    yield f'<script type="{_LINKED}">{safe}</script>'


def add(
    server: FastAPI,
    atlas: Atlas,
    base: Base,
    make: Callable[[Download, Request], Awaitable[Drawn]],
) -> None:
    """
    Add what crawlers and catalogues ask for.

    Parameters
    ----------
    base
        Gives the address of the server.
    make
        Makes whole files.
    """
    answers = Answers(atlas.version, _ROOM)

    @server.get("/robots.txt", include_in_schema=False)
    async def robots(request: Request) -> Response:
        return Response(_ROBOTS.format(base=base(request), root=root()), media_type="text/plain")

    @server.get("/sitemap.xml", include_in_schema=False)
    async def site(request: Request) -> Response:
        return Response(_sitemap(atlas, base(request)), media_type="application/xml")

    @server.get("/dcat.jsonld", include_in_schema=False)
    async def dcat(request: Request) -> Response:
        root = base(request)
        return await answers.give(
            request, ("dcat", root), lambda: encoded(catalogue.catalogue(atlas, root)), _LINKED
        )

    @server.get("/croissant.json", include_in_schema=False)
    async def tables(request: Request) -> Response:
        root = base(request)

        async def made() -> bytes:
            package = await make(Download(".csv.zip", None), request)
            return await run_in_threadpool(croissant_of, root, package.body)

        return await answers.give_made(request, ("croissant", root), made, _LINKED)


def croissant_of(root: str, package: bytes) -> bytes:
    """Describe the package of tables that is below `root` as Croissant has it."""
    with zipfile.ZipFile(BytesIO(package)) as archive:
        document = json.loads(archive.read(croissant.NAME))
    return encoded(croissant.served(document, f"{root}/api/v1/data.csv.zip", package))


def encoded(value: object) -> bytes:
    """Write an object as JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _sitemap(atlas: Atlas, base: str) -> str:
    """List the page in each view and language, what questions lead to, and pages for reading."""
    config = atlas.config
    queries = [f"date={config.default_date.isoformat()}&view={one.id}" for one in config.views]
    queries += [one.query for one in config.questions]
    # As the page itself says where it stands: without what is the default.
    asked = [question.read(atlas, question.parted(query)) for query in queries]
    lines = [_entry(base, {one: _first(one) for one in config.languages})]
    lines += [
        _entry(base, {one: replace(each, language=one).query() for one in config.languages})
        for each in asked
    ]
    reading = ["methods", "api"] if (atlas.folder / "README.md").is_file() else ["api"]
    lines += [_entry(base, {"": path}) for path in reading]
    return _listed(lines)


def sitemap(base: str, pages: Iterable[Mapping[str, str]]) -> str:
    """List pages below `base`: for each its paths by language, or one with ""."""
    return _listed(_entry(base, each) for each in pages)


def _listed(lines: Iterable[str]) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
        f"{''.join(dict.fromkeys(lines))}</urlset>\n"
    )


def _first(language: str) -> str:
    """Give the query of the page as it opens by itself, in a language."""
    return "" if language == "en" else f"?lang={language}"


def _entry(base: str, paths: Mapping[str, str]) -> str:
    """Write one address for each language, each with links to the others."""
    addresses = {one: escape(f"{base}/{path}") for one, path in paths.items()}
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{one}" href="{address}"/>'
        for one, address in addresses.items()
        if one
    )
    return "".join(f"<url><loc>{one}</loc>{others}</url>\n" for one in addresses.values())
