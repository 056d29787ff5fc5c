"""The waist: what is true at a date, made into things to draw.

Nothing before this file knows how things look; nothing after it knows tables. A
scene is a value: two equal requests give equal scenes, and a picture made from it
needs nothing else.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from csto_map.atlas import Atlas
from csto_map.errors import BadOption
from csto_map.facts.config import Config
from csto_map.history.timeline import State, missed, state_at, state_in
from csto_map.language.speech import Speech
from csto_map.picture import drawn, legend, source_refs
from csto_map.picture import labels as label_places
from csto_map.picture.ground import ground, level_for
from csto_map.picture.own import OwnLayer
from csto_map.picture.parts import Area, Label, LegendEntry, Line, SourceRef, Swatch, Symbol
from csto_map.picture.style import STYLES, Style
from csto_map.picture.views import Frame, fit, is_seen
from csto_map.query.filters import Filters
from csto_map.query.times import Times

__all__ = [
    "Area",
    "Label",
    "LegendEntry",
    "Line",
    "Scene",
    "SourceRef",
    "Swatch",
    "Symbol",
    "build",
    "ground",
    "own_note",
    "refit",
]


@dataclass(frozen=True, slots=True)
class Content:
    """A scene before it has a frame: what `refit` starts from."""

    atlas: Atlas
    day: date
    view: str
    lens: str
    layers: tuple[str, ...]
    style: Style
    icons: str
    speech: Speech
    timeline: Mapping[str, Any]
    state: State
    box: tuple[float, float, float, float]
    areas: tuple[Area, ...]
    lines: tuple[Line, ...]
    marks: tuple[dict[str, Any], ...]
    times: Times | None = None
    filters: Filters = field(default_factory=Filters)
    own: tuple[OwnLayer, ...] = ()
    slots: int = 0

    @property
    def span(self) -> tuple[date, date]:
        """The first and the last day that the scene tells of."""
        return (self.times and self.times.span(self.day)) or (self.day, self.day)

    @property
    def days(self) -> tuple[int, int]:
        """The same as ordinals."""
        first, last = self.span
        return first.toordinal(), last.toordinal()

    def framed(self, width: int, height: int) -> Scene:
        """Frame the content."""
        return compose(self, width, height)


class Framed(Protocol):
    """What a scene is framed anew from."""

    def framed(self, width: int, height: int) -> Scene:
        """Make a scene of another size."""
        ...


@dataclass(frozen=True, slots=True)
class Scene:
    """
    Everything that a picture of one day shows.

    `width` and `height` are those of the map frame in pixels, `x0` to `y1` its
    extent in projected kilometres. Areas and symbols stand in drawing order;
    `headings` are the titles of the layers, for the legend. `days` are the first and
    the last one told of, as ordinals, mostly `date` twice. `limits` says what is left
    out by filters, and is "" where nothing is. `own` are layers of one's own, what holds
    on the day; `slots` is how many more the page adds by itself, and `own_note` says that
    none of them is from the atlas.
    """

    date: date
    view: str
    lens: str
    layers: tuple[str, ...]
    style: str
    width: int
    height: int
    x0: float
    y0: float
    x1: float
    y1: float
    areas: tuple[Area, ...]
    lines: tuple[Line, ...]
    symbols: tuple[Symbol, ...]
    labels: tuple[Label, ...]
    legend: tuple[LegendEntry, ...]
    sources: tuple[SourceRef, ...]
    title: str
    subtitle: str
    changed: str
    boundary_note: str
    projection_name: str
    data_version: str
    headings: Mapping[str, str]
    language: str
    days: tuple[int, int]
    limits: str
    content: Framed = field(repr=False, compare=False)
    own: tuple[OwnLayer, ...] = ()
    slots: int = 0
    own_note: str = ""

    @property
    def frame(self) -> Frame:
        """The map frame."""
        return Frame(self.x0, self.y0, self.x1, self.y1, self.width, self.height)

    @property
    def looks(self) -> Style:
        """The style by its name."""
        return STYLES[self.style]


def _choose(what: str, name: str, among: Sequence[str]) -> str:
    if name not in among:
        raise BadOption(f"{what} {name!r} does not exist; there are {', '.join(among)}")
    return name


def build(
    atlas: Atlas,
    day: date | str,
    *,
    view: str | None = None,
    lens: str | None = None,
    layers: Sequence[str] | None = None,
    style: str = "light",
    width: int = 1280,
    height: int = 720,
    icons: str = "app6",
    box: tuple[float, float, float, float] | None = None,
    language: str = "en",
    times: Times | None = None,
    filters: Filters | None = None,
    own: Sequence[OwnLayer] = (),
    slots: int = 0,
) -> Scene:
    """
    Make the scene of a day.

    Parameters
    ----------
    view, lens, layers
        Ids of ``atlas.toml``; None for the atlas's own defaults.
    style
        A name of `csto_map.picture.style.STYLES`.
    width, height
        Of the map frame, in pixels; the view's box grows to their aspect.
    icons
        "app6" or "plain".
    box
        x0, y0, x1, y1 in projected kilometres: another frame than the view's own.
    language
        Of names and words; a name that no source gives in it stays English.
    times
        Asks for a range of days in place of the day alone; None for the day.
    filters
        What to leave; None for everything.
    own
        Layers of one's own to draw too.
    slots
        Places kept free for as many further ones, which a browser fills in.

    Raises
    ------
    BadOption
        A ValueError: any name that does not exist; it lists those that do.
    DateOutOfRange
        A ValueError: `day` is not covered by the facts.
    """
    atlas, config = atlas.spoken(language), atlas.config
    view = view or config.default_view
    asked = extent(config, view, box)
    lens = _choose("lens", lens or config.default_lens, [x.id for x in config.lenses])
    known = [x.id for x in config.layers]
    chosen = tuple(config.default_layers if layers is None else layers)
    for layer in chosen:
        _choose("layer", layer, known)
    looks = STYLES[_choose("style", style, list(STYLES))]
    _choose("icon set", icons, ["app6", "plain"])
    if width < 64 or height < 64:
        raise BadOption(f"a map of {width} x {height} pixels is too small to draw")
    when = atlas.day(day)
    line, said = atlas.timeline_in(language), atlas.speech(language)
    state = truth(line, when, lens, times, filters)
    fine = fit(*asked, width, height)
    level = config.view(view).level if box is None else level_for(atlas, fine)
    land = ground(atlas, level)
    content = Content(
        atlas,
        when,
        view,
        lens,
        chosen,
        looks,
        icons,
        said,
        line,
        state,
        asked,
        drawn.areas(line, land, state, looks, said, "states" in chosen),
        drawn.lines(atlas, line, land, state, looks) if "border" in chosen else (),
        drawn.marks(line, state, chosen),
        times,
        filters or Filters(),
        tuple(own),
        slots,
    )
    return compose(content, width, height)


def extent(
    config: Config, view: str, box: tuple[float, float, float, float] | None = None
) -> tuple[float, float, float, float]:
    """Give the frame that is asked for, in km: the box, or that of the view; errors as `build`."""
    named = config.view(_choose("view", view, [v.id for v in config.views]))
    return (named.x0, named.y0, named.x1, named.y1) if box is None else _sound(box)


def truth(
    line: dict[str, Any],
    day: date,
    lens: str,
    times: Times | None = None,
    filters: Filters | None = None,
) -> State:
    """Say what is shown of a day: what held then, or in the range asked for, as filtered."""
    span = times.span(day) if times else None
    first, last = (end.toordinal() for end in span or (day, day))
    state = state_in(line, first, last, lens) if span else state_at(line, first, lens)
    return filters.apply(state, line, (first, last)) if filters else state


def _sound(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = box
    if not (
        all(math.isfinite(v) for v in box) and 1 <= x1 - x0 <= 40_000 and 1 <= y1 - y0 <= 40_000
    ):
        raise BadOption(f"box {box} is not x0, y0, x1, y1 in km with x0 < x1 and y0 < y1")
    return box


def _title(content: Content) -> str:
    """Name the lens and the view; a frame of one's own has no name."""
    config, said = content.atlas.config, content.speech
    view = config.view(content.view)
    lens = said.title("lenses", content.lens, config.lens(content.lens).title)
    named = content.box == (view.x0, view.y0, view.x1, view.y1)
    return f"{lens}: {said.title('views', view.id, view.title)}" if named else lens


