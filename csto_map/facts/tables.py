"""Reading and checking the tables: every fault of every file in one report.

Cells are read as text and parsed by the models of `csto_map.facts.schema` and by nothing
else: pandas would take ``NA`` for an empty cell and guess at dates.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from csto_map.errors import DataError, Fault
from csto_map.facts import cells, checks, schema
from csto_map.facts.checks import Read
from csto_map.facts.rules import breach
from csto_map.facts.vocabulary import KNOWN, Vocabulary


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
    faults: list[Fault] = []
    tables: dict[str, Read] = {}
    for name, model in schema.TABLES.items():
        path = folder / "tables" / f"{name}.csv"
        ids: set[str] = set()
        tables[name] = Read(path, dict(rows(path, model, faults, ids)), ids)
    faults += checks.faults(tables, words)
    return tables, faults


def rows(
    path: Path, model: type[schema.Row], faults: list[Fault], ids: set[str]
) -> Iterator[tuple[int, schema.Row]]:
    """Yield typed rows by line; what does not parse goes to `faults`, every id to `ids`."""
    columns = model.columns()
    listed = f"the columns {','.join(columns)}"
    if not path.is_file():
        if model.optional:
            return
        wanted = f"a table with {listed}"
        faults.append(breach("missing-table", path, 0, "*", "missing", wanted))
        return
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as problem:
        where = f"byte {problem.start}"
        faults.append(breach("encoding", path, 0, "*", where, "UTF-8 text"))
        return
    reader = csv.reader(text.splitlines(keepends=True))
    try:
        header = next(reader, [])
        kept = [name for name in columns if name in header or name not in model.may_lack()]
        if sorted(header) != sorted(kept):
            faults.append(breach("header", path, 1, "*", ",".join(header), listed))
            return
        kinds = model.cell_types()
        form = _Form(path, model, header, [kinds[column] for column in header])
        for row in reader:
            yield from _row(form, reader.line_num, row, faults, ids)
    except csv.Error as problem:
        line = reader.line_num
        faults.append(breach("cell-count", path, line, "*", str(problem), "comma-separated text"))


def _row(
    form: _Form, line: int, row: list[str], faults: list[Fault], ids: set[str]
) -> Iterator[tuple[int, schema.Row]]:
    path, header = form.path, form.header
    if not any(row):
        faults.append(breach("empty-row", path, line, "*", "", "a row of facts"))
        return
    if len(row) != len(header):
        wanted = f"a row of {len(header)} cells"
        faults.append(breach("cell-count", path, line, "*", f"{len(row)} cells", wanted))
        return
    given = dict(zip(header, row, strict=True))
    ids.add(given[form.model.key].strip())
    spoilt = [
        breach(rule, path, line, column, value, wanted)
        for column, value, kind in zip(header, row, form.kinds, strict=True)
        if not cells.plain(value, kind)
        for rule, wanted in cells.faults(value, kind)
    ]
    faults += spoilt
    try:
        typed = form.model.model_validate(given)
    except ValidationError as problem:
        faults += [_fault(path, line, given, error) for error in problem.errors()]
    else:
        if not spoilt:
            yield line, typed


def _fault(path: Path, line: int, given: dict[str, str], error: ErrorDetails) -> Fault:
    column = str(error["loc"][0]) if error["loc"] else "*"
    rule, wanted = cells.wanted(error, column)
    return breach(rule, path, line, column, given.get(column, ""), wanted)
