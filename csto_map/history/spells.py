"""Rows of the tables as spells: half-open intervals of days, worked out once.

Everything that asks "what held on that day" (snapshot, timeline, changes) asks
the spells, so that the rules of dates are applied in one place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Generic, Literal, TypeVar

from csto_map.facts import dates
from csto_map.facts.config import Lens
from csto_map.facts.schema import BorderGuard, Dated, Membership, Row
from csto_map.facts.tables import Tables

# The row of a spell; a spell of sites may stand where one of any rows is asked for.
RowT_co = TypeVar("RowT_co", bound=Row, covariant=True)
DatedT = TypeVar("DatedT", bound=Dated)
# The spells of each organisation and country: (org_id, country) -> spells, in order.
Memberships = Mapping[tuple[str, str], Sequence["Spell[Membership]"]]

# What a state can be in a lens: a status of a row, or former.
StandingStatus = Literal[
    "signatory", "member", "frozen", "suspended", "observer", "associate", "partner", "former"
]

# Statuses that make a state part of an alliance; a state that had one and has
# none now has left. Watching from outside (observer, partner) does not count.
BOUND: tuple[StandingStatus, ...] = ("signatory", "member", "frozen", "suspended")


@dataclass(frozen=True, slots=True)
class Spell(Generic[RowT_co]):
    """
    One row's stay on the map, [from_, until).

    `until` None means to the horizon and beyond. The part in which the row
    certainly holds is [certain_from, certain_until); both are None when no day is
    certain, and `certain_until` alone is None when certainty does not end.
    """

    row: RowT_co
    from_: date
    until: date | None
    certain_from: date | None
    certain_until: date | None

    def covers(self, day: date) -> bool:
        """Say whether the row is on the map on `day`."""
        return self.from_ <= day and (self.until is None or day < self.until)

    def certain(self, day: date) -> bool:
        """Say whether the row certainly holds on `day`."""
        return (
            self.certain_from is not None
            and self.certain_from <= day
            and (self.certain_until is None or day < self.certain_until)
        )

    def cut(self, until: date) -> Spell[RowT_co]:
        """End the spell at `until` where it would have gone on."""
        if self.until is not None and self.until <= until:
            return self
        if self.certain_from is None or self.certain_from >= until:
            return replace(self, until=until, certain_from=None, certain_until=None)
        ends = until if self.certain_until is None else min(until, self.certain_until)
        return replace(self, until=until, certain_until=ends)

    def begun(self, from_: date) -> Spell[RowT_co]:
        """Begin the spell on `from_`, a day before its end, where it would have begun before."""
        if from_ <= self.from_:
            return self
        if self.certain_from is None or (self.certain_until and self.certain_until <= from_):
            return replace(self, from_=from_, certain_from=None, certain_until=None)
        return replace(self, from_=from_, certain_from=max(from_, self.certain_from))


@dataclass(frozen=True, slots=True)
class Standing:
    """A state's standing in a lens over [from_, until); `rows` are the memberships behind it."""

    country: str
    status: StandingStatus
    rows: tuple[Membership, ...]
    from_: date
    until: date | None
    certain_from: date | None
    certain_until: date | None


def of_rows(rows: Iterable[DatedT], first: date) -> list[Spell[DatedT]]:
    """
    Turn rows with start and end columns into spells.

    Rows that are only planned give none. A row whose start nobody knows stands
    from `first`, the first day of the atlas, and is not certain on any day.
    """
    spells = []
    for row in rows:
        span = dates.span(row.start, row.end, row.start_certainty, row.end_certainty)
        if span is None:
            continue
        from_ = span.from_ or first
        spells.append(Spell(row, from_, span.until, span.certain_from, span.certain_until))
    return spells


