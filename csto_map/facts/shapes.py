"""Outlines of a data folder: codes with shapes, read without pandas and GeoPandas.

A picture needs shapes alone, and both take longer to import than it does to draw.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
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
    return read_with(path, (column,), ())[0]


def read_with(
    path: Path, codes: Sequence[str], texts: Sequence[str]
) -> tuple[Shapes, dict[str, list[str]]]:
    """
    Read a GeoParquet file of outlines with columns of text.

    Parameters
    ----------
    codes
        Names of the column with the codes: the first that the file has is read.
    texts
        Columns that it may lack.

    Returns
    -------
    shapes, cells
        The outlines, and by column a text a row, "" for none.

    Raises
    ------
    MissingFolder, BadFile
        As `read` does.
    """
    if not path.is_file():
        raise MissingFolder(f"{path} is not there: make data builds it")
    try:
        table, geometries = _plain(path, codes, texts) or _other(path, codes, texts)
        named = Shapes(tuple(map(str, table[_first(codes, table)])), geometries)
        rows = len(named.codes)
        cells = {name: list(map(_text, table.get(name, [""] * rows))) for name in texts}
    except _UNREADABLE as problem:
        reason = (str(problem).splitlines() or [type(problem).__name__])[0]
        raise BadFile(
            f"{path} cannot be read as outlines: {reason}; make data builds it anew"
        ) from problem
    return named, cells


def _first(codes: Sequence[str], columns: Collection[str]) -> str:
    # The file's own error names the usual column.
    return next((name for name in codes if name in columns), codes[-1])


def _text(cell: object) -> str:
    """Give a cell as text; an empty one is None in one library and no number in another."""
    if cell is None or cell != cell:
        return ""
    return cell.isoformat()[:10] if isinstance(cell, date) else str(cell)


def _plain(
    path: Path, codes: Sequence[str], texts: Sequence[str]
) -> tuple[dict[str, list[Any]], NDArray[Any]] | None:
    """Read a file as `make data` writes it: WKB on WGS 84; None for any other."""
    # Not read_table: its data sets import pandas.
    with pq.ParquetFile(path) as file:
        about = (file.schema_arrow.metadata or {}).get(b"geo")
        if not _is_plain(about):
            return None
        known = file.schema_arrow.names
        wanted = [_first(codes, known), *(name for name in texts if name in known)]
        table = file.read(columns=[*wanted, "geometry"])
    geometries = shapely.from_wkb(np.array(table["geometry"].to_pylist(), dtype=object))
    return {name: table[name].to_pylist() for name in wanted}, geometries


def _is_plain(about: bytes | None) -> bool:
    geometry = json.loads(about)["columns"].get("geometry", {}) if about else {}
    # A column that names no CRS is OGC:CRS84; one that says null has none.
    named = (geometry.get("crs", {"id": _named("OGC", "CRS84")}) or {}).get("id", {})
    code = str(named.get("authority")), str(named.get("code"))
    return geometry.get("encoding") == "WKB" and code in _PLAIN


def _named(authority: str, code: str) -> dict[str, str]:
    return {"authority": authority, "code": code}


def _other(
    path: Path, codes: Sequence[str], texts: Sequence[str]
) -> tuple[dict[str, list[Any]], NDArray[Any]]:
    import geopandas as gpd

    whole = gpd.read_parquet(path)
    wanted = [_first(codes, whole.columns), *(name for name in texts if name in whole.columns)]
    table = whole[[*wanted, "geometry"]].to_crs(4326)
    return {name: table[name].tolist() for name in wanted}, np.asarray(table.geometry.array)
