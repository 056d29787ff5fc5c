"""Which columns of a file say when its rows held: by their names and by what is in them.

``assets/src/layers/date_columns.js`` is its twin: ``tests/cases/layer_dates.json`` holds for both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from csto_map.exchange.reading import when
from csto_map.exchange.reading.vocabulary import WORDS, filled, plain

_WORDS = WORDS["dates"]
NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {role: tuple(WORDS["roles"][role]) for role in ("start", "end")}
)
# Names that often mean something else: they count only if dates stand in them.
_WEAK = frozenset(_WORDS["weak"])
# Where the chosen columns are empty, a date of one of these is the row's own.
_MORE: tuple[str, ...] = tuple(_WORDS["more"])
# A table with one of these is of events: a row of it that has no end is of its date.
_EVENTS: tuple[str, ...] = tuple(_WORDS["events"])
# Columns that every layer of our own files has: there, days are worked out already.
OURS = frozenset(_WORDS["ours"])
# Parts of other names of dates, and of those that say when a row was written or how exact it is.
_LIKE: tuple[str, ...] = tuple(_WORDS["like"])
_UNLIKE: tuple[str, ...] = (*_WORDS["unlike"], *_WORDS["no_date"])
# Names of dates that are parts of names of much else.
_WHOLE = frozenset(_WORDS["like_whole"])
# What is left of the names of ends without their word for a date: closed, bis, defin.
_ENDS = frozenset(_WORDS["end_words"])
# What the parts of a date are called where each has its own column: iyear, imonth, iday.
_PARTS: list[list[str]] = _WORDS["parts"]
# Months and days that are not known.
_UNKNOWN = frozenset(_WORDS["unknown"])
_FIGURES = re.compile("[0-9]+")


@dataclass(frozen=True, slots=True)
class DateColumns:
    """
    The columns of dates: when rows begin and end ("" for none), and where else to look.

    `guessed` says that the start was found by a part of its name, `end_guessed` the same of
    the end, `events` that rows without an end are of their date, not open. `parts` are the
    columns of the month and of the day ("" for none) where `start` is the year alone,
    `end_parts` those of `end`; `ours` says that a table is of our own files, whose ends are
    first days after.
    """

    start: str = ""
    end: str = ""
    more: tuple[str, ...] = ()
    guessed: bool = False
    events: bool = False
    parts: tuple[str, ...] = ()
    ours: bool = False
    end_guessed: bool = False
    end_parts: tuple[str, ...] = ()


def choose(values: Mapping[str, Sequence[object]], taken: Iterable[str]) -> DateColumns:
    """
    Choose the columns of dates.

    Parameters
    ----------
    values
        Cells by column.
    taken
        Columns that mean something else.
    """
    busy = set(taken)
    free = [column for column in values if column not in busy]
    named: dict[str, str] = {}
    for column in free:
        named.setdefault(plain(column), column)
    if named.keys() >= OURS and not {"startdate", "enddate"}.isdisjoint(named):
        return DateColumns(named.get("startdate", ""), named.get("enddate", ""), ours=True)
    start = _best(values, named, NAMES["start"])
    guessed = not start
    like = [c for c in free if _is_like(plain(c))]
    last = [c for c in like if _is_end(plain(c))]
    start = start or next((c for c in like if c not in last and _dated(values[c])), "")
    end = _best(values, {n: c for n, c in named.items() if c != start}, NAMES["end"], bool(start))
    end_guessed = not end
    end = end or next(
        (
            c
            for c in last
            if c != start and (_dated(values[c]) or (start and not filled(values[c])))
        ),
        "",
    )
    more = tuple(
        named[name]
        for name in _MORE
        if name in named and named[name] not in (start, end) and _dated(values[named[name]])
    )
    events = bool(start and end) and not named.keys().isdisjoint(_EVENTS)
    return DateColumns(
        start,
        end,
        more if start else (),
        guessed and bool(start),
        events,
        _parts(plain(start), named),
        end_guessed=end_guessed and bool(end),
        end_parts=_parts(plain(end), named),
    )


def _parts(year: str, named: Mapping[str, str]) -> tuple[str, ...]:
    """Find the columns of month and day that belong to one of years."""
    for word, month, day in _PARTS:
        if year.endswith(word):
            before, after = year.removesuffix(word), ""
        elif year.startswith(word):
            before, after = "", year.removeprefix(word)
        else:
            continue
        if before + month + after in named:
            return named[before + month + after], named.get(before + day + after, "")
    return ()


def joined(year: str, month: str, day: str) -> str:
    """Make one date of its parts, as exact as they are: ``2009-06-14``, ``14 June 2009``."""
    year, month, day = (text.removesuffix(".0") for text in (year, month, day))
    if not year or month in _UNKNOWN:
        return year
    known = "" if day in _UNKNOWN else day
    if _FIGURES.fullmatch(month):
        return "-".join([year, month.zfill(2), *([known.zfill(2)] if known else [])])
    return f"{known} {month} {year}".strip(" ")


def _best(
    values: Mapping[str, Sequence[object]],
    named: Mapping[str, str],
    names: Sequence[str],
    blank: bool = False,
) -> str:
    """Find the first column of a name with dates in it, else one whose name leaves no doubt."""
    there = [name for name in names if name in named]
    for name in there:
        cells = values[named[name]]
        if _dated(cells) or (blank and not filled(cells)):
            return named[name]
    sure = [named[name] for name in there if name not in _WEAK]
    return next((c for c in sure if filled(values[c])), sure[0] if sure else "")


def _is_like(name: str) -> bool:
    return (name in _WHOLE or any(part in name for part in _LIKE)) and not any(
        part in name for part in _UNLIKE
    )


def _is_end(name: str) -> bool:
    """Say whether a name without its word for a date is a word for an end: Datum bis."""
    return any(name.replace(part, "", 1) in _ENDS for part in _LIKE if part in name)


def _dated(cells: Iterable[object]) -> bool:
    """Say whether most cells that are not empty are dates."""
    texts = filled(cells)
    return bool(texts) and 2 * sum(when.is_date(text) for text in texts) >= len(texts)
