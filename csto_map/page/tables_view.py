"""The tables of the page: every layer as rows of short texts, with the days on which they hold.

The page filters, sorts and writes them as CSV by itself; what a row says is said here once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from csto_map.facts import dates
from csto_map.history import personnel, spells, timeline
from csto_map.history.spells import Spell
from csto_map.history.strengths import Counting, ages
from csto_map.page.card_rows import Shelf, as_of_said, method_said, shelf

if TYPE_CHECKING:
    from csto_map.atlas import Atlas

# Kinds of columns: how the page shows, sorts and filters a cell.
_DATES = frozenset({"start", "end", "date", "signed", "in_force", "expires", "accessed"})
_NUMBERS = frozenset({"low", "high", "rank", "share"})
_TAIL = ("start", "end", "note")

Row = list[Any]


def compile_tables(atlas: Atlas, language: str = "en") -> dict[str, Any]:
    """
    Make all tables.

    Returns
    -------
    tables
        ``tables``: a list of ``id``, ``columns`` (``id``, ``kind``: text, date, age or
        number) and ``rows``. A row is [id on the map or "", from, until, cfrom, cuntil, cells,
        source ids]: days as in ``docs/timeline.md``, from None where nobody knows since
        when. A cell is a text, a number or None, or [day or None, words] for a date,
        or for an age its id, or [day from which a figure is old, day from which it is only
        the last known].
        ``sources``: source id -> the line that cites it.
    """
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


def _kind(column: str) -> str:
    if column == "age":
        return "age"
    return "date" if column in _DATES else "number" if column in _NUMBERS else "text"


def _cited(row: Any) -> str:
    by = "" if row.publisher == row.title else f"{row.publisher}: "
    when = f" ({row.date})" if row.date else ""
    return f"{by}{row.title}{when}{f', {row.url}' if row.url else ''}"


def _ordinal(day: date | None) -> int | None:
    return day.toordinal() if day else None


def _date(kit: Shelf, text: str, certainty: str = "certain") -> list[Any]:
    """Make a date's cell: what it sorts by, and how it is said; "" for none."""
    if not text and certainty == "certain":
        return [None, ""]
    return [_ordinal(dates.earliest(text)), kit.speech.date(text, certainty)]


def _dated(kit: Shelf, spell: Spell, id_: str, cells: Iterable[Any], sources: Sequence[str]) -> Row:
    """Make the row of something that holds from a start to an end."""
    row = spell.row
    tail = [
        _date(kit, row.start, row.start_certainty),
        _date(kit, dates.through(row.end, row.end_certainty), row.end_certainty),
        row.note,
    ]
    return [
        id_,
        _ordinal(spell.from_),
        _ordinal(spell.until),
        _ordinal(spell.certain_from),
        _ordinal(spell.certain_until),
        [*cells, *tail],
        list(dict.fromkeys(sources)),
    ]


def _names(kit: Shelf, codes: str) -> str:
    return kit.names(codes) if codes else ""


def _states(kit: Shelf) -> Iterator[Row]:
    orgs = {row.org_id: kit.speech.name(row) for row in kit.atlas.tables.organizations}
    for own in kit.atlas.world.memberships.values():
        for spell in own:
            row = spell.row
            status = kit.speech.word("status", row.status)
            cells = [_names(kit, row.country), orgs[row.org_id], status]
            yield _dated(kit, spell, row.country, cells, row.source_ids)


def _sites(kit: Shelf) -> Iterator[Row]:
    for spell in kit.atlas.world.sites:
        row = spell.row
        cells = [
            kit.speech.name(row),
            row.former_names.replace(";", "; "),
            kit.speech.word("kind", row.kind),
            _names(kit, row.country),
            _names(kit, row.operator),
        ]
        yield _dated(kit, spell, f"site:{row.site_id}", cells, row.source_ids)


