"""``csto-map data``: taking the facts home, checking those of a folder, translating them."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from csto_map import paths
from csto_map.atlas import Atlas
from csto_map.cli.common import data_option
from csto_map.exchange.writing import files, frames
from csto_map.language import own


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
@click.option("--quick", is_flag=True, help="The rules alone: make nothing to try the atlas out.")
@click.pass_context
def check(context: click.Context, folder: Path | None, form: str, quick: bool) -> None:
    """
    Check the facts in DIR, or those that come with the program, and that the atlas runs.

    Each fault names file, line, column, value, rule and how to mend it. Warnings are
    breaches that may be right. Where there are no faults, page, pictures, a frame of a
    film and files of each format are made once and thrown away; what cannot be made is a
    fault too. Exit code 0: no faults; 1: faults; 2: DIR is no data folder.
    """
    # Polygons and projections are needed here alone.
    from csto_map.audit import check as checking

    folder = folder or paths.folder("geodata")
    report = checking.check(folder) if quick else checking.prove(folder, _tell)
    if sys.stderr.isatty():
        click.echo("\r\033[K", nl=False, err=True)
    click.echo(report.as_json() if form == "json" else report.as_text())
    context.exit(1 if report.faults else 0)


def _tell(what: str) -> None:
    """Say on a terminal what is tried, each in place of the one before."""
    if sys.stderr.isatty():
        click.echo(f"\r\033[KTrying {what}"[:100], nl=False, err=True)


@data_group.command()
@click.argument("language")
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), required=False)
def texts(language: str, folder: Path | None) -> None:
    """
    Bring the translations into LANGUAGE in DIR up to its tables.

    Writes DIR/locale/LANGUAGE/*.po, gettext catalogues that any translator's tool opens:
    new texts are added, translations kept, those that no row needs any more dropped.
    Says how many texts of each table still lack a translation. Of a language that the
    program has not, DIR/locale/LANGUAGE.toml is for the words of the interface: it is
    written once, with every text in English, for you to translate.
    """
    from csto_map.exchange.writing import texts as catalogues

    folder = folder or paths.folder("geodata")
    # First, for whoever names the language in atlas.toml before it is there.
    begun = own.begin(folder, language) if (folder / "atlas.toml").is_file() else None
    atlas = Atlas.load(folder)
    if begun:
        click.echo(f"{begun}: words of the interface, to be translated")
    for done in catalogues.renew(atlas.folder, atlas.tables, language):
        if done.texts:
            click.echo(f"{done.table:16} {done.texts:5,} texts, {done.missing:5,} not translated")
