"""Layers as tables without shapes: where a row is stands in columns of their own.

A table can hold no outline. The point of a line or an area is the one that stands for it in
pictures of user layers (`csto_map.exchange.reading.shapes.point_of`), and ``shape`` says of
what it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

import geopandas as gpd
import pandas as pd
from shapely.geometry.base import BaseGeometry

from csto_map.atlas import Atlas
from csto_map.exchange.reading.shapes import point_of
from csto_map.exchange.writing import columns, frames
from csto_map.exchange.writing.sheets import Sheet
from csto_map.facts import schema

# Degrees of points that are worked out: a decimetre.
_DIGITS = 6
# What the columns of a place mean.
PLACE: Mapping[str, str] = MappingProxyType(
    {
        "lat": "Latitude in degrees, WGS 84; empty where no source gives a place",
        "lon": "Longitude in degrees, WGS 84",
        "shape": "What the point is of: Point, the place itself; LineString, the middle of a "
        "line; MultiPolygon, a point within an area",
    }
)
# The table of each layer, where it has another name.
_TABLES: Mapping[str, str] = MappingProxyType({"border": "border_guards"})
# What `certainty` says of a row that is in no layer.
PLANNED = "planned"

Cells = tuple[object, ...]


def type_of(layer: gpd.GeoDataFrame, column: str) -> type:
    """Give the type of a column of a layer: str, int, bool or date."""
    if column in frames.DAYS:
        return date
    if column == "is_total":
        return bool
    return int if pd.api.types.is_integer_dtype(layer[column]) or column == "weight" else str


def sheet(atlas: Atlas, name: str, day: date | None) -> Sheet:
    """Give a layer with the columns that it has in every format, its shape as a point."""
    layer = frames.layer(atlas, name, day)
    told = columns.of_layer(atlas, name, layer)
    place = place_of(layer)
    rows = [
        (*(_plain(value) for value in values), *place[k])
        for k, values in enumerate(layer[list(told)].itertuples(index=False))
    ]
    return Sheet(
        name,
        frames.TITLES[name],
        (
            *((column, type_of(layer, column)) for column in told),
            *(("lat", float), ("lon", float), ("shape", str)),
        ),
        (*(one.meaning for one in told.values()), *PLACE.values()),
        tuple(rows),
    )


def place_of(layer: gpd.GeoDataFrame) -> list[tuple[float | None, float | None, str]]:
    """Give latitude, longitude and kind of shape of each row."""
    return [_place(shape) for shape in layer.geometry]


def _place(shape: BaseGeometry | None) -> tuple[float | None, float | None, str]:
    point = point_of(shape)
    if shape is None or point is None:
        return None, None, ""
    lon, lat = point if shape.geom_type == "Point" else (round(x, _DIGITS) for x in point)
    return lat, lon, shape.geom_type


def with_layers(atlas: Atlas, sheets: Sequence[Sheet], day: date | None) -> list[Sheet]:
    """
    Give sheets of tables that have a layer the columns of that layer which they lack.

    So a deployment stands with the names of its unit and site and with its place. What was
    only planned is in no layer: `PLANNED` is its certainty.
    """
    layers = {_TABLES.get(name, name): name for name in frames.TITLES}
    return [
        _joined(one, sheet(atlas, layers[one.name], day)) if one.name in layers else one
        for one in sheets
    ]


def _joined(table: Sheet, layer: Sheet) -> Sheet:
    there = {name for name, _ in table.columns}
    more = [k for k, (name, _) in enumerate(layer.columns) if name not in {*there, "id"}]
    # The longest texts come last, where they may run on.
    more.sort(key=lambda k: layer.columns[k][0] == "sources")
    known = {row[0]: tuple(row[k] for k in more) for row in layer.rows}
    at = [name for name, _ in table.columns].index(schema.TABLES[table.name].key)
    names = [layer.columns[k][0] for k in more]
    lost = tuple(PLANNED if name == "certainty" else None for name in names)
    return replace(
        table,
        columns=(*table.columns, *(layer.columns[k] for k in more)),
        meanings=(*table.meanings, *(layer.meanings[k] for k in more)),
        rows=tuple((*row, *known.get(row[at], lost)) for row in table.rows),
    )


def _plain(value: object) -> object:
    return None if value is pd.NA else value
