"""``csto-map export``: the atlas as one file that needs no server."""

from __future__ import annotations

from pathlib import Path

import click

from csto_map.atlas import Atlas
from csto_map.cli.common import data_option, joined, layer_option


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@layer_option
@data_option
def export(
    file: Path,
    user_files: tuple[Path, ...],
    user_dates: str | None,
    user_columns: tuple[str, ...],
    data: Path | None,
) -> None:
    """
    Write the whole atlas to FILE, one HTML page that opens from disk.

    Map, slider, playback, layers, cards with sources and image saving work without a
    server and without a network.
    """
    # The page's parts are Dash components, slow to import.
    from csto_map.app import single, user_layers

    atlas = Atlas.load(data)
    written = single.write(
        atlas, file, user_layers.read(joined(user_files, user_dates, user_columns) or "", atlas)
    )
    click.echo(f"{written}: {written.stat().st_size:,} bytes")
