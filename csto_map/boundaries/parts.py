"""Parts of a state: cut along lines that run through it, and named by points in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import numpy as np
import shapely
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from csto_map.boundaries.shapes import Geometries

# Ends of lines are joined with whatever else is so near, in degrees.
SNAP_DEG = 0.02
# An end is drawn out by so much past what it meets, so that the two surely cross.
_PAST = 1e-6
# Corners so near are the same, in degrees.
_SAME_DEG = 1e-4
# So far may a point be from the line that it lies on.
_EXACT_DEG = 1e-9

Pair = tuple[float, float]
# Points to set into the step from one corner to the next.
Corners = dict[tuple[Pair, Pair], list[Pair]]


class Unnamed(Exception):
    """A point of a part that lies in no piece of its state, or in one that is another part's."""

    def __init__(self, name: str, number: int, expected: str) -> None:
        self.name, self.number, self.expected = name, number, expected
        super().__init__(expected)


def pieces(state: BaseGeometry, lines: Geometries) -> list[Polygon]:
    """
    Cut a state along the lines in it.

    Ends that nearly meet the state's outline or another line are joined with it. What the
    lines do not part stays whole; together the pieces are the state.
    """
    edge, window = shapely.boundary(state), shapely.buffer(state, SNAP_DEG)
    near = shapely.intersection(lines[shapely.intersects(lines, state)], window)
    # What ends in a corner, but for a rounding error, ends in it.
    corners = shapely.multipoints(shapely.get_coordinates(edge))
    near = shapely.snap(near, corners, _SAME_DEG)
    strands = np.array(_strands(shapely.union_all(near)) if len(near) else [], dtype=object)
    # Those of a neighbour end at the outline, or run along it.
    inside = shapely.length(shapely.intersection(strands, state))
    strands = strands[inside > np.minimum(SNAP_DEG, shapely.length(strands) / 2)]
    net = shapely.union_all([edge, *_joined(list(strands), edge)])
    made = shapely.get_parts(shapely.polygonize(shapely.get_parts(net)))
    shapely.prepare(state)
    return [one for one in made if state.contains(one.representative_point())]


def _strands(net: BaseGeometry) -> list[LineString]:
    merged = shapely.line_merge(net)
    return [one for one in shapely.get_parts(merged) if one.geom_type == "LineString"]


def _joined(strands: Sequence[LineString], edge: BaseGeometry) -> list[LineString]:
    """Draw loose ends out to what they nearly meet."""
    tips = Counter(xy for line in strands for xy in (line.coords[0], line.coords[-1]))
    corners = shapely.points(shapely.get_coordinates(edge))
    tree = shapely.STRtree(corners)
    found = []
    for k, line in enumerate(strands):
        xy = [(float(x), float(y)) for x, y in line.coords]
        for end in (0, -1):
            if tips[line.coords[end]] > 1:
                continue
            others = [edge, *strands[:k], *strands[k + 1 :]]
            met = _meets(Point(xy[end]), others, corners, tree)
            if met is not None:
                xy.insert(0 if end == 0 else len(xy), met)
        found.append(LineString(xy))
    return found


def _meets(
    tip: Point, others: Sequence[BaseGeometry], corners: Geometries, tree: shapely.STRtree
) -> Pair | None:
    """Give the point to which a loose end is drawn out; None where nothing is near."""
    nearest = corners[int(tree.nearest(tip))]
    if nearest.distance(tip) < SNAP_DEG / 10:
        # A corner that is there already needs no new one.
        return float(nearest.x), float(nearest.y)
    away = shapely.distance(np.array(others, dtype=object), tip)
    k = int(away.argmin())
    if away[k] >= SNAP_DEG:
        return None
    foot = others[k].interpolate(others[k].project(tip))
    return foot.x + (foot.x - tip.x) * _PAST, foot.y + (foot.y - tip.y) * _PAST


def named(
    made: Sequence[Polygon], parts: Mapping[str, Sequence[Pair]], state: BaseGeometry
) -> tuple[dict[str, list[Polygon]], list[Polygon]]:
    """
    Sort pieces by the parts whose points they hold.

    An island that no line cuts and no point names goes with the nearest piece.

    Returns
    -------
    named, rest
        Pieces by part, and those of no part.

    Raises
    ------
    Unnamed
        If a point lies in no piece, or in one that another part has.
    """
    whose = _by_points(made, parts)
    whole = shapely.get_parts(state)
    islands = [
        k for k, one in enumerate(made)
        if k not in whose and any(one.equals(part) for part in whole if part.intersects(one))
    ]  # fmt: skip
    mainland = [k for k in range(len(made)) if k not in islands]
    for k in islands if mainland else []:
        away = [made[k].distance(made[other]) for other in mainland]
        nearest = mainland[int(np.argmin(away))]
        if nearest in whose:
            whose[k] = whose[nearest]
    found: dict[str, list[Polygon]] = {name: [] for name in parts}
    for k, name in whose.items():
        found[name].append(made[k])
    return found, [one for k, one in enumerate(made) if k not in whose]


def _by_points(made: Sequence[Polygon], parts: Mapping[str, Sequence[Pair]]) -> dict[int, str]:
    whose: dict[int, str] = {}
    for name, points in parts.items():
        for number, xy in enumerate(points):
            held = [k for k, one in enumerate(made) if one.covers(Point(xy))]
            if not held:
                raise Unnamed(name, number, "in the state (longitude, latitude)")
            other = whose.setdefault(held[0], name)
            if other != name:
                wanted = f"parted by the lines from {other}: both lie in one piece"
                raise Unnamed(name, number, wanted)
    return whose


def new_corners(state: BaseGeometry, made: Iterable[Polygon]) -> Corners:
    """Give the corners that a cut set into the outline of a state, by the steps they lie in."""
    old = {tuple(xy) for xy in shapely.get_coordinates(state).tolist()}
    every = {tuple(xy) for xy in shapely.get_coordinates(list(made)).tolist()}
    steps = list(_steps(state))
    lines = shapely.linestrings(np.array(steps))
    tree = shapely.STRtree(lines)
    found: Corners = {}
    for xy in sorted(every - old):
        point = Point(xy)
        k = int(tree.nearest(point))
        if lines[k].distance(point) < _EXACT_DEG:
            found.setdefault(steps[k], []).append(xy)
    return found


def with_corners(shape: BaseGeometry, corners: Corners) -> BaseGeometry:
    """Set corners into the outline of a neighbour, so that both have the same."""
    both = corners | {(b, a): points for (a, b), points in corners.items()}
    if not any(step in both for step in _steps(shape)):
        return shape
    return shapely.multipolygons(
        [
            shapely.Polygon(
                _set_in(part.exterior, both), [_set_in(ring, both) for ring in part.interiors]
            )
            for part in shapely.get_parts(shape)
        ]
    )


def _set_in(ring: BaseGeometry, corners: Corners) -> list[Pair]:
    xy = [(x, y) for x, y in shapely.get_coordinates(ring).tolist()]
    found = xy[:1]
    for a, b in pairwise(xy):
        found += sorted(corners.get((a, b), []), key=lambda at: Point(a).distance(Point(at)))
        found.append(b)
    return found


def _steps(shape: BaseGeometry) -> Iterable[tuple[Pair, Pair]]:
    for part in shapely.get_parts(shape):
        for ring in (part.exterior, *part.interiors):
            xy = [(x, y) for x, y in shapely.get_coordinates(ring).tolist()]
            yield from pairwise(xy)
