"""Films: the map through time as MP4, GIF, WebP or a sequence of PNG files.

A state of the map is drawn once, however many frames show it; states are drawn by
several processes. What is not finished leaves no file.
"""

from __future__ import annotations

import functools
import gc
import io
import itertools
import multiprocessing
import os
import signal
import tempfile
import threading
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Self

import numpy as np
from PIL import Image

from csto_map import processes
from csto_map.atlas import Atlas
from csto_map.errors import BadOption
from csto_map.export.films import reel
from csto_map.export.films.film_options import Film
from csto_map.export.films.frames import Layout, Stamp, sheet
from csto_map.export.films.safe import check, whole
from csto_map.export.films.shots import Shot, schedule
from csto_map.facts import ids
from csto_map.history import movements
from csto_map.picture.lands import Box
from csto_map.picture.png import encoded
from csto_map.picture.scene import Scene
from csto_map.picture.style import STYLES
from csto_map.sheet import raster
from csto_map.sheet.canvas import Pixels, image, opaque
from csto_map.sheet.composition import Held

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
    write, shots = prepare(atlas, film, path)
    folder = not path.suffix
    layout = film.layout(atlas)
    ordered = states(atlas, film, shots)
    days = first_days(shots, ordered)
    drawer = Drawer(atlas, film, shots, ordered, workers)
    with whole(path, folder=folder) as place, drawer:
        # Drawing processes start meanwhile.
        film = film.settled_insets(atlas, days, layout).settled_column(atlas, days, layout)
        drawer.settle(film)
        frames = tuple(shot.frames for shot in shots)
        about = functools.partial(_about, atlas, film, shots, drawer)
        made = reel.Reel(film.size.width, film.size.height, film.fps, film.style, frames, about)
        write(place, made, _pictures(film, layout, shots, ordered, drawer, progress))
    return path


def prepare(atlas: Atlas, film: Film, path: Path) -> tuple[reel.Writer, tuple[Shot, ...]]:
    """Check everything that can be wrong with a film, and plan it; errors as for `make`."""
    write, size = reel.writer(path), film.size
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
    return write, shots


def _turned(first: date, last: date) -> Iterator[date]:
    """Give the days on which something comes and goes that holds from `first` to `last`."""
    yield first
    if last < date.max:
        yield last + timedelta(days=1)


def states(atlas: Atlas, film: Film, shots: Sequence[Shot]) -> list[int]:
    """Number the states of the map: shots of one number look alike but for their stamp."""
    layers = set(atlas.config.default_layers if film.layers is None else film.layers)
    layer_of: dict[str, str] = {mark["id"]: mark["layer"] for mark in atlas.timeline["marks"]}
    numbers: dict[Any, int] = {}
    ordered = []
    for k, shot in enumerate(shots):
        state = film.state(atlas, shot.day)
        key = (
            film.people(atlas, shot.day),
            # Which outlines are drawn.
            bisect_right(atlas.border_days, date.fromordinal(film.days(shot.day)[1])),
            _between(atlas, film, shots, k),
            tuple(state.states.items()) if "states" in layers else (),
            tuple(pair for pair in state.marks.items() if layer_of[pair[0]] in layers),
            tuple(state.sectors.items()) if "border" in layers else (),
            film.note(atlas, shot.day),
            film.headline_and_chart(atlas, shot.day),
            film.annotated(shot.day),
            *(
                np.packbits(layer.holding(*film.days(shot.day))).tobytes()
                for layer in film.user_layers
            ),
        )
        ordered.append(numbers.setdefault(key, len(numbers)))
    return ordered


def _between(
    atlas: Atlas, film: Film, shots: Sequence[Shot], k: int
) -> tuple[tuple[tuple[float, float], ...], frozenset[str]]:
    """
    Say where somebody left, and which sectors were taken over, since the shot before.

    Only of what the film shows: a ring around nothing would be a riddle.
    """
    if not k:
        return (), frozenset()
    days = shots[k - 1].day.toordinal(), shots[k].day.toordinal()
    layers = set(atlas.config.default_layers if film.layers is None else film.layers)
    return (
        movements.passed(atlas.timeline, *days) if layers - {"states", "border"} else (),
        movements.handed_over(atlas.timeline, *days) if "border" in layers else frozenset(),
    )


def first_days(shots: Sequence[Shot], ordered: Sequence[int]) -> list[date]:
    """Give the first day of each state."""
    days: dict[int, date] = {}
    for shot, number in zip(shots, ordered, strict=True):
        days.setdefault(number, shot.day)
    return [days[number] for number in range(len(days))]


def _about(atlas: Atlas, film: Film, shots: Sequence[Shot], drawer: Drawer) -> dict[str, str]:
    """Write what players show about a film; every source of what it showed is in it."""
    title = film.title or drawer.title
    first, last = shots[0].day, shots[-1].day
    span = f"{first.isoformat()} to {last.isoformat()}"
    listed = "; ".join(drawer.sources.values())
    user_note = film.user_note(atlas)
    return {
        "title": f"{title}, {span}",
        "artist": f"{atlas.config.title}, data {atlas.version}",
        "comment": f"{atlas.config.boundary_source} Sources: {listed}. {user_note}".strip(),
    }


