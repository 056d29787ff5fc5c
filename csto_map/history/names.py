"""What states are called by day.

``countries.csv`` has one name for a state, ``country_names.csv`` those that it had for a time,
before it took another or became part of a larger one. On days of which no row speaks the first
holds.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from csto_map.facts.schema import CountryName, CountryRow
from csto_map.facts.tables import Tables
from csto_map.history import forms, spells
from csto_map.language.speech import Speech


class StateNames:
    """
    The states of an atlas as they are called on each day.

    Parameters
    ----------
    tables
        In any language.
    first
        First day of the atlas.

    Attributes
    ----------
    days
        Those from which any state is called otherwise, in order.
    """

    def __init__(self, tables: Tables, first: date) -> None:
        self._first = first
        self._usual = {row.country: row for row in tables.countries}
        by_code: dict[str, list[spells.Spell[CountryName]]] = defaultdict(list)
        for spell in spells.of_rows(tables.country_names, first):
            by_code[spell.row.country].append(spell)
        self._spells = {code: spells.hand_over(held) for code, held in by_code.items()}
        every = [one for held in self._spells.values() for one in held]
        ends = {one.until for one in every if one.until}
        self.days = sorted({one.from_ for one in every} | ends)
        self._kept: dict[int, Mapping[str, CountryRow]] = {}
        self._called: dict[tuple[int, str], dict[str, str]] = {}

    def on(self, day: date) -> Mapping[str, CountryRow]:
        """Give the rows of all states by code, with their names of a day."""
        stretch = bisect_right(self.days, day)
        if stretch not in self._kept:
            self._kept[stretch] = self._usual | {
                code: _renamed(self._usual[code], held.row)
                for code, all_ in self._spells.items()
                for held in all_
                if held.covers(day)
            }
        return self._kept[stretch]

    def called(self, day: date, speech: Speech) -> dict[str, str]:
        """Name all states by code, as they are called on a day."""
        key = bisect_right(self.days, day), speech.language
        if key not in self._called:
            self._called[key] = {code: speech.name(row) for code, row in self.on(day).items()}
        return self._called[key]

    def steps(self, code: str, speech: Speech) -> list[tuple[date, str]]:
        """Give the names of a state, each with its first day; nothing for one that keeps its."""
        steps: list[tuple[date, str]] = []
        for day in [self._first, *(day for day in self.days if day > self._first)]:
            name = self.called(day, speech)[code]
            if not steps or steps[-1][1] != name:
                steps.append((day, name))
        return steps if len(steps) > 1 else []

    def ever(self, code: str) -> tuple[CountryRow, ...]:
        """Give a state's row under each of its names, the usual one first."""
        usual = self._usual[code]
        return (usual, *(_renamed(usual, held.row) for held in self._spells.get(code, ())))


def called(country: forms.Country, states: StateNames, speech: Speech) -> forms.Country:
    """Add what a state is called from day to day, where that changes."""
    steps = states.steps(country["id"], speech)
    if not steps:
        return country
    return {**country, "names": [forms.NamedFrom(day.toordinal(), name) for day, name in steps]}


def name_on(country: forms.Country, day: int) -> str:
    """Give a state's name on a day."""
    held = [name for from_, name in country.get("names", ()) if from_ <= day]
    return held[-1] if held else country["name"]


def named_on(timeline: forms.Timeline, day: int) -> forms.Timeline:
    """Give a timeline in which states are called as on a day."""
    countries = timeline["countries"]
    if not any("names" in one for one in countries):
        return timeline
    return {**timeline, "countries": [{**one, "name": name_on(one, day)} for one in countries]}


def _renamed(usual: CountryRow, called: CountryName) -> CountryRow:
    return usual.model_copy(update={"name": called.name, "name_ru": called.name_ru})
