"""On whose land a place lies: outlines of states that can be asked quickly.

``assets/src/core/lands.js`` is the twin of this file, operation for operation, as
`csto_map.picture.visible` says. An outline is put in order once: its edges by bands of
their heights, so that a question looks at a few of them. Questions are in upright
kilometres, so nothing has to be made anew when a frame moves.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from csto_map.facts.cone import Rotation
from csto_map.picture.parts import Area
from csto_map.picture.views import Frame, Rings, remembered
from csto_map.picture.visible import upright_rings

Box = tuple[float, float, float, float]
# A band for so many edges, but not more bands than that.
_EDGES_IN_BAND = 6
_MOST_BANDS = 512


@dataclass(frozen=True, slots=True, eq=False)
class Land:
    """
    The ground of one state.

    Edge k runs from `ax[k]`, `ay[k]` to `bx[k]`, `by[k]`, in km; they are in order of their
    bands, and an edge that lies in several stands in each. Those of band n are
    `starts[n]` up to `starts[n + 1]`; bands are `height` high from `box[1]` on.
    """

    ax: NDArray[np.float64]
    ay: NDArray[np.float64]
    bx: NDArray[np.float64]
    by: NDArray[np.float64]
    starts: tuple[int, ...]
    height: float
    box: Box

    def holds(self, x: float, y: float) -> bool:
        """Say whether a place lies on it, by the even-odd rule."""
        west, south, east, north = self.box
        if x < west or x > east or y < south or y > north:
            return False
        part = self._between(y, y)
        ax, ay, bx, by = self.ax[part], self.ay[part], self.bx[part], self.by[part]
        met = (ay > y) != (by > y)
        ax, ay, bx, by = ax[met], ay[met], bx[met], by[met]
        return bool(np.count_nonzero(x < (bx - ax) * (y - ay) / (by - ay) + ax) % 2)

    def meets(self, box: Box) -> bool:
        """Say whether the border meets a box: west, south, east, north."""
        west, south, east, north = box
        if east < self.box[0] or west > self.box[2] or north < self.box[1] or south > self.box[3]:
            return False
        part = self._between(south, north)
        ax, ay, bx, by = self.ax[part], self.ay[part], self.bx[part], self.by[part]
        near = (
            (np.minimum(ax, bx) <= east)
            & (np.maximum(ax, bx) >= west)
            & (np.minimum(ay, by) <= north)
            & (np.maximum(ay, by) >= south)
        )
        if not near.any():
            return False
        ax, ay, bx, by = ax[near], ay[near], bx[near], by[near]
        dx, dy = bx - ax, by - ay
        # An edge misses the box if all four corners lie on one side of it.
        sides = [
            dx * (y - ay) - dy * (x - ax)
            for x, y in ((west, south), (east, south), (east, north), (west, north))
        ]
        above = (sides[0] > 0) & (sides[1] > 0) & (sides[2] > 0) & (sides[3] > 0)
        below = (sides[0] < 0) & (sides[1] < 0) & (sides[2] < 0) & (sides[3] < 0)
        return bool((~(above | below)).any())

    def encloses(self, box: Box) -> bool:
        """Say whether a whole box lies on it."""
        return _encloses(self, box)

    def touches(self, box: Box) -> bool:
        """Say whether any of a box lies on it."""
        return _touches(self, box)

    def _between(self, south: float, north: float) -> slice:
        last = len(self.starts) - 2
        low, high = (
            max(0, min(last, math.floor((y - self.box[1]) / self.height))) for y in (south, north)
        )
        return slice(self.starts[low], self.starts[high + 1])


# Pictures of a view ask the same of the same places, day by day.
@functools.lru_cache(maxsize=16384)
def _encloses(land: Land, box: Box) -> bool:
    return land.holds(box[0], box[1]) and not land.meets(box)


@functools.lru_cache(maxsize=16384)
def _touches(land: Land, box: Box) -> bool:
    return land.meets(box) or land.holds(box[0], box[1])


@remembered
def land(rings: Rings, decimals: int, rotation: Rotation | None = None) -> Land | None:
    """
    Put an outline in order; None where it has no ring.

    Parameters
    ----------
    decimals
        Of a kilometre: how exactly the page has the outline.
    rotation
        How the map is turned; None for not at all.
    """
    opened = [ring[:-1] for ring in upright_rings(rings, decimals, rotation)]
    if not opened:
        return None
    b = np.concatenate(opened)
    a = np.concatenate([np.concatenate((ring[-1:], ring[:-1])) for ring in opened])
    (west, south), (east, north) = b.min(axis=0).tolist(), b.max(axis=0).tolist()
    bands = max(1, min(_MOST_BANDS, len(b) // _EDGES_IN_BAND))
    height = (north - south) / bands
    members: list[list[int]] = [[] for _ in range(bands)]
    low = np.floor((np.minimum(a[:, 1], b[:, 1]) - south) / height).astype(int)
    high = np.floor((np.maximum(a[:, 1], b[:, 1]) - south) / height).astype(int)
    low, high = np.clip(low, 0, bands - 1), np.clip(high, 0, bands - 1)
    for k, (first, last) in enumerate(zip(low.tolist(), high.tolist(), strict=True)):
        for band in range(first, last + 1):
            members[band].append(k)
    starts = [0]
    for band_members in members:
        starts.append(starts[-1] + len(band_members))
    order = np.array([k for band_members in members for k in band_members])
    ax, ay, bx, by = (np.ascontiguousarray(values[order]) for values in (*a.T, *b.T))
    return Land(
        ax,
        ay,
        bx,
        by,
        tuple(starts),
        height,
        (west, south, east, north),
    )


class Lands:
    """
    The grounds of all states of a map, by code.

    Facts may name a state that lies within another on the day of the map: its ground is then that
    state's, whether it is drawn on it or not.
    """

    __slots__ = ("_boxed", "_lands", "_within")

    def __init__(self, lands: Mapping[str, Land], within: Mapping[str, str] | None = None) -> None:
        self._lands = lands
        self._within = within or {}
        self._boxed = [(code, one, *one.box) for code, one in lands.items()]

    @property
    def every(self) -> tuple[tuple[str, Land], ...]:
        """Every state with its ground: equal for the same outlines."""
        return tuple(self._lands.items())

    def known(self, code: str) -> Land | None:
        """Give the ground of a state, None where the map has no outline of it."""
        return self._lands.get(self.name(code))

    def name(self, code: str) -> str:
        """Give the code of the state that is drawn on a state's ground."""
        return code if code in self._lands else self._within.get(code, code)

    def at(self, x: float, y: float) -> str:
        """Name the state on whose ground a place lies, of several the first; "" for none."""
        held = [code for code, one in self._lands.items() if one.holds(x, y)]
        # One that lies within another is drawn over it.
        return min(held, key=lambda code: (code not in self._within, code), default="")

    def clear(self, codes: Sequence[str], box: Box) -> bool:
        """Say whether a whole box lies on the ground of one of some states."""
        return any(one is not None and one.encloses(box) for one in map(self.known, codes))

    def foreign(self, codes: Sequence[str], box: Box) -> bool:
        """Say whether any of a box lies on the ground of a state that is none of some."""
        west, south, east, north = box
        home = {*codes, *(self._within[code] for code in codes if code in self._within)}
        for code, one, left, bottom, right, top in self._boxed:
            if east < left or west > right or north < bottom or south > top or code in home:
                continue
            if one.touches(box):
                return True
        return False


