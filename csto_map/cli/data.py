"""``csto-map data``: taking the facts home, checking those of a folder, translating them."""

from __future__ import annotations

from pathlib import Path

import click

from csto_map import paths
from csto_map.atlas import Atlas
from csto_map.cli.common import data_option
from csto_map.exchange.writing import files, frames


@click.group(name="data")
def data_group() -> None:
    """Take the facts home, or check a folder of facts."""


@data_group.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--date", "day", default=None, help="What held on one day.  [default: everything]")
@click.option("--layer", default=None, help=f"One layer of {', '.join(frames.TITLES)}.")
@data_option
def export(file: Path, day: str | None, layer: str | None, data: Path | None) -> None:
    """
    Write the facts to FILE; its ending is the format.

    \b
    .gpkg         GeoPackage: opens in QGIS as the map; a layer or table for each table
    .parquet      GeoParquet, one layer (--layer NAME)
    .parquet.zip  GeoParquet, a file a layer
    .fgb          FlatGeobuf, one layer (--layer NAME)
    .fgb.zip      FlatGeobuf, a file a layer
    .pmtiles      vector tiles of all layers, for maps on the web
    .geojson      GeoJSON
    .csv.zip      layers and tables as CSV with a Frictionless data package
    .kml .kmz     Google Earth, with its time slider; .kmz with the map's symbols
    .xlsx         Excel, with a reading guide

    Every file names its sources, licence and data version.
    """  # noqa: D301 - click's mark for a paragraph that keeps its lines
    files.format_of(file.name)
    atlas = Atlas.load(data)
    written = files.export(atlas, file, atlas.day(day) if day else None, layer)
    click.echo(f"{written}: {written.stat().st_size:,} bytes, data version {atlas.version}")


@data_group.command()
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For a person or for a program.",
)
@click.pass_context
def check(context: click.Context, folder: Path | None, form: str) -> None:
    """
    Check the facts in DIR, or those that come with the program.

    Each fault names file, line, column, value, rule and how to mend it. Warnings are
    breaches that may be right. Exit code 0: no faults; 1: faults; 2: DIR is no data
    folder.
    """
    # Polygons and projections are needed here alone.
    from csto_map.audit import check as checking

    report = checking.check(folder or paths.folder("geodata"))
    click.echo(report.as_json() if form == "json" else report.as_text())
    context.exit(1 if report.faults else 0)


@data_group.command()
@click.argument("language")
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), required=False)
def texts(language: str, folder: Path | None) -> None:
    """
    Bring the translations into LANGUAGE in DIR up to its tables.

    Writes DIR/locale/LANGUAGE/*.po, gettext catalogues that any translator's tool opens:
    new texts are added, translations kept, those that no row needs any more dropped.
    Says how many texts of each table still lack a translation.
    """
    from csto_map.exchange.writing import texts as catalogues

    atlas = Atlas.load(folder)
    for done in catalogues.renew(atlas.folder, atlas.tables, language):
        if done.texts:
            click.echo(f"{done.table:16} {done.texts:5,} texts, {done.missing:5,} not translated")
