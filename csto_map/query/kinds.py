"""Kinds of texts in a query string: how each is read, written, and told to the page.

``assets/src/core/link.js`` has the kinds of the page's links too, by the same ids;
``tests/cases/links.json`` holds the two equal.
"""

from __future__ import annotations

import math
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Generic, TypeVar
from urllib.parse import unquote

from csto_map.atlas import Atlas
from csto_map.errors import BadOption

T = TypeVar("T")
Box = tuple[float, float, float, float]
Span = tuple[date, date]
# What may be chosen: fixed, or as an atlas has it.
Values = Sequence[str] | Callable[[Atlas], Sequence[str]]

# Width and height of a box, in km; the widest goes round the Earth.
_NARROWEST, _WIDEST = 1, 40_000
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.IGNORECASE)


# Some languages cannot be written without them.
_JOINERS = "\u200c\u200d"


@dataclass(frozen=True, slots=True)
class Given:
    """
    What texts are read against.

    Attributes
    ----------
    user_layers
        Names of the user layers that may be asked for.
    max_pixels
        Largest picture allowed; 0 for the usual limit.
    """

    atlas: Atlas
    user_layers: tuple[str, ...] = ()
    max_pixels: int = 0


class Kind(ABC, Generic[T]):
    """
    A kind of text.

    Attributes
    ----------
    id
        What the page calls the kind.
    blank
        Whether an empty text says something; otherwise it is as if nothing stood there.
    metavar
        What help calls a value.
    """

    id: ClassVar[str] = "text"
    blank: ClassVar[bool] = False
    metavar: ClassVar[str] = "TEXT"

    @abstractmethod
    def read(self, name: str, text: str, given: Given) -> T:
        """Read the text of an option; `BadOption` and the like say what is allowed."""

    def write(self, value: T) -> str:
        """Write what `read` gave."""
        return str(value)

    def joined(self, items: Sequence[str]) -> str:
        """Make one text of items that stand in a list, as plans have them."""
        return ",".join(items)

    def told(self, atlas: Atlas) -> dict[str, object]:
        """Give what the page must know to read such texts too, as JSON has it."""
        del atlas
        return {}


class Day(Kind[date]):
    """A day that the facts cover."""

    id = "day"
    metavar = "DATE"

    def read(self, name: str, text: str, given: Given) -> date:
        """Read 2009-06-14, 2009-06 or 2009; errors are those of `Atlas.day`."""
        del name
        return given.atlas.day(text)

    def write(self, value: date) -> str:
        """Write the whole day."""
        return value.isoformat()


class Days(Kind[Span]):
    """Two days, both included."""

    id = "days"
    metavar = "DATE..DATE"

    # An empty text is not two dates: it was meant to say something.
    blank = True

    def read(self, name: str, text: str, given: Given) -> Span:
        """Read ``1999-01-01..2005-12-31``."""
        ends = text.split("..")
        if len(ends) != 2:
            raise BadOption(f"{name} {text!r} is not two dates, such as 1999-01-01..2005-12-31")
        first, last = (given.atlas.day(end) for end in ends)
        if first > last:
            raise BadOption(f"{name} {text!r} runs backwards")
        return first, last

    def write(self, value: Span) -> str:
        """Write both days whole."""
        return "..".join(day.isoformat() for day in value)


def _chosen(values: Values, atlas: Atlas) -> list[str]:
    return list(values(atlas) if callable(values) else values)


@dataclass(frozen=True)
class One(Kind[str]):
    """
    One of several.

    Attributes
    ----------
    what
        In messages, where it is not the option's name.
    also
        Other words for values.
    """

    values: Values
    what: str = ""
    also: Mapping[str, str] = field(default_factory=dict)
    id: ClassVar[str] = "one"
    metavar: ClassVar[str] = "NAME"

    def read(self, name: str, text: str, given: Given) -> str:
        """Read a value or another word for one."""
        value, known = self.also.get(text, text), _chosen(self.values, given.atlas)
        if value not in known:
            raise BadOption(
                f"{self.what or name} {text!r} does not exist; there are {', '.join(known)}"
            )
        return value

    def write(self, value: str) -> str:
        """Write a value, also where it comes from another kind's other words."""
        return self.also.get(value, value)

    def told(self, atlas: Atlas) -> dict[str, object]:
        """Give values and other words."""
        return {"values": _chosen(self.values, atlas), "also": dict(self.also)}


@dataclass(frozen=True)
class Some(Kind[tuple[str, ...]]):
    """Some of several, with commas between, in the order of all; an empty text is none."""

    values: Values
    what: str = ""
    id: ClassVar[str] = "some"
    blank: ClassVar[bool] = True
    metavar: ClassVar[str] = "NAMES"

    def read(self, name: str, text: str, given: Given) -> tuple[str, ...]:
        """Read names; spaces around them do not count."""
        known = _chosen(self.values, given.atlas)
        wanted = [part.strip() for part in text.split(",") if part.strip()]
        for one in wanted:
            if one not in known:
                raise BadOption(
                    f"{self.what or name} {one!r} does not exist; there are {', '.join(known)}"
                )
        return tuple(one for one in known if one in wanted)

    def write(self, value: tuple[str, ...]) -> str:
        """Join names."""
        return ",".join(value)

    def told(self, atlas: Atlas) -> dict[str, object]:
        """Give all values."""
        return {"values": _chosen(self.values, atlas)}


