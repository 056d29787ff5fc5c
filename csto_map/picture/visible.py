"""What a frame shows of an outline, worked out as the page does it.

``assets/src/core/visible.js`` is the twin of this file, operation for operation: the same
numbers are added and multiplied in the same order, so that both give the same to the last
bit. Hence no geometry library here, and no sum whose order is left to one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from csto_map.facts.cone import Rotation
from csto_map.picture.views import Frame, Rings, remembered, turned

Points = NDArray[np.float64]
Bounds = tuple[float, float, float, float]
# Rings with fewer points are none; closed ones have their first point twice.
_LEAST_POINTS = 4


@dataclass(frozen=True, slots=True, eq=False)
class Visible:
    """
    The largest part of an outline in a frame, in pixels, holes left out.

    `points` are its corners, shape (n, 2), the first not repeated.
    """

    points: Points
    area: float
    bounds: Bounds

    def holds(self, x: float, y: float) -> bool:
        """Say whether a pixel lies inside, by the even-odd rule."""
        return inside(self.points, x, y)

    def inner(self) -> tuple[float, float]:
        """Give a pixel inside: the middle of the widest part at half its height."""
        y = (self.bounds[1] + self.bounds[3]) / 2
        xs = np.sort(_crossings(self.points, y))
        left, right = xs[0:-1:2], xs[1::2]
        widest = int(np.argmax(right - left))
        return float((left[widest] + right[widest]) / 2), y


def inside(ring: Points, x: float, y: float) -> bool:
    """Say whether a point lies inside a ring, closed or not, by the even-odd rule."""
    return bool(np.count_nonzero(x < _crossings(ring, y)) % 2)


def _crossings(ring: Points, y: float) -> Points:
    """Give where a horizontal line meets a ring."""
    (ax, ay), (bx, by) = _before(ring).T, ring.T
    met = (ay > y) != (by > y)
    ax, ay, bx, by = ax[met], ay[met], bx[met], by[met]
    found: Points = (bx - ax) * (y - ay) / (by - ay) + ax
    return found


def _before(points: Points) -> Points:
    return np.concatenate((points[-1:], points[:-1]))


def rounded(rings: Iterable[Points], decimals: int) -> Rings:
    """
    Give rings as the page has them.

    Parameters
    ----------
    decimals
        Of a kilometre.

    Returns
    -------
    rings
        Without points that are the same as the one before, and without rings that have
        too few points left.
    """
    return upright_rings(rings, decimals, None)


def upright_rings(rings: Iterable[Points], decimals: int, rotation: Rotation | None) -> Rings:
    """Give rings as the page has them, then turned."""
    found = []
    for ring in rings:
        plain = np.round(ring, decimals)
        kept = plain[np.concatenate(([True], np.any(np.diff(plain, axis=0) != 0, axis=1)))]
        if len(kept) >= _LEAST_POINTS:
            found.append(kept if rotation is None else turned(kept, rotation))
    return tuple(found)


@remembered
def visible(rings: Rings, frame: Frame, decimals: int) -> Visible | None:
    """Give the largest part of an outline in a frame, None where none of it is seen."""
    best: Visible | None = None
    for ring, box in _boxed(rings, decimals, frame.rotation):
        for part in _cut(ring, box, frame):
            px = np.column_stack(frame.upright_px(part[:, 0], part[:, 1]))
            area = _area(px)
            if area > (best.area if best else 0.0):
                least, most = px.min(axis=0).tolist(), px.max(axis=0).tolist()
                best = Visible(px, area, (*least, *most))
    return best


def _area(points: Points) -> float:
    (ax, ay), (bx, by) = _before(points).T, points.T
    # A running sum adds in order, which `sum` does not.
    return abs(float(np.add.accumulate(ax * by - bx * ay)[-1])) / 2


@remembered
def _boxed(rings: Rings, decimals: int, rotation: Rotation | None) -> list[tuple[Points, Bounds]]:
    """Give rounded rings, open and upright, with the least and the most of their coordinates."""
    return [
        (ring[:-1], (*ring.min(axis=0).tolist(), *ring.max(axis=0).tolist()))
        for ring in upright_rings(rings, decimals, rotation)
    ]


def _cut(ring: Points, box: Bounds, frame: Frame) -> list[Points]:
    """Cut a ring to a frame; the parts come one by one."""
    least_x, least_y, most_x, most_y = box
    if least_x >= frame.x1 or most_x <= frame.x0 or least_y >= frame.y1 or most_y <= frame.y0:
        return []
    parts = [ring]
    if least_x >= frame.x0 and most_x <= frame.x1 and least_y >= frame.y0 and most_y <= frame.y1:
        return parts
    sides: tuple[tuple[Literal[0, 1], float, bool], ...] = (
        (0, frame.x0, True),
        (0, frame.x1, False),
        (1, frame.y0, True),
        (1, frame.y1, False),
    )
    for axis, bound, above in sides:
        parts = [piece for part in parts for piece in _halve(part, axis, bound, above)]
    return parts


def _halve(ring: Points, axis: Literal[0, 1], bound: float, above: bool) -> list[Points]:
    """Give the parts of a ring on one side of a line, which is upright for axis 0."""
    across = ring[:, axis]
    inside = across >= bound if above else across <= bound
    if inside.all():
        return [ring]
    turns = np.flatnonzero(inside != np.concatenate((inside[-1:], inside[:-1])))
    if not len(turns):
        return []
    if not inside[turns[0]]:
        turns = np.roll(turns, -1)
    # Now entries and exits take turns, an entry first.
    met = ring[turns - 1]
    share = (bound - met[:, axis]) / (across[turns] - met[:, axis])
    cuts = met + share[:, None] * (ring[turns] - met)
    cuts[:, axis] = bound
    runs = [
        np.concatenate((cuts[k : k + 1], _run(ring, turns[k], turns[k + 1]), cuts[k + 1 : k + 2]))
        for k in range(0, len(turns), 2)
    ]
    return [
        np.concatenate([runs[k] for k in chain]) for chain in _chains(cuts[:, 1 - axis].tolist())
    ]


def _run(ring: Points, start: int, end: int) -> Points:
    return ring[start:end] if start <= end else np.concatenate((ring[start:], ring[:end]))


def _chains(places: list[float]) -> Iterable[list[int]]:
    """
    Say which runs of a ring that is cut by a line make up its parts.

    Parameters
    ----------
    places
        Where on the line each run starts and ends, in turn. Inside the ring is every second
        stretch of the line, and there an end is joined with a start.
    """
    following: dict[int, int] = {}
    waiting: list[int] = []
    for one in sorted(range(len(places)), key=lambda k: (places[k], k)):
        # Starts have even numbers. A ring that crosses itself may have two of a kind in
        # a row: the first waits for the next of the other.
        if waiting and (waiting[0] - one) % 2:
            start, end = sorted((waiting.pop(0), one), key=lambda k: k % 2)
            following[end // 2] = start // 2
        else:
            waiting.append(one)
    left = sorted(following)
    while left:
        chain = [left[0]]
        while (after := following[chain[-1]]) != chain[0]:
            chain.append(after)
        left = [run for run in left if run not in chain]
        yield chain
