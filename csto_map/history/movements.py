"""Who was sent where, how many stand where, and where somebody left: for the map.

Contingents of one sender in one operation are one arrow, from the garrison of its only unit or
from the sender's root in ``atlas.toml`` to the place; which operations are drawn is chosen
there, too. How many people there are is asked of `csto_map.history.personnel` and
`csto_map.history.strengths` alone. Written out in ``docs/explanation/movements.md``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from itertools import groupby
from typing import Literal, TypedDict

from csto_map.facts import dates, ids
from csto_map.facts.config import Force, Operation
from csto_map.facts.schema import Contingent, Deployment, Site
from csto_map.facts.tables import Tables
from csto_map.history import spells
from csto_map.history.base import Facts
from csto_map.history.forms import (
    Amount,
    Arrival,
    Flow,
    MapId,
    Men,
    Post,
    Presence,
    Pulse,
    Timeline,
)
from csto_map.history.marks import Project, drawn_groupings, people, span
from csto_map.history.personnel import Headcount
from csto_map.history.spells import Spell
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
    flows, arrivals = _Movements(facts, project).all()
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


@dataclass(frozen=True, slots=True)
class _Sent:
    """Contingents of one sender that came and went together: one arrow."""

    sender: str
    spell: Spell[Contingent]
    rows: tuple[Contingent, ...]

    @property
    def people(self) -> tuple[int, int] | None:
        """How many they are together; None where one of them has no figure."""
        lows = [row.personnel_low for row in self.rows]
        highs = [row.personnel_high for row in self.rows]
        if None in lows or None in highs:
            return None
        return sum(n for n in lows if n is not None), sum(n for n in highs if n is not None)


class _Movements:
    def __init__(self, facts: Facts, project: Project) -> None:
        self.facts, self.project = facts, project
        self.sites = {row.site_id: row for row in facts.tables.sites}
        self.stays: dict[str, list[Spell[Deployment]]] = defaultdict(list)
        for stay in facts.world.deployments:
            self.stays[stay.row.unit_id].append(stay)
        self.owners = {row.unit_id: row.owner for row in facts.tables.units}
        self.labels = {row.country: row for row in facts.tables.countries}

    def all(self) -> tuple[list[Flow], list[Arrival]]:
        flows: list[Flow] = []
        arrivals: list[Arrival] = []
        for operation in self.facts.config.movements.operations:
            sent, whole = self._of_operation(operation)
            flows += sent
            arrivals += whole
        for force in self.facts.config.movements.forces:
            for flow, arrival in self._of_force(force):
                flows.append(flow)
                arrivals.append(arrival)
        return flows, arrivals

    def _of_operation(self, operation: Operation) -> tuple[list[Flow], list[Arrival]]:
        matching = [
            spell
            for spell in spells.of_rows(self.facts.tables.contingents, self.facts.first)
            if fnmatchcase(spell.row.contingent_id, operation.rows)
        ]
        # A total of one sender is that sender's number.
        totals = [spell for spell in matching if spell.row.is_total and not spell.row.country]
        sent = list(_grouped(s for s in matching if s.row.country))
        # Its own troops need not come.
        came = [one for one in sent if one.sender != operation.host]
        if not matching:
            return [], []
        flows, arrivals = [], []
        rest = _rest(totals, sent, self.facts.config.groups.get("lead", ()))
        for place, soft, group in self._places(operation.host, came, totals):
            arrival = self._arrival(group, [s for s in totals if len(sent)], place, soft)
            if arrival is None:
                continue
            arrival["hides"] = self._hidden(operation, matching)
            arrivals.append(arrival)
            flows += [self._flow(one, operation.host, arrival["id"], rest) for one in group]
        return flows, arrivals

    def _places(
        self, host: str, came: Sequence[_Sent], totals: Sequence[Spell[Contingent]]
    ) -> Iterator[tuple[Point, bool, list[_Sent]]]:
        """
        Say where arrows end: where the contingents are, or where their units stand.

        Contingents of which no source gives a place end where most of the others do, or
        where the name of the host stands.
        """
        placed = [(one, self._place(one, host)) for one in came]
        rows = [s.row for s in totals] + [row for one in came for row in one.rows]
        known = [(row.lon, row.lat) for row in rows if row.lon is not None and row.lat is not None]
        known = known or [point for _, point in placed if point]
        label = self.labels[host]
        if known:
            usual, soft = max(dict.fromkeys(known), key=known.count), False
        elif label.label_lon is not None and label.label_lat is not None:
            usual, soft = (label.label_lon, label.label_lat), True
        else:
            return
        by_place: dict[Point, list[_Sent]] = defaultdict(list)
        for one, point in placed:
            by_place[point or usual].append(one)
        for point, group in by_place.items():
            yield point, soft, group

    def _place(self, one: _Sent, host: str) -> Point | None:
        row = one.rows[0]
        if row.lon is not None and row.lat is not None:
            return row.lon, row.lat
        return self._stands(one, lambda site: site.country == host)

    def _stands(self, one: _Sent, wanted: object) -> Point | None:
        """Give the site of the sender's only unit at that time that is wanted, if it has one."""
        if len(one.rows) != 1 or not callable(wanted):
            return None
        until = one.spell.until or self.facts.horizon
        best: tuple[int, Point] | None = None
        for stay in self.stays.get(one.rows[0].unit_id, ()):
            site = self.sites.get(stay.row.site_id)
            if site is None or site.lon is None or site.lat is None or not wanted(site):
                continue
            end = min(until, stay.until or until)
            days = (end - max(one.spell.from_, stay.from_)).days
            if days > 0 and (best is None or days > best[0]):
                best = days, (site.lon, site.lat)
        return best and best[1]

    def _root(self, one: _Sent) -> Point:
        garrison = self._stands(one, lambda site: site.country == one.sender)
        return garrison or self.facts.config.movements.roots[one.sender]

    def _at(self, point: Point) -> Point:
        x, y = self.project(*point)
        return round(x, 1), round(y, 1)

    def _arrival(
        self, group: Sequence[_Sent], totals: Sequence[Spell[Contingent]], place: Point, soft: bool
    ) -> Arrival | None:
        if not group:
            return None
        total = totals[0] if totals else None
        rows = [row for one in group for row in one.rows]
        head = total.row if total else rows[0]
        x, y = self._at(place)
        starts = [one.spell for one in group] + ([total] if total else [])
        from_ = min(spell.from_ for spell in starts)
        until = max((spell.until or date.max for spell in starts), default=date.max)
        sure = [spell for spell in starts if spell.certain_from]
        return {
            "id": ids.of(head),
            "ids": list(dict.fromkeys([ids.of(head), *map(ids.of, rows)])),
            "name": head.operation,
            "x": x,
            "y": y,
            "soft": soft,
            "from": from_.toordinal(),
            "until": None if until == date.max else until.toordinal(),
            "cfrom": min(
                (s.certain_from.toordinal() for s in sure if s.certain_from), default=None
            ),
            "cuntil": None
            if any(s.certain_until is None for s in sure)
            else max((s.certain_until.toordinal() for s in sure if s.certain_until), default=None),
            "men": _men(total) if total else [],
            "hides": [],
        }

    def _hidden(self, operation: Operation, rows: Iterable[Spell[Contingent]]) -> list[MapId]:
        """Give the symbols of the same people: contingents, and stays of their units there."""
        rows = list(rows)
        sent = {spell.row.unit_id for spell in rows}
        joint = self.facts.config.groups.get("joint", ())
        stays: list[Spell[Deployment]] = []
        for unit, there in self.stays.items():
            if unit in sent or self.owners.get(unit) in joint:
                stays += [stay for stay in there if self._is_of(stay, operation.host, rows)]
        hidden = {ids.of(spell.row) for spell in rows} | {ids.of(stay.row) for stay in stays}
        # A joint headquarters that stands for nothing else is the ring itself.
        for id_ in {stay.row.site_id for stay in stays}:
            others = (s for there in self.stays.values() for s in there if s.row.site_id == id_)
            site = self.sites[id_]
            if site.operator in joint and all(ids.of(s.row) in hidden for s in others):
                hidden.add(ids.of(site))
        return sorted(hidden)

    def _is_of(self, stay: Spell[Deployment], host: str, rows: Iterable[Spell[Contingent]]) -> bool:
        """Say whether a stay is one of an operation: in its host, on its days, in such a role."""
        site = self.sites.get(stay.row.site_id)
        if site is None or site.country != host or stay.row.role not in _ROLES:
            return False
        return any(
            (spell.until is None or stay.from_ < spell.until)
            and (stay.until is None or spell.from_ < stay.until)
            for spell in rows
        )

    def _flow(self, one: _Sent, host: str, place: MapId, rest: dict[str, tuple[int, int]]) -> Flow:
        x, y = self._at(self._root(one))
        first = one.spell.from_.toordinal()
        counted, left = one.people, rest.get(one.sender)
        amount = counted or left
        members = [ids.of(row) for row in one.rows]
        days = span(one.spell)
        flow: Flow = {
            "id": members[0],
            "ids": members,
            "layer": LAYER,
            "kind": KIND,
            "place": place,
            "accent": _accent(self.facts, one.sender),
            "x": x,
            "y": y,
            "derived": not counted and left is not None,
            "at": [host],
            "by": one.sender,
            "from": days["from"],
            "until": days["until"],
            "cfrom": days["cfrom"],
            "cuntil": days["cuntil"],
        }
        if amount:
            flow["men"] = [Men(first, *amount)]
        return flow

    def _of_force(self, force: Force) -> Iterator[tuple[Flow, Arrival]]:
        tables, facts = self.facts.tables, self.facts
        site = self.sites[force.site]
        if site.lon is None or site.lat is None:
            return
        x1, y1 = self._at((site.lon, site.lat))
        men = people(facts.strengths, force.grouping)
        for spell in spells.of_rows(tables.groupings, facts.first):
            row = spell.row
            if row.grouping_id != force.grouping or not row.host:
                continue
            x0, y0 = self._at(facts.config.movements.roots[row.owner])
            id_ = ids.of(row)
            days = span(spell)
            flow: Flow = {
                "id": id_,
                "ids": [id_],
                "layer": LAYER,
                "kind": KIND,
                "place": id_,
                "accent": _accent(facts, row.owner),
                "x": x0,
                "y": y0,
                "derived": False,
                "at": [row.host],
                "by": row.owner,
                "men": men,
                "from": days["from"],
                "until": days["until"],
                "cfrom": days["cfrom"],
                "cuntil": days["cuntil"],
            }
            arrival: Arrival = {
                "id": id_,
                "ids": [id_],
                "name": row.name,
                "x": x1,
                "y": y1,
                "soft": site.coord_precision not in ("exact", "town"),
                "men": men,
                "hides": [],
                **days,
            }
            yield flow, arrival


