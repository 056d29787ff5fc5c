"""Shapes in degrees: made valid, joined at 180 degrees, opened where the map's plane is."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

Geometries = NDArray[np.object_]
Shapes = TypeVar("Shapes", BaseGeometry, Geometries)

# The two edges of a cut at 180 degrees may be a rounding error apart.
SEAM_DEG = 1e-9
# Degrees that stay free on both sides of the meridian where the projection is cut open.
SLIT = 0.001
# A part of a state so near 180 degrees may be of what was cut there.
_FAR = -90.0
# Projections of one hemisphere after the other: nothing is cut open but a point far away.
_TURNS = (-360.0, 0.0, 360.0)
# Degrees: an edge so near the point opposite the centre runs across the whole plane.
_NEAR_ANTIPODE = 1.5
_ROUND = frozenset({"laea", "aeqd", "stere", "ortho", "gnom", "ups", "sterea"})


def polygonal(geometry: BaseGeometry) -> BaseGeometry:
    """Give the polygons of a geometry; lines and points that a cut leaves are dropped."""
    parts = shapely.get_parts(geometry)
    return shapely.multipolygons(parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON])


def areal(geometry: BaseGeometry) -> BaseGeometry:
    """Give the polygons of a geometry, of collections within it too."""
    inner = [areal(part) for part in shapely.get_parts(geometry) if hasattr(part, "geoms")]
    plain = shapely.get_parts(polygonal(geometry))
    return shapely.multipolygons([*plain, *(one for part in inner for one in part.geoms)])


class Plane:
    """The map's plane: there and back, and the meridian at which it is cut open."""

    def __init__(self, proj: str) -> None:
        self.proj = proj
        self.to = pyproj.Transformer.from_crs("EPSG:4326", proj, always_xy=True)
        self.back = pyproj.Transformer.from_crs(proj, "EPSG:4326", always_xy=True)
        told = dict(part.lstrip("+").partition("=")[::2] for part in proj.split())
        centre = float(told.get("lon_0", 0))
        self.cut = centre - 180 if centre > 0 else centre + 180
        self.is_cut = told.get("proj", "") not in _ROUND
        #: The point opposite the centre, where such a plane turns shapes inside out.
        self.antipode = shapely.Point(self.cut, -float(told.get("lat_0", 0)))

    def km(self, shapes: Shapes) -> Shapes:
        """Give shapes in projected kilometres."""
        moved: Shapes = shapely.transform(
            shapes, lambda xy: np.column_stack(self.to.transform(*xy.T))
        )
        return moved

    def degrees(self, shapes: Shapes) -> Shapes:
        """Give shapes in degrees again; longitudes run on east of the cut."""

        def back(xy: NDArray[np.float64]) -> NDArray[np.float64]:
            lon, lat = self.back.transform(*xy.T)
            return np.column_stack([np.where(lon < self.cut, lon + 360, lon), lat])

        moved: Shapes = shapely.transform(shapes, back)
        return moved

    def opened(self, shapes: Geometries) -> Geometries:
        """Cut shapes in degrees at the plane's own edge, and join them at 180 degrees."""
        west = shapely.intersection(shapes, shapely.box(-180, -90, self.cut - SLIT, 90))
        east = shapely.intersection(shapes, shapely.box(self.cut + SLIT, -90, 180, 90))
        moved = shapely.transform(west, lambda xy: xy + np.array([360.0, 0.0]))
        return np.asarray(shapely.union(joinable(moved), joinable(east)))

    def shown(self, shape: BaseGeometry) -> BaseGeometry:
        """Give a shape in degrees without the parts that the plane turns inside out."""
        if self.is_cut:
            return shape
        turns = shapely.points([[self.antipode.x + by, self.antipode.y] for by in _TURNS])
        parts = shapely.get_parts(shape)
        out = shapely.dwithin(parts[:, None], turns, _NEAR_ANTIPODE).any(axis=1)
        return polygonal(shapely.multipolygons(parts[~out])) if out.any() else shape

    def torn(self, shape: BaseGeometry) -> bool:
        """Say whether a shape in degrees lies across the meridian at which the plane is cut."""
        if not self.is_cut or shape.is_empty:
            return False
        bounds = shapely.bounds(shapely.get_parts(shape))
        turns = self.cut + np.array([-360.0, 0.0, 360.0])
        return bool(((bounds[:, :1] < turns - SLIT) & (turns + SLIT < bounds[:, 2:3])).any())

    def cut_open(self, shape: BaseGeometry) -> BaseGeometry:
        """Cut a shape in degrees, of any longitudes, where the plane is: nothing smears over it."""
        west = self.cut - 360 if self.cut >= 180 else self.cut
        pieces = []
        for turn in (-720.0, -360.0, 0.0, 360.0):
            box = shapely.box(west + turn + SLIT, -90, west + turn + 360 - SLIT, 90)
            piece = shapely.intersection(shape, box)
            pieces.append(shapely.transform(piece, lambda xy, turn=turn: xy - [turn, 0.0]))
        return polygonal(shapely.union_all(pieces))

    @property
    def ends_at_180(self) -> bool:
        """Whether the plane is cut open where most sources are."""
        return self.is_cut and abs(abs(self.cut) - 180) < SLIT


