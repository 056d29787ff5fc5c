"""Who was sent where: the arrows of operations and forces, and the rings at which they end.

Contingents of one sender in one operation are one arrow, from the garrison of its only unit or
from the sender's root in ``atlas.toml`` to the place; which operations are drawn is chosen
there, too. A total is told by one ring. Written out in ``docs/explanation/movements.md``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatchcase
from itertools import groupby

from csto_map.facts import ids
from csto_map.facts.config import Force, Operation
from csto_map.facts.schema import Contingent, Deployment
from csto_map.history import spells
from csto_map.history.base import Facts
from csto_map.history.forms import Arrival, Flow, MapId, Men
from csto_map.history.marks import Project, people, span
from csto_map.history.spells import Spell

LAYER, KIND = "contingents", "contingent"
# In which roles a unit stays where it was sent.
_ROLES = ("peacekeeping", "joint")
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Sent:
    """Contingents of one sender that came and went together: one arrow."""

    sender: str
    spell: Spell[Contingent]
    rows: tuple[Contingent, ...]

    @property
    def people(self) -> tuple[int, int] | None:
        """How many they are together; None where one of them has no figure."""
        # What a total counts is in it.
        counted = [row for row in self.rows if row.is_total] or self.rows
        lows = [row.personnel_low for row in counted]
        highs = [row.personnel_high for row in counted]
        if None in lows or None in highs:
            return None
        return sum(n for n in lows if n is not None), sum(n for n in highs if n is not None)


@dataclass(frozen=True, slots=True)
class _End:
    """Where contingents end together, in km, and the totals that count them."""

    at: Point
    soft: bool
    group: tuple[_Sent, ...]
    totals: tuple[Spell[Contingent], ...]
    #: Whether they are at several places, of which this is none.
    spread: bool = False


class Movements:
    """The arrows of an atlas and where they end."""

    def __init__(self, facts: Facts, project: Project) -> None:
        self.facts, self.project = facts, project
        self.sites = {row.site_id: row for row in facts.tables.sites}
        self.stays: dict[str, list[Spell[Deployment]]] = defaultdict(list)
        for stay in facts.world.deployments:
            self.stays[stay.row.unit_id].append(stay)
        self.owners = {row.unit_id: row.owner for row in facts.tables.units}
        self.labels = {row.country: row for row in facts.tables.countries}

    def all(self) -> tuple[list[Flow], list[Arrival]]:
        """Give the arrows, and the rings at which they end."""
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
        widths = self.facts.config.movements.widths
        for flow in flows if widths != 1 else ():
            flow["size"] = widths
        return flows, arrivals

    def _of_operation(self, operation: Operation) -> tuple[list[Flow], list[Arrival]]:
        matching = [
            spell
            for spell in spells.of_rows(self.facts.tables.contingents, self.facts.first)
            if fnmatchcase(spell.row.contingent_id, operation.rows)
        ]
        # A total of one sender is that sender's number.
        totals = [spell for spell in matching if spell.row.is_total and not spell.row.country]
        sent = list(_grouped([spell for spell in matching if spell.row.country]))
        # Its own troops need not come.
        came = [one for one in sent if one.sender != operation.host]
        flows: list[Flow] = []
        arrivals: list[Arrival] = []
        lead = self.facts.config.groups.get("lead", ())
        named: set[MapId] = set()
        for end in self._ends(operation.host, came, totals):
            arrival = _arrival(end, named)
            named.add(arrival["id"])
            arrival["hides"] = self._hidden(operation, matching, spread=end.spread)
            arrivals.append(arrival)
            rest = _rest(totals, sent, [one for one in end.group if one.sender in lead])
            flows += [self._flow(one, operation.host, arrival["id"], rest) for one in end.group]
        return flows, arrivals

    def _ends(
        self, host: str, came: Sequence[_Sent], totals: Sequence[Spell[Contingent]]
    ) -> Iterator[_End]:
        """
        Say where arrows end: where the contingents are, or where their units stand.

        What one total counts at several places ends together, at the place of the total or in
        the middle of theirs: a total at each place would be read as that of each.
        """
        soft, by_place = self._by_place(host, came, totals)
        for places in _counted_together(by_place, totals):
            group = [one for place in places for one in by_place[place]]
            counting = tuple(s for s in totals if any(_meet(s, one.spell) for one in group))
            if len(places) == 1:
                yield _End(self._at(places[0]), soft, tuple(group), counting)
                continue
            given = [
                (row.lon, row.lat)
                for row in (spell.row for spell in counting)
                if row.lon is not None and row.lat is not None
            ]
            # Meridians meet at 180 degrees, the plane has no such edge: the middle is one of it.
            spots = [self.project(*place) for place in given[:1] or places]
            x, y = (sum(along) / len(spots) for along in zip(*spots, strict=True))
            middle = round(x, 1), round(y, 1)
            yield _End(middle, not given, tuple(_merged(group)), counting, spread=True)

    def _by_place(
        self, host: str, came: Sequence[_Sent], totals: Sequence[Spell[Contingent]]
    ) -> tuple[bool, dict[Point, list[_Sent]]]:
        """
        Give contingents by their places, and whether those are merely their host's name.

        Contingents of which no source gives a place are where most of the others are, or
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
            return False, {}
        by_place: dict[Point, list[_Sent]] = defaultdict(list)
        for one, point in placed:
            by_place[point or usual].append(one)
        return soft, by_place

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

    def _hidden(
        self, operation: Operation, rows: Iterable[Spell[Contingent]], *, spread: bool
    ) -> list[MapId]:
        """
        Give the symbols of the same people: contingents, and stays of their units there.

        A ring that speaks for several places stands at none of them: theirs keep their symbols.
        """
        rows = list(rows)
        apart = [spell for spell in rows if spread and not spell.row.is_total]
        at_places = {spell.row.contingent_id for spell in apart if spell.row.lat is not None}
        by_units = {s.row.unit_id for s in apart if s.row.contingent_id not in at_places}
        sent = {spell.row.unit_id for spell in rows} - by_units
        joint = self.facts.config.groups.get("joint", ())
        stays: list[Spell[Deployment]] = []
        for unit, there in self.stays.items():
            if unit in sent or (self.owners.get(unit) in joint and unit not in by_units):
                stays += [stay for stay in there if self._is_of(stay, operation.host, rows)]
        hidden = {ids.of(s.row) for s in rows if s.row.contingent_id not in at_places}
        hidden |= {ids.of(stay.row) for stay in stays}
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

    def _flow(
        self, one: _Sent, host: str, place: MapId, rest: Mapping[_Sent, tuple[int, int]]
    ) -> Flow:
        x, y = self._at(self._root(one))
        first = one.spell.from_.toordinal()
        counted, left = one.people, rest.get(one)
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
                # Its only arrow says how many they are.
                "men": [],
                "hides": [],
                **days,
            }
            yield flow, arrival


