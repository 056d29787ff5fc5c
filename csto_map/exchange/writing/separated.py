"""Tables as CSV, which a spreadsheet opens without running anything in them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

# What a spreadsheet takes for the beginning of a formula, and what is a number all the same.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")


def inert(text: str) -> str:
    """
    Give a cell's text; one that begins as a formula gets an apostrophe, a number stays one.

    No fact begins so (`csto_map.facts.rules`); names that others choose may.
    """
    if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def write(columns: Iterable[str], rows: Iterable[Iterable[object]], newline: str) -> bytes:
    """Write a table in UTF-8, quoted after RFC 4180."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=newline)
    for row in (columns, *rows):
        writer.writerow([inert(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue().encode()
