"""Files that somebody brings along, read as columns: guarded, bounded, offline.

A file is taken by its bytes, never by its name alone: addresses and GDAL's virtual
paths are refused before any reader sees them, GeoPackages must be SQLite databases,
KML may declare no entities, archives may not lead out of themselves. What is larger
than `MOST_BYTES`, packed or unpacked, or has more than `MOST_ROWS` rows, is refused.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from csto_map.errors import BadFile
from csto_map.exchange.reading import columns, csv_read
from csto_map.exchange.reading.columns import (
    Columns,
    Geometries,
    Refused,
    Remark,
    bounded,
    to_degrees,
)
from csto_map.exchange.reading.text import decoded

_NO_SHAPE = (KeyError, TypeError, ValueError, AttributeError, IndexError)


def read(path: str | Path, layer: str | None = None, wanted: Collection[str] = ()) -> Columns:
    """
    Read a file by its ending.

    Parameters
    ----------
    path
        A local file: .csv, .tsv, .txt, .geojson, .json, .gpkg, .kml, .kmz, .parquet,
        .geoparquet, or a .zip with one of csv, geojson, json or kml in it.
    layer
        The layer of a GeoPackage that has several.
    wanted
        Names of columns that somebody asks for: they tell the header of a table.

    Raises
    ------
    BadFile
        If it is no such file, damaged, too large, or would lead elsewhere.
    """
    address = str(path)
    if "://" in address or address.lower().startswith(("/vsi", "\\\\")):
        raise BadFile(f"{address} is an address, not a file of this machine: fetch it first")
    path = Path(path)
    if not path.is_file():
        raise BadFile(f"{path} is not a file")
    size = path.stat().st_size
    if size == 0:
        raise BadFile(f"{path} is empty")
    if size > columns.MOST_BYTES:
        most = f"at most {columns.MOST_BYTES / 1e6:,.0f} MB"
        raise BadFile(f"{path} is {size / 1e6:,.0f} MB large; {most}")
    ending = path.suffix.lower()
    table: Columns
    if ending in (".gpkg", ".parquet", ".geoparquet"):
        # GDAL and Arrow take a second to load: only whoever has such a file pays for them.
        from csto_map.exchange.reading import databases

        table = databases.geopackage(path, layer) if ending == ".gpkg" else databases.parquet(path)
    elif ending in (".kmz", ".zip"):
        table = _unpacked(path, ending)
    elif ending in _TABLES:
        table = _TABLES[ending](path.read_bytes(), str(path), wanted)
    elif ending in _READERS:
        table = _READERS[ending](path.read_bytes(), str(path))
    else:
        endings = ", ".join([*_READERS, ".gpkg", ".parquet", ".kmz", ".zip"])
        raise BadFile(f"{path} has none of the endings {endings}")
    if not table.rows and not table.refused:
        raise BadFile(f"{path} has no rows")
    return table


def _geojson(data: bytes, name: str) -> Columns:
    try:
        document = json.loads(decoded(data, name))
    except json.JSONDecodeError as problem:
        raise BadFile(
            f"{name} is not JSON: {problem.msg} in line {problem.lineno}, column {problem.colno}; "
            "the file may be cut off"
        ) from problem
    except RecursionError as problem:
        raise BadFile(f"{name} is nested too deep") from problem
    features = _features(document, name)
    bounded(len(features), name)
    table = Columns({}, [])
    shapes: list[BaseGeometry | None] = []
    kept: list[dict[str, object]] = []
    for number, feature in enumerate(features, start=1):
        try:
            shape = _shape(feature["geometry"])
            properties = feature.get("properties") or {}
            kept.append(dict(properties))
        except (*_NO_SHAPE, shapely.errors.ShapelyError):
            text = json.dumps(feature, ensure_ascii=False)[:80]
            table.refused.append(Refused(number, "geometry", text, Remark("no_feature")))
            continue
        shapes.append(shape)
        table.rows.append(number)
    names = dict.fromkeys(key for properties in kept for key in properties)
    table.values = {str(key): [cells.get(key) for cells in kept] for key in names}
    table.shapes = _projected(np.array([*shapes, None], dtype=object)[:-1], document, name)
    return table


def _features(document: object, name: str) -> list[Any]:
    members = document if isinstance(document, dict) else {}
    kind = members.get("type")
    features = members.get("features") if kind == "FeatureCollection" else [document]
    if kind not in ("FeatureCollection", "Feature") or not isinstance(features, list):
        raise BadFile(f"{name} is not GeoJSON: it holds no features")
    return features


def _shape(geometry: Any) -> BaseGeometry | None:  # noqa: ANN401 - JSON of anybody's file
    if geometry is None:
        return None
    if geometry["type"] == "Point":
        # Most layers are points, and this is ten times as fast.
        lon, lat = geometry["coordinates"][:2]
        return shapely.Point(float(lon), float(lat))
    return shapely.geometry.shape(geometry)


def _projected(shapes: Geometries, document: object, name: str) -> Geometries:
    """Heed the `crs` of GeoJSON from before RFC 7946."""
    crs = document.get("crs") if isinstance(document, dict) else None
    if not crs:
        return shapes
    try:
        named = crs["properties"]["name"]
    except (KeyError, TypeError):
        raise BadFile(f"{name}: its coordinate system {crs!r} is not named") from None
    return to_degrees(shapes, named, name)


def _kml(data: bytes, name: str) -> Columns:
    from csto_map.exchange.reading import kml_read

    return kml_read.read(decoded(data, name), name)


_TABLES: dict[str, Callable[[bytes, str, Collection[str]], Columns]] = {
    ".csv": csv_read.read,
    ".tsv": csv_read.read,
    ".txt": csv_read.read,
}
_READERS: dict[str, Callable[[bytes, str], Columns]] = {
    ".csv": csv_read.read,
    ".tsv": csv_read.read,
    ".txt": csv_read.read,
    ".geojson": _geojson,
    ".json": _geojson,
    ".kml": _kml,
}


def _unpacked(path: Path, ending: str) -> Columns:
    """Read the one file of an archive that can be read, no more of it than is allowed."""
    wanted = (".kml",) if ending == ".kmz" else tuple(_READERS)
    try:
        with zipfile.ZipFile(path) as archive:
            for info in archive.infolist():
                parts = info.filename.replace("\\", "/").split("/")
                if ".." in parts or info.filename.startswith(("/", "\\")) or ":" in parts[0]:
                    raise BadFile(f"{path} holds a path that leads out of it: {info.filename!r}")
            members = [i for i in archive.infolist() if i.filename.lower().endswith(wanted)]
            if len(members) != 1 and ending == ".zip":
                raise BadFile(f"{path} holds {len(members)} files that can be read; one is wanted")
            if not members:
                raise BadFile(f"{path} holds no .kml file")
            chosen = next((i for i in members if i.filename.lower() == "doc.kml"), members[0])
            with archive.open(chosen) as file:
                # What the archive says of its size may be a lie: count what comes out.
                data = file.read(columns.MOST_BYTES + 1)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as problem:
        raise BadFile(f"{path} is a damaged or locked archive: {problem}") from problem
    if len(data) > columns.MOST_BYTES:
        raise BadFile(f"{path} unpacks to more than {columns.MOST_BYTES / 1e6:,.0f} MB")
    if not data:
        raise BadFile(f"{path} holds an empty file: {chosen.filename}")
    return _READERS[Path(chosen.filename).suffix.lower()](data, f"{path}/{chosen.filename}")
