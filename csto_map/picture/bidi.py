"""In which order letters stand on a line.

The Unicode bidirectional algorithm (UAX #9) for one line that reads to the right as a whole, or
to the left where it stands between marks that say so (`csto_map.language.direction`): its weak
and neutral types, its brackets, its levels, its reordering. Other marks that embed, isolate or
override are passed over.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from csto_map.language.direction import DONE, LEFTWARD

_LEFTWARD = frozenset({"R", "AL", "AN"})
_NUMBERS = frozenset({"EN", "AN"})
_STRONG = frozenset({"L", "R", "AL"})
_PAIRS = {"(": ")", "[": "]", "{": "}"}
# Levels of letters in a line that reads to the right, and in one that reads to the left.
_LEVELS = {"L": {"R": 1, "AN": 2, "EN": 2}, "R": {"L": 2, "R": 1, "AN": 2, "EN": 2}}


def marked(text: str) -> bool:
    """Say whether a line says of itself that it reads to the left."""
    return text.startswith(LEFTWARD) and text.endswith(DONE)


def levels(text: str) -> list[int]:
    """Give the level of each letter: even ones read to the right, odd ones to the left."""
    if marked(text):
        return [1, *_levels(text[1:-1], "R"), 1]
    return _levels(text, "L")


def _levels(text: str, base: str) -> list[int]:
    """Give the levels in a line whose own direction is `base`, L or R."""
    kinds = [unicodedata.bidirectional(letter) or "L" for letter in text]
    if base == "L" and not _LEFTWARD & set(kinds):
        return [0] * len(kinds)
    _weak(kinds, base)
    _brackets(text, kinds, base)
    _neutral(kinds, base)
    lowest = int(base == "R")
    found = [_LEVELS[base].get(kind, lowest) for kind in kinds]
    for k in range(len(text) - 1, -1, -1):
        if not text[k].isspace():
            break
        found[k] = lowest
    return found


def _weak(kinds: list[str], base: str) -> None:
    """Settle marks and numbers: rules W1 to W7."""
    last = strong = base
    for k, kind in enumerate(kinds):
        if kind == "NSM":
            kinds[k] = kind = last
        last = kind
        if kind in _STRONG:
            strong = kind
        elif kind == "EN" and strong == "AL":
            kinds[k] = "AN"
    for k in range(1, len(kinds) - 1):
        before, kind, after = kinds[k - 1 : k + 2]
        parts = kind == "CS" or (kind, before) == ("ES", "EN")
        if before == after and before in _NUMBERS and parts:
            kinds[k] = before
    _terminators(kinds)
    strong = base
    for k, kind in enumerate(kinds):
        if kind == "AL":
            kinds[k] = kind = "R"
        if kind in ("ES", "ET", "CS"):
            kinds[k] = "ON"
        elif kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[k] = "L"


def _terminators(kinds: list[str]) -> None:
    """Let signs such as that of per cent go with the number that they stand at."""
    for first, last in _runs([kind == "ET" for kind in kinds]):
        beside = (kinds[first - 1] if first else "", kinds[last] if last < len(kinds) else "")
        if "EN" in beside:
            kinds[first:last] = ["EN"] * (last - first)


def _brackets(text: str, kinds: list[str], base: str) -> None:
    """Let both brackets of a pair go with what they hold, or with what is before: rule N0."""
    for opened, closed in sorted(_pairs(text, kinds)):
        held = {_side(kind) for kind in kinds[opened + 1 : closed]} - {""}
        if not held:
            continue
        before = next((_side(kind) for kind in kinds[opened - 1 :: -1] if _side(kind)), base)
        kind = base if base in held or not opened else before
        kinds[opened] = kinds[closed] = kind


def _pairs(text: str, kinds: list[str]) -> Iterator[tuple[int, int]]:
    """Give the places of brackets that belong to each other."""
    waiting: list[tuple[str, int]] = []
    for k, letter in enumerate(text):
        if kinds[k] != "ON":
            continue
        if letter in _PAIRS:
            waiting.append((_PAIRS[letter], k))
        elif letter in _PAIRS.values() and any(one == letter for one, _ in waiting):
            while waiting[-1][0] != letter:
                waiting.pop()
            yield waiting.pop()[1], k


def _side(kind: str) -> str:
    """Give the direction that a letter lends to what has none; "" for none."""
    return "R" if kind in ("R", *_NUMBERS) else "L" if kind == "L" else ""


def _neutral(kinds: list[str], base: str) -> None:
    """Let what has no direction go with what is on both sides of it: rules N1 and N2."""
    for first, last in _runs([not _side(kind) for kind in kinds]):
        sides = {base if at in (-1, len(kinds)) else _side(kinds[at]) for at in (first - 1, last)}
        kinds[first:last] = [sides.pop() if len(sides) == 1 else base] * (last - first)


def _runs(wanted: Sequence[bool]) -> list[tuple[int, int]]:
    """Give the first and the next after the last of each unbroken run."""
    edges = [k for k in range(len(wanted) + 1) if _at(wanted, k) != _at(wanted, k - 1)]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _at(wanted: Sequence[bool], k: int) -> bool:
    return 0 <= k < len(wanted) and wanted[k]


def order(of: Sequence[int]) -> list[int]:
    """
    Give the numbers of runs as they stand from left to right.

    Parameters
    ----------
    of
        The level of each run, in reading order.
    """
    places = list(range(len(of)))
    for level in range(max(of, default=0), 0, -1):
        for first, last in _runs([of[k] >= level for k in places]):
            places[first:last] = places[first:last][::-1]
    return places
