"""The one door to the files: which ending is which format, and no file is left half-written."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from csto_map.atlas import Atlas
from csto_map.errors import BadOption, ExportFailed
from csto_map.exchange.writing import frames


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: `layered` formats hold spatial layers, the others the tables."""

    ending: str
    title: str
    media_type: str
    module: str
    layered: bool = True


FORMATS = (
    Format(".gpkg", "GeoPackage", "application/geopackage+sqlite3", "geopackage"),
    Format(".parquet.zip", "GeoParquet, a file a layer", "application/zip", "geoparquet"),
    Format(".parquet", "GeoParquet, one layer", "application/vnd.apache.parquet", "geoparquet"),
    Format(".fgb.zip", "FlatGeobuf, a file a layer", "application/zip", "flatgeobuf"),
    Format(".fgb", "FlatGeobuf, one layer", "application/flatgeobuf", "flatgeobuf"),
    Format(".pmtiles", "PMTiles", "application/vnd.pmtiles", "pmtiles"),
    Format(".geojson", "GeoJSON", "application/geo+json", "geojson"),
    Format(".csv.zip", "CSV tables with a data package", "application/zip", "package", False),
    Format(".zip", "CSV tables with a data package", "application/zip", "package", False),
    Format(".kml", "KML", "application/vnd.google-earth.kml+xml", "kml"),
    Format(".kmz", "KMZ", "application/vnd.google-earth.kmz", "kml"),
    Format(
        ".xlsx",
        "Excel workbook",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "workbook",
        False,
    ),
)

# Letters of a title that a file's name takes over: no system takes names without end.
_LONGEST = 60

# Files of these formats hold one layer: it must be named.
ONE_LAYER = (".parquet", ".fgb")


def format_of(name: str) -> Format:
    """
    Find the format of a file name by its ending.

    Raises
    ------
    BadOption
        If no format has that ending; it lists those that there are.
    """
    found = next((one for one in FORMATS if name.lower().endswith(one.ending)), None)
    if found is None:
        endings = ", ".join(one.ending for one in FORMATS)
        raise BadOption(f"{name!r} has none of the endings {endings}")
    return found


def export(
    atlas: Atlas, path: str | Path, day: date | None = None, layer: str | None = None
) -> Path:
    """
    Write the facts to a file; its ending says the format.

    The file appears whole or not at all: an old one stays until the new one is done.

    Parameters
    ----------
    day
        A day for what held on it; None for the whole history.
    layer
        One layer of `csto_map.exchange.writing.frames.TITLES`; None for all. ``.parquet`` and
        ``.fgb`` hold one layer only and need it; tables (CSV, Excel) have no layers.

    Raises
    ------
    BadOption
        If the ending or the layer is unknown, or the two do not go together.
    DateOutOfRange
        If the facts do not cover `day`.
    ExportFailed
        If the file cannot be written.
    """
    path = Path(path)
    chosen = format_of(path.name)
    _agree(chosen, layer)
    if day is not None:
        atlas.day(day)
    if not path.parent.is_dir():
        raise ExportFailed(f"{path.parent} is not a folder")
    write: Callable[..., Any] = import_module(f"csto_map.exchange.writing.{chosen.module}").write
    try:
        with tempfile.TemporaryDirectory(prefix=".export-", dir=path.parent) as folder:
            # Writers look at the ending, and a project in a GeoPackage at the whole name.
            working = Path(folder) / path.name
            write(atlas, working, day, layer)
            working.replace(path)
    except OSError as problem:
        raise ExportFailed(f"{path} cannot be written: {problem.strerror or problem}") from problem
    return path


def content(atlas: Atlas, ending: str, day: date | None = None, layer: str | None = None) -> bytes:
    """Give a file's bytes; as for `export`."""
    try:
        draft = tempfile.TemporaryDirectory(prefix="export-")
    except OSError as problem:
        raise ExportFailed("no temporary folder can be written to") from problem
    with draft as folder:
        name = file_name(atlas, ending, day, layer)
        return export(atlas, Path(folder) / name, day, layer).read_bytes()


def file_name(atlas: Atlas, ending: str, day: date | None = None, layer: str | None = None) -> str:
    """Name a download: what it is of, the day or the horizon, the layer."""
    stem = "".join(c if c.isalnum() else "-" for c in atlas.config.title.lower()[:_LONGEST])
    stem = stem.strip("-")
    when = day.isoformat() if day else f"to-{atlas.horizon.isoformat()}"
    return "_".join(part for part in (stem, layer or "", when) if part) + ending


def _agree(chosen: Format, layer: str | None) -> None:
    if layer is not None and layer not in frames.TITLES:
        raise BadOption(f"layer {layer!r} does not exist; there are {', '.join(frames.TITLES)}")
    if layer is not None and not chosen.layered:
        raise BadOption(f"{chosen.title} holds the tables, not layers: leave the layer out")
    if chosen.ending in ONE_LAYER and layer is None:
        raise BadOption(
            f"a {chosen.ending} file holds one layer: name it, or write {chosen.ending}.zip "
            f"for all of {', '.join(frames.TITLES)}"
        )
