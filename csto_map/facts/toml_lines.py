"""On which line of a TOML file something stands: its parser gives values, no places."""

from __future__ import annotations

import contextlib
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

# Where something stands: keys of tables, and numbers of what is in lists.
Place = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_KEY = re.compile(r"""[ \t]*("(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[\w-]+)[ \t]*""")
_TEXT = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_BARE = re.compile(r"[^,\]}\n#]*")


def lines(text: str) -> dict[Place, int]:
    """
    Say on which line each key, each table and each part of a list begins.

    Parameters
    ----------
    text
        Valid TOML; of any other the lines up to its fault.

    Returns
    -------
    lines
        Place -> line, counted from 1.
    """
    reader = _Reader(text)
    with contextlib.suppress(_NotToml):
        reader.read()
    return reader.lines


def line_in(problem: Exception) -> int:
    """Give the line that a parser's error names; 0 for none."""
    at = re.search(r"at line (\d+)", str(problem))
    return int(at[1]) if at else 0


def line_of(known: Mapping[Place, int], place: Sequence[str | int]) -> int:
    """Give the line of a place, or of what holds it; 0 where nothing of it is there."""
    at = tuple(place)
    while at and at not in known:
        at = at[:-1]
    return known.get(at, 0)


def places(value: object, wanted: str, at: Place = ()) -> Iterator[Place]:
    """Find where a parsed file says something: as a text, as a key, or within a longer text."""
    yield from _places(value, wanted, at, whole=True)
    yield from _places(value, wanted, at, whole=False)


def _places(value: object, wanted: str, at: Place, *, whole: bool) -> Iterator[Place]:
    if isinstance(value, dict | list):
        parts: Any = value.items() if isinstance(value, dict) else enumerate(value)
        for key, part in parts:
            if whole and key == wanted:
                yield (*at, key)
            yield from _places(part, wanted, (*at, key), whole=whole)
    elif str(value) == wanted if whole else isinstance(value, str) and wanted in value:
        yield at


class _NotToml(Exception):
    """The text is none: whoever parses it says so."""


class _Reader:
    """Goes through a text once; `lines` holds what it has passed."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._line, self._counted = 1, 0
        self._lengths: dict[Place, int] = {}
        self.lines: dict[Place, int] = {}

    def read(self) -> None:
        """Read the whole text."""
        table: Place = ()
        while self._next():
            if self._takes("[["):
                table = self._element(self._keys())
                self._needs("]]")
            elif self._takes("["):
                table = self._within(self._keys())
                self._needs("]")
            else:
                self._pair(table)

    def _next(self) -> str:
        """Pass blanks and comments; give the character that follows, "" at the end."""
        self._pass(_BLANK)
        return self._text[self._at : self._at + 1]

    def _pass(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self._text, self._at)
        if match is None:
            raise _NotToml
        self._at = match.end()
        return match[1] if pattern is _KEY else match[0]

    def _takes(self, mark: str) -> bool:
        if not self._text.startswith(mark, self._at):
            return False
        self._at += len(mark)
        return True

    def _needs(self, mark: str) -> None:
        if not self._takes(mark):
            raise _NotToml

    def _keys(self) -> list[str]:
        keys = [self._key()]
        while self._takes("."):
            keys.append(self._key())
        return keys

    def _key(self) -> str:
        key = self._pass(_KEY)
        return str(tomllib.loads(f"key = {key}")["key"]) if key[0] in "\"'" else key

    def _mark(self, place: Place) -> None:
        self._line += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        self.lines.setdefault(place, self._line)

    def _within(self, keys: Sequence[str]) -> Place:
        """Give the place of a header: in the last part of a list of tables."""
        place: Place = ()
        for key in keys:
            place = (*place, key)
            self._mark(place)
            if place in self._lengths:
                place = (*place, self._lengths[place] - 1)
        return place

    def _element(self, keys: Sequence[str]) -> Place:
        """Begin another part of a list of tables."""
        of = (*self._within(keys[:-1]), keys[-1])
        self._lengths[of] = self._lengths.get(of, 0) + 1
        place = (*of, self._lengths[of] - 1)
        self._mark(of)
        self._mark(place)
        return place

    def _pair(self, table: Place) -> None:
        self._next()
        place = table
        for key in self._keys():
            place = (*place, key)
            self._mark(place)
        self._needs("=")
        self._value(place)

    def _value(self, place: Place) -> None:
        first = self._next()
        if first == "[":
            self._list(place)
        elif first == "{":
            self._needs("{")
            while self._next() != "}":
                self._pair(place)
                self._next()
                self._takes(",")
            self._needs("}")
        else:
            self._pass(_TEXT if first and first in "\"'" else _BARE)

    def _list(self, place: Place) -> None:
        self._needs("[")
        part = 0
        while self._next() != "]":
            if not self._text[self._at :]:
                raise _NotToml
            self._mark((*place, part))
            self._value((*place, part))
            self._next()
            self._takes(",")
            part += 1
        self._needs("]")
