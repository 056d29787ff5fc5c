"""The tables of the page: every layer as rows of short texts, with the days on which they hold.

The page filters, sorts and writes them as CSV by itself; what a row says is said here once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from csto_map.facts import dates, ids
from csto_map.facts.ids import MapId
from csto_map.facts.row_kinds import Named
from csto_map.facts.schema import Dated, Source
from csto_map.history import marks, personnel, spells, timeline
from csto_map.history.spells import Spell
from csto_map.history.strengths import Counting, ages
from csto_map.page.card_rows import Shelf, as_of_text, method_text, shelf
from csto_map.page.dock_forms import AgeCell, Cell, DateCell, TableRow, Tables

if TYPE_CHECKING:
    from csto_map.atlas import Atlas

# Kinds of columns: how the page shows, sorts and filters a cell.
_DATES = frozenset({"start", "end", "date", "signed", "in_force", "expires", "accessed"})
_NUMBERS = frozenset({"low", "high", "rank", "share"})
_TAIL = ("start", "end", "note")
# The id of a row that selects nothing.
NOTHING: Literal[""] = ""


def compile_tables(atlas: Atlas, language: str = "en") -> Tables:
    """Make all tables; their form is told by `csto_map.page.dock_forms`."""
    kit = shelf(atlas, language)
    return {
        "tables": [
            {
                "id": name,
                "columns": [{"id": column, "kind": _kind(column)} for column in columns],
                "rows": list(rows(kit)),
            }
            for name, (columns, rows) in _TABLES.items()
        ],
        "sources": {row.source_id: _cited(row) for row in kit.atlas.tables.sources},
    }


def offered(atlas: Atlas) -> list[str]:
    """Name the tables that have rows; that of what is on the map comes first, for any atlas."""
    kit = shelf(atlas, "en")
    return ["on_map", *(name for name, (_, rows) in _TABLES.items() if any(rows(kit)))]


def _kind(column: str) -> Literal["text", "date", "age", "number"]:
    if column == "age":
        return "age"
    return "date" if column in _DATES else "number" if column in _NUMBERS else "text"


def _cited(row: Source) -> str:
    by = "" if row.publisher == row.title else f"{row.publisher}: "
    when = f" ({row.date})" if row.date else ""
    return f"{by}{row.title}{when}{f', {row.url}' if row.url else ''}"


def _ordinal(day: date | None) -> int | None:
    return day.toordinal() if day else None


def _date(kit: Shelf, text: str, certainty: str = "certain") -> DateCell:
    """Make a date's cell: what it sorts by, and how it is said; "" for none."""
    if not text and certainty == "certain":
        return DateCell(None, "")
    return DateCell(_ordinal(dates.earliest(text)), kit.speech.date(text, certainty))


def _dated(
    kit: Shelf,
    spell: Spell[Dated],
    id_: MapId | Literal[""],
    cells: Iterable[Cell],
    sources: Sequence[str],
) -> TableRow:
    """Make the row of something that holds from a start to an end."""
    row = spell.row
    tail: list[Cell] = [
        _date(kit, row.start, row.start_certainty),
        _date(kit, dates.through(row.end, row.end_certainty), row.end_certainty),
        row.note,
    ]
    return TableRow(
        id_,
        _ordinal(spell.from_),
        _ordinal(spell.until),
        _ordinal(spell.certain_from),
        _ordinal(spell.certain_until),
        [*cells, *tail],
        list(dict.fromkeys(sources)),
    )


def _age(as_of: str) -> AgeCell:
    old, last_known = ages(as_of)
    return AgeCell(old.toordinal(), last_known.toordinal())


def _names(kit: Shelf, codes: str, day: date | None = None) -> str:
    return kit.names(codes, day) if codes else ""


def _states(kit: Shelf) -> Iterator[TableRow]:
    orgs = {row.org_id: kit.speech.name(row) for row in kit.atlas.tables.organizations}
    for memberships in kit.atlas.world.memberships.values():
        for spell in memberships:
            row = spell.row
            status = kit.speech.word("status", row.status)
            cells: list[Cell] = [_names(kit, row.country, spell.from_), orgs[row.org_id], status]
            yield _dated(kit, spell, ids.make("state", row.country), cells, row.source_ids)


def _sites(kit: Shelf) -> Iterator[TableRow]:
    for spell in kit.atlas.world.sites:
        row = spell.row
        cells: list[Cell] = [
            kit.speech.name(row),
            row.former_names.replace(";", "; "),
            kit.speech.word("kind", row.kind),
            kit.where(row),
            _names(kit, row.operator),
        ]
        yield _dated(kit, spell, ids.of(row), cells, row.source_ids)


