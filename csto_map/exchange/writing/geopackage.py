"""GeoPackage 1.3: every layer of the map, the ground under it, a table for every other table.

It opens in QGIS as the map: `csto_map.exchange.writing.qgis` puts styles and a project in it.
What any reader can use stands in the tables of the standard: titles, meanings and
vocabularies of columns in ``gpkg_data_columns``, licence and keywords in ``gpkg_metadata``.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import date, datetime
from pathlib import Path

import geopandas as gpd
import pyogrio

from csto_map.atlas import Atlas
from csto_map.exchange.writing import (
    arrow,
    columns,
    frames,
    gpkg_tables,
    grounds,
    provenance,
    qgis,
    symbol_columns,
)
from csto_map.exchange.writing.columns import Column
from csto_map.exchange.writing.qgis_styles import Looks
from csto_map.exchange.writing.sheets import Sheet, sheets
from csto_map.machine import clock

_SHAPES = {
    **frames.SHAPES,
    "states": "MultiPolygon",
    "land": "MultiPolygon",
    "lakes": "MultiPolygon",
    "rivers": "MultiLineString",
    "disputed_outlines": "MultiPolygon",
}
TITLES = {**frames.TITLES, **grounds.TITLES}


def write(atlas: Atlas, path: Path, day: date | None, layer: str | None) -> None:
    """
    Write one layer with its style, or all with ground, tables and a project.

    A project names the file that it is in by its name: `path` must have the one that the
    file keeps.
    """
    layers = {
        name: symbol_columns.with_symbols(atlas, name, frames.layer(atlas, name, day))
        for name in ([layer] if layer else frames.TITLES)
    }
    under = {} if layer else grounds.layers(atlas, day)
    tables = [] if layer else [s for s in sheets(atlas, day) if s.name not in frames.TITLES]
    standings = under.pop("standings", None)
    told = provenance.provenance(atlas, day)
    moment = clock.day_made()
    with _dated(moment):
        for name, frame in (layers | under).items():
            _write_layer(path, name, frame, told)
        for sheet in tables:
            _write_table(path, sheet)
    if standings is not None:
        layers["standings"] = standings
    layers |= under
    dictionary = {name: columns.of_layer(atlas, name, frame) for name, frame in layers.items()}
    with closing(sqlite3.connect(path)) as base, base:
        # The file is new and not yet in its place: nothing is lost if it stays half done.
        base.execute("PRAGMA synchronous = OFF")
        if standings is not None:
            gpkg_tables.add_standings(base, standings, TITLES["standings"])
        gpkg_tables.add_dictionary(base, dictionary | {s.name: _meanings(s) for s in tables})
        gpkg_tables.add_metadata(base, atlas, told, {name: TITLES[name] for name in layers})
        looks = Looks(atlas)
        qgis.add_styles(base, looks, layers, dictionary)
        if not layer:
            qgis.add_project(base, looks, path.name, layers, dictionary, day, moment)


def _write_layer(
    path: Path, name: str, frame: gpd.GeoDataFrame, told: provenance.Provenance
) -> None:
    shapes = _SHAPES.get(name, "Point")
    pyogrio.write_arrow(
        arrow.of_frame(frame, shapes),
        path,
        layer=name,
        driver="GPKG",
        geometry_name="geometry",
        geometry_type=shapes,
        crs="EPSG:4326",
        append=path.exists(),
        dataset_metadata={key: str(value or "") for key, value in told.as_dict().items()},
        dataset_options={"VERSION": "1.3"},
        layer_options={
            "GEOMETRY_NAME": "geom",
            "IDENTIFIER": TITLES[name],
            "DESCRIPTION": " ".join(told.sentences()),
        },
    )


def _write_table(path: Path, sheet: Sheet) -> None:
    pyogrio.write_arrow(
        arrow.of_rows(sheet.columns, sheet.rows),
        path,
        layer=sheet.name,
        driver="GPKG",
        append=path.exists(),
        layer_options={"IDENTIFIER": sheet.name, "DESCRIPTION": sheet.about},
    )


def _meanings(sheet: Sheet) -> Mapping[str, Column]:
    pairs = zip(sheet.columns, sheet.meanings, strict=True)
    return {name: Column(columns.title(name), meaning) for (name, _), meaning in pairs}


@contextmanager
def _dated(moment: datetime) -> Iterator[None]:
    """Let GDAL stamp the file with one time of making: not each layer with another.

    Nor need it wait for the disk after every table: the file is new and not yet in its place.
    """
    options = {
        "OGR_CURRENT_DATE": f"{moment:%Y-%m-%dT%H:%M:%S}.000Z",
        "OGR_SQLITE_SYNCHRONOUS": "OFF",
    }
    before: dict[str, object] = {name: pyogrio.get_gdal_config_option(name) for name in options}
    pyogrio.set_gdal_config_options(options)
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options(before)
