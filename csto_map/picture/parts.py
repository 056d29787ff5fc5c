"""What a scene is made of: drawn things, each with its id, place and looks.

Positions are projected kilometres, sizes are screen pixels of the map frame.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from csto_map.picture.style import Dash


@dataclass(frozen=True, slots=True)
class Area:
    """A country. `rings` are closed, holes running against exteriors; status None is neutral."""

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


@dataclass(frozen=True, slots=True)
class Line:
    """A border sector, coloured by who guards it; dashed when that is not certain."""

    id: str
    name: str
    xy: NDArray[np.float64]
    colour: str
    width: float
    dash: Dash
    guard: str
    force: str


@dataclass(frozen=True, slots=True)
class Symbol:
    """
    A drawn symbol, perhaps for a stack.

    `x`, `y` is where it is drawn, `anchor_x`, `anchor_y` its own place; `members`
    are the ids that it stands for, its own first; `soft` says that its place is
    known only to the town or area. `badge` stands at its corner, for a stack its size
    if nothing else; `faded` ones are no longer there.
    """

    id: str
    layer: str
    x: float
    y: float
    anchor_x: float
    anchor_y: float
    size: float
    icon: str
    svg: str
    certainty: str
    name: str
    members: tuple[str, ...]
    leader: bool
    soft: bool
    badge: str = ""
    faded: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A line of text whose middle (vertically) is at `y`; `id` is the thing it names."""

    id: str
    text: str
    x: float
    y: float
    anchor: str
    size: int
    weight: int
    colour: str
    halo: str


@dataclass(frozen=True, slots=True)
class Swatch:
    """
    How a legend entry looks: an area (fill, hatch, line), a line, or an icon's SVG.

    `sign` and `faded` are an icon's badge and whether it is no longer there.
    """

    fill: str = ""
    hatch: str = ""
    ink: str = ""
    line: str = ""
    width: float = 1.0
    dash: Dash = "solid"
    icon: str = ""
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

    @property
    def counted(self) -> str:
        """The count in print."""
        if self.slot:
            return ""
        count = _grouped(self.count)
        return count if self.was is None else f"{_grouped(self.was)} → {count}"


def _grouped(count: int) -> str:
    return f"{count:,}".replace(",", " ")


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
