"""Dates as people write them in tables of their own, as days and as EDTF.

The forms stand in ``vocabulary.json``: ISO 8601, EDTF, ``14.06.2009``, ``14/06/2009``,
``14 June 2009``, ``14-Jun-09``, ``June 14, 2009``, ``14 июня 2009 г.``, ``June 2009``,
``20090614``, seconds since 1970, days of spreadsheets, with or without a time of day or a
weekday; a time of day does not move the day. What comes first in ``03/04/2009``, and whether
``38415`` is a day, is settled by the whole column, or has to be given.

``assets/src/layers/date_texts.js`` is its twin: ``tests/cases/layer_dates.json`` holds for both.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import TypeAlias

from csto_map.errors import BadDate
from csto_map.exchange.reading.columns import Remark
from csto_map.exchange.reading.vocabulary import WORDS, squeeze, trim

_FORMS = [
    (form["name"], re.compile(form["pattern"]), form["parts"]) for form in WORDS["date_forms"]
]
_EDTF = [re.compile(pattern) for pattern in WORDS["edtf_forms"]]
_TIME = re.compile(WORDS["time"])
_COMPACT_TIME = re.compile(WORDS["compact_time"])
_WEEKDAY = re.compile(rf"^(?:{'|'.join(map(re.escape, WORDS['weekdays']))})\.?,? ")
_ISO = re.compile(r"[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}")
_EARLY = re.compile(r"-[0-9]{1,6}(?:-[0-9]{2}){0,2}|0[0-9]{3}(?:-[0-9]{2}){0,2}")
# Hyphens and minus signs that are not of ASCII, and marks that only turn the direction of text.
_SPELLINGS = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2212\uff0d", "-")
    | dict.fromkeys("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", "")
)
_YEARS = re.compile(r"((?:1[5-9]|20)[0-9]{2})-((?:1[5-9]|20)[0-9]{2})")
_STILL = frozenset(WORDS["still"])
_DASHES = frozenset(WORDS["dashes"])
_THIS_CENTURY: int = WORDS["this_century"]
_EPOCH = date(1970, 1, 1).toordinal()
# Day 0 of spreadsheets, of those after the day of 1900 that never was.
_SHEET = date(1899, 12, 30).toordinal()
_LAST_DAY = date.max.toordinal()
_MOST = (1 << 17) - 1
OPEN = ("", "..")
# What a form gives: its name, and its parts by their names.
_Parts: TypeAlias = tuple[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Way:
    """
    How a column writes dates.

    `first` is "day", "month" or "" for what comes first in 03/04/2009; `serials` says that
    numbers of five figures are days of spreadsheets, `stamps` that all numbers count seconds
    or milliseconds.
    """

    first: str = ""
    serials: bool = False
    stamps: bool = False


NONE = Way()


@dataclass(frozen=True, slots=True)
class Days:
    """A date: its EDTF text, its first and its last day as ordinals (1 is 1 January of year 1)."""

    edtf: str
    first: int
    last: int


class NoDate(BadDate):
    """A text that is no date; `remark` tells why."""

    def __init__(self, key: str, **params: str | int) -> None:
        self.remark = Remark(key, **params)
        super().__init__(self.remark)


class Ambiguous(NoDate):
    """A date that may be two; `readings` has the day first, then the month."""

    def __init__(self, text: str, readings: tuple[date, date]) -> None:
        self.readings = readings
        one, two = (day.isoformat() for day in readings)
        super().__init__("ambiguous", value=text, one=one, two=two)


@lru_cache(maxsize=_MOST)
def _form(text: str) -> _Parts:
    """Find the form of a date without time of day and weekday, in small letters."""
    if any(pattern.match(text) for pattern in _EDTF):
        return "", {}
    for name, pattern, parts in _FORMS:
        if match := pattern.match(text):
            return name, dict(zip(parts, match.groups(), strict=True))
    return "", {}


@cache
def _months() -> dict[str, int]:
    """Give months by their names and first letters, three or more; 0 where two share them."""
    known: dict[str, int] = {}
    for number, names in enumerate(WORDS["months"], start=1):
        for name in names:
            for size in range(3, len(name)):
                start = name[:size]
                known[start] = number if known.get(start, number) == number else 0
    for number, names in enumerate(WORDS["months"], start=1):
        known |= dict.fromkeys(names, number)
    return known


@lru_cache(maxsize=_MOST)
def bare(text: str) -> str:
    """Give a date in small letters, without time of day, weekday and needless blanks."""
    lower = _lower(text)
    compact = _COMPACT_TIME.match(lower)
    if compact:
        return compact[1]
    time = _time(lower)
    return _WEEKDAY.sub("", lower[: time.start()] if time else lower, count=1)


def _lower(text: str) -> str:
    """Give a date in small letters, with single blanks and plain signs."""
    plain = text if text.isascii() else unicodedata.normalize("NFC", text).translate(_SPELLINGS)
    return squeeze(plain).lower()


def _time(lower: str) -> re.Match[str] | None:
    """Find the time of day at the end of a date."""
    time = _TIME.search(lower)
    return time if time and time.start() and lower[time.start() - 1] in "0123456789г." else None


def within_day(text: str) -> bool:
    """Say whether a date has a time of day after midnight: an end of that kind is on its day."""
    lower = _lower(text)
    compact = _COMPACT_TIME.match(lower)
    if compact:
        return any(c in "123456789" for c in compact[2] + compact[3])
    time = _time(lower)
    if time is None:
        return False
    midnight = int(time[2]) == (12 if time[4] == "a" else 0)
    return not midnight or any(c in "123456789" for c in time[3])


def way_of(texts: Iterable[str], first: str = "") -> Way:
    """Say how a column writes dates, by all its cells; `first` where somebody has said it."""
    forms = [
        _form(bare(text)) for text in set(texts) if trim(text) not in OPEN and not is_still(text)
    ]
    numbers = [name for name, _ in forms]
    serials = bool(numbers) and all(name == "serial" for name in numbers)
    stamps = bool(numbers) and all(name in _STAMPS for name in numbers)
    return Way(first or order_of(forms), serials, stamps)


_STAMPS = ("seconds", "milliseconds")


def order(texts: Iterable[str]) -> str:
    """Say what comes first in the dates of a column: "day", "month", "" where none tells."""
    return order_of(_form(bare(text)) for text in set(texts))


def order_of(forms: Iterable[_Parts]) -> str:
    """Say what comes first in dates of these forms; see `order`."""
    firsts = seconds = False
    for _, parts in forms:
        if "sign" in parts and "first" in parts and parts["sign"] != ".":
            firsts |= int(parts["first"]) > 12
            seconds |= int(parts["second"]) > 12
    if firsts == seconds:
        return ""
    return "day" if firsts else "month"


def contradictions(texts: Iterable[str]) -> tuple[str, str] | None:
    """Give a date that has the day first and one that has the month first; None without both."""
    day = month = ""
    for text in dict.fromkeys(texts):
        _, parts = _form(bare(text))
        if "first" in parts and parts["sign"] != ".":
            if int(parts["first"]) > 12:
                day = day or trim(text)
            if int(parts["second"]) > 12:
                month = month or trim(text)
    return (day, month) if day and month else None


def read(text: str, way: Way | str = NONE) -> str:
    """Turn a date into EDTF; ``..`` and the empty text stay as they are. See `days`."""
    plain = trim(text)
    return plain if plain in OPEN else days(text, way).edtf


def days(text: str, way: Way | str = NONE) -> Days:
    """
    Read a date.

    Parameters
    ----------
    way
        How the column writes dates; "day" or "month" alone is what comes first.

    Raises
    ------
    Ambiguous
        If day and month could be exchanged, and `way` does not tell.
    NoDate
        If it is no date, or no day that there is.
    """
    return _days(text, Way(way) if isinstance(way, str) else way)


def readings(text: str) -> tuple[date, date] | None:
    """Give both days that a date may be, the day first, then the month first; None for others."""
    try:
        _days(text, NONE)
    except Ambiguous as problem:
        return problem.readings
    except NoDate:
        return None
    return None


@lru_cache(maxsize=_MOST)
def _days(text: str, way: Way) -> Days:
    if _ISO.fullmatch(text):
        return _calendar(text, int(text[:4]), int(text[5:7]), int(text[8:]))
    lower = bare(text)
    name, parts = _form(lower)
    if not name:
        return _edtf(text, lower)
    if "about" in parts:
        year = int(parts["about"])
        whole = _calendar(text, year)
        return Days(f"{parts['about']}~", whole.first, whole.last)
    if "first" in parts:
        return _figures(text, parts, way)
    counted = _counted(text, name, parts, way)
    if counted is not None:
        return counted
    month = int(parts["month"]) if "month" in parts else None
    if "word" in parts:
        month = _months().get(parts["word"], 0)
        if not month:
            raise NoDate("no_date_text", value=trim(text))
    return _calendar(text, _year(parts), month, int(parts["day"]) if "day" in parts else None)


def _year(parts: dict[str, str]) -> int:
    if "year" in parts:
        return int(parts["year"])
    # Two figures, as spreadsheets read them.
    short = int(parts["short_year"])
    return short + (2000 if short < _THIS_CENTURY else 1900)


def _counted(text: str, name: str, parts: dict[str, str], way: Way) -> Days | None:
    """Read a number that counts days or seconds; None for a date of another kind."""
    if name == "serial":
        if not way.serials:
            raise NoDate("lone_serial", value=trim(text))
        return _day(text, _SHEET + int(parts["serial"]))
    if name not in _STAMPS:
        return None
    figures = parts[name]
    if not way.stamps and len(figures) != (10 if name == "seconds" else 13):
        raise NoDate("no_date_text", value=trim(text))
    second = 1 if name == "seconds" else 1000
    return _day(text, _EPOCH + int(figures) // (86400 * second))


def _day(text: str, ordinal: int) -> Days:
    if not 365243 <= ordinal <= _LAST_DAY:
        raise NoDate("early", value=trim(text))
    return Days(date.fromordinal(ordinal).isoformat(), ordinal, ordinal)


def _figures(text: str, parts: dict[str, str], way: Way) -> Days:
    first, second, year = int(parts["first"]), int(parts["second"]), _year(parts)
    if parts["sign"] == "." or first > 12 or way.first == "day" or first == second:
        return _calendar(text, year, second, first)
    if second > 12 or way.first == "month":
        return _calendar(text, year, first, second)
    try:
        readings = date(year, second, first), date(year, first, second)
    except ValueError:
        raise NoDate("no_such_day", value=trim(text)) from None
    if year < 1000:
        raise NoDate("early", value=trim(text))
    raise Ambiguous(trim(text), readings)


def _edtf(text: str, lower: str) -> Days:
    if not any(pattern.match(lower) for pattern in _EDTF):
        raise NoDate("early" if _EARLY.fullmatch(lower) else "no_date_text", value=trim(text))
    figures = lower.rstrip("~?%")
    edtf = lower.upper()
    if figures[3] == "x":
        start, end = (int(figures[:4].replace("x", digit)) for digit in "09")
        return Days(edtf, _calendar(text, start).first, _calendar(text, end).last)
    year, *rest = (int(part) for part in figures.split("-") if "x" not in part)
    whole = _calendar(text, year, *rest)
    return Days(edtf, whole.first, whole.last)


def _calendar(text: str, year: int, month: int | None = None, day: int | None = None) -> Days:
    """Give the days of a year, a month or a day."""
    if year < 1000:
        raise NoDate("early", value=trim(text))
    try:
        first = date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        raise NoDate("no_such_day", value=trim(text)) from None
    if day is not None:
        return Days(f"{year:04}-{month:02}-{day:02}", first.toordinal(), first.toordinal())
    if month is None:
        return Days(f"{year:04}", first.toordinal(), date(year, 12, 31).toordinal())
    last = date(year, month, monthrange(year, month)[1])
    return Days(f"{year:04}-{month:02}", first.toordinal(), last.toordinal())


def form_of(text: str) -> str:
    """Name the form of a date: one of ``vocabulary.json``, "" for EDTF and for none."""
    return "" if _ISO.fullmatch(text) else _form(bare(text))[0]


def is_still(text: str) -> bool:
    """Say whether an end means that something goes on."""
    return _is_still_word(text) or trim(text) in _DASHES


def _is_still_word(text: str) -> bool:
    return squeeze(text).lower() in _STILL


def is_date(text: str) -> bool:
    """Say whether a text is a date, a stretch of dates, a date that may be two, or "present"."""
    try:
        for part in stretch(text) or (text,):
            if not _is_still_word(part):
                read(part)
    except Ambiguous:
        return True
    except NoDate:
        return False
    return True


@lru_cache(maxsize=_MOST)
def stretch(text: str) -> tuple[str, str] | None:
    """
    Give both dates of a stretch such as 2004/2005, 2004 – 2005 or 2004-2005; None for others.

    One slash may also part a month from its year.
    """
    plain = squeeze(text)
    if not any(c in "0123456789" for c in plain):
        return None
    years = _YEARS.fullmatch(plain)
    if years:
        return years[1], years[2]
    for sign in ("/", "–", "—", " - "):
        # A slash may also stand in the name of a time zone.
        if sign == "/" and (bare(plain).count(sign) != 1 or _form(bare(plain))[0] in _SLASHED):
            continue
        if plain.count(sign) == 1:
            start, end = (part.strip(" ") for part in plain.split(sign))
            return start, end
    return None


# Forms that have one slash.
_SLASHED = ("month_year", "year_month", "word_year")
