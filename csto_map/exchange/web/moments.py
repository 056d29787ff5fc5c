"""When features are asked for: the parameter ``datetime`` of OGC API - Features, as days."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta

from csto_map.errors import BadDate

# RFC 3339: a day, or a moment of it with its offset from UTC. Seconds may be 60.
_MOMENT = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"([Tt](?P<minute>[0-9]{2}:[0-9]{2}):(?P<second>[0-5][0-9]|60)(\.[0-9]+)?"
    r"(?P<offset>[Zz]|[+-][0-9]{2}:[0-9]{2}))?"
)
# Days alone: the facts know no hours.
_DURATION = re.compile(
    r"P(?=[0-9])((?P<years>[0-9]{1,4})Y)?((?P<months>[0-9]{1,4})M)?"
    r"((?P<weeks>[0-9]{1,4})W)?((?P<days>[0-9]{1,5})D)?"
)
_OPEN = ("", "..")
_WANTED = (
    "a day (2009-06-14), a moment (2009-06-14T00:00:00Z), or two with a / between them, "
    "of which one may be open (..)"
)


def span(text: str) -> tuple[date | None, date | None]:
    """
    Give the first and the last day that a text means, both included; None is open.

    Days are those of UTC. In place of the second moment a duration may stand, such as P2D.

    Raises
    ------
    BadDate
        A ValueError: the text is none of these, or ends before it starts.
    """
    start, slash, end = text.partition("/")
    if not slash:
        day = _day(start, text)
        return day, day
    if start in _OPEN and end in _OPEN:
        raise _refused(text)
    first = None if start in _OPEN else _day(start, text)
    last = None if end in _OPEN else _end(first, end, text)
    if first and last and (last < first or _backwards(start, end)):
        raise BadDate(f"{text!r} ends before it starts")
    return first, last


def _end(first: date | None, text: str, whole: str) -> date:
    match = _DURATION.fullmatch(text)
    if match is None:
        return _day(text, whole)
    if first is None:
        raise _refused(whole)
    return _later(first, {name: int(value or 0) for name, value in match.groupdict().items()})


def _later(day: date, lasting: dict[str, int]) -> date:
    months = day.year * 12 + day.month - 1 + lasting["years"] * 12 + lasting["months"]
    year, month = months // 12, months % 12 + 1
    if year > date.max.year:
        return date.max
    start = date(year, month, min(day.day, monthrange(year, month)[1]))
    try:
        return start + timedelta(weeks=lasting["weeks"], days=lasting["days"])
    except OverflowError:
        return date.max


def _day(text: str, whole: str) -> date:
    moment = _moment(text)
    if moment is None:
        raise _refused(whole)
    try:
        return moment.astimezone(UTC).date()
    except OverflowError:
        # Of the year 1 or 9999: what an hour more or less means there, no fact knows.
        return moment.date()


def _backwards(start: str, end: str) -> bool:
    """Say whether two moments of one day, both with their hours, are the wrong way round."""
    if not ("T" in start.upper() and "T" in end.upper()):
        return False
    first, last = _moment(start), _moment(end)
    return first is not None and last is not None and last < first


def _moment(text: str) -> datetime | None:
    match = _MOMENT.fullmatch(text)
    if match is None:
        return None
    clock = "00:00:00+00:00"
    if match["minute"]:
        offset = match["offset"].upper().replace("Z", "+00:00")
        clock = f"{match['minute']}:{min(int(match['second']), 59):02}{offset}"
    try:
        return datetime.fromisoformat(f"{match['day']}T{clock}")
    except ValueError:
        return None


def _refused(text: str) -> BadDate:
    return BadDate(f"{text[:80]!r} is not {_WANTED}")
