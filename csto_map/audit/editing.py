"""Editing a data folder: a draft of its tables and choices, changed step by step.

A draft is a value: every change gives another one. `csto_map.audit.drafts` reads and writes its
files, `csto_map.audit.examining` says what is wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from csto_map.audit import choice_text
from csto_map.facts import checks, choice_sheets, schema, table_text
from csto_map.facts.choice_sheets import ATLAS, Sheet
from csto_map.facts.table_text import TableText

_Tables = Mapping[str, TableText]
# How new rows of choices are called, whose ids are free.
_STEMS = {"atlas.lenses": "lens", "atlas.views": "view", "atlas.charts.border": "line"}
# Tables, and the text of the choices.
_State = tuple[_Tables, str]


@dataclass(frozen=True, slots=True)
class Draft:
    """
    The tables and choices of a folder as they are being edited.

    Attributes
    ----------
    read
        What each file held when it was last read or written; None for one that is not there.
    tables
        The tables now, those of choices too; those that cannot be edited are missing.
    choices
        The text of ``atlas.toml`` now; its tables say the same.
    unreadable
        Why each of those cannot be edited.
    before, after
        Tables and choices as they were before each step, and after those that were undone.
    """

    folder: Path
    read: Mapping[str, bytes | None]
    tables: _Tables
    choices: str = ""
    unreadable: Mapping[str, str] = field(default_factory=dict)
    before: tuple[_State, ...] = ()
    after: tuple[_State, ...] = ()

    def data(self, name: str) -> bytes | None:
        """Give what the file of a table, or of the choices, holds as drafted; None for no file."""
        there = self.read[name]
        if name == ATLAS:
            readable = there is not None and name not in self.unreadable
            return choice_sheets.encoded(self.choices, there or b"") if readable else there
        table = self.tables.get(name)
        if table is None or (there is None and not table.records):
            return there
        return table.to_bytes()

    def unwritten(self) -> tuple[str, ...]:
        """Name the files that differ from what was read or written last."""
        return tuple(name for name, there in self.read.items() if self.data(name) != there)

    @property
    def state(self) -> _State:
        """What a step changes."""
        return self.tables, self.choices

    def sheet(self, name: str) -> Sheet:
        """Describe a table of choices; KeyError for none."""
        return choice_sheets.in_text(self.choices)[name]


def is_choices(name: str) -> bool:
    """Say whether a table is one of choices."""
    return name.partition(".")[0] == ATLAS


def key_of(name: str) -> str:
    """Name the column by which a row of a table is known; "*" where none is."""
    return choice_sheets.sheets()[name].key if is_choices(name) else schema.TABLES[name].key


def _stepped(draft: Draft, name: str, change: Callable[[TableText], TableText]) -> Draft:
    if name not in draft.tables:
        raise KeyError(name)
    table = draft.tables[name]
    changed = change(table)
    if changed == table:
        return draft
    tables: _Tables = {**draft.tables, name: changed}
    choices, before = draft.choices, (*draft.before, draft.state)
    if is_choices(name):
        sheet = draft.sheet(name)
        if sheet.shape == "settings" and [one.cells[0] for one in changed.records] != [
            one.cells[0] for one in table.records
        ]:
            # Which choices there are is nothing that somebody chooses.
            raise KeyError(name)
        choices = choice_text.applied(choices, sheet, table, changed)
        tables = _with_choices(tables, choices)
    return replace(draft, tables=tables, choices=choices, before=before, after=())


def _with_choices(tables: _Tables, choices: str) -> _Tables:
    """Give tables with those of choices as their text has them; rows keep their numbers."""
    fresh, _ = choice_sheets.read(choices)
    sheets, kept = choice_sheets.in_text(choices), {}
    for name, table in fresh.items():
        ours = tables.get(name)
        kept[name] = table_text.aligned(ours, table, key_of(name)) if ours else table
        if ours and ours.columns == table.columns:
            kept[name] = choice_sheets.plain(sheets[name], ours)
    others = {name: table for name, table in tables.items() if not is_choices(name)}
    return {**others, **kept}


def with_table(draft: Draft, name: str, table: TableText) -> Draft:
    """Put a table in the place of one; errors as for `csto_map.audit.choice_text.applied`."""
    return _stepped(draft, name, lambda _: table)


def with_cells(draft: Draft, name: str, number: int, cells: Mapping[str, str]) -> Draft:
    """Set cells of a row; KeyError where there is no such table, row or column."""
    plain = {column: _plain(text) for column, text in cells.items()}
    return _stepped(draft, name, lambda table: table_text.with_cells(table, number, plain))


def with_row(draft: Draft, name: str, cells: Mapping[str, str], after: int | None = None) -> Draft:
    """Add a row; without an id it gets a new one, where ids are names. KeyError as above."""
    key = key_of(name)

    def added(table: TableText) -> TableText:
        given = {column: _plain(text) for column, text in cells.items()}
        stem = _STEMS.get(name, key.removesuffix("_id") if key.endswith("_id") else "")
        if stem and key in table.columns and not given.get(key):
            given[key] = fresh_id(table, key, stem)
        return table_text.with_row(table, given, after)

    return _stepped(draft, name, added)


def without_rows(draft: Draft, name: str, numbers: Iterable[int]) -> Draft:
    """Delete rows; KeyError as above."""
    gone = tuple(numbers)
    return _stepped(draft, name, lambda table: table_text.without_rows(table, gone))


def _plain(text: str) -> str:
    """Give a cell's text on one line, without blanks at its ends: what was pasted may have both."""
    return re.sub(r"\s*[\r\n\t]\s*", " ", text).strip()


