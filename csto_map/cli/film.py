"""``csto-map film``: the map through time as a film."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import click

from csto_map.atlas import Atlas
from csto_map.cli.common import data_option, filter_option, filter_texts, layer_option, own_layers
from csto_map.export.films import film as films
from csto_map.export.films.film_options import NAMES, read
from csto_map.picture.own import listed
from csto_map.query.filters import NAMES as FILTERS


def _options(command: Callable[..., None]) -> Callable[..., None]:
    # Filters have one option for all, and all layers of --layer are shown.
    for name in reversed([name for name in NAMES if name not in (*FILTERS, "own")]):
        text = NAMES[name]
        said = f"{text[:1].upper()}{text[1:]}."
        command = click.option(f"--{name}", f"film_{name}", default=None, help=said)(command)
    return command


@click.command()
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    help="File to write: .mp4, .gif, .webp, .zip of PNG files; without an ending a folder of them.",
)
@_options
@filter_option
@click.option("--workers", default=None, type=int, help="Processes that draw.  [as fits]")
@layer_option
@data_option
def film(
    output: Path,
    data: Path | None,
    workers: int | None,
    filters: tuple[str, ...],
    own_files: tuple[Path, ...],
    own_dates: str | None,
    **given: str | None,
) -> None:
    """Make a film of the map through time."""
    atlas = Atlas.load(data)
    asked = {name.removeprefix("film_"): text for name, text in given.items() if text is not None}
    own = own_layers(own_files, atlas, own_dates)
    wanted = read(atlas, asked | filter_texts(filters) | {"own": listed(own)}, own)
    _, shots = films.prepare(atlas, wanted, output)
    # A polite request to end must clean up as Ctrl+C does.
    signal.signal(signal.SIGTERM, _interrupt)
    with click.progressbar(length=len(shots), label="Filming", file=sys.stderr) as bar:
        films.make(atlas, wanted, output, workers=workers, progress=_advance(bar.update))
    click.echo(f"{output}: {len(shots)} pictures, {sum(s.frames for s in shots)} frames")


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
