"""The tables as sheets of plain values: EDTF texts as they are, and real dates beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from inspect import cleandoc
from typing import Any

from csto_map.atlas import Atlas
from csto_map.exchange.writing.days import MEANT, Days, of_tables
from csto_map.exchange.writing.rows import rows
from csto_map.facts import dates, schema

Columns = tuple[tuple[str, type], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """
    One table.

    `columns` are names and types (str, int, float, bool, date), `meanings` their
    explanations in the same order; `rows` hold values of these types or None.
    """

    name: str
    about: str
    columns: Columns
    meanings: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


def sheets(atlas: Atlas, day: date | None = None) -> list[Sheet]:
    """
    Give every table as a sheet, then what was only planned; `day` as for `rows.rows`.

    Beside ``start`` and ``end`` stand their days (`csto_map.exchange.writing.days.Days`);
    beside any other EDTF column ``x`` stands ``x_first``, the earliest day that it can
    mean.
    """
    known = of_tables(atlas)
    found = [_sheet(name, table, known) for name, table in rows(atlas, day).items()]
    return [*found, planned(atlas)]


def planned(atlas: Atlas) -> Sheet:
    """List what was announced and never seen to happen."""
    columns = ("id", "name", "start", "end", "note", "source_ids")
    meanings = (
        "Id in its table",
        "Name or text",
        "EDTF date, where one was announced",
        "EDTF date",
        "What the sources say",
        "Who says so",
    )
    entries = []
    for row in atlas.plans:
        text = getattr(row, "text", "") or getattr(row, "note", "")
        start = getattr(row, "start", getattr(row, "date", ""))
        name = getattr(row, "name", getattr(row, "subject_id", getattr(row, "unit_id", "")))
        ids = ";".join(row.source_ids)
        entries.append((getattr(row, row.key), name, start, getattr(row, "end", ""), text, ids))
    about = "What was announced only: in no layer, on no map."
    return Sheet("planned", about, tuple((c, str) for c in columns), meanings, tuple(entries))


def _sheet(name: str, table: Sequence[Any], known: Mapping[tuple[str, str], Days]) -> Sheet:
    model = schema.TABLES[name]
    edtf, types = model.edtf(), model.cell_types()
    columns: list[tuple[str, type]] = []
    meanings: list[str] = []
    for column, kind in types.items():
        columns.append((column, str if kind is tuple else kind))
        meanings.append(model.model_fields[column].description or "")
        for real, meaning in _beside(model, column) if column in edtf else ():
            columns.append((real, date))
            meanings.append(meaning)
    about = " ".join(cleandoc(model.__doc__ or "").split())
    cells = tuple(
        tuple(_values(row, types, edtf, known.get((name, getattr(row, row.key))))) for row in table
    )
    return Sheet(name, about, tuple(columns), tuple(meanings), cells)


def _stays(model: type[schema.Row]) -> bool:
    return issubclass(model, schema.Dated) or model is schema.TABLES["events"]


def _beside(model: type[schema.Row], column: str) -> list[tuple[str, str]]:
    """Give the columns of real dates that stand beside an EDTF column, and their meanings."""
    if not _stays(model) or column not in ("start", "end"):
        return [(f"{column}_first", f"Earliest day that {column} can mean")]
    names = ("start_date",) if column == "start" else tuple(MEANT)[1:]
    return [(name, MEANT[name]) for name in names]


def _values(
    row: schema.Row, types: dict[str, type], edtf: frozenset[str], days: Days | None
) -> Iterator[object]:
    for column in types:
        value = getattr(row, column)
        yield ";".join(value) if isinstance(value, tuple) else value
        if column in edtf:
            for name, _ in _beside(type(row), column):
                yield getattr(days, name) if name in MEANT else dates.earliest(value)
