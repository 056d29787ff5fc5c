"""At which row and column of the tables of choices a fault of ``atlas.toml`` is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from csto_map.errors import Fault
from csto_map.facts import choice_sheets
from csto_map.facts.choice_sheets import ATLAS, VALUE, Sheet
from csto_map.facts.choices import ONCE
from csto_map.facts.table_text import Record, TableText


class Place(NamedTuple):
    """A cell: `row` is None for a whole table, `column` "*" for a whole row."""

    table: str
    row: int | None
    column: str


def place(fault: Fault, tables: Mapping[str, TableText]) -> Place | None:
    """
    Find the cell that a fault of ``atlas.toml`` is about; None where no table has it.

    Faults name a choice by its place in the file, and parts of a list by their ids or counted
    from 1; where they name a list alone, what they say stands there tells the row.
    """
    parts = fault.column.split(".")
    sheets = sorted(
        (sheet for name, sheet in choice_sheets.sheets().items() if name in tables),
        key=lambda sheet: -len(_path(sheet, parts)),
    )
    for sheet in sheets:
        path = _path(sheet, parts)
        if path:
            return _in(sheet, tables[sheet.name], parts, parts[len(path) :], fault)
    if ATLAS not in tables:
        return None
    for record in tables[ATLAS].records:
        name = record.cells[0]
        if fault.column == name or fault.column.startswith(f"{name}."):
            return Place(ATLAS, record.number, VALUE)
    inner = [one for one in tables[ATLAS].records if one.cells[0].startswith(f"{fault.column}.")]
    row = _saying(inner, fault)
    return Place(ATLAS, row.number, VALUE) if row else None


def _path(sheet: Sheet, parts: list[str]) -> tuple[str, ...]:
    """Give the place of a table, if a fault's column begins with it; () otherwise."""
    paths = [part.path for part in sheet.parts] if sheet.shape == "keyed" else [sheet.path]
    return next((path for path in paths if path and tuple(parts[: len(path)]) == path), ())


def _in(sheet: Sheet, table: TableText, parts: list[str], rest: list[str], fault: Fault) -> Place:
    columns = sheet.columns()
    if sheet.shape == "keyed":
        path = tuple(parts[: len(parts) - len(rest)])
        column = next(part.name for part in sheet.parts if part.path == path)
        named = [one for one in table.records if rest and one.cells[0] == ".".join(rest[:1])]
        if named:
            return Place(sheet.name, named[0].number, column)
        row = next((one for one in table.records if one.cells[0] == fault.value), None)
        column = sheet.key if row else column
        row = row or _saying(table.records, fault)
        return Place(sheet.name, row.number if row else None, column if row else "*")
    row = _named(sheet, table, rest[0]) if rest else None
    if row is None:
        row = _saying(table.records, fault)
        column = rest[0] if rest and rest[0] in columns else ""
    else:
        # A list in a cell is counted, a language has a column of its own.
        known = (".".join(rest[1:k]) for k in range(len(rest), 1, -1))
        column = next((one for one in known if one in columns), "")
        if len(rest) > 1 and not column:
            column = next((one for one in columns if one.startswith(f"{rest[1]}.")), "")
    if row is None:
        return Place(sheet.name, None, "*")
    return Place(sheet.name, row.number, column or _column(table, row, fault))


def _named(sheet: Sheet, table: TableText, name: str) -> Record | None:
    if sheet.key in table.columns:
        key = table.columns.index(sheet.key)
        found = next((one for one in table.records if one.cells[key] == name), None)
        if found:
            return found
    place = int(name) - 1 if name.isdecimal() else -1
    return table.records[place] if 0 <= place < len(table.records) else None


def _says(cell: str, fault: Fault) -> bool:
    return bool(fault.value) and (cell == fault.value or fault.value in cell.split(";"))


def _saying(records: Iterable[Record], fault: Fault) -> Record | None:
    """Find the row that has what a fault says; of what is there twice, the last is too many."""
    found = [one for one in records if any(_says(cell, fault) for cell in one.cells)]
    return found[-1 if fault.expected.startswith(ONCE) else 0] if found else None


def _column(table: TableText, row: Record, fault: Fault) -> str:
    cells = zip(table.columns, row.cells, strict=False)
    # What names another is wrong more often than an id of its own.
    found = [name for name, cell in cells if _says(cell, fault)]
    if fault.expected.startswith(ONCE):
        return found[0] if found else "*"
    return found[-1] if found else "*"
