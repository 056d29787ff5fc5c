"""Somebody's table as read: columns, what was refused, and how much is too much."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import shapely
from numpy.typing import NDArray

from csto_map.errors import BadFile

MOST_BYTES = 256 * 1024 * 1024
MOST_ROWS = 500_000
Geometries = NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was not used: its number (counting data rows from 1), where, and why."""

    row: int
    column: str
    value: str
    reason: str


@dataclass(slots=True)
class Columns:
    """
    A table as read.

    `values` holds lists of one length; `rows` the number of each row in the file;
    `shapes` the geometries where the format has its own, None where a row has none,
    and `notes` what a person should know of the file. `times` are the first and the last day
    of each row, as EDTF ("" for open), where its format has a time of its own; where there is
    none, columns of dates decide.
    """

    values: dict[str, list[object]]
    rows: list[int]
    shapes: Geometries | None = None
    refused: list[Refused] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    times: list[tuple[str, str] | None] | None = None


def bounded(count: int, name: str) -> None:
    """Refuse a file with too many rows."""
    if count > MOST_ROWS:
        raise BadFile(f"{name} has more than {MOST_ROWS:,} rows")


def to_degrees(shapes: Geometries, crs: object, name: str) -> Geometries:
    """Bring shapes to WGS 84, longitude first; refuse a file that does not say where it is."""
    if crs is None:
        raise BadFile(f"{name} names no coordinate system: set it, EPSG:4326 for degrees")
    import pyproj

    try:
        source = pyproj.CRS.from_user_input(crs)
        change = pyproj.Transformer.from_crs(source, 4326, always_xy=True)
    except pyproj.exceptions.ProjError as problem:
        raise BadFile(f"{name}: the coordinate system {crs!r} is not known") from problem
    if source.equals(pyproj.CRS(4326), ignore_axis_order=True):
        return shapes
    return np.asarray(
        shapely.transform(shapes, lambda xy: np.column_stack(change.transform(xy[:, 0], xy[:, 1]))),
        dtype=object,
    )
