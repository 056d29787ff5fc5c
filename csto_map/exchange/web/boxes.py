"""Boxes of degrees: what lies in them, also where they run across 180 degrees."""

from __future__ import annotations

import math
import re

import shapely
from shapely.geometry.base import BaseGeometry

from csto_map.errors import BadOption

Box = tuple[float, float, float, float]

_NUMBER = r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?"
_NUMBERS = re.compile(rf"{_NUMBER}(,{_NUMBER}){{3}}((,{_NUMBER}){{2}})?")


def read(text: str) -> Box:
    """
    Read west, south, east, north; of six numbers the third and the sixth are heights.

    Degrees that run on past 180 are brought back; heights say nothing, as the map has none.

    Raises
    ------
    BadOption
        A ValueError: these are no such numbers, or south lies north of north.
    """
    numbers = [float(part) for part in text.split(",")] if _NUMBERS.fullmatch(text) else []
    if len(numbers) == 6:
        numbers = [*numbers[:2], *numbers[3:5]]
    if not numbers or not all(map(math.isfinite, numbers)):
        raise BadOption(
            f"{text[:80]!r} is not west,south,east,north in degrees, nor six numbers with heights"
        )
    west, south, east, north = numbers
    if south > north:
        raise BadOption(f"its south, {south:g}, is north of its north, {north:g}")
    south, north = max(south, -90.0), min(north, 90.0)
    if east - west >= 360 or (west, east) == (-180.0, 180.0):
        return -180.0, south, 180.0, north
    return _within_180(west), south, _within_180(east), north


def area(box: Box) -> BaseGeometry:
    """Give what a box covers; one whose west is greater than its east runs across 180 degrees."""
    west, south, east, north = box
    parts = [(west, east)] if west <= east else [(west, 180.0), (-180.0, east)]
    return shapely.union_all([shapely.box(w, south, e, north) for w, e in parts])


def _within_180(degrees: float) -> float:
    return degrees if -180 <= degrees <= 180 else (degrees + 180) % 360 - 180
