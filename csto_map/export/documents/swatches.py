"""Swatches of a legend as native shapes: areas with their hatches, lines with their dashes."""

from __future__ import annotations

import numpy as np

from csto_map.export.documents import cuts
from csto_map.export.documents.drawingml import Drawing, Fill, Line, Outline, Shape
from csto_map.picture import drawn
from csto_map.picture.constants import DASHES, SECTORS
from csto_map.picture.parts import Swatch

_HALF_WIDE, _HALF_TALL = 12.0, 6.5


def swatch(
    draw: Drawing, look: Swatch, x: float, y: float, name: str, hatched: str
) -> Shape | None:
    """
    Draw the swatch of an area about a point.

    Parameters
    ----------
    hatched
        What its hatch is called, with ``{name}`` and ``{what}``.
    """
    box = (x - _HALF_WIDE, y - _HALF_TALL, 2 * _HALF_WIDE, 2 * _HALF_TALL)
    edge = Line(look.line, look.width, DASHES[look.dash])
    body = draw.preset(name, "rect", box, Fill(look.fill), edge)
    if not look.hatch:
        return body
    left, top, wide, tall = box
    corners = [(0, 0), (wide, 0), (wide, tall), (0, tall), (0, 0)]
    lines, width, dash = cuts.hatch(look.hatch, Outline([np.array(corners)]))
    ink = Line(look.ink, width, dash)
    moved = cuts.moved(lines, (left, top))
    hatch = draw.freeform(hatched.format(name=name, what=""), moved, None, ink, plain=True)
    return draw.group(name, (body, hatch))


def line_swatch(draw: Drawing, look: Swatch, x: float, y: float, name: str) -> Shape | None:
    """Draw the swatch of a line about a point."""
    path = Outline([], [np.array([(x - _HALF_WIDE, y), (x + _HALF_WIDE, y)])])
    line = draw.freeform(name, path, None, Line(look.line, look.width, look.pattern))
    if not look.core:
        return line
    core = look.width * SECTORS.core
    pattern = drawn.hollowed(look.pattern or (2 * _HALF_WIDE, 0), (look.width - core) / 2)
    inside = draw.freeform(name, path, None, Line(look.core, core, pattern), plain=True)
    return draw.group(name, (line, inside))
