"""The outlines of an atlas in the map's projection, worked out once."""

from __future__ import annotations

import weakref
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from csto_map.atlas import Atlas
from csto_map.picture.views import Frame, Projector, Rings


@dataclass(frozen=True, slots=True)
class Ground:
    """Projected outlines of one level: rings by country, lines by sector."""

    countries: Mapping[str, Rings]
    sectors: Mapping[str, NDArray[np.float64]]


_GROUNDS: weakref.WeakKeyDictionary[Atlas, dict[str, Ground]] = weakref.WeakKeyDictionary()


def ground(atlas: Atlas, level: str) -> Ground:
    """Project the outlines of a level, once per atlas."""
    kept = _GROUNDS.setdefault(atlas, {})
    if level not in kept:
        projector = Projector(atlas.config.projection.proj)
        outlines = atlas.outlines(level)
        borders = atlas.border_shapes()
        kept[level] = Ground(
            {
                code: projector.rings(shape)
                for code, shape in zip(outlines.codes, outlines.geometries, strict=True)
            },
            {
                code: projector.line(shape)
                for code, shape in zip(borders.codes, borders.geometries, strict=True)
            },
        )
    return kept[level]


# Fine outlines are worth their points where a pixel spans less than this many kilometres.
FINE_BELOW = 2.4
# A box of degrees is curved on the map: its edges get a point every so many degrees.
_EDGE_STEP = 1.0


def fine_extent(atlas: Atlas) -> list[NDArray[np.float64]]:
    """Return the outlines, in km, of where fine boundaries exist; shape (n, 2) each."""
    projector = Projector(atlas.config.projection.proj)
    return [
        projector.line(shapely.segmentize(shapely.box(*box).exterior, _EDGE_STEP))
        for box in atlas.config.fine_boxes
    ]


def level_for(atlas: Atlas, frame: Frame) -> str:
    """Choose the boundary level of a frame: fine when it is near and all inside the extent."""
    if frame.km_per_px > FINE_BELOW:
        return "coarse"
    extent = shapely.union_all([shapely.polygons(ring) for ring in fine_extent(atlas)])
    whole = shapely.box(frame.x0, frame.y0, frame.x1, frame.y1)
    return "fine" if shapely.covers(extent, whole) else "coarse"