def of(areas: Iterable[Area], rotation: Rotation | None = None) -> Lands:
    """
    Give the grounds of the areas of a picture: those of the outlines that the page has.

    Parameters
    ----------
    rotation
        Of the frames that they are asked for in.
    """
    drawn = list(areas)
    lands = {area.id: land(area.outline, area.decimals, rotation) for area in drawn if area.outline}
    within = {code: area.id for area in drawn for code in area.of}
    return Lands({code: one for code, one in lands.items() if one is not None}, within)


@dataclass(frozen=True, slots=True)
class Seen:
    """The grounds of states in a frame: asked in pixels, y downwards."""

    lands: Lands
    frame: Frame

    def clear(self, codes: Sequence[str], box: Box) -> bool:
        """Say whether a whole box lies on the ground of one of some states."""
        return self.lands.clear(codes, self._km(box))

    def foreign(self, codes: Sequence[str], box: Box) -> bool:
        """Say whether any of a box lies on the ground of a state that is none of some."""
        return self.lands.foreign(codes, self._km(box))

    def name(self, code: str) -> str:
        """Give the code of the state that is drawn on a state's ground."""
        return self.lands.name(code)

    def home(self, codes: Sequence[str]) -> Callable[[Box], bool]:
        """Give what says whether a box lies on no ground but that of some states."""
        return lambda box: not self.foreign(codes, box)

    def at(self, x: float, y: float) -> str:
        """Name the state on whose ground a pixel lies, "" for none."""
        return self.lands.at(*self.frame.upright_km(x, y))

    def extent(self, code: str) -> float:
        """Give the area of the box around a state, in square pixels; 0 for none."""
        known = self.lands.known(code)
        if known is None:
            return 0.0
        west, south, east, north = known.box
        return (east - west) * (north - south) / (self.frame.km_per_px * self.frame.km_per_px)

    def host(self, x: float, y: float) -> str:
        """Name the state on whose ground a place lies, in projected km; "" for none."""
        return self.lands.at(*self.frame.upright(x, y))

    def _km(self, box: Box) -> Box:
        west, north = self.frame.upright_km(box[0], box[1])
        east, south = self.frame.upright_km(box[2], box[3])
        return west, south, east, north
