"""Which column of a file plays which role: by their names and by what stands in them.

``assets/src/layers/roles.js`` is its twin: ``tests/cases/layer_files.json`` holds for both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from csto_map.exchange.reading import coordinates, date_columns, wkt
from csto_map.exchange.reading.columns import Columns, bad
from csto_map.exchange.reading.date_columns import DateColumns
from csto_map.exchange.reading.vocabulary import WORDS, filled, plain

# Names by which columns are recognised, the likeliest first; as `plain` writes them.
NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {role: tuple(names) for role, names in WORDS["roles"].items()}
)
# Roles by other words that people use for them.
ALIASES: Mapping[str, str] = MappingProxyType(WORDS["aliases"])
# The ways of saying where a row is, the likeliest first: each the roles that it takes.
PLACES: tuple[tuple[str, ...], ...] = (
    ("lat", "lon"),
    ("geometry",),
    ("latlon",),
    ("mgrs",),
    ("zone", "easting", "northing"),
    ("utm",),
)
# What stands in the first line of a table that has no header.
_NUMBER = re.compile(r"[+-]?[0-9]+[.,][0-9]+")
_PAIRS = frozenset(NAMES["latlon"])
_LOOKS = ("label", "sidc", "colour", "size")


def is_place_header(names: Iterable[str]) -> bool:
    """Say whether names of columns say where rows are."""
    known = {plain(name) for name in names}

    def named(role: str) -> bool:
        return not known.isdisjoint(NAMES[role])

    return any(all(map(named, roles)) for roles in PLACES) or bool(_pair(dict.fromkeys(known, "")))


def _pair(named: Mapping[str, str]) -> tuple[str, str] | tuple[()]:
    """Find names that begin alike and end in the words for latitude and longitude."""
    for name in named:
        for lat, lon in WORDS["pairs"]:
            other = name.removesuffix(lat) + lon
            if name.endswith(lat) and other in named:
                return name, other
    return ()


def asked(roles: Mapping[str, str], table: Columns, name: str) -> dict[str, str]:
    """
    Give the roles that somebody has told, by our words for them.

    Raises
    ------
    BadFile
        If there is no such role, or no such column.
    """
    told: dict[str, str] = {}
    for word, column in roles.items():
        role = ALIASES.get(word, word)
        if role not in NAMES:
            raise bad("no_role", role=word, known=", ".join([*NAMES, *ALIASES]))
        if column not in table.values:
            raise bad("no_column", name=name, column=column, there=", ".join(table.values))
        told[role] = column
    return told


def recognise(table: Columns, told: Mapping[str, str], name: str) -> dict[str, str]:
    """
    Find the columns of places and of looks; those of `told` come first.

    Raises
    ------
    BadFile
        If nothing says where rows are.
    """
    named = {plain(column): column for column in reversed(table.values)}
    named = {key: named[key] for key in map(plain, table.values)}
    chosen = dict(told)
    chosen |= _place(table, named, chosen, name)
    for role in _LOOKS:
        if role not in chosen:
            taken = set(chosen.values())
            free = [named[n] for n in NAMES[role] if n in named and named[n] not in taken]
            if not free and role == "label":
                free = [c for n, c in named.items() if c not in taken and _like_label(n)]
            if free:
                chosen[role] = free[0]
    return chosen


def _like_label(name: str) -> bool:
    return any(part in name for part in WORDS["label_like"])


def dates(table: Columns, chosen: Mapping[str, str], told: Mapping[str, str]) -> DateColumns:
    """Find the columns of dates; those of `told` alone where there are any."""
    if date_columns.NAMES.keys() & told.keys():
        return DateColumns(told.get("start", ""), told.get("end", ""))
    others = [column for role, column in chosen.items() if role not in date_columns.NAMES]
    return date_columns.choose(table.values, others)


def _place(
    table: Columns, named: Mapping[str, str], told: Mapping[str, str], name: str
) -> dict[str, str]:
    """Find the columns that say where rows are."""
    given = [roles for roles in PLACES if not told.keys().isdisjoint(roles)]
    if table.shapes is not None and not given:
        return {}
    ways = given or PLACES
    free = {key: column for key, column in named.items() if column not in told.values()}
    for sure in (True, False):
        for roles in ways:
            found = _way(table, free, roles, told, sure=sure)
            if found:
                return found
    there = ", ".join(table.values) or "-"
    if any(map(_NUMBER.fullmatch, table.values)):
        raise bad("no_names", name=name, there=there)
    raise bad("no_place", name=name, there=there)


def _way(
    table: Columns,
    named: Mapping[str, str],
    roles: Sequence[str],
    told: Mapping[str, str],
    *,
    sure: bool,
) -> dict[str, str]:
    """Find the columns of one way of saying where; `sure`: the right things stand in them."""
    if roles == ("latlon",) and not sure and "latlon" not in told:
        return {}
    found = {role: told[role] for role in roles if role in told}
    for role in roles:
        if role not in found:
            # Names of pairs are those of well-known text only where it stands in them.
            names = [n for n in NAMES[role] if sure or role != "geometry" or n not in _PAIRS]
            there = [named[n] for n in names if n in named]
            fits = [c for c in there if not sure or _fits(table.values[c], _TESTS[role])]
            if fits:
                found[role] = fits[0]
    if len(found) == len(roles) and len(set(found.values())) == len(roles):
        return found
    if roles == ("lat", "lon") and not (told.keys() & set(roles)):
        both = _pair(named)
        columns = [named[one] for one in both]
        if both and (not sure or all(_fits(table.values[c], _TESTS["lat"]) for c in columns)):
            return dict(zip(roles, columns, strict=True))
    if roles == ("zone", "easting", "northing"):
        return _metres(table, named, told)
    return {}


def _metres(table: Columns, named: Mapping[str, str], told: Mapping[str, str]) -> dict[str, str]:
    """Find metres of UTM in columns that are named as those of degrees, beside one of zones."""
    zone = told.get("zone") or next((named[n] for n in NAMES["zone"] if n in named), "")
    columns = [
        told.get(role) or next((named[n] for n in NAMES[other] if n in named), "")
        for role, other in (("easting", "lon"), ("northing", "lat"))
    ]
    if not zone or not all(columns):
        return {}
    if "zone" not in told and not _fits(table.values[zone], _TESTS["zone"]):
        return {}
    return {"zone": zone, "easting": columns[0], "northing": columns[1]}


def _fits(cells: Iterable[object], test: Callable[[str], bool]) -> bool:
    """Say whether most cells that are not empty pass a test."""
    texts = filled(cells)
    return bool(texts) and 2 * sum(map(test, texts)) >= len(texts)


def _degrees(text: str) -> bool:
    """Say whether a text is a coordinate on either axis."""
    for axis in ("lat", "lon"):
        value = coordinates.degrees(text, axis)
        if not isinstance(value, str) and abs(value) <= _FULL:
            return True
    return False


# Beyond this, numbers are metres and no degrees.
_FULL = 360


def _shape(text: str) -> bool:
    return wkt.looks_like(text) or text.startswith('{"')


_TESTS: Mapping[str, Callable[[str], bool]] = MappingProxyType(
    {
        "lat": _degrees,
        "lon": _degrees,
        "geometry": _shape,
        "latlon": lambda text: coordinates.pair(text) is not None,
        "mgrs": lambda text: coordinates.mgrs(text) is not None,
        "zone": lambda text: coordinates.zone(text) is not None,
        "easting": lambda text: coordinates.metres(text) is not None,
        "northing": lambda text: coordinates.metres(text) is not None,
        "utm": lambda text: coordinates.utm(text) is not None,
    }
)


def columns_of(chosen: Mapping[str, str], dated: DateColumns) -> dict[str, str]:
    """Give all roles and their columns, those of dates too."""
    found = {role: column for role, column in chosen.items() if role not in date_columns.NAMES}
    return found | {role: c for role, c in (("start", dated.start), ("end", dated.end)) if c}
