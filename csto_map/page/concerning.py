"""Rows that tell of subjects, found by what they tell of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

Row = TypeVar("Row")


class Concerning(Generic[Row]):
    """
    Rows by their subjects.

    Parameters
    ----------
    rows
        In the order in which they are given.
    subjects
        Gives the ids of what a row tells of.
    """

    def __init__(self, rows: Iterable[Row], subjects: Callable[[Row], Iterable[str]]) -> None:
        self._rows = tuple(rows)
        self._places: dict[str, list[int]] = defaultdict(list)
        for k, row in enumerate(self._rows):
            for subject in subjects(row):
                self._places[subject].append(k)

    def of(self, subjects: Iterable[str]) -> list[Row]:
        """Give the rows that tell of any of some subjects, each once, in their order."""
        found = {k for subject in subjects for k in self._places.get(subject, ())}
        return [self._rows[k] for k in sorted(found)]