def _units(kit: Shelf) -> Iterator[Row]:
    for spell in kit.atlas.world.deployments:
        row, unit = spell.row, kit.units[spell.row.unit_id]
        site = kit.sites.get(row.site_id)
        cells = [
            kit.speech.name(unit),
            kit.speech.word("kind", unit.arm),
            kit.speech.word("echelon", unit.echelon),
            _names(kit, unit.owner),
            kit.speech.word("role", row.role),
            kit.speech.name(site) if site else "",
            _names(kit, site.country) if site else "",
        ]
        sources = (*row.source_ids, *unit.source_ids)
        yield _dated(kit, spell, f"deployment:{row.deployment_id}", cells, sources)


def _border(kit: Shelf) -> Iterator[Row]:
    sectors = {row.sector_id: kit.speech.name(row) for row in kit.atlas.tables.border_sectors}
    guards = [s for own in kit.atlas.world.guards.values() for s in own]
    told = {s.row.guard_id for s in guards}
    others = (r for r in kit.atlas.tables.border_guards if r.guard_id not in told)
    for spell in [*guards, *spells.of_rows(others, kit.atlas.first)]:
        row = spell.row
        cells = [
            sectors.get(row.sector_id, ""),
            _names(kit, row.guard_country),
            row.guard_force,
            kit.speech.word("role", row.role),
        ]
        id_ = f"sector:{row.sector_id}" if row.sector_id else ""
        yield _dated(kit, spell, id_, cells, row.source_ids)


def _points(kit: Shelf) -> Iterator[Row]:
    for spell in kit.atlas.world.points:
        row = spell.row
        kind = kit.speech.word("kind", row.kind)
        cells = [kit.speech.name(row), row.name_alt, kind, _names(kit, row.country)]
        yield _dated(kit, spell, f"point:{row.point_id}", cells, row.source_ids)


def _events(kit: Shelf) -> Iterator[Row]:
    """Events are there from their first day until they leave the map."""
    for row in kit.atlas.tables.events:
        days = timeline.event_days(row)
        if days is None or days[0] > kit.atlas.horizon:
            continue
        from_, until = days[0], days[1] + timedelta(days=timeline.EVENT_DAYS)
        cells = [
            row.title,
            kit.speech.word("kind", row.kind),
            _date(kit, row.start),
            _date(kit, row.end),
            row.place,
            _names(kit, row.country),
            row.summary,
        ]
        span = [_ordinal(from_), _ordinal(until), _ordinal(from_), _ordinal(until)]
        yield [f"event:{row.event_id}", *span, cells, list(row.source_ids)]


def _contingents(kit: Shelf) -> Iterator[Row]:
    for spell in kit.atlas.world.contingents:
        row = spell.row
        who = _names(kit, row.country) or (kit.fact("all_contingents") if row.is_total else "")
        cells = [
            row.operation,
            who,
            row.unit_text,
            row.personnel_low,
            row.personnel_high,
            row.place,
        ]
        yield _dated(kit, spell, f"contingent:{row.contingent_id}", cells, row.source_ids)


def _strengths(kit: Shelf) -> Iterator[Row]:
    """A total stands on the days on which it counts; any other figure on its own date."""
    rows = kit.atlas.tables.strengths
    groupings = {row.grouping_id: row for row in kit.atlas.tables.groupings}
    counting: dict[str, list[Counting]] = defaultdict(list)
    for subject_id in dict.fromkeys(row.subject_id for row in rows):
        for spell in kit.atlas.strengths.spells(subject_id):
            for row in spell.rows:
                counting[row.strength_id].append(spell)
    for row in rows:
        first, last = dates.earliest(row.date), dates.latest(row.date)
        until = last + timedelta(days=1) if last else None
        if row.kind == "total" and first and last:
            own = counting[row.strength_id]
            # One that never counts, as its subject was gone, stands on no day.
            first, until = (own[0].from_, own[-1].until) if own else (first, first)
        subject = (groupings | dict(kit.units) | dict(kit.sites))[row.subject_id]
        cells = [
            kit.speech.name(subject),
            _date(kit, row.date, row.date_certainty),
            # Only of what counts it matters how old it is.
            [day.toordinal() for day in ages(row.date)] if counting[row.strength_id] else None,
            kit.speech.word("figure_kind", row.kind),
            row.personnel_low,
            row.personnel_high,
            row.text,
            _names(kit, _country(kit, row.subject_id, first)),
            _cited_in(kit, row.source_ids),
        ]
        span = [_ordinal(first), _ordinal(until), _ordinal(first), _ordinal(until)]
        yield [_mark(kit, row.subject_id), *span, cells, list(row.source_ids)]


