"""Texts of a sheet as a slide has them: in its typeface, as wide as they were measured."""

from __future__ import annotations

from typing import NamedTuple

from csto_map.export.documents import arial
from csto_map.export.documents.drawingml import Words
from csto_map.language.direction import bare
from csto_map.picture import fonts

_BOLD_FROM = 500


class Measured(NamedTuple):
    """A line of text, and how wide its frame is."""

    words: Words
    wide: float


def line(
    text: str,
    size: float,
    weight: int,
    colour: str,
    *,
    anchor: str = "start",
    halo: str = "",
    italic: bool = False,
    spacing: float = 0.0,
) -> Measured:
    """
    Set a line of text.

    Parameters
    ----------
    halo
        The colour around its letters; "" for none.
    spacing
        The gap after each letter that it has in any typeface.
    """
    text, bold = bare(text), weight >= _BOLD_FROM
    grown = size * arial.LARGER
    wide = fonts.room(text, size, weight, italic) if italic else fonts.width(text, size, weight)
    gap = arial.gap(text, grown, wide, bold=bold, italic=italic) + spacing
    words = Words(text, grown, colour, bold, italic, gap, anchor=anchor, halo=halo)
    return Measured(words, wide + spacing * len(text))


def running(
    text: str, size: float, weight: int, colour: str, room: float, most: int, step: float
) -> Words:
    """
    Set running text, whose lines the reader's program breaks.

    Parameters
    ----------
    room, most
        Width and number of the lines that it has on the sheet.
    step
        The distance of their baselines.
    """
    bold = weight >= _BOLD_FROM
    wanted, grown = fonts.width(text, size, weight), size * arial.LARGER
    gap = arial.even_gap(text, grown, room, most, wanted, bold=bold)
    return Words(text, grown, colour, bold, gap=gap, line=step)
