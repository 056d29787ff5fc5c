"""How wide texts are in Arial, which slides are set in: every machine has it or its twin.

Sheets are measured in our own typeface, which the machine that shows a slide lacks. So a text
is spaced until it is as wide as it was measured, and nothing that was fitted is cut.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from pathlib import Path

from csto_map.picture import fonts

NAME = "Arial"
# At this share of a size its small letters are as high as those of the sheet's typeface.
LARGER = 1.05
# Parts of an em: from a line's top to its baseline, and from there to its foot.
ASCENT, DESCENT = 0.938, 0.212


@functools.cache
def _widths() -> Mapping[str, Mapping[str, int]]:
    path = Path(__file__).with_name("arial.json")
    kept = json.loads(path.read_text(encoding="utf-8"))
    return {
        face: {letter: int(wide) for wide, letters in kept[face].items() for letter in letters}
        for face in ("regular", "bold", "italic")
    }


def width(text: str, size: float, *, bold: bool = False, italic: bool = False) -> float | None:
    """Return the width of a line of text; None where a letter is in another typeface."""
    known = _widths()["bold" if bold else "italic" if italic else "regular"]
    if not known.keys() >= set(text):
        return None
    return sum(known[letter] for letter in text) / fonts.EM * size


def gap(
    text: str, size: float, wanted: float, *, bold: bool = False, italic: bool = False
) -> float:
    """Return what each letter is to be spaced by so that a text is as wide as wanted."""
    wide = width(text, size, bold=bold, italic=italic)
    return 0.0 if wide is None or not text else (wanted - wide) / len(text)


def lines(text: str, size: float, room: float, *, bold: bool = False, more: float = 0.0) -> int:
    """
    Count the lines into which a reader's program breaks a text.

    Parameters
    ----------
    more
        What each letter is spaced by.
    """
    count, used = 1, 0.0
    blank = (width(" ", size, bold=bold) or 0.0) + more
    for word in text.split():
        measured = width(word, size, bold=bold)
        wide = fonts.width(word, size) if measured is None else measured
        wide += len(word) * more
        if used and used + wide > room:
            count, used = count + 1, 0.0
        count += int(wide // room)
        used += wide % room + blank
    return count


def even_gap(text: str, size: float, room: float, most: int, wanted: float, *, bold: bool) -> float:
    """
    Return what letters of running text are spaced by: as wide as measured, if it then fits.

    Parameters
    ----------
    room, most
        Width and number of the lines that the text has.
    wanted
        Its width as it was measured, in one line.
    """
    whole = gap(text, size, wanted, bold=bold)
    for share in (1.0, 0.75, 0.5, 0.25):
        if lines(text, size, room, bold=bold, more=whole * share) <= most:
            return whole * share
    return min(whole, 0.0)
