"""Everything a film can be asked for, and the one reader of it.

The command line and the page's jobs speak the same names; those that a still has too
mean the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from csto_map.atlas import Atlas
from csto_map.errors import BadOption
from csto_map.export import sizes
from csto_map.export.films.frames import Layout, note
from csto_map.export.options import Box, read_box
from csto_map.history.timeline import State
from csto_map.language.words import languages
from csto_map.picture import own as own_layers
from csto_map.picture import scene
from csto_map.picture.own import OwnLayer
from csto_map.query import filters as filtering
from csto_map.query import times as timing
from csto_map.query.filters import Filters
from csto_map.query.times import Times

NAMES: Mapping[str, str] = MappingProxyType(
    {
        "from": "first day; the atlas's first without it",
        "to": "last day; the last one checked without it",
        "step": "day, month, year or change",
        "fps": "frames a second; 12 without it",
        "seconds": "how long a step stays; one frame without it",
        "dwell": "how many seconds a turning point stays, with its title; 1.5 without it",
        "size": "preset or 1920x1080",
        "view": "named frame of the map",
        "org": "organisation through which the states are coloured",
        "layers": "layers, with commas between",
        "style": "light, dark or grey",
        "icons": "app6 or plain",
        "box": "another frame than the view's own: x0,y0,x1,y1 in km",
        "lang": "language of names and words: en or ru",
        "tm": "instant, or cumulative: everything from the range's first day up to each day",
        "range": "first and last day of tm: 1999-01-01..2005-12-31; all days without it",
        "title": "title in place of the generated one",
        **filtering.NAMES,
        "own": "layers of one's own by their file names, with commas between",
    }
)
_LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Film:
    """
    What to film.

    `first` and `last` are days, `step` one of day, month, year, change. `seconds`
    is how long a step stays (None: one frame), `dwell` how long a turning point
    does. `view`, `lens`, `layers`, `style`, `icons`, `box` are those of
    `csto_map.picture.scene.build`, as are `language`, `times`, `filters` and `own`; `title` None
    is made from view and lens.
    """

    first: date | str
    last: date | str
    step: str = "month"
    fps: int = 12
    seconds: float | None = None
    dwell: float = 1.5
    width: int = 1920
    height: int = 1080
    view: str | None = None
    lens: str | None = None
    layers: tuple[str, ...] | None = None
    style: str = "light"
    icons: str = "app6"
    box: Box | None = None
    title: str | None = None
    language: str = "en"
    times: Times | None = None
    filters: Filters = field(default_factory=Filters)
    own: tuple[OwnLayer, ...] = ()

    def layout(self, atlas: Atlas) -> Layout:
        """Lay out its frames."""
        name = atlas.timeline_in(self.language)["projection"]
        limits = self.limits(atlas)
        said = {self.note(atlas, day): None for day in self._note_days(atlas)}
        notes = [note(text, atlas.version, name, limits, self.language) for text in said]
        return Layout.of(self.width, self.height, notes)

    def _note_days(self, atlas: Atlas) -> list[date]:
        """Give the days of the film from which the note below the map may be another one."""
        first, last = atlas.day(self.first), atlas.day(self.last)
        line = atlas.timeline_in(self.language)
        others = [day for day, _ in line["notes"]]
        others += [day for one in line["not_covered"] for day in (one["from"], one["until"]) if day]
        inner = [date.fromordinal(day) for day in others]
        return [first, *(day for day in inner if first < day <= last)]

    def note(self, atlas: Atlas, day: date) -> str:
        """Say what stands below the map on a day."""
        box = scene.extent(atlas.config, self.view or atlas.config.default_view, self.box)
        line, said = atlas.timeline_in(self.language), atlas.speech(self.language)
        return scene.note(line, said, self.days(day), box)

    def limits(self, atlas: Atlas) -> str:
        """Say what the film shows less or more than each day's state; "" where nothing."""
        said = atlas.speech(self.language)
        parts = [self.filters.in_words(atlas.timeline_in(self.language), atlas, said)]
        if self.times and self.times.mode == "cumulative":
            first = said.day(self.times.first)
            parts.insert(0, said.said["filters"]["film_cumulative"].format_map({"from": first}))
        parts.append(scene.own_note(self.own, said))
        return " ".join(filter(None, parts))

    def days(self, day: date) -> tuple[int, int]:
        """Give the first and the last day that the film tells of on a day, as ordinals."""
        first, last = (self.times and self.times.span(day)) or (day, day)
        return first.toordinal(), last.toordinal()

    def state(self, atlas: Atlas, day: date) -> State:
        """Say what the film shows of a day."""
        lens = self.lens or atlas.config.default_lens
        return scene.truth(atlas.timeline, day, lens, self.times, self.filters)

    def scene(self, atlas: Atlas, day: date, layout: Layout) -> scene.Scene:
        """Build the scene of a day in the film's map frame."""
        _, _, wide, tall = layout.map
        return scene.build(
            atlas,
            day,
            view=self.view,
            lens=self.lens,
            layers=self.layers,
            style=self.style,
            width=wide,
            height=tall,
            icons=self.icons,
            box=self.box,
            language=self.language,
            times=self.times,
            filters=self.filters,
            own=self.own,
        )