@dataclass(frozen=True)
class Among(Kind[tuple[str, ...]]):
    """Alternatives that occur in the facts, at least one, in the order in which they are named."""

    values: Callable[[Atlas], Sequence[str]]
    id: ClassVar[str] = "among"
    blank: ClassVar[bool] = True
    metavar: ClassVar[str] = "VALUES"

    def read(self, name: str, text: str, given: Given) -> tuple[str, ...]:
        """Read values with commas between."""
        known = self.values(given.atlas)
        wanted = tuple(part for part in text.split(",") if part)
        for value in wanted or ("",):
            if value not in known:
                raise BadOption(f"{name} {value!r} does not occur; there are {', '.join(known)}")
        return wanted

    def write(self, value: tuple[str, ...]) -> str:
        """Join values."""
        return ",".join(value)

    def told(self, atlas: Atlas) -> dict[str, object]:
        """Give all values."""
        return {"values": list(self.values(atlas))}


@dataclass(frozen=True)
class Count(Kind[int]):
    """A whole number from `least` to `most`."""

    most: int
    least: int = 1
    id: ClassVar[str] = "count"
    blank: ClassVar[bool] = True
    metavar: ClassVar[str] = "NUMBER"

    def read(self, name: str, text: str, given: Given) -> int:
        """Read digits."""
        del given
        digits = text.isascii() and text.isdigit() and len(text) <= len(str(self.most))
        if not (digits and self.least <= int(text) <= self.most):
            span = f"{self.least} to {self.most:,}"
            raise BadOption(f"{name} {text!r} is not a whole number from {span}")
        return int(text)

    def told(self, atlas: Atlas) -> dict[str, object]:
        """Give the least and the largest number."""
        del atlas
        return {"least": self.least, "most": self.most}


class Flag(Kind[bool]):
    """Something that is asked for with 1, and not asked for without it."""

    id = "flag"
    blank = True
    metavar = "1"

    def read(self, name: str, text: str, given: Given) -> bool:
        """Read 1."""
        del given
        if text != "1":
            raise BadOption(f"{name} {text!r} can only be 1")
        return True

    def write(self, value: bool) -> str:
        """Write 1, and nothing for what is not asked for."""
        return "1" if value else ""


class Frame(Kind[Box]):
    """
    A box in projected kilometres: about which place, how wide and how high.

    A view whose meridian is not the projection's turns it about its middle, so a link keeps
    place and scale whatever meridian its view has.
    """

    id = "box"
    metavar = "X0,Y0,X1,Y1"

    def read(self, name: str, text: str, given: Given) -> Box:
        """Read ``x0,y0,x1,y1``."""
        del given
        parts = [part.strip() for part in text.split(",")]
        if len(parts) == 4 and all(_NUMBER.fullmatch(part) for part in parts):
            x0, y0, x1, y1 = map(float, parts)
            wide, tall = x1 - x0, y1 - y0
            if _NARROWEST <= wide <= _WIDEST and _NARROWEST <= tall <= _WIDEST:
                return x0, y0, x1, y1
        raise BadOption(f"{name} {text!r} is not x0,y0,x1,y1 in km with x0 < x1 and y0 < y1")

    def write(self, value: Box) -> str:
        """Write whole kilometres, rounded as the page does it."""
        return ",".join(str(math.floor(side + 0.5)) for side in value)

    def told(self, atlas: Atlas) -> dict[str, object]:
        """Give the least and the largest width and height, in km."""
        del atlas
        return {"least": _NARROWEST, "most": _WIDEST}


@dataclass(frozen=True)
class Line(Kind[str]):
    """A free text in one line, without control characters."""

    most: int
    blank: ClassVar[bool] = True

    def read(self, name: str, text: str, given: Given) -> str:
        """Read it; other white space becomes single spaces."""
        del given
        shown = (c if c.isprintable() or c in _JOINERS else " " for c in text)
        line = " ".join("".join(shown).split())
        if len(line) > self.most:
            raise BadOption(f"{name} has {len(line)} characters; {self.most} are the most")
        return line


class Number(Kind[float]):
    """A number, whole or not."""

    metavar = "NUMBER"

    def read(self, name: str, text: str, given: Given) -> float:
        """Read it."""
        del given
        try:
            return float(text)
        except ValueError:
            raise BadOption(f"{name}={text!r} is not a number") from None


class Whole(Kind[int]):
    """A whole number."""

    metavar = "NUMBER"

    def read(self, name: str, text: str, given: Given) -> int:
        """Read it."""
        del given
        try:
            return int(text)
        except ValueError:
            raise BadOption(f"{name}={text!r} is not a whole number") from None


@dataclass(frozen=True)
class Kept(Kind[str]):
    """
    What the page alone can read: the rest of the atlas keeps it as it is.

    `reader` is the id of the page's kind.
    """

    reader: str

    def read(self, name: str, text: str, given: Given) -> str:
        """Keep it."""
        del name, given
        return text


class Layers(Kind[tuple[str, ...]]):
    """User layers by the names of their files; commas within names are escaped."""

    metavar = "NAMES"

    def read(self, name: str, text: str, given: Given) -> tuple[str, ...]:
        """Read names, in the order of those that there are."""
        del name
        wanted = [unquote(part.strip()) for part in text.split(",") if part.strip()]
        for one in wanted:
            if one not in given.user_layers:
                there = (
                    f"there are {', '.join(given.user_layers)}"
                    if given.user_layers
                    else "there are none"
                )
                clean = "".join(c if c.isprintable() else " " for c in one).strip()[:80]
                raise BadOption(f"user layer {clean!r} does not exist; {there}")
        return tuple(one for one in given.user_layers if one in wanted)

    def write(self, value: tuple[str, ...]) -> str:
        """Join names."""
        return ",".join(name.replace("%", "%25").replace(",", "%2C") for name in value)
