"""``csto-map init``: a folder for another alliance."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """
    Write an empty atlas to DIR: tables, choices, boundaries and a guide.

    Fill in its tables, check them with csto-map data check DIR, and see them with
    csto-map serve --data DIR.
    """
    from csto_map.facts.scaffold import scaffold

    made = scaffold(folder)
    click.echo(f"{made}: read {made / 'README.md'}, then csto-map serve --data {made}")
