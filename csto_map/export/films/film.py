"""Films: the map through time as MP4, GIF, WebP or a sequence of PNG files.

A film is made in segments, by several processes where that pays; within one a state of the map
is drawn once, however many frames show it. What is not finished leaves no file.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from csto_map.atlas import Atlas
from csto_map.errors import BadOption
from csto_map.export.films import reel, segments, states
from csto_map.export.films.film_options import Film
from csto_map.export.films.safe import check, whole
from csto_map.export.films.segments import Plan
from csto_map.export.films.shots import Shot, schedule
from csto_map.export.films.workers import Workers
from csto_map.picture.style import STYLES
from csto_map.sheet.canvas import Pixels, image

MOST_PIXELS = 64_000_000
_LEAST_WIDTH, _LEAST_HEIGHT = 640, 360
# Seconds to draw a state and a million pixels of it, and to start the processes.
_STATE_COST, _PIXEL_COST, _START_COST = 0.05, 0.02, 3.0
_MOST_WORKERS = 16

# Called with pictures done and pictures in all; what it raises ends the film.
Progress = Callable[[int, int], None]


def make(
    atlas: Atlas,
    film: Film,
    path: str | Path,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Path:
    """
    Make a film.

    Parameters
    ----------
    path
        Its ending chooses the format: mp4, gif, webp, zip (of PNG files); a name
        without an ending is a folder of PNG files.
    workers
        Processes that draw; None for as many as there are processors, and work for them.
    progress
        Called after every picture. To cancel, raise from it: nothing is left behind.

    Raises
    ------
    BadOption
        A ValueError: a name, number or path that cannot be; before anything is drawn.
    BadDate, DateOutOfRange
        ValueErrors: days that cannot be read or that the facts do not cover.
    """
    path = Path(path)
    shots = prepare(atlas, film, path)
    folder = not path.suffix
    ordered = tuple(states.states(atlas, film, shots))
    cuts = segments.split(ordered)
    total = len(shots)
    with (
        whole(path, folder=folder) as place,
        tempfile.TemporaryDirectory(prefix="csto-map-film-") as aside,
        Workers(atlas, min(count(film, len(set(ordered)), workers), len(cuts))) as made_by,
    ):
        # Drawing processes start meanwhile.
        settled = settle(atlas, film, shots, ordered, path)
        parts = [Path(aside) / f"{k}{settled.ending}" for k in range(len(cuts))]
        tell = progress or _nobody
        tell(0, total)
        tellings = made_by.make(settled, cuts, parts, lambda done: tell(done, total))
        segments.join(atlas, settled, parts, tellings, place)
    return path


def settle(
    atlas: Atlas, film: Film, shots: tuple[Shot, ...], ordered: tuple[int, ...], path: Path
) -> Plan:
    """
    Settle all that the segments of a film have in common.

    Parameters
    ----------
    shots
        As `prepare` planned them.
    ordered
        Their states, as `states` numbers them.
    path
        Of the film.
    """
    layout, days = film.layout(atlas), states.first_days(shots, ordered)
    film = film.settled_insets(atlas, days, layout).settled_column(atlas, days, layout)
    if path.suffix.lower() != ".gif":
        return plan(film, shots, ordered, path, None)
    drawn, _ = states.draw(atlas, film, shots, shots[0].day)
    return plan(film, shots, ordered, path, drawn)


def plan(
    film: Film,
    shots: tuple[Shot, ...],
    ordered: tuple[int, ...],
    path: Path,
    first: Pixels | None,
) -> Plan:
    """Plan a settled film; a GIF has its colours of the first picture."""
    colours = b""
    if path.suffix.lower() == ".gif" and first is not None:
        colours = reel.palette(STYLES[film.style], image(first))
    return Plan(film, shots, ordered, path.suffix.lower(), colours)


def _nobody(_: int, __: int) -> None:
    """Tell nobody how far a film is."""


def prepare(atlas: Atlas, film: Film, path: Path) -> tuple[Shot, ...]:
    """Check everything that can be wrong with a film, and plan it; errors as for `make`."""
    reel.formatted(path.suffix)
    size = film.size
    if size.width < _LEAST_WIDTH or size.height < _LEAST_HEIGHT:
        raise BadOption(
            f"a film of {size.width} x {size.height} pixels is too small to read; "
            f"at least {_LEAST_WIDTH} x {_LEAST_HEIGHT}"
        )
    if size.width * size.height > MOST_PIXELS:
        raise BadOption(f"{size.width} x {size.height} pixels are more than {MOST_PIXELS:,}")
    reel.check(path, size.width, size.height, film.fps)
    shots = schedule(
        atlas,
        atlas.day(film.day),
        atlas.day(film.last),
        film.step,
        film.pace,
        language=film.language,
        others=[
            *atlas.border_days,
            *(date.fromordinal(day) for layer in film.user_layers for day in layer.days),
            *(day for one in film.annotations if one.days for day in _turned(*one.days)),
        ],
    )
    # A subject checks all names.
    film.subject(atlas, shots[0].day, film.layout(atlas))
    check(path, folder=not path.suffix)
    return shots


def _turned(first: date, last: date) -> Iterator[date]:
    """Give the days on which something comes and goes that holds from `first` to `last`."""
    yield first
    if last < date.max:
        yield last + timedelta(days=1)


def count(film: Film, states: int, workers: int | None) -> int:
    """
    Say how many processes draw a film of so many states.

    Raises
    ------
    BadOption
        A ValueError: fewer or more workers than there can be.
    """
    if workers is not None and not 1 <= workers <= _MOST_WORKERS:
        raise BadOption(f"{workers} workers are not 1 to {_MOST_WORKERS}")
    if workers is None:
        pixels = film.size.width * film.size.height / 1e6
        work = states * (_STATE_COST + _PIXEL_COST * pixels)
        workers = 1 if work < 2 * _START_COST else min(os.cpu_count() or 1, _MOST_WORKERS)
    return min(workers, states)
