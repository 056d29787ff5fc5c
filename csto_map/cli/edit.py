"""``csto-map edit``: the tables and choices of an atlas beside its map."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--host",
    default=None,
    help="Address to listen on, of this machine alone.  [default: 127.0.0.1]",
)
@click.option(
    "--port",
    default=None,
    type=click.IntRange(0, 65535),
    help="Port to listen on, 0 for a free one.  [default: 8050]",
)
def edit(folder: Path, host: str | None, port: int | None) -> None:
    """
    Open the atlas of DIR with its tables and choices beside the map, to fill in.

    Rows of the tables and choices of atlas.toml are added, changed and deleted in the browser,
    with what data check says beside each cell. Files are written whole, as soon as the atlas runs
    with them; the map follows.
    """
    from csto_map.app.edit import run
    from csto_map.app.settings import Settings

    run(folder, Settings.from_env(host=host, port=port))
