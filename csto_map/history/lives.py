"""How long sites, units and groupings last: the days on which their figures may count.

Nothing has a strength before it is there or after it is gone. `csto_map.history.strengths`
asks this module when a figure stops; nobody else has to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from csto_map.facts import dates
from csto_map.facts.schema import Dated, Deployment, Grouping, Site, Unit

if TYPE_CHECKING:
    from csto_map.facts.tables import Tables


@dataclass(frozen=True, slots=True)
class Stretch:
    """
    Days on which a subject is there, [from_, until); `until` None goes on.

    The part of them that is certain is [certain_from, certain_until), as in
    `csto_map.facts.dates.Span`.
    """

    from_: date
    until: date | None
    certain_from: date | None = None
    certain_until: date | None = None

    def covers(self, day: date) -> bool:
        """Say whether the subject is there on `day`."""
        return self.from_ <= day and (self.until is None or day < self.until)


Lives = Mapping[str, tuple[Stretch, ...]]


def of_tables(tables: Tables, first: date) -> Lives:
    """
    Give the life of every site, unit and grouping; see `of_rows`.

    Parameters
    ----------
    first
        First day of the atlas; whatever has no start is there from then on.
    """
    return of_rows(tables.sites, tables.units, tables.deployments, tables.groupings, first)


def of_rows(
    sites: Iterable[Site],
    units: Iterable[Unit],
    deployments: Iterable[Deployment],
    groupings: Iterable[Grouping],
    first: date,
) -> Lives:
    """
    Give the life of every site, unit and grouping.

    A site and a grouping live from start to end, a unit while it has any deployment;
    a unit without a deployment row from `first` on. Each ends where a successor begins
    (`succeeds`), if that is later than its own beginning and is known.

    Uncertain ends count as the map's stays do, by their possible days: a life runs from
    the earliest day that the start can mean through the latest that the end can. So no
    figure is dropped while its subject may still be there, and of a predecessor and its
    successor never both count, for the successor's earliest day ends the other.

    Returns
    -------
    lives
        Subject id -> stretches, in order, none touching; none at all for what was only
        planned.
    """
    sites, units, groupings = list(sites), list(units), list(groupings)
    stays: dict[str, list[Deployment]] = defaultdict(list)
    for row in deployments:
        stays[row.unit_id].append(row)
    lives = own_lives(sites, units, stays, groupings, first)
    ends: dict[str, date] = {}
    heirs: list[Unit | Grouping] = [*units, *groupings]
    for heir in heirs:
        begins = _begins(heir, stays)
        for older in heir.succeeds:
            if begins and lives.get(older) and begins > lives[older][0].from_:
                ends[older] = min(begins, ends.get(older, date.max))
    return {id_: _cut(life, ends.get(id_)) for id_, life in lives.items()}


def own_lives(
    sites: Iterable[Site],
    units: Iterable[Unit],
    stays: Mapping[str, Sequence[Deployment]],
    groupings: Iterable[Grouping],
    first: date,
) -> dict[str, tuple[Stretch, ...]]:
    """Give the lives by each subject's own dates; `stays` are the deployments by unit."""
    lives = {row.site_id: _stretches([row], first) for row in sites}
    for row in units:
        rows = stays.get(row.unit_id, ())
        lives[row.unit_id] = _stretches(rows, first) if rows else (Stretch(first, None),)
    return lives | {row.grouping_id: _stretches([row], first) for row in groupings}


def successors(units: Iterable[Unit], groupings: Iterable[Grouping]) -> dict[str, tuple[str, ...]]:
    """Give the ids of the successors of each unit and grouping that has any."""
    heirs: dict[str, tuple[str, ...]] = {}
    named = [(row, row.unit_id) for row in units] + [(row, row.grouping_id) for row in groupings]
    for row, id_ in named:
        for older in row.succeeds:
            heirs[older] = (*heirs.get(older, ()), id_)
    return heirs


def _stretches(rows: Iterable[Dated], first: date) -> tuple[Stretch, ...]:
    """Join the stays of a subject where they touch or overlap."""
    stretches: list[Stretch] = []
    spans = (dates.span(r.start, r.end, r.start_certainty, r.end_certainty) for r in rows)
    for span in sorted((s for s in spans if s), key=lambda s: s.from_ or first):
        one = Stretch(span.from_ or first, span.until, span.certain_from, span.certain_until)
        if stretches and (stretches[-1].until is None or one.from_ <= stretches[-1].until):
            stretches[-1] = _joined(stretches[-1], one)
        else:
            stretches.append(one)
    return tuple(stretches)


def _joined(one: Stretch, other: Stretch) -> Stretch:
    until = None if one.until is None or other.until is None else max(one.until, other.until)
    sure = [s for s in (one, other) if s.certain_from is not None]
    ends = [s.certain_until for s in sure]
    return Stretch(
        one.from_,
        until,
        min((s.certain_from for s in sure if s.certain_from), default=None),
        None if None in ends else max((end for end in ends if end), default=None),
    )


def _begins(row: Unit | Grouping, stays: Mapping[str, Sequence[Deployment]]) -> date | None:
    """Give the earliest day on which a unit or grouping may be there; None where unknown."""
    rows: Sequence[Dated] = stays.get(row.unit_id, ()) if isinstance(row, Unit) else (row,)
    starts = [dates.earliest(r.start) for r in rows if r.start_certainty != "planned"]
    return None if not starts or None in starts else min(day for day in starts if day)


def _cut(life: tuple[Stretch, ...], until: date | None) -> tuple[Stretch, ...]:
    if until is None:
        return life
    return tuple(
        Stretch(
            one.from_,
            until if one.until is None else min(one.until, until),
            one.certain_from if one.certain_from and one.certain_from < until else None,
            min(one.certain_until or until, until),
        )
        for one in life
        if one.from_ < until
    )