def _accent(facts: Facts, sender: str) -> str:
    """Give the accent of an arrow: all senders but the leading power have one together."""
    return "lead" if facts.config.group_of(sender) == "lead" else "joint"


def _grouped(rows: Iterable[Spell[Contingent]]) -> Iterator[_Sent]:
    """Put together what one sender sent for the same days to the same place."""

    def together(spell: Spell[Contingent]) -> tuple[str, str, str, str]:
        row = spell.row
        days = f"{spell.from_} {spell.until} {spell.certain_from} {spell.certain_until}"
        return row.country, days, row.place, row.contingent_id

    ordered = sorted(rows, key=together)
    for (sender, _, _), group in groupby(ordered, key=lambda spell: together(spell)[:3]):
        members = list(group)
        yield _Sent(sender, members[0], tuple(spell.row for spell in members))


def _rest(
    totals: Sequence[Spell[Contingent]], sent: Sequence[_Sent], lead: Iterable[str]
) -> dict[str, tuple[int, int]]:
    """
    Give what the total leaves for the lead state, at most, where it is not published itself.

    Only where a total is known and so is the number of somebody else; those whose number is
    not known either are in what is left.
    """
    known = [one.people for one in sent if one.people]
    unknown = {one.sender for one in sent if one.people is None}
    if len(totals) != 1 or not known or totals[0].row.personnel_high is None:
        return {}
    most = totals[0].row.personnel_high - sum(low for low, _ in known)
    return {code: (0, most) for code in lead if code in unknown and most > 0}


def _men(total: Spell[Contingent]) -> list[Men]:
    low, high = total.row.personnel_low, total.row.personnel_high
    return [] if low is None or high is None else [Men(total.from_.toordinal(), low, high)]


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
