"""Plain shapes that stand on a sheet beside its texts: bars, lines, points of time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from csto_map.picture.style import Dash

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Patch:
    """
    A rectangle; `x`, `y` is its upper left corner, `box` the name of the box that holds it.

    Without `fill` it is an outline, without `line` it has none; `round` is the radius of
    its corners.
    """

    box: str
    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    line: str = ""
    weight: float = 1.0
    dash: Dash = "solid"
    round: float = 0.0

    def moved(self, dx: float, dy: float) -> Patch:
        """Stand it elsewhere."""
        return replace(self, x=self.x + dx, y=self.y + dy)

    def turned(self, wide: float) -> Patch:
        """Stand it as far from the right edge of a sheet as it stands from the left one."""
        return replace(self, x=wide - self.x - self.width)


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points; `casing` is the colour that keeps it off its ground, if any."""

    box: str
    points: tuple[Point, ...]
    colour: str
    weight: float = 1.0
    dash: Dash = "solid"
    casing: str = ""

    def moved(self, dx: float, dy: float) -> Stroke:
        """Stand it elsewhere."""
        return replace(self, points=tuple((x + dx, y + dy) for x, y in self.points))

    def turned(self, wide: float) -> Stroke:
        """Stand it as far from the right edge of a sheet as it stands from the left one."""
        return replace(self, points=tuple((wide - x, y) for x, y in self.points))


@dataclass(frozen=True, slots=True)
class Spot:
    """A disc or a diamond about its middle; `radius` reaches to its edge or its corners."""

    box: str
    kind: Literal["disc", "diamond"]
    x: float
    y: float
    radius: float
    fill: str
    line: str = ""
    weight: float = 1.0

    def moved(self, dx: float, dy: float) -> Spot:
        """Stand it elsewhere."""
        return replace(self, x=self.x + dx, y=self.y + dy)

    def turned(self, wide: float) -> Spot:
        """Stand it as far from the right edge of a sheet as it stands from the left one."""
        return replace(self, x=wide - self.x)


Shape = Patch | Stroke | Spot


def mixed(colour: str, ground: str, share: float) -> str:
    """Mix a colour into a ground: `share` is the part of the colour, 0 to 1; all as #rrggbb."""
    ends = [[int(one[k : k + 2], 16) for k in (1, 3, 5)] for one in (colour, ground)]
    return "#" + "".join(
        f"{round(a * share + b * (1 - share)):02x}" for a, b in zip(*ends, strict=True)
    )
