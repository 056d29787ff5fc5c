"""Well-known text as shapes; ``assets/src/layers/wkt.js`` is its twin."""

from __future__ import annotations

import re
from typing import Any

from csto_map.exchange.reading.vocabulary import squeeze

Geometry = dict[str, Any]
_TOKEN = re.compile(r" *(?:([a-z]+)|([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?)|([(),]))")
_SRID = re.compile(r"srid=([0-9]+);")
_DEGREES = ("4326", "4979", "0")
_KINDS = {
    "point": ("Point", 0),
    "linestring": ("LineString", 1),
    "polygon": ("Polygon", 2),
    "multipoint": ("MultiPoint", 1),
    "multilinestring": ("MultiLineString", 2),
    "multipolygon": ("MultiPolygon", 3),
}
_DEEPEST = 16


class _Bad(Exception):
    """It is no well-known text."""


def looks_like(text: str) -> bool:
    """Say whether a text begins as well-known text does."""
    bare = _SRID.sub("", text.lower().lstrip(" "), count=1).lstrip(" ")
    return bare.startswith((*_KINDS, "geometrycollection"))


def read(text: str) -> Geometry | str:
    """
    Read a shape as GeoJSON has it.

    Returns
    -------
    geometry
        Or the key of the reason: ``no_shape`` or, in another system, ``not_degrees``.
    """
    lower = squeeze(text.lower())
    if match := _SRID.match(lower):
        if match[1] not in _DEGREES:
            return "not_degrees"
        lower = lower[match.end() :]
    tokens: list[str] = []
    at = 0
    while at < len(lower):
        token = _TOKEN.match(lower, at)
        if not token or token.end() == at:
            return "no_shape"
        tokens.append(token[1] or token[2] or token[3])
        at = token.end()
    tokens.reverse()
    try:
        geometry = _geometry(tokens, 0)
    except (_Bad, IndexError):
        return "no_shape"
    return geometry if geometry is not None and not tokens else "no_shape"


def _geometry(tokens: list[str], depth: int) -> Geometry | None:
    """Read one shape from the end of reversed tokens; None if it is empty."""
    kind = tokens.pop()
    if tokens and tokens[-1] in ("z", "m", "zm"):
        tokens.pop()
    elif kind.endswith("zm") and kind[:-2] in _KINDS:
        kind = kind[:-2]
    elif kind.endswith(("z", "m")) and kind[:-1] in _KINDS:
        kind = kind[:-1]
    if depth > _DEEPEST:
        raise _Bad
    if tokens and tokens[-1] == "empty":
        tokens.pop()
        return None
    if kind == "geometrycollection":
        parts = _listed(tokens, lambda: _geometry(tokens, depth + 1))
        return {"type": "GeometryCollection", "geometries": [p for p in parts if p is not None]}
    if kind not in _KINDS:
        raise _Bad
    name, deep = _KINDS[kind]
    if name == "Point":
        positions = _listed(tokens, lambda: _position(tokens))
        if len(positions) != 1:
            raise _Bad
        return {"type": name, "coordinates": positions[0]}
    return {"type": name, "coordinates": _nested(tokens, deep, name == "MultiPoint")}


def _nested(tokens: list[str], deep: int, bracketed: bool) -> list[Any]:
    if deep > 1:
        return _listed(tokens, lambda: _nested(tokens, deep - 1, False))
    if bracketed and len(tokens) > 1 and tokens[-2] == "(":
        parts = _listed(tokens, lambda: _nested(tokens, 1, False))
        if any(len(part) != 1 for part in parts):
            raise _Bad
        return [part[0] for part in parts]
    return _listed(tokens, lambda: _position(tokens))


def _listed(tokens: list[str], one: Any) -> list[Any]:  # noqa: ANN401 - what a list is made of
    _expect(tokens, "(")
    parts = [one()]
    while tokens[-1] == ",":
        tokens.pop()
        parts.append(one())
    _expect(tokens, ")")
    return parts


def _expect(tokens: list[str], token: str) -> None:
    if tokens.pop() != token:
        raise _Bad


def _position(tokens: list[str]) -> list[float]:
    numbers: list[float] = []
    while tokens and tokens[-1] not in (",", ")"):
        token = tokens.pop()
        if token[0] not in "+-.0123456789":
            raise _Bad
        numbers.append(float(token))
    if not 2 <= len(numbers) <= 4:
        raise _Bad
    return numbers[:2]
