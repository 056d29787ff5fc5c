"""The rules that concern whole rows and several rows of the tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from operator import itemgetter
from pathlib import Path
from typing import Any

from csto_map.errors import Fault
from csto_map.facts import dates, schema
from csto_map.facts.rules import breach, hint
from csto_map.facts.vocabulary import COLUMNS, KNOWN, Section, Vocabulary

# Years around which a calendar has room for the days before and after.
_FIRST_YEAR, _LAST_YEAR = 100, 9900
# Certainties of dates that are not given.
_OF_NO_DATE = frozenset(("unknown", "ongoing"))


class Unread(set[str]):
    """
    The ids of a table that could not be read, or of several of which one could not.

    Nobody can say what is not among them: one bad file is not reported again for every
    row that refers to it.
    """

    def __contains__(self, _: object) -> bool:
        return True

    def __or__(self, _: AbstractSet[Any]) -> Unread:  # type: ignore[override]
        return self

    __ror__ = __or__


@dataclass(frozen=True, slots=True)
class Read:
    """A table as read: its path, rows by line of the file, and the ids it names.

    A row that does not parse is not in `rows`, but its id is in `ids`, so that one
    bad cell is not reported again for every row that refers to it.
    """

    path: Path
    rows: dict[int, Any]
    ids: set[str]


def whole(
    ids: Mapping[str, AbstractSet[str]], rows: Mapping[str, Iterable[Any]], *names: str
) -> bool:
    """Say whether every row of tables was read; ids that stand twice are another's fault."""
    return not any(
        isinstance(ids[name], Unread)
        or not ids[name] <= {getattr(row, schema.TABLES[name].key) for row in rows[name]}
        for name in names
    )


def faults(tables: Mapping[str, Read], words: Vocabulary | None = KNOWN) -> Iterator[Fault]:
    """
    Apply every rule of this file to all tables, by their names in `schema.TABLES`.

    Parameters
    ----------
    words
        Those that the atlas has; None where its choices cannot be read: no word is held then.
    """
    if words:
        yield from _words(tables, words)
    for name, table in tables.items():
        model = schema.TABLES[name]
        yield from _duplicates(table, model.key)
        yield from _repetitions(table, model)
        yield from _intervals(table, model)
        yield from _points(table, model)
        yield from _ranges(table, model)
    yield from _shared(tables)
    yield from _references(tables)
    yield from _overlaps(tables["memberships"], ("org_id", "country"), "overlapping-status")
    guards = tables["border_guards"]
    near = {k: r for k, r in guards.rows.items() if r.role == "guard" and r.sector_id}
    yield from _overlaps(
        Read(guards.path, near, guards.ids), ("sector_id", "side"), "overlapping-guards"
    )
    yield from _sizes(tables, words or KNOWN)
    yield from _sectors(tables["border_sectors"])
    yield from _coverage(tables["coverage"])


def _words(tables: Mapping[str, Read], words: Vocabulary) -> Iterator[Fault]:
    """Find words that the vocabulary does not have."""
    for (name, column), section in COLUMNS.items():
        table, known = tables[name], words.drawn[section]
        empty = schema.TABLES[name].model_fields[column].default == ""
        for line, row in table.rows.items():
            word = getattr(row, column)
            if word not in known and not (empty and not word):
                wanted = _wanted(word, section, known)
                yield breach("vocabulary", table.path, line, column, word, wanted)


def _wanted(word: str, section: Section, known: Iterable[str]) -> str:
    known, near = sorted(known), hint(word, known)
    return f"one of {', '.join(known)}, or a word of [[{section}]] in atlas.toml{near}"


def _duplicates(table: Read, key: str) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for line, row in table.rows.items():
        id_ = getattr(row, key)
        if id_ in first:
            wanted = f"unique: line {first[id_]} has it too"
            yield breach("duplicate-id", table.path, line, key, id_, wanted)
        first.setdefault(id_, line)