def _accent(facts: Facts, sender: str) -> str:
    """Give the accent of an arrow: all senders but the leading power have one together."""
    return "lead" if facts.config.group_of(sender) == "lead" else "joint"


def _grouped(rows: Collection[Spell[Contingent]]) -> Iterator[_Sent]:
    """
    Put together what one sender sent for the same days to the same place.

    What a total of the sender counts goes with it.
    """

    def counts(total: Spell[Contingent], part: Spell[Contingent]) -> bool:
        return total.row.country == part.row.country and _meet(total, part)

    def together(spell: Spell[Contingent]) -> tuple[str, str, str, str]:
        row = spell.row
        days = f"{spell.from_} {spell.until} {spell.certain_from} {spell.certain_until}"
        return row.country, days, row.place, row.contingent_id

    totals = [spell for spell in rows if spell.row.is_total]
    parts = [spell for spell in rows if not spell.row.is_total]
    counted = [part for part in parts if any(counts(total, part) for total in totals)]
    ordered = sorted([*totals, *(part for part in parts if part not in counted)], key=together)
    for (sender, _, _), group in groupby(ordered, key=lambda spell: together(spell)[:3]):
        members = list(group)
        those = [s for s in members if s.row.is_total]
        members += [part for part in counted if any(counts(total, part) for total in those)]
        yield _Sent(sender, members[0], tuple(spell.row for spell in members))