def _pictures(
    film: Film,
    layout: Layout,
    shots: Sequence[Shot],
    ordered: Sequence[int],
    drawer: Drawer,
    progress: Progress | None,
) -> Iterator[reel.Picture]:
    stamp = Stamp(layout, STYLES[film.style], shots, film.language)
    shown, drawn = -1, None
    if progress:
        progress(0, len(shots))
    for k, (shot, number) in enumerate(zip(shots, ordered, strict=True), start=1):
        if drawn is None or number != shown:
            shown = number
            drawn = drawer.drawn(number)
        yield reel.Picture(stamp.on(drawn, shot), shot.frames, shot.day.isoformat())
        if progress:
            progress(k, len(shots))


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of what was drawn: its title, and short names of its sources by their ids."""

    title: str
    sources: dict[str, str]

    @classmethod
    def of(cls, shown: Scene) -> Told:
        """Ask a scene and its insets."""
        scenes = (shown, *(plate.scene for plate in shown.plates))
        return cls(shown.title, {ref.id: ref.short for one in scenes for ref in one.sources})


def draw(atlas: Atlas, film: Film, shots: Sequence[Shot], day: date) -> tuple[Pixels, Told]:
    """Draw the sheet of a day, a frame but for its stamp, and tell of it."""
    layout = film.layout(atlas)
    shown = film.scene(atlas, day, layout)
    places, taken = _between(
        atlas, film, shots, next(k for k, s in enumerate(shots) if s.day == day)
    )
    lines = [line.xy for line in shown.lines if ids.parse(line.id)[1] in taken]
    middles = ((float(x), float(y)) for x, y in (xy[len(xy) // 2] for xy in lines))
    shown = replace(shown, passed=(*places, *middles))
    laid = sheet(shown, layout, shots, film.title, film.limits(atlas), film.column)
    return raster.pixels(laid, (film.size.width, film.size.height)), Told.of(shown)


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


class Drawer:
    """
    Draws the states of a film, a few in advance, in several processes where that pays.

    States that come again are kept on disk, and those drawn in advance until they come.

    Attributes
    ----------
    title
        Of what was drawn so far.
    sources
        Short names, by id, of the sources of what was drawn so far.
    """

    def __init__(
        self,
        atlas: Atlas,
        film: Film,
        shots: Sequence[Shot],
        ordered: Sequence[int],
        workers: int | None,
    ) -> None:
        self.title = ""
        self.sources: dict[str, str] = {}
        self._atlas, self._film, self._shots = atlas, film, shots
        self._days = first_days(shots, ordered)
        # How often each state is still to come.
        self._left = Counter(number for number, _ in itertools.groupby(ordered))
        self._workers = count(film, len(self._days), workers)
        self._pool: ProcessPoolExecutor | None = None
        self._coming: dict[int, Future[Told]] = {}
        self._next = 0

    def __enter__(self) -> Self:
        processes.keep_memory()
        self._folder = tempfile.TemporaryDirectory(prefix="csto-map-film-")
        if self._workers > 1:
            # Fresh processes: a copy of a process with threads may hang.
            self._pool = ProcessPoolExecutor(
                self._workers,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_start,
                initargs=(self._atlas.folder, self._film, self._shots),
            )
            # A process starts when there is something to do.
            for _ in range(self._workers):
                self._pool.submit(gc.freeze)
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
        self._folder.cleanup()

    def settle(self, film: Film) -> None:
        """Draw a film from now on that differs in what is settled: places and column."""
        self._film = film

    def drawn(self, number: int) -> Pixels:
        """Return the picture of a state; waits for it where it is still being drawn."""
        self._left[number] -= 1
        kept = self._path(number, "png")
        if kept.exists():
            picture = opaque(Image.open(io.BytesIO(kept.read_bytes())))
            if not self._left[number]:
                kept.unlink()
            return picture
        picture = self._new(number)
        if self._left[number]:
            kept.write_bytes(encoded(image(picture), level=1))
        return picture

    def _new(self, number: int) -> Pixels:
        if self._pool is None:
            picture, told = draw(self._atlas, self._film, self._shots, self._days[number])
            self._tell(told)
            return picture
        while self._next < len(self._days) and self._next <= number + 3 * self._workers:
            settled = self._film.places, self._film.column
            path = self._path(self._next, "bgrx")
            self._coming[self._next] = self._pool.submit(
                _work, self._days[self._next], path, *settled
            )
            self._next += 1
        self._tell(self._coming.pop(number).result())
        path = self._path(number, "bgrx")
        picture = np.fromfile(path, np.uint8).reshape(self._film.size.height, -1, 4)
        path.unlink()
        return picture

    def _tell(self, told: Told) -> None:
        self.title = self.title or told.title
        self.sources |= told.sources

    def _path(self, number: int, ending: str) -> Path:
        return Path(self._folder.name) / f"{number}.{ending}"


# What a drawing process has: set once when it starts.
_STARTED: dict[str, Any] = {}


def _start(folder: Path, film: Film, shots: Sequence[Shot]) -> None:
    # Ctrl+C is the parent's: it ends this process in order.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _STARTED.update(atlas=Atlas.load(folder), film=film, shots=shots)
    # What is loaded stays: nobody need look through it for what is left over.
    gc.freeze()


def _end_with_parent() -> None:
    """End with the parent: a killed one cannot end us, and our queue would never close."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(
    day: date, path: Path, places: tuple[Box | None, ...] | None, column: Held | None
) -> Told:
    """Draw a day of the film, in which places and column are settled, into a file."""
    film = replace(_STARTED["film"], places=places, column=column)
    picture, told = draw(_STARTED["atlas"], film, _STARTED["shots"], day)
    # Plain pixels, for a moment: to press them takes longer than all else.
    picture.tofile(path)
    return told
