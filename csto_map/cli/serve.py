"""``csto-map serve``: the atlas for browsers."""

from __future__ import annotations

from pathlib import Path

import click

from csto_map import paths
from csto_map.atlas import Atlas
from csto_map.cli.common import data_option, joined, layer_option, log_options, refuse_outlines
from csto_map.machine import garbage


@click.command()
@click.option("--host", default=None, help="Address to listen on.  [default: 127.0.0.1]")
@click.option(
    "--port",
    default=None,
    type=click.IntRange(0, 65535),
    help="Port to listen on, 0 for a free one.  [default: 8050]",
)
@click.option(
    "--root-path",
    default=None,
    metavar="PATH",
    help="Path below which a proxy has the atlas, such as /atlas; it may pass the path on or not.",
)
@click.option(
    "--workers",
    default=1,
    show_default=True,
    type=click.IntRange(1, 64),
    help="Web processes that share the port.",
)
@log_options
@layer_option
@data_option
def serve(
    host: str | None,
    port: int | None,
    root_path: str | None,
    workers: int,
    log_format: str | None,
    log_level: str | None,
    user_files: tuple[Path, ...],
    user_dates: str | None,
    user_columns: tuple[str, ...],
    data: Path | None,
) -> None:
    """Serve the atlas to a browser."""
    # Dash is slow to import and nobody else needs it.
    with garbage.uncollected():
        from csto_map.app.server import run
        from csto_map.app.settings import Settings

    settings = Settings.from_env(
        host=host,
        port=port,
        root_path=root_path,
        log_format=log_format,
        log_level=log_level,
        layers=joined(user_files, user_dates, user_columns),
    )

    def load(folder: Path) -> Atlas:
        atlas = Atlas.load(folder)
        if data is not None:
            refuse_outlines(folder)
        return atlas

    run(data or paths.folder("geodata"), load, settings, workers)