def refit(scene: Scene, width: int, height: int) -> Scene:
    """Return the same scene in a frame of another size, its symbols placed anew."""
    if (width, height) == (scene.width, scene.height):
        return scene
    return scene.content.framed(width, height)


def compose(content: Content, width: int, height: int) -> Scene:
    """Frame a content: place symbols and names, count, and gather the sources."""
    atlas, config, style = content.atlas, content.atlas.config, content.style
    frame = fit(*content.box, width, height)
    inside = [m for m in content.marks if frame.holds(m["x"], m["y"])]
    placed = drawn.placed(inside, content.state.marks, frame, style, content.icons)
    areas = [a for a in content.areas if is_seen(a.rings, frame)]
    lines = [s for s in content.lines if drawn.crosses(s.xy, frame)]
    countries, said = content.timeline["countries"], content.speech
    own = _own(content)
    points = {c["id"]: tuple(c["label"]) if c["label"] else None for c in countries}
    guards = {c["id"]: str(c["name"]) for c in countries} | {
        code: said.title("guard_titles", code, title) for code, title in config.guard_titles.items()
    }
    return Scene(
        date=content.day,
        view=content.view,
        lens=content.lens,
        layers=content.layers,
        style=style.name,
        width=width,
        height=height,
        x0=frame.x0,
        y0=frame.y0,
        x1=frame.x1,
        y1=frame.y1,
        areas=content.areas,
        lines=content.lines,
        symbols=placed,
        labels=label_places.place(areas, points, placed, frame, style),
        legend=legend.entries(
            areas,
            lines,
            inside,
            content.state.marks,
            style,
            icons=content.icons,
            group_titles=content.timeline["groups"],
            guard_names=guards,
            said=said,
            spanned=content.span[0] != content.span[1],
        )
        + legend.own_entries([layer.within(frame) for layer in own], style, content.slots),
        sources=source_refs.of_shown(
            atlas,
            [
                *(area.id for area in areas if area.status),
                *(mark["id"] for mark in inside),
                *(line.id for line in lines),
            ],
            *content.span,
            content.lens,
        ),
        title=_title(content),
        subtitle=_when(content),
        changed=_changed(content),
        boundary_note=note(content.timeline, said, content.days, content.box),
        projection_name=content.timeline["projection"],
        data_version=atlas.version,
        headings={layer["id"]: layer["title"] for layer in content.timeline["layers"]}
        | {"own": said.said["sheet"]["own"]},
        language=said.language,
        days=content.days,
        limits=content.filters.in_words(content.timeline, atlas, said),
        content=content,
        own=own,
        slots=content.slots,
        own_note=own_note(content.own, content.speech, content.slots),
    )


