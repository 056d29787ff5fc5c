"""How many people one side has in a country: the one place for the rule.

Written out in ``docs/explanation/personnel.md``. A source's own count of all forces there is taken
where it is fresh; else the totals of single posts are added, each body of troops once,
if the newest of them is newer than that count.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fnmatch import fnmatchcase
from functools import cached_property
from itertools import pairwise
from typing import Literal

from csto_map.facts import dates
from csto_map.facts.schema import Deployment, Site
from csto_map.history.base import Facts
from csto_map.history.held import Held
from csto_map.history.marks import drawn_groupings
from csto_map.history.spells import DatedT, Spell
from csto_map.history.strengths import AGES, Age, Strength

Method = Literal["grouping", "sum"]
_NOBODY: Held[Spell[Deployment]] = Held(())
_NOWHERE: Held[Spell[Site]] = Held(())


@dataclass(frozen=True, slots=True)
class Personnel:
    """
    People of `operator` in `host` on a day, from `low` to `high`.

    `method` is ``grouping`` (a source counts all of them) or ``sum`` (of posts);
    `as_of` the EDTF date of the figure, or the interval of those added; `age` that of
    the oldest. `covered` is the share of the posts that the number speaks for, 0 to 1.
    `counted` are the subjects whose figures are in it, `left_out` those whose figures
    are not (another description of the same people, or too old), `without` those of
    whom no figure is known.

    Of several hosts together `host` is their codes, joined by semicolons, and `parts` are
    the numbers that are added, a host each.
    """

    host: str
    operator: str
    low: int
    high: int
    method: Method
    as_of: str
    age: Age
    covered: float
    source_ids: tuple[str, ...]
    counted: tuple[str, ...]
    left_out: tuple[str, ...]
    without: tuple[str, ...]
    parts: tuple[Personnel, ...] = ()

    def as_object(self) -> dict[str, object]:
        """
        Give it for JSON, without host and operator, which are the keys above it.

        Of several hosts together it has ``hosts`` too: those asked for, and the ``parts``
        by host.
        """
        more = {
            "hosts": self.host.split(";"),
            "parts": {one.host: one.as_object() for one in self.parts},
        }
        return (more if self.parts else {}) | {
            "low": self.low,
            "high": self.high,
            "method": self.method,
            "as_of": self.as_of,
            "age": self.age,
            "covered": round(self.covered, 3),
            "source_ids": list(self.source_ids),
            "counted": list(self.counted),
            "left_out": list(self.left_out),
            "without": list(self.without),
        }


# Subjects that are one body of troops in one or more places: sites and units that meet there.
@dataclass(frozen=True, slots=True)
class _Post:
    sites: frozenset[str]
    units: frozenset[str]

    @property
    def subjects(self) -> frozenset[str]:
        return self.sites | self.units


class Headcount:
    """The rule over the facts of an atlas."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._sites, self._units = facts.sites, facts.units
        self._groupings = {row.grouping_id: row for row in facts.tables.groupings}
        stays: dict[tuple[str, str], list[Spell[Deployment]]] = defaultdict(list)
        for spell in facts.world.deployments:
            site = self._sites.get(spell.row.site_id)
            owner = self._units[spell.row.unit_id].owner
            for host, there in self._hosted(spell, site) if site else ():
                if owner and owner != host:
                    stays[host, owner].append(there)
        places: dict[tuple[str, str], list[Spell[Site]]] = defaultdict(list)
        for stay in facts.world.sites:
            for operator in filter(None, stay.row.operator.split(";")):
                for host, run in self._hosted(stay, stay.row):
                    if operator != host:
                        places[host, operator].append(run)
        self._stays = {party: Held(spells) for party, spells in stays.items()}
        self._places = {party: Held(spells) for party, spells in places.items()}
        self._figured: dict[tuple[str, str], frozenset[str]] = {}
        self._steps: dict[tuple[str, str], list[tuple[date, Personnel | None]]] = {}

    def _hosted(self, spell: Spell[DatedT], site: Site) -> Iterator[tuple[str, Spell[DatedT]]]:
        """Say in which state of the tables something is, over which days."""
        place = site.country, site.lon, site.lat
        for from_, until, host in self._facts.hosts.of(*place, spell.from_, spell.until):
            stay = spell if until is None else spell.cut(until)
            yield host, stay.begun(from_)

    @cached_property
    def wholes(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """
        Groupings that a source counts as all forces there, by host and owner.

        Those that ``charts.hosts`` names; where it names none, those of a size that the map
        shows, the largest of a day. One of ``charts.parts`` never is.
        """
        return {**self._sized, **self._chosen}

    @cached_property
    def _chosen(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        by_party: dict[tuple[str, str], list[str]] = defaultdict(list)
        charts = self._facts.config.charts
        for row in self._facts.tables.groupings:
            chosen = any(fnmatchcase(row.grouping_id, p) for p in charts.hosts)
            if row.host and row.owner and chosen and row.grouping_id not in charts.parts:
                by_party[row.host, row.owner].append(row.grouping_id)
        return {key: tuple(ids) for key, ids in by_party.items()}

    @cached_property
    def _sized(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        by_party: dict[tuple[str, str], list[str]] = defaultdict(list)
        parts = self._facts.config.charts.parts
        for row in drawn_groupings(self._facts.tables):
            if row.host and row.owner not in ("", row.host) and row.grouping_id not in parts:
                by_party[row.host, row.owner].append(row.grouping_id)
        return {key: tuple(ids) for key, ids in by_party.items() if key not in self._chosen}

    def units_of(self, grouping_id: str) -> tuple[str, ...]:
        """Give the units of a grouping: those that ``charts.parts`` or their formation names."""
        held = self._facts.config.charts.parts.get(grouping_id, ())
        name = self._groupings[grouping_id].name
        return tuple(
            dict.fromkeys(
                [*held, *(u.unit_id for u in self._units.values() if u.formation == name)]
            )
        )

    def of_day(self, day: date) -> list[Personnel]:
        """Give what is known of every host and operator on a day, in their order."""
        numbers = (self.at(*party, day) for party in self.parties)
        return [one for one in numbers if one]

    @cached_property
    def parties(self) -> tuple[tuple[str, str], ...]:
        """Every host and operator of forces there, in order."""
        return tuple(sorted({*self._places, *self._stays, *self.wholes}))

    def at(self, host: str, operator: str, day: date) -> Personnel | None:
        """
        Say how many people of `operator` were in `host`.

        None where no figure tells, and while they were at home there: a state's troops in
        another part of the same state are no guests.
        """
        if self._facts.hosts.at_home(host, operator, day):
            return None
        whole = self._whole(host, operator, day)
        if whole and whole.age == "fresh":
            return whole
        added = self._sum(host, operator, day)
        if whole and (not added or _latest(added.as_of) <= _latest(whole.as_of)):
            return whole
        return added

    def together(self, hosts: Iterable[str], operator: str, day: date) -> Personnel | None:
        """
        Add the numbers of several hosts; None where no figure tells of any of them.

        A subject that counts in two of them, as a unit may that moved on a day which the
        sources leave open, is added once. `covered` is the share of the posts in all the
        hosts, also in those without a number.
        """
        parts: list[Personnel] = []
        counted: set[str] = set()
        without: set[str] = set()
        posts, spoken_for = 0, 0.0
        asked = sorted(dict.fromkeys(hosts))
        for host in asked:
            posts_here = self._posts(host, operator, day)
            one = self.at(host, operator, day)
            # A count of all forces speaks for one post at least: itself.
            weight = max(len(posts_here), 1 if one else 0)
            posts += weight
            if one is None:
                without |= {id_ for post in posts_here for id_ in post.subjects}
                continue
            spoken_for += weight * one.covered
            rest = self._less(one, counted, day)
            if rest:
                parts.append(rest)
            counted |= set(one.counted)
        if not parts:
            return None
        without |= {id_ for one in parts for id_ in one.without}
        return Personnel(
            ";".join(asked),
            operator,
            sum(one.low for one in parts),
            sum(one.high for one in parts),
            "sum",
            _between(text for one in parts for text in one.as_of.split("/")),
            max((one.age for one in parts), key=_rank),
            spoken_for / posts,
            tuple(dict.fromkeys(id_ for one in parts for id_ in one.source_ids)),
            tuple(sorted(counted)),
            tuple(sorted({id_ for one in parts for id_ in one.left_out} - counted)),
            tuple(sorted(without - counted)),
            tuple(parts),
        )

    def _less(self, one: Personnel, counted: AbstractSet[str], day: date) -> Personnel | None:
        """Take out of a number what is counted already; None where nothing is left of it."""
        if not counted & set(one.counted):
            return one
        rest = [id_ for id_ in one.counted if id_ not in counted]
        known = [s for id_ in rest for s in [self._facts.strengths.at(id_, day)] if s]
        if not known:
            return None
        return replace(
            one,
            low=sum(s.low for s in known),
            high=sum(s.high for s in known),
            as_of=_between(s.as_of for s in known),
            age=max((s.age(day) for s in known), key=_rank),
            source_ids=tuple(dict.fromkeys(id_ for s in known for id_ in s.source_ids)),
            counted=tuple(rest),
        )

    def is_there(self, host: str, operator: str, day: date) -> bool:
        """Say whether anything of `operator` is in `host`, with a figure or without."""
        if self._facts.hosts.at_home(host, operator, day):
            return False
        party = host, operator
        there = self._stays.get(party, _NOBODY).on(day) or self._places.get(party, _NOWHERE).on(day)
        return bool(there) or any(
            one.covers(day) for id_ in self.wholes.get(party, ()) for one in self._facts.lives[id_]
        )

    def presence(self, host: str, operator: str) -> list[tuple[date, Personnel | None, bool]]:
        """
        List the numbers of `steps`, and whether anybody certainly is there, from each day on.

        Where a number is known, somebody is.
        """
        stays = self._there(host, operator)
        lives = [
            one for id_ in self.wholes.get((host, operator), ()) for one in self._facts.lives[id_]
        ]
        sure = [(one.certain_from, one.certain_until) for one in stays if one.certain_from]
        sure += [(one.certain_from, one.certain_until) for one in lives if one.certain_from]
        # How many more of them are there from a day on.
        more: Counter[date] = Counter()
        for from_, until in sure:
            if until is None or from_ < until:
                more[max(from_, self._facts.first)] += 1
                if until is not None:
                    more[max(until, self._facts.first)] -= 1
        numbers = dict(self.steps(host, operator))
        turns = {max(day, self._facts.first) for day in self._facts.hosts.turns(host, operator)}
        days = {day for day in more.keys() | turns if day <= self._facts.horizon} | numbers.keys()
        found: list[tuple[date, Personnel | None, bool]] = []
        number, there = None, 0
        for day in sorted(days):
            number = numbers.get(day, number)
            there += more[day]
            at_home = self._facts.hosts.at_home(host, operator, day)
            found.append((day, number, there > 0 and not at_home))
        return found

    def steps(self, host: str, operator: str) -> list[tuple[date, Personnel | None]]:
        """List the numbers with the first day on which each holds, none equal to the last."""
        if (host, operator) not in self._steps:
            steps: list[tuple[date, Personnel | None]] = []
            for day in self.turns(host, operator):
                one = self.at(host, operator, day)
                if one != (steps[-1][1] if steps else None):
                    steps.append((day, one))
            self._steps[host, operator] = steps
        # Whoever asks may change the list.
        return list(self._steps[host, operator])

    def posts(self, host: str, operator: str, day: date) -> dict[str, Strength]:
        """
        Give the figure of every body of troops there, by the site or unit that it is of.

        Of sites and units that meet the newer figure is taken, as in the sum; one that is
        merely the last known is given too. No unit is in it beside a larger one that holds it.
        """
        subjects = self._subjects(host, operator)
        figures = {id_: self._facts.strengths.at(id_, day) for id_ in subjects}
        known = {id_: strength for id_, strength in figures.items() if strength}
        posts = self._posts(host, operator, day)
        held = self._below(posts, known, set())
        return {id_: known[id_] for post in posts for id_ in self._described(post, known, held)}

    def post_steps(self, host: str, operator: str) -> dict[str, list[tuple[date, Strength | None]]]:
        """List the figures of `posts` with the first day on which each holds, ages told apart."""
        found: dict[str, list[tuple[date, Strength | None]]] = defaultdict(list)
        before: dict[str, tuple[Strength, Age]] = {}
        for day in self.turns(host, operator):
            now = {id_: (s, s.age(day)) for id_, s in self.posts(host, operator, day).items()}
            for id_ in sorted(now.keys() | before.keys()):
                if now.get(id_) != before.get(id_):
                    found[id_].append((day, now[id_][0] if id_ in now else None))
            before = now
        return found

    def turns(self, host: str, operator: str) -> list[date]:
        """Give the days of the atlas on which anything that the number rests on may change."""
        facts = self._facts
        stays = self._there(host, operator)
        days = {spell.from_ for spell in stays} | {s.until for s in stays if s.until}
        days.update(facts.hosts.turns(host, operator))
        for id_ in self.wholes.get((host, operator), ()):
            for life in facts.lives[id_]:
                days |= {life.from_} | ({life.until} if life.until else set())
        for subject in self._subjects(host, operator):
            for from_, one in facts.strengths.steps(subject):
                days |= {from_, one.old_from, one.last_known_from} if one else {from_}
        covered = {max(day, facts.first) for day in days if day <= facts.horizon}
        return sorted(covered)

    def _there(self, host: str, operator: str) -> list[Spell[Deployment] | Spell[Site]]:
        """Give every stay of a unit and run of a site, of all days."""
        party = host, operator
        return [*self._stays.get(party, _NOBODY), *self._places.get(party, _NOWHERE)]

    def _subjects(self, host: str, operator: str) -> frozenset[str]:
        """Give units, sites and groupings there, of all days, of which any figure tells."""
        party = host, operator
        if party not in self._figured:
            subjects = {spell.row.unit_id for spell in self._stays.get(party, _NOBODY)}
            subjects |= {spell.row.site_id for spell in self._places.get(party, _NOWHERE)}
            subjects |= {
                row.grouping_id
                for row in self._facts.tables.groupings
                if (row.host, row.owner) == party
            }
            self._figured[party] = self._facts.strengths.of_whom & subjects
        return self._figured[party]

    def _whole(self, host: str, operator: str, day: date) -> Personnel | None:
        """Give the freshest count of all forces there; of groupings of a size the largest."""
        ids = self.wholes.get((host, operator), ())
        figures = {id_: self._facts.strengths.at(id_, day) for id_ in ids}
        known = {id_: strength for id_, strength in figures.items() if strength}
        if not known:
            return None
        if (host, operator) not in self._sized:
            best = max(known, key=lambda id_: _latest(known[id_].as_of))
            return self._of_whole(host, operator, day, {best: known[best]}, ())
        places = {id_: self._place(self._groupings[id_].echelon) for id_ in ids}
        largest = min(places[id_] for id_ in known)
        equal = [id_ for id_ in ids if places[id_] == largest]
        there = [i for i in equal if any(one.covers(day) for one in self._facts.lives[i])]
        counted = {id_: known[id_] for id_ in there if id_ in known}
        without = tuple(sorted(set(there) - set(counted)))
        return self._of_whole(host, operator, day, counted, without)

    def _place(self, echelon: str) -> int:
        return self._facts.config.vocabulary.place(echelon)

    def _of_whole(
        self,
        host: str,
        operator: str,
        day: date,
        counted: Mapping[str, Strength],
        without: tuple[str, ...],
    ) -> Personnel:
        others = self._subjects(host, operator) - set(counted)
        known = (one for one in others if self._facts.strengths.at(one, day))
        figures = counted.values()
        return Personnel(
            host,
            operator,
            sum(one.low for one in figures),
            sum(one.high for one in figures),
            "grouping" if len(counted) == 1 else "sum",
            _between(one.as_of for one in figures),
            max((one.age(day) for one in figures), key=_rank),
            len(counted) / (len(counted) + len(without)),
            tuple(dict.fromkeys(id_ for one in figures for id_ in one.source_ids)),
            tuple(sorted(counted)),
            tuple(sorted(known)),
            without,
        )

    def _sum(self, host: str, operator: str, day: date) -> Personnel | None:
        posts = self._posts(host, operator, day)
        figures = self._known(host, operator, day)
        parts = self._facts.config.charts.parts
        counted: dict[str, Strength] = {}
        held: set[str] = set()
        for id_ in self._parts(host, operator):
            if id_ in figures:
                counted[id_] = figures[id_]
                held |= set(parts[id_])
        held |= self._below(posts, figures, held)
        # A part none of whose units is known to be in a place is a post of its own.
        there = {unit for post in posts for unit in post.units}
        covered = loose = sum(there.isdisjoint(parts[id_]) for id_ in counted)
        without: set[str] = set()
        for post in posts:
            if post.units and post.units <= held:
                covered += 1
                continue
            chosen = self._described(post, figures, held)
            counted |= {one: figures[one] for one in chosen}
            covered += bool(chosen)
            without |= post.subjects if not chosen else set()
        if not counted:
            return None
        ordered = sorted(counted)
        return Personnel(
            host,
            operator,
            sum(counted[id_].low for id_ in ordered),
            sum(counted[id_].high for id_ in ordered),
            "sum",
            _between(counted[id_].as_of for id_ in ordered),
            max((counted[id_].age(day) for id_ in ordered), key=_rank),
            covered / (len(posts) + loose),
            tuple(dict.fromkeys(s for id_ in ordered for s in counted[id_].source_ids)),
            tuple(ordered),
            tuple(sorted(set(self._given(host, operator, day)) - set(ordered))),
            tuple(sorted(without)),
        )

    def _given(self, host: str, operator: str, day: date) -> Iterator[str]:
        """Give the subjects there that have a figure of any age."""
        for id_ in self._subjects(host, operator):
            if self._facts.strengths.at(id_, day):
                yield id_

    def _known(self, host: str, operator: str, day: date) -> dict[str, Strength]:
        """Give the figures that may be added: those not older than old."""
        figures = {
            id_: self._facts.strengths.at(id_, day) for id_ in self._subjects(host, operator)
        }
        return {id_: s for id_, s in figures.items() if s and s.age(day) != "last_known"}

    def _parts(self, host: str, operator: str) -> list[str]:
        rows = self._facts.tables.groupings
        groupings = {row.grouping_id for row in rows if (row.host, row.owner) == (host, operator)}
        return [id_ for id_ in self._facts.config.charts.parts if id_ in groupings]

    def _posts(self, host: str, operator: str, day: date) -> list[_Post]:
        """Join sites and units of the day that meet, so that each is one body of troops."""
        if self._facts.hosts.at_home(host, operator, day):
            return []
        party = host, operator
        groups: dict[int, tuple[set[str], set[str]]] = {}
        # In which group a site or a unit is.
        of: dict[str, int] = {}
        for n, place in enumerate(self._places.get(party, _NOWHERE).on(day)):
            groups[n] = ({place.row.site_id}, set())
            of[place.row.site_id] = n
        for n, spell in enumerate(self._stays.get(party, _NOBODY).on(day), len(groups)):
            sites, units = {spell.row.site_id}, {spell.row.unit_id}
            met = {of[id_] for id_ in (spell.row.site_id, spell.row.unit_id) if id_ in of}
            for old_sites, old_units in (groups.pop(k) for k in sorted(met)):
                sites |= old_sites
                units |= old_units
            groups[n] = sites, units
            of |= dict.fromkeys((*sites, *units), n)
        return [_Post(frozenset(sites), frozenset(units)) for sites, units in groups.values()]

    def _below(
        self, posts: Iterable[_Post], figures: Mapping[str, Strength], held: set[str]
    ) -> set[str]:
        """Give units that are in the figure of a larger one of their formation."""
        units = [self._units[id_] for post in posts for id_ in post.units]
        wholes = [row for row in units if row.unit_id in figures and row.unit_id not in held]
        return {
            row.unit_id
            for row in units
            for whole in wholes
            if row.formation
            and row.formation == whole.formation
            and self._place(whole.echelon) < self._place(row.echelon)
        }

    def _described(
        self, post: _Post, figures: Mapping[str, Strength], held: set[str]
    ) -> tuple[str, ...]:
        """Choose between the figures of a post's units and of its sites: the newer."""
        choices = [
            tuple(sorted(id_ for id_ in subjects if id_ in figures))
            for subjects in (post.units - held, post.sites)
        ]
        return max(
            (ids for ids in choices if ids),
            key=lambda ids: max(_latest(figures[id_].as_of) for id_ in ids),
            default=(),
        )


def _rank(age: Age) -> int:
    return AGES.index(age)


def _latest(as_of: str) -> date:
    return dates.latest(as_of) or date.min


def _between(texts: Iterable[str]) -> str:
    """Give the EDTF interval of some dates; the date itself where there is one only."""
    ordered = sorted(set(texts), key=lambda t: (dates.earliest(t) or date.min, _latest(t)))
    return ordered[0] if len(ordered) == 1 else f"{ordered[0]}/{ordered[-1]}"


def spans(
    steps: list[tuple[date, Personnel | None]], horizon: date
) -> Iterator[tuple[date, date, Personnel]]:
    """Yield [from, until) and the number, where there is one; the last through `horizon`."""
    for (day, one), (after, _) in pairwise([*steps, (horizon + timedelta(days=1), None)]):
        if one:
            yield day, after, one
