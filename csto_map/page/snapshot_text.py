"""A snapshot as lines for a terminal: what ``csto-map show`` prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from csto_map.atlas import Atlas
from csto_map.history.marks import EVENT_DAYS
from csto_map.history.snapshot import Record
from csto_map.history.snapshot_json import personnel
from csto_map.page.card_rows import Shelf, shelf

if TYPE_CHECKING:
    import pandas as pd


def as_text(atlas: Atlas, day: date | str) -> str:
    """
    Say what is found on a day, and what held on it in sections; one with nothing is left out.

    Raises
    ------
    BadDate, DateOutOfRange
        As `Atlas.at`.
    """
    snapshot = atlas.at(day)
    kit = shelf(atlas, "en")
    month = kit.speech.day(snapshot.date - timedelta(days=EVENT_DAYS - 1))
    recent = snapshot.records("events")
    sections = [
        ("Sites in use", [_site(kit, row) for row in snapshot.records("bases")]),
        ("Units", [_unit(kit, row) for row in snapshot.records("garrisons")]),
        ("Groupings", [_grouping(kit, row) for row in snapshot.records("groupings")]),
        ("Border sectors", [_sector(kit, row) for row in snapshot.records("border")]),
        ("Contingents", [_contingent(kit, row) for row in _records(snapshot.contingents)]),
        (f"Events since {month}", [_event(kit, row) for row in recent]),
    ]
    headline = f"{kit.speech.day(snapshot.date)}: {snapshot.headline}"
    lines = [headline, *_organizations(kit, snapshot.organizations)]
    for title, entries in sections:
        if entries:
            lines += [f"{title}: {len(entries)}", *(f"  {line}" for line in entries)]
    return "\n".join(lines)


def _records(table: pd.DataFrame) -> list[Record]:
    records: list[Record] = table.to_dict("records")
    return records


def _organizations(kit: Shelf, held: Mapping[str, Mapping[str, list[str]]]) -> Iterator[str]:
    abbreviations = {row.org_id: row.abbr for row in kit.atlas.tables.organizations}
    for org, by_status in held.items():
        for status, states in by_status.items():
            label = kit.speech.word("status", status)
            yield f"  {abbreviations[org]}, {label[:1].lower()}{label[1:]}: {kit.names(states)}"


def _site(kit: Shelf, row: Record) -> str:
    return f"{kit.names(row['country'])}: {row['name']}{_people(kit, row)}{_doubt(row)}"


def _unit(kit: Shelf, row: Record) -> str:
    where = row["site"] or kit.fact("place_unknown")
    role = kit.speech.word("role", row["role"])
    who = kit.names(row["country"])
    return f"{who}: {row['unit']}, {where}, {role}{_people(kit, row)}{_doubt(row)}"


def _grouping(kit: Shelf, row: Record) -> str:
    where = f", {kit.names(row['host'])}" if row["host"] else ""
    return f"{kit.names(row['owner'])}: {row['name']}{where}{_people(kit, row)}{_doubt(row)}"


def _sector(kit: Shelf, row: Record) -> str:
    guard = kit.names(row["guard_country"]) if row["guard_country"] else kit.fact("no_state")
    return f"{row['sector']}: {guard}, {row['guard_force']}{_doubt(row)}"


def _contingent(kit: Shelf, row: Record) -> str:
    who = kit.fact("all_contingents") if row["is_total"] else kit.names(row["country"])
    low, high = row["personnel_low"], row["personnel_high"]
    # Where a column has holes pandas has made numbers of them.
    known = low is not None and high is not None and low == low and high == high
    people = f", {kit.speech.range(int(low), int(high))} people" if known else ""
    where = f", {row['place']}" if row["place"] else ""
    return f"{row['operation']}: {who}, {row['unit_text']}{where}{people}{_doubt(row)}"


def _event(kit: Shelf, row: Record) -> str:
    return f"{kit.speech.date(row['start'])}: {row['title']}"


def _people(kit: Shelf, row: Record) -> str:
    people = personnel(row)
    if not people:
        return ""
    number = kit.speech.range(people["low"], people["high"])
    text = kit.speech.figure(f"{number} people", kit.speech.date(people["as_of"]), people["age"])
    return f", {text}"


def _doubt(row: Record) -> str:
    return "" if row["certainty"] == "certain" else " (possible)"
