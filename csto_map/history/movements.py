"""How many stand where, who was sent there, and where somebody left: for the map.

How many people there are is asked of `csto_map.history.personnel` and
`csto_map.history.strengths` alone, arrows of `csto_map.history.operations`. Written out in
``docs/explanation/movements.md``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Literal, TypedDict

from csto_map.facts import dates, ids
from csto_map.facts.schema import Contingent, Site
from csto_map.facts.tables import Tables
from csto_map.history import operations, spells
from csto_map.history.base import Facts
from csto_map.history.forms import (
    Amount,
    Arrival,
    Flow,
    MapId,
    Post,
    Presence,
    Pulse,
    Timeline,
)
from csto_map.history.marks import Project, drawn_groupings
from csto_map.history.personnel import Headcount
from csto_map.history.strengths import Strength

AgeOrNone = Literal["fresh", "old", "last_known", "unknown"] | None
LAYER, KIND = "contingents", "contingent"
# In which roles a unit stays where it was sent.
_ROLES = ("peacekeeping", "joint")
_NOBODY = (None, None, None, None)
Point = tuple[float, float]


class Compiled(TypedDict):
    """What a timeline has of numbers and movements."""

    troops: list[Presence]
    posts: list[Post]
    flows: list[Flow]
    arrivals: list[Arrival]
    pulses: list[Pulse]


def compiled(facts: Facts, headcount: Headcount, project: Project) -> Compiled:
    """Compile numbers, movements and departures; see `csto_map.history.forms`."""
    flows, arrivals = operations.Movements(facts, project).all()
    return {
        "troops": list(_troops(facts, headcount, project)),
        "posts": _posts(facts, headcount),
        "flows": sorted(flows, key=lambda one: (one["id"], one["from"])),
        "arrivals": sorted(arrivals, key=lambda one: one["id"]),
        "pulses": sorted(set(_pulses(facts, project))),
    }


def _troops(facts: Facts, headcount: Headcount, project: Project) -> Iterator[Presence]:
    places = {row.country: row for row in facts.tables.countries}
    for host, operator in headcount.parties:
        row = places.get(host)
        if row is None or row.label_lon is None or row.label_lat is None:
            continue
        steps: list[Amount] = []
        # Of missions and the like nobody expects a total.
        leads = facts.config.group_of(operator) == "lead"
        for day, one, there in headcount.presence(host, operator):
            told: tuple[int | None, int | None, AgeOrNone, int | None]
            if one:
                told = one.low, one.high, one.age, _year(one.as_of)
            else:
                told = None, None, "unknown" if there and leads else None, None
            amount = Amount(day.toordinal(), *told)
            if not steps or steps[-1][1:] != amount[1:]:
                steps.append(amount)
        if any(amount.age for amount in steps):
            x, y = project(row.label_lon, row.label_lat)
            presence: Presence = {
                "at": host,
                "by": operator,
                "accent": facts.config.group_of(operator),
                "x": round(x, 1),
                "y": round(y, 1),
                "steps": steps,
            }
            if facts.config.charts.circles != 1:
                presence["size"] = facts.config.charts.circles
            yield presence


def _posts(facts: Facts, headcount: Headcount) -> list[Post]:
    """
    Give the figures of sites and units abroad, of each body of troops those that count.

    A figure that is merely the last known is none: what it counted may be gone.
    """
    tables = facts.tables
    sites = {row.site_id: row for row in tables.sites}
    owners = {row.unit_id: row.owner for row in tables.units}
    marks: dict[tuple[str, str], list[MapId]] = defaultdict(list)
    # Where its state is no more, it counts in another.
    every: dict[str, list[MapId]] = defaultdict(list)
    for row in tables.sites:
        marks[row.site_id, row.country].append(ids.of(row))
        every[row.site_id].append(ids.of(row))
    for stay in tables.deployments:
        site = sites.get(stay.site_id)
        if site:
            # A border detachment's unit has no symbol of its own there.
            shown = site if site.kind == "border_detachment" else stay
            marks[stay.unit_id, site.country].append(ids.of(shown))
            every[stay.unit_id].append(ids.of(shown))
    found: list[Post] = []
    for host, operator in headcount.parties:
        for subject, steps in headcount.post_steps(host, operator).items():
            symbols = list(dict.fromkeys(marks[subject, host] or every[subject]))
            amounts = [_amount(day, figure) for day, figure in steps]
            if symbols and any(amount.age for amount in amounts):
                found.append(
                    {
                        "id": f"{subject}:{host}",
                        "accent": facts.config.group_of(owners.get(subject) or operator),
                        "marks": symbols,
                        "steps": amounts,
                    }
                )
    found += _grouped_posts(facts)
    return sorted(found, key=lambda post: post["id"])


def _grouped_posts(facts: Facts) -> Iterator[Post]:
    """Give the figures of the groupings that the map shows."""
    for row in drawn_groupings(facts.tables):
        days: set[date] = set()
        for from_, one in facts.strengths.steps(row.grouping_id):
            days |= {from_, one.old_from, one.last_known_from} if one else {from_}
        covered = sorted({max(day, facts.first) for day in days if day <= facts.horizon})
        amounts: list[Amount] = []
        for day in covered:
            amount = _amount(day, facts.strengths.at(row.grouping_id, day))
            if not amounts or amounts[-1][1:] != amount[1:]:
                amounts.append(amount)
        if any(amount.age for amount in amounts):
            yield {
                "id": f"{row.grouping_id}:{row.host}",
                "accent": facts.config.group_of(row.owner),
                "marks": [ids.of(row)],
                "steps": amounts,
            }


def _amount(day: date, figure: Strength | None) -> Amount:
    if figure is None or figure.age(day) == "last_known":
        return Amount(day.toordinal(), *_NOBODY)
    of_year = _year(figure.as_of)
    return Amount(day.toordinal(), figure.low, figure.high, figure.age(day), of_year)


def _year(as_of: str) -> int | None:
    """Give the year of a date, of an interval that in which it begins."""
    latest = dates.latest(as_of.partition("/")[0])
    return latest.year if latest else None


def _pulses(facts: Facts, project: Project) -> Iterator[Pulse]:
    """Give the days on which a site was left or given up, or somebody else came to use it."""
    tables: Tables = facts.tables
    sites = {row.site_id: row for row in tables.sites}
    horizon = facts.horizon

    def pulse(day: date, site: Site | Contingent) -> Iterator[Pulse]:
        if facts.first < day <= horizon and site.lon is not None and site.lat is not None:
            x, y = project(site.lon, site.lat)
            yield Pulse(day.toordinal(), round(x, 1), round(y, 1))

    for stay in facts.world.sites:
        if stay.until and _is_a_day(stay.row.end, stay.row.end_certainty):
            yield from pulse(stay.until, stay.row)
    for leaving in facts.world.deployments:
        site = sites.get(leaving.row.site_id)
        sure = _is_a_day(leaving.row.end, leaving.row.end_certainty)
        if site and leaving.until and sure:
            yield from pulse(leaving.until, site)
    for gone in spells.of_rows(tables.contingents, facts.first):
        if gone.until and _is_a_day(gone.row.end, gone.row.end_certainty):
            yield from pulse(gone.until, gone.row)


def passed(timeline: Timeline, before: int, day: int) -> tuple[tuple[float, float], ...]:
    """Say where somebody left after one day up to another, in km; both are ordinals."""
    return tuple((x, y) for one, x, y in timeline["pulses"] if before < one <= day)


def handed_over(timeline: Timeline, before: int, day: int) -> frozenset[str]:
    """Give the sectors that somebody certainly took over after one day up to another."""
    return frozenset(
        sector["id"]
        for sector in timeline["sectors"]
        if any(
            before < spell.from_ <= day and spell.cfrom == spell.from_
            for spell in sector["spells"][1:]
        )
    )


def _is_a_day(end: str, certainty: str) -> bool:
    """Say whether the end is known to the day and certain: nothing pulses on a guessed day."""
    return certainty == "certain" and dates.earliest(end) == dates.latest(end) is not None
