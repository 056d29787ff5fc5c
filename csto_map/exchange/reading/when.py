"""Dates as people write them in tables of their own, turned into EDTF.

ISO 8601, EDTF, ``14.06.2009``, ``14/06/2009``, ``14 June 2009``, ``14-Jun-09``,
``June 14, 2009``, ``14 июня 2009 г.``, ``June 2009``, ``20090614``, seconds since 1970,
with or without a time of day or a weekday; a time of day does not move the day. Whether
``03/04/2009`` is of March or of April is settled by other rows, or has to be given.

``assets/src/layers/dates.js`` is its twin: ``tests/cases/layer_dates.json`` holds for both.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import lru_cache

from csto_map.errors import BadDate
from csto_map.facts import dates

_MONTHS = (
    ("january", "январь", "января"),
    ("february", "февраль", "февраля"),
    ("march", "март", "марта"),
    ("april", "апрель", "апреля"),
    ("may", "май", "мая"),
    ("june", "июнь", "июня"),
    ("july", "июль", "июля"),
    ("august", "август", "августа"),
    ("september", "сентябрь", "сентября"),
    ("october", "октябрь", "октября"),
    ("november", "ноябрь", "ноября"),
    ("december", "декабрь", "декабря"),
)
_DAY = re.compile(r"[1-9]\d{3}-\d{2}-\d{2}")
# What both readers know of EDTF; years have four digits.
_EDTF = re.compile(
    r"[1-9]\d{3}(?:-\d{2}){0,2}[~?%]?|[1-9](?:\d{2}X|\dXX)[~?%]?|[1-9]\d{3}-(?:XX(?:-XX)?|\d{2}-XX)"
)
_PARTS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
# What may be such a date: a quick look spares most cells a slow one.
_MAYBE = re.compile(r"\d[/-]\d{1,2}[/-]\d{4}")
_YEAR_FIRST = re.compile(r"(\d{4})([/.-])(\d{1,2})(?:\2(\d{1,2}))?")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_EPOCH = re.compile(r"(\d{10})(\d{3})?(?:\.\d+)?")
_WHOLE = re.compile(r"(\d{4})\.0+")
_ABOUT = re.compile(r"(?:c|ca|circa|около|ок)\.? ?(\d{4})", re.IGNORECASE)
_WORD = r"([^\W\d_]+)"
_YEAR_END = r"(?: ?(?:г|год|года)\.?)?"
_DAY_FIRST = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th)?\.?[ -]{_WORD}\.?,?[ -](\d{{4}}|\d{{2}}){_YEAR_END}"
)
_MONTH_FIRST = re.compile(rf"{_WORD}\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})")
_MONTH = re.compile(rf"{_WORD}\.?,?[ -](\d{{4}}){_YEAR_END}")
_MONTH_YEAR = re.compile(r"(\d{1,2})[./](\d{4})")
_WEEKDAY = re.compile(
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*|понедельник|вторник|среда|четверг|пятница|суббота"
    r"|воскресенье|пн|вт|ср|чт|пт|сб|вс)\.?,? ",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?<=\d)(?:t| )\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[ap]\.?m\.?)?"
    r"(?: ?(?:z|utc|gmt|[+-]\d{2}(?::?\d{2})?|[a-z_]+(?:/[a-z_]+)+))?$",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"[t ](\d{1,2}):(\d{2}(?::\d{2}(?:[.,]\d+)?)?)(?: ?([ap]))?", re.IGNORECASE)
# A year of two digits, as spreadsheets read it: up to 29 it is of this century.
_THIS_CENTURY = 30
_OPEN = ("", "..")
# What people write for the end of what goes on; a dash only where an end is looked for.
_STILL = frozenset(
    {
        *("present", "to present", "the present", "ongoing", "now", "current", "today", "to date"),
        *("н.в.", "н. в.", "по н.в.", "по н. в.", "наст. время", "настоящее время", "сейчас"),
        *("по настоящее время", "до настоящего времени", "продолжается"),
    }
)
_DASHES = ("-", "–", "—")


class Ambiguous(BadDate):
    """A date whose day and month cannot be told apart."""


def order(texts: Iterable[str]) -> str:
    """
    Say whether the dates of a file have the day or the month first.

    Returns
    -------
    order
        "day", "month", or "" where no date tells or they contradict each other.
        Dates with dots have the day first, wherever they stand.
    """
    firsts = seconds = False
    for text in filter(_MAYBE.search, set(texts)):
        match = _PARTS.fullmatch(_bare(text))
        if match and match[2] != ".":
            firsts |= int(match[1]) > 12
            seconds |= int(match[3]) > 12
    if firsts == seconds:
        return ""
    return "day" if firsts else "month"


def ambiguous(texts: Iterable[str]) -> tuple[str, date, date] | None:
    """Give the first date that may be two: its text, and the days with day or month first."""
    for text in filter(_MAYBE.search, dict.fromkeys(texts)):
        match = _PARTS.fullmatch(_bare(text))
        if not match or match[2] == ".":
            continue
        one, two, year = int(match[1]), int(match[3]), int(match[4])
        if one != two and 0 < one <= 12 and 0 < two <= 12 and year >= 1000:
            return text.strip(), date(year, two, one), date(year, one, two)
    return None


def reader(texts: Iterable[str], way: str = "") -> Callable[[str], str]:
    """Make a function that reads the dates of one file; see `read`."""
    way = way or order(texts)
    return lru_cache(maxsize=65536)(lambda text: read(text, way))


def within_day(text: str) -> bool:
    """Say whether a date has a time of day after midnight: an end of that kind is on its day."""
    time = _TIME.search(" ".join(text.split()))
    clock = _CLOCK.match(time[0]) if time else None
    if clock is None:
        return False
    hour, rest, half = int(clock[1]), clock[2], (clock[3] or "").lower()
    midnight = hour == (12 if half == "a" else 0)
    return not midnight or any(c in "123456789" for c in rest)


def read(text: str, way: str = "") -> str:
    """
    Turn a date into EDTF; ``..`` and the empty text stay as they are.

    Parameters
    ----------
    way
        "day" or "month": what comes first in ``03/04/2009``.

    Raises
    ------
    Ambiguous
        If day and month could be exchanged, and `way` does not tell.
    BadDate
        If it is no date.
    """
    if _DAY.fullmatch(text):
        dates.validate(text)
        return text
    bare = _bare(text)
    if bare in _OPEN:
        return bare
    if re.fullmatch(r"\d{5}(\.\d+)?", bare):
        raise BadDate(f"{text!r} is a number: format the column as text or as YYYY-MM-DD")
    parts = _numbers(bare, way, text) or _words(bare.lower())
    edtf = _edtf(parts) if parts else _ABOUT.sub(r"\1~", bare)
    if not _is_edtf(edtf):
        raise BadDate(f"{text!r} is not a date (such as 2009-06-14, 2009-06, 2009)")
    return edtf


def _is_edtf(text: str) -> bool:
    try:
        dates.validate(text)
    except BadDate:
        return False
    return _EDTF.fullmatch(text) is not None


def is_still(text: str) -> bool:
    """Say whether an end means that something goes on."""
    return _is_still_word(text) or text.strip() in _DASHES


def _is_still_word(text: str) -> bool:
    return " ".join(text.lower().split()) in _STILL


def is_date(text: str) -> bool:
    """Say whether a text is a date, a stretch of dates, a date that may be two, or "present"."""
    try:
        for part in text.split("/") if is_stretch(text) else [text]:
            if not _is_still_word(part):
                read(part)
    except Ambiguous:
        return True
    except BadDate:
        return False
    return True


def is_stretch(text: str) -> bool:
    """Say whether one slash parts two dates (2004/2005) rather than a month from its year."""
    bare = _bare(text)
    if bare.count("/") != 1 or not any(c.isdigit() for c in bare):
        return False
    return not (_MONTH_YEAR.fullmatch(bare) or _YEAR_FIRST.fullmatch(bare))


def _bare(text: str) -> str:
    """Give a text without time of day, weekday and needless blanks."""
    trimmed = " ".join(text.split())
    return _WEEKDAY.sub("", _TIME.sub("", trimmed), count=1) if trimmed else ""


def _edtf(parts: tuple[int, ...]) -> str:
    return "-".join([f"{parts[0]:04}", *(f"{part:02}" for part in parts[1:])])


def _numbers(bare: str, way: str, text: str) -> tuple[int, ...] | None:
    if match := _PARTS.fullmatch(bare):
        return _three(int(match[1]), int(match[3]), int(match[4]), match[2], way, text)
    if match := _COMPACT.fullmatch(bare) or _WHOLE.fullmatch(bare):
        return tuple(int(part) for part in match.groups())
    if match := _EPOCH.fullmatch(bare):
        on = date(1970, 1, 1) + timedelta(seconds=int(match[1]))
        return on.year, on.month, on.day
    if match := _MONTH_YEAR.fullmatch(bare):
        return int(match[2]), int(match[1])
    if match := _YEAR_FIRST.fullmatch(bare):
        year, sign, month, day = match.groups()
        if day is not None or sign != "-":
            return tuple(int(part) for part in (year, month, day) if part)
    return None


def _three(
    first: int, second: int, year: int, sign: str, way: str, text: str
) -> tuple[int, int, int]:
    if sign == "." or first > 12 or way == "day" or first == second:
        return year, second, first
    if second > 12 or way == "month":
        return year, first, second
    readings = " or ".join(
        f"{day} {calendar.month_name[month]} {year}"
        for day, month in ((first, second), (second, first))
    )
    raise Ambiguous(f"{text!r} may be {readings}: write YYYY-MM-DD")


def _words(text: str) -> tuple[int, ...] | None:
    if match := _DAY_FIRST.fullmatch(text):
        month = _month(match[2])
        return (_year(match[3]), month, int(match[1])) if month else None
    if match := _MONTH_FIRST.fullmatch(text):
        month = _month(match[1])
        return (int(match[3]), month, int(match[2])) if month else None
    if match := _MONTH.fullmatch(text):
        month = _month(match[1])
        return (int(match[2]), month) if month else None
    return None


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (2000 if year < _THIS_CENTURY else 1900)


def _month(name: str) -> int:
    """Give a month's number, by its name or its first three letters or more; 0 for none."""
    if len(name) < 3:
        return 0
    for number, names in enumerate(_MONTHS, 1):
        if any(month.startswith(name) for month in names):
            return number
    return 0
