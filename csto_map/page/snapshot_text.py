"""A snapshot as lines for a terminal: what ``csto-map show`` prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from csto_map.atlas import Atlas
from csto_map.history.hosts import Place
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
    told = _Told(kit, snapshot.date)
    month = kit.speech.day(snapshot.date - timedelta(days=EVENT_DAYS - 1))
    recent = snapshot.records("events")
    sections = [
        ("Sites in use", [_site(told, row) for row in snapshot.records("bases")]),
        ("Units", [_unit(told, row) for row in snapshot.records("garrisons")]),
        ("Groupings", [_grouping(told, row) for row in snapshot.records("groupings")]),
        ("Border sectors", [_sector(told, row) for row in snapshot.records("border")]),
        ("Contingents", [_contingent(told, row) for row in _records(snapshot.contingents)]),
        (f"Events since {month}", [_event(kit, row) for row in recent]),
    ]
    headline = f"{kit.speech.day(snapshot.date)}: {snapshot.headline}"
    lines = [headline, *_organizations(told, snapshot.organizations)]
    for title, entries in sections:
        if entries:
            lines += [f"{title}: {len(entries)}", *(f"  {line}" for line in entries)]
    return "\n".join(lines)


def _records(table: pd.DataFrame) -> list[Record]:
    records: list[Record] = table.to_dict("records")
    return records


@dataclass(frozen=True, slots=True)
class _Told:
    """What the lines are made from, and the day of which they speak."""

    kit: Shelf
    day: date

    def names(self, codes: str | Iterable[str]) -> str:
        return self.kit.names(codes, self.day)

    def where(self, row: Place) -> str:
        """Name the state in which a place lies on the day."""
        return self.names(self.kit.atlas.hosts.on(row, self.day))


def _organizations(told: _Told, held: Mapping[str, Mapping[str, list[str]]]) -> Iterator[str]:
    abbreviations = {row.org_id: row.abbr for row in told.kit.atlas.tables.organizations}
    for org, by_status in held.items():
        for status, states in by_status.items():
            label = told.kit.speech.word("status", status)
            yield f"  {abbreviations[org]}, {label[:1].lower()}{label[1:]}: {told.names(states)}"


def _site(told: _Told, row: Record) -> str:
    site = told.kit.sites[row["site_id"]]
    return f"{told.where(site)}: {row['name']}{_people(told.kit, row)}{_doubt(row)}"


def _unit(told: _Told, row: Record) -> str:
    where = row["site"] or told.kit.fact("place_unknown")
    role = told.kit.speech.word("role", row["role"])
    who = told.names(row["country"])
    return f"{who}: {row['unit']}, {where}, {role}{_people(told.kit, row)}{_doubt(row)}"


def _grouping(told: _Told, row: Record) -> str:
    there = next(r for r in told.kit.atlas.tables.groupings if r.grouping_id == row["grouping_id"])
    where = f", {told.where(there)}" if there.host else ""
    return f"{told.names(row['owner'])}: {row['name']}{where}{_people(told.kit, row)}{_doubt(row)}"


def _sector(told: _Told, row: Record) -> str:
    guard = told.names(row["guard_country"]) if row["guard_country"] else told.kit.fact("no_state")
    return f"{row['sector']}: {guard}, {row['guard_force']}{_doubt(row)}"


def _contingent(told: _Told, row: Record) -> str:
    who = told.kit.fact("all_contingents") if row["is_total"] else told.names(row["country"])
    low, high = row["personnel_low"], row["personnel_high"]
    # Where a column has holes pandas has made numbers of them.
    known = low is not None and high is not None and low == low and high == high
    people = f", {told.kit.speech.range(int(low), int(high))} people" if known else ""
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
