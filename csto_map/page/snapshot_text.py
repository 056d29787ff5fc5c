"""A snapshot as lines for a terminal: what ``csto-map show`` prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from csto_map.atlas import Atlas
from csto_map.history.marks import EVENT_DAYS
from csto_map.history.snapshot_json import personnel
from csto_map.page.card_rows import Shelf, shelf


def as_text(atlas: Atlas, day: date | str) -> str:
    """
    Say what held on a day, in sections; one with nothing in it is left out.

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
        ("Border sectors", [_sector(kit, row) for row in snapshot.records("border")]),
        ("Contingents", [_contingent(kit, row) for row in _records(snapshot.contingents)]),
        (f"Events since {month}", [_event(kit, row) for row in recent]),
    ]
    lines = [kit.speech.day(snapshot.date), *_organizations(kit, snapshot.organizations)]
    for title, own in sections:
        if own:
            lines += [f"{title}: {len(own)}", *(f"  {line}" for line in own)]
    return "\n".join(lines)


def _records(frame: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = frame.to_dict("records")
    return found


def _organizations(kit: Shelf, held: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    abbreviations = {row.org_id: row.abbr for row in kit.atlas.tables.organizations}
    for org, by_status in held.items():
        for status, states in by_status.items():
            said = kit.speech.word("status", status)
            yield f"  {abbreviations[org]}, {said[:1].lower()}{said[1:]}: {kit.names(states)}"


def _site(kit: Shelf, row: Mapping[str, Any]) -> str:
    return f"{kit.names(row['country'])}: {row['name']}{_people(kit, row)}{_doubt(row)}"


def _unit(kit: Shelf, row: Mapping[str, Any]) -> str:
    where = row["site"] or kit.fact("place_unknown")
    role = kit.speech.word("role", row["role"])
    who = kit.names(row["country"])
    return f"{who}: {row['unit']}, {where}, {role}{_people(kit, row)}{_doubt(row)}"


def _sector(kit: Shelf, row: Mapping[str, Any]) -> str:
    guard = kit.names(row["guard_country"]) if row["guard_country"] else kit.fact("no_state")
    return f"{row['sector']}: {guard}, {row['guard_force']}{_doubt(row)}"


def _contingent(kit: Shelf, row: Mapping[str, Any]) -> str:
    who = kit.fact("all_contingents") if row["is_total"] else kit.names(row["country"])
    low, high = row["personnel_low"], row["personnel_high"]
    # Where a column has holes pandas has made numbers of them.
    known = low is not None and high is not None and low == low and high == high
    people = f", {kit.speech.range(int(low), int(high))} people" if known else ""
    where = f", {row['place']}" if row["place"] else ""
    return f"{row['operation']}: {who}, {row['unit_text']}{where}{people}{_doubt(row)}"


def _event(kit: Shelf, row: Mapping[str, Any]) -> str:
    return f"{kit.speech.date(row['start'])}: {row['title']}"


def _people(kit: Shelf, row: Mapping[str, Any]) -> str:
    found = personnel(row)
    if not found:
        return ""
    said = kit.speech.range(found["low"], found["high"])
    told = kit.speech.figure(f"{said} people", kit.speech.date(found["as_of"]), found["age"])
    return f", {told}"


def _doubt(row: Mapping[str, Any]) -> str:
    return "" if row["certainty"] == "certain" else " (possible)"
