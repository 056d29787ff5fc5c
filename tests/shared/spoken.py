"""Finding the days that a text names, in the languages of the interface."""

import re
from datetime import date
from functools import cache

from babel.dates import get_month_names

LANGUAGES = ("en", "ru")


@cache
def _months(language):
    return {name.lower(): k for k, name in get_month_names("wide", "format", language).items()}


@cache
def _day(language):
    names = "|".join(map(re.escape, _months(language)))
    return re.compile(rf"\b(\d{{1,2}}) ({names}) (\d{{3,4}})\b", re.IGNORECASE)


def days(text, language):
    """Give every day that a text names."""
    return {
        date(int(year), _months(language)[month.lower()], int(day))
        for day, month, year in _day(language).findall(text)
    }