def _shared(tables: Mapping[str, Read]) -> Iterator[Fault]:
    """Find subjects of one id in two tables: a figure names its subject by the id alone."""
    first: dict[str, str] = {}
    for name in ("sites", "units", "groupings"):
        table, key = tables[name], schema.TABLES[name].key
        for line, row in table.rows.items():
            id_ = getattr(row, key)
            if first.setdefault(id_, name) != name:
                wanted = f"unique: {first[id_]}.csv has it too"
                yield breach("duplicate-id", table.path, line, key, id_, wanted)


def _repetitions(table: Read, model: type[schema.Row]) -> Iterator[Fault]:
    first: dict[Any, int] = {}
    told = itemgetter(*(name for name in model.model_fields if name != model.key))
    for line, row in table.rows.items():
        values = told(vars(row))
        if values in first:
            wanted = f"new: line {first[values]} says the same"
            yield breach("repeated-row", table.path, line, "*", getattr(row, model.key), wanted)
        first.setdefault(values, line)


def _intervals(table: Read, model: type[schema.Row]) -> Iterator[Fault]:
    if "start" not in model.model_fields:
        return
    dated = issubclass(model, schema.Dated)
    for line, row in table.rows.items():
        start, end = dates.earliest(row.start), dates.latest(row.end)
        if start and end and end < start:
            wanted = f"on or after {row.start}"
            yield breach("end-before-start", table.path, line, "end", row.end, wanted)
        if dated and (
            not (start and end) or {row.start_certainty, row.end_certainty} & _OF_NO_DATE
        ):
            yield from _certainties(table.path, line, row)


def _certainties(path: Path, line: int, row: schema.Dated) -> Iterator[Fault]:
    """An empty cell is `unknown` and `..` is `ongoing`, and the other way round.

    What is only planned may also lack its date.
    """
    pairs = (("start", row.start, row.start_certainty), ("end", row.end, row.end_certainty))
    for column, text, certainty in pairs:
        if not text and certainty == "planned":
            continue
        wanted = {"": "unknown", "..": "ongoing"}.get(text)
        name = f"{column}_certainty"
        if wanted and certainty != wanted:
            expected = f"`{wanted}`, as {column} is {text or 'empty'}"
            yield breach("certainty-of-empty", path, line, name, certainty, expected)
        elif not wanted and certainty in _OF_NO_DATE:
            expected = f"how sure the date {text} is"
            yield breach("certainty-of-empty", path, line, name, certainty, expected)
    if row.start == "..":
        wanted = "a date, or empty where it is unknown"
        yield breach("start-open", path, line, "start", row.start, wanted)


def _present(pairs: Iterable[tuple[str, str]], model: type[schema.Row]) -> list[tuple[str, str]]:
    """Choose the pairs of columns that a table has: asking each of its rows takes long."""
    return [pair for pair in pairs if pair[0] in model.model_fields]


def _points(table: Read, model: type[schema.Row]) -> Iterator[Fault]:
    present = _present((("lat", "lon"), ("label_lat", "label_lon")), model)
    for line, row in table.rows.items() if present else ():
        for lat, lon in present:
            here, there = getattr(row, lat), getattr(row, lon)
            if (here is None) != (there is None):
                wanted = f"given together with {lat}"
                yield breach("half-point", table.path, line, lon, str(there), wanted)
                break
        else:
            if isinstance(row, schema.Placed | schema.Grouping):
                yield from _precision(table.path, line, row)


def _precision(path: Path, line: int, row: schema.Placed | schema.Grouping) -> Iterator[Fault]:
    if (row.lat is None) != (row.coord_precision == "none"):
        wanted = "`none` exactly where lat and lon are empty"
        column, value = "coord_precision", row.coord_precision
        yield breach("point-precision", path, line, column, value, wanted)
    elif row.lat is not None and not row.coord_source:
        yield breach("point-source", path, line, "coord_source", "", "filled in for a point")