def read(
    atlas: Atlas,
    asked: Mapping[str, str],
    own: Sequence[OwnLayer] = (),
    max_pixels: int = sizes.MAX_PIXELS,
) -> Film:
    """
    Read a film from named texts.

    Parameters
    ----------
    asked
        Name -> text; the names are those of `NAMES`, all may be missing.
    own
        Layers of one's own that can be asked for by name.
    max_pixels
        Largest picture allowed.

    Raises
    ------
    BadOption
        A ValueError: an unknown name, or a text that is no number or size where one
        is needed. Names of views and the like are checked by `csto_map.export.films.film`.
    """
    for name in asked:
        if name not in NAMES:
            raise BadOption(f"{name!r} is no option of a film; there are {', '.join(NAMES)}")
    size = sizes.parse(asked.get("size") or "slide", max_pixels)
    title = " ".join(asked.get("title", "").split())
    if len(title) > _LONGEST_TITLE or not title.isprintable():
        raise BadOption(f"title is not at most {_LONGEST_TITLE} printable characters")
    language = asked.get("lang") or "en"
    if language not in languages():
        raise BadOption(f"lang {language!r} does not exist; there are {', '.join(languages())}")
    times = timing.read(atlas, asked)
    if times.mode == "range":
        raise BadOption("tm 'range' shows the same on every day: a film is instant or cumulative")
    seconds = asked.get("seconds")
    layers = asked.get("layers")
    return Film(
        first=asked.get("from") or atlas.first,
        last=asked.get("to") or atlas.horizon,
        step=asked.get("step") or "month",
        fps=int(_number("fps", asked.get("fps") or "12", whole=True)),
        seconds=_number("seconds", seconds) if seconds else None,
        dwell=_number("dwell", asked.get("dwell") or "1.5"),
        width=size.width,
        height=size.height,
        view=asked.get("view") or None,
        lens=asked.get("org") or None,
        layers=None if layers is None else tuple(x for x in layers.split(",") if x),
        style=asked.get("style") or "light",
        icons=asked.get("icons") or "app6",
        box=read_box(asked["box"]) if asked.get("box") else None,
        title=title or None,
        language=language,
        times=times,
        filters=filtering.read(atlas, asked),
        own=own_layers.chosen(asked.get("own", ""), own),
    )


def _number(name: str, text: str, *, whole: bool = False) -> float:
    try:
        return int(text) if whole else float(text)
    except ValueError:
        kind = "whole number" if whole else "number"
        raise BadOption(f"{name}={text!r} is not a {kind}") from None
