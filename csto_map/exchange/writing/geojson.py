"""GeoJSON after RFC 7946: WGS 84, longitudes within 180, outer rings counter-clockwise."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import SupportsInt

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from csto_map.atlas import Atlas
from csto_map.exchange.writing import frames
from csto_map.exchange.writing.provenance import provenance

# A centimetre: more digits than any source has.
_DIGITS = 7


def write(atlas: Atlas, path: Path, day: date | None, layer: str | None) -> None:
    """Write one layer, or all in one collection, told apart by the property ``layer``."""
    names = [layer] if layer else list(frames.TITLES)
    layers = {name: frames.layer(atlas, name, day) for name in names}
    path.write_text(text(atlas, layers, day) + "\n", encoding="utf-8", newline="\n")


def text(atlas: Atlas, layers: Mapping[str, gpd.GeoDataFrame], day: date | None) -> str:
    """
    Give layers as the text of one FeatureCollection.

    Returns
    -------
    text
        With the foreign member ``provenance`` (version, licence, date); each feature
        has an ``id`` unique in the file and the properties ``layer`` and ``sources``.
    """
    texts = ",".join(one for name, layer in layers.items() for one in features(layer, name))
    origin = _json(provenance(atlas, day).as_dict())
    return f'{{"type":"FeatureCollection","provenance":{origin},"features":[{texts}]}}'


def features(layer: gpd.GeoDataFrame, name: str = "") -> Iterator[str]:
    """Write features; where a layer is not alone, ids and properties have its `name`."""
    columns = [column for column in layer.columns if column != "geometry"]
    cells = zip(*(layer[column] for column in columns), strict=True)
    for shape, values in zip(layer.geometry.to_numpy(), cells, strict=True):
        id_, more = (f"{name}/{values[0]}", {"layer": name}) if name else (values[0], {})
        named = zip(columns, values, strict=True)
        properties = {**more, **{column: plain(value) for column, value in named}}
        yield (
            f'{{"type":"Feature","id":{_json(id_)},'
            f'"geometry":{_shape(shape)},"properties":{_json(properties)}}}'
        )


@lru_cache(maxsize=512)
def _shape(geometry: BaseGeometry | None) -> str:
    """Write a geometry; the outlines of states take many times as long as all the rest."""
    if geometry is None:
        return "null"
    turned = shapely.orient_polygons(geometry, exterior_cw=False)
    # Round the text, not the shape: a grid of precision may take parts of a polygon away.
    return _json(_rounded(shapely.geometry.mapping(turned)))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _rounded(value: object) -> object:
    if isinstance(value, float):
        return round(value, _DIGITS)
    if isinstance(value, dict):
        return {key: _rounded(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [_rounded(inner) for inner in value]
    return value


def plain(value: str | date | SupportsInt | None) -> str | int | None:
    """Give a cell as JSON has it: days as texts, null where there is nothing."""
    if isinstance(value, bool | str):
        return value
    if value is None or value is pd.NA:
        return None
    return value.isoformat() if isinstance(value, date) else int(value)
