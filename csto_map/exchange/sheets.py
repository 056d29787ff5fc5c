"""The tables as sheets of plain values: EDTF texts as they are, and real dates beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from inspect import cleandoc
from typing import Any

from csto_map import dates, schema
from csto_map.atlas import Atlas
from csto_map.exchange.rows import rows

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
    rows: tuple[tuple[Any, ...], ...]


def sheets(atlas: Atlas, day: date | None = None) -> list[Sheet]:
    """
    Give every table as a sheet, then what was only planned; `day` as for `rows.rows`.

    Beside ``start`` and ``end`` stand ``start_date`` (earliest day) and ``end_date``
    (first day on which it no longer holds); beside any other EDTF column ``x`` stands
    ``x_first``, the earliest day that it can mean.
    """
    found = [_sheet(name, own) for name, own in rows(atlas, day).items()]
    return [*found, planned(atlas)]


def planned(atlas: Atlas) -> Sheet:
    """Tell what was announced and never seen to happen."""
    columns = ("id", "name", "start", "end", "note", "source_ids")
    meanings = (
        "Id in its table",
        "Name or text",
        "EDTF date, where one was announced",
        "EDTF date",
        "What the sources say",
        "Who says so",
    )
    told = []
    for row in atlas.plans:
        said = getattr(row, "text", "") or getattr(row, "note", "")
        start = getattr(row, "start", getattr(row, "date", ""))
        name = getattr(row, "name", getattr(row, "subject_id", getattr(row, "unit_id", "")))
        ids = ";".join(row.source_ids)
        told.append((getattr(row, row.key), name, start, getattr(row, "end", ""), said, ids))
    about = "What was announced only: in no layer, on no map."
    return Sheet("planned", about, tuple((c, str) for c in columns), meanings, tuple(told))


def _sheet(name: str, own: Sequence[Any]) -> Sheet:
    model = schema.TABLES[name]
    edtf, types = model.edtf(), model.cell_types()
    columns: list[tuple[str, type]] = []
    meanings: list[str] = []
    for column, kind in types.items():
        columns.append((column, str if kind is tuple else kind))
        meanings.append(model.model_fields[column].description or "")
        if column in edtf:
            columns.append((_real(column), date))
            meanings.append(_MEANT.get(column, f"Earliest day that {column} can mean"))
    about = " ".join(cleandoc(model.__doc__ or "").split())
    told = tuple(tuple(_values(row, types, edtf)) for row in own)
    return Sheet(name, about, tuple(columns), tuple(meanings), told)


_MEANT = {
    "start": "First day of the stay, as a real date: the earliest that start can mean",
    "end": "First day on which it no longer holds, as a real date; empty where open or unknown",
}


def _real(column: str) -> str:
    return f"{column}_date" if column in _MEANT else f"{column}_first"


def _values(row: Any, types: dict[str, type], edtf: frozenset[str]) -> list[Any]:
    found: list[Any] = []
    for column in types:
        value = getattr(row, column)
        found.append(";".join(value) if isinstance(value, tuple) else value)
        if column in edtf:
            found.append(_day(row, column, value))
    return found


def _day(row: Any, column: str, text: str) -> date | None:
    if column == "end" and isinstance(row, schema.Dated):
        span = dates.span(row.start, row.end, row.start_certainty, row.end_certainty)
        return span.until if span else None
    if column == "end":
        # An event's last day is one of its days.
        last = dates.latest(text or row.start)
        return None if last is None else date.fromordinal(last.toordinal() + 1)
    return dates.earliest(text)
