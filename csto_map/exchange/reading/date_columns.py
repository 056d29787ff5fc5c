"""Which columns of a file say when its rows held: by their names and by what is in them.

``assets/src/layers/when.js`` is its twin: ``tests/cases/layer_dates.json`` holds for both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from csto_map.exchange.reading import when

# The likeliest first; compared as `plain` writes names.
NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "start": (
            *("start", "startedtf", "startdate", "datestart", "begin", "begindate", "datebegin"),
            *("from", "datefrom", "fromdate", "validfrom", "since", "eventdate", "date", "day"),
            *("when", "datetime", "sqldate", "дата", "начало", "датаначала", "datum", "fecha"),
            *("opened", "opening", "established", "founded", "inception", "arrived", "открыт"),
            *("timestamp", "time", "year", "yr", "год"),
        ),
        "end": (
            *("end", "endedtf", "enddate", "dateend", "until", "to", "dateto", "todate"),
            *("validto", "stop", "finish", "конец", "датаконца", "датаокончания"),
            *("closed", "closing", "closure", "dissolved", "withdrawn", "закрыт"),
        ),
    }
)
# Names that often mean something else: they count only if dates stand in them.
_WEAK = frozenset(
    {
        *("from", "to", "since", "day", "when", "time", "timestamp", "stop", "until"),
        *("opened", "opening", "established", "founded", "inception", "arrived", "открыт"),
        *("closed", "closing", "closure", "dissolved", "withdrawn", "закрыт"),
    }
)
# Where the chosen columns are empty, a date of one of these is the row's own.
_MORE = ("start", "startdate", "datestart", "begin", "date", "eventdate", "when", "дата")
# A table with one of these is of events: a row of it that has no end is of its date.
_EVENTS = ("eventid", "eventtype", "eventidcnty")
# Columns that every layer of our own files has: there, days are worked out already.
_OURS = frozenset({"certainty", "sourceids", "sources"})
# Parts of other names of dates, and of those that say when a row was written or how exact it is.
_LIKE = ("date", "datum", "fecha", "time", "year", "дата", "год")
_UNLIKE = ("updat", "modif", "creat", "access", "upload", "publi", "retriev", "download", "edit")
_NO_DATE = ("prec", "zone", "обновл", "измен")
# What the parts of a date are called where each has its own column: iyear, imonth, iday.
_PARTS = (("year", "month", "day"), ("yr", "mo", "day"), ("год", "месяц", "день"))
# Months and days that are not known.
_UNKNOWN = frozenset({"", "0", "00", "-9", "-99"})
_SAMPLE = 200


@dataclass(frozen=True, slots=True)
class DateColumns:
    """
    The columns of dates: when rows begin and end ("" for none), and where else to look.

    `guessed` says that the start was found by a part of its name, `events` that rows
    without an end are of their date, not open. `parts` are the columns of the month and of
    the day ("" for none) where `start` is the year alone.
    """

    start: str = ""
    end: str = ""
    more: tuple[str, ...] = ()
    guessed: bool = False
    events: bool = False
    parts: tuple[str, ...] = ()


def plain(name: object) -> str:
    """Give the name of a column without case, blanks and signs."""
    return re.sub(r"[\s_.-]", "", str(name).lower())


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
    if named.keys() >= _OURS and not {"startdate", "enddate"}.isdisjoint(named):
        return DateColumns(named.get("startdate", ""), named.get("enddate", ""))
    start = _best(values, named, NAMES["start"])
    guessed = not start
    start = start or next((c for c in free if _is_like(plain(c)) and _dated(values[c])), "")
    end = _best(values, {n: c for n, c in named.items() if c != start}, NAMES["end"], bool(start))
    more = tuple(
        named[name]
        for name in _MORE
        if name in named and named[name] not in (start, end) and _dated(values[named[name]])
    )
    events = bool(start and end) and not named.keys().isdisjoint(_EVENTS)
    parts = () if end else _parts(plain(start), named)
    return DateColumns(start, end, more if start else (), guessed and bool(start), events, parts)


def _parts(year: str, named: Mapping[str, str]) -> tuple[str, ...]:
    """Find the columns of month and day that belong to one of years."""
    for suffix, month, day in _PARTS:
        before = year.removesuffix(suffix)
        if year.endswith(suffix) and before + month in named:
            return named[before + month], named.get(before + day, "")
    return ()


def joined(year: str, month: str, day: str) -> str:
    """Make one date of its parts, as exact as they are: ``2009-06-14``, ``14 June 2009``."""
    year, month, day = (text.strip().removesuffix(".0") for text in (year, month, day))
    if not year or month in _UNKNOWN:
        return year
    known = "" if day in _UNKNOWN else day
    if month.isdecimal():
        return "-".join([year, month.zfill(2), *([known.zfill(2)] if known else [])])
    return f"{known} {month} {year}".strip()


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
        if _dated(cells) or (blank and not _filled(cells)):
            return named[name]
    sure = [named[name] for name in there if name not in _WEAK]
    return next((c for c in sure if _filled(values[c])), sure[0] if sure else "")


def _is_like(name: str) -> bool:
    return any(part in name for part in _LIKE) and not any(
        part in name for part in (*_UNLIKE, *_NO_DATE)
    )


def _filled(cells: Iterable[object]) -> list[str]:
    """Give the first cells that are not empty."""
    texts: list[str] = []
    for cell in cells:
        text = "" if cell is None else str(cell).strip()
        if text:
            texts.append(text)
            if len(texts) == _SAMPLE:
                break
    return texts


def _dated(cells: Iterable[object]) -> bool:
    """Say whether most cells that are not empty are dates."""
    texts = _filled(cells)
    return bool(texts) and 2 * sum(when.is_date(text) for text in texts) >= len(texts)
