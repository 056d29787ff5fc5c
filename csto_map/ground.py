"""The outlines of an atlas in the map's projection, worked out once."""

from __future__ import annotations

import weakref
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from csto_map.atlas import Atlas
from csto_map.views import Projector, Rings


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
        outlines = atlas.boundaries(level)
        borders = atlas.border_lines()
        kept[level] = Ground(
            {
                str(code): projector.rings(shape)
                for code, shape in zip(outlines["country"], outlines.geometry, strict=True)
            },
            {
                str(code): projector.line(shape)
                for code, shape in zip(borders["sector_id"], borders.geometry, strict=True)
            },
        )
    return kept[level]
