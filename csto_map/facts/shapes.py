"""Outlines of a data folder: codes with shapes, read without pandas and GeoPandas.

A picture needs shapes alone, and both take longer to import than it does to draw.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pyproj
import shapely
from numpy.typing import NDArray

from csto_map.errors import BadFile, MissingFolder

# What reading a damaged file, or one of another kind, raises.
_UNREADABLE = (
    *(OSError, ValueError, TypeError, KeyError, AttributeError, NotImplementedError),
    *(shapely.GEOSException, pyproj.exceptions.CRSError),
)
# Longitude and latitude on WGS 84, as GeoParquet names them, without a conversion.
_PLAIN = frozenset({("EPSG", "4326"), ("OGC", "CRS84")})


@dataclass(frozen=True, slots=True, eq=False)
class Shapes:
    """Shapes, EPSG:4326, each with its code; an array of Shapely's, in the file's order."""

    codes: tuple[str, ...]
    geometries: NDArray[Any]


NONE = Shapes((), np.array([], dtype=object))


def read(path: Path, column: str) -> Shapes:
    """
    Read a GeoParquet file of outlines.

    Parameters
    ----------
    column
        The one with the codes.

    Raises
    ------
    MissingFolder
        If the file is not there.
    BadFile
        If it does not hold outlines; the message is one line.
    """
    if not path.is_file():
        raise MissingFolder(f"{path} is not there: make data builds it")
    try:
        return _plain(path, column) or _other(path, column)
    except _UNREADABLE as problem:
        reason = (str(problem).splitlines() or [type(problem).__name__])[0]
        raise BadFile(
            f"{path} cannot be read as outlines: {reason}; make data builds it anew"
        ) from problem


def _plain(path: Path, column: str) -> Shapes | None:
    """Read a file as `make data` writes it: WKB on WGS 84; None for any other."""
    # Not read_table: its data sets import pandas.
    with pq.ParquetFile(path) as file:
        about = (file.schema_arrow.metadata or {}).get(b"geo")
        if not _is_plain(about):
            return None
        table = file.read(columns=[column, "geometry"])
    return Shapes(
        tuple(map(str, table[column].to_pylist())),
        shapely.from_wkb(np.array(table["geometry"].to_pylist(), dtype=object)),
    )


def _is_plain(about: bytes | None) -> bool:
    geometry = json.loads(about)["columns"].get("geometry", {}) if about else {}
    # A column that names no CRS is OGC:CRS84; one that says null has none.
    named = (geometry.get("crs", {"id": _named("OGC", "CRS84")}) or {}).get("id", {})
    code = str(named.get("authority")), str(named.get("code"))
    return geometry.get("encoding") == "WKB" and code in _PLAIN


def _named(authority: str, code: str) -> dict[str, str]:
    return {"authority": authority, "code": code}


def _other(path: Path, column: str) -> Shapes:
    import geopandas as gpd

    table = gpd.read_parquet(path)[[column, "geometry"]].to_crs(4326)
    return Shapes(tuple(map(str, table[column])), np.asarray(table.geometry.array))
