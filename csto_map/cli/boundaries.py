"""``csto-map boundaries``: outlines of states, built by an atlas's recipe."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    default=None,
    help="Folder to write to, and no tables.  [DIR/boundaries]",
)
@click.option(
    "--packages",
    type=click.Path(path_type=Path),
    default=None,
    help="Folder with what is not installed: lines between provinces, relief; made by "
    "pip install --target.  [installed]",
)
@click.option(
    "--disputed",
    is_flag=True,
    help="Write proposed rows of disputed_areas.csv, too; read each before you publish it.",
)
def boundaries(folder: Path, out: Path | None, packages: Path | None, disputed: bool) -> None:
    """
    Build the boundary files of DIR by its boundaries/recipe.toml.

    Outlines come from Natural Earth, or from GeoJSON, GeoPackage and shapefiles of your own;
    states of today and parts of them can be merged into states of the past. Rows that
    countries.csv lacks are written, with names and label points; those that are there stay.
    """
    from csto_map.boundaries import build

    with click.progressbar(length=build.steps(folder), label="Building", file=sys.stderr) as bar:
        built = build.build(
            folder,
            out,
            packages=packages,
            propose_disputed=disputed,
            progress=bar.update,
        )
    for path, rows in built.files.items():
        counted = "" if rows is None else f"{rows:,} rows, "
        click.echo(f"{path}: {counted}{path.stat().st_size:,} bytes")
    for note in built.notes:
        click.echo(note)
    for table, keys in built.added.items():
        click.echo(f"tables/{table}.csv: added {', '.join(keys)}")
    if built.disputed:
        listed = ", ".join(built.disputed)
        click.echo(f"--disputed would propose rows of disputed_areas.csv for {listed}")
