"""The rules of single cells: what their text must not hold, and what a breach is called."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date

from pydantic_core import ErrorDetails

from csto_map.facts.rules import hint

_FORMULA = ("=", "+", "-", "@")
_SUSPECT = (" ", *_FORMULA)
# The same in a row of cells with bars between. One look for each is four times as fast as a
# pattern of all.
_WITHIN = ("  ", " |", "| ", ";", *(f"|{mark}" for mark in _FORMULA))
# What UTF-8 looks like when read as Windows-1252 or Windows-1251, and what is left of it
# when it could not be read at all.
_MOJIBAKE = re.compile(
    r"\ufffd|\u00e2\u20ac|\u00c3[\u0080-\u00bf\u2013-\u203a]|[\u00d0\u00d1][\u0080-\u00bf]"
    r"|(?:[\u0420\u0421][\u0080-\u00bf\u0402-\u040f\u0452-\u045f]){2}"
)
_MIXED = re.compile(r"[A-Za-z][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z]")
_BLANKS = re.compile(r"\s\s|[\t\r\n\v\f]")
_NUMBERS = (int, float)
_QUOTED = re.compile(r"'([^']+)'")


def plain_row(row: Sequence[str]) -> bool:
    """Say at a glance that no cell of a row has anything for `faults` to find."""
    text = "|".join(row)
    return (
        text.isascii()
        and text.isprintable()
        and not text.startswith(_SUSPECT)
        and not text.endswith(" ")
        and not any(map(text.__contains__, _WITHIN))
    )


def plain(value: str, kind: type) -> bool:
    """Say at a glance, as of most cells, that there is nothing for `faults` to find."""
    return (
        value.isascii()
        and value.isprintable()
        and "  " not in value
        and not value.startswith(_SUSPECT)
        and not value.endswith(" ")
        and not (kind is tuple and ";" in value)
    )


# Days as spreadsheets write them: 31.12.1999, 12/31/1999.
_DATE = re.compile(r"(\d{1,2})([./])(\d{1,2})[./](\d{4})")


def faults(value: str, kind: type) -> Iterator[tuple[str, str]]:
    """
    Find what is wrong with the text of a cell.

    Parameters
    ----------
    value
        The text as it stands in the file.
    kind
        What it becomes, as `csto_map.facts.schema.Row.cell_types` says.

    Yields
    ------
    rule, wanted
        The name of the rule broken, and what was wanted.
    """
    if value != value.strip():
        yield "stray-spaces", "free of blanks at its ends"
    elif _BLANKS.search(value):
        yield "double-spaces", "free of double blanks and line breaks"
    # What can be printed hides nothing; looking at every character takes long.
    odd = () if value.isprintable() else value
    hidden = next((c for c in odd if unicodedata.category(c) in ("Cf", "Cc", "Co")), "")
    if hidden and hidden not in "\t\r\n":
        yield "invisible-characters", f"free of U+{ord(hidden):04X}"
    if _MOJIBAKE.search(value):
        yield "mojibake", "UTF-8 text (it looks wrongly decoded)"
    elif not unicodedata.is_normalized("NFC", value):
        yield "not-composed", "composed (Unicode NFC)"
    elif _MIXED.search(value):
        yield "mixed-script", "of one script in each word"
    if value.startswith(_FORMULA) and kind not in _NUMBERS:
        yield "formula-cell", "plain text (a spreadsheet would run it as a formula)"
    if kind is tuple and value:
        parts = value.split(";")
        if "" in parts or any(part != part.strip() for part in parts):
            yield "empty-list-part", "ids joined by ; alone"
        elif len(set(parts)) < len(parts):
            yield "repeated-list-part", "a list without repetitions"


def wanted(error: ErrorDetails, column: str) -> tuple[str, str]:
    """Name the rule of a checker's error, and say what was expected in the table's words."""
    context = error.get("ctx", {})
    match error["type"]:
        case "literal_error":
            words = _QUOTED.findall(context["expected"])
            near = hint(str(error["input"]), words)
            return "vocabulary", f"one of {context['expected']}{near}"
        case "value_error":
            expected = str(context["error"])
            if expected == "yes or no":
                return "yes-no", expected
            return "edtf", expected + _meant(error["input"])
        case "too_short":
            return "no-source", "at least one source id"
        case "string_too_short":
            return "required", "filled in"
        case "string_pattern_mismatch":
            rule, expected = form(context["pattern"])
            near = str(error["input"]).strip().upper()
            meant = rule == "country-form" and re.fullmatch(context["pattern"], near)
            return rule, f"{expected}; did you mean {near}?" if meant else expected
        case "float_parsing" | "finite_number":
            return "number", "a number"
        case "int_parsing" | "int_from_float":
            return "whole-number", "a number"
        case "date_from_datetime_parsing" | "date_parsing" | "date_from_datetime_inexact":
            return "calendar-date", "a date (YYYY-MM-DD)" + _meant(error["input"])
        case _:
            return _limit(column), str(error["msg"])


def form(pattern: str) -> tuple[str, str]:
    """Name the rule that a pattern is of, and say it in words: few read patterns."""
    if "http" in pattern:
        return "address-form", "a whole address, which begins with https:// or http://, or empty"
    if "{2,3}" in pattern:
        return "language-form", "two or three small letters, or empty"
    if pattern.startswith("^[a-z][a-z0-9_"):
        return "id-form", "small letters, digits and _, with a letter first"
    if "{3}" in pattern:
        return "country-form", "three capital letters"
    if pattern.startswith(("^[A-Z][A-Z0-9", "^([A-Z][A-Z0-9")):
        return "code-form", "capital letters, digits and _"
    return "id-form", "letters, digits, _ . and -, with a letter or digit first"


def _meant(text: object) -> str:
    """Ask whether a date that a spreadsheet turned around is meant; "" where that is not clear."""
    matched = _DATE.fullmatch(str(text).strip())
    if not matched:
        return ""
    first, mark, second, year = matched.groups()
    day, month = int(first), int(second)
    if mark == "/":
        if day <= 12 and month <= 12 and day != month:
            # One half of the world writes the month first.
            return ""
        if month > 12:
            day, month = month, day
    try:
        return f"; did you mean {date(int(year), month, day).isoformat()}?"
    except ValueError:
        return ""


def _limit(column: str) -> str:
    if column.endswith("lat"):
        return "latitude"
    if column.endswith("lon"):
        return "longitude"
    return "impossible-strength" if column.startswith("personnel") else "limits"
