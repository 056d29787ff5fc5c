"""Addresses beside Dash's own: static files, health, exported pictures."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import FastAPI, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, PlainTextResponse

from csto_map import scene
from csto_map.atlas import Atlas
from csto_map.errors import BadOption, CstoMapError
from csto_map.export.png import png
from csto_map.svg import to_svg
from csto_map.words import words

from . import methods
from .settings import Settings
from .static import PREFIX, Registry

_FORMATS = {"png": "image/png", "svg": "image/svg+xml"}
_LINES = 1080


def _box(text: str) -> tuple[float, float, float, float]:
    try:
        x0, y0, x1, y1 = (float(part) for part in text.split(","))
    except ValueError:
        raise BadOption(f"box {text!r} is not x0,y0,x1,y1 in km") from None
    return x0, y0, x1, y1


def add(server: FastAPI, atlas: Atlas, settings: Settings, files: Registry) -> None:
    """Add our addresses to Dash's server."""

    @server.get("/healthz", tags=["service"])
    def health() -> dict[str, Any]:
        """Say that the server is up, and on which data."""
        return {"ok": True, "version": atlas.version}

    @server.get(PREFIX + "{name:path}", include_in_schema=False)
    def static(request: Request, name: str) -> Response:
        return files.respond(request, PREFIX + name)

    @server.get("/export.{ending}", tags=["export"])
    async def export(
        ending: str,
        date: Annotated[str, Query(max_length=40)],
        view: Annotated[str | None, Query(max_length=80)] = None,
        org: Annotated[str | None, Query(max_length=80)] = None,
        layers: Annotated[str | None, Query(max_length=400)] = None,
        style: Annotated[str, Query(max_length=40)] = "light",
        icons: Annotated[str, Query(max_length=40)] = "app6",
        box: Annotated[str | None, Query(max_length=200)] = None,
        w: Annotated[int, Query(ge=320, le=16384)] = 1920,
        h: Annotated[int, Query(ge=320, le=16384)] = 1080,
    ) -> Response:
        """Draw the map of a day, with title, legend, sources and boundary note."""
        options: dict[str, Any] = {"view": view, "lens": org, "style": style, "icons": icons}
        if layers is not None:
            options["layers"] = [name for name in layers.split(",") if name]
        if box is not None:
            options["box"] = _box(box)
        body = await run_in_threadpool(draw, ending, date, options, w, h)
        name = f"csto-map-{date}.{ending}".replace('"', "")
        return Response(
            body,
            media_type=_FORMATS[ending],
            headers={"Content-Disposition": f'attachment; filename="{_ascii(name)}"'},
        )

    def draw(ending: str, date: str, options: dict[str, Any], w: int, h: int) -> bytes:
        if ending not in _FORMATS:
            raise BadOption(f"ending {ending!r} does not exist; there are {', '.join(_FORMATS)}")
        if w * h > settings.max_pixels:
            raise BadOption(f"{w} x {h} pixels are more than {settings.max_pixels:,}")
        # Laid out near 1080 lines and scaled, so that text keeps its proportion.
        scale = max(1.0, min(w, h) / _LINES)
        wide, tall = round(w / scale), round(h / scale)
        drawn = to_svg(scene.build(atlas, date, **options, width=wide, height=tall))
        return png(drawn, scale=w / wide) if ending == "png" else drawn.encode()

    @server.exception_handler(CstoMapError)
    async def refuse(_: Request, problem: CstoMapError) -> Response:
        return PlainTextResponse(str(problem), status_code=400)

    @server.exception_handler(Exception)
    async def fail(_: Request, __: Exception) -> Response:
        # What went wrong is in the server's log; a page never shows a trace.
        return JSONResponse({"error": "internal error"}, status_code=500)


def _ascii(name: str) -> str:
    return "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "_" for c in name)


def add_methods(server: FastAPI, atlas: Atlas, css: str) -> None:
    """Add the methods page of a data folder that has a README."""
    readme = atlas.folder / "README.md"
    if not readme.is_file():
        return
    said = words()["help"]
    title = f"{atlas.config.title}: {said['methods']}"
    body = methods.page(readme, title, said["back"].format(title=atlas.config.title), css)

    @server.get("/methods", include_in_schema=False)
    def show() -> Response:
        return Response(body, media_type="text/html; charset=utf-8")
