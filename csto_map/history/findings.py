"""What is found on a day in a view: one sentence, made by rule from the facts.

A view says in ``atlas.toml`` what its headline may speak of (``about``), the most important
first; the first rule that has something to tell on the day does. Each is a function of the
facts, so that no sentence says more than they do:

deployment
    A mission of the alliance that is under way: how many people of how many states.
battle
    An event of fighting or unrest, or of a kind drawn like one, weight 2 or 3, on each of its
    days: its title, up to a semicolon.
mission
    Another mission under way whose number is fresh.
freeze
    States that have frozen their membership.
news
    Who belongs to the alliance, for half a year after that changed.
handover
    Who guards how many sectors of the border, while several states do.
guards
    Who guards the sectors.
abroad
    How many people the leading state has in other states, by the fresh figures.
troops
    How many it has in the hosts of the view, if the figures are fresh.
last_count
    The same by figures that are old: with their year.
presence
    That it is there, or that nothing is known of it.
members
    Who belongs to the alliance. Always has something to tell.

Other lenses tell of their own members. ``docs/explanation/findings.md`` has the rules at length.
"""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from pyproj import Transformer

from csto_map.facts import dates
from csto_map.facts.borders import Outline
from csto_map.facts.cone import upright
from csto_map.facts.config import Mission, NotCovered, People, View
from csto_map.facts.schema import BorderGuard, Contingent, Event, Membership, Site
from csto_map.history import changes, forms, spells, tallies, timeline, turns
from csto_map.history.abroad import Abroad
from csto_map.history.base import Facts
from csto_map.history.changes import Change, Changed
from csto_map.history.personnel import Headcount, Personnel
from csto_map.history.tallies import SpanRow, Tallies, Tally, TallyRow
from csto_map.history.turns import Band, Turn
from csto_map.kept import Latest
from csto_map.language.phrases import capital, phrase
from csto_map.language.speech import Speech

__all__ = [
    "Band",
    "Finding",
    "Findings",
    "SpanRow",
    "Tally",
    "TallyRow",
    "Turn",
    "lookup",
    "nearest",
]

# Who belongs is news for so long.
NEWS_DAYS = 180
# Of so many days what was worked out is kept: more than there are days of change.
_MOST_DAYS = 4096
# Kinds of events that are told while they last.
BATTLES = ("battle", "offensive", "crisis", "war", "coup", "fighting")
# A sentence of more letters does not fit beside a map; what it can do without is left out.
LONGEST = 90
# A list of counts may be longer: it is read by its numbers.
_LONGEST_LIST = 100
# Sums over several hosts are told in whole hundreds from here on, rounded down.
_ROUNDED_FROM = 1000
# From which weight on an event of fighting is told while it lasts.
_WEIGHTY = 2
# Statuses that are watching, not belonging.
_OUTSIDE: tuple[tuple[spells.StandingStatus, str], ...] = (
    ("associate", "partners"),
    ("partner", "partners"),
    ("observer", "observers"),
)


@dataclass(frozen=True, slots=True)
class Finding:
    """
    A sentence that holds from a day (an ordinal) until the next, and the chart that counts it.

    `headline` has no date and no full stop; `tally` is the id of a chart, None for none.
    """

    from_: int
    headline: str
    tally: str | None
    chart: Tally | None = None


@dataclass(frozen=True, slots=True)
class _Told:
    """What a rule tells."""

    text: str
    tally: Tally | None = None


@dataclass(frozen=True, slots=True)
class _Scope:
    """What a headline is asked of: a view, and the hosts that it tells of."""

    view: View
    hosts: tuple[str, ...]


