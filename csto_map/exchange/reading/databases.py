"""GeoPackage, FlatGeobuf, PMTiles and Parquet of other people, checked before they are opened."""

from __future__ import annotations

import sqlite3
import warnings
from contextlib import closing
from datetime import time
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import shapely

from csto_map.exchange.reading import columns, json_read
from csto_map.exchange.reading.columns import Columns, bad, bounded, to_degrees

_SQLITE = b"SQLite format 3\0"
FLATGEOBUF = b"fgb\3fgb"
PMTILES = b"PMTiles"
_GPKG_IDS = (b"GPKG", b"GP10", b"GP11")
# Steps of SQLite's machine that all views of a file together may take, asked about a thousand
# times: a table of all rows that a file may have takes a tenth of them.
_MOST_STEPS = 200_000_000
_ASKED_EVERY = 200_000


def geopackage(path: Path, layer: str | None, name: str) -> Columns:
    """Read one layer of a GeoPackage, which people know by `name`."""
    with path.open("rb") as file:
        head = file.read(100)
    # GDAL opens by content: a text that points elsewhere must not get that far.
    if head[:16] != _SQLITE or head[68:72] not in _GPKG_IDS:
        raise bad("not_database", name=name, kind="GeoPackage")
    _sound(path, name)
    return _by_gdal(path, layer, name)


def flatgeobuf(path: Path, name: str) -> Columns:
    """Read a FlatGeobuf file."""
    with path.open("rb") as file:
        if file.read(8)[:7] != FLATGEOBUF:
            raise bad("not_database", name=name, kind="FlatGeobuf")
    return _by_gdal(path, None, name)


def pmtiles(path: Path, layer: str | None, name: str) -> Columns:
    """
    Read one layer of vector tiles as far as they go in.

    Tiles cut lines and areas into pieces: those whose cells are all alike are one row again.
    """
    with path.open("rb") as file:
        if file.read(7) != PMTILES:
            raise bad("not_database", name=name, kind="PMTiles")
    return _by_gdal(path, layer, name, joined=True)


def _by_gdal(path: Path, layer: str | None, name: str, *, joined: bool = False) -> Columns:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", RuntimeWarning)
            names = [one for one, kind in pyogrio.list_layers(path) if kind]
            chosen = _choose(names, layer, name)
            count = None
            if not joined:
                count = pyogrio.read_info(path, layer=chosen, force_feature_count=True)["features"]
                bounded(count, name)
            # Of tiles GDAL counts pieces that it does not give, and each look takes it seconds.
            table = pyogrio.read_dataframe(path, layer=chosen, use_arrow=joined)
            bounded(len(table), name)
    except (
        *(pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError),
        *(pyogrio.errors.FeatureError, pyogrio.errors.FieldError, RuntimeWarning, ValueError),
    ) as problem:
        raise bad("half_database", name=name, why=str(problem)) from problem
    if count is not None and len(table) != count:
        why = f"{len(table)}/{count}"
        raise bad("half_database", name=name, why=why)
    if not isinstance(table, gpd.GeoDataFrame):
        raise bad("shapeless_layer", name=name, layer=chosen)
    return _columns(_whole(table) if joined else table, name)


