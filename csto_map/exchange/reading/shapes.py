"""Shapes of other people's files: built from what they say, and the point that is drawn of each.

``assets/src/layers/shapes.js`` is its twin: the same plain operations in the same order, so
that both give the same number to the last bit. ``tests/cases/formats_points.json`` holds for
both.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from csto_map.exchange.reading.columns import Geometries

Position: TypeAlias = tuple[float, float]
Positions: TypeAlias = Sequence[Position]

# Collections in collections that nobody draws.
_DEEPEST = 32
_NUMBER = re.compile(r"[ \t\r\n]*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?[ \t\r\n]*", re.ASCII)
_PARTS = {"MultiPoint": "Point", "MultiLineString": "LineString", "MultiPolygon": "Polygon"}


def point_of(geometry: BaseGeometry | None) -> Position | None:
    """
    Give the point that is drawn of a shape.

    A point is its own; of a line it is the middle along its length in degrees; of an area the
    centroid if that lies inside, else the middle of the widest stretch inside on the parallel
    of the centroid. Of several parts the largest counts (the first of equals), of a collection
    its areas before its lines before its points. Lines and rings that leap by more than half
    the globe cross the 180th meridian.

    Returns
    -------
    point
        Longitude and latitude in degrees, longitude from -180 to 180; None of no shape.
    """
    if geometry is None or geometry.is_empty:
        return None
    if geometry.geom_type == "Point":
        return _within(geometry.x), geometry.y
    largest: tuple[int, float, Position] | None = None
    for part in _simple(geometry):
        measured = _measured(part)
        if largest is None or measured[:2] > largest[:2]:
            largest = measured
    return None if largest is None else (_within(largest[2][0]), largest[2][1])


def points_of(shapes: Geometries) -> NDArray[np.float64]:
    """Give the points that are drawn of many shapes, shape (n, 2); NaN where there is none."""
    points = np.full((len(shapes), 2), np.nan)
    simple = shapely.get_type_id(shapes) == 0
    points[simple, 0] = shapely.get_x(shapes[simple])
    points[simple, 1] = shapely.get_y(shapes[simple])
    lon = points[:, 0]
    with np.errstate(invalid="ignore"):
        points[:, 0] = np.where(lon > 180, lon - 360, np.where(lon < -180, lon + 360, lon))
    for k in np.flatnonzero(~simple):
        point = point_of(shapes[k])
        if point is not None:
            points[k] = point
    return points


def _within(lon: float) -> float:
    if lon > 180:
        return lon - 360
    return lon + 360 if lon < -180 else lon


def _simple(geometry: BaseGeometry) -> Iterator[BaseGeometry]:
    """Yield the points, lines and areas that a shape is made of."""
    for part in shapely.get_parts(geometry):
        if hasattr(part, "geoms"):
            yield from _simple(part)
        elif not part.is_empty:
            yield part


def _measured(part: BaseGeometry) -> tuple[int, float, Position]:
    """Give the dimension of a part, its size in degrees, and its point."""
    if part.geom_type == "Point":
        return 0, 0.0, (part.x, part.y)
    if part.geom_type == "Polygon":
        rings = [_positions(ring) for ring in (part.exterior, *part.interiors)]
        return _area(rings)
    return _line(_positions(part))


def _positions(line: BaseGeometry) -> Positions:
    """Give the positions of a line without leaps across the 180th meridian."""
    positions: list[Position] = []
    shift = 0.0
    before = 0.0
    for k, (lon, lat) in enumerate(shapely.get_coordinates(line).tolist()):
        step = lon - before if k else 0.0
        # A step right round the globe leads from one edge of a flat map to the other.
        if 180 < step < 360:
            shift = shift - 360
        elif -360 < step < -180:
            shift = shift + 360
        before = lon
        positions.append((lon + shift, lat))
    return positions


def _line(positions: Positions) -> tuple[int, float, Position]:
    lengths = []
    whole = 0.0
    for (x0, y0), (x1, y1) in pairwise(positions):
        dx, dy = x1 - x0, y1 - y0
        lengths.append(math.sqrt(dx * dx + dy * dy))
        whole = whole + lengths[-1]
    left = whole / 2
    for k, length in enumerate(lengths):
        if length > 0 and left <= length:
            (x0, y0), (x1, y1) = positions[k], positions[k + 1]
            share = left / length
            return 1, whole, (x0 + share * (x1 - x0), y0 + share * (y1 - y0))
        left = left - length
    return 1, whole, positions[0]


def _area(rings: Sequence[Positions]) -> tuple[int, float, Position]:
    # From the first corner, so that small areas far from the origin keep their digits.
    x0, y0 = rings[0][0]
    area = across = up = 0.0
    for k, ring in enumerate(rings):
        doubled, x, y = _moments(ring, x0, y0)
        # Outlines count, holes are taken away, whichever way round they run.
        if (doubled < 0) != (k > 0):
            doubled, x, y = -doubled, -x, -y
        area, across, up = area + doubled, across + x, up + y
    if not area > 0:
        return 1, 0.0, _line(rings[0])[2]
    centre = x0 + across / (3 * area), y0 + up / (3 * area)
    if _inside(rings, *centre):
        return 2, area / 2, centre
    return 2, area / 2, _widest(rings, centre[1]) or centre


def _moments(ring: Positions, x0: float, y0: float) -> tuple[float, float, float]:
    doubled = x = y = 0.0
    for (ax, ay), (bx, by) in pairwise(ring):
        px, py, qx, qy = ax - x0, ay - y0, bx - x0, by - y0
        cross = px * qy - qx * py
        doubled, x, y = doubled + cross, x + (px + qx) * cross, y + (py + qy) * cross
    return doubled, x, y


def _crossings(rings: Sequence[Positions], y: float) -> list[float]:
    """Say where rings cross a parallel, from west to east."""
    places = []
    for ring in rings:
        for (ax, ay), (bx, by) in pairwise(ring):
            if (ay > y) != (by > y):
                places.append(ax + (y - ay) / (by - ay) * (bx - ax))
    return sorted(places)


def _inside(rings: Sequence[Positions], x: float, y: float) -> bool:
    return sum(crossing > x for crossing in _crossings(rings, y)) % 2 == 1


def _widest(rings: Sequence[Positions], y: float) -> Position | None:
    crossings = _crossings(rings, y)
    widest, x = 0.0, 0.0
    for k in range(0, len(crossings) - 1, 2):
        wide = crossings[k + 1] - crossings[k]
        if wide > widest:
            widest, x = wide, crossings[k] + wide / 2
    return (x, y) if widest > 0 else None


class BadShape(ValueError):
    """A shape that cannot be read; its text is a key of [layer.reason]."""


def shape_of(geometry: Any, depth: int = 0) -> BaseGeometry | None:  # noqa: ANN401 - anybody's JSON
    """
    Build a shape from a geometry of GeoJSON; None of null and of one without positions.

    Heights are left out, numbers may be texts, rings are closed.

    Raises
    ------
    BadShape
        If it is no geometry, or its coordinates are damaged.
    """
    if geometry is None:
        return None
    if not isinstance(geometry, dict) or depth > _DEEPEST:
        raise BadShape("bad_shape")
    kind, given = geometry.get("type"), geometry.get("coordinates")
    if not isinstance(kind, str):
        raise BadShape("bad_shape")
    if kind == "GeometryCollection":
        members = geometry.get("geometries")
        if not isinstance(members, list):
            raise BadShape("bad_shape")
        parts = [shape_of(member, depth + 1) for member in members]
        kept = [part for part in parts if part is not None]
        return shapely.GeometryCollection(kept) if kept else None
    if kind == "Point":
        return None if given == [] else shapely.Point(position_of(given))
    if not isinstance(given, list):
        raise BadShape("bad_shape" if kind not in _MAKERS else "damaged")
    if kind in _PARTS:
        made = [_MAKERS[_PARTS[kind]](part) for part in given]
        return _MULTI[kind](made) if made else None
    if kind not in _MAKERS:
        raise BadShape("bad_shape")
    return _MAKERS[kind](given) if given else None


def position_of(given: Any) -> Position:  # noqa: ANN401 - JSON of anybody
    """Read a position; what comes after longitude and latitude is left out."""
    if not isinstance(given, list | tuple) or len(given) < 2:
        raise BadShape("damaged")
    return number_of(given[0]), number_of(given[1])


def number_of(given: Any) -> float:  # noqa: ANN401 - JSON of anybody
    """Read a coordinate: a number, or a text that is one, with a point or nothing."""
    if isinstance(given, str):
        if not _NUMBER.fullmatch(given):
            raise BadShape("damaged")
        given = float(given)
    if isinstance(given, bool) or not isinstance(given, int | float):
        raise BadShape("damaged")
    try:
        number = float(given)
    except OverflowError:
        raise BadShape("damaged") from None
    if not math.isfinite(number):
        raise BadShape("damaged")
    return number


def line_of(given: Any) -> shapely.LineString:  # noqa: ANN401 - JSON of anybody
    """Make a line of at least two positions."""
    positions = [position_of(one) for one in given] if isinstance(given, list) else []
    if len(positions) < 2:
        raise BadShape("damaged")
    return shapely.LineString(positions)


def area_of(given: Any) -> shapely.Polygon:  # noqa: ANN401 - JSON of anybody
    """Make an area of rings, the first its outline; a ring that is open is closed."""
    rings = []
    for ring in given if isinstance(given, list) else []:
        positions = [position_of(one) for one in ring] if isinstance(ring, list | tuple) else []
        if positions and positions[0] != positions[-1]:
            positions.append(positions[0])
        if len(positions) < 4:
            raise BadShape("damaged")
        rings.append(positions)
    if not rings:
        raise BadShape("damaged")
    return shapely.Polygon(rings[0], rings[1:])


_MAKERS: dict[Any, Any] = {
    "Point": lambda given: shapely.Point(position_of(given)),
    "LineString": line_of,
    "Polygon": area_of,
    **dict.fromkeys(_PARTS),
}
_MULTI: dict[str, Any] = {
    "MultiPoint": shapely.MultiPoint,
    "MultiLineString": shapely.MultiLineString,
    "MultiPolygon": shapely.MultiPolygon,
}


def areas_of_rings(given: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON of anybody
    """
    Sort rings into areas, as a geometry of GeoJSON: outlines run clockwise, holes do not.

    A hole belongs to the smallest outline around its first corner; one around which there is
    none is an outline itself.

    What is damaged stays as it is.
    """
    if not isinstance(given, list):
        return {"type": "MultiPolygon"}
    try:
        rings = [area_of([ring]).exterior.coords[:] for ring in given]
    except BadShape:
        return {"type": "MultiPolygon", "coordinates": [given]}
    doubled = [_moments(ring, *ring[0])[0] for ring in rings]
    outlines = [k for k, area in enumerate(doubled) if area <= 0]
    areas = {k: [rings[k]] for k in outlines}
    for k, ring in enumerate(rings):
        if k in areas:
            continue
        around = [one for one in outlines if _inside([rings[one]], *ring[0])]
        if around:
            areas[min(around, key=lambda one: abs(doubled[one]))].append(ring)
        else:
            areas[k] = [ring]
    return {"type": "MultiPolygon", "coordinates": list(areas.values())}
