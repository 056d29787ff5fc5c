"""The command line: words to calls; no logic of its own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from csto_map import __version__, errors
from csto_map.atlas import Atlas
from csto_map.commands.brief import brief
from csto_map.commands.common import data_option, joined, layer_option
from csto_map.commands.data import data_group
from csto_map.commands.export import export
from csto_map.commands.film import film
from csto_map.commands.init import init
from csto_map.commands.render import render
from csto_map.commands.worker import worker
from csto_map.snapshot_json import as_object
from csto_map.snapshot_text import as_text


class _Group(click.Group):
    """Show our own errors as one clear line and exit code 2, never a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except errors.CstoMapError as problem:
            raise click.UsageError(str(problem)) from problem


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="csto-map")
def main() -> None:
    """Time-aware, sourced atlas of the CSTO, 1991 to the present."""


main.add_command(export)
main.add_command(film)
main.add_command(render)
main.add_command(worker)
main.add_command(data_group)
main.add_command(init)
main.add_command(brief)


@main.command()
@click.option("--host", default=None, help="Address to listen on.  [default: 127.0.0.1]")
@click.option(
    "--port",
    default=None,
    type=click.IntRange(0, 65535),
    help="Port to listen on, 0 for a free one.  [default: 8050]",
)
@click.option(
    "--workers",
    default=1,
    show_default=True,
    type=click.IntRange(1, 64),
    help="Web processes that share the port.",
)
@layer_option
@data_option
def serve(
    host: str | None,
    port: int | None,
    workers: int,
    own_files: tuple[Path, ...],
    own_dates: str | None,
    data: Path | None,
) -> None:
    """Serve the atlas to a browser."""
    # Dash is slow to import and nobody else needs it.
    from csto_map.app.server import run
    from csto_map.app.settings import Settings

    settings = Settings.from_env(host=host, port=port, layers=joined(own_files, own_dates))
    run(Atlas.load(data), settings, workers)


@main.command()
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


if __name__ == "__main__":
    main()
