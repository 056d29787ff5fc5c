"""A film in segments: stretches of shots that are drawn and encoded by themselves, and joined.

Where a film is cut depends on the film alone, so that it is the same whoever makes the
segments: one process, several on one machine, or workers elsewhere. What a segment needs is a
`Plan`, which can be sent; what it leaves is a file, or a folder, and what is `Told` of it.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from csto_map.atlas import Atlas
from csto_map.export.films import reel, states
from csto_map.export.films.film_options import Film
from csto_map.export.films.frames import Stamp
from csto_map.export.films.shots import Shot
from csto_map.export.films.states import Told
from csto_map.picture.style import STYLES

# What a segment costs at most, where a picture costs 1 and a new state so much more: each begins
# with a whole picture, and while the last ones are made some processors are idle.
MOST_COST, _STATE_COST = 300, 3


@dataclass(frozen=True, slots=True)
class Plan:
    """
    All that is settled of a film before it is drawn; it can be sent to another process.

    Attributes
    ----------
    film
        With places for its insets, and its column.
    states
        The number of each shot's state: shots of one number look alike but for their stamp.
    ending
        Of its file; "" for a folder.
    palette
        Colours of the formats that have few.
    """

    film: Film
    shots: tuple[Shot, ...]
    states: tuple[int, ...]
    ending: str
    palette: bytes = b""

    def reel(self, cut: Segment) -> reel.Reel:
        """Say what an encoder must know of some of its shots."""
        size, frames = self.film.size, tuple(shot.frames for shot in self.shots)
        return reel.Reel(
            size.width,
            size.height,
            self.film.fps,
            frames[cut.first : cut.end],
            sum(frames[: cut.first]),
            self.palette,
        )


@dataclass(frozen=True, slots=True)
class Segment:
    """The shots of a film from `first` to before `end`."""

    first: int
    end: int


def split(numbers: Sequence[int]) -> tuple[Segment, ...]:
    """
    Cut a film into segments that cost about the same.

    Parameters
    ----------
    numbers
        The number of each shot's state.
    """
    news = (a != b for a, b in itertools.pairwise((None, *numbers)))
    costs = list(itertools.accumulate(1 + _STATE_COST * new for new in news))
    count = -(-costs[-1] // MOST_COST)
    cuts = [bisect_left(costs, k * costs[-1] / count) for k in range(count)]
    # A segment has a shot at least.
    cuts = list(dict.fromkeys([*cuts, len(numbers)]))
    return tuple(Segment(first, end) for first, end in itertools.pairwise(cuts))


def make(
    atlas: Atlas, plan: Plan, segment: Segment, path: Path, progress: Callable[[], None]
) -> Told:
    """
    Draw and encode a segment.

    Parameters
    ----------
    path
        Where it is put: a file or a folder, for `join`.
    progress
        Called after every picture; to cancel, raise from it.
    """
    shots = plan.shots[segment.first : segment.end]
    told = Told()

    def pictures() -> Iterator[reel.Picture]:
        nonlocal told
        layout = plan.film.layout(atlas)
        stamp = Stamp(layout, STYLES[plan.film.style], plan.shots, plan.film.language)
        shown, drawn = -1, None
        for k, shot in enumerate(shots, start=segment.first):
            if drawn is None or plan.states[k] != shown:
                shown = plan.states[k]
                first = plan.shots[plan.states.index(shown)]
                drawn, more = states.draw(atlas, plan.film, plan.shots, first.day)
                told = told.and_of(more)
            name = f"{k + 1:04}_{shot.day.isoformat()}"
            yield reel.Picture(drawn, stamp.bands(drawn, shot), shot.frames, name)
            progress()

    reel.formatted(plan.ending).segment(path, plan.reel(segment), pictures())
    return told


def join(
    atlas: Atlas, plan: Plan, parts: Sequence[Path], tellings: Sequence[Told], path: Path
) -> None:
    """
    Join the segments of a film, in order.

    Parameters
    ----------
    parts
        What `make` put of each segment of `split`.
    tellings
        What `make` told of each.
    """
    told = Told()
    for one in tellings:
        told = told.and_of(one)
    whole = plan.reel(Segment(0, len(plan.shots)))
    reel.formatted(plan.ending).join(path, whole, parts, _about(atlas, plan, told))


def _about(atlas: Atlas, plan: Plan, told: Told) -> dict[str, str]:
    """Write what players show about a film; every source of what it showed is in it."""
    title = plan.film.title or told.title
    first, last = plan.shots[0].day, plan.shots[-1].day
    span = f"{first.isoformat()} to {last.isoformat()}"
    listed = "; ".join(told.sources.values())
    user_note = plan.film.user_note(atlas)
    return {
        "title": f"{title}, {span}",
        "artist": f"{atlas.config.title}, data {atlas.version}",
        "comment": f"{atlas.config.boundary_source} Sources: {listed}. {user_note}".strip(),
    }