def joinable(shapes: Geometries) -> Geometries:
    """Put what lies a rounding error from 180 degrees on them, or no union would join it."""

    def on_seam(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        near = np.abs(xy[:, 0] - 180) < SEAM_DEG
        return np.column_stack([np.where(near, 180.0, xy[:, 0]), xy[:, 1]])

    return np.asarray(shapely.make_valid(shapely.transform(shapes, on_seam)))


def is_seamed(shape: BaseGeometry) -> bool:
    """Say whether a shape was cut at 180 degrees: it ends there on both sides."""
    parts = shapely.bounds(shapely.get_parts(shape))
    return bool(
        len(parts)
        and (np.abs(parts[:, 0] + 180) < SEAM_DEG).any()
        and (np.abs(parts[:, 2] - 180) < SEAM_DEG).any()
    )


def unseam(shape: BaseGeometry) -> BaseGeometry:
    """
    Join what a source cuts at 180 degrees: longitudes run on past it.

    The source's two edges are a rounding error apart, and a union joins only edges
    that lie on the very same line. Parts that are far from 180 degrees stay where they are.
    """

    def eastwards(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        lon = np.where(xy[:, 0] < 0, xy[:, 0] + 360, xy[:, 0])
        return np.column_stack([np.where(np.abs(lon - 180) < SEAM_DEG, 180.0, lon), xy[:, 1]])

    parts = shapely.get_parts(shape)
    bounds = shapely.bounds(parts)
    far = (bounds[:, 2] < _FAR) | (bounds[:, 0] > 0)
    moved = [shapely.transform(part, eastwards) if there else part
             for part, there in zip(parts, far, strict=True)]  # fmt: skip
    return shapely.union_all(moved)


def closed_up(shape: BaseGeometry) -> BaseGeometry:
    """
    Let rings that jump from one side of 180 degrees to the other run on past it.

    A ring around a pole does not close that way and stays as it is.
    """
    parts = shapely.get_parts(shape)
    return shapely.multipolygons(
        [_run_on(part) for part in parts if part.geom_type == "Polygon" and not part.is_empty]
    )


def _run_on(polygon: Polygon) -> Polygon:
    rings = [shapely.get_coordinates(ring) for ring in (polygon.exterior, *polygon.interiors)]
    if not any(_jumps(ring).any() for ring in rings):
        return polygon
    turned = [_unwound(ring) for ring in rings]
    if any(ring is None for ring in turned):
        return polygon
    outer, *inner = [ring for ring in turned if ring is not None]
    outer = _shifted(outer, 0.0 if outer[:, 0].min() >= -180 else 360.0)
    west, east = outer[:, 0].min(), outer[:, 0].max()
    holes = [
        next(
            (moved for turn in (0.0, 360.0, -360.0)
             if west <= (moved := _shifted(ring, turn))[:, 0].min()
             and moved[:, 0].max() <= east),
            ring,
        )
        for ring in inner
    ]  # fmt: skip
    return shapely.Polygon(outer, holes)


def _jumps(ring: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Say which steps of a ring go the long way around; one along 180 degrees or a pole is none."""
    steps = np.abs(np.diff(ring[:, 0]))
    return (steps > 180) & (steps < 359.9)


def _unwound(ring: NDArray[np.float64]) -> NDArray[np.float64] | None:
    steps = np.diff(ring[:, 0])
    turns = np.concatenate([[0.0], np.cumsum(np.where(_jumps(ring), -360 * np.sign(steps), 0))])
    if turns[-1] != 0:
        return None
    return np.column_stack([ring[:, 0] + turns, ring[:, 1]])


def _shifted(ring: NDArray[np.float64], lon: float) -> NDArray[np.float64]:
    return np.asarray(ring + np.array([lon, 0.0]))
