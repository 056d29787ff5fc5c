"""Reading and checking the tables: every fault of every file in one report.

Cells are read as text and parsed by the models of `csto_map.facts.schema` and by nothing
else: pandas would take ``NA`` for an empty cell and guess at dates.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from types import MappingProxyType

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from csto_map.errors import DataError, Fault
from csto_map.facts import cells, checks, schema
from csto_map.facts.checks import Read, Unread
from csto_map.facts.rules import breach, nearest
from csto_map.facts.vocabulary import KNOWN, Vocabulary
from csto_map.machine import garbage

# Rules whose breach leaves a whole file unread.
_OF_FILES = ("missing-table", "encoding", "header")
# What spreadsheets put between cells instead of commas: its name, and how it is mended.
_OTHER_MARKS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        ";": (
            "semicolons",
            "save the file as CSV with commas: a spreadsheet asks for the separator",
        ),
        "\t": ("tabs", "save the file as CSV with commas, not as text with tabs"),
    }
)


@dataclass(frozen=True, slots=True)
class Tables:
    """All tables, checked: one tuple of rows each, in the order of the file."""

    organizations: tuple[schema.Organization, ...]
    memberships: tuple[schema.Membership, ...]
    sites: tuple[schema.Site, ...]
    units: tuple[schema.Unit, ...]
    deployments: tuple[schema.Deployment, ...]
    groupings: tuple[schema.Grouping, ...]
    strengths: tuple[schema.StrengthRow, ...]
    equipment: tuple[schema.Equipment, ...]
    agreements: tuple[schema.Agreement, ...]
    border_sectors: tuple[schema.BorderSector, ...]
    border_guards: tuple[schema.BorderGuard, ...]
    border_points: tuple[schema.BorderPoint, ...]
    events: tuple[schema.Event, ...]
    contingents: tuple[schema.Contingent, ...]
    officers: tuple[schema.Officer, ...]
    figures: tuple[schema.Figure, ...]
    disputed_areas: tuple[schema.DisputedArea, ...]
    countries: tuple[schema.CountryRow, ...]
    country_names: tuple[schema.CountryName, ...]
    coverage: tuple[schema.Coverage, ...]
    sources: tuple[schema.Source, ...]


@dataclass(frozen=True, slots=True)
class _Form:
    """A table as its file has it: its columns in order, and what their cells become."""

    path: Path
    model: type[schema.Row]
    header: list[str]
    kinds: list[type]


def read(folder: Path, words: Vocabulary = KNOWN) -> Tables:
    """
    Read and check ``folder/tables/*.csv``.

    Parameters
    ----------
    folder
        A data folder.
    words
        Those that its rows may hold.

    Returns
    -------
    tables
        Every row typed; every reference resolves.

    Raises
    ------
    DataError
        Lists every fault found in any table, by file and line.
    """
    tables, faults = inspect(folder, words)
    if faults:
        raise DataError(faults)
    return typed(tables)


def typed(tables: Mapping[str, Read]) -> Tables:
    """Make tables of what `inspect` read."""
    return Tables(**{f.name: tuple(tables[f.name].rows.values()) for f in fields(Tables)})


def inspect(folder: Path, words: Vocabulary | None = KNOWN) -> tuple[dict[str, Read], list[Fault]]:
    """Read what can be read of all tables, with the faults of the rest; `words` as in `read`."""
    with garbage.uncollected():
        return _inspected(folder, words)


def unread(folder: Path, names: Iterable[str], whole: Iterable[str] = ()) -> list[Fault]:
    """
    Find why files of tables cannot be read, for whoever needs a few of them and no row's truth.

    Parameters
    ----------
    names
        Tables that may be missing; what single rows say is not looked at.
    whole
        Those of them of which every row counts.
    """
    every, found = set(whole), list[Fault]()
    for name in names:
        path, wrong = folder / "tables" / f"{name}.csv", list[Fault]()
        if path.exists():
            deque(rows(path, schema.TABLES[name], wrong, set()), maxlen=0)
        found += [fault for fault in wrong if name in every or fault.rule in _OF_FILES]
    return found


def _inspected(folder: Path, words: Vocabulary | None) -> tuple[dict[str, Read], list[Fault]]:
    faults: list[Fault] = []
    tables: dict[str, Read] = {}
    for name, model in schema.TABLES.items():
        path = folder / "tables" / f"{name}.csv"
        ids: set[str] = set()
        wrong: list[Fault] = []
        read_rows = dict(rows(path, model, wrong, ids))
        unread = any(fault.rule in _OF_FILES for fault in wrong)
        tables[name] = Read(path, read_rows, Unread() if unread else ids)
        faults += wrong
    faults += checks.faults(tables, words)
    return tables, faults


def rows(
    path: Path, model: type[schema.Row], faults: list[Fault], ids: set[str]
) -> Iterator[tuple[int, schema.Row]]:
    """Yield typed rows by line; what does not parse goes to `faults`, every id to `ids`."""
    columns = model.columns()
    listed = f"the columns {','.join(columns)}"
    if not path.is_file():
        if model.optional and not path.exists():
            return
        wanted = f"a table with {listed}"
        faults.append(breach("missing-table", path, 0, "*", "missing", wanted))
        return
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as problem:
        faults.append(_undecoded(path, problem))
        return
    reader = csv.reader(text.splitlines(keepends=True))
    try:
        header = next(reader, [])
        kept = [name for name in columns if name in header or name not in model.may_lack()]
        if sorted(header) != sorted(kept):
            faults += _misheaded(path, header, columns, kept)
            return
        kinds = model.cell_types()
        form = _Form(path, model, header, [kinds[column] for column in header])
        for row in reader:
            typed_row = _row(form, reader.line_num, row, faults, ids)
            if typed_row is not None:
                yield reader.line_num, typed_row
    except csv.Error as problem:
        line = reader.line_num
        faults.append(breach("cell-count", path, line, "*", str(problem), "comma-separated text"))


def _undecoded(path: Path, problem: UnicodeDecodeError) -> Fault:
    """Name the first byte that is not UTF-8, with its line, and what the file may be instead."""
    if problem.object.startswith((b"\xff\xfe", b"\xfe\xff")):
        return breach("encoding", path, 1, "*", "UTF-16 text", "UTF-8 text")
    line = problem.object.count(b"\n", 0, problem.start) + 1
    byte = f"byte {problem.object[problem.start]:02X}"
    return breach("encoding", path, line, "*", byte, "UTF-8 text")


def _misheaded(
    path: Path, header: Sequence[str], columns: Sequence[str], kept: Sequence[str]
) -> Iterator[Fault]:
    """Say what a header has that it must not have, what it lacks, and which of both are one."""
    other = next((mark for mark in _OTHER_MARKS if len(header) == 1 and mark in header[0]), "")
    if other:
        named, fix = _OTHER_MARKS[other]
        yield breach(
            "header", path, 1, "*", header[0][:60], f"parted by commas, but by {named}", fix
        )
        return
    lacking = [name for name in kept if name not in header]
    odd = {name for name in header if name not in columns}
    for name in dict.fromkeys(header):
        if name not in odd:
            if header.count(name) > 1:
                yield breach("header", path, 1, name, name, "there once")
            continue
        near = nearest(name, lacking) or (lacking[0] if len(odd) == len(lacking) == 1 else "")
        if near:
            lacking.remove(near)
        wanted = f"a column of this table; did you mean {near}?" if near else (
            f"a column of this table: it has {','.join(columns)}"
        )  # fmt: skip
        yield breach("header", path, 1, name or "*", name, wanted)
    if lacking:
        wanted = f"a whole header: it lacks {','.join(lacking)}"
        yield breach("header", path, 1, "*", ",".join(header), wanted)


def _row(
    form: _Form, line: int, row: list[str], faults: list[Fault], ids: set[str]
) -> schema.Row | None:
    """Read a row; None where it has faults, which are told."""
    path, header = form.path, form.header
    if not any(row):
        faults.append(breach("empty-row", path, line, "*", "", "a row of facts"))
        return None
    if len(row) != len(header):
        wanted = f"a row of {len(header)} cells"
        faults.append(breach("cell-count", path, line, "*", f"{len(row)} cells", wanted))
        # It has its id in most cases: who refers to it is right.
        ids.update(row[header.index(form.model.key) :][:1])
        return None
    given = dict(zip(header, row, strict=False))
    ids.add(given[form.model.key].strip())
    spoilt = [] if cells.plain_row(row) else [
        breach(rule, path, line, column, value, wanted)
        for column, value, kind in zip(header, row, form.kinds, strict=True)
        if not cells.plain(value, kind)
        for rule, wanted in cells.faults(value, kind)
    ]  # fmt: skip
    faults += spoilt
    try:
        typed = form.model.model_validate(given)
    except ValidationError as problem:
        faults += [_fault(path, line, given, error) for error in problem.errors()]
        return None
    return None if spoilt else typed


def _fault(path: Path, line: int, given: dict[str, str], error: ErrorDetails) -> Fault:
    column = str(error["loc"][0]) if error["loc"] else "*"
    rule, wanted = cells.wanted(error, column)
    return breach(rule, path, line, column, given.get(column, ""), wanted)
