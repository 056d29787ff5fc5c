"""A still picture: a question, and the size, the words and the lettering of its sheet.

The page's address, ``/export.png?...`` and the command line all use the same names,
so the same question gives the same bytes from each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from csto_map.atlas import Atlas
from csto_map.errors import BadOption
from csto_map.export import sizes
from csto_map.picture import asked as scenes
from csto_map.picture.user_layers import UserLayer
from csto_map.query import fields
from csto_map.query.fields import Face, Option, family, option
from csto_map.query.kinds import Count, Flag, Given, Kind, Line, One, Some
from csto_map.query.question import Question
from csto_map.sheet.furniture import PARTS, Trim

LETTERS = ("outlines", "text")
_STILL = Face.STILL | Face.PLAN
_MOST_SLOTS = 20


class Measure(Kind[sizes.Size]):
    """A size: a preset, pixels, or millimetres at a resolution."""

    metavar = "SIZE"

    def read(self, name: str, text: str, given: Given) -> sizes.Size:
        """Read what `csto_map.export.sizes.parse` reads."""
        del name
        return sizes.parse(text, given.max_pixels or sizes.MAX_PIXELS)

    def write(self, value: sizes.Size) -> str:
        """Write it as `read` reads it."""
        preset = next((name for name, size in sizes.PRESETS.items() if size == value), "")
        if preset or value.dpi is None:
            return preset or f"{value.width}x{value.height}"
        across, down = (25.4 * side / value.dpi for side in (value.width, value.height))
        return f"{across:.4f}x{down:.4f}mm@{value.dpi:.0f}"


_SIZE = Option(
    name="size",
    kind=Measure(),
    says=(
        f"preset, 1600x900 or 297x210mm@300; presets: {', '.join(sizes.PRESETS)}.  [default: slide]"
    ),
    faces=_STILL,
)
# Another way to say a size in pixels; see `_one_size`.
_SIDES = tuple(
    Option(name=name, kind=Count(sizes.MOST), says=says, faces=_STILL, command=False)
    for name, says in (("w", "width in pixels, with h in place of size"), ("h", "height in pixels"))
)
_WORDS = (
    Option(
        name="title",
        kind=Line(120),
        says="title in place of the generated one",
        faces=Face.STILL,
    ),
    Option(
        name="subtitle",
        kind=Line(240),
        says="subtitle in place of what changed",
        faces=Face.STILL,
    ),
    Option(
        name="handling",
        kind=Line(60),
        says="handling line, such as UNCLASSIFIED",
        faces=_STILL,
    ),
    Option(
        name="link",
        kind=Line(120),
        says="address put before the query string that is printed as permalink",
        faces=_STILL,
    ),
    Option(
        name="hide",
        kind=Some(PARTS, what="part"),
        says=f"parts to leave out, with commas between: {', '.join(PARTS)}",
        faces=_STILL,
        # The command line has a switch for each part.
        command=False,
    ),
)


def _trim(values: Mapping[str, Any]) -> Trim:
    return Trim(
        values.get("title"),
        values.get("subtitle"),
        values.get("handling", ""),
        values.get("link", ""),
        frozenset(values.get("hide", ())),
    )


def _trimmed(trim: Trim) -> dict[str, object]:
    values = {"title": trim.title, "subtitle": trim.subtitle, "handling": trim.handling or None}
    # The query string was put after the address when it was read.
    address = trim.link.rpartition("?")[0]
    hidden = tuple(part for part in PARTS if part in trim.hide)
    return values | {"link": address or None, "hide": hidden or None}


def _measured(values: Mapping[str, Any]) -> sizes.Size:
    size: sizes.Size = values.get("size", sizes.PRESETS["slide"])
    return size


@dataclass(frozen=True, slots=True, kw_only=True)
class Still(Question):
    """
    A fully specified still picture; equal ones give equal bytes for equal data.

    Attributes
    ----------
    trim
        The words around the map, and which parts are left out.
    letters
        How an SVG holds its texts: one of `LETTERS`.
    picture
        Whether the maps of a PPTX are pictures, not shapes.
    slots
        How many places an SVG keeps free for layers that a browser adds.
    user_layers
        The user layers that `own` names.
    """

    size: sizes.Size = family((_SIZE, *_SIDES), _measured, lambda size: {"size": size})
    trim: Trim = family(_WORDS, _trim, _trimmed)
    letters: str = option(
        "letters",
        One(LETTERS),
        "SVG only: outlines, which look the same everywhere, or text, to be edited",
        _STILL,
        default="outlines",
    )
    picture: bool = option(
        "picture",
        Flag(),
        "PPTX only: maps as pictures, not as shapes that can be changed",
        _STILL | Face.BRIEF,
        default=False,
    )
    slots: int = option(
        "slots",
        Count(_MOST_SLOTS, least=0),
        "SVG only: places kept free for so many layers that a browser adds",
        _STILL,
        default=0,
        command=False,
    )
    user_layers: tuple[UserLayer, ...] = ()


def read(
    atlas: Atlas,
    asked: Mapping[str, str],
    max_pixels: int = sizes.MAX_PIXELS,
    user_layers: Sequence[UserLayer] = (),
) -> Still:
    """
    Read a still from named texts, as they stand in a query string.

    Parameters
    ----------
    asked
        Name -> text; the names are those of `Still` and, as in a link of the page, of the
        page alone, which say nothing. `date` must be there.
    max_pixels
        Largest picture allowed.
    user_layers
        User layers that can be asked for by name.

    Raises
    ------
    BadOption, BadDate, DateOutOfRange
        ValueErrors: an unknown name, or a text that is not allowed for it; the
        message says what is.
    """
    fields.known(Still, Face.STILL, asked, "a picture")
    if "cmp" in asked:
        # In a link of the page, where a comparison stands above a time mode.
        asked = {name: text for name, text in asked.items() if name not in ("tm", "range")}
    if not asked.get("date"):
        raise BadOption("a picture needs a date, such as date=2009-06-14")
    given = Given(atlas, tuple(layer.name for layer in user_layers), max_pixels)
    still = Still(**fields.read(Still, Face.STILL, {"size": "slide"} | _one_size(asked), given))
    if "mode" in asked and still.second is None:
        raise BadOption("mode is for comparisons: give compare=DATE too")
    if still.second and still.tm != "instant":
        raise BadOption("compare=DATE compares two days: leave tm out")
    link = still.trim.link + still.settled(atlas).query()
    return replace(
        still.settled(atlas),
        trim=replace(still.trim, link=link),
        user_layers=scenes.chosen(still, user_layers),
    )


def _one_size(asked: Mapping[str, str]) -> dict[str, str]:
    """Say a size once, also where it is given by its sides; no size where none is given."""
    rest = {name: text for name, text in asked.items() if name not in ("w", "h", "size")}
    given = [asked[name] for name in ("w", "h") if asked.get(name)]
    if not given:
        return rest | ({"size": asked["size"]} if asked.get("size") else {})
    if len(given) == 1 or asked.get("size"):
        raise BadOption("give either size, or w and h together")
    if not all(side.isascii() and side.isdigit() for side in given):
        raise BadOption(f"w={given[0]!r}, h={given[1]!r} are not whole numbers of pixels")
    return rest | {"size": "x".join(given)}