def _units(kit: Shelf) -> Iterator[TableRow]:
    for spell in kit.atlas.world.deployments:
        row, unit = spell.row, kit.units[spell.row.unit_id]
        site = kit.sites.get(row.site_id)
        cells: list[Cell] = [
            kit.speech.name(unit),
            kit.speech.word("kind", unit.arm),
            kit.speech.word("echelon", unit.echelon),
            _names(kit, unit.owner),
            kit.speech.word("role", row.role),
            kit.speech.name(site) if site else "",
            kit.where(site, spell) if site else "",
        ]
        sources = (*row.source_ids, *unit.source_ids)
        yield _dated(kit, spell, ids.of(row), cells, sources)
    for grouped in kit.atlas.world.groupings:
        grouping = grouped.row
        told: list[Cell] = [
            kit.speech.name(grouping),
            kit.speech.word("kind", marks.grouping_arm(grouping)),
            kit.speech.word("echelon", grouping.echelon),
            _names(kit, grouping.owner),
            "",
            "",
            kit.where(grouping) if grouping.host else "",
        ]
        yield _dated(kit, grouped, ids.of(grouping), told, grouping.source_ids)


def _border(kit: Shelf) -> Iterator[TableRow]:
    sectors = {row.sector_id: kit.speech.name(row) for row in kit.atlas.tables.border_sectors}
    guards = [s for held in kit.atlas.world.guards.values() for s in held]
    listed = {s.row.guard_id for s in guards}
    others = (r for r in kit.atlas.tables.border_guards if r.guard_id not in listed)
    for spell in [*guards, *spells.of_rows(others, kit.atlas.first)]:
        row = spell.row
        cells: list[Cell] = [
            sectors.get(row.sector_id, ""),
            _names(kit, row.guard_country, spell.from_),
            row.guard_force,
            kit.speech.word("role", row.role),
        ]
        id_ = ids.make("sector", row.sector_id) if row.sector_id else NOTHING
        yield _dated(kit, spell, id_, cells, row.source_ids)


def _points(kit: Shelf) -> Iterator[TableRow]:
    for spell in kit.atlas.world.points:
        row = spell.row
        kind = kit.speech.word("kind", row.kind)
        cells: list[Cell] = [kit.speech.name(row), row.name_alt, kind, kit.where(row)]
        yield _dated(kit, spell, ids.of(row), cells, row.source_ids)


def _events(kit: Shelf) -> Iterator[TableRow]:
    """Events are there from their first day until they leave the map."""
    for row in kit.atlas.tables.events:
        days = timeline.event_days(row)
        if days is None or days[0] > kit.atlas.horizon:
            continue
        from_, until = days[0], days[1] + timedelta(days=timeline.EVENT_DAYS)
        cells: list[Cell] = [
            row.title,
            kit.speech.word("kind", row.kind),
            _date(kit, row.start),
            _date(kit, row.end),
            row.place,
            _names(kit, row.country, from_),
            row.summary,
        ]
        span = (_ordinal(from_), _ordinal(until), _ordinal(from_), _ordinal(until))
        yield TableRow(ids.of(row), *span, cells, list(row.source_ids))


def _contingents(kit: Shelf) -> Iterator[TableRow]:
    for spell in kit.atlas.world.contingents:
        row = spell.row
        who = _names(kit, row.country, spell.from_)
        if not who and row.is_total:
            who = kit.fact("all_contingents")
        cells: list[Cell] = [
            row.operation,
            who,
            row.unit_text,
            row.personnel_low,
            row.personnel_high,
            row.place,
        ]
        yield _dated(kit, spell, ids.of(row), cells, row.source_ids)


def _strengths(kit: Shelf) -> Iterator[TableRow]:
    """A total stands on the days on which it counts; any other figure on its own date."""
    rows = kit.atlas.tables.strengths
    subjects: dict[str, Named] = {row.grouping_id: row for row in kit.atlas.tables.groupings}
    subjects |= dict(kit.units) | dict(kit.sites)
    counting: dict[str, list[Counting]] = defaultdict(list)
    for subject_id in dict.fromkeys(row.subject_id for row in rows):
        for spell in kit.atlas.strengths.spells(subject_id):
            for row in spell.rows:
                counting[row.strength_id].append(spell)
    for row in rows:
        first, last = dates.earliest(row.date), dates.latest(row.date)
        until = last + timedelta(days=1) if last else None
        if row.kind == "total" and first and last:
            counted = counting[row.strength_id]
            # One that never counts, as its subject was gone, stands on no day.
            first, until = (counted[0].from_, counted[-1].until) if counted else (first, first)
        subject = subjects[row.subject_id]
        cells: list[Cell] = [
            kit.speech.name(subject),
            _date(kit, row.date, row.date_certainty),
            # Only of what counts it matters how old it is.
            _age(row.date) if counting[row.strength_id] else None,
            kit.speech.word("figure_kind", row.kind),
            row.personnel_low,
            row.personnel_high,
            row.text,
            _names(kit, _country(kit, row.subject_id, first), first),
            _cited_in(kit, row.source_ids),
        ]
        span = (_ordinal(first), _ordinal(until), _ordinal(first), _ordinal(until))
        yield TableRow(_mark(kit, row.subject_id), *span, cells, list(row.source_ids))