def fresh_id(table: TableText, key: str, stem: str) -> str:
    """Make an id that no row of a table has: site-3."""
    place = table.columns.index(key)
    taken = {one.cells[place] for one in table.records if len(one.cells) > place}
    number = 1
    while f"{stem}-{number}" in taken:
        number += 1
    return f"{stem}-{number}"


@dataclass(frozen=True, slots=True)
class Citing:
    """A cell that names a row: its table, the number of its own row, and its column."""

    table: str
    row: int
    column: str


def citing(draft: Draft, name: str, id_: str) -> tuple[Citing, ...]:
    """Give the cells that name a row of a table by its id, also in lists of ids."""
    columns = checks.naming(name, id_) if id_ else {}
    found: list[Citing] = []
    for other, named in columns.items():
        table = draft.tables.get(other)
        for record in table.records if table else ():
            cells = dict(zip(table.columns, record.cells, strict=False)) if table else {}
            for column in named:
                subject = column != "subject_id" or f"{cells.get('subject_type')}s" == name
                if subject and id_ in cells.get(column, "").split(";"):
                    found.append(Citing(other, record.number, column))
    return tuple(found)


def id_of(draft: Draft, name: str, number: int) -> str:
    """Give the id of a row; KeyError where there is no such row."""
    table = draft.tables[name]
    place = table.columns.index(key_of(name))
    cells = next((one.cells for one in table.records if one.number == number), None)
    if cells is None:
        raise KeyError(number)
    return cells[place] if place < len(cells) else ""


def cited_rows(draft: Draft, name: str, numbers: Iterable[int]) -> tuple[Citing, ...]:
    """Give the cells of other rows that name any of some rows."""
    if is_choices(name):
        return ()
    gone = set(numbers)
    found = (one for number in gone for one in citing(draft, name, id_of(draft, name, number)))
    return tuple(one for one in found if one.table != name or one.row not in gone)


def renamed(draft: Draft, name: str, number: int, was: str) -> Draft:
    """
    Let every cell that names a row by an id that it had name it by the one it has.

    It is one step with the last one, if that gave the row its new id.
    """
    new = id_of(draft, name, number)
    tables = dict(draft.tables)
    for one in citing(draft, name, was):
        table = tables[one.table]
        place = table.columns.index(one.column)
        cells = next(row.cells for row in table.records if row.number == one.row)
        ids = [new if id_ == was else id_ for id_ in cells[place].split(";")]
        tables[one.table] = table_text.with_cells(table, one.row, {one.column: ";".join(ids)})
    before = draft.before
    if not before or id_of(replace(draft, tables=before[-1][0]), name, number) != was:
        before = (*before, draft.state)
    return replace(draft, tables=tables, before=before, after=())


def undone(draft: Draft) -> Draft:
    """Take the last step back; the same draft where there is none."""
    if not draft.before:
        return draft
    *before, (tables, choices) = draft.before
    after = (*draft.after, draft.state)
    return replace(draft, tables=tables, choices=choices, before=tuple(before), after=after)


def redone(draft: Draft) -> Draft:
    """Take the step again that was taken back last; the same draft where there is none."""
    if not draft.after:
        return draft
    *after, (tables, choices) = draft.after
    before = (*draft.before, draft.state)
    return replace(draft, tables=tables, choices=choices, before=before, after=tuple(after))
