"""``csto-map worker``: makes what the web processes queue, on this or another machine."""

from __future__ import annotations

import os
from pathlib import Path

import click

from csto_map import extras
from csto_map.atlas import Atlas
from csto_map.cli.common import data_option, joined, layer_option, log_options


@click.command()
@click.option(
    "--concurrency",
    default=None,
    type=click.IntRange(1, 64),
    help="Processes at a time, each for a part of a film or for another job.  [one a processor]",
)
@log_options
@layer_option
@data_option
def worker(
    concurrency: int | None,
    log_format: str | None,
    log_level: str | None,
    user_files: tuple[Path, ...],
    user_dates: str | None,
    user_columns: tuple[str, ...],
    data: Path | None,
) -> None:
    """
    Work on background jobs until interrupted.

    CSTO_MAP_BROKER_URL names the Redis that the web processes use too. Start as many
    workers as wanted, on as many machines; all need the same data and layers.
    """
    # Dash and Celery are slow to import and needed here alone.
    with extras.needing("scale"):
        from csto_map.app.server import run_worker
        from csto_map.app.settings import Settings

    settings = Settings.from_env(
        log_format=log_format,
        log_level=log_level,
        layers=joined(user_files, user_dates, user_columns),
    )
    run_worker(Atlas.load(data), settings, concurrency or os.cpu_count() or 1)