def _ranges(table: Read, model: type[schema.Row]) -> Iterator[Fault]:
    pairs = (
        ("personnel_low", "personnel_high"),
        ("value_low", "value_high"),
        ("from_km", "to_km"),
    )
    present = _present(pairs, model)
    for line, row in table.rows.items() if present else ():
        for low_name, high_name in present:
            low, high = getattr(row, low_name), getattr(row, high_name)
            if low is not None and high is not None and low > high:
                wanted = f"at least {low_name} ({low})"
                yield breach("range-order", table.path, line, high_name, str(high), wanted)
            elif (low is None) != (high is None):
                wanted = f"given together with {low_name}"
                yield breach("half-range", table.path, line, high_name, str(high), wanted)


# table -> column -> (rule, what may stand there, where that is listed)
# Tables whose rows a `subject_id` may name, by `subject_type` with an s.
SUBJECTS = ("sites", "units", "groupings")
_Known = dict[str, dict[str, tuple[str, set[str], str]]]


def _known(ids: Mapping[str, set[str]]) -> _Known:
    countries, orgs = ids["countries"], ids["organizations"]
    owners = countries | orgs | {"JOINT", ""}
    where = "countries.csv, organizations.csv or JOINT"
    country = ("unknown-country", countries, "countries.csv")
    maybe = ("unknown-country", countries | {""}, "countries.csv")
    owner = ("unknown-owner", owners, where)
    unit = ("unknown-unit", ids["units"], "units.csv")
    forces = ("unknown-subject", ids["units"] | ids["groupings"], "units.csv or groupings.csv")
    anything = ids["sites"] | ids["units"] | ids["groupings"] | orgs
    return {
        "memberships": {
            "org_id": ("unknown-organization", orgs, "organizations.csv"),
            "country": country,
        },
        "sites": {"country": country, "operator": owner},
        "units": {"owner": owner, "succeeds": forces},
        "deployments": {
            "unit_id": unit,
            "site_id": ("unknown-site", ids["sites"] | {""}, "sites.csv"),
        },
        "groupings": {"host": maybe, "owner": owner, "succeeds": forces},
        "agreements": {
            "subject_ids": (
                "unknown-subject",
                anything,
                "sites, units, groupings or organizations",
            ),
            "parties": country,
        },
        "border_guards": {
            "sector_id": ("unknown-sector", ids["border_sectors"] | {""}, "border_sectors.csv"),
            "guard_country": maybe,
        },
        "border_points": {"country": country},
        "events": {"country": maybe, "participants": country},
        "officers": {
            "org_id": ("unknown-organization", orgs, "organizations.csv"),
            "country": maybe,
        },
        "contingents": {
            "country": maybe,
            "unit_id": ("unknown-unit", ids["units"] | {""}, "units.csv"),
        },
        "disputed_areas": {"drawn_in": country},
        "country_names": {"country": country},
    }


def naming(table: str, id_: str) -> dict[str, tuple[str, ...]]:
    """Give the columns that name rows of a table by their ids, by the table that has them."""
    # Asked of the rule itself: in a world of this one row, what would be in order?
    ids = {name: {id_} if name == table else set[str]() for name in schema.TABLES}
    known = _known(ids)
    found: dict[str, tuple[str, ...]] = {}
    for name, model in schema.TABLES.items():
        columns = [column for column, (_, there, _) in known.get(name, {}).items() if id_ in there]
        if table == "sources" and "source_ids" in model.model_fields:
            columns.append("source_ids")
        if "subject_type" in model.model_fields and table in SUBJECTS:
            columns.append("subject_id")
        if columns:
            found[name] = tuple(columns)
    return found


def _references(tables: Mapping[str, Read]) -> Iterator[Fault]:
    """Find every cell that names a row which is not there."""
    ids, hints = {name: table.ids for name, table in tables.items()}, _Hints()
    known = _known(ids)
    source = ("unknown-source", ids["sources"], "sources.csv")
    for name, table in tables.items():
        columns = dict(known.get(name, {}))
        fields = schema.TABLES[name].model_fields
        if "source_ids" in fields:
            columns["source_ids"] = source
        for line, row in table.rows.items():
            if "subject_type" in fields:
                subjects = f"{row.subject_type}s"
                columns["subject_id"] = ("unknown-subject", ids[subjects], f"{subjects}.csv")
            for column, (rule, there, where) in columns.items():
                for id_ in _named(name, column, getattr(row, column)):
                    if id_ not in there:
                        wanted = f"an id in {where}{hints.of(id_, there)}"
                        yield breach(rule, table.path, line, column, id_, wanted)