class Findings:
    """The headlines, charts, turning points and bands of an atlas in one language."""

    def __init__(self, home: Facts, headcount: Headcount, abroad: Abroad, language: str) -> None:
        """
        Take the facts of an atlas.

        Parameters
        ----------
        home
            In the language of the tables, whose names ``atlas.toml`` uses.
        abroad
            Where the people of the leading state are.
        """
        facts = home.spoken(language)
        self._facts, self._headcount, self._away = facts, headcount, abroad
        self._sent: dict[str, list[spells.Spell[Contingent]]] = {}
        for spell in home.world.contingents:
            self._sent.setdefault(spell.row.operation, []).append(spell)
        self._speech: Speech = facts.speech(language)
        self._config = facts.config
        self._tallies = Tallies(facts, self._speech)
        self._states = {row.country for row in facts.tables.countries}
        self._lead = self._config.lead
        kinds = self._config.vocabulary.like
        self._battles = [
            (*span, row)
            for row in facts.tables.events
            if row.weight >= _WEIGHTY and kinds("event_kinds", row.kind) in BATTLES
            for span in [_lasting(row)]
            if span
        ]
        self._turns: dict[str, tuple[Turn, ...]] = {}
        self._bands: dict[str, Band] = {}
        self._changes: dict[str, tuple[Change, ...]] = {}
        self._sums: Latest[tuple[Personnel, ...], int] = Latest(_MOST_DAYS)
        # Many views and days have the same to tell.
        self._standings: Latest[tuple[str, date], dict[str, spells.Standing]] = Latest(_MOST_DAYS)
        self._of_orgs: dict[tuple[str, str], dict[str, list[spells.Standing]]] = {}
        self._sentences: Latest[tuple[str, date], str] = Latest(_MOST_DAYS)
        self._charts: Latest[tuple[object, ...], Tally | None] = Latest(_MOST_DAYS)
        self._rules: Mapping[str, Callable[[_Scope, date], _Told | None]] = {
            "deployment": lambda scope, day: self._missions(scope, day, allied=True),
            "battle": self._battle,
            "mission": lambda scope, day: self._missions(scope, day, allied=False),
            "freeze": self._freeze,
            "news": self._news,
            "handover": self._handover,
            "guards": self._guards,
            "abroad": self._abroad,
            "troops": self._troops,
            "last_count": self._last_count,
            "presence": self._presence,
            "members": self._members,
        }

    def at(self, view: str, day: date, lens: str | None = None) -> Finding:
        """
        Say what is found on a day.

        Parameters
        ----------
        view
            Its id; `nearest` finds that of a box.
        lens
            An id; another than the default one tells of its own members. None: the default.
        """
        lens = lens or self._config.default_lens
        told = (
            self._told(self._scopes[view], day)
            if lens == self._config.default_lens
            else _Told(self._belonging(lens, day), self._statuses(lens, day))
        )
        chart = told.tally
        return Finding(day.toordinal(), capital(told.text), chart.id if chart else None, chart)

    def turns(self, view: str) -> tuple[Turn, ...]:
        """Give the turning points of a view, the most important first."""
        if view not in self._turns:
            scope = self._scopes[view]
            self._turns[view] = turns.of_view(self._facts, self._speech, scope.view, scope.hosts)
        return self._turns[view]

    def band(self, view: str) -> Band:
        """Give the one number that the timeline of a view draws."""
        if view not in self._bands:
            named = self._scopes[view].view
            self._bands[view] = turns.band(self._facts, self._speech, named, self._lead)
        return self._bands[view]

    def concerning(self, view: str) -> tuple[Change, ...]:
        """
        Give the changes that concern a view.

        Those of the alliance's members and of the sites and events in the hosts of the view,
        with those of sectors where the view tells of them; a view that names no hosts
        concerns all but the members of other organisations. Nor does what an event says of
        belonging to another organisation concern any.
        """
        if view not in self._changes:
            scope, facts = self._scopes[view], self._facts
            orgs = self._config.lens(self._config.default_lens).orgs
            border = bool({"guards", "handover"} & set(scope.view.about))

            def concerns(row: Changed) -> bool:
                if isinstance(row, Membership):
                    return row.org_id in orgs
                if isinstance(row, Event) and self._is_of_others(row):
                    return False
                if isinstance(row, Outline):
                    return not scope.hosts or bool({row.code, *row.of} & set(scope.hosts))
                if not scope.view.hosts:
                    return True
                if isinstance(row, BorderGuard):
                    return border
                if isinstance(row, Event) and "guards" in scope.view.about:
                    return row.theme == "border" and row.country in scope.hosts
                return row.country in scope.hosts

            self._changes[view] = tuple(
                changes.compile_changes(
                    *(facts.tables, self._config, facts.first, facts.horizon, self._speech),
                    keep=concerns,
                    outlines=facts.borders,
                )
            )
        return self._changes[view]

    def _is_of_others(self, row: Event) -> bool:
        """Say whether an event is about belonging to organisations of other lenses alone."""
        if row.theme != "membership":
            return False
        named = set(re.findall(r"\w+", row.title))
        alliance, others = self._abbreviations
        return bool(named & others) and not named & alliance

    @cached_property
    def _abbreviations(self) -> tuple[set[str], set[str]]:
        """Give short names of the default lens's organisations, and of the other lenses'."""
        alliance = set(self._config.lens(self._config.default_lens).orgs)
        lenses = {org for lens in self._config.lenses for org in lens.orgs}
        names: tuple[set[str], set[str]] = (set(), set())
        for row in self._facts.tables.organizations:
            if row.org_id in lenses:
                names[row.org_id not in alliance].update({row.abbr, row.abbr_ru or row.abbr})
        return names

    def last_change(self, view: str, day: date) -> str:
        """Say what changed last up to a day, with its date; "" before there is any."""
        told = self.concerning(view)
        k = bisect.bisect_right(told, day, key=lambda change: change.day)
        if not k:
            return ""
        change = told[k - 1]
        when = change.when
        if change.exact and change.day.year == day.year:
            # The year of the day itself goes without saying.
            when = when.removesuffix(f" {day.year}")
        template = str(self._speech.words["sheet"]["last_change"])
        return template.format(date=when, text=f"{change.text}.")

    def with_date(self, headline: str, day: date) -> str:
        """Put a headline and its date in one line."""
        return phrase(
            self._speech, "date_first", "tally", date=self._speech.day(day), text=headline
        )

    def compiled(self) -> dict[str, forms.Findings]:
        """Give all views day by day, as the browser gets them."""
        return {
            view.id: self._compiled(view.id, None, self.turns(view.id), self.band(view.id))
            for view in self._config.views
        }

    def lenses(self) -> dict[str, forms.Findings]:
        """Give all lenses but the default one, as the browser gets them."""
        return {
            lens.id: self._compiled(
                self._config.default_view,
                lens.id,
                (),
                turns.members(self._facts, self._speech, lens.id),
            )
            for lens in self._config.lenses
            if lens.id != self._config.default_lens
        }

    def _compiled(
        self, view: str, lens: str | None, points: Sequence[Turn], band: Band
    ) -> forms.Findings:
        headlines: list[forms.Headline] = []
        charts: dict[Tally, int] = {}
        for day in self.days if lens is None else self._lens_days(lens):
            one = self.at(view, day, lens)
            k = None if one.chart is None else charts.setdefault(one.chart, len(charts))
            if not headlines or headlines[-1][1:] != (one.headline, k):
                headlines.append(forms.Headline(day.toordinal(), one.headline, k))
        guards = {slot: country for country, slot in self._config.guards.items()}
        return {
            "headlines": headlines,
            "tallies": [tallies.compiled(chart, guards) for chart in charts],
            "changes": self._concerning(view) if lens is None else [],
            "turns": [forms.Turn(turn.day, turn.text) for turn in points],
            "band": {
                "title": band.title,
                "steps": [forms.Step(*step) for step in band.steps],
                "accent": band.accent,
            },
        }

    def _concerning(self, view: str) -> list[forms.LastChange]:
        all_of = {change.day: (k, change) for k, change in enumerate(self._all_changes)}
        found = []
        for change in self.concerning(view):
            k, whole = all_of[change.day]
            when = None if change.when == whole.when else change.when
            text = None if change.text == whole.text else change.text
            found.append(forms.LastChange(k, when, text))
        return found

    @cached_property
    def _all_changes(self) -> list[Change]:
        facts = self._facts
        return changes.compile_changes(
            *(facts.tables, self._config, facts.first, facts.horizon, self._speech),
            outlines=facts.borders,
        )

    @cached_property
    def days(self) -> tuple[date, ...]:
        """Every day from which on a sentence may be another, in order; the first is the atlas's."""
        facts, found = self._facts, {self._facts.first}
        for spell in self._spans():
            found |= {day for day in spell if day is not None}
        return tuple(sorted(d for d in found if facts.first <= d <= facts.horizon))

    def _lens_days(self, lens: str) -> list[date]:
        facts, held = self._facts, self._facts.world.standings[lens].values()
        ends = {day for rows in held for one in rows for day in (one.from_, one.until) if day}
        return sorted({facts.first} | {day for day in ends if facts.first <= day <= facts.horizon})

    def _spans(self) -> Iterator[Iterable[date | None]]:
        facts, world = self._facts, self._facts.world
        yield facts.border_days
        for by_country in world.standings.values():
            for held in by_country.values():
                for one in held:
                    yield one.from_, one.until
                    yield (d + timedelta(days=NEWS_DAYS) for d in (one.from_, one.until) if d)
        for row in (*(s for of in world.guards.values() for s in of), *world.contingents):
            yield row.from_, row.until, row.certain_from, row.certain_until
        for stay in world.sites:
            yield stay.from_, stay.until, stay.certain_from, stay.certain_until
        for event in facts.tables.events:
            last = dates.latest(event.end or event.start)
            yield dates.earliest(event.start), last and last + timedelta(days=1)
        for party in self._headcount.parties:
            yield self._headcount.turns(*party)
        for mission in self._config.missions:
            yield from self._mission_days(mission)
        for _, until in self._peoples:
            yield (until,)
        for gap in self._config.not_covered:
            last = dates.latest(gap.last)
            yield dates.earliest(gap.first), last and last + timedelta(days=1)

    def _mission_days(self, mission: Mission) -> Iterator[Iterable[date | None]]:
        if not mission.grouping:
            return
        for stretch in self._facts.lives[mission.grouping]:
            yield stretch.from_, stretch.until
        for from_, one in self._facts.strengths.steps(mission.grouping):
            yield (from_, one.old_from, one.last_known_from) if one else (from_,)

    @cached_property
    def _scopes(self) -> dict[str, _Scope]:
        return {view.id: _Scope(view, self._hosts(view.id)) for view in self._config.views}

    def _hosts(self, view_id: str) -> tuple[str, ...]:
        """Give the hosts of a view: those that it names, or whose names stand in its frame."""
        view = self._config.view(view_id)
        if view.hosts:
            return view.hosts
        project = Transformer.from_crs(4326, self._config.projection.proj, always_xy=True)
        rotation = self._config.rotation(view_id)
        x0, y0, x1, y1 = upright((view.x0, view.y0, view.x1, view.y1), rotation)
        within = []
        for row in self._facts.tables.countries:
            if row.label_lon is None or row.label_lat is None:
                continue
            x, y = project.transform(row.label_lon, row.label_lat)
            x, y = (x, y) if rotation is None else rotation.ahead(x, y)
            if x0 <= x <= x1 and y0 <= y <= y1:
                within.append(row.country)
        return tuple(within)

    def _told(self, scope: _Scope, day: date) -> _Told:
        for rule in scope.view.about:
            told = self._rules[rule](scope, day)
            if told:
                return told
        return self._members(scope, day)

    # Missions.

    def _missions(self, scope: _Scope, day: date, *, allied: bool) -> _Told | None:
        for mission in self._config.missions:
            if mission.allied == allied and mission.host in scope.hosts:
                told = self._mission(scope, mission, day)
                if told:
                    return told
        return None

    def _mission(self, scope: _Scope, mission: Mission, day: date) -> _Told | None:
        rows = self._sent.get(mission.operation, [])
        sent = [s for s in rows if s.certain(day)] if mission.operation else []
        if mission.operation and not sent:
            return None
        senders = sorted(tallies.senders_of(sent)) or self._owner(mission, day)
        if not senders:
            return None
        where = mission.where.get(self._speech.language) or mission.where.get("en")
        where = where or self._where([mission.host], day)
        # A total is over all contingents: it no longer holds when one of them has left.
        whole = not rows or {s.row.country for s in rows if s.row.country} == set(senders)
        total = tallies.total_of(sent) if whole else None
        if total is None and whole:
            total = self._counted(mission, day)
        if not mission.operation and total is None:
            return None
        text = self._peacekeepers(mission, sent, senders, total, where, day)
        if len(senders) > 1:
            return _Told(text, self._tallies.senders(mission, sent, day))
        return _Told(text, self._troops_chart(scope, day))

    def _owner(self, mission: Mission, day: date) -> list[str]:
        """Give who has a grouping that is there on the day, if it is a state."""
        there = any(one.covers(day) for one in self._facts.lives.get(mission.grouping, ()))
        owners = [
            row.owner for row in self._facts.tables.groupings if row.grouping_id == mission.grouping
        ]
        return [owner for owner in owners if there and owner in self._states]

    def _counted(self, mission: Mission, day: date) -> tuple[int, int] | None:
        one = self._facts.strengths.at(mission.grouping, day) if mission.grouping else None
        return (one.low, one.high) if one and one.age(day) == "fresh" else None

    def _peacekeepers(
        self,
        mission: Mission,
        sent: Sequence[spells.Spell[Contingent]],
        senders: Sequence[str],
        total: tuple[int, int] | None,
        where: str,
        day: date,
    ) -> str:
        who = self._speech.listing(sorted(self._names(day)[code] for code in senders))
        alone = self._people(senders[0], day) if len(senders) == 1 else ""
        if total is None:
            if alone:
                return self._say("peacekeepers_people", people=alone, where=where)
            if len(senders) <= 2:
                return self._say("peacekeepers_of", who=who, where=where)
            return self._say("peacekeepers_no_number", n=len(senders), where=where)
        values: dict[str, str | int] = {"n": total[1], "where": where}
        if len(senders) == 1:
            key = "peacekeepers_one_people" if alone else "peacekeepers_one"
            return self._say(key, who=who, people=alone, **values)
        most = tallies.most_of(self._facts, mission, sent, day)
        people = self._people(most, day) if most else ""
        key = "peacekeepers_most" if people else "peacekeepers"
        return self._say(key, m=len(senders), people=people, **values)

    # Fighting.

    def _battle(self, scope: _Scope, day: date) -> _Told | None:
        under_way = [
            row
            for first, last, row in self._battles
            if first <= day <= last and row.country in scope.hosts
        ]
        if not under_way:
            return None
        latest = max(under_way, key=lambda row: (row.weight, row.start, row.event_id))
        return _Told(latest.title.split(";")[0], self._troops_chart(scope, day))

    # Who belongs.

    def _standing(self, lens: str, day: date) -> dict[str, spells.Standing]:
        if (lens, day) not in self._standings:
            self._standings[lens, day] = _on(self._facts.world.standings[lens], day)
        return self._standings[lens, day]

    def _standing_in(self, lens: str, org: str, day: date) -> dict[str, spells.Standing]:
        """Say what states are in one organisation of a lens."""
        if (lens, org) not in self._of_orgs:
            alone = self._config.lens(lens).model_copy(update={"orgs": (org,)})
            held = spells.standings(alone, self._facts.world.memberships, self._facts.first)
            self._of_orgs[lens, org] = held
        return _on(self._of_orgs[lens, org], day)

    def _freeze(self, scope: _Scope, day: date) -> _Told | None:
        lens = self._config.default_lens
        if not any(one.status == "frozen" for one in self._standing(lens, day).values()):
            return None
        return self._members(scope, day)

    def _news(self, scope: _Scope, day: date) -> _Told | None:
        k = bisect.bisect_right(self._newsdays, day)
        if not k or day - self._newsdays[k - 1] >= timedelta(days=NEWS_DAYS):
            return None
        return self._members(scope, day)

    @cached_property
    def _newsdays(self) -> list[date]:
        """Give the days on which who belongs to the alliance changed, in order."""
        standings = self._facts.world.standings[self._config.default_lens]
        return sorted(
            d
            for held in standings.values()
            for one in held
            if one.status in (*spells.BOUND, "former")
            for d in (one.from_, one.until)
            if d and self._facts.first < d
        )

    def _members(self, scope: _Scope, day: date) -> _Told:
        lens = self._config.default_lens
        chart = self._troops_chart(scope, day) or self._statuses(lens, day)
        return _Told(self._belonging(lens, day), chart)

    def _belonging(self, lens: str, day: date) -> str:
        """
        Say who belongs to what a lens shows: how many, and what of the others matters.

        A lens may read several organisations as one; the sentence speaks of one of them, and
        counts who belongs to that, even where another one speaks for the state in the lens.
        """
        if (lens, day) not in self._sentences:
            self._sentences[lens, day] = self._who_belongs(lens, day)
        return self._sentences[lens, day]

    def _who_belongs(self, lens: str, day: date) -> str:
        standing = self._standing(lens, day)
        if not self._config.lens(lens).orgs:
            return self._say("no_facts")
        org = self._org(lens, standing)
        by_status: dict[str, list[str]] = {}
        for country, one in self._standing_in(lens, org, day).items():
            by_status.setdefault(one.status, []).append(country)
        members, signed = by_status.get("member", []), by_status.get("signatory", [])
        frozen = by_status.get("frozen", [])
        named, is_treaty = self._phrases[org], org in self._config.treaties
        tails: list[str] = []
        if members or frozen:
            key = "parties" if is_treaty else "members"
            main = self._say("takes_part" if frozen else key, n=len(members), org=named)
            tails += self._tail("and_frozen", frozen, day)
            tails += self._tail("and_suspended", by_status.get("suspended", []), day)
            if signed:
                tails.append(self._say("and_signatory", n=len(signed)))
            tails += self._left(main, tails, by_status.get("former", []), day)
        elif signed:
            main = self._say("signed" if is_treaty else "signed_up", n=len(signed), org=named)
        else:
            main = self._outside(lens, by_status, named, is_treaty=is_treaty)
        return _fitting(main, tails)

    def _statuses(self, lens: str, day: date) -> Tally | None:
        """Count the states of a lens by what they are in it."""
        held = Counter(one.status for one in self._standing(lens, day).values())
        counts = [(status, held[status]) for status in timeline.STATUS_RANK if held[status]]
        return self._tallies.statuses(lens, counts) if counts else None

    def _outside(
        self, lens: str, by_status: Mapping[str, Sequence[str]], named: str, *, is_treaty: bool
    ) -> str:
        """Say that nobody belongs: who watches, that it ended, or that there is nothing yet."""
        for status, key in _OUTSIDE:
            if by_status.get(status):
                return self._say(key, n=len(by_status[status]), org=named)
        if by_status.get("former"):
            return self._say("ended", org=named)
        if lens == self._config.default_lens:
            return self._say("no_state" if is_treaty else "no_alliance", org=named)
        return self._say("no_member", org=named)

    def _left(
        self, main: str, tails: Sequence[str], countries: Sequence[str], day: date
    ) -> Iterator[str]:
        """Say who has left; where their names are too long, how many."""
        for named in self._tail("and_former", countries, day):
            fits = _fitting(main, [*tails, named]).endswith(named)
            yield named if fits else self._say("and_former_count", n=len(countries))

    def _tail(self, key: str, countries: Sequence[str], day: date) -> Iterator[str]:
        if countries:
            names = sorted(self._names(day)[code] for code in countries)
            yield self._say(key, n=len(names), who=self._speech.listing(names))

    def _org(self, lens: str, standing: Mapping[str, spells.Standing]) -> str:
        """
        Give the organisation that a lens speaks of on a day.

        That of most members, or else of most who have any part; of equals the last of the
        lens. Before there is any, the first that will have a part in it.
        """
        orgs = self._config.lens(lens).orgs
        for statuses in (("member", "frozen"), (*spells.BOUND, "associate", "partner", "former")):
            held = Counter(
                one.rows[-1].org_id for one in standing.values() if one.status in statuses
            )
            if held:
                return max(orgs, key=lambda org: (held[org], orgs.index(org)))
        begins = {
            of: min((one.from_ for one in rows if one.row.status != "observer"), default=date.max)
            for (of, _), rows in sorted(
                self._facts.world.memberships.items(), key=lambda item: item[0]
            )
            if of in orgs
        }
        return min(orgs, key=lambda org: begins.get(org, date.max))

    # The guarded border.

    def _guards(self, scope: _Scope, day: date) -> _Told | None:
        held = {
            sector: one
            for sector, rows in self._facts.world.guards.items()
            for one in rows
            if one.covers(day)
        }
        if not held:
            return None
        n = len(self._facts.tables.border_sectors)
        by_guard: dict[str, list[bool]] = {}
        for one in held.values():
            by_guard.setdefault(one.row.guard_country, []).append(one.certain(day))
        if list(by_guard) == [""]:
            return _Told(self._say("guards_nobody", border=self._border), self._sectors)
        states = [guard for guard in by_guard if guard]
        # The leading state speaks, unless only others guard any sector for certain.
        speaks = max(
            states,
            key=lambda guard: (
                any(by_guard[guard]),
                guard == self._lead,
                len(by_guard[guard]),
                guard,
            ),
        )
        certain, possible = sum(by_guard[speaks]), len(by_guard[speaks])
        in_view = "guards" in scope.view.about
        values: dict[str, str | int] = {
            "n": n,
            "k": certain,
            "m": possible,
            "who": self._guard(speaks, day),
            "of": "" if in_view else self._say("of_border", border=self._border),
        }
        more = certain < possible
        still = self._held_more(speaks, possible, day)
        if certain == 0:
            key = "guards_perhaps_all" if possible == n > 1 else "guards_perhaps"
        elif certain == n:
            key = "guards_all"
        else:
            key = f"guards{'_still' if still else ''}{'_at_least' if more else '_some'}"
        return _Told(self._say(key, **values), self._sectors)

    @cached_property
    def _sectors(self) -> Tally:
        return self._tallies.sectors()

    def _handover(self, scope: _Scope, day: date) -> _Told | None:
        guards = {
            one.row.guard_country
            for rows in self._facts.world.guards.values()
            for one in rows
            if one.covers(day)
        }
        return self._guards(scope, day) if len(guards - {""}) > 1 else None

    def _held_more(self, guard: str, now: int, day: date) -> bool:
        """Say whether a guard had more sectors the day before the last hand-over."""
        starts = [
            one.from_
            for rows in self._facts.world.guards.values()
            for one in rows
            if one.from_ <= day and one.row.guard_country != guard
        ]
        if not starts:
            return False
        before = max(starts) - timedelta(days=1)
        return now < sum(
            one.covers(before) and one.row.guard_country == guard
            for rows in self._facts.world.guards.values()
            for one in rows
        )

    @cached_property
    def _border(self) -> str:
        return self._speech.title("border_name", "", self._config.border_name)

    def _guard(self, code: str, day: date) -> str:
        named = self._config.guard_titles.get(code) or self._names(day).get(code, code)
        if code in self._config.guard_titles:
            return self._speech.title("guard_titles", code, named)
        return self._names(day).get(code, named)

    # The troops of the leading state.

    def _known(self, hosts: Iterable[str], day: date) -> dict[str, Personnel]:
        """Give the numbers that are known, of the most people first."""
        among = set(hosts)
        return {host: one for host, one in self._away.on(day).numbers.items() if host in among}

    def _is_there(self, hosts: Iterable[str], day: date) -> list[str]:
        """Give the hosts in which the leading state has people, with a number or without."""
        there = self._away.on(day).there
        return [host for host in hosts if host in there]

    def _abroad(self, scope: _Scope, day: date) -> _Told | None:
        if self._lead is None:
            return None
        people = self._people(self._lead, day)
        there = self._is_there(self._away.hosts, day)
        fresh = [host for host, one in self._away.on(day).numbers.items() if one.age == "fresh"]
        gaps = self._gaps(day)
        counted = [host for host in fresh if host not in gaps]
        # A sum over few of the hosts would say little of the whole.
        if not people or len(counted) < 2 or 2 * len(fresh) < len(there):
            return None
        least = self._least(counted, day)
        if not least:
            return None
        values: dict[str, str | int] = {"n": len(counted), "low": least, "people": people}
        left_out = sorted(self._names(day)[host] for host in gaps if host in there or host in fresh)
        if left_out:
            text = self._say("abroad_without", who=self._speech.listing(left_out), **values)
        else:
            text = self._say("abroad", **values)
        return _Told(text, self._troops_chart(scope, day))

    def _gaps(self, day: date) -> set[str]:
        """Give the hosts whose numbers are not all of the matter on a day."""
        return {host for gap in self._config.not_covered if _misses(gap, day) for host in gap.hosts}

    def _least(self, hosts: Sequence[str], day: date) -> int:
        """Give the lowest number over several hosts, in whole hundreds where it is large."""
        assert self._lead is not None
        key = tuple(self._away.on(day).numbers[host] for host in hosts)
        if key not in self._sums:
            together = self._headcount.together(hosts, self._lead, day)
            self._sums[key] = together.low if together else 0
        low = self._sums[key]
        return low if low < _ROUNDED_FROM else low // 100 * 100

    def _troops(self, scope: _Scope, day: date) -> _Told | None:
        known = self._known(scope.hosts, day)
        fresh = [host for host, one in known.items() if one.age == "fresh"]
        # Where most of them may be is not known: the fresh figures say little.
        if not fresh or self._lead is None or next(iter(known)) != fresh[0]:
            return None
        people = self._people(self._lead, day) or self._say(
            "people_of", name=self._state(self._lead, day)
        )
        values: dict[str, str | int] = {"people": people, "where": self._where(fresh, day)}
        chart = self._troops_chart(scope, day)
        if len(fresh) > 1:
            least = self._least(fresh, day)
            return _Told(self._say("troops_at_least", n=least, **values), chart) if least else None
        one = known[fresh[0]]
        if one.method == "sum" and one.covered < 1:
            text = self._say("troops_at_least", n=one.low, **values)
        elif one.low == one.high:
            text = self._say("troops", n=one.high, **values)
        elif one.low == 0:
            text = self._say("troops_up_to", n=one.high, **values)
        else:
            text = self._say("troops_range", low=one.low, n=one.high, **values)
        return _Told(text, chart)

    def _last_count(self, scope: _Scope, day: date) -> _Told | None:
        known = self._known(scope.hosts, day)
        if self._lead is None or not known or next(iter(known.values())).age != "old":
            return None
        counts = [
            self._say(
                "count",
                people=self._speech.range(one.low, one.high),
                where=self._where([host], day),
                year=_years(one.as_of),
            )
            for host, one in known.items()
            if one.age != "last_known"
        ]
        people = self._people(self._lead, day) or self._say(
            "people_of", name=self._state(self._lead, day)
        )
        for n in range(len(counts), 0, -1):
            text = self._say("last_count", people=people, counts=self._speech.listing(counts[:n]))
            if len(text) <= _LONGEST_LIST:
                break
        return _Told(text, self._troops_chart(scope, day))

    def _presence(self, scope: _Scope, day: date) -> _Told | None:
        if self._lead is None:
            return None
        lead = self._lead
        there = self._is_there(scope.hosts, day)
        people, who = self._people(lead, day), self._state(lead, day)
        chart = self._troops_chart(scope, day)
        if not there:
            hosts = [host for host in scope.hosts if host in self._away.hosts]
            if not hosts or not people:
                return None
            abroad = [h for h in hosts if not self._facts.hosts.at_home(h, lead, day)]
            if not abroad:
                return _Told(self._one_state(hosts, day), chart)
            where = self._where(abroad, day)
            return _Told(self._say("absence", people=people, who=who, where=where), chart)
        where = self._where(there, day)
        n = sum(stay.certain(day) for host in there for stay in self._sites.get(host, ()))
        if n and not self._known(there, day):
            main, tail = self._say("presence_sites", n=n, who=who, where=where), "and_no_total"
        else:
            main, tail = self._say("presence", who=who, where=where), "and_no_recent"
        return _Told(_fitting(main, [self._say(tail)]), chart)

    def _one_state(self, hosts: Sequence[str], day: date) -> str:
        """Say that the leading state and those in view are one: its troops there are at home."""
        assert self._lead is not None
        names, who = self._names(day), self._state(self._lead, day)
        if who == names[self._lead]:
            whole = self._facts.hosts.land(self._lead, day)
            who = names.get(whole, whole)
        states = self._speech.listing(sorted(names[host] for host in hosts))
        return self._say("one_state", who=who, states=states)

    @cached_property
    def _sites(self) -> dict[str, list[spells.Spell[Site]]]:
        """Give the sites of the leading state by host."""
        found: dict[str, list[spells.Spell[Site]]] = {}
        for stay in self._facts.world.sites:
            if self._lead in stay.row.operator.split(";"):
                found.setdefault(stay.row.country, []).append(stay)
        return found

    def _troops_chart(self, scope: _Scope, day: date) -> Tally | None:
        if self._lead is None:
            return None
        hosts = scope.view.hosts or self._away.hosts
        known = self._known(hosts, day)
        silent = [host for host in self._is_there(hosts, day) if host not in known]
        people = self._people(self._lead, day)
        # Numbers are those of `Abroad`, each of them one object.
        bound = tuple(self._tallies.is_bound(host, day) for host in known)
        names = tuple(self._names(day)[code] for code in (self._lead, *known, *silent))
        numbers = tuple((host, id(one)) for host, one in known.items())
        key = (people, numbers, bound, tuple(silent), names)
        if key not in self._charts:
            self._charts[key] = self._tallies.troops(self._lead, people, known, silent, day)
        return self._charts[key]

    # Words.

    def _names(self, day: date) -> dict[str, str]:
        """Name all states as they are called on a day."""
        return self._facts.states.called(day, self._speech)

    def _say(self, key: str, **values: str | int) -> str:
        return phrase(self._speech, key, **values)

    @cached_property
    def _phrases(self) -> dict[str, str]:
        return changes.phrases(self._facts.tables, self._config, self._speech)

    def _where(self, hosts: Sequence[str], day: date) -> str:
        """Say where, as `where` of ``atlas.toml`` has it; several hosts are listed."""
        named = [self._speech.title("where", h, self._config.where.get(h, "")) for h in hosts]
        if all(named):
            # One preposition serves all, as far as it is the same.
            first = named[0].split(" ", 1)[0] + " "
            return self._speech.listing([named[0], *(n.removeprefix(first) for n in named[1:])])
        listed = self._speech.listing([self._names(day)[host] for host in hosts])
        return self._say("in_place", name=listed)

    def _people(self, country: str, day: date) -> str:
        """Give the word for a state's people on a day, "" where the atlas has none."""
        one = self._called(country, day)
        return one.text_in(self._speech.language) if one else ""

    def _state(self, country: str, day: date) -> str:
        """Name a state as it was on a day."""
        one = self._called(country, day)
        name = one and (one.name.get(self._speech.language) or one.name.get("en"))
        return name or self._names(day).get(country, country)

    def _called(self, country: str, day: date) -> People | None:
        for one, until in self._peoples:
            if one.country == country and (until is None or day < until):
                return one
        return None

    @cached_property
    def _peoples(self) -> tuple[tuple[People, date | None], ...]:
        outlines = self._facts.borders
        return tuple((one, one.until(outlines)) for one in self._config.peoples)