def _whole(pieces: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Put the pieces of rows together; points are never cut, so equal ones stay what they are."""
    place = pieces.geometry.name
    cells = [column for column in pieces.columns if column not in (place, "mvt_id")]
    cut = pieces.geometry.geom_type.str.endswith("Point").to_numpy()
    # What is no point has a number of its rows; a point has one of its own.
    alike = pieces[cells].astype(object).where(pieces[cells].notna(), "").astype(str)
    groups = alike.groupby(cells, sort=False).ngroup().to_numpy() if cells else np.zeros(len(cut))
    keys = np.where(cut, -1 - np.arange(len(pieces)), groups)
    rows, shapes = [], []
    for key in dict.fromkeys(keys.tolist()):
        members = np.flatnonzero(keys == key)
        rows.append(members[0])
        parts = pieces.geometry.iloc[members].to_numpy()
        shape = parts[0] if len(parts) == 1 else shapely.union_all(parts)
        merged = shape.geom_type == "MultiLineString"
        shapes.append(shapely.line_merge(shape) if merged else shape)
    found = pieces.iloc[rows][cells].reset_index(drop=True)
    return gpd.GeoDataFrame(found, geometry=shapes, crs=pieces.crs)


def _sound(path: Path, name: str) -> None:
    """Let SQLite go through all its pages; it changes nothing and looks for no journal."""
    address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True)) as base:
            verdict = base.execute("PRAGMA quick_check(1)").fetchone()[0]
            if verdict == "ok":
                _ending(base, name)
    except sqlite3.Error as problem:
        raise bad("damaged_database", name=name, why=str(problem)) from problem
    if verdict != "ok":
        raise bad("damaged_database", name=name, why=str(verdict).splitlines()[-1])


def _ending(base: sqlite3.Connection, name: str) -> None:
    """
    See that the views of a database come to an end, before GDAL looks at them.

    A view may be a question without an end, and GDAL has no limit; it looks at some of those that
    nobody asks for.
    """
    views = [one for (one,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'view'")]
    left = iter(range(_MOST_STEPS // _ASKED_EVERY))
    base.set_progress_handler(lambda: next(left, None) is None, _ASKED_EVERY)
    base.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, columns.MOST_BYTES)
    for view in views:
        quoted = view.replace('"', '""')
        try:
            rows = sum(1 for _ in base.execute(f'SELECT * FROM "{quoted}"'))  # noqa: S608 - a name of the file itself, quoted # nosec B608
        except sqlite3.OperationalError as problem:
            if problem.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
                raise bad("endless_view", name=name, view=view) from problem
            if str(problem).startswith("no such table"):
                # What it was of is gone: it gives nothing to anybody.
                continue
            raise bad("half_database", name=name, why=str(problem)) from problem
        bounded(rows, name)


def _choose(names: list[str], layer: str | None, name: str) -> str:
    if not names:
        raise bad("no_layers", name=name)
    there = ", ".join(names)
    if layer is None and len(names) > 1:
        raise bad("several_layers", name=name, layers=there)
    if layer is not None and layer not in names:
        raise bad("no_layer", name=name, layer=layer, layers=there)
    return layer or names[0]


def parquet(path: Path, name: str) -> Columns:
    """Read GeoParquet, or plain Parquet with columns of coordinates."""
    try:
        with pq.ParquetFile(path) as file:
            metadata = file.metadata
            bounded(metadata.num_rows, name)
            groups = range(metadata.num_row_groups)
            size = sum(metadata.row_group(k).total_byte_size for k in groups)
            if size > columns.MOST_BYTES:
                raise bad("zip_large", name=name, most=columns.MOST_BYTES // 1024**2)
            spatial = b"geo" in (metadata.metadata or {})
        if spatial:
            return _columns(gpd.read_parquet(path), name)
        table = pd.read_parquet(path)
    except (pa.ArrowException, OSError, ValueError, KeyError, TypeError) as problem:
        reason = str(problem).splitlines()[0]
        raise bad("bad_parquet", name=name, why=reason) from problem
    return Columns(values_of(table), list(range(1, len(table) + 1)))


def _columns(table: gpd.GeoDataFrame, name: str) -> Columns:
    shapes = to_degrees(np.asarray(table.geometry.to_numpy(), dtype=object), table.crs, name)
    rest = table.drop(columns=table.geometry.name)
    return Columns(values_of(rest), list(range(1, len(table) + 1)), shapes)


def values_of(table: pd.DataFrame) -> dict[str, list[object]]:
    """Give cells as texts, "" for what is missing, dates as ISO 8601."""
    values: dict[str, list[object]] = {}
    for name in table.columns:
        cells = table[name]
        if pd.api.types.is_datetime64_any_dtype(cells):
            # A time of day is kept: an end that has one is on its day.
            whole = (cells.dropna().dt.time == time()).all()
            cells = cells.dt.strftime("%Y-%m-%d" if whole else "%Y-%m-%dT%H:%M:%S")
        cells = cells.astype(object).where(cells.notna(), None)
        values[str(name)] = [_cell(cell) for cell in cells]
    return values


def _cell(value: Any) -> str:  # noqa: ANN401 - a cell of anybody's table
    if isinstance(value, np.ndarray | np.generic):
        value = value.tolist()
    if isinstance(value, dict | list):
        return (
            json_read.cells({"": value}).get("", "")
            if isinstance(value, list)
            else json_read.as_json(value)
        )
    return json_read.text_of(value)
