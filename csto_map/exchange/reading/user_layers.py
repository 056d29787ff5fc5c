"""Files with places and dates as layers of a map: read once, named, coloured, projected."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from csto_map.atlas import Atlas
from csto_map.exchange.reading import layer, records
from csto_map.exchange.reading.columns import bad
from csto_map.exchange.reading.layer import Layer
from csto_map.exchange.reading.places import Extent
from csto_map.picture import user_layers
from csto_map.picture.style import USER_COLOURS
from csto_map.picture.user_layers import UserLayer
from csto_map.picture.views import Projector


def read_all(
    paths: Sequence[Path], atlas: Atlas, way: str = "", columns: Sequence[tuple[str, str]] = ()
) -> list[tuple[Layer, UserLayer]]:
    """
    Read files as layers, each as it is and as pictures draw it.

    Parameters
    ----------
    way
        "day" or "month": what comes first in 03/04/2009, where a file does not tell.
    columns
        Roles and columns that play them, for the files that have such a column.

    Names are those of the files without their folders; of equal ones the later get a
    number. Colours follow their order.

    A file that holds several layers is given as ``FILE#LAYER``.

    Raises
    ------
    BadFile
        If one cannot be read, or none of its rows be used, or no file has a column.
    """
    wanted = tuple(column for _, column in columns)
    tables = [records.read(*part_of(path), wanted) for path in paths]
    for _, column in columns:
        if not any(column in table.values for table in tables):
            there = ", ".join(dict.fromkeys(name for table in tables for name in table.values))
            names = ", ".join(map(str, paths))
            raise bad("no_column", name=names, column=column, there=there)
    projector = Projector(atlas.config.projection.proj)
    found: list[tuple[Layer, UserLayer]] = []
    taken: set[str] = set()
    for k, (path, table) in enumerate(zip(paths, tables, strict=True)):
        told: dict[str, str] = {}
        for role, column in columns:
            if column in table.values:
                told.setdefault(role, column)
        read = layer.of_table(table, str(path), told, extent=extent_of(atlas), way=way)
        name = _free(user_layers.plain(path.name), taken)
        taken.add(name)
        colour = USER_COLOURS[k % len(USER_COLOURS)]
        found.append((read, user_layers.of(read.frame, name, colour, projector)))
    return found


def part_of(path: Path) -> tuple[Path, str | None]:
    """
    Take a path as people give it apart: the file, and the layer that is meant, if they say.

    A file whose own name has that sign is meant as it stands.

    Examples
    --------
    >>> part_of(Path("no/such/facts.gpkg#sites"))
    (PosixPath('no/such/facts.gpkg'), 'sites')
    """
    name, sign, layer = path.name.rpartition("#")
    if not sign or not name or not layer or path.exists():
        return path, None
    return path.with_name(name), layer


def extent_of(atlas: Atlas) -> Extent | None:
    """Give west, south, east and north of what the atlas is about, in degrees; None for none."""
    return atlas.config.extent


def _free(name: str, taken: set[str]) -> str:
    free, n = name, 1
    while free in taken:
        n += 1
        free = f"{name} ({n})"
    return free