def hand_over(spells: Sequence[Spell[DatedT]]) -> list[Spell[DatedT]]:
    """
    Let each spell end where its successor begins.

    For rows of which only one can hold at a time (a state's status in one
    organisation, a sector's guard): where imprecise dates make two overlap, the
    later start wins. Spells come back in order of start; empty ones are dropped.
    """
    ordered = sorted(spells, key=lambda s: (s.from_, s.certain_from or date.max))
    cut = [spell.cut(after.from_) for spell, after in pairwise(ordered)] + ordered[-1:]
    return [spell for spell in cut if spell.until is None or spell.from_ < spell.until]


def memberships(tables: Tables, first: date) -> dict[tuple[str, str], list[Spell[Membership]]]:
    """Give the spells of each (org_id, country), in order, none overlapping."""
    by_key: dict[tuple[str, str], list[Spell[Membership]]] = defaultdict(list)
    for spell in of_rows(tables.memberships, first):
        by_key[spell.row.org_id, spell.row.country].append(spell)
    return {key: hand_over(spells) for key, spells in sorted(by_key.items())}


def guards(tables: Tables, side: str, first: date) -> dict[str, list[Spell[BorderGuard]]]:
    """Give, for each sector, the spells of those who guard it on `side` of the border."""
    by_sector: dict[str, list[Spell[BorderGuard]]] = {
        row.sector_id: [] for row in tables.border_sectors
    }
    primary = [
        row
        for row in tables.border_guards
        if row.sector_id and row.side == side and row.role == "guard"
    ]
    for spell in of_rows(primary, first):
        by_sector[spell.row.sector_id].append(spell)
    return {sector: hand_over(spells) for sector, spells in by_sector.items()}


def standings(lens: Lens, spells: Memberships, first: date) -> dict[str, list[Standing]]:
    """
    Read the organisations of a lens as one.

    On any day the last organisation of ``lens.orgs`` in which the state has a
    status speaks for it; but a mere signature does not hide a membership in an
    earlier one. With ``lens.derive_former`` a state that had a status among
    `BOUND` and has none now is ``former``, on the strength of the rows that ended.

    Returns
    -------
    standings
        Per country, in order of time, none overlapping.
    """
    countries = sorted({country for org, country in spells if org in lens.orgs})
    return {country: _standing(lens, country, spells, first) for country in countries}


def _standing(lens: Lens, country: str, spells: Memberships, first: date) -> list[Standing]:
    by_org = {org: spells.get((org, country), []) for org in lens.orgs}
    every = [spell for org in lens.orgs for spell in by_org[org]]
    days = sorted({first} | {s.from_ for s in every} | {s.until for s in every if s.until})
    found: list[Standing] = []
    left: tuple[Membership, ...] = ()
    for day, until in zip(days, [*days[1:], None], strict=True):
        held = [s for org in lens.orgs for s in by_org[org] if s.covers(day)]
        if held:
            chosen = held[-1]
            if chosen.row.status == "signatory":
                chosen = next((s for s in reversed(held) if s.row.status == "member"), chosen)
            part = chosen.cut(until) if until else chosen
            part = replace(part, from_=max(part.from_, day))
            if part.certain_from and part.certain_from < day:
                part = replace(part, certain_from=day)
            standing = Standing(
                country,
                chosen.row.status,
                (chosen.row,),
                day,
                until,
                part.certain_from,
                part.certain_until,
            )
            if chosen.row.status in BOUND:
                left = (chosen.row,)
        elif left and lens.derive_former:
            standing = Standing(country, "former", left, day, until, day, until)
        else:
            continue
        found.append(standing)
    return _merge(found)


def _merge(standings: list[Standing]) -> list[Standing]:
    """Join neighbours that rest on the same rows."""
    merged: list[Standing] = []
    for standing in standings:
        last = merged[-1] if merged else None
        if (
            last
            and last.until == standing.from_
            and last.rows == standing.rows
            and (last.status == standing.status)
        ):
            certain_from = last.certain_from or standing.certain_from
            certain_until = standing.certain_until if standing.certain_from else last.certain_until
            merged[-1] = replace(
                last, until=standing.until, certain_from=certain_from, certain_until=certain_until
            )
        else:
            merged.append(standing)
    return merged
