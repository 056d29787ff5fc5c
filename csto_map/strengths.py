"""Which figure counts: the one place for the rule about personnel strengths."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from csto_map import dates


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
    rows: tuple[Any, ...]

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Sources of all the rows, each once, in order."""
        return tuple(dict.fromkeys(s for row in self.rows for s in row.source_ids))


class Strengths:
    """
    The figures of strengths.csv, by subject.

    The rule: of the rows of kind ``total`` with a date, the latest dated at or
    before the day counts, within its subject; an imprecise date counts from its
    earliest day. Rows of the same date disagree: both are kept, and the range runs
    from the lowest to the highest. Additions, plans, parts, exercise sizes,
    cumulative counts and claims are never totals. Figures are never averaged and
    never carried from one subject to another.
    """

    def __init__(self, rows: Iterable[Any]) -> None:
        self._totals: dict[str, list[tuple[date, date, Any]]] = defaultdict(list)
        for row in rows:
            earliest, latest = dates.earliest(row.date), dates.latest(row.date)
            if row.kind == "total" and earliest and latest:
                self._totals[row.subject_id].append((earliest, latest, row))
        for figures in self._totals.values():
            figures.sort(key=lambda figure: figure[:2])

    def at(self, subject_id: str, day: date) -> Strength | None:
        """Give the strength of a site, unit or grouping that counts on `day`, if any."""
        known = [strength for start, strength in self.steps(subject_id) if start <= day]
        return known[-1] if known else None

    def steps(self, subject_id: str) -> list[tuple[date, Strength | None]]:
        """
        List the strengths of a subject with the first day on which each counts.

        None stands where the figures that count give no range. Of two that begin on
        one day the later in the list counts.
        """
        figures = self._totals.get(subject_id, ())
        whens = dict.fromkeys(figure[:2] for figure in figures)
        return [
            (when[0], self._joined(tuple(row for *dated, row in figures if tuple(dated) == when)))
            for when in whens
        ]

    def _joined(self, rows: tuple[Any, ...]) -> Strength | None:
        lows = [row.personnel_low for row in rows if row.personnel_low is not None]
        highs = [row.personnel_high for row in rows if row.personnel_high is not None]
        if not lows or not highs:
            return None
        return Strength(min(lows), max(highs), rows[0].date, rows)