def _country(kit: Shelf, subject: str, day: date | None) -> str:
    """Say in which country a subject was when a figure began to count; "" where in none."""
    for row in kit.atlas.tables.groupings:
        if row.grouping_id == subject:
            return str(row.host)
    if subject in kit.sites:
        return str(kit.sites[subject].country)
    stays = [s for s in kit.of_unit.get(subject, ()) if s.row.site_id in kit.sites]
    there = [s for s in stays if day and s.covers(day)] or stays
    return ";".join(dict.fromkeys(kit.sites[s.row.site_id].country for s in there))


def _personnel(kit: Shelf) -> Iterator[Row]:
    """How many people of which side were in which country, by the rule of `personnel`."""
    atlas = kit.atlas
    for host, operator in atlas.headcount.parties:
        steps = atlas.headcount.steps(host, operator)
        for from_, until, one in personnel.spans(steps, atlas.horizon):
            cells = [
                kit.names(host),
                kit.names(operator),
                one.low,
                one.high,
                method_said(kit, one),
                [_ordinal(dates.latest(one.as_of)), as_of_said(kit, one.as_of)],
                one.age,
                round(one.covered * 100),
                _cited_in(kit, one.source_ids),
            ]
            span = [_ordinal(from_), _ordinal(until)] * 2
            yield [host, *span, cells, list(one.source_ids)]


def _cited_in(kit: Shelf, ids: Iterable[str]) -> str:
    """Name sources by who published them."""
    return "; ".join(dict.fromkeys(kit.publishers[id_] for id_ in ids))


def _agreements(kit: Shelf) -> Iterator[Row]:
    for row in kit.atlas.tables.agreements:
        from_ = dates.earliest(row.signed) or dates.earliest(row.in_force)
        last = dates.latest(row.expires)
        until = last + timedelta(days=1) if last else None
        cells = [
            row.title,
            kit.names(row.parties) if row.parties else "",
            _date(kit, row.signed),
            _date(kit, row.in_force),
            _date(kit, row.expires),
            row.summary,
        ]
        span = [_ordinal(from_), _ordinal(until), _ordinal(from_), _ordinal(until)]
        id_ = next((m for m in (_mark(kit, s) for s in row.subject_ids) if m), "")
        yield [id_, *span, cells, list(row.source_ids)]


def _sources(kit: Shelf) -> Iterator[Row]:
    for row in kit.atlas.tables.sources:
        from_ = _ordinal(dates.earliest(row.date))
        cells = [
            *(row.publisher, row.title, _date(kit, row.date), row.url),
            *(row.rank, row.language, _date(kit, row.accessed), row.original, row.note),
        ]
        yield ["", from_, None, from_, None, cells, [row.source_id]]


def _mark(kit: Shelf, subject: str) -> str:
    """Give the id on the map of a site, or of a unit's first stay; "" for what has none."""
    if subject in kit.sites:
        return f"site:{subject}"
    stays = kit.of_unit.get(subject, ())
    return f"deployment:{stays[0].row.deployment_id}" if stays else ""


_TABLES: dict[str, tuple[tuple[str, ...], Callable[[Shelf], Iterator[Row]]]] = {
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
