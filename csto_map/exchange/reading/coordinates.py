"""Places as people write them: degrees in many spellings, pairs in a cell, UTM, MGRS.

``assets/src/layers/coordinates.js`` is its twin, with the same operations in the same order:
``tests/cases/layer_tables.json`` holds for both.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from csto_map.exchange.reading.vocabulary import WORDS, squeeze

# A number, or the key of the reason why there is none.
Degrees: TypeAlias = float | str
# Zone, whether it is in the north, easting and northing in metres.
Metres: TypeAlias = tuple[int, bool, float, float]

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)(?:e[+-]?[0-9]+)?")
# Most coordinates are of this kind, and a quick look spares them the slow one.
_QUICK = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{1,15})?")
_GROUPED = re.compile(r"([+-]?[0-9]{1,3}(?:[ '][0-9]{3})+)((?:[.,][0-9]+)?)")
_GROUPED_COMMA = re.compile(r"([+-]?[0-9]{1,3}(?:,[0-9]{3})+)((?:\.[0-9]+)?)")
_GROUPED_POINT = re.compile(r"([+-]?[0-9]{1,3}(?:\.[0-9]{3})+)((?:,[0-9]+)?)")
_SIDE = "n|s|e|w"
_PREFIXED = re.compile(rf"({_SIDE}) ?([^nsew]*)")
_SUFFIXED = re.compile(rf"([^nsew]*?) ?({_SIDE})")
_PARTS = re.compile(
    r"([+-]?)([0-9]+(?:[.,][0-9]+)?) ?(?:°|d|:)? ?"
    r"(?:([0-9]+(?:[.,][0-9]+)?) ?(?:'|m|:)? ?(?:([0-9]+(?:[.,][0-9]+)?) ?(?:\"|s)?)?)?"
)
_LETTERS = re.compile(r"([0-9.,]+) ?[d°] ?([0-9.,]+) ?[m'](?: ?([0-9.,]+) ?[s\"])?")
# How people write sides of the world, signs of degrees and quotation marks; longest first.
_SPELLINGS: list[tuple[str, str]] = sorted(
    ((spelling, sign) for sign, all_ in WORDS["spellings"].items() for spelling in all_),
    key=lambda one: (-len(one[0]), one[0]),
)
_MINUS = str.maketrans({"−": "-", "–": "-", "﹣": "-", "－": "-"})
_LATITUDE = {"n": 1, "s": -1}
_LONGITUDE = {"e": 1, "w": -1}


def number(text: str) -> float | None:
    """Read a number with a decimal point or comma; None for none."""
    plain = text.translate(_MINUS)
    if not _NUMBER.fullmatch(plain.lower()):
        return None
    value = float(plain.replace(",", "."))
    return value if abs(value) < np.inf else None


def metres(text: str) -> float | None:
    """Read a number that may have its thousands parted by blanks, apostrophes or commas."""
    plain = squeeze(text).translate(_MINUS).lower().removesuffix("m").rstrip(" ")
    grouped = _GROUPED.fullmatch(plain) or _GROUPED_COMMA.fullmatch(plain)
    if grouped:
        plain = re.sub("[ ',]", "", grouped[1]) + grouped[2]
    return number(plain)


def quantities(texts: Sequence[str]) -> list[float | None]:
    """
    Read the numbers of a column.

    A comma before three digits is a decimal one only if some cell has one before other digits;
    a point is a decimal one unless some cell has several, or one before a comma.
    """
    plain = [squeeze(text).translate(_MINUS) for text in texts]
    pointed = [text for text in plain if "." in text]
    if all(map(_GROUPED_POINT.fullmatch, pointed)) and any(
        "," in text or text.count(".") > 1 for text in pointed
    ):
        return [number(text.replace(".", "")) for text in plain]
    thousands = all(_GROUPED_COMMA.fullmatch(text) for text in plain if "," in text)
    return [metres(text) if thousands or "," not in text else number(text) for text in plain]


def degrees(text: str, axis: str) -> Degrees:
    """
    Read a latitude or a longitude.

    Parameters
    ----------
    axis
        "lat" or "lon".

    Returns
    -------
    degrees
        Or the key of the reason: ``empty``, ``formula``, ``no_coordinate``, ``wrong_axis``.
    """
    if _QUICK.fullmatch(text):
        return float(text)
    plain = squeeze(text).translate(_MINUS)
    if not plain:
        return "empty"
    value = number(plain)
    if value is not None:
        return value
    if plain.startswith("="):
        return "formula"
    return _spelt(_spelling(plain), axis)


def _spelling(plain: str) -> str:
    """Give a text with one spelling of sides of the world and of signs."""
    lower = plain.lower()
    for spelling, letter in _SPELLINGS:
        if spelling in lower:
            lower = lower.replace(spelling, letter)
    # The letter that stands for the south closes seconds too.
    return squeeze(_LETTERS.sub(lambda m: f"{m[1]}°{m[2]}'" + (f'{m[3]}"' if m[3] else ""), lower))


def _spelt(plain: str, axis: str) -> Degrees:
    side = ""
    digits = plain
    if match := _SUFFIXED.fullmatch(plain):
        digits, side = match[1], match[2]
    elif match := _PREFIXED.fullmatch(plain):
        side, digits = match[1], match[2].rstrip(" ")
    sides, others = (_LATITUDE, _LONGITUDE) if axis == "lat" else (_LONGITUDE, _LATITUDE)
    value = _sexagesimal(digits, axis if side else "")
    if value is None:
        return "no_coordinate"
    if side in others:
        return "wrong_axis"
    if not side:
        return value
    return "no_coordinate" if value < 0 else sides[side] * value


def _sexagesimal(text: str, axis: str) -> float | None:
    """Read degrees, minutes and seconds; `axis` where a side of the world is given."""
    text = text.rstrip(" ,;")
    packed = _packed(text, axis) if axis else None
    if packed is not None:
        return packed
    match = _PARTS.fullmatch(text)
    if not match:
        return None
    sign, first, *rest = match.groups()
    whole = [part for part in (first, *rest) if part is not None]
    # Only the last part has decimals.
    if any("." in part or "," in part for part in whole[:-1]):
        return None
    return _joined(sign, *(float(part.replace(",", ".")) for part in whole))


def _packed(text: str, axis: str) -> float | None:
    """Read 4251N, 425130N, 07451E, 0745100E as pilots write them."""
    width = 2 if axis == "lat" else 3
    match = re.fullmatch(rf"([0-9]{{{width}}})([0-9]{{2}})([0-9]{{2}})?((?:[.,][0-9]+)?)", text)
    if not match:
        return None
    last = match[4].replace(",", ".")
    parts = [match[1], match[2], *([match[3]] if match[3] else [])]
    parts[-1] += last
    return _joined("", *map(float, parts))


def _joined(sign: str, whole: float, minutes: float = 0.0, seconds: float = 0.0) -> float | None:
    if minutes >= 60 or seconds >= 60:
        return None
    value = whole + minutes / 60 + seconds / 3600
    return -value if sign == "-" else value


_LAT_FIRST = re.compile(
    r"([^nsew]+[ns])[ ,;/|]*([^nsew]+[ew])|([ns][^nsew]+?)[ ,;/|]*([ew][^nsew]+)"
)
_LON_FIRST = re.compile(
    r"([^nsew]+[ew])[ ,;/|]*([^nsew]+[ns])|([ew][^nsew]+?)[ ,;/|]*([ns][^nsew]+)"
)
_PARTINGS = (";", "|", "/", ", ", ",", " ")


def pair(text: str) -> tuple[float, float, bool] | None:
    """
    Read two coordinates of a cell in their order, and say whether letters tell the latitude.

    Then it comes first. None if they are not two.
    """
    plain = squeeze(text).translate(_MINUS).strip("()[]{} ")
    spelt = _spelling(plain)
    for form, turned in ((_LAT_FIRST, False), (_LON_FIRST, True)):
        if match := form.fullmatch(spelt):
            one, two = (part for part in match.groups() if part)
            lat, lon = (two, one) if turned else (one, two)
            return _both(_degrees(lat, "lat"), _degrees(lon, "lon"), True)
    for parting in _PARTINGS:
        halves = plain.split(parting)
        if len(halves) == 2 and all(halves):
            found = _both(degrees(halves[0], "lat"), degrees(halves[1], "lon"), False)
            if found:
                return found
    return None


def _degrees(spelt: str, axis: str) -> Degrees:
    return _spelt(squeeze(spelt), axis)


def _both(lat: Degrees, lon: Degrees, told: bool) -> tuple[float, float, bool] | None:
    if isinstance(lat, str) or isinstance(lon, str):
        return None
    return lat, lon, told


_ZONE = re.compile(r"(?:utm|zone|зона)? ?([0-9]{1,2}) ?([a-z]?)(?:orth|outh)?")
_UTM = re.compile(
    r"(?:utm|zone)? ?([0-9]{1,2}) ?([a-z])(?:orth|outh)?[ ,;]+"
    r"(?:e[=: ]*)?([0-9]+(?:[.,][0-9]+)?) ?(?:m ?)?e?[ ,;]+"
    r"(?:n[=: ]*)?([0-9]+(?:[.,][0-9]+)?) ?(?:m ?)?n?"
)


def zone(text: str) -> tuple[int, bool] | None:
    """
    Read a zone of UTM: ``43``, ``43N``, ``43T``; a letter of MGRS bands or of a hemisphere.

    ``N`` and ``S`` alone stand for north and south: S is a band of the north too, but with
    coordinates in metres people write it for the south; see `csto_map.exchange.reading.places`.
    """
    match = _ZONE.fullmatch(squeeze(text).lower())
    if not match or not 1 <= int(match[1]) <= 60:
        return None
    letter = match[2]
    if letter and letter not in "cdefghjklmnpqrstuvwx":
        return None
    return int(match[1]), letter != "s" and (not letter or letter >= "n")


def letter_of(text: str) -> str:
    """Give the letter of a zone, alone or at the beginning of a cell; "" for none and for words."""
    lower = squeeze(text).lower()
    match = _ZONE.fullmatch(lower) or _UTM.fullmatch(lower)
    return match[2] if match and "outh" not in lower and "orth" not in lower else ""


def is_band_s(place: Metres) -> bool:
    """Say whether the northing is one of the band S, from 32 to 40 degrees north."""
    low, high = (_LEAST[_BANDS.index(band)] * 100_000 for band in "ST")
    return low <= place[3] <= high + 100_000


def utm(text: str) -> Metres | None:
    """Read a cell such as ``43T 466500 4747000``; None for none."""
    match = _UTM.fullmatch(squeeze(text).lower())
    if not match:
        return None
    where = zone(match[1] + match[2])
    if where is None:
        return None
    east, north = (float(match[k].replace(",", ".")) for k in (3, 4))
    return *where, east, north


_MGRS = re.compile(r"([0-9]{1,2})([C-HJ-NP-X])([A-HJ-NP-Z])([A-HJ-NP-V])([0-9]*)")
_COLUMNS = ("STUVWXYZ", "ABCDEFGH", "JKLMNPQR")
_ROWS = "ABCDEFGHJKLMNPQRSTUV"
_BANDS = "CDEFGHJKLMNPQRSTUVWX"
# The least northing of each band in units of 100 km, from the equator or the south pole's side.
_LEAST = (11, 20, 28, 37, 46, 55, 64, 73, 82, 91, 0, 8, 17, 26, 35, 44, 53, 62, 70, 79)
# How far bands reach beyond that, in the same units; the last one is taller.
_TALL, _TALLEST = 10, 15


def mgrs(text: str) -> Metres | None:
    """
    Read a place of the Military Grid Reference System as metres of UTM.

    It is the middle of the square that is named: NGA.STND.0037, without the poles.
    """
    match = _MGRS.fullmatch(re.sub("[ -]", "", squeeze(text).upper()))
    if not match or not 1 <= int(match[1]) <= 60 or len(match[5]) % 2 or len(match[5]) > 10:
        return None
    number_, band, column, row, digits = match.groups()
    zone_ = int(number_)
    across = _COLUMNS[zone_ % 3].find(column)
    if across < 0:
        return None
    # Even zones begin five rows further.
    up = (_ROWS.index(row) - (5 if zone_ % 2 == 0 else 0)) % 20
    least = _LEAST[_BANDS.index(band)]
    up += 20 * max(0, -((up - least) // 20))
    if up - least > (_TALLEST if band == "X" else _TALL):
        return None
    half = len(digits) // 2
    size = 10 ** (5 - half)
    east = int(digits[:half] or 0) * size + (across + 1) * 100_000
    north = int(digits[half:] or 0) * size + up * 100_000
    return zone_, band >= "N", east + size / 2, north + size / 2


def from_metres(places: Sequence[Metres]) -> NDArray[np.float64]:
    """Turn metres of UTM on WGS 84 into degrees: rows of longitude and latitude."""
    import pyproj

    turned = np.full((len(places), 2), np.nan)
    for zone_, north in sorted({place[:2] for place in places}):
        members = [k for k, place in enumerate(places) if place[:2] == (zone_, north)]
        south = "" if north else " +south"
        change = pyproj.Proj(f"+proj=utm +zone={zone_}{south} +datum=WGS84 +units=m +no_defs")
        east, up = (np.array([places[k][part] for k in members]) for part in (2, 3))
        turned[members] = np.column_stack(change(east, up, inverse=True))
    return turned
