"""Dates as people write them in tables of their own, turned into EDTF.

ISO 8601, EDTF, ``14.06.2009``, ``14/06/2009``, ``14 June 2009``, ``June 14, 2009``,
``June 2009``, ``20090614``, with or without a time of day. Whether ``03/04/2009`` is of
March or of April is decided by the whole column, or the row is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from csto_map import dates
from csto_map.errors import BadDate

_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_PARTS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
_SLASHED = re.compile(r"(\d{4})[/.](\d{1,2})(?:[/.](\d{1,2}))?")
_LOOSE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_COMPACT = re.compile(r"(19|20)(\d{2})(\d{2})(\d{2})")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\.? ([a-z]+)\.?,? (\d{4})")
_MONTH_FIRST = re.compile(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_MONTH = re.compile(r"([a-z]+)\.?,? (\d{4})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[./](\d{4})")
_TIME = re.compile(
    r"(?<=\d)[t ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)? ?(z|utc|[+-]\d{2}:?\d{2})?$", re.IGNORECASE
)


class Ambiguous(BadDate):
    """A date whose day and month cannot be told apart."""


def order(texts: Iterable[str]) -> str:
    """
    Say whether the dates of a column have the day or the month first.

    Returns
    -------
    order
        "day", "month", or "" where the column does not tell or contradicts itself.
        Dates with dots have the day first, wherever they stand.
    """
    firsts = seconds = False
    for text in set(texts):
        found = _PARTS.fullmatch(_TIME.sub("", text.strip()))
        if found and found[2] != ".":
            firsts |= int(found[1]) > 12
            seconds |= int(found[3]) > 12
    if firsts == seconds:
        return ""
    return "day" if firsts else "month"


def reader(texts: Iterable[str]) -> Callable[[str], str]:
    """Make a function that reads the dates of one column; see `read`."""
    way = order(texts)
    return lru_cache(maxsize=65536)(lambda text: read(text, way))


def read(text: str, way: str = "") -> str:
    """
    Turn a date into EDTF; ``..`` and the empty text stay as they are.

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
    said = _TIME.sub("", text.strip())
    if said in ("", ".."):
        return said
    if re.fullmatch(r"\d{5}(\.\d+)?", said):
        raise BadDate(f"{text!r} is a number: format the column as text or as YYYY-MM-DD")
    parts = _numbers(said, way, text) or _words(said.lower())
    edtf = said if parts is None else "-".join([f"{parts[0]:04}", *(f"{p:02}" for p in parts[1:])])
    try:
        dates.validate(edtf)
    except BadDate:
        raise BadDate(f"{text!r} is not a date (such as 2009-06-14, 2009-06, 2009)") from None
    return edtf


def is_day_and_month(text: str) -> bool:
    """Say whether one slash parts a month from a year (6/2009) rather than two dates."""
    return _MONTH_YEAR.fullmatch(text.strip()) is not None


def _numbers(said: str, way: str, text: str) -> tuple[int, ...] | None:
    if found := _PARTS.fullmatch(said):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        if found[2] == "." or first > 12 or way == "day" or first == second:
            return year, second, first
        if second > 12 or way == "month":
            return year, first, second
        raise Ambiguous(
            f"{text!r} may be the {first}th of month {second} or the {second}th of month {first}: "
            "write YYYY-MM-DD"
        )
    if found := _COMPACT.fullmatch(said):
        return int(found[1] + found[2]), int(found[3]), int(found[4])
    if found := _MONTH_YEAR.fullmatch(said):
        return int(found[2]), int(found[1])
    found = _SLASHED.fullmatch(said) or _LOOSE.fullmatch(said)
    return tuple(int(part) for part in found.groups() if part) if found else None


def _words(said: str) -> tuple[int, ...] | None:
    if found := _DAY_FIRST.fullmatch(said):
        month = _month(found[2])
        return (int(found[3]), month, int(found[1])) if month else None
    if found := _MONTH_FIRST.fullmatch(said):
        month = _month(found[1])
        return (int(found[3]), month, int(found[2])) if month else None
    if found := _MONTH.fullmatch(said):
        month = _month(found[1])
        return (int(found[2]), month) if month else None
    return None


def _month(name: str) -> int:
    """Give a month's number, by its name or its first three letters or more; 0 for none."""
    if len(name) < 3:
        return 0
    return next((k for k, month in enumerate(_MONTHS, 1) if month.startswith(name)), 0)
