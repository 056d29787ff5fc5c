"""The one typeface: its files, and how wide a text is in it.

Letters that it lacks are measured in the font that has them; see `csto_map.picture.letters`.
"""

from __future__ import annotations

import functools
from pathlib import Path

from PIL import ImageFont

from csto_map import paths
from csto_map.errors import MissingFolder
from csto_map.picture import letters

_FILES = ("Inter_400Regular.ttf", "Inter_600SemiBold.ttf", "Inter_400Italic.ttf")
# Texts are measured at this size and scaled: hinting would make small sizes uneven.
_EM = 200
# Parts of an em in which the typeface counts.
EM = 2048


@functools.cache
def files() -> tuple[str, ...]:
    """Return the paths of the TrueType files, for renderers that must not look elsewhere."""
    folder = paths.folder("assets") / "fonts"
    found = tuple(str(folder / name) for name in _FILES)
    missing = [name for name in found if not Path(name).is_file()]
    if missing:
        raise MissingFolder(f"{', '.join(missing)}: the fonts of the exports are not there")
    return found


def file_of(weight: int, italic: bool = False) -> str:
    """Return the file of a weight; slanted letters, for names of waters, have one only."""
    return files()[2 if italic else 0 if weight < 500 else 1]


@functools.cache
def _font(weight: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(file_of(weight), _EM)


@functools.lru_cache(maxsize=16384)
def _ems(text: str, weight: int) -> float:
    if letters.foreign(text):
        return letters.ems(text, file_of(weight), weight)
    return float(_font(weight).getlength(text)) / _EM


def width(text: str, size: float, weight: int = 400) -> float:
    """Return the width of a line of text in pixels."""
    return _ems(text, weight) * size


@functools.lru_cache(maxsize=4096)
def units(letter: str, weight: int = 400, italic: bool = False) -> int:
    """Return how far a letter moves the next one, in parts of an em of which there are `EM`."""
    if letters.lacking(letter):
        return round(letters.ems(letter, file_of(weight, italic), weight) * EM)
    return round(_letters(weight, italic).getlength(letter))


@functools.cache
def _letters(weight: int, italic: bool) -> ImageFont.FreeTypeFont:
    file = file_of(weight, italic)
    return ImageFont.truetype(file, EM, layout_engine=ImageFont.Layout.BASIC)


def room(text: str, size: float, weight: int = 400, italic: bool = False) -> float:
    """
    Return what a name takes on the map, in pixels.

    It is what the page can work out too, from `units` alone: no pair of letters is set closer
    than others. So it may differ from `width` by some 3 %.
    """
    return sum(units(letter, weight, italic) for letter in text) / EM * size


def wrap(text: str, size: float, room: float, weight: int = 400) -> list[str]:
    """
    Break a text into lines no wider than `room` pixels.

    A single word that is wider is broken after a hyphen or, without one, between
    characters, so that no line ever sticks out.
    """
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if width(longer, size, weight) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        line = word
        while width(line, size, weight) > room and len(line) > 1:
            cut = len(line) - 1
            while cut > 1 and width(line[:cut], size, weight) > room:
                cut -= 1
            cut = line.rfind("-", 1, cut) + 1 or cut
            lines.append(line[:cut])
            line = line[cut:]
    if line:
        lines.append(line)
    return lines
