"""GeoPackage: a layer for every layer of the map and a table for every other table."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pyogrio

from csto_map.atlas import Atlas
from csto_map.exchange.writing import arrow, frames
from csto_map.exchange.writing.provenance import provenance
from csto_map.exchange.writing.qgis import add_styles
from csto_map.exchange.writing.sheets import Sheet, sheets

_SHAPES = {"memberships": "MultiPolygon", "border": "LineString"}


def write(atlas: Atlas, path: Path, day: date | None, layer: str | None) -> None:
    """Write one layer, or all of them with the tables."""
    names = [layer] if layer else list(frames.TITLES)
    metadata = {key: str(value or "") for key, value in provenance(atlas, day).as_dict().items()}
    description = " ".join(provenance(atlas, day).sentences())
    with _dated(atlas.horizon):
        for name in names:
            _write_layer(atlas, path, name, day, metadata, description)
        for sheet in [] if layer else sheets(atlas, day):
            if sheet.name not in frames.TITLES:
                _write_table(path, sheet)
    add_styles(path, names)


def _write_layer(
    atlas: Atlas,
    path: Path,
    name: str,
    day: date | None,
    metadata: dict[str, str],
    description: str,
) -> None:
    table = arrow.of_frame(frames.layer(atlas, name, day))
    pyogrio.write_arrow(
        table,
        path,
        layer=name,
        driver="GPKG",
        geometry_name="geometry",
        geometry_type=_SHAPES.get(name, "Point"),
        crs="EPSG:4326",
        append=path.exists(),
        dataset_metadata=metadata,
        layer_options={
            "GEOMETRY_NAME": "geom",
            "IDENTIFIER": frames.TITLES[name],
            "DESCRIPTION": description,
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


@contextmanager
def _dated(day: date) -> Iterator[None]:
    """Let GDAL stamp the file with a given day, so that the same facts give the same bytes.

    Nor need it wait for the disk after every table: the file is new and not yet in its place.
    """
    options = {
        "OGR_CURRENT_DATE": f"{day.isoformat()}T00:00:00.000Z",
        "OGR_SQLITE_SYNCHRONOUS": "OFF",
    }
    before: dict[str, object] = {name: pyogrio.get_gdal_config_option(name) for name in options}
    pyogrio.set_gdal_config_options(options)
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options(before)
