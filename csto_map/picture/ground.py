"""The outlines of an atlas in the map's projection, worked out once."""

from __future__ import annotations

import itertools
import weakref
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from csto_map.atlas import Atlas
from csto_map.facts import ids
from csto_map.picture.constants import OUTLINES, SECTORS
from csto_map.picture.parts import Cut
from csto_map.picture.views import Frame, Projector, Rings
from csto_map.picture.visible import inside


@dataclass(frozen=True, slots=True)
class Ground:
    """
    Projected outlines of one level: rings by country, lines by sector, cuts between those.

    The page has them rounded to so many `decimals` of a kilometre.
    """

    countries: Mapping[str, Rings]
    sectors: Mapping[str, NDArray[np.float64]]
    decimals: int
    cuts: tuple[Cut, ...] = ()


_GROUNDS: weakref.WeakKeyDictionary[Atlas, dict[str, Ground]] = weakref.WeakKeyDictionary()


def ground(atlas: Atlas, level: str) -> Ground:
    """Project the outlines of a level, once per atlas."""
    kept = _GROUNDS.setdefault(atlas, {})
    if level not in kept:
        projector = Projector(atlas.config.projection.proj)
        outlines = atlas.outlines(level)
        borders = atlas.border_shapes()
        sectors = {
            code: projector.line(shape)
            for code, shape in zip(borders.codes, borders.geometries, strict=True)
        }
        kept[level] = Ground(
            {
                code: projector.rings(shape)
                for code, shape in zip(outlines.codes, outlines.geometries, strict=True)
            },
            sectors,
            OUTLINES.decimals[level],
            tuple(_cuts(sectors, OUTLINES.decimals[level])),
        )
    return kept[level]


def _cuts(sectors: Mapping[str, NDArray[np.float64]], digits: int) -> Iterator[Cut]:
    """Find where two lines end at one point; as the page has it, rounded."""
    ends = [
        (code, line if first else line[::-1]) for code, line in sectors.items() for first in (1, 0)
    ]
    for (one, from_), (other, to) in itertools.combinations(ends, 2):
        if one != other and np.array_equal(from_[0], to[0]):
            along = _away(to) - _away(from_)
            x, y = np.round(from_[0], digits).tolist()
            dx, dy = (along / np.hypot(*along)).tolist()
            yield Cut(ids.make("sector", one), ids.make("sector", other), x, y, -dy, dx)


def _away(line: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the first point of a line that is far enough from its start to show its run."""
    far = np.hypot(*(line - line[0]).T) >= SECTORS.tick.reach
    place: NDArray[np.float64] = line[int(far.argmax()) if far.any() else -1]
    return place


# A box of degrees is curved on the map: its edges get a point every so many degrees.
_EDGE_STEP = 1.0
# Shares of a frame's sides: nine points that must lie where fine outlines exist.
_SAMPLES = (0.0, 0.5, 1.0)


_EXTENTS: weakref.WeakKeyDictionary[Atlas, tuple[NDArray[np.float64], ...]] = (
    weakref.WeakKeyDictionary()
)


def fine_extent(atlas: Atlas) -> tuple[NDArray[np.float64], ...]:
    """
    Return the outlines of where fine boundaries exist, once per atlas.

    Returns
    -------
    rings
        In whole km, shape (n, 2) each.
    """
    if atlas not in _EXTENTS:
        projector = Projector(atlas.config.projection.proj)
        _EXTENTS[atlas] = tuple(
            np.round(projector.line(shapely.segmentize(shapely.box(*box).exterior, _EDGE_STEP)))
            for box in atlas.config.fine_boxes
        )
    return _EXTENTS[atlas]


def level_for(atlas: Atlas, frame: Frame) -> str:
    """
    Choose the boundary level of a frame: fine when it is near and all inside the extent.

    The twin of ``wantsFine`` in ``assets/src/core/camera.js``: nine points of the frame lie
    inside the extent, and no corner of the extent's own lies in the frame.
    """
    if frame.km_per_px > OUTLINES.fine_below:
        return "coarse"
    rings = fine_extent(atlas)
    places = [
        (frame.x0 + u * (frame.x1 - frame.x0), frame.y0 + v * (frame.y1 - frame.y0))
        for u in _SAMPLES
        for v in _SAMPLES
    ]
    if not all(any(inside(ring, x, y) for ring in rings) for x, y in places):
        return "coarse"
    for k, ring in enumerate(rings):
        others = rings[:k] + rings[k + 1 :]
        x, y = ring.T
        within = (frame.x0 < x) & (x < frame.x1) & (frame.y0 < y) & (y < frame.y1)
        if not all(any(inside(other, *at) for other in others) for at in ring[within].tolist()):
            return "coarse"
    return "fine"