def _own(content: Content) -> tuple[OwnLayer, ...]:
    """Give what holds on the day of the layers of one's own."""
    shown = (layer.at(*content.days) for layer in content.own)
    return tuple(one.grey() if content.style.name == "grey" else one for one in shown)


def own_note(layers: Sequence[OwnLayer], speech: Speech, slots: int = 0) -> str:
    """Say that layers of one's own are not from the atlas; "" where there are none."""
    said = speech.said["sheet"]
    names = [layer.title for layer in layers]
    told = []
    if names:
        key = "own_layer" if len(names) == 1 else "own_layers"
        told.append(str(said[key].format(names=", ".join(names))))
    if slots:
        told.append(str(said["own_added"]))
    return " ".join(told)


def _when(content: Content) -> str:
    """Say the day, or the first and the last day of a range."""
    first, last = content.span
    said = content.speech
    return said.day(first) if first == last else f"{said.day(first)} \u2013 {said.day(last)}"


def _changed(content: Content) -> str:
    """
    Say what changed on the day or, when nothing did, what changed last before it.

    A range of days is told as such: what changed in it may be much.
    """
    if content.times and content.times.span(content.day):
        return f"{content.times.in_words(content.day, content.speech)}."
    at = content.day.toordinal()
    before = [c for c in content.timeline["changes"] if c["day"] <= at]
    if not before:
        return ""
    last = before[-1]
    if last["day"] == at:
        return f"{last['text']}." if last["exact"] else f"{last['when']}: {last['text']}."
    own = content.speech.said["sheet"]["last_change"]
    return str(own.format(date=last["when"], text=f"{last['text']}."))


def note(
    line: Mapping[str, Any],
    said: Speech,
    days: tuple[int, int],
    box: tuple[float, float, float, float],
) -> str:
    """
    Say below a map whose boundaries it draws, and what it leaves out.

    Parameters
    ----------
    line
        The compiled timeline, in the language of `said`.
    days
        First and last day told of, as ordinals.
    box
        The frame that was asked for, in km.
    """
    texts = [str(text) for from_, text in line["notes"] if from_ <= days[1]]
    gaps = missed(line, *days, box)
    left_out = said.said["sheet"]["not_covered"].format(what="; ".join(gaps)) if gaps else ""
    return " ".join(filter(None, [line["boundary_source"], *texts[-1:], left_out]))
