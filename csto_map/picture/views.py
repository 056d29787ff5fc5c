"""Projection and frames: from degrees to projected kilometres to screen pixels.

Projected kilometres are the same on every map. A frame whose north stands up elsewhere than
on the projection's central meridian turns them on the way to pixels: what is turned is in
upright kilometres. Where nothing is turned, both are the same.
"""

from __future__ import annotations

import functools
from collections import OrderedDict
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Concatenate, ParamSpec, TypeVar

import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray

from csto_map.facts.cone import Rotation, around, upright

Rings = tuple[NDArray[np.float64], ...]
T = TypeVar("T")
P = ParamSpec("P")
Thing = TypeVar("Thing")
Number = TypeVar("Number", float, NDArray[np.float64])
# One geometry, or an array of them.
Shapes = TypeVar("Shapes", shapely.Geometry, NDArray[np.object_])

# Pictures kept by `remembered`: thirty or so of all outlines.
_MOST_KEPT = 2048


@dataclass(frozen=True, slots=True)
class Frame:
    """A map frame: its extent in upright kilometres and its size in pixels.

    Pixels count from the top left corner, y downwards.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    width: int
    height: int
    rotation: Rotation | None = None

    def __hash__(self) -> int:
        """Hash what tells frames apart: what is remembered asks for it a thousand times."""
        return hash((self.x0, self.y1, self.width, self.height))

    @property
    def km_per_px(self) -> float:
        """Kilometres that one pixel spans; the same in both directions."""
        return (self.x1 - self.x0) / self.width

    def px(self, x: Number, y: Number) -> tuple[Number, Number]:
        """Return the screen pixel of a projected point, or those of many."""
        return self.upright_px(*self.upright(x, y))

    def upright_px(self, x: Number, y: Number) -> tuple[Number, Number]:
        """Return the screen pixel of an upright point, or those of many."""
        return (
            (x - self.x0) / (self.x1 - self.x0) * self.width,
            (self.y1 - y) / (self.y1 - self.y0) * self.height,
        )

    def pixels(self, xy: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the screen pixels of projected points, shape (n, 2) both."""
        factor = np.array([self.width / (self.x1 - self.x0), -self.height / (self.y1 - self.y0)])
        if self.rotation is not None:
            xy = turned(xy, self.rotation)
        px: NDArray[np.float64] = (xy - np.array([self.x0, self.y1])) * factor
        return px

    def places(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return what `px` does of many points, to the last bit; shape (n, 2)."""
        return np.column_stack(self.px(x, y))

    def km(self, px: float, py: float) -> tuple[float, float]:
        """Return the projected point of a screen pixel."""
        return self.projected(*self.upright_km(px, py))

    def upright_km(self, px: float, py: float) -> tuple[float, float]:
        """Return the point of a screen pixel in upright kilometres."""
        return (
            self.x0 + px / self.width * (self.x1 - self.x0),
            self.y1 - py / self.height * (self.y1 - self.y0),
        )

    def upright(self, x: Number, y: Number) -> tuple[Number, Number]:
        """Turn a projected point, or many, so that north stands up."""
        return (x, y) if self.rotation is None else self.rotation.ahead(x, y)

    def projected(self, x: Number, y: Number) -> tuple[Number, Number]:
        """Turn an upright point, or many, back."""
        return (x, y) if self.rotation is None else self.rotation.back(x, y)

    def holds(self, x: float, y: float) -> bool:
        """Say whether a projected point lies inside the frame."""
        x, y = self.upright(x, y)
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1

    def around(self) -> tuple[float, float, float, float]:
        """Return the smallest box of projected kilometres around the frame."""
        return around((self.x0, self.y0, self.x1, self.y1), self.projected)


def turned(xy: NDArray[np.float64], rotation: Rotation) -> NDArray[np.float64]:
    """Turn projected points so that north stands up; shape (n, 2) both."""
    return np.column_stack(rotation.ahead(xy[:, 0], xy[:, 1]))


def fit(
    x0: float,
    y0: float,
    x1: float,
    y1: float,
    width: int,
    height: int,
    rotation: Rotation | None = None,
) -> Frame:
    """
    Grow a box about its centre to the aspect of `width` x `height` pixels.

    Parameters
    ----------
    x0, y0, x1, y1
        Projected kilometres. They say where the middle is, and how wide and how high the
        box is along the frame's own edges, also where these are turned.
    rotation
        How the frame is turned; None for not at all.
    """
    x0, y0, x1, y1 = upright((x0, y0, x1, y1), rotation)
    across, up = x1 - x0, y1 - y0
    wanted = width / height
    if across / up < wanted:
        grow = (up * wanted - across) / 2
        x0, x1 = x0 - grow, x1 + grow
    else:
        grow = (across / wanted - up) / 2
        y0, y1 = y0 - grow, y1 + grow
    return framed(x0, y0, x1, y1, width, height, rotation)


@functools.lru_cache(maxsize=256)
def framed(
    x0: float,
    y0: float,
    x1: float,
    y1: float,
    width: int,
    height: int,
    rotation: Rotation | None = None,
) -> Frame:
    """Give the one frame of an extent and a size: what is remembered of it is found at once."""
    return Frame(x0, y0, x1, y1, width, height, rotation)


def scale_bar(km_per_px: float, longest: float = 160) -> tuple[int, float]:
    """
    Choose the length of a scale bar.

    Parameters
    ----------
    km_per_px
        Kilometres that one pixel spans.
    longest
        Pixels that the bar may take.

    Returns
    -------
    km, px
        The largest 1, 2 or 5 times a power of ten (at least 1 km) that fits, and
        its length on screen. At the map's standard parallels it is exact.
    """
    room = km_per_px * longest
    best = 1
    step = 1
    while step <= room:
        for factor in (1, 2, 5):
            if step * factor <= room:
                best = step * factor
        step *= 10
    return best, best / km_per_px


@functools.cache
def _transformer(proj: str) -> pyproj.Transformer:
    return pyproj.Transformer.from_crs("EPSG:4326", pyproj.CRS.from_proj4(proj), always_xy=True)


class Projector:
    """Projects WGS 84 degrees to the map's kilometres.

    Parameters
    ----------
    proj
        A PROJ string with ``+units=km``.
    """

    def __init__(self, proj: str) -> None:
        self.proj = proj
        self._transformer = _transformer(proj)

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """Return x, y in kilometres."""
        x, y = self._transformer.transform(lon, lat)
        return float(x), float(y)

    def degrees(self, x: float, y: float) -> tuple[float, float]:
        """Return longitude and latitude of a point in kilometres."""
        lon, lat = self._transformer.transform(x, y, direction="INVERSE")
        return float(lon), float(lat)

    def geometry(self, geometry: Shapes) -> Shapes:
        """Return a shapely geometry, or an array of them, in kilometres, of the same type."""

        def move(xy: NDArray[np.float64]) -> NDArray[np.float64]:
            return np.column_stack(self._transformer.transform(xy[:, 0], xy[:, 1]))

        moved: Shapes = shapely.transform(geometry, move)
        return moved

    def rings(self, geometry: shapely.Geometry) -> Rings:
        """
        Project a polygon or multipolygon and take it apart.

        Returns
        -------
        rings
            Closed, shape (n, 2) each. Holes run against their exterior, so that
            both the even-odd and the non-zero rule leave them empty.
        """
        return polygon_rings(self.geometry(geometry))

    def line(self, geometry: shapely.Geometry) -> NDArray[np.float64]:
        """Project a LineString; shape (n, 2)."""
        return np.asarray(shapely.get_coordinates(self.geometry(geometry)))


def polygon_rings(geometry: shapely.Geometry) -> Rings:
    """Return the rings of a polygonal geometry; other parts of a collection are left out."""
    rings: list[NDArray[np.float64]] = []
    # get_rings skips MultiPolygons silently, therefore the parts first.
    for part in shapely.get_parts(geometry):
        if part.geom_type == "Polygon" and not part.is_empty:
            turned = shapely.orient_polygons(part)
            rings.extend(shapely.get_coordinates(ring) for ring in shapely.get_rings(turned))
    return tuple(rings)


def remembered(
    make: Callable[Concatenate[Thing, P], T],
) -> Callable[Concatenate[Thing, P], T]:
    """
    Keep what a function makes of outlines, as in a frame: the next picture of it has them too.

    What was asked for longest ago goes first.

    Outlines are distinguished by identity, which is quicker than by value; they are kept with
    what was made, so that an identity cannot pass to others while its entry lives.
    """
    kept: OrderedDict[tuple[object, ...], tuple[Thing, T]] = OrderedDict()

    @functools.wraps(make)
    def ask(rings: Thing, /, *args: P.args, **kwargs: P.kwargs) -> T:
        key = (id(rings), *args, *kwargs.values())
        entry = kept.get(key)
        if entry is None:
            entry = kept[key] = rings, make(rings, *args, **kwargs)
            if len(kept) > _MOST_KEPT:
                kept.popitem(last=False)
        else:
            # Another thread may just have let go of it.
            with suppress(KeyError):
                kept.move_to_end(key)
        return entry[1]

    return ask


@remembered
def is_seen(rings: Rings, frame: Frame) -> bool:
    """Say whether a frame shows any of an outline."""
    return bool(clip_rings(rings, frame, margin_px=0))


def clip_rings(rings: Iterable[NDArray[np.float64]], frame: Frame, margin_px: float = 8) -> Rings:
    """
    Cut rings to a frame and turn them into pixels.

    Rings may come from one or several polygons; exteriors run against holes.
    Each ring is cut on its own, which is safe because the frame is convex. The
    margin keeps the cut edge, which would be stroked, out of sight.
    """
    cut: list[NDArray[np.float64]] = []
    low, high_x, high_y = -margin_px, frame.width + margin_px, frame.height + margin_px
    for ring in rings:
        px = frame.pixels(ring)
        least, most = px.min(axis=0), px.max(axis=0)
        if most[0] < low or most[1] < low or least[0] > high_x or least[1] > high_y:
            continue
        if least[0] >= low and least[1] >= low and most[0] <= high_x and most[1] <= high_y:
            cut.append(px)
            continue
        piece = shapely.clip_by_rect(shapely.polygons(px), low, low, high_x, high_y)
        backwards = not shapely.is_ccw(shapely.linearrings(px))
        cut.extend(part[::-1] if backwards else part for part in polygon_rings(piece))
    return tuple(cut)
