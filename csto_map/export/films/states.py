"""The states of a film: which shots show the same map, and the sheet of each as pixels."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np

from csto_map.atlas import Atlas
from csto_map.export.films.film_options import Film
from csto_map.export.films.frames import sheet
from csto_map.export.films.shots import Shot
from csto_map.facts import ids
from csto_map.history import movements
from csto_map.picture.scene import Scene
from csto_map.sheet import raster
from csto_map.sheet.canvas import Pixels


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


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of what was drawn: its title, and short names of its sources by their ids."""

    title: str = ""
    sources: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, shown: Scene) -> Told:
        """Ask a scene and its insets."""
        scenes = (shown, *(plate.scene for plate in shown.plates))
        return cls(shown.title, {ref.id: ref.short for one in scenes for ref in one.sources})

    def and_of(self, later: Told) -> Told:
        """Tell of what was drawn later too."""
        return Told(self.title or later.title, {**self.sources, **later.sources})


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
