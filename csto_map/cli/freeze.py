"""``csto-map freeze``: the atlas as files for any web server."""

from __future__ import annotations

import signal
import sys
import time
from pathlib import Path
from types import FrameType

import click

from csto_map.atlas import Atlas
from csto_map.cli.common import data_option, joined, layer_option, refuse_outlines


@click.command()
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--base-url",
    default="",
    metavar="URL",
    help="Address that the site will have, such as https://atlas.example.org/: previews of "
    "links, sitemap and catalogues name it, and are left out without it.",
)
@click.option(
    "--root-path",
    default="",
    metavar="PATH",
    help="Path that the site will have where --base-url does not tell it, such as /atlas: "
    "the page for what is not found names it. All other pages work at any path.",
)
@click.option(
    "--pictures/--no-pictures",
    default=True,
    show_default=True,
    help="Draw a picture of each year and each stop of a tour, with a page that previews show.",
)
@click.option(
    "--workers",
    default=0,
    type=click.IntRange(0, 64),
    help="Processes that draw.  [default: one a processor, at most 4]",
)
@layer_option
@data_option
def freeze(
    directory: Path,
    base_url: str,
    root_path: str,
    pictures: bool,
    workers: int,
    user_files: tuple[Path, ...],
    user_dates: str | None,
    user_columns: tuple[str, ...],
    data: Path | None,
) -> None:
    """
    Write the whole atlas to DIR, as files that any web server gives.

    Map, slider, playback, layers, cards, charts, tables, search, tour and the saving of PNG and
    SVG work without any program of ours behind them. DIR must not be there, be empty, or hold
    a site that this command has written and nobody has changed, whose place the new one takes.
    """
    # The page's parts are Dash components, slow to import.
    from csto_map.app import frozen, user_layers

    began = time.monotonic()
    site = frozen.Site.at(base_url, root_path, pictures=pictures)
    atlas = Atlas.load(data)
    if data is not None:
        refuse_outlines(data)
    given = user_layers.read(joined(user_files, user_dates, user_columns) or "", atlas)
    # A polite request to end must clean up as Ctrl+C does.
    signal.signal(signal.SIGTERM, _interrupt)
    steps = frozen.steps(atlas, site)
    with click.progressbar(length=steps, label="Freezing", file=sys.stderr) as bar:
        written = frozen.write(atlas, directory, site, given, workers=workers, progress=bar.update)
    click.echo(
        f"{directory}: {written.files:,} files, {written.bytes / 1e6:.1f} MB, and "
        f"{written.packed / 1e6:.1f} MB of them compressed beside; "
        f"{time.monotonic() - began:.0f} s"
    )
    if not base_url:
        click.echo(
            "Without --base-url there are no previews of links, no sitemap and no catalogues."
        )


def _interrupt(_: int, __: FrameType | None) -> None:
    raise KeyboardInterrupt