def _country(kit: Shelf, subject: str, day: date | None) -> str:
    """Say in which country a subject was when a figure began to count; "" where in none."""
    hosts, then = kit.atlas.hosts, max(day or kit.atlas.first, kit.atlas.first)
    for row in kit.atlas.tables.groupings:
        if row.grouping_id == subject:
            return hosts.on(row, then)
    if subject in kit.sites:
        return hosts.on(kit.sites[subject], then)
    stays = [s for s in kit.of_unit.get(subject, ()) if s.row.site_id in kit.sites]
    there = [s for s in stays if day and s.covers(day)] or stays
    return ";".join(dict.fromkeys(hosts.on(kit.sites[s.row.site_id], then) for s in there))


def _personnel(kit: Shelf) -> Iterator[TableRow]:
    """How many people of which side were in which country, by the rule of `personnel`."""
    atlas = kit.atlas
    for host, operator in atlas.headcount.parties:
        steps = atlas.headcount.steps(host, operator)
        for from_, until, one in personnel.spans(steps, atlas.horizon):
            cells: list[Cell] = [
                kit.names(host, from_),
                kit.names(operator, from_),
                one.low,
                one.high,
                method_text(kit, one),
                DateCell(_ordinal(dates.latest(one.as_of)), as_of_text(kit, one.as_of)),
                one.age,
                round(one.covered * 100),
                _cited_in(kit, one.source_ids),
            ]
            span = (_ordinal(from_), _ordinal(until), _ordinal(from_), _ordinal(until))
            yield TableRow(ids.make("state", host), *span, cells, list(one.source_ids))


def _cited_in(kit: Shelf, ids: Iterable[str]) -> str:
    """Name sources by who published them."""
    return "; ".join(dict.fromkeys(kit.publishers[id_] for id_ in ids))


def _agreements(kit: Shelf) -> Iterator[TableRow]:
    for row in kit.atlas.tables.agreements:
        from_ = dates.earliest(row.signed) or dates.earliest(row.in_force)
        last = dates.latest(row.expires)
        until = last + timedelta(days=1) if last else None
        cells: list[Cell] = [
            row.title,
            kit.names(row.parties) if row.parties else "",
            _date(kit, row.signed),
            _date(kit, row.in_force),
            _date(kit, row.expires),
            row.summary,
        ]
        span = (_ordinal(from_), _ordinal(until), _ordinal(from_), _ordinal(until))
        found = [id_ for id_ in (_mark(kit, subject) for subject in row.subject_ids) if id_]
        yield TableRow(found[0] if found else NOTHING, *span, cells, list(row.source_ids))


def _sources(kit: Shelf) -> Iterator[TableRow]:
    for row in kit.atlas.tables.sources:
        from_ = _ordinal(dates.earliest(row.date))
        cells: list[Cell] = [
            *(row.publisher, row.title, _date(kit, row.date), row.url),
            *(row.rank, row.language, _date(kit, row.accessed), row.original, row.note),
        ]
        yield TableRow("", from_, None, from_, None, cells, [row.source_id])


def _mark(kit: Shelf, subject: str) -> MapId | Literal[""]:
    """Give the id on the map of a site, or of a unit's first stay; "" for what has none."""
    if subject in kit.sites:
        return ids.make("site", subject)
    stays = kit.of_unit.get(subject, ())
    return ids.of(stays[0].row) if stays else NOTHING


_TABLES: dict[str, tuple[tuple[str, ...], Callable[[Shelf], Iterator[TableRow]]]] = {
    "states": (("country", "organization", "status", *_TAIL), _states),
    "sites": (("name", "former_names", "kind", "country", "operator", *_TAIL), _sites),
    "units": (
        ("name", "arm", "echelon", "owner", "role", "site", "country", *_TAIL),
        _units,
    ),
    "border": (("sector", "guard", "force", "role", *_TAIL), _border),
    "crossings": (("name", "other_names", "kind", "country", *_TAIL), _points),
    "events": (
        ("name", "kind", "start", "end", "place", "country", "summary"),
        _events,
    ),
    "contingents": (
        ("operation", "country", "sent", "low", "high", "place", *_TAIL),
        _contingents,
    ),
    "strengths": (
        ("subject", "date", "age", "kind", "low", "high", "text", "where", "cited"),
        _strengths,
    ),
    "personnel": (
        ("host", "operator", "low", "high", "method", "date", "age", "share", "cited"),
        _personnel,
    ),
    "agreements": (
        ("name", "parties", "signed", "in_force", "expires", "summary"),
        _agreements,
    ),
    "sources": (
        (
            *("publisher", "title", "date", "address"),
            *("rank", "language", "accessed", "original", "note"),
        ),
        _sources,
    ),
}
