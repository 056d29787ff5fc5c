"""``csto-map init``: a folder for another alliance."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--example",
    is_flag=True,
    help="With a small set of facts from the program's own, each with its sources, to look at.",
)
@click.option(
    "--from",
    "package",
    metavar="FILE",
    type=click.Path(path_type=Path),
    default=None,
    help="With the tables and choices of FILE, a .zip of csto-map data export.",
)
def init(folder: Path, example: bool, package: Path | None) -> None:
    """
    Write a new atlas to DIR: tables, choices, boundaries and a guide.

    It is empty, but runs. Fill in its tables with csto-map edit DIR or any program for CSV
    files, check them with csto-map data check DIR, and see them with csto-map serve --data DIR.
    """
    from csto_map.facts import scaffold

    if example and package:
        raise click.UsageError("--example and --from are two ways to begin: give one")
    if example:
        made = scaffold.example(folder)
    elif package:
        made = scaffold.from_package(folder, package)
    else:
        made = scaffold.scaffold(folder)
    click.echo(f"{made}: read {made / 'README.md'}, then csto-map edit {made}")
    if package:
        click.echo("Its boundaries are those that come with the program; see the guide for others.")