class _Hints:
    """Hints at what misspelt names were to be, each looked for once, and not without end."""

    _MOST = 40

    def __init__(self) -> None:
        self._known: dict[tuple[str, int], str] = {}

    def of(self, given: str, among: set[str]) -> str:
        key = given, id(among)
        if key not in self._known:
            self._known[key] = hint(given, among) if len(self._known) < self._MOST else ""
        return self._known[key]


def _named(table: str, column: str, value: str | Iterable[str]) -> Sequence[str]:
    if isinstance(value, str):
        # A bridge lies in two countries.
        two = table == "border_points" and column == "country"
        return value.split(";") if two else [value]
    return list(value)


def _overlaps(table: Read, keys: tuple[str, str], rule: str) -> Iterator[Fault]:
    """
    Find rows of one key that certainly hold on the same day.

    Rows that may overlap only because their dates are imprecise are no fault: the
    later start wins (`csto_map.history.spells.hand_over`).
    """
    spans: dict[tuple[str, ...], list[tuple[date, date, int]]] = defaultdict(list)
    for line, row in table.rows.items():
        span = dates.span(row.start, row.end, row.start_certainty, row.end_certainty)
        if span and span.certain_from:
            until = span.certain_until or (span.until if row.end else None) or date.max
            spans[tuple(getattr(row, key) for key in keys)].append((span.certain_from, until, line))
    for key, sure in spans.items():
        sure.sort()
        for (_, until, line), (start, _, later) in pairwise(sure):
            if start < until:
                what = " ".join(key)
                ends = "without an end" if until == date.max else f"until {until}"
                wanted = f"after the end of line {line}, which holds for {what} {ends}"
                given = table.rows[later].start or start.isoformat()
                yield breach(rule, table.path, later, "start", given, wanted)


def _sizes(tables: Mapping[str, Read], words: Vocabulary) -> Iterator[Fault]:
    """Find totals of a unit or grouping that none of its echelon can have."""
    echelons = {row.unit_id: row.echelon for row in tables["units"].rows.values()}
    echelons |= {row.grouping_id: row.echelon for row in tables["groupings"].rows.values()}
    table = tables["strengths"]
    for line, row in table.rows.items():
        echelon = "" if row.subject_type == "site" else echelons.get(row.subject_id, "")
        size, high = words.sizes.get(echelon), row.personnel_high
        if row.kind == "total" and size and high is not None and high > size.most:
            wanted = f"a strength that a {echelon} can have (at most {size.most:,})"
            column = "personnel_high"
            yield breach("impossible-strength", table.path, line, column, str(high), wanted)


def _sectors(table: Read) -> Iterator[Fault]:
    by_line: dict[str, list[tuple[float, float, int]]] = defaultdict(list)
    for line, row in table.rows.items():
        by_line[row.line].append((row.from_km, row.to_km, line))
    for stretches in by_line.values():
        for (_, end, before), (start, _, line) in pairwise(sorted(stretches)):
            if start != end:
                wanted = f"{end:g}, where the sector of line {before} ends"
                yield breach("sector-gap", table.path, line, "from_km", f"{start:g}", wanted)


def _coverage(table: Read) -> Iterator[Fault]:
    if not table.rows and not table.ids and not isinstance(table.ids, Unread):
        yield breach("no-coverage", table.path, 0, "*", "no row", "one row or more")
    for line, row in table.rows.items():
        if row.first_day >= row.horizon:
            wanted = f"after first_day ({row.first_day})"
            horizon = row.horizon.isoformat()
            yield breach("coverage-order", table.path, line, "horizon", horizon, wanted)
        for column, day in (("first_day", row.first_day), ("horizon", row.horizon)):
            if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
                wanted = f"a day of the years {_FIRST_YEAR} to {_LAST_YEAR}"
                yield breach("limits", table.path, line, column, day.isoformat(), wanted)
