"""What a film will be like before it is made: its length, its size, and how long it takes.

Length and pictures are known from the plan. Size and time are measured on this machine: a few
days from the middle of the film are drawn and written as the film will be, and counted up.
"""

from __future__ import annotations

import functools
import itertools
import multiprocessing
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from csto_map.atlas import Atlas
from csto_map.export.films import film as films
from csto_map.export.films import reel, segments, states
from csto_map.export.films.film_options import Film
from csto_map.export.films.frames import Layout, Stamp
from csto_map.export.films.segments import Plan
from csto_map.export.films.shots import Shot
from csto_map.picture.style import STYLES
from csto_map.sheet.canvas import Pixels

# At these parts of the film two days on end are drawn.
_PLACES = (0.25, 0.7)
# So many pictures each stays.
_STAYS = 8
# An encoder of moving pictures begins afresh after so many frames.
_KEY_FRAMES = 250


@dataclass(frozen=True, slots=True)
class Forecast:
    """
    Pictures and frames of a film, its `seconds`, its size in `bytes`, and its `wait`.

    `wait` is how many seconds it takes to make; that and the size are estimates.
    """

    pictures: int
    frames: int
    seconds: float
    bytes: int
    wait: float


@dataclass(frozen=True, slots=True)
class _Sample:
    """
    What two days on end showed: seconds to draw one and to write one, and bytes.

    `first` are those of a picture by itself, `same` of one more on which only the date is
    another, `other` of one more on which the map is.
    """

    drawing: float
    writing: float
    first: float
    same: float
    other: float


def forecast(atlas: Atlas, film: Film, ending: str, workers: int | None = None) -> Forecast:
    """
    Say what a film will be like.

    Parameters
    ----------
    ending
        Of its file: .mp4, .gif, .webp, .zip, or "" for a folder.
    workers
        As for `csto_map.export.films.film.make`.

    Raises
    ------
    BadOption
        A ValueError: a name or number that cannot be.
    """
    with tempfile.TemporaryDirectory(prefix="csto-map-film-") as folder:
        return _measured(atlas, film, Path(folder) / f"film{ending}", workers)


def _measured(atlas: Atlas, film: Film, path: Path, workers: int | None) -> Forecast:
    began = time.perf_counter()
    shots = films.prepare(atlas, film, path)
    layout = film.layout(atlas)
    ordered = tuple(states.states(atlas, film, shots))
    different = len(set(ordered))
    film = film.settled_column(atlas, states.first_days(shots, ordered), layout)
    planned = time.perf_counter() - began
    pairs = _pairs(ordered)
    began = time.perf_counter()
    days = list(dict.fromkeys(shots[k].day for pair in pairs for k in pair))
    film = film.settled_insets(atlas, days, layout)
    planned += (time.perf_counter() - began) / len(days) * different
    # The first picture loads what all others have then.
    first, _ = states.draw(atlas, film, shots, days[0])
    plan = films.plan(film, shots, ordered, path, first)
    samples = [_sample(atlas, plan, layout, pair, path) for pair in pairs]
    drawing = statistics.fmean(one.drawing for one in samples)
    writing = statistics.fmean(one.writing for one in samples)
    frames = sum(shot.frames for shot in shots)
    cuts = segments.split(ordered)
    again = sum(
        -(-sum(shot.frames for shot in shots[cut.first : cut.end]) // _KEY_FRAMES) for cut in cuts
    )
    begins = again if plan.ending == ".mp4" else len(cuts)
    changes = sum(a != b for a, b in itertools.pairwise(ordered))
    size = statistics.fmean(one.first for one in samples) * begins
    size += statistics.fmean(one.other for one in samples) * changes
    size += statistics.fmean(one.same for one in samples) * max(0, len(shots) - begins - changes)
    count = min(films.count(film, different, workers), len(cuts))
    wait = different * drawing + len(shots) * writing
    if count > 1:
        # Nobody is done before the slowest of them.
        rounds = -(-len(cuts) // count) / len(cuts)
        wait *= max(rounds, 1 / (os.cpu_count() or 1))
        wait += _start_cost(atlas.folder)
    return Forecast(len(shots), frames, frames / film.fps, round(size), planned + wait)


def _pairs(ordered: Sequence[int]) -> list[tuple[int, int]]:
    """Choose shots that are tried, each with the next one: where the map changes, if it does."""
    changing = [k for k, (a, b) in enumerate(itertools.pairwise(ordered)) if a != b]
    places = changing or list(range(max(1, len(ordered) - 1)))
    chosen = dict.fromkeys(places[int(part * len(places))] for part in _PLACES)
    return [(k, min(k + 1, len(ordered) - 1)) for k in chosen]


def _sample(atlas: Atlas, plan: Plan, layout: Layout, pair: tuple[int, int], path: Path) -> _Sample:
    film, shots = plan.film, plan.shots
    began = time.perf_counter()
    one, other = (states.draw(atlas, film, shots, shots[k].day)[0] for k in pair)
    drawing = (time.perf_counter() - began) / 2
    stamp = Stamp(layout, STYLES[film.style], shots, film.language)
    # Encoders refine a picture while it stays: the second costs more than those after it.
    days = [shots[(pair[0] + k) % len(shots)] for k in range(2 * _STAYS)]
    first, _ = _written(plan, path, stamp, days, [one])
    some, _ = _written(plan, path, stamp, days, [one] * _STAYS)
    many, _ = _written(plan, path, stamp, days, [one] * 2 * _STAYS)
    both, took = _written(plan, path, stamp, days, [one] * _STAYS + [other] * _STAYS)
    same = (many - some) / _STAYS
    return _Sample(drawing, took / len(days), first, same, both - some - (_STAYS - 1) * same)


def _written(
    plan: Plan, path: Path, stamp: Stamp, shots: Sequence[Shot], drawn: Sequence[Pixels]
) -> tuple[int, float]:
    """Write a film of a few pictures: its bytes, and the seconds that it took."""

    def pictures() -> Iterator[reel.Picture]:
        for k, (shot, picture) in enumerate(zip(shots, drawn, strict=False)):
            name = f"{k}_{shot.day.isoformat()}"
            yield reel.Picture(picture, stamp.bands(picture, shot), 1, name)

    size = plan.film.size
    made = reel.Reel(size.width, size.height, plan.film.fps, (1,) * len(drawn), 0, plan.palette)
    form, part = reel.formatted(plan.ending), path.with_name(f"part{plan.ending}")
    began = time.perf_counter()
    form.segment(part, made, pictures())
    if not plan.ending:
        path.mkdir(exist_ok=True)
    form.join(path, made, [part], {})
    took = time.perf_counter() - began
    files = [path] if path.is_file() else list(path.iterdir())
    total = sum(one.stat().st_size for one in files)
    for one in (path, part):
        if one.is_dir():
            shutil.rmtree(one)
        else:
            one.unlink()
    return total, took


@functools.cache
def _start_cost(folder: Path) -> float:
    """Measure how long a drawing process takes to be ready, once."""
    began = time.perf_counter()
    process = multiprocessing.get_context("spawn").Process(target=Atlas.load, args=(folder,))
    process.start()
    process.join()
    return time.perf_counter() - began
