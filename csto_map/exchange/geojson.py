"""GeoJSON after RFC 7946: WGS 84, longitudes within 180, outer rings counter-clockwise."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from csto_map.atlas import Atlas
from csto_map.exchange import frames
from csto_map.exchange.provenance import provenance

# A centimetre: more digits than any source has.
_DIGITS = 7


def write(atlas: Atlas, path: Path, day: date | None, layer: str | None) -> None:
    """Write one layer, or all in one collection, told apart by the property ``layer``."""
    names = [layer] if layer else list(frames.TITLES)
    found = {name: frames.layer(atlas, name, day) for name in names}
    text = json.dumps(collection(atlas, found, day), ensure_ascii=False, separators=(",", ":"))
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def collection(
    atlas: Atlas, found: Mapping[str, gpd.GeoDataFrame], day: date | None
) -> dict[str, Any]:
    """
    Give frames as one FeatureCollection.

    Returns
    -------
    collection
        With the foreign member ``provenance`` (version, licence, date); each feature
        has an ``id`` unique in the file and the properties ``layer`` and ``sources``.
    """
    features = [feature for name, frame in found.items() for feature in _features(name, frame)]
    return {
        "type": "FeatureCollection",
        "provenance": provenance(atlas, day).as_dict(),
        "features": features,
    }


def _features(name: str, frame: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    turned = shapely.orient_polygons(frame.geometry.to_numpy(), exterior_cw=False)
    shapes = [_shape(one) for one in turned]
    columns = [column for column in frame.columns if column != "geometry"]
    cells = zip(*(frame[column] for column in columns), strict=True)
    return [
        {
            "type": "Feature",
            "id": f"{name}/{values[0]}",
            "geometry": shape,
            "properties": {
                "layer": name,
                **{column: _plain(value) for column, value in zip(columns, values, strict=True)},
            },
        }
        for shape, values in zip(shapes, cells, strict=True)
    ]


def _shape(geometry: Any) -> dict[str, Any] | None:
    if geometry is None:
        return None
    # Round the text, not the shape: a grid of precision may take parts of a polygon away.
    found: dict[str, Any] = _rounded(shapely.geometry.mapping(geometry))
    return found


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, _DIGITS)
    if isinstance(value, dict):
        return {key: _rounded(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [_rounded(inner) for inner in value]
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, bool | str):
        return value
    if value is None or value is pd.NA:
        return None
    return value.isoformat() if isinstance(value, date) else int(value)