def _arrival(end: _End, named: Container[MapId]) -> Arrival:
    """Give the ring of contingents; it has the name of its total, if no other ring has it."""
    rows = [row for one in end.group for row in one.rows]
    counting = [spell.row for spell in end.totals]
    every = [ids.of(row) for row in (*counting, *rows)]
    stays = [one.spell for one in end.group] + list(end.totals)
    until = max(spell.until or date.max for spell in stays)
    sure = [spell for spell in stays if spell.certain_from]
    return {
        "id": next(id_ for id_ in every if id_ not in named),
        "ids": list(dict.fromkeys(every)),
        "name": (counting or rows)[0].operation,
        "x": end.at[0],
        "y": end.at[1],
        "soft": end.soft,
        "from": min(spell.from_ for spell in stays).toordinal(),
        "until": None if until == date.max else until.toordinal(),
        "cfrom": min((s.certain_from.toordinal() for s in sure if s.certain_from), default=None),
        "cuntil": None
        if any(s.certain_until is None for s in sure)
        else max((s.certain_until.toordinal() for s in sure if s.certain_until), default=None),
        "men": _men(end.totals, max(one.spell.until or date.max for one in end.group)),
        "hides": [],
    }


def _meet(one: Spell[Contingent], other: Spell[Contingent]) -> bool:
    """Say whether two were there on the same day."""
    return (other.until is None or one.from_ < other.until) and (
        one.until is None or other.from_ < one.until
    )


def _counted_together(
    by_place: Mapping[Point, Sequence[_Sent]], totals: Sequence[Spell[Contingent]]
) -> list[list[Point]]:
    """Put together the places at which one total counts contingents on the same day."""

    def together(one: Point, other: Point) -> bool:
        return any(
            _meet(a.spell, b.spell) and _meet(total, a.spell) and _meet(total, b.spell)
            for a in by_place[one]
            for b in by_place[other]
            for total in totals
        )

    heaps: list[list[Point]] = []
    for place in by_place:
        near = [heap for heap in heaps if any(together(place, other) for other in heap)]
        heaps = [heap for heap in heaps if heap not in near]
        heaps.append([*(other for heap in near for other in heap), place])
    return heaps


def _merged(group: Iterable[_Sent]) -> list[_Sent]:
    """Make one arrow of what a sender sent for the same days to several places."""
    found: dict[tuple[object, ...], _Sent] = {}
    for one in group:
        spell = one.spell
        key = (one.sender, spell.from_, spell.until, spell.certain_from, spell.certain_until)
        before = found.get(key)
        found[key] = replace(before, rows=before.rows + one.rows) if before else one
    return list(found.values())


def _rest(
    totals: Sequence[Spell[Contingent]], sent: Sequence[_Sent], lead: Sequence[_Sent]
) -> dict[_Sent, tuple[int, int]]:
    """
    Give what the total leaves for the lead state, at most, where it is not published itself.

    Only where a total is known and so is the number of somebody else; those whose number is
    not known either are in what is left. It is said once: of several arrows that it could be
    said of on the same day, none has it.
    """
    known = [one.people for one in sent if one.people]
    if len(totals) != 1 or not known or totals[0].row.personnel_high is None:
        return {}
    most = totals[0].row.personnel_high - sum(low for low, _ in known)
    unknown = [one for one in lead if one.people is None and _meet(totals[0], one.spell)]
    alone = [
        one
        for one in unknown
        if not any(_meet(one.spell, other.spell) for other in unknown if other is not one)
    ]
    return {one: (0, most) for one in alone if most > 0}


def _men(totals: Sequence[Spell[Contingent]], end: date) -> list[Men]:
    """Give the total of each day, up to the end of those that it counts."""
    known = [s for s in totals if None not in (s.row.personnel_low, s.row.personnel_high)]
    steps: list[Men] = []
    for day in sorted({day for s in known for day in (s.from_, s.until) if day and day < end}):
        counting = [spell for spell in known if spell.covers(day)]
        row = max(counting, key=lambda spell: spell.from_).row if counting else None
        told = (row.personnel_low, row.personnel_high) if row else (None, None)
        if not steps or steps[-1][1:] != told:
            steps.append(Men(day.toordinal(), *told))
    return steps
