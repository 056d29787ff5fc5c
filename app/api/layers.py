"""Addresses for maps: the layers, and whole files for other programs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from datetime import date
from typing import Annotated

import geopandas as gpd
import pandas as pd
import shapely
from fastapi import FastAPI, Path, Request, Response

from csto_map.atlas import Atlas
from csto_map.drawing import Download, Drawn
from csto_map.exchange.web import boxes
from csto_map.exchange.writing import files, frames, geojson
from csto_map.exchange.writing.rows import cell

from ..http.problems import Problematic, shorten
from . import models
from .answers import Answers
from .facts import CSV, csv_text
from .parameters import MaybeBox, MaybeDate, box, day

GEOJSON = "application/geo+json"
# Files that need no further choice.
FILES = {
    one.ending.removeprefix("."): one
    for one in files.FORMATS
    if one.ending not in (*files.ONE_LAYER, ".zip")
}
LayerName = Annotated[
    str, Path(description="Name of a layer", json_schema_extra={"enum": list(frames.TITLES)})
]
Ending = Annotated[
    str, Path(description="Ending of the file", json_schema_extra={"enum": list(FILES)})
]


# Has a file made for a request, elsewhere than in the web process.
Make = Callable[[Download, Request], Awaitable[Drawn]]


def add(api: FastAPI, atlas: Atlas, answers: Answers, make: Make) -> None:
    """Add the addresses; `make` makes whole files."""

    @api.get("/layers/{layer}.geojson", response_model=models.FeatureCollection, tags=["maps"])
    async def get_layer(
        request: Request, layer: LayerName, date: MaybeDate = None, bbox: MaybeBox = None
    ) -> Response:
        """
        Give a layer as GeoJSON (RFC 7946), of a day or of the whole history.

        QGIS and GDAL open this address as it stands. Features without a known place
        have no geometry; with `bbox` they are left out.
        """
        return await give(request, layer, date, bbox, geojson_of, GEOJSON)

    @api.get("/layers/{layer}.csv", response_class=Response, tags=["maps"])
    async def get_layer_csv(
        request: Request, layer: LayerName, date: MaybeDate = None, bbox: MaybeBox = None
    ) -> Response:
        """Give a layer as a table; points have `lat` and `lon`, lines and areas none."""
        return await give(request, layer, date, bbox, csv_of, CSV)

    @api.get("/data.{ending}", response_class=Response, tags=["maps"])
    async def get_file(request: Request, ending: Ending, date: MaybeDate = None) -> Response:
        """Give everything in one file, of a day or of the whole history."""
        if ending not in FILES:
            raise Problematic(
                404,
                "not-found",
                f"There is no ending {shorten(ending)}; there are {', '.join(FILES)}.",
                "ending",
            )
        when = day(atlas, date, "date") if date else None
        chosen = FILES[ending]

        async def made() -> bytes:
            return (await make(Download(chosen.ending, when), request)).body

        response = await answers.give_made(
            request, ("/data", ending, when), made, chosen.media_type
        )
        name = files.file_name(atlas, chosen.ending, when)
        ascii_name = "".join(
            c if c.isascii() and (c.isalnum() or c in "-_.") else "-" for c in name
        )
        response.headers["Content-Disposition"] = f'attachment; filename="{ascii_name}"'
        return response

    async def give(
        request: Request,
        layer: str,
        text: str | None,
        bbox: str | None,
        write: Callable[..., bytes],
        kind: str,
    ) -> Response:
        if layer not in frames.TITLES:
            raise Problematic(
                404,
                "not-found",
                f"There is no layer {shorten(layer)}; there are {', '.join(frames.TITLES)}.",
                "layer",
            )
        when = day(atlas, text, "date") if text else None
        bounds = box(bbox) if bbox else None

        def written() -> bytes:
            rows = frames.layer(atlas, layer, when)
            if bounds:
                rows = _touching(rows, bounds)
            body: bytes = write(atlas, layer, rows, when)
            return body

        return await answers.give(request, ("/layers", layer, kind, when, bounds), written, kind)


def _touching(rows: gpd.GeoDataFrame, bounds: boxes.Box) -> gpd.GeoDataFrame:
    return rows[shapely.intersects(rows.geometry.to_numpy(), boxes.area(bounds))]


def geojson_of(atlas: Atlas, layer: str, rows: gpd.GeoDataFrame, when: date | None) -> bytes:
    """Write a layer as GeoJSON."""
    return geojson.text(atlas, {layer: rows}, when).encode()


def csv_of(_: Atlas, __: str, rows: gpd.GeoDataFrame, ___: date | None) -> bytes:
    """Write a layer as a table, with the places of points."""
    columns = [column for column in rows.columns if column != "geometry"]
    return csv_text([*columns, "lat", "lon"], _cells(rows, columns))


def _cells(rows: gpd.GeoDataFrame, columns: list[str]) -> Iterator[list[str]]:
    for values, shape in zip(rows[columns].itertuples(index=False), rows.geometry, strict=True):
        point = shape is not None and shape.geom_type == "Point"
        place = [cell(shape.y), cell(shape.x)] if point else ["", ""]
        yield [*("" if value is pd.NA else cell(value) for value in values), *place]
