"""What a scene is made of: drawn things, each with its id, place and looks.

Positions are projected kilometres, sizes are screen pixels of the map frame. All are
plain values: equal ones compare equal, and any of them can be pickled.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from csto_map.facts.ids import MapId
from csto_map.language.speech import number
from csto_map.picture.style import Dash

# Longitude and latitude.
Spot = tuple[float, float]


class Titles(Mapping[str, str]):
    """Titles by id that never change: a mapping that can be compared, hashed and pickled."""

    __slots__ = ("_pairs",)

    def __init__(self, titles: Mapping[str, str]) -> None:
        self._pairs = tuple(titles.items())

    def __getitem__(self, id_: str) -> str:
        for known, title in self._pairs:
            if known == id_:
                return title
        raise KeyError(id_)

    def __iter__(self) -> Iterator[str]:
        return (id_ for id_, _ in self._pairs)

    def __len__(self) -> int:
        return len(self._pairs)

    def __hash__(self) -> int:
        return hash(frozenset(self._pairs))

    def __repr__(self) -> str:
        return f"Titles({dict(self._pairs)})"


class _Outlined:
    """Compares values of which some are arrays, which Python's own comparison cannot."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return all(_same(one, two) for one, two in zip(_values(self), _values(other), strict=True))

    def __hash__(self) -> int:
        return hash(tuple(value for value in _values(self) if not _holds_arrays(value)))


def _values(thing: object) -> list[object]:
    return [getattr(thing, item.name) for item in fields(thing)]  # type: ignore[arg-type]


def _holds_arrays(value: object) -> bool:
    first = value[0] if isinstance(value, tuple) and value else value
    return isinstance(first, np.ndarray)


def _same(one: object, other: object) -> bool:
    if one is other:
        return True
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return np.array_equal(one, other)
    return bool(one == other)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A small picture: `box` is the viewBox of its SVG, `body` the elements in it."""

    box: str
    body: str

    @property
    def svg(self) -> str:
        """The whole document."""
        return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{self.box}">{self.body}</svg>'


@dataclass(frozen=True, slots=True, eq=False)
class Disputed(_Outlined):
    """
    An area whose belonging is disputed, and the sentence about it.

    Without `rings` no source outlines it: it is a ring at `x`, `y`.
    """

    id: str
    name: str
    told: str
    rings: tuple[NDArray[np.float64], ...]
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Relief:
    """
    A sheet of relief: 8-bit grey, row by row from the north, flat where no land is drawn.

    It covers `box`, x0, y0, x1, y1 in km.
    """

    box: tuple[float, float, float, float]
    columns: int
    rows: int
    grey: bytes

    def __repr__(self) -> str:
        return f"Relief({self.box}, {self.columns} x {self.rows})"


@dataclass(frozen=True, slots=True, eq=False)
class Backdrop(_Outlined):
    """
    What lies under all that changes with time.

    `land` is that of the rest of the world, whose rings may touch; `rivers` are the large
    ones, `streams` the others. Of `reliefs` the finest that holds a frame is drawn.
    """

    land: tuple[NDArray[np.float64], ...]
    lakes: tuple[NDArray[np.float64], ...]
    rivers: tuple[NDArray[np.float64], ...]
    streams: tuple[NDArray[np.float64], ...]
    reliefs: tuple[Relief, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Area(_Outlined):
    """
    A country. `rings` are closed, holes running against exteriors; status None is neutral.

    `label` is where its name best stands, if that is known; `source_ids` are those of its status.
    Its name is placed by `outline`, rings that count in so many `decimals` of a kilometre:
    those that the page has in a frame of the same scale. `changed` says that a map of a series
    marks it. `of` are the codes of states that lie within it on the day.
    """

    id: str
    name: str
    status: str | None
    status_text: str
    certain: bool
    rings: tuple[NDArray[np.float64], ...]
    fill: str
    hatch: str
    ink: str
    line: str
    width: float
    dash: Dash
    label: tuple[float, float] | None = None
    source_ids: tuple[str, ...] = ()
    outline: tuple[NDArray[np.float64], ...] = ()
    decimals: int = 0
    changed: bool = False
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since the map before in a series: since when, and a line of words."""

    heading: str
    told: str


