"""Layers and rows as Arrow tables, every column of its type even where it is empty."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import geopandas as gpd
import numpy as np
import pyarrow as pa
import shapely

from csto_map.exchange.writing.frames import DAYS

_NUMBERS = ("weight", "personnel_low", "personnel_high", "population", "rank")
_KINDS = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}


def type_of(kind: type) -> pa.DataType:
    """Give the Arrow type of str, int, float, bool or date."""
    return pa.date32() if kind is date else _KINDS[kind]


def of_frame(layer: gpd.GeoDataFrame, shapes: str = "") -> pa.Table:
    """
    Give a layer of `csto_map.exchange.writing.frames`; ``geometry`` is well-known binary.

    Parameters
    ----------
    shapes
        What the file says that all shapes are: for ``MultiPolygon`` each polygon is made one
        of a single part. Formats differ in whether they take any other.
    """
    columns = {}
    for name in layer.columns:
        if name == "geometry":
            drawn = layer.geometry.to_numpy()
            if shapes == "MultiPolygon":
                drawn = np.array([_many(shape) for shape in drawn], dtype=object)
            columns[name] = pa.array(shapely.to_wkb(drawn), pa.binary())
        elif name in _NUMBERS:
            columns[name] = pa.array(layer[name], pa.int64(), from_pandas=True)
        elif name in DAYS:
            columns[name] = pa.array(layer[name], pa.date32())
        else:
            columns[name] = pa.array(layer[name], pa.bool_() if name == "is_total" else pa.string())
    return pa.table(columns)


def _many(shape: shapely.Geometry | None) -> shapely.Geometry | None:
    return shapely.MultiPolygon([shape]) if isinstance(shape, shapely.Polygon) else shape


def of_rows(columns: Sequence[tuple[str, type]], rows: Sequence[Sequence[object]]) -> pa.Table:
    """Give rows of plain values; `columns` are their names and types."""
    cells = list(zip(*rows, strict=True)) if rows else [()] * len(columns)
    return pa.table(
        {
            name: pa.array(values, type_of(kind))
            for (name, kind), values in zip(columns, cells, strict=True)
        }
    )
