"""Reading and checking the tables: every fault of every file in one report.

Cells are read as text and parsed by the models of `csto_map.schema` and by nothing
else: pandas would take ``NA`` for an empty cell and guess at dates.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from csto_map import dates, schema
from csto_map.errors import DataError, Fault

_FORMULA = ("=", "+", "-", "@")


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
    figures: tuple[schema.Figure, ...]
    disputed_areas: tuple[schema.DisputedArea, ...]
    countries: tuple[schema.CountryRow, ...]
    coverage: tuple[schema.Coverage, ...]
    sources: tuple[schema.Source, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """A table as read: its path, rows by line of the file, and the ids it names.

    A row that does not parse is not in `rows`, but its id is in `ids`, so that one
    bad cell is not told again by every row that refers to it.
    """

    path: Path
    rows: dict[int, Any]
    ids: set[str]


def read(folder: Path) -> Tables:
    """
    Read and check ``folder/tables/*.csv``.

    Parameters
    ----------
    folder
        A data folder.

    Returns
    -------
    tables
        Every row typed; every reference resolves.

    Raises
    ------
    DataError
        Lists every fault found in any table, by file and line.
    """
    faults: list[Fault] = []
    found: dict[str, _Read] = {}
    for name, model in schema.TABLES.items():
        path = folder / "tables" / f"{name}.csv"
        ids: set[str] = set()
        found[name] = _Read(path, dict(_rows(path, model, faults, ids)), ids)
    for name, table in found.items():
        faults += _duplicates(table, schema.TABLES[name].key)
        faults += _intervals(table)
        faults += _points(table)
        faults += _ranges(table)
    if all(table.path.is_file() for table in found.values()):
        # With a table missing, every reference to it would be told as a fault of its own.
        faults += _references(found)
    faults += _overlaps(found["memberships"], ("org_id", "country"))
    guards = found["border_guards"]
    near = {k: r for k, r in guards.rows.items() if r.role == "guard" and r.sector_id}
    faults += _overlaps(_Read(guards.path, near, guards.ids), ("sector_id", "side"))
    if faults:
        raise DataError(faults)
    return Tables(**{f.name: tuple(found[f.name].rows.values()) for f in fields(Tables)})


def _rows(
    path: Path, model: type[schema.Row], faults: list[Fault], ids: set[str]
) -> Iterator[tuple[int, schema.Row]]:
    """Yield typed rows by line; what does not parse goes to `faults`, every id to `ids`."""
    columns = model.columns()
    numbers = {name for name, kind in model.cell_types().items() if kind in (int, float)}
    if not path.is_file():
        faults.append(Fault(path, 0, "*", "missing", f"a table with columns {','.join(columns)}"))
        return
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as problem:
        faults.append(Fault(path, 0, "*", f"byte {problem.start}", "UTF-8 text"))
        return
    reader = csv.reader(text.splitlines(keepends=True))
    header = next(reader, [])
    if sorted(header) != sorted(columns):
        faults.append(Fault(path, 1, "*", ",".join(header), f"the columns {','.join(columns)}"))
        return
    for cells in reader:
        line = reader.line_num
        if len(cells) != len(header):
            wanted = f"a row of {len(header)} cells"
            faults.append(Fault(path, line, "*", f"{len(cells)} cells", wanted))
            continue
        given = dict(zip(header, cells, strict=True))
        ids.add(given[model.key].strip())
        spoilt = [
            Fault(path, line, column, value, wanted)
            for column, value in given.items()
            for wanted in _text_faults(value, number=column in numbers)
        ]
        faults += spoilt
        try:
            row = model.model_validate(given)
        except ValidationError as problem:
            faults += [_fault(path, line, given, error) for error in problem.errors()]
        else:
            if not spoilt:
                yield line, row


def _text_faults(value: str, *, number: bool) -> Iterator[str]:
    if value != value.strip():
        yield "free of blanks at its ends"
    if "\ufffd" in value or "Ã" in value:
        yield "UTF-8 text (it looks wrongly decoded)"
    if value.startswith(_FORMULA) and not number:
        yield "plain text (a spreadsheet would run it as a formula)"


def _fault(path: Path, line: int, given: dict[str, str], error: Any) -> Fault:
    column = str(error["loc"][0]) if error["loc"] else "*"
    return Fault(path, line, column, given.get(column, ""), _wanted(error))


def _wanted(error: Any) -> str:
    """Say what was expected, in the words of the table rather than of the checker."""
    context = error.get("ctx", {})
    match error["type"]:
        case "literal_error":
            return f"one of {context['expected']}"
        case "value_error":
            return str(context["error"])
        case "too_short":
            return "at least one source id"
        case "string_too_short":
            return "filled in"
        case "string_pattern_mismatch":
            return f"of the form {context['pattern']}"
        case "float_parsing" | "int_parsing":
            return "a number"
        case "date_from_datetime_parsing" | "date_parsing" | "date_from_datetime_inexact":
            return "a date (YYYY-MM-DD)"
        case _:
            return str(error["msg"])


def _duplicates(table: _Read, key: str) -> list[Fault]:
    first: dict[str, int] = {}
    faults = []
    for line, row in table.rows.items():
        id_ = getattr(row, key)
        if id_ in first:
            wanted = f"unique: line {first[id_]} has it too"
            faults.append(Fault(table.path, line, key, id_, wanted))
        first.setdefault(id_, line)
    return faults


def _intervals(table: _Read) -> list[Fault]:
    faults = []
    for line, row in table.rows.items():
        if not hasattr(row, "start"):
            continue
        start, end = dates.earliest(row.start), dates.latest(row.end)
        if start and end and end < start:
            faults.append(Fault(table.path, line, "end", row.end, f"on or after {row.start}"))
        if isinstance(row, schema.Dated):
            faults += _certainties(table.path, line, row)
    return faults


def _certainties(path: Path, line: int, row: schema.Dated) -> Iterator[Fault]:
    """An empty cell is `unknown` and `..` is `ongoing`, and the other way round.

    What is only planned may also lack its date.
    """
    pairs = (("start", row.start, row.start_certainty), ("end", row.end, row.end_certainty))
    for column, text, certainty in pairs:
        if not text and certainty == "planned":
            continue
        wanted = {"": "unknown", "..": "ongoing"}.get(text)
        if wanted and certainty != wanted:
            shown = text or "empty"
            yield Fault(
                path, line, f"{column}_certainty", certainty, f"`{wanted}`, as {column} is {shown}"
            )
        elif not wanted and certainty in ("unknown", "ongoing"):
            yield Fault(
                path, line, f"{column}_certainty", certainty, f"how sure the date {text} is"
            )
    if row.start == "..":
        yield Fault(path, line, "start", row.start, "a date, or empty where it is unknown")


def _points(table: _Read) -> list[Fault]:
    faults = []
    for line, row in table.rows.items():
        if not isinstance(row, schema.Placed):
            continue
        if (row.lat is None) != (row.lon is None):
            faults.append(Fault(table.path, line, "lon", str(row.lon), "given together with lat"))
        elif (row.lat is None) != (row.coord_precision == "none"):
            wanted = "`none` exactly where lat and lon are empty"
            faults.append(Fault(table.path, line, "coord_precision", row.coord_precision, wanted))
        elif row.lat is not None and not row.coord_source:
            faults.append(Fault(table.path, line, "coord_source", "", "filled in for a point"))
    return faults


def _ranges(table: _Read) -> list[Fault]:
    pairs = (
        ("personnel_low", "personnel_high"),
        ("value_low", "value_high"),
        ("from_km", "to_km"),
    )
    faults = []
    for line, row in table.rows.items():
        for low_name, high_name in pairs:
            low, high = getattr(row, low_name, None), getattr(row, high_name, None)
            if low is not None and high is not None and low > high:
                wanted = f"at least {low_name} ({low})"
                faults.append(Fault(table.path, line, high_name, str(high), wanted))
            elif (low is None) != (high is None):
                wanted = f"given together with {low_name}"
                faults.append(Fault(table.path, line, high_name, str(high), wanted))
    return faults


def _references(found: dict[str, _Read]) -> list[Fault]:
    """Find every cell that names a row which is not there."""
    ids = {name: table.ids for name, table in found.items()}
    subjects = {"site": ids["sites"], "unit": ids["units"], "grouping": ids["groupings"]}
    countries, orgs = ids["countries"], ids["organizations"]
    anything = set().union(*subjects.values(), orgs)
    owners = countries | {"CSTO", "JOINT", ""}
    plain: dict[str, dict[str, tuple[set[str], str]]] = {
        "memberships": {
            "org_id": (orgs, "organizations.csv"),
            "country": (countries, "countries.csv"),
        },
        "sites": {
            "country": (countries, "countries.csv"),
            "operator": (owners, "countries.csv, CSTO or JOINT"),
        },
        "units": {"owner": (owners, "countries.csv, CSTO, JOINT or empty")},
        "deployments": {
            "unit_id": (ids["units"], "units.csv"),
            "site_id": (ids["sites"] | {""}, "sites.csv"),
        },
        "groupings": {"host": (countries | {""}, "countries.csv")},
        "agreements": {
            "subject_ids": (anything, "sites, units, groupings or organizations"),
            "parties": (countries, "countries.csv"),
        },
        "border_guards": {
            "sector_id": (ids["border_sectors"] | {""}, "border_sectors.csv"),
            "guard_country": (countries | {""}, "countries.csv"),
        },
        "events": {"country": (countries | {""}, "countries.csv")},
        "contingents": {
            "country": (countries | {""}, "countries.csv"),
            "unit_id": (ids["units"] | {""}, "units.csv"),
        },
        "disputed_areas": {"drawn_in": (countries, "countries.csv")},
    }
    faults = []
    for name, table in found.items():
        for line, row in table.rows.items():
            for column, (known, where) in plain.get(name, {}).items():
                faults += _unresolved(table.path, line, column, getattr(row, column), known, where)
            if hasattr(row, "source_ids"):
                cited = row.source_ids
                faults += _unresolved(
                    table.path, line, "source_ids", cited, ids["sources"], "sources.csv"
                )
            if hasattr(row, "subject_type"):
                known, where = subjects[row.subject_type], f"{row.subject_type}s.csv"
                faults += _unresolved(table.path, line, "subject_id", row.subject_id, known, where)
            if name == "border_points":
                named = row.country.split(";")
                faults += _unresolved(
                    table.path, line, "country", named, countries, "countries.csv"
                )
    return faults


def _unresolved(
    path: Path, line: int, column: str, value: str | Iterable[str], known: set[str], where: str
) -> list[Fault]:
    named: Sequence[str] = [value] if isinstance(value, str) else list(value)
    return [
        Fault(path, line, column, id_, f"an id in {where}") for id_ in named if id_ not in known
    ]


def _overlaps(table: _Read, keys: tuple[str, str]) -> list[Fault]:
    """
    Find rows of one key that certainly hold on the same day.

    Rows that may overlap only because their dates are imprecise are no fault: the
    later start wins (`csto_map.spells.hand_over`).
    """
    own: dict[tuple[str, ...], list[tuple[date, date, int]]] = defaultdict(list)
    for line, row in table.rows.items():
        span = dates.span(row.start, row.end, row.start_certainty, row.end_certainty)
        if span and span.certain_from:
            until = span.certain_until or (span.until if row.end else None) or date.max
            own[tuple(getattr(row, key) for key in keys)].append((span.certain_from, until, line))
    faults = []
    for key, sure in own.items():
        sure.sort()
        for (_, until, line), (start, _, later) in pairwise(sure):
            if start < until:
                what = " ".join(key)
                wanted = f"after the end of line {line}, which holds for {what} until {until}"
                faults.append(Fault(table.path, later, "start", start.isoformat(), wanted))
    return faults