@dataclass(frozen=True, slots=True, eq=False)
class Line(_Outlined):
    """
    A border sector, coloured and broken by who guards it; hollow when that is not certain.

    `told` says who guards it, as the legend does. `width` and `dash`, of dashes and gaps in
    turn, are those of a line at its full width.
    """

    id: str
    name: str
    xy: NDArray[np.float64]
    colour: str
    width: float
    dash: tuple[float, ...]
    hollow: bool
    guard: str
    force: str
    told: str = ""
    source_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cut:
    """
    Where two border sectors meet, by their ids.

    `nx`, `ny` is the unit vector square to the border's run there.
    """

    one: str
    other: str
    x: float
    y: float
    nx: float
    ny: float


@dataclass(frozen=True, slots=True)
class Mark:
    """
    What a symbol may stand for: something at a place, shown on the day.

    `kind_name` is its kind in words; `icon` its own icon in the set asked for, `kind_icon`
    that of its kind in the legend, `plain` the one of the plain set. `soft` says that
    only the town or area of its place is known; `at` are the states in which the facts have it,
    empty where they do not say. In a difference and in a series `sign` says what became of it
    and `gone` that it is no longer there.
    """

    id: MapId
    layer: str
    kind: str
    kind_name: str
    name: str
    x: float
    y: float
    icon: str
    kind_icon: str
    plain: str
    accent: str
    soft: bool
    certain: bool
    source_ids: tuple[str, ...]
    sign: str = ""
    gone: bool = False
    at: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Symbol:
    """
    A drawn symbol, perhaps for a stack.

    `x`, `y` is where it is drawn, `anchor_x`, `anchor_y` its own place; `members`
    are the ids that it stands for, its own first; `soft` says that only the
    town or area of its place is known. `badge` stands at its corner, for a stack its size
    if nothing else; `faded` ones are no longer there. `states` are those in which it is.
    """

    id: str
    layer: str
    x: float
    y: float
    anchor_x: float
    anchor_y: float
    size: float
    icon: str
    drawing: Drawing
    certainty: str
    name: str
    members: tuple[str, ...]
    leader: bool
    soft: bool
    badge: str = ""
    faded: bool = False
    states: tuple[str, ...] = ()

    @property
    def svg(self) -> str:
        """Its drawing as a whole document."""
        return self.drawing.svg


@dataclass(frozen=True, slots=True)
class Label:
    """
    A line of text whose middle (vertically) is at `y`; `id` is the thing it names.

    `spacing` is the gap after each letter, in pixels. `kind` is what it names: a state, a
    site, a town or a water; water names are `italic`. `point` is the place that it names, in km:
    the foot of a line for a state beside which it stands, a ring or, for a `capital`, a dot for
    a town.
    """

    id: str
    text: str
    x: float
    y: float
    anchor: str
    size: int
    weight: int
    colour: str
    halo: str
    spacing: float = 0.0
    kind: str = "site"
    italic: bool = False
    point: tuple[float, float] | None = None
    capital: bool = False


@dataclass(frozen=True, slots=True)
class Troop:
    """
    How many people of one side there are in a country on the day, before it has a frame.

    `low` and `high` are None where no total is known. `x`, `y` is the middle of its sites and
    units, in km; `scale` says how large its circle is, as a share of the usual size.
    """

    id: str
    host: str
    operator: str
    name: str
    accent: str
    x: float
    y: float
    low: int | None
    high: int | None
    age: str
    text: str
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Post:
    """The number of a body of troops on the day, with the ids of its marks."""

    id: str
    accent: str
    marks: tuple[str, ...]
    low: int
    high: int
    age: str
    text: str


