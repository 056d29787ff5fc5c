"""When a file is made: the one place that asks the clock for it."""

from __future__ import annotations

import os
from datetime import UTC, datetime, time

from csto_map.errors import BadOption

_VARIABLE = "SOURCE_DATE_EPOCH"


def made() -> datetime:
    """
    Give the time of making, in UTC, to the second.

    ``SOURCE_DATE_EPOCH``, whole seconds since 1970, stands in for the clock: files made
    under it are equal to the byte.

    Raises
    ------
    BadOption
        A ValueError: the variable is no such number.
    """
    text = os.environ.get(_VARIABLE, "")
    if not text:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(text), UTC)
    except (ValueError, OverflowError, OSError):
        raise BadOption(f"{_VARIABLE}={text!r} is no number of seconds since 1970") from None


def day_made() -> datetime:
    """
    Give the day of making, by its first moment in UTC, for formats that ask when they were made.

    Not the second: the same question has the same bytes all day, on every machine that is asked,
    so that whoever has its answer need not fetch it again. BadOption as `made`.
    """
    moment = made()
    if os.environ.get(_VARIABLE):
        return moment
    return datetime.combine(moment.date(), time(), UTC)
