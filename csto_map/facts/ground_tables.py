"""Towns and waters of a data folder's ground, read as strictly as the tables of facts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, ClassVar, TypeVar, cast

from pydantic import Field

from csto_map.errors import DataError, Fault
from csto_map.facts import tables
from csto_map.facts.schema import Row, Text

R = TypeVar("R", bound=Row)
Rank = Annotated[int, Field(ge=0, le=5)]


class TownRow(Row):
    """A town that the map may show: a capital has rank 0, the smallest have 5."""

    key: ClassVar[str] = "geonameid"
    optional: ClassVar[bool] = True
    geonameid: Annotated[str, Field(min_length=1)]
    name: Annotated[str, Field(min_length=1)]
    name_ru: Text = ""
    country: Text
    lon: Annotated[float, Field(ge=-180, le=180)]
    lat: Annotated[float, Field(ge=-90, le=90)]
    population: Annotated[int, Field(ge=0)]
    rank: Rank


class WaterRow(Row):
    """A sea, a lake or a river that has a name; rank 1 is named first, and drawn from afar."""

    key: ClassVar[str] = "id"
    optional: ClassVar[bool] = True
    id: Annotated[str, Field(pattern=r"^(sea|lake|river):[a-z0-9_]+$")]
    name: Annotated[str, Field(min_length=1)]
    name_ru: Text = ""
    rank: Rank


def towns(folder: Path) -> tuple[dict[int, TownRow], list[Fault]]:
    """Read ``ground/towns.csv`` of a data folder: rows by line of the file, and faults."""
    return _read(folder / "ground" / "towns.csv", TownRow)


def waters(folder: Path) -> tuple[dict[int, WaterRow], list[Fault]]:
    """Read ``ground/waters.csv`` of a data folder: rows by line of the file, and faults."""
    return _read(folder / "ground" / "waters.csv", WaterRow)


def sound(read: tuple[dict[int, R], list[Fault]]) -> tuple[R, ...]:
    """
    Give the rows of a table without faults.

    Raises
    ------
    DataError
        Lists every fault of the table, by line.
    """
    rows, faults = read
    if faults:
        raise DataError(faults)
    return tuple(rows.values())


def _read(path: Path, model: type[R]) -> tuple[dict[int, R], list[Fault]]:
    faults: list[Fault] = []
    ids: set[str] = set()
    rows = dict(tables.rows(path, model, faults, ids))
    return cast("dict[int, R]", rows), faults
