"""What a picture is of, before it has a frame: plain data, with no way back to the atlas."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from csto_map.facts import ids
from csto_map.facts.cone import Rotation
from csto_map.facts.config import Side
from csto_map.history.compare import Difference
from csto_map.history.findings import Band, Tally, Turn
from csto_map.picture import numbers as numbering
from csto_map.picture.ground import Town, Water
from csto_map.picture.parts import (
    Area,
    Arrival,
    Backdrop,
    Cut,
    Disputed,
    Line,
    Mark,
    Movement,
    Post,
    Reference,
    Since,
    Sketch,
    Titles,
    Troop,
)
from csto_map.picture.style import STYLES, Style
from csto_map.picture.user_layers import UserLayer
from csto_map.picture.views import Frame, is_seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """
    All that is shown of a day, or of a range of days, in one language and style.

    It knows neither tables nor the atlas, and needs nothing else to be set in a frame of
    any size: equal subjects give equal pictures.

    Attributes
    ----------
    box
        x0, y0, x1, y1 in projected kilometres: what any frame shows at least, with the same
        middle, width and height where it is turned.
    rotation
        How frames are turned; None for not at all.
    days
        The first and the last day shown, as ordinals, mostly `date` twice.
    areas, lines, marks
        In drawing order; of marks those first that head a stack.
    cuts
        Where two of the lines meet.
    title, place
        The whole title, and the name of the view in it: "" for a box of the user's own.
    changed
        The last change that concerns the view, as a sentence with its date.
    headings
        Titles of the layers, for the legend.
    groups, statuses
        Words of the legend for operator groups and statuses, in the legend's order.
    possible
        What the legend calls a mark that is not certain.
    references, boundary_ids, ground_ids
        All sources that a frame may name, and the ids of those of the boundaries and of the
        ground.
    limits
        Says what is left out by filters; "" where nothing is.
    user_layers, slots, user_note
        User layers, what holds on the day; how many more the page adds by
        itself; and that none of them, nor of the annotations, is from the atlas.
    numbers
        How people are counted on the map: one of `csto_map.query.question.NUMBERS`.
    troops, posts
        How many there are by country and side, and by body of troops.
    movements, arrivals
        What was sent where, and the places at which that ends.
    ground
        "relief", or "plain" for a map without it.
    towns, waters
        What may be named of the ground, the most important first.
    backdrop, disputed
        What lies under the map, if the atlas has it, and the areas that are hatched.
    passed
        Places in km at which somebody has just left or taken over, for a film.
    changes
        What differs, for the subject of a difference; None for any other.
    since
        What changed since the map before, for the subject of a map in a series.
    atlas_title, usual_lens
        The name of the atlas, and whether the lens is the one that it begins with.
    covered
        First and last day of which there are facts, as ordinals.
    licence
        The licence of the facts, with whom to name; "" where the atlas has none.
    headline, tally
        What is found: a sentence without date and full stop, and the chart that counts it.
    insets
        Small maps within it, each a subject of its own.
    annotations
        What the author writes on the map, also on other days than those shown.
    turns, band
        Turning points of the view, the most important first; the number its timeline draws.
    """

    date: date
    view: str
    lens: str
    layers: tuple[str, ...]
    style: str
    icons: str
    language: str
    box: tuple[float, float, float, float]
    rotation: Rotation | None
    days: tuple[int, int]
    areas: tuple[Area, ...]
    lines: tuple[Line, ...]
    cuts: tuple[Cut, ...]
    marks: tuple[Mark, ...]
    title: str
    place: str
    subtitle: str
    changed: str
    boundary_note: str
    projection_name: str
    data_version: str
    licence: str
    headings: Titles
    groups: Titles
    statuses: Titles
    possible: str
    references: tuple[Reference, ...]
    boundary_ids: tuple[str, ...]
    limits: str
    user_layers: tuple[UserLayer, ...] = ()
    slots: int = 0
    user_note: str = ""
    numbers: str = "off"
    troops: tuple[Troop, ...] = ()
    posts: tuple[Post, ...] = ()
    movements: tuple[Movement, ...] = ()
    arrivals: tuple[Arrival, ...] = ()
    ground_ids: tuple[str, ...] = ()
    ground: str = "relief"
    backdrop: Backdrop | None = None
    disputed: tuple[Disputed, ...] = ()
    passed: tuple[tuple[float, float], ...] = ()
    towns: tuple[Town, ...] = ()
    waters: tuple[Water, ...] = ()
    changes: tuple[Difference, ...] | None = None
    since: Since | None = None
    atlas_title: str = ""
    usual_lens: bool = True
    covered: tuple[int, int] = (0, 0)
    headline: str = ""
    tally: Tally | None = None
    turns: tuple[Turn, ...] = ()
    band: Band | None = None
    insets: tuple[Inset, ...] = ()
    annotations: tuple[Sketch, ...] = ()

    @property
    def headline_with_date(self) -> str:
        """The date and the headline, where one line is wanted."""
        return f"{self.subtitle}: {self.headline}"

    @property
    def looks(self) -> Style:
        """The style by its name."""
        return STYLES[self.style]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inset:
    """
    A small map within a wide one: what it shows, and at which sides it may stand.

    `place` is where it stands, in pixels of the wide map's frame; None for wherever it finds
    room.
    """

    title: str
    sides: tuple[Side, ...]
    subject: Subject
    place: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """What a frame shows of a subject; `closer` are marks that are symbols closer up."""

    areas: tuple[Area, ...]
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]
    user_layers: tuple[UserLayer, ...]
    moved: tuple[Movement | Arrival, ...] = ()
    closer: tuple[Mark, ...] = ()
    disputed: tuple[Disputed, ...] = ()


def hidden(subject: Subject) -> frozenset[str]:
    """Give the ids of the marks that an arrow stands for, and which are no symbols therefore."""
    return frozenset(id_ for end in subject.arrivals for id_ in end.hides)


def seen(subject: Subject, frame: Frame) -> Seen:
    """Say what a frame shows of a subject."""
    marks, closer = marks_seen(subject, frame)
    return Seen(
        tuple(area for area in subject.areas if is_seen(area.rings, frame)),
        tuple(line for line in subject.lines if _crosses(line, frame)),
        marks,
        tuple(layer.within(frame) for layer in subject.user_layers),
        _moved(subject, frame),
        closer,
        tuple(area for area in subject.disputed if _is_hatched(area, frame)),
    )


def marks_seen(subject: Subject, frame: Frame) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    """Say which marks a frame shows as symbols, and which it would show from nearer."""
    hides = hidden(subject)
    mode = numbering.mode_in(subject.numbers, frame)
    # What a series marks is a symbol in any frame: a circle does not tell what is new.
    plain = [mark for mark in subject.marks if not mark.sign]
    far = numbering.closer(mode, subject.troops, plain, frame)
    marks = [mark for mark in subject.marks if mark.id not in hides and frame.holds(mark.x, mark.y)]
    return (
        tuple(mark for mark in marks if mark.id not in far),
        tuple(mark for mark in marks if mark.id in far),
    )


def _is_hatched(area: Disputed, frame: Frame) -> bool:
    return is_seen(area.rings, frame) if area.rings else frame.holds(area.x, area.y)


def _moved(subject: Subject, frame: Frame) -> tuple[Movement | Arrival, ...]:
    """Give the movements that end in a frame, and their ends."""
    moved = [one for one in subject.movements if frame.holds(one.x1, one.y1)]
    places = {one.place for one in moved}
    return (*moved, *(end for end in subject.arrivals if end.id in places))


def changes_in(subject: Subject, seen: Seen) -> tuple[Difference, ...]:
    """Give the changes of a difference that a frame shows, and those that no map can show."""
    drawn: set[str] = {mark.id for mark in seen.marks}
    drawn |= {line.id for line in subject.lines} | {area.id for area in subject.areas}
    return tuple(
        change
        for change in subject.changes or ()
        if change.id in drawn or ids.parse(change.id)[0] == "grouping"
    )


def _crosses(line: Line, frame: Frame) -> bool:
    """Say whether the box around a line meets a frame."""
    x, y = frame.upright(line.xy[:, 0], line.xy[:, 1])
    return bool(
        x.min() <= frame.x1 and x.max() >= frame.x0 and y.min() <= frame.y1 and y.max() >= frame.y0
    )
