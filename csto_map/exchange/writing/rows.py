"""The rows of the tables that belong in a file: all of them, or those of one day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from typing import Any

from csto_map.atlas import Atlas
from csto_map.facts import dates, schema
from csto_map.history import spells, timeline

Rows = dict[str, tuple[Any, ...]]

# Tables that others name their rows in: of these, one day keeps what is named.
_NAMED = ("sites", "units", "groupings", "border_sectors", "sources")


def rows(atlas: Atlas, day: date | None = None) -> Rows:
    """
    Give the rows by table, in the order of `csto_map.facts.schema.TABLES`.

    Parameters
    ----------
    day
        None for every row. On a day: what held, the events of the 365 days up to it,
        the strengths that count, equipment, figures and agreements dated until then,
        and the rows that these name. Every reference resolves in either case.

    Raises
    ------
    DateOutOfRange
        If the facts do not cover `day`.
    """
    every = {item.name: getattr(atlas.tables, item.name) for item in fields(atlas.tables)}
    if day is None:
        return every
    atlas.day(day)
    kept = {name: tuple(_of_day(atlas, name, table, day)) for name, table in every.items()}
    _add_predecessors(every, kept)
    for name in _NAMED:
        named = _named(name, kept)
        if name == "sources":
            config = atlas.config
            named |= {
                *config.boundary_source_ids,
                *config.ground_source_ids,
                *config.gazetteer_source_ids,
            }
        key = schema.TABLES[name].key
        held = {getattr(row, key) for row in kept[name]}
        kept[name] = tuple(r for r in every[name] if getattr(r, key) in named | held)
    return kept


def _add_predecessors(every: Rows, kept: Rows) -> None:
    """Keep what the units and groupings of the day were made of, and so on back."""
    named = {name: _named(name, kept) for name in ("units", "groupings")}
    by_id = {name: {getattr(r, schema.TABLES[name].key): r for r in every[name]} for name in named}
    wanted = [
        *(id_ for ids in named.values() for id_ in ids),
        *(row.grouping_id for row in kept["groupings"]),
    ]
    seen: set[str] = set()
    while wanted:
        id_ = wanted.pop()
        if id_ not in seen:
            seen.add(id_)
            wanted += [o for table in by_id.values() if id_ in table for o in table[id_].succeeds]
    for name, table in by_id.items():
        held = {getattr(row, schema.TABLES[name].key) for row in kept[name]}
        kept[name] = tuple(row for id_, row in table.items() if id_ in held | seen)


def _of_day(atlas: Atlas, name: str, table: tuple[Any, ...], day: date) -> Iterable[Any]:
    model = schema.TABLES[name]
    if name == "organizations":
        # The choices of the atlas name them whether they were there on the day or not.
        return table
    if name == "memberships":
        # Where imprecise dates overlap, the later status counts: ask the spells.
        world = atlas.world.memberships.values()
        return [spell.row for stays in world for spell in stays if spell.covers(day)]
    if issubclass(model, schema.Dated):
        return [spell.row for spell in spells.of_rows(table, atlas.first) if spell.covers(day)]
    if name == "events":
        return [row for row in table if _recent(row, day)]
    if name == "strengths":
        subjects = dict.fromkeys(row.subject_id for row in table)
        strengths = [atlas.strengths.at(subject, day) for subject in subjects]
        return [row for strength in strengths if strength for row in strength.rows]
    column = {"equipment": "date", "figures": "as_of", "agreements": "signed"}.get(name)
    if column:
        return [row for row in table if (dates.earliest(getattr(row, column)) or date.max) <= day]
    return () if name in _NAMED else table


def _recent(row: schema.Event, day: date) -> bool:
    spread = timeline.event_days(row)
    return spread is not None and spread[0] <= day and (day - spread[1]).days < timeline.EVENT_DAYS


def _named(name: str, kept: Rows) -> set[str]:
    """Collect the ids of one table that the rows kept so far name."""
    key = schema.TABLES[name].key
    column = "source_ids" if name == "sources" else key
    subject = {"sites": "site", "units": "unit", "groupings": "grouping"}.get(name)
    ids: set[str] = set()
    for table in kept.values():
        for row in table:
            value = getattr(row, column, ())
            ids.update([value] if isinstance(value, str) else value)
            if subject and getattr(row, "subject_type", "") == subject:
                ids.add(row.subject_id)
            ids.update(getattr(row, "subject_ids", ()))
    return ids - {""}


def cell(value: object) -> str:
    """Write a value as the cell of a table."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ";".join(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return value.isoformat() if isinstance(value, date) else str(value)