@dataclass(frozen=True, slots=True)
class Movement:
    """
    What one sender has in one operation on the day, before it has a frame.

    It goes from `x0`, `y0` to `x1`, `y1`, km. `low` and `high` are None where its number is
    not known; `derived` says that it is what the total leaves, at most. `place` is the id of
    where it ends, `sender` the code of who sent it and `text` his name with the number.
    `settled` says that it has been there for long, so that others come first, `scale` how wide
    it is, as a share of the usual width.
    """

    id: MapId
    ids: tuple[MapId, ...]
    place: MapId
    sender: str
    operation: str
    accent: str
    x0: float
    y0: float
    x1: float
    y1: float
    low: int | None
    high: int | None
    derived: bool
    certain: bool
    number: str
    text: str
    source_ids: tuple[str, ...] = ()
    settled: bool = False
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Arrival:
    """
    Where movements end on the day: a ring at `x`, `y`, km, with the total, if it is known.

    `soft` says that no source gives the place within the country.
    """

    id: MapId
    ids: tuple[MapId, ...]
    name: str
    accent: str
    x: float
    y: float
    soft: bool
    certain: bool
    text: str
    hides: tuple[MapId, ...] = ()
    source_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Number:
    """
    A drawn number of people: a circle, or a text at symbols.

    `shape` is ``circle``, ``unknown``, ``text`` or ``plate``; `x`, `y` its middle in pixels of
    the frame, `radius` and `core` those of a circle. `feet` are where its leader lines end, in
    pixels. `label` is its text with its own place: x, y and anchor; `name` says whose it is
    where the map does not, and stands at `named`. `host` is the state which it names so that
    it needs no other name. `scale` is that of its `Troop`.
    """

    id: str
    shape: str
    accent: str
    hollow: bool
    x: float
    y: float
    radius: float
    core: float
    feet: tuple[tuple[float, float], ...]
    text: str
    label: tuple[float, float, str] | None
    low: int | None
    high: int | None
    name: str = ""
    named: tuple[float, float, str] | None = None
    host: str = ""
    scale: float = 1.0

    @property
    def on_core(self) -> bool:
        """Whether its text stands on the body of its circle."""
        filled = self.shape == "circle" and not self.hollow and self.core > 0
        return filled and self.label == (self.x, self.y, "middle")

    def root(self, x: float, y: float) -> Spot | None:
        """
        Return where the line to a place begins; None where the place lies within the circle.

        That is at a circle's edge, for the map shows through circles, and in the middle of a
        plate.
        """
        if self.shape == "plate":
            return self.x, self.y
        dx, dy = x - self.x, y - self.y
        away = math.sqrt(dx * dx + dy * dy)
        if away <= self.radius:
            return None
        share = self.radius / away
        return self.x + dx * share, self.y + dy * share

    def as_object(self, degrees: Callable[[float, float], Spot]) -> dict[str, object]:
        """Give it for JSON; `degrees` makes longitude and latitude of pixels of the frame."""
        lon, lat = degrees(self.x, self.y)
        return {
            "id": self.id,
            "shape": self.shape,
            "lon": lon,
            "lat": lat,
            "feet": [list(degrees(x, y)) for x, y in self.feet],
            "low": self.low,
            "high": self.high,
            "hollow": self.hollow,
            "text": self.text,
            "radius": self.radius,
            "leader": bool(self.feet),
        }


@dataclass(frozen=True, slots=True)
class Flow:
    """
    A drawn movement, in pixels of the frame: a curve with a head.

    `points` are its root, its turn and the foot of its head; `head` the corners of that.
    `arrives` is the unit vector of its way at the tip. `label` is where its `text` stands: x,
    y and anchor; it is a pill of the number alone where that is `pill`.
    """

    id: MapId
    ids: tuple[MapId, ...]
    place: MapId
    sender: str
    accent: str
    width: float
    dashed: bool
    points: tuple[tuple[float, float], tuple[float, float], tuple[float, float]]
    head: tuple[tuple[float, float], tuple[float, float], tuple[float, float]]
    arrives: tuple[float, float]
    text: str
    label: tuple[float, float, str] | None
    pill: bool
    low: int | None
    high: int | None
    derived: bool
    ends: tuple[tuple[float, float], tuple[float, float]]

    def as_object(self, degrees: Callable[[float, float], Spot]) -> dict[str, object]:
        """Give it for JSON; `degrees` makes longitude and latitude of the map's kilometres."""
        return {
            "id": self.id,
            "ids": list(self.ids),
            "sender": self.sender,
            "low": self.low,
            "high": self.high,
            "derived": self.derived,
            "dashed": self.dashed,
            "width": self.width,
            "text": self.text,
            "from": list(degrees(*self.ends[0])),
            "to": list(degrees(*self.ends[1])),
        }


