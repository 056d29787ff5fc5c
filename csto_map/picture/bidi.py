"""In which order letters stand on a line that reads to the right as a whole.

The Unicode bidirectional algorithm (UAX #9) for one line without marks that embed or override:
its weak and neutral types, its levels, its reordering.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

_LEFTWARD = frozenset({"R", "AL", "AN"})
_NUMBERS = frozenset({"EN", "AN"})
_STRONG = frozenset({"L", "R", "AL"})


def levels(text: str) -> list[int]:
    """Give the level of each letter: even ones read to the right, odd ones to the left."""
    kinds = [unicodedata.bidirectional(letter) or "L" for letter in text]
    if not _LEFTWARD & set(kinds):
        return [0] * len(kinds)
    _weak(kinds)
    _neutral(kinds)
    found = [{"R": 1, "AN": 2, "EN": 2}.get(kind, 0) for kind in kinds]
    for k in range(len(text) - 1, -1, -1):
        if not text[k].isspace():
            break
        found[k] = 0
    return found


def _weak(kinds: list[str]) -> None:
    """Settle marks and numbers: rules W1 to W7."""
    last, strong = "L", "L"
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
    strong = "L"
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


def _neutral(kinds: list[str]) -> None:
    """Let what has no direction go with what is on both sides of it: rules N1 and N2."""
    plain = [kind not in ("L", "R", "EN", "AN") for kind in kinds]
    for first, last in _runs(plain):
        sides = {
            "L" if at in (-1, len(kinds)) or kinds[at] == "L" else "R" for at in (first - 1, last)
        }
        kinds[first:last] = [sides.pop() if len(sides) == 1 else "L"] * (last - first)


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
