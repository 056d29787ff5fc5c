"""Compiled files packed into one document: as little text as a browser can unpack by itself.

A file in another language is told by what differs from the one in English; coordinates are
told by their differences; what is left is gzipped and written with 85 letters.
``assets/src/export/packed.js`` has the way back, and gives the very values.
"""

from __future__ import annotations

import base64
import gzip
import json
import math
from collections.abc import Mapping, Sequence
from html import escape
from typing import Final, TypeAlias, cast

Json: TypeAlias = "Mapping[str, Json] | Sequence[Json] | str | float | bool | None"

# The member that a folded array has alone; no file may have one of that name.
_FOLDED: Final = "by differences"
# Shorter arrays are not worth it.
_LEAST: Final = 8
# Coordinates have no more.
_MOST_DECIMALS: Final = 3
# Letters of the alphabet of `base64.b85encode` that mean something in a document, and others.
_LETTERS: Final = bytes.maketrans(b"<&", b",.")


def script(attribute: str, name: str, body: bytes, more: Mapping[str, str] | None = None) -> str:
    """Write the element that carries a file; `attribute` says what for, `more` are others."""
    given = {"type": "application/gzip", attribute: name, **(more or {})}
    written = " ".join(f'{key}="{escape(value)}"' for key, value in given.items())
    return f"<script {written}>{text_of(body)}</script>"


def text_of(body: bytes) -> str:
    """Compress bytes and write them in letters that need no escape in a document."""
    return base64.b85encode(gzip.compress(body, 9, mtime=0)).translate(_LETTERS).decode()


def data_script(name: str, body: bytes, over: tuple[str, bytes] | None = None) -> str:
    """
    Write the element that carries a file of JSON.

    Parameters
    ----------
    over
        The name of a file that is alike and carried too, and that file.
    """
    whole = json.loads(body)
    more = {}
    if over is not None:
        more["data-over"] = over[0]
        whole = patch(json.loads(over[1]), whole)
    lean = folded(whole)
    if lean != whole:
        more["data-folded"] = ""
    return script("data-name", name, _json(lean), more)


def patch(base: Json, value: Json) -> Json:
    """
    Say what makes another value of one.

    Returns
    -------
    patch
        An array of one element: that takes the place of the whole. Else an object: patches
        by the keys, or the places in an array, of what differs; empty where nothing does.
    """
    if isinstance(base, dict) and isinstance(value, dict):
        kept = [key for key in base if key in value]
        # What is new stands last in an object, and what is kept in its order.
        if len(kept) == len(base) and list(value)[: len(kept)] == kept:
            return _patches({key: (base.get(key, _Missing), value[key]) for key in value})
    elif isinstance(base, list) and isinstance(value, list) and len(base) == len(value):
        pairs = zip(base, value, strict=True)
        return _patches({str(k): pair for k, pair in enumerate(pairs)})
    return {} if _json(base) == _json(value) else [value]


class _Missing:
    """What a base lacks."""


def _patches(pairs: Mapping[str, tuple[object, Json]]) -> Json:
    found: dict[str, Json] = {}
    for key, (base, value) in pairs.items():
        one = [value] if base is _Missing else patch(cast("Json", base), value)
        if one:
            found[key] = one
    return found


def folded(value: Json) -> Json:
    """
    Tell long arrays of numbers with decimals, or of pairs of such, by their differences.

    Such an array becomes ``{"by differences": [[decimals, [first, difference, ...]], ...]}``,
    with one column for numbers and two for pairs; None stays where it is. An array that this
    would not give back to the last bit stays as it is.

    Raises
    ------
    ValueError
        If an object has a member of that name.
    """
    if isinstance(value, dict):
        if _FOLDED in value:
            raise ValueError(f"{_FOLDED} is the name of folded arrays")
        return {key: folded(one) for key, one in value.items()}
    if not isinstance(value, list):
        return value
    columns = _columns(value)
    told = [_differences(column) for column in columns]
    if told and all(told):
        return {_FOLDED: told}
    return [folded(one) for one in value]


def _columns(value: Sequence[Json]) -> list[list[float | None]]:
    """Give the numbers of an array, or those of its pairs; nothing for any other array."""
    if len(value) < _LEAST:
        return []
    if all(one is None or _is_number(one) for one in value):
        return [list(value)]  # type: ignore[arg-type]
    pairs = [one for one in value if isinstance(one, list) and len(one) == 2]
    if len(pairs) == len(value) and all(_is_number(n) for pair in pairs for n in pair):
        return [list(column) for column in zip(*pairs, strict=True)]
    return []


def _is_number(value: Json) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _differences(numbers: Sequence[float | None]) -> Json:
    """Give the decimals of numbers and their differences in the last of these; [] if neither."""
    given = [n for n in numbers if n is not None]
    # Whole numbers are short already; a zero below zero would come back as another.
    if all(n == int(n) for n in given) or any(n == 0 and math.copysign(1, n) < 0 for n in given):
        return []
    for decimals in range(1, _MOST_DECIMALS + 1):
        unit = 10**decimals
        steps = [None if n is None else round(n * unit) for n in numbers]
        if all(k is None or n == k / unit for n, k in zip(numbers, steps, strict=True)):
            break
    else:
        return []
    before = 0
    told: list[int | None] = []
    for step in steps:
        told.append(None if step is None else step - before)
        before = before if step is None else step
    return [decimals, told]


def _json(value: Json) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
