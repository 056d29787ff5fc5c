"""Files with places and dates as layers of a map: read once, named, coloured, projected."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from csto_map.atlas import Atlas
from csto_map.exchange.reading import layer
from csto_map.exchange.reading.layer import Layer
from csto_map.picture import user_layers
from csto_map.picture.style import USER_COLOURS
from csto_map.picture.user_layers import UserLayer
from csto_map.picture.views import Projector


def read_all(paths: Sequence[Path], atlas: Atlas, way: str = "") -> list[tuple[Layer, UserLayer]]:
    """
    Read files as layers, each as it is and as pictures draw it.

    Parameters
    ----------
    way
        "day" or "month": what comes first in 03/04/2009, where a file does not tell.

    Names are those of the files without their folders; of equal ones the later get a
    number. Colours follow their order.

    Raises
    ------
    BadFile
        If one cannot be read, or none of its rows be used.
    """
    projector = Projector(atlas.config.projection.proj)
    found: list[tuple[Layer, UserLayer]] = []
    taken: set[str] = set()
    for k, path in enumerate(paths):
        read = layer.read(path, way=way)
        name = _free(user_layers.plain(path.name), taken)
        taken.add(name)
        colour = USER_COLOURS[k % len(USER_COLOURS)]
        found.append((read, user_layers.of(read.frame, name, colour, projector)))
    return found


def _free(name: str, taken: set[str]) -> str:
    free, n = name, 1
    while free in taken:
        n += 1
        free = f"{name} ({n})"
    return free
