"""Borders in time: which outline of a state holds on which day.

A row of a boundary file is an outline of one state. It may say from when and up to when it
holds, and of which states' land it is; one that does not holds on every day. So states appear
and end, merge, split and change their shape.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
import shapely

from csto_map.errors import BadDate, BadFile
from csto_map.facts import dates, shapes

# The column of a state's code; older folders call it country.
CODES = ("code", "country")
# Columns that a file may lack: its outlines then hold on every day, and are of no other land.
TIMES = ("start", "end", "of")


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """
    The outline of a state over [from_, until), EPSG:4326; None is open.

    `start` and `end` are those days as the file has them, EDTF, "" for open. `of` are the codes
    of states whose land it is on these days, besides its own.
    """

    code: str
    shape: shapely.Geometry
    from_: date | None = None
    until: date | None = None
    start: str = ""
    end: str = ""
    of: tuple[str, ...] = ()

    def covers(self, day: date) -> bool:
        """Say whether it holds on a day."""
        return (self.from_ is None or self.from_ <= day) and (
            self.until is None or day < self.until
        )


class Borders:
    """
    The outlines of all states: never two of one code on one day.

    Attributes
    ----------
    rows
        In the order of the file; of one state, by time.
    days
        Those on which any begins or ends, in order.
    """

    __slots__ = ("_gone", "days", "rows")

    def __init__(self, rows: Iterable[Outline]) -> None:
        self.rows = tuple(rows)
        self._gone: dict[str, date | None] = {}
        edges = {day for row in self.rows for day in (row.from_, row.until) if day is not None}
        self.days = tuple(sorted(edges))

    def on(self, day: date) -> tuple[Outline, ...]:
        """Give the outlines of a day."""
        return tuple(row for row in self.rows if row.covers(day))

    def within(self, day: date) -> dict[str, str]:
        """Say of states without an outline on a day on whose outline their land lies, by code."""
        held = self.on(day)
        drawn = {row.code for row in held}
        return {part: row.code for row in held for part in row.of if part not in drawn}

    def shown(self, code: str, day: date) -> Outline | None:
        """
        Give the outline with which maps show a state on a day.

        One whose land lies within another state's is shown as on the nearest day on which it
        has an outline, the earlier of two equally near rows of the file; None for no outline.
        """
        mine = [row for row in self.rows if row.code == code]
        held = next((row for row in mine if row.covers(day)), None)
        if held is not None:
            return held
        inside = any(code in row.of for row in self.on(day))
        return min(mine, key=lambda row: _away(row, day)) if mine and inside else None

    def gone(self, code: str) -> date | None:
        """
        Give the day from which a state is no more, nor within another's land.

        None for one that goes on, or that never had an outline.
        """
        if code not in self._gone:
            self._gone[code] = self._worked_out(code)
        return self._gone[code]

    def _worked_out(self, code: str) -> date | None:
        ends = [row.until for row in self.rows if row.code == code]
        days = [day for day in ends if day is not None]
        if not days or len(days) < len(ends):
            return None
        return max(days) if self.shown(code, max(days)) is None else None

    def at(self, lon: float, lat: float, day: date) -> str:
        """Name the state on whose land a place lies on a day; "" for none."""
        place = shapely.Point(lon, lat)
        return next((row.code for row in self.on(day) if row.shape.covers(place)), "")

    def stretches(
        self, code: str, from_: date, until: date | None
    ) -> Iterator[tuple[date, date | None, Outline | None]]:
        """Cut [from_, until) where the outline with which a state is shown becomes another."""
        inner = (day for day in self.days if from_ < day and (until is None or day < until))
        edges = [from_, *inner]
        shown = [self.shown(code, day) for day in edges]
        kept = [k for k, one in enumerate(shown) if not k or one is not shown[k - 1]]
        ends: list[date | None] = [*(edges[k] for k in kept[1:]), until]
        for k, end in zip(kept, ends, strict=True):
            yield edges[k], end, shown[k]

    def over(self, first: date, last: date) -> Borders:
        """
        Give the outlines of some days, both included, and forget what others need to know.

        An outline that holds on all of them holds always.
        """
        return Borders(
            replace(
                row,
                from_=None if row.from_ is None or row.from_ <= first else row.from_,
                until=None if row.until is None or row.until > last else row.until,
            )
            for row in self.rows
            if (row.from_ is None or row.from_ <= last) and (row.until is None or row.until > first)
        )


NONE = Borders(())


def read(path: Path) -> Borders:
    """
    Read a boundary file.

    Several rows of one state on one day are one outline, dissolved.

    Raises
    ------
    MissingFolder
        If the file is not there.
    BadFile
        If it does not hold outlines, or a date of it cannot be read; the message is one line.
    """
    told, cells = shapes.read_with(path, CODES, TIMES)
    rows: list[Outline] = []
    pairs = zip(told.codes, told.geometries, strict=True)
    for k, (code, shape) in enumerate(pairs):
        start, end, of = (cells[name][k] for name in TIMES)
        try:
            from_, until = dates.earliest(start), dates.earliest(end)
        except BadDate as problem:
            raise BadFile(f"{path}: {code}: {problem}") from problem
        start, end = ("" if text == ".." else text for text in (start, end))
        parts = tuple(filter(None, of.split(";")))
        rows.append(Outline(code, shape, from_, until, start, end, parts))
    return Borders(in_time(rows))


def _away(row: Outline, day: date) -> int:
    """Give how many days an outline is from a day on which it does not hold."""
    if row.from_ is not None and day < row.from_:
        return (row.from_ - day).days
    return (day - row.until).days if row.until is not None else 0


def in_time(rows: Sequence[Outline]) -> Iterator[Outline]:
    """Give outlines of which no two of one state hold on one day, dissolved where they did."""
    by_code: dict[str, list[Outline]] = {}
    for row in rows:
        by_code.setdefault(row.code, []).append(row)
    for mine in by_code.values():
        yield from mine if len(mine) == 1 else _one_by_one(mine)


def _one_by_one(rows: Sequence[Outline]) -> Iterator[Outline]:
    """Cut the outlines of one state where any begins or ends, and join those that meet there."""
    texts: dict[date, str] = {}
    for row in rows:
        edges = ((row.from_, row.start), (row.until, row.end))
        texts |= {day: text for day, text in edges if day is not None}
    stretches: list[tuple[date | None, date | None, list[Outline]]] = []
    for from_, until in pairwise([None, *sorted(texts), None]):
        held = [row for row in rows if _spans(row, from_, until)]
        if held and stretches and stretches[-1][1] == from_ and stretches[-1][2] == held:
            stretches[-1] = (stretches[-1][0], until, held)
        elif held:
            stretches.append((from_, until, held))
    for from_, until, held in stretches:
        yield _dissolved(held, from_, until, texts)


def _spans(row: Outline, from_: date | None, until: date | None) -> bool:
    """Say whether an outline holds on all days from one to another; None is open."""
    starts = row.from_ is None or (from_ is not None and row.from_ <= from_)
    return starts and (row.until is None or (until is not None and until <= row.until))


def _dissolved(
    rows: Sequence[Outline], from_: date | None, until: date | None, texts: Mapping[date, str]
) -> Outline:
    shape = rows[0].shape
    if len(rows) > 1:
        shape = shapely.union_all(np.array([row.shape for row in rows], dtype=object))
    start = "" if from_ is None else texts[from_]
    end = "" if until is None else texts[until]
    of = tuple(dict.fromkeys(code for row in rows for code in row.of))
    return Outline(rows[0].code, shape, from_, until, start, end, of)
