"""``csto-map film``: the map through time as a film."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from csto_map.atlas import Atlas
from csto_map.cli.common import (
    asked_texts,
    data_option,
    filter_option,
    filter_texts,
    layer_option,
    question_options,
    tell_letters,
    user_layers,
)
from csto_map.export.films.film_options import Film, read
from csto_map.picture.user_layers import listed
from csto_map.query.fields import Face

if TYPE_CHECKING:
    from csto_map.export.films import film as films


@click.command()
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    help="File to write: .mp4, .gif, .webp, .zip of PNG files; without an ending a folder of them.",
)
@question_options(Film, Face.FILM, first=("from", "to"))
@filter_option
@click.option("--workers", default=None, type=int, help="Processes that draw.  [as fits]")
@click.option(
    "--forecast",
    is_flag=True,
    help="Say how long and large it will be and how long it takes to make, and make nothing.",
)
@layer_option
@data_option
def film(
    output: Path,
    data: Path | None,
    workers: int | None,
    filters: tuple[str, ...],
    user_files: tuple[Path, ...],
    user_dates: str | None,
    user_columns: tuple[str, ...],
    forecast: bool,
    **given: str | None,
) -> None:
    """Make a film of the map through time."""
    # Imported here: --help must also work for those who lack what films need.
    from csto_map.export.films import film as films

    atlas = Atlas.load(data)
    layers = user_layers(user_files, atlas, user_dates, user_columns)
    # All layers of --layer are shown.
    asked = asked_texts(given) | filter_texts(filters) | {"own": listed(layers)}
    wanted = read(atlas, asked, layers)
    tell_letters(*asked.values())
    shots = films.prepare(atlas, wanted, output)
    if forecast:
        _foretell(atlas, wanted, output, workers)
        return
    # A polite request to end must clean up as Ctrl+C does.
    signal.signal(signal.SIGTERM, _interrupt)
    with click.progressbar(length=len(shots), label="Filming", file=sys.stderr) as bar:
        films.make(atlas, wanted, output, workers=workers, progress=_advance(bar.update))
    click.echo(f"{output}: {len(shots)} pictures, {sum(s.frames for s in shots)} frames")


def _foretell(atlas: Atlas, film: Film, output: Path, workers: int | None) -> None:
    from csto_map.export.films import forecast

    coming = forecast.forecast(atlas, film, output.suffix, workers)
    click.echo(
        f"{coming.pictures} pictures, {coming.frames} frames, {coming.seconds:.1f} seconds; "
        f"about {coming.bytes / 1e6:.2g} MB, made in about {coming.wait:.0f} s"
    )


def _interrupt(_: int, __: FrameType | None) -> None:
    raise KeyboardInterrupt


def _advance(update: Callable[[int], None]) -> films.Progress:
    """Turn "so many are done" into "so many more"."""
    before = 0

    def advance(done: int, _: int) -> None:
        nonlocal before
        update(done - before)
        before = done

    return advance