def _on(
    standings: Mapping[str, Iterable[spells.Standing]], day: date
) -> dict[str, spells.Standing]:
    """Give what states are on a day; none has two standings then."""
    return {
        country: one
        for country, held in standings.items()
        for one in held
        if one.from_ <= day and (one.until is None or day < one.until)
    }


def _fitting(main: str, tails: Sequence[str]) -> str:
    """Join a sentence and what it can do without, as long as it is not too long."""
    text = main
    for tail in tails:
        if len(text) + len(tail) + 2 <= LONGEST:
            text = f"{text}; {tail}"
    return text


def _lasting(row: Event) -> tuple[date, date] | None:
    """Give the first and the last day of an event whose days are known to the day."""
    first, last = dates.earliest(row.start), dates.latest(row.end or row.start)
    exact = first is not None and first == dates.latest(row.start)
    return (first, last) if exact and first and last else None


def _misses(gap: NotCovered, day: date) -> bool:
    first, last = dates.earliest(gap.first), dates.latest(gap.last)
    return (first is None or first <= day) and (last is None or day <= last)


def _years(as_of: str) -> str:
    """Give the year of a figure's date, or the first and the last of several."""
    ends = [dates.earliest(text) for text in as_of.split("/")]
    return "–".join(dict.fromkeys(str(day.year) for day in ends if day))


def nearest(views: Sequence[View], box: tuple[float, float, float, float]) -> str:
    """
    Give the view that is most like a box: the greatest share of the area of both together.

    The twin of ``nearest`` in ``assets/src/core/finding.js``.

    Parameters
    ----------
    views
        In order: of several that are alike the first is taken, as where none meets the box.
    box
        x0, y0, x1, y1 in km.
    """
    x0, y0, x1, y1 = box
    best, most = views[0].id, -1.0
    for view in views:
        wide = max(0.0, min(x1, view.x1) - max(x0, view.x0))
        high = max(0.0, min(y1, view.y1) - max(y0, view.y0))
        both = wide * high
        either = (x1 - x0) * (y1 - y0) + (view.x1 - view.x0) * (view.y1 - view.y0) - both
        share = both / either
        if share > most:
            best, most = view.id, share
    return best


def lookup(headlines: Sequence[forms.Headline], day: int) -> forms.Headline:
    """Give the headline that holds on a day, an ordinal not before the first one's."""
    return headlines[bisect.bisect_right(headlines, day, key=lambda one: one.from_) - 1]
