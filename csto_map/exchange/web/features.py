"""Layers as collections of features that are asked for piece by piece.

What OGC API - Features (part 1) asks of a collection, without a server: which features a
question matches, a page of them, and what the collection says of itself. A feature is the
same however it is asked for: its properties are those of the whole history, and its days
say when it is shown and when it is certain.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import MappingProxyType

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from csto_map.atlas import Atlas
from csto_map.errors import BadOption
from csto_map.exchange.web import boxes
from csto_map.exchange.writing import frames, geojson

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
# Columns that nobody would know to the letter: they are no filters.
_LONG = frozenset({"note", "sources", "summary", "source_ids", "personnel_sources"})
_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_FORMS = {
    "boolean": (re.compile("true|false"), "true or false"),
    "integer": (re.compile("-?[0-9]{1,15}"), "a whole number"),
    "date": (re.compile(_DAY), "a day such as 2009-06-14"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """
    Which features are asked for.

    Attributes
    ----------
    box
        They touch it, or have no place; None for any.
    first, last
        They are shown on a day from the one to the other, both included; None is open.
    equal
        Texts that their properties are, by name.
    """

    box: boxes.Box | None = None
    first: date | None = None
    last: date | None = None
    equal: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


class Collection:
    """
    A layer of the map, whole.

    Attributes
    ----------
    id, title
        As `frames.TITLES` has them.
    rows
        See `csto_map.exchange.writing.frames`; those that tell the types of columns come first.
    interval
        First and last day that the facts cover.
    """

    def __init__(self, atlas: Atlas, name: str) -> None:
        """Take a layer; `name` is one of `frames.TITLES`."""
        self.id, self.title = name, frames.TITLES[name]
        self.rows = _telling_first(frames.layer(atlas, name))
        self.interval = (atlas.first, atlas.horizon)
        # Asked often, and outlines of states are long.
        shapely.prepare(self.rows.geometry.to_numpy())

    @cached_property
    def bounds(self) -> boxes.Box | None:
        """West, south, east and north of all shapes, in degrees; None where there are none."""
        west, south, east, north = map(float, self.rows.total_bounds)
        return (west, south, east, north) if west <= east else None

    @cached_property
    def properties(self) -> dict[str, str]:
        """The type of each property: boolean, integer, date or string."""
        return {
            str(column): _type(self.rows[column])
            for column in self.rows.columns
            if column != "geometry"
        }

    @property
    def filters(self) -> dict[str, str]:
        """The properties that features can be asked for by, with their types."""
        return {name: kind for name, kind in self.properties.items() if name not in _LONG}

    def check(self, name: str, text: str) -> None:
        """
        Refuse a text that a property cannot be.

        Raises
        ------
        BadOption
            A ValueError that says what it can be.
        """
        form, wanted = _FORMS.get(self.filters[name], (None, ""))
        if form is not None and not form.fullmatch(text):
            raise BadOption(f"{text[:80]!r} is not {wanted}")

    def matching(self, asked: Asked) -> gpd.GeoDataFrame:
        """Give the rows that are asked for, in the order of the collection."""
        kept = np.ones(len(self.rows), dtype=bool)
        if asked.first or asked.last:
            kept &= self._shown(asked.first, asked.last)
        for name, text in asked.equal.items():
            kept &= np.array([_text(value) == text for value in self.rows[name]], dtype=bool)
        if asked.box:
            shapes = self.rows.geometry.to_numpy()
            # The standard wants what has no place in every box.
            kept &= shapely.is_missing(shapes) | shapely.intersects(shapes, boxes.area(asked.box))
        return self.rows[kept]

    def with_id(self, id_: str) -> gpd.GeoDataFrame:
        """Give the row of an id, or no row."""
        return self.rows[self.rows["id"] == id_]

    def _shown(self, first: date | None, last: date | None) -> npt.NDArray[np.bool_]:
        """Say which rows the map shows on a day of a period; both ends are included."""
        days = zip(self.rows["start_date"], self.rows["shown_until"], strict=True)
        return np.array(
            [
                (start is None or last is None or start <= last)
                and (until is None or first is None or first < until)
                for start, until in days
            ],
            dtype=bool,
        )


def _telling_first(rows: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """
    Sort rows so that the first few tell the type of every column.

    Clients guess it from some ten features: an empty cell is text to them, and a column of
    texts that are all days there is one of days, which loses every "1992-05" behind.
    """
    rows = rows.iloc[np.argsort(rows.isna().sum(axis=1).to_numpy(), kind="stable")]
    first: dict[int, None] = {}
    for column in rows.columns:
        if column != "geometry" and _type(rows[column]) == "string":
            days = rows[column].astype(str).str.fullmatch(_DAY).to_numpy(dtype=bool)
            if days.any() and not days.all():
                first[int(np.argmin(days))] = None
    return rows.iloc[[*first, *(k for k in range(len(rows)) if k not in first)]]


def _type(values: gpd.GeoSeries) -> str:
    if str(values.dtype) == "Int64":
        return "integer"
    if values.name in frames.DAYS:
        return "date"
    kinds = {type(value) for value in values if geojson.plain(value) is not None}
    if kinds and kinds <= {bool, np.bool_}:
        return "boolean"
    return "integer" if kinds and kinds <= {int, np.int64} else "string"


def _text(value: object) -> str:
    """Write a cell as a query has it; what is not there is an empty text."""
    known = geojson.plain(value)  # type: ignore[arg-type]
    if isinstance(known, bool):
        return str(known).lower()
    return "" if known is None else str(known)
