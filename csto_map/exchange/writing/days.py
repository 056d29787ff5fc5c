"""The days of every dated row, worked out: what a reader of EDTF texts cannot know alone.

Where imprecise dates of two statuses of a state, or of two guards of a sector, overlap,
the later one counts from its earliest day: that is in no row, only in the spells.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, timedelta
from types import MappingProxyType

from csto_map.atlas import Atlas
from csto_map.facts import dates, schema
from csto_map.history import timeline
from csto_map.history.spells import Spell

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Days:
    """
    The days of a row; all intervals are half-open.

    `start_date` None: nobody knows since when. `end_date`, `shown_until` None: to this
    day. `certain_from` None: no day is certain; `certain_until` alone None: certainty
    does not end.
    """

    start_date: date | None
    end_date: date | None
    shown_until: date | None
    certain_from: date | None
    certain_until: date | None


# What the days of a row say, for dictionaries and reading guides.
MEANT = MappingProxyType(
    {
        "start_date": "First day of the stay, as a real date: the earliest that start can mean",
        "end_date": "First day on which it no longer holds, as a real date; "
        "empty where open or unknown",
        "shown_until": "First day on which the map no longer shows it; "
        "later than end_date for events alone",
        "certain_from": "First day on which it certainly holds; empty where no day is certain",
        "certain_until": "First day on which that is no longer certain; empty where certainty "
        "does not end, or never begins",
    }
)
assert set(MEANT) == {column.name for column in fields(Days)}


def of_spell(spell: Spell[schema.Dated]) -> Days:
    """Give the days of a stay; one whose start nobody knows has none."""
    start = None if dates.earliest(spell.row.start) is None else spell.from_
    return Days(start, spell.until, spell.until, spell.certain_from, spell.certain_until)


def of_event(row: schema.Event) -> Days:
    """Give the days of an event: it holds to its last day, and the map shows it for a year more."""
    spread = timeline.event_days(row)
    if spread is None:
        return Days(None, None, None, None, None)
    gone = spread[1] + timedelta(days=timeline.EVENT_DAYS)
    exact = dates.is_day(row.start) and (not row.end or dates.is_day(row.end))
    sure = (spread[0], gone) if exact else (None, None)
    return Days(spread[0], spread[1] + _DAY, gone, *sure)


def of_row(row: schema.Dated) -> Days:
    """Give the days of a row by its own texts; a plan has none but its announced start."""
    span = dates.span(row.start, row.end, row.start_certainty, row.end_certainty)
    if span is None:
        return Days(dates.earliest(row.start), None, None, None, None)
    return Days(span.from_, span.until, span.until, span.certain_from, span.certain_until)


def of_tables(atlas: Atlas) -> dict[tuple[str, str], Days]:
    """Give the days of every dated row and every event, by table and id."""
    found = {(name, id_): of_row(row) for name, id_, row in _dated(atlas)}
    for name, groups in (
        ("memberships", atlas.world.memberships.values()),
        ("border_guards", atlas.world.guards.values()),
    ):
        key = schema.TABLES[name].key
        for group in groups:
            found |= {(name, getattr(spell.row, key)): of_spell(spell) for spell in group}
    return found | {("events", row.event_id): of_event(row) for row in atlas.tables.events}


def _dated(atlas: Atlas) -> Iterator[tuple[str, str, schema.Dated]]:
    for name, model in schema.TABLES.items():
        if issubclass(model, schema.Dated):
            for row in getattr(atlas.tables, name):
                yield name, getattr(row, model.key), row
