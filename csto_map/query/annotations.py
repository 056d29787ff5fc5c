"""Annotations: what the author of a map writes on it, bound to places and perhaps to days.

In a link or a plan an annotation is ``kind[,pen][,days]:place[:words]``, and ``~`` stands
between several::

    text:10.5,50.2:My words
    arrow,blue:10.5,50.2,13,52.5:From here
    circle,2004-01-01..2005-12-31:10.5,50.2,150:In reach
    state:CODE:Left first
    distance:10.5,50.2,13,52.5

Places are degrees east and north, a circle has its radius in km besides. ``~`` and ``%``
within words are ``%7E`` and ``%25``. `Annotations` has its twin in
``assets/src/core/annotations.js``; ``tests/cases/annotations.json`` holds the two equal.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Literal, NoReturn, TypeAlias, get_args

from csto_map.atlas import Atlas
from csto_map.errors import BadOption, CstoMapError
from csto_map.query.kinds import Days, Given, Kind, Span

AnnotationKind: TypeAlias = Literal["text", "arrow", "circle", "state", "distance"]
KINDS: tuple[AnnotationKind, ...] = get_args(AnnotationKind)
# Longitude and latitude.
Spot: TypeAlias = tuple[float, float]

_READ: Mapping[str, Any] = json.loads(
    Path(__file__).with_name("annotations.json").read_text(encoding="utf-8")
)
# Looks of them are those of `csto_map.picture.style`; the first is the usual one.
PENS: tuple[str, ...] = tuple(_READ["pens"])
MOST: int = _READ["most"]
LONGEST: int = _READ["longest"]
_DECIMALS: int = _READ["decimals"]
_SOUTH: float = _READ["south"]
_RADIUS: tuple[float, float] = (_READ["radius"][0], _READ["radius"][1])
_APART: float = _READ["apart"]
_UNPRINTABLE = re.compile(_READ["unprintable"])
_NUMBER = re.compile(r"-?[0-9]{1,4}(\.[0-9]{1,20})?")
_ENDS: Mapping[str, int] = {"text": 2, "arrow": 4, "circle": 3, "distance": 4}


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """
    An annotation.

    Attributes
    ----------
    places
        Where it is, in degrees: of an arrow and a distance the start and the end, of a
        state none.
    km
        Radius of a circle.
    state
        Code of a state.
    text
        "" for none; a text has one.
    pen
        One of `PENS`.
    days
        The first and the last day on which it is shown; None for all.
    """

    kind: AnnotationKind
    places: tuple[Spot, ...] = ()
    km: float = 0.0
    state: str = ""
    text: str = ""
    pen: str = PENS[0]
    days: Span | None = None


class Annotations(Kind[tuple[Annotation, ...]]):
    """Annotations, in the order in which they are drawn."""

    id: ClassVar[str] = "annotations"
    metavar: ClassVar[str] = "ANNOTATIONS"

    def read(self, name: str, text: str, given: Given) -> tuple[Annotation, ...]:
        """Read annotations; errors name the one at fault."""
        parts = text.split("~")
        if len(parts) > MOST:
            raise BadOption(f"{name} has {len(parts)} annotations; {MOST} are the most")
        return tuple(_Part(name, part, given).read() for part in parts)

    def write(self, value: tuple[Annotation, ...]) -> str:
        """Write them as `read` reads them."""
        return "~".join(_written(one) for one in value)

    def joined(self, items: Sequence[str]) -> str:
        """Join annotations given one by one: within these ``~`` is a letter like any other."""
        return "~".join(item.replace("~", "%7E") for item in items)


def states(atlas: Atlas) -> list[str]:
    """Give the codes of the states that can be highlighted: those that maps outline."""
    return [one["id"] for one in atlas.timeline["countries"] if one["label"] is not None]


class _Part:
    """Reads the text of one annotation."""

    def __init__(self, name: str, text: str, given: Given) -> None:
        self.name, self.text, self.given = name, text, given

    def fault(self, wanted: str) -> NoReturn:
        shown = _UNPRINTABLE.sub(" ", self.text)[:60]
        raise BadOption(f"{self.name} {shown!r}: {wanted}")

    def read(self) -> Annotation:
        head, _, rest = self.text.partition(":")
        place, _, label = rest.partition(":")
        kind, *looks = (part.strip(" ") for part in head.split(","))
        if kind not in KINDS:
            self.fault(f"there are {', '.join(KINDS)}, as in text:10.5,50.2:My words")
        pen = looks.pop(0) if looks and looks[0] in PENS else PENS[0]
        days = self.days(looks.pop(0)) if looks else None
        if looks:
            self.fault(f"after the kind come one of {', '.join(PENS)} and days, if any")
        text = self.words(label)
        if kind == "text" and not text:
            self.fault("a text needs its words, as in text:10.5,50.2:My words")
        if kind == "state":
            state = place.strip(" ")
            if state not in states(self.given.atlas):
                self.fault("state needs the code of a state on the map, as in state:CODE")
            return Annotation(kind=kind, state=state, text=text, pen=pen, days=days)
        places, km = self.places(kind, place)
        return Annotation(kind=kind, places=places, km=km, text=text, pen=pen, days=days)

    def days(self, text: str) -> Span:
        try:
            return Days().read("days", text, self.given)
        except CstoMapError as problem:
            self.fault(str(problem))

    def words(self, text: str) -> str:
        plain = _UNPRINTABLE.sub(" ", _unescaped(text))
        words = " ".join(part for part in plain.split(" ") if part)
        if len(words) > LONGEST:
            self.fault(f"its words have {len(words)} characters; {LONGEST} are the most")
        return words

    def places(self, kind: str, text: str) -> tuple[tuple[Spot, ...], float]:
        parts = [part.strip(" ") for part in text.split(",")]
        if len(parts) != _ENDS[kind] or not all(_NUMBER.fullmatch(part) for part in parts):
            more = {2: "", 3: ",KM", 4: ",LON,LAT"}[_ENDS[kind]]
            self.fault(f"{kind} needs LON,LAT{more} in degrees, as in 10.5,50.2")
        numbers = [float(part) for part in parts]
        km = 0.0
        if kind == "circle":
            km = rounded(numbers.pop(), 1)
            if not _RADIUS[0] <= km <= _RADIUS[1]:
                self.fault(f"a radius is {_RADIUS[0]} to {_RADIUS[1]} km")
        degrees = [rounded(number, _DECIMALS) for number in numbers]
        spots = tuple((degrees[k], degrees[k + 1]) for k in range(0, len(degrees), 2))
        if not all(-180 <= lon <= 180 and _SOUTH <= lat <= 90 for lon, lat in spots):
            self.fault(f"longitudes are -180 to 180, latitudes {_SOUTH} to 90")
        if len(spots) == 2:
            if spots[0] == spots[1]:
                self.fault("start and end are the same place")
            # Farther apart a shortest way may not be one only.
            if kind == "distance" and _across(spots[0][0], spots[1][0]) > _APART:
                self.fault(f"its ends are more than {_APART} degrees of longitude apart")
        return spots, km


def rounded(value: float, decimals: int) -> float:
    """Round as the page does it: halves up, and no minus zero."""
    scale = float(10**decimals)
    return math.floor(value * scale + 0.5) / scale + 0.0


def _across(one: float, other: float) -> float:
    """Say how many degrees of longitude lie between two, the shorter way round."""
    apart = abs(one - other)
    return 360 - apart if apart > 180 else apart


def _unescaped(text: str) -> str:
    # The sign itself last, or "%257E" would become "~".
    return re.sub("%7[eE]", "~", text).replace("%25", "%")


def _number(value: float, decimals: int) -> str:
    return f"{value:.{decimals}f}".rstrip("0").rstrip(".")


def _written(one: Annotation) -> str:
    looks = [] if one.pen == PENS[0] else [one.pen]
    if one.days is not None:
        looks.append(Days().write(one.days))
    place = one.state or ",".join(
        _number(degrees, _DECIMALS) for spot in one.places for degrees in spot
    )
    if one.kind == "circle":
        place += f",{_number(one.km, 1)}"
    words = one.text.replace("%", "%25").replace("~", "%7E")
    return ":".join([",".join([one.kind, *looks]), place, *([words] if words else [])])
