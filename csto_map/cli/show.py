"""``csto-map show``: what held on a day, as text or as one object."""

from __future__ import annotations

import json
from pathlib import Path

import click

from csto_map.atlas import Atlas
from csto_map.cli.common import data_option
from csto_map.history.snapshot_json import as_object
from csto_map.page.snapshot_text import as_text


@click.command()
@click.argument("day", metavar="DATE")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@data_option
def show(day: str, as_json: bool, data: Path | None) -> None:
    """Say what held on DATE (2009-06-14, 2009-06 or 2009)."""
    atlas = Atlas.load(data)
    if as_json:
        click.echo(json.dumps(as_object(atlas.at(day)), ensure_ascii=False, indent=2))
    else:
        click.echo(as_text(atlas, day))
