"""JSON of other people as values and cells: what is damaged is found by line and column.

``assets/src/layers/json.js`` is its twin: every cell is the same text on the page.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

DEEPEST = 100
# Larger whole numbers lose digits as numbers of a browser: there they are texts.
_EXACT = 2**53
_LONE = re.compile("[\ud800-\udfff]")
_INDEX = re.compile(r"0|[1-9]\d{0,9}", re.ASCII)
_SPACE = re.compile(r"[ \t\n\r]*")


class Damaged(ValueError):
    """A text that is not JSON: where, and whether only something follows a whole value."""

    def __init__(self, line: int, column: int, *, more: bool = False) -> None:
        super().__init__(line, column)
        self.line, self.column, self.more = line, column, more


class TooDeep(ValueError):
    """Something that is nested deeper than anybody's data."""


def parse(text: str) -> Any:  # noqa: ANN401 - JSON of anybody's file
    """
    Read JSON; numbers that are none (NaN, Infinity) are None.

    Raises
    ------
    Damaged
        If it is not JSON.
    TooDeep
        If it is nested without end.
    """
    try:
        return json.loads(text, parse_constant=lambda _: None, parse_int=_whole)
    except json.JSONDecodeError as problem:
        more = problem.msg == "Extra data"
        raise Damaged(problem.lineno, problem.colno, more=more) from None
    except RecursionError:
        raise TooDeep from None


def _whole(digits: str) -> int | str:
    if len(digits) < 16:
        return int(digits)
    # Python reads no number of thousands of digits.
    number = int(digits) if len(digits) < 400 else _EXACT
    return number if abs(number) < _EXACT else digits


def text_of(value: object) -> str:
    """Give the text of a plain value, as JavaScript writes it; "" of None."""
    if isinstance(value, str):
        return _LONE.sub("\ufffd", value) if not value.isascii() else value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return number_text(value)
    return str(value)


def number_text(value: float) -> str:
    """Write a number as JavaScript does: ``5`` not ``5.0``, ``1e-7``; "" of one that is none."""
    if not math.isfinite(value):
        return ""
    if value == int(value) and abs(value) < _EXACT:
        return str(int(value))
    mantissa, _, power = repr(abs(value)).partition("e")
    whole, _, part = mantissa.partition(".")
    part = "" if part == "0" else part
    digits = (whole + part).lstrip("0")
    point = len(whole) + int(power or 0) - (len(whole + part) - len(digits))
    digits = digits.rstrip("0")
    sign = "-" if value < 0 else ""
    if 0 < point <= 21:
        if len(digits) <= point:
            return sign + digits.ljust(point, "0")
        return f"{sign}{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    tail = f".{digits[1:]}" if len(digits) > 1 else ""
    return f"{sign}{digits[0]}{tail}e{point - 1:+}"


def cells(properties: Mapping[str, Any]) -> dict[str, str]:
    """
    Give the cells of a row: what lies in what has both names (``name.en``).

    Lists of plain values are one cell with commas; other lists stay JSON.

    Raises
    ------
    TooDeep
        If it is nested without end.
    """
    found: dict[str, str] = {}
    plain = _plain(tuple(properties))
    for name, value in properties.items() if plain else ordered(properties):
        if isinstance(value, str):
            found[name] = value if value.isascii() else text_of(value)
        elif isinstance(value, dict):
            found.update(_inner(name, value, 1))
        elif isinstance(value, list):
            found[name] = _listed(value)
        else:
            found[name] = text_of(value)
    return found if plain else dict(ordered(found))


# Features of a file have the same names: what holds of them is asked once.
@lru_cache(maxsize=1024)
def _plain(names: tuple[str, ...]) -> bool:
    """Say whether names stand in the order and the letters in which JavaScript has them."""
    return all(name.isascii() and not name[:1].isdecimal() for name in names)


def ordered(members: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield members in the order of JavaScript: names that are numbers come first."""
    names = list(members)
    if any(name[:1].isdecimal() for name in names):
        numbers = [name for name in names if _INDEX.fullmatch(name) and int(name) < 2**32 - 1]
        taken = set(numbers)
        names = sorted(numbers, key=int) + [name for name in names if name not in taken]
    for name in names:
        yield text_of(name), members[name]


def _inner(prefix: str, members: Mapping[str, Any], depth: int) -> Iterator[tuple[str, str]]:
    if depth > DEEPEST:
        raise TooDeep
    for name, value in ordered(members):
        if isinstance(value, dict):
            yield from _inner(f"{prefix}.{name}", value, depth + 1)
        else:
            yield f"{prefix}.{name}", _listed(value) if isinstance(value, list) else text_of(value)


def _listed(values: list[Any]) -> str:
    if any(isinstance(value, dict | list) for value in values):
        return as_json(values)
    return ", ".join(text_of(value) for value in values)


def as_json(value: Any, depth: int = 0) -> str:  # noqa: ANN401 - JSON of anybody
    """Write JSON without blanks, as JavaScript does."""
    if depth > DEEPEST:
        raise TooDeep
    if isinstance(value, dict):
        inner = (f"{_quoted(k)}:{as_json(v, depth + 1)}" for k, v in ordered(value))
        return "{" + ",".join(inner) + "}"
    if isinstance(value, list):
        return "[" + ",".join(as_json(one, depth + 1) for one in value) + "]"
    if isinstance(value, str):
        return _quoted(value)
    return text_of(value) or "null"


def _quoted(text: str) -> str:
    return json.dumps(text_of(text), ensure_ascii=False)


def begins_with_value(line: str) -> bool:
    """Say whether a line is an object or a list as a whole."""
    bare = line.strip(" \t\r\n")
    try:
        return bare[:1] in ("{", "[") and isinstance(parse(bare), dict | list)
    except ValueError:
        return False