@dataclass(frozen=True, slots=True)
class Ring:
    """
    The drawn end of movements: a circle in pixels, with its text and where that stands.

    `quiet` says that the movements themselves are not drawn.
    """

    id: MapId
    ids: tuple[MapId, ...]
    name: str
    accent: str
    x: float
    y: float
    radius: float
    soft: bool
    text: str
    label: tuple[float, float, str] | None
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Sketch:
    """
    An annotation on the map's plane, before it has a frame.

    `strokes` are its lines in km: of an arrow from its root to its tip, of a circle `closed`
    where it is whole. Its words, `text` and `number` (of a distance), stand at `at`; `title`
    says what it is. `days` are the first and the last on which it is shown, as ordinals;
    None for all.
    """

    kind: str
    pen: str
    title: str
    text: str
    number: str
    state: str
    strokes: tuple[tuple[tuple[float, float], ...], ...]
    closed: bool
    at: tuple[float, float]
    days: tuple[int, int] | None

    def holds(self, first: int, last: int) -> bool:
        """Say whether it is shown on a day from `first` to `last`, ordinals."""
        return self.days is None or (self.days[0] <= last and first <= self.days[1])


@dataclass(frozen=True, slots=True)
class Annotated:
    """
    A drawn annotation, in pixels of the frame.

    `kind` is one of `csto_map.query.annotations.KINDS`. `strokes` are lines, a `closed` one
    filled; `head` are the corners of an arrow's head and `dots` the ends of a distance;
    `state` is the code of the state that is outlined. `lines` are its words as they are
    broken, on the `plate`: left, top, right and bottom; None without words in sight. One that
    has moved off another has a thin line to its `foot`.
    """

    kind: str
    colour: str
    title: str
    lines: tuple[str, ...]
    plate: tuple[float, float, float, float] | None
    foot: tuple[float, float] | None
    strokes: tuple[tuple[tuple[float, float], ...], ...]
    closed: bool
    head: tuple[tuple[float, float], ...]
    dots: tuple[tuple[float, float], ...]
    state: str


@dataclass(frozen=True, slots=True)
class Swatch:
    """
    How a legend entry looks: an area (fill, hatch, line), a line, or an icon.

    A line is broken by `pattern` and hollow where it has a `core`, the colour inside it.
    `sign` and `faded` are an icon's badge and whether it is no longer there.
    """

    fill: str = ""
    hatch: str = ""
    ink: str = ""
    line: str = ""
    width: float = 1.0
    dash: Dash = "solid"
    pattern: tuple[float, ...] = ()
    core: str = ""
    icon: Drawing | None = None
    sign: str = ""
    faded: bool = False


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """
    One line of the legend: what is visible of one kind, and how many.

    `was` is how many there were on an earlier day that the picture compares with.
    `slot` counts the lines kept free for layers that a browser adds, from 1.
    """

    layer: str
    key: str
    label: str
    count: int
    swatch: Swatch
    was: int | None = None
    slot: int = 0

    def counted(self, language: str) -> str:
        """Write the count as a language does."""
        if self.slot:
            return ""
        count = number(self.count, language)
        return count if self.was is None else f"{number(self.was, language)} → {count}"


@dataclass(frozen=True, slots=True)
class Reference:
    """
    A source that a picture may name; texts as in `SourceRef`.

    `place` orders sources from the best to those that only give points.
    """

    id: str
    short: str
    brief: str
    place: tuple[bool, int]


@dataclass(frozen=True, slots=True)
class SourceRef:
    """
    A numbered source of what is visible.

    `short` is publisher, title and date in one line; `brief` only publisher and year.
    """

    n: int
    id: str
    short: str
    brief: str
