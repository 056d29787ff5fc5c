"""Which figure counts: the one place for the rule about personnel strengths."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import zip_longest
from typing import Literal

from csto_map.facts import dates
from csto_map.facts.schema import StrengthRow
from csto_map.history.lives import Lives

# A figure is fresh for so many years, then old; later it is merely the last one known.
FRESH_YEARS = 3
OLD_YEARS = 8
Age = Literal["fresh", "old", "last_known"]
AGES: tuple[Age, ...] = ("fresh", "old", "last_known")


@dataclass(frozen=True, slots=True)
class Strength:
    """
    A strength that counts at a date.

    `low` and `high` are people, both ends of the sourced range; `as_of` is the
    figure's own EDTF date; `rows` are the rows of strengths.csv behind it.
    """

    low: int
    high: int
    as_of: str
    rows: tuple[StrengthRow, ...]

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Sources of all the rows, each once, in order."""
        return tuple(dict.fromkeys(s for row in self.rows for s in row.source_ids))

    @property
    def old_from(self) -> date:
        """The first day on which the figure is no longer fresh."""
        return ages(self.as_of)[0]

    @property
    def last_known_from(self) -> date:
        """The first day on which the figure is not even old: nothing is known any more."""
        return ages(self.as_of)[1]

    def age(self, day: date) -> Age:
        """
        Say how old the figure is on a day.

        Years are counted from the last day that `as_of` can mean: ``fresh`` up to
        three years, ``old`` up to eight, ``last_known`` beyond.
        """
        if day < self.old_from:
            return "fresh"
        return "old" if day < self.last_known_from else "last_known"


@dataclass(frozen=True, slots=True)
class Counting:
    """Rows of strengths.csv that count together over [from_, until); `until` None goes on."""

    from_: date
    until: date | None
    rows: tuple[StrengthRow, ...]


class Strengths:
    """
    The figures of strengths.csv, by subject.

    The rule: of the rows of kind ``total`` with a date, the latest dated at or
    before the day counts, within its subject and as long as the subject is there
    (`csto_map.history.lives`); an imprecise date counts from its earliest day. Rows of the
    same date disagree: both are kept, and the range runs from the lowest to the
    highest. Additions, plans, parts, exercise sizes, cumulative counts and claims are
    never totals. Figures are never averaged and never carried from one subject to
    another, not even to its successor.
    """

    def __init__(self, rows: Iterable[StrengthRow], lives: Lives | None = None) -> None:
        """
        Put the rows in order.

        Parameters
        ----------
        lives
            When each subject is there; a subject that it does not name always is.
        """
        self._lives = lives or {}
        self._totals: dict[str, list[tuple[date, date, StrengthRow]]] = defaultdict(list)
        self._spells: dict[str, list[Counting]] = {}
        for row in rows:
            earliest, latest = dates.earliest(row.date), dates.latest(row.date)
            if row.kind == "total" and earliest and latest:
                self._totals[row.subject_id].append((earliest, latest, row))
        for figures in self._totals.values():
            figures.sort(key=lambda figure: figure[:2])

    @cached_property
    def of_whom(self) -> frozenset[str]:
        """The subjects of whom a total is known."""
        return frozenset(self._totals)

    def at(self, subject_id: str, day: date) -> Strength | None:
        """Give the strength of a site, unit or grouping that counts on `day`, if any."""
        for one in self.spells(subject_id):
            if one.from_ <= day and (one.until is None or day < one.until):
                return _joined(one.rows)
        return None

    def steps(self, subject_id: str) -> list[tuple[date, Strength | None]]:
        """
        List the strengths of a subject with the first day on which each counts.

        None stands where the figures that count give no range, and from where the
        subject is not there.
        """
        steps: list[tuple[date, Strength | None]] = []
        counting = self.spells(subject_id)
        for k, one in enumerate(counting):
            steps.append((one.from_, _joined(one.rows)))
            after = counting[k + 1].from_ if k + 1 < len(counting) else None
            if one.until is not None and one.until != after:
                steps.append((one.until, None))
        return steps

    def spells(self, subject_id: str) -> list[Counting]:
        """List which rows count when, in order, none overlapping: the whole rule."""
        if subject_id not in self._spells:
            self._spells[subject_id] = self._spelled(subject_id)
        return self._spells[subject_id]

    def _spelled(self, subject_id: str) -> list[Counting]:
        figures = self._totals.get(subject_id, ())
        whens = list(dict.fromkeys(figure[:2] for figure in figures))
        # Of two that begin on one day, such as 2015 and 2015-01, the one that ends later counts.
        starts = {when[0]: when for when in whens}
        days = sorted(starts)
        counting = []
        for day, until in zip_longest(days, days[1:]):
            rows = tuple(row for *dated, row in figures if tuple(dated) == starts[day])
            counting += [Counting(*span, rows) for span in self._alive(subject_id, day, until)]
        return counting

    def _alive(
        self, subject_id: str, from_: date, until: date | None
    ) -> list[tuple[date, date | None]]:
        """Cut [from_, until) to the days on which the subject is there."""
        if subject_id not in self._lives:
            return [(from_, until)]
        spans = []
        for one in self._lives[subject_id]:
            ends = [end for end in (one.until, until) if end is not None]
            span = max(one.from_, from_), min(ends, default=None)
            if span[1] is None or span[0] < span[1]:
                spans.append(span)
        return spans


def ages(as_of: str) -> tuple[date, date]:
    """Give the first days on which a figure of an EDTF date is old, and only the last known."""
    return _after(as_of, FRESH_YEARS), _after(as_of, OLD_YEARS)


def _joined(rows: tuple[StrengthRow, ...]) -> Strength | None:
    lows = [row.personnel_low for row in rows if row.personnel_low is not None]
    highs = [row.personnel_high for row in rows if row.personnel_high is not None]
    if not lows or not highs:
        return None
    return Strength(min(lows), max(highs), rows[0].date, rows)


def _after(as_of: str, years: int) -> date:
    latest = dates.latest(as_of)
    return date.max if latest is None else dates.years_later(latest, years) + timedelta(days=1)
