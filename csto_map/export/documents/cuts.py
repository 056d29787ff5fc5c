"""Outlines and lines of a map as a slide needs them: cut to its frame, with few points."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from csto_map.export.documents.drawingml import Box, Outline, Path, Point
from csto_map.picture.constants import HATCHES, TERRAIN
from csto_map.picture.views import Frame, Rings, remembered

# In pixels: how far a simpler line may lie from the fine one, and what is too small to be seen.
_NEAR = 0.3
_LEAST = 1.2
# Of a hatch of areas: the side of its tile.
_TILE = 8.0
_WIDTH = re.compile(r'stroke-width="([\d.]+)"')
# Ways of a hatch's lines: the signs of x and y in what they keep.
_WAYS = {"/": ((1, 1),), "\\": ((1, -1),), "x": ((1, 1), (1, -1))}


@remembered
def area(rings: Rings, frame: Frame) -> Outline:
    """
    Cut an area to a frame, in pixels of it.

    Where it reaches the frame its cut edge is not drawn: its lines are those within.
    """
    window = (0.0, 0.0, float(frame.width), float(frame.height))
    closed: list[Path] = []
    lines: list[Path] = []
    whole = True
    for ring in rings:
        px = _simple(frame.pixels(ring), window)
        if px is None:
            continue
        least, most = px.min(axis=0), px.max(axis=0)
        if least[0] >= 0 and least[1] >= 0 and most[0] <= window[2] and most[1] <= window[3]:
            closed.append(px)
            lines.append(px)
            continue
        whole = False
        closed += _cut_ring(px, window)
        lines += within(px, window)
    return Outline(closed, [] if whole else lines, edged=whole)


def ring(px: Path, window: Box) -> Outline:
    """Cut a ring in pixels to a window; its cut edge is not drawn."""
    return Outline(_cut_ring(px, window), within(px, window), edged=False)


def _cut_ring(px: Path, window: Box) -> list[Path]:
    """Cut a ring to a window; its parts run the way it does."""
    piece = shapely.clip_by_rect(shapely.polygons(px), *window)
    rings = [
        shapely.get_exterior_ring(part)
        for part in shapely.get_parts(piece)
        if part.geom_type == "Polygon" and not part.is_empty
    ]
    way = shapely.is_ccw(shapely.linearrings(px))
    return [
        shapely.get_coordinates(ring if shapely.is_ccw(ring) == way else shapely.reverse(ring))
        for ring in rings
    ]


def _simple(px: Path, window: Box) -> Path | None:
    """Leave out what a slide does not show of a ring; None if that is all of it."""
    least, most = px.min(axis=0), px.max(axis=0)
    beside = most[0] < window[0] or most[1] < window[1]
    beside = beside or least[0] > window[2] or least[1] > window[3]
    if beside or max(most - least) < _LEAST:
        return None
    simple = shapely.get_coordinates(
        shapely.simplify(shapely.linestrings(px), _NEAR, preserve_topology=False)
    )
    return simple if len(simple) > 3 else None


def within(px: Path, window: Box) -> list[Path]:
    """Cut a line to a window: left, top, right and foot."""
    piece = shapely.clip_by_rect(shapely.linestrings(px), *window)
    return [
        shapely.get_coordinates(part)
        for part in shapely.get_parts(piece)
        if part.geom_type == "LineString" and not part.is_empty
    ]


@remembered
def lines(paths: Rings, frame: Frame) -> Outline:
    """Cut lines to a frame, in pixels of it."""
    window = (0.0, 0.0, float(frame.width), float(frame.height))
    found: list[Path] = []
    for path in paths:
        px = frame.pixels(path)
        simple = shapely.simplify(shapely.linestrings(px), _NEAR, preserve_topology=False)
        found += within(shapely.get_coordinates(simple), window)
    return Outline([], found)


@remembered
def land(rings: Rings, frame: Frame) -> Outline:
    """Cut land whose rings may touch and overlap, in pixels: its parts are joined."""
    cut = area(rings, frame)
    joined = _polygon(cut.closed)
    parts = shapely.get_parts(joined)
    found = [
        shapely.get_coordinates(ring)
        for part in parts
        if part.geom_type == "Polygon"
        for ring in shapely.get_rings(part)
    ]
    return Outline(found, cut.lines, edged=cut.edged)


def _polygon(closed: Iterable[Path]) -> shapely.Geometry:
    """Make one geometry of rings, of which holes run against what they are in."""
    rings = [shapely.linearrings(px) for px in closed if len(px) > 3]
    if not rings:
        return shapely.Polygon()
    shapes = shapely.buffer(shapely.polygons(rings), 0)
    # Cutting turns no ring round: the largest one is no hole.
    largest = int(np.argmax(shapely.area(shapes)))
    backwards = shapely.is_ccw(rings)
    outer = backwards == backwards[largest]
    return shapely.difference(shapely.union_all(shapes[outer]), shapely.union_all(shapes[~outer]))


def moved(outline: Outline, by: Point) -> Outline:
    """Stand an outline elsewhere."""
    offset = np.array(by)
    return Outline(
        [path + offset for path in outline.closed],
        [path + offset for path in outline.lines],
        outline.edged,
    )


def hatch(kind: str, outline: Outline) -> tuple[Outline, float, tuple[float, ...]]:
    """
    Draw a hatch over an area.

    Returns
    -------
    lines, width, dash
        As the tile of the hatch has them.
    """
    width = float(_WIDTH.findall(HATCHES[kind])[0])
    if kind == ".":
        return Outline([], _rows(outline)), width, (width, _TILE - width)
    return Outline([], _slanted(outline, _WAYS[kind], _TILE)), width, ()


def disputed(outline: Outline) -> Outline:
    """Draw the hatch of disputed areas."""
    return Outline([], _slanted(outline, _WAYS["/"], TERRAIN.tile))


def _slanted(outline: Outline, ways: Sequence[Sequence[int]], step: float) -> list[Path]:
    """Fill an area with slanted lines that run through the corners of tiles."""
    shape = _even_odd(outline.closed)
    if shape.is_empty:
        return []
    left, top, right, foot = shape.bounds
    found: list[Path] = []
    for _, sign in ways:
        # Along a line x + sign * y does not change.
        low, high = left + min(sign * top, sign * foot), right + max(sign * top, sign * foot)
        starts = np.arange(np.floor(low / step), np.ceil(high / step) + 1) * step
        ends = np.empty((len(starts), 2, 2))
        ends[:, 0, 0], ends[:, 1, 0] = starts - sign * top, starts - sign * foot
        ends[:, 0, 1], ends[:, 1, 1] = top, foot
        found += _cut(ends, shape)
    return found


def _rows(outline: Outline) -> list[Path]:
    """Fill an area with rows on which dots stand, each row shifted by half a tile."""
    shape = _even_odd(outline.closed)
    if shape.is_empty:
        return []
    left, top, right, foot = shape.bounds
    half = _TILE / 2
    found: list[Path] = []
    rows = np.arange(np.floor(top / half), np.ceil(foot / half)) * half + half / 2
    ends = np.array([((left, y), (right, y)) for y in rows])
    for path in _cut(ends, shape):
        (x0, y), (x1, _) = path[0], path[-1]
        # A dash begins where its row does: at the first dot that lies in the area.
        first = half / 2 - 0.9 + (half if round(y / half - 0.5) % 2 else 0)
        start = first + np.ceil((x0 - first) / _TILE) * _TILE
        if x1 - start > 1:
            found.append(np.array([(start, y), (x1, y)]))
    return found


def _cut(ends: NDArray[np.float64], shape: shapely.Geometry) -> list[Path]:
    shapely.prepare(shape)
    pieces = shapely.intersection(shapely.linestrings(ends), shape)
    return [
        shapely.get_coordinates(part)
        for part in shapely.get_parts(pieces[~shapely.is_empty(pieces)])
        if part.geom_type == "LineString"
    ]


def _even_odd(closed: Iterable[Path]) -> shapely.Geometry:
    shapes = [shapely.buffer(shapely.polygons(px), 0) for px in closed if len(px) > 3]
    return functools.reduce(shapely.symmetric_difference, shapes, shapely.Polygon())
