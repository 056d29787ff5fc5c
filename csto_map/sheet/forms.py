"""What a sheet is made of: its words, the maps on it, and what stands around them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from csto_map.language import direction
from csto_map.picture import legend, source_refs
from csto_map.picture.parts import LegendEntry, SourceRef
from csto_map.picture.scene import Scene, compose
from csto_map.picture.subject import Seen, Subject, seen
from csto_map.picture.views import Frame, fit
from csto_map.sheet.blocks import Bar, Box, Key, Part, Text
from csto_map.sheet.shapes import Shape

# Parts of a sheet that can be left out.
PARTS = (
    *("title", "subtitle", "date", "tally", "legend", "scale", "projection"),
    *("sources", "note", "version", "timeline", "link"),
)


@dataclass(frozen=True, slots=True)
class Trim:
    """
    The words around a map, and which parts are left out.

    Attributes
    ----------
    title, subtitle
        None for the generated ones.
    link
        Printed as permalink; "" for none.
    hide
        Names among `PARTS`.
    more
        The phrase of the sheet that says where the sources that do not fit are listed.
    numbers
        Source id -> number, where a document numbers its sources as a whole.
    """

    title: str | None = None
    subtitle: str | None = None
    handling: str = ""
    link: str = ""
    hide: frozenset[str] = frozenset()
    more: str = "more_sources"
    numbers: Mapping[str, int] | None = None

    def shows(self, part: str) -> bool:
        """Say whether a part is to be there."""
        return part not in self.hide


# Scenes composed for sheets that are laid out again, with other words around them.
_KEPT: OrderedDict[tuple[int, tuple[int, int]], tuple[Subject, Scene]] = OrderedDict()
_MOST_KEPT = 6


def _scene(subject: Subject, size: tuple[int, int]) -> Scene:
    """Compose a scene once for a subject, which is known again by identity, and a size."""
    if isinstance(subject, Scene) and (subject.width, subject.height) == size:
        return subject
    key = id(subject), size
    entry = _KEPT.get(key)
    if entry is None:
        # Kept with its subject, so that an identity cannot pass to another while it lives.
        entry = _KEPT[key] = subject, compose(subject, *size)
        if len(_KEPT) > _MOST_KEPT:
            _KEPT.popitem(last=False)
    return entry[1]


@dataclass(frozen=True, slots=True)
class Plate:
    """A map on a sheet: a scene of exactly the size of its box."""

    scene: Scene
    box: Box


@dataclass(frozen=True)
class Place:
    """Where a map is to stand on a sheet: its box is of whole pixels, its scene not composed."""

    subject: Subject
    box: Box

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the box, in pixels."""
        return int(self.box.width), int(self.box.height)

    @property
    def frame(self) -> Frame:
        """The map frame."""
        return fit(*self.subject.box, *self.size, self.subject.rotation)

    @cached_property
    def seen(self) -> Seen:
        """What the frame shows."""
        return seen(self.subject, self.frame)

    @cached_property
    def least_legend(self) -> tuple[LegendEntry, ...]:
        """The lines of the legend but for arrows and numbers, which only a composed map has."""
        return legend.entries(self.subject, self.seen)

    @property
    def scene(self) -> Scene:
        """The scene, composed when it is first asked for."""
        return _scene(self.subject, self.size)

    @cached_property
    def sources(self) -> tuple[SourceRef, ...]:
        """The numbered sources of what the frame shows, with its insets."""
        if self.subject.insets:
            return self.scene.sources
        return source_refs.of_seen(self.subject, self.seen)

    def composed(self) -> Plate:
        """Compose the scene."""
        return Plate(self.scene, self.box)


@dataclass(frozen=True, slots=True)
class Sheet:
    """
    A whole sheet: scenes of the size of their boxes, and everything around them.

    `texts` are set line by line; `flows` holds the same words unbroken, by box, for
    files whose reader breaks lines itself.
    """

    width: int
    height: int
    plates: tuple[Plate, ...]
    boxes: tuple[Box, ...]
    texts: tuple[Text, ...]
    keys: tuple[Key, ...]
    bars: tuple[Bar, ...]
    shapes: tuple[Shape, ...]
    title: str
    flows: dict[str, str] = field(default_factory=dict)

    @property
    def scene(self) -> Scene:
        """The scene of the first map."""
        return self.plates[0].scene

    @property
    def map(self) -> Box:
        """The box of the first map."""
        return self.plates[0].box


@dataclass(slots=True)
class Draft:
    """
    A sheet in the making: what is placed so far, and the band still free.

    One that is laid out in full has its `places` and `title`; `done` makes it a sheet. Parts are
    placed as on a sheet that reads to the right: where its `language` reads to the left they
    stand as far from the other edge.
    """

    width: int
    height: int
    top: float
    bottom: float
    title: str = ""
    language: str = "en"
    places: list[Place] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    keys: list[Key] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    flows: dict[str, str] = field(default_factory=dict)

    @property
    def leftward(self) -> bool:
        """Whether the sheet reads to the left."""
        return direction.leftward(self.language)

    def put(self, box: Box, texts: Sequence[Text], flow: str, *, held: bool = False) -> None:
        """Place a box with its lines; `held` keeps both where they are."""
        if self.leftward and not held:
            box = replace(box, x=self.across(box.x, box.width))
            texts = [text.turned(self.width) for text in texts]
        self.boxes.append(box)
        self.texts += [
            replace(text, text=direction.line(text.text, self.language)) for text in texts
        ]
        self.flows[box.name] = flow

    def part(self, part: Part, x: float, y: float) -> None:
        """Place a part that is set."""
        if part.held:
            x = self.across(x, part.width)
        texts = [text.moved(x, y) for text in part.texts]
        box = Box(part.name, x, y, part.width, part.height)
        self.put(box, texts, part.flow, held=part.held)
        for key in part.keys:
            placed = key.moved(x, y)
            self.keys.append(placed.turned(self.width) if self.leftward else placed)
        turned = self.leftward and not part.held
        for shape in part.shapes:
            there = shape.moved(x, y)
            self.shapes.append(there.turned(self.width) if turned else there)

    def across(self, x: float, width: float) -> float:
        """Give where that begins which begins at `x` where sheets read to the right."""
        return self.width - x - width if self.leftward else x

    def settled(self, places: Sequence[Place]) -> list[Place]:
        """Give maps their places: together at the other side, each where it is among them."""
        left = min(place.box.x for place in places)
        right = max(place.box.x + place.box.width for place in places)
        by = self.across(left, right - left) - left
        return [replace(one, box=replace(one.box, x=one.box.x + by)) for one in places]

    def done(self, plates: Sequence[Plate] | None = None) -> Sheet:
        """Close the draft; `plates` are its places where these are composed already."""
        plates = plates or [place.composed() for place in self.places]
        return Sheet(
            self.width,
            self.height,
            tuple(plates),
            tuple(self.boxes),
            tuple(text for text in self.texts if text.text),
            tuple(self.keys),
            tuple(self.bars),
            tuple(self.shapes),
            self.title,
            self.flows,
        )


def fitted(subject: Subject, name: str, x: float, y: float, width: float, height: float) -> Place:
    """Give a map a place of whole pixels."""
    wide, tall = max(64, int(width)), max(64, int(height))
    return Place(subject, Box(name, x, y, wide, tall))
