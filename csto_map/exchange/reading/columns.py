"""Somebody's table as read: columns, what was refused, and how much is too much."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any, Self

import numpy as np
import shapely
from numpy.typing import NDArray

from csto_map.errors import BadFile
from csto_map.language.words import words

MOST_BYTES = 256 * 1024 * 1024
MOST_ROWS = 500_000
Geometries = NDArray[np.object_]


@cache
def _sentences(language: str) -> Mapping[str, str]:
    """Give all sentences on people's files of a language, by their keys."""
    layer = words(language)["layer"]
    return MappingProxyType({**layer["problem"], **layer["reason"], **layer["note"]})


class Remark(str):
    """
    A sentence on somebody's file, in English, with what it was made of.

    The page's reader gives the same keys and parameters (``assets/src/layers/table.js``); the
    sentences stand once, in the section ``layer`` of ``locale/*.toml``.

    Attributes
    ----------
    key
        Of the sentence, in one of the sections ``problem``, ``reason`` and ``note``.
    params
        What fills it in: texts and whole numbers.
    """

    __slots__ = ("key", "params")
    key: str
    params: Mapping[str, str | int]

    def __new__(cls, key: str, **params: str | int) -> Self:
        """Make the sentence of a key."""
        made = super().__new__(cls, _sentences("en")[key].format_map(params))
        made.key, made.params = key, params
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return _remark, (self.key, dict(self.params))

    def within(self, language: str) -> str:
        """Say it in another language."""
        params = {
            name: value.within(language) if isinstance(value, Remark) else value
            for name, value in self.params.items()
        }
        return _sentences(language)[self.key].format_map(params)

    def as_json(self) -> dict[str, Any]:
        """Give key and parameters as the page's reader has them."""
        params = {k: v.as_json() if isinstance(v, Remark) else v for k, v in self.params.items()}
        return {"key": self.key, **params}


def _remark(key: str, params: Mapping[str, str | int]) -> Remark:
    return Remark(key, **params)


def bad(key: str, **params: str | int) -> BadFile:
    """Make the error of a file that cannot be read: one sentence of the section ``problem``."""
    return BadFile(Remark(key, **params))


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
    `shapes` the geometries where the format has its own, None where a row has none;
    `times` when each row holds where the format itself says so (KML, GPX): first and last day
    as ISO 8601 or EDTF texts, "" where open, the end included, None where a row says nothing:
    then columns of dates do. `notes` are what a person should know of the file.
    """

    values: dict[str, list[object]]
    rows: list[int]
    shapes: Geometries | None = None
    refused: list[Refused] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)
    times: list[tuple[str, str] | None] | None = None


def bounded(count: int, name: str) -> None:
    """Refuse a file with too many rows."""
    if count > MOST_ROWS:
        raise bad("too_many_rows", name=name, most=MOST_ROWS)


def to_degrees(shapes: Geometries, crs: object, name: str) -> Geometries:
    """Bring shapes to WGS 84, longitude first; refuse a file that does not say where it is."""
    if crs is None:
        raise bad("crs_missing", name=name)
    import pyproj

    try:
        source = pyproj.CRS.from_user_input(crs)
        change = pyproj.Transformer.from_crs(source, 4326, always_xy=True)
    except pyproj.exceptions.ProjError as problem:
        raise bad("crs_unknown", name=name, crs=str(crs)[:80]) from problem
    if source.equals(pyproj.CRS(4326), ignore_axis_order=True):
        return shapes
    return np.asarray(
        shapely.transform(shapes, lambda xy: np.column_stack(change.transform(xy[:, 0], xy[:, 1]))),
        dtype=object,
    )
