"""``csto-map film``: the map through time as a film."""

from __future__ import annotations

import re
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import click

from csto_map.atlas import Atlas
from csto_map.commands.common import data_option
from csto_map.errors import BadOption
from csto_map.export import film as films
from csto_map.export.shots import STEPS

_SIZE = re.compile(r"(\d{1,6})x(\d{1,6})")


def size(text: str) -> tuple[int, int]:
    """Read ``1920x1080``; BadOption if it is not of that form."""
    found = _SIZE.fullmatch(text.strip().lower())
    if found is None:
        raise BadOption(f"size {text!r} is not WIDTHxHEIGHT in pixels, such as 1920x1080")
    return int(found[1]), int(found[2])


def box(text: str) -> tuple[float, float, float, float]:
    """Read ``x0,y0,x1,y1`` in km; BadOption if it is not of that form."""
    try:
        x0, y0, x1, y1 = (float(part) for part in text.split(","))
    except ValueError:
        raise BadOption(f"box {text!r} is not x0,y0,x1,y1 in km") from None
    return x0, y0, x1, y1


@click.command()
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    help="File to write: .mp4, .gif, .webp, .zip of PNG files; without an ending a folder of them.",
)
@click.option("--from", "first", default=None, help="First day.  [default: the atlas's first]")
@click.option("--to", "last", default=None, help="Last day.  [default: the last day checked]")
@click.option("--step", default="month", show_default=True, help=f"{', '.join(STEPS)}.")
@click.option("--fps", default=12, show_default=True, type=int, help="Frames a second.")
@click.option("--seconds", default=None, type=float, help="How long a step stays.  [one frame]")
@click.option(
    "--dwell",
    default=1.5,
    show_default=True,
    type=float,
    help="How many seconds a turning point stays, with its title; 0 to pass it like others.",
)
@click.option("--size", "pixels", default="1920x1080", show_default=True, help="In pixels.")
@click.option("--view", default=None, help="Named frame of the map.")
@click.option("--box", "frame", default=None, help="Another frame: x0,y0,x1,y1 in km.")
@click.option("--org", default=None, help="Organisation through which the states are coloured.")
@click.option("--layers", default=None, help="Layers, with commas between.")
@click.option("--style", default="light", show_default=True, help="light, dark or grey.")
@click.option("--icons", default="app6", show_default=True, help="app6 or plain.")
@click.option("--title", default=None, help="Title in place of the generated one.")
@click.option("--workers", default=None, type=int, help="Processes that draw.  [as fits]")
@data_option
def film(output: Path, data: Path | None, workers: int | None, **given: Any) -> None:
    """Make a film of the map through time."""
    atlas = Atlas.load(data)
    width, height = size(given["pixels"])
    layers = given["layers"]
    wanted = films.Film(
        first=given["first"] or atlas.first,
        last=given["last"] or atlas.horizon,
        step=given["step"],
        fps=given["fps"],
        seconds=given["seconds"],
        dwell=given["dwell"],
        width=width,
        height=height,
        view=given["view"],
        lens=given["org"],
        layers=None if layers is None else tuple(name for name in layers.split(",") if name),
        style=given["style"],
        icons=given["icons"],
        box=None if given["frame"] is None else box(given["frame"]),
        title=given["title"],
    )
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
