"""Where the people of the leading state are, day by day: the same in every language."""

from __future__ import annotations

import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from csto_map.history.personnel import Headcount, Personnel
from csto_map.kept import Latest

# Of so many days what was worked out is kept: more than there are days of change.
_MOST_DAYS = 4096

Held = TypeVar("Held")


@dataclass(frozen=True, slots=True)
class Day:
    """Where they are on a day: numbers, of the most people first, and all hosts that have any."""

    numbers: Mapping[str, Personnel]
    there: frozenset[str]


class Abroad:
    """
    Where the people of a state are.

    Parameters
    ----------
    lead
        The state, "" for none.

    Attributes
    ----------
    hosts
        Wherever they ever are, in order.
    """

    def __init__(self, headcount: Headcount, lead: str) -> None:
        self._headcount, self._lead = headcount, lead
        self.hosts = tuple(host for host, operator in headcount.parties if operator == lead)
        self._days: Latest[date, Day] = Latest(_MOST_DAYS)

    def on(self, day: date) -> Day:
        """Give where they are on a day, and how many, worked out once."""
        if day not in self._days:
            numbers = {
                host: one
                for host, steps in self._numbers.items()
                for one in [_latest(steps, day)]
                if one
            }
            ordered = sorted(numbers.items(), key=lambda item: (-item[1].high, item[0]))
            there = frozenset(host for host, steps in self._there.items() if _latest(steps, day))
            self._days[day] = Day(dict(ordered), there)
        return self._days[day]

    @cached_property
    def _numbers(self) -> dict[str, list[tuple[date, Personnel | None]]]:
        return {host: self._headcount.steps(host, self._lead) for host in self.hosts}

    @cached_property
    def _there(self) -> dict[str, list[tuple[date, bool]]]:
        """Say whether anybody is there, from each day on that may change it."""
        counted = self._headcount
        return {
            host: [
                (day, counted.is_there(host, self._lead, day))
                for day in counted.turns(host, self._lead)
            ]
            for host in self.hosts
        }


def _latest(steps: Sequence[tuple[date, Held]], day: date) -> Held | None:
    """Give what holds on a day, by the days from which on it holds; None before the first."""
    k = bisect.bisect_right(steps, day, key=lambda step: step[0])
    return steps[k - 1][1] if k else None
