"""EDTF (ISO 8601-2) dates: earliest and latest day, spans, words.

Parsing is the `edtf` library's. The forms that fill the tables (a day, a month, a
year, each with an optional ``~`` or ``?``, and intervals of them) take a short way that
is a thousand times faster and that property tests hold equal to the library; it is only
imported for what takes the long way.
"""

from __future__ import annotations

import calendar
import re
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from csto_map.errors import BadDate

_PLAIN = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?[~?]?")
_DAY = timedelta(days=1)
# Letters of a day, as 2003-10-23.
_LONG_DAY = 10


@dataclass(frozen=True, slots=True)
class Span:
    """
    The days from a start to an end, half-open: [from_, until).

    `from_` None: nobody knows since when. `until` None: to this day and beyond. The
    part that is certain is [certain_from, certain_until); `certain_from` None means no
    day is certain, `certain_until` None that certainty does not end.
    """

    from_: date | None
    until: date | None
    certain_from: date | None
    certain_until: date | None


# Every day of ninety years: a history of more makes some of them anew.
@lru_cache(maxsize=32_768)
def _bounds(text: str) -> tuple[date, date]:
    if len(text) == _LONG_DAY and text[4] == text[7] == "-":
        # Most cells are a day; the month 13 takes the long way to its error.
        with suppress(ValueError):
            day = date.fromisoformat(text)
            return day, day
    ends = [_PLAIN.fullmatch(end) for end in text.split("/")]
    bounds = _short(ends) if len(ends) <= 2 and all(ends) else _long(text)
    if bounds is None:
        raise BadDate(f"{text!r} is not an EDTF date (such as 2003-10-23, 2004-10, 1992)")
    return bounds


def _short(ends: Sequence[re.Match[str] | None]) -> tuple[date, date] | None:
    """Give the bounds of a plain date or of an interval of two; None if there is no such day."""
    try:
        whole = [_period(*end.groups()) for end in ends if end]
    except ValueError:
        return None
    return whole[0][0], whole[-1][1]


def _period(year: str, month: str | None, day: str | None) -> tuple[date, date]:
    """Give the first and the last day of a day, a month or a year; ValueError for none."""
    first_month, last_month = (int(month), int(month)) if month else (1, 12)
    last_day = int(day) if day else calendar.monthrange(int(year), last_month)[1]
    return (
        date(int(year), first_month, int(day or 1)),
        date(int(year), last_month, last_day),
    )


def _long(text: str) -> tuple[date, date] | None:
    """Give the bounds by the library; None for what is no date, or has no bounds."""
    # Building its grammar takes longer than drawing a picture.
    from edtf import parse_edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

    try:
        parsed = parse_edtf(text)
        return _to_date(parsed.lower_strict()), _to_date(parsed.upper_strict())
    except (EDTFParseException, ValueError, AttributeError, TypeError, OverflowError):
        return None


def _to_date(parsed: time.struct_time | float) -> date:
    if not isinstance(parsed, time.struct_time):
        raise TypeError("unbounded")
    return date(parsed.tm_year, parsed.tm_mon, parsed.tm_mday)


def validate(text: str) -> None:
    """Raise BadDate unless `text` is empty, ``..`` or an EDTF date with two bounds."""
    if text not in ("", ".."):
        _bounds(text)


def earliest(text: str) -> date | None:
    """Give the first day that `text` can mean; None for unknown ("") and open ("..")."""
    return None if text in ("", "..") else _bounds(text)[0]


def latest(text: str) -> date | None:
    """Give the last day that `text` can mean; None for unknown ("") and open ("..")."""
    return None if text in ("", "..") else _bounds(text)[1]


def is_day(text: str) -> bool:
    """Say whether `text` names one day."""
    return text not in ("", "..") and earliest(text) == latest(text)


def through(end: str, certainty: str) -> str:
    """
    Turn the `end` cell of a half-open row into the last date on which the row held.

    People read "until 20 January" as included, but an `end` that names a day is the first
    on which the row no longer holds. A month or a year stays, and so does a day on which
    something was only last seen: the row is shown through it.

    Examples
    --------
    >>> through("2022-01-20", "certain")
    '2022-01-19'
    >>> through("2005-07", "certain")
    '2005-07'
    """
    if not is_day(end) or certainty == "attested":
        return end
    first, _ = _bounds(end)
    doubt = end[-1] if end[-1] in "~?%" else ""
    return f"{(first - _DAY).isoformat()}{doubt}"


def span(start: str, end: str, start_certainty: str, end_certainty: str) -> Span | None:
    """
    Turn start and end texts into days; the rules are in ``geodata/README.md``.

    Returns
    -------
    span
        None for what was only planned: it never held as far as the sources say.
    """
    if start_certainty == "planned":
        return None
    from_, sure_from = earliest(start), latest(start)
    if start_certainty == "inherited":
        sure_from = from_
    if end in ("", "..") or end_certainty == "planned":
        until = None
    elif is_day(end) and end_certainty != "attested":
        until = earliest(end)
    else:
        last = latest(end)
        until = None if last is None else last + _DAY
    if end == ".." or sure_from is None:
        sure_until = None
    elif end == "":
        sure_until = sure_from + _DAY
    elif end_certainty == "attested":
        # Seen there on some day of the period: sure no further than its first day.
        first_seen = earliest(end)
        sure_until = None if first_seen is None else first_seen + _DAY
    else:
        sure_until = earliest(end)
    if sure_from is not None and sure_until is not None and sure_until <= sure_from:
        sure_from = sure_until = None
    return Span(from_, until, sure_from, sure_until)


def years_later(day: date, years: int) -> date:
    """Give the day so many years later; 28 February where that year has no 29 February."""
    last = 28 if day.month == 2 and not calendar.isleap(day.year + years) else 31
    return day.replace(year=day.year + years, day=min(day.day, last))


def parse_day(value: date | str) -> date:
    """
    Read a day from a date, an ISO 8601 string or an EDTF string.

    An imprecise EDTF string means its earliest day.

    Raises
    ------
    BadDate
        If `value` is neither.
    """
    if isinstance(value, date):
        return value
    day = earliest(value.strip()) if isinstance(value, str) else None
    if day is None:
        raise BadDate(f"{value!r} is not a date (such as 2009-06-14, 2009-06 or 2009)")
    return day
