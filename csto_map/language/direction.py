"""Which way a language is written, and how a line of it says so to whoever draws it."""

from __future__ import annotations

import functools
import unicodedata
from typing import Literal

from babel import Locale

Direction = Literal["ltr", "rtl"]
# Unicode's isolates: what stands between them reads to the left as a whole, whatever its letters.
LEFTWARD, DONE = "\u2067", "\u2069"
# A letter without a shape that reads to the left.
_APART = "\u200f"
_STRONG = frozenset({"L", "R", "AL"})


@functools.cache
def direction(language: str) -> Direction:
    """
    Give the direction of a language as HTML says it.

    Examples
    --------
    >>> direction("ru"), direction("fa")
    ('ltr', 'rtl')
    """
    return "rtl" if Locale.parse(language).text_direction == "rtl" else "ltr"


def leftward(language: str) -> bool:
    """Say whether a language is written from right to left."""
    return direction(language) == "rtl"


def line(text: str, language: str) -> str:
    """
    Give a line of text that stands alone, in marks that say its direction where it needs them.

    Without them a line of Arabic that begins or ends with a Latin name, a number or a bracket
    would be put in order as English is.
    """
    if not leftward(language) or (text.isascii() and text.isalnum()) or not text:
        return text
    return f"{LEFTWARD}{text}{DONE}"


def by_letters(text: str) -> str:
    """Give a name that stands alone, in marks where its letters read to the left."""
    if text.isascii():
        return text
    first = next((way for way in map(unicodedata.bidirectional, text) if way in _STRONG), "L")
    return text if first == "L" else f"{LEFTWARD}{text}{DONE}"


def piece(text: str, language: str) -> str:
    """Keep a piece of a line, of whatever letters, apart from what is beside it."""
    return f"{_APART}{text}{_APART}" if leftward(language) else text


def bare(text: str) -> str:
    """Give a line without the marks of `line`, for whoever says the direction himself."""
    return text.removeprefix(LEFTWARD).removesuffix(DONE)
