"""In which state something is, day by day.

A row says in which state its place lies. While that state is part of another, as a republic of a
union is, the place lies in that other one; and when there is no such state any more, in the one
on whose land it lies then. Whose land is whose say the outlines, see `csto_map.facts.borders`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from csto_map.facts.borders import Borders
from csto_map.facts.schema import BorderPoint, Grouping, Site
from csto_map.history.names import StateNames
from csto_map.language.speech import Speech

Place = Site | BorderPoint | Grouping


class Hosts:
    """
    The states in which places lie.

    Parameters
    ----------
    borders
        Outlines of the days of the atlas.
    states
        What they are called.
    first
        First day of the atlas.
    """

    def __init__(self, borders: Borders, states: StateNames, first: date) -> None:
        self._borders, self._states, self._first = borders, states, first
        self._within: dict[int, Mapping[str, str]] = {}

    def land(self, code: str, day: date) -> str:
        """Give the state on whose land that of a state lies on a day: mostly itself."""
        stretch = bisect_right(self._borders.days, day)
        if stretch not in self._within:
            self._within[stretch] = self._borders.within(day)
        return self._within[stretch].get(code, code)

    def at_home(self, host: str, operator: str, day: date) -> bool:
        """Say whether who is in a state is in its own: there, or in another part of the same."""
        return self.land(host, day) == self.land(operator, day)

    def turns(self, host: str, operator: str) -> list[date]:
        """Give the days on which somebody in a state comes to be abroad, or at home."""
        eve = timedelta(days=1)
        return [
            day
            for day in self._borders.days
            if self.at_home(host, operator, day) != self.at_home(host, operator, day - eve)
        ]

    def of(
        self, code: str, lon: float | None, lat: float | None, from_: date, until: date | None
    ) -> Iterator[tuple[date, date | None, str]]:
        """Say in which state of the tables a place is, over which of the days [from_, until)."""
        gone = self._borders.gone(code)
        if gone is None or (until is not None and until <= gone):
            yield from_, until, code
            return
        if from_ < gone:
            yield from_, gone, code
        if lon is not None and lat is not None:
            heir = self._borders.at(lon, lat, gone)
            if heir:
                yield max(from_, gone), until, heir

    def on(self, row: Place, day: date) -> str:
        """Give the state in which a place lies on a day, or those between which; "" for none."""
        codes = row.host if isinstance(row, Grouping) else row.country
        return ";".join(dict.fromkeys(self._on(code, row, day) for code in codes.split(";")))

    def _on(self, code: str, row: Place, day: date) -> str:
        held = self.of(code, row.lon, row.lat, day, day + timedelta(days=1))
        return self.land(next((one for _, _, one in held), code), day)

    def named(
        self, row: Place, from_: date, until: date | None, speech: Speech
    ) -> list[tuple[date, str]]:
        """
        Name the states in which a place lies over [from_, until), each with its first day.

        The first is that of the day on which the row or the atlas begins.
        """
        first = max(from_, self._first)
        edges = {*self._borders.days, *self._states.days}
        found: list[tuple[date, str]] = []
        for day in [first, *sorted(edges)]:
            if day < first or (until is not None and until <= day):
                continue
            names = self._states.called(day, speech)
            name = ", ".join(names.get(code, code) for code in self.on(row, day).split(";"))
            if not found or found[-1][1] != name:
                found.append((day, name))
        return found
