"""Where the rows of a file are: shapes, the point that is drawn of each, and why some have none.

``assets/src/layers/places.js`` is its twin: ``tests/cases/layer_tables.json`` holds for both.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray

from csto_map.exchange.reading import coordinates, wkt
from csto_map.exchange.reading.columns import Columns, Geometries, Remark
from csto_map.exchange.reading.coordinates import Metres
from csto_map.exchange.reading.shapes import BadShape, points_of, shape_of
from csto_map.exchange.reading.vocabulary import WORDS, plain, text_of

# Column, value and reason of rows that cannot be used, by their index.
Spoilt: TypeAlias = dict[int, tuple[str, str, Remark]]
# Shares of the points of a file from which exchanged coordinates are worth a note.
_SUSPECT = 0.8
_FULL = 360
# Beyond this, numbers are no mistaken degrees.
_METRES = 1000
Extent: TypeAlias = tuple[float, float, float, float]


@dataclass(slots=True)
class Places:
    """
    Where rows are.

    `points` holds longitude and latitude of what is drawn of each row, in degrees, shape
    (n, 2), NaN where there is none.
    """

    shapes: Geometries
    points: NDArray[np.float64]
    spoilt: Spoilt
    notes: list[Remark] = field(default_factory=list)


def of(table: Columns, chosen: Mapping[str, str]) -> Places:
    """Say where each row of a table is, by the columns that were chosen."""
    if {"lat", "lon"} <= chosen.keys():
        return _degrees(table, chosen["lat"], chosen["lon"])
    if "geometry" in chosen:
        return _texts(table, chosen["geometry"])
    if "latlon" in chosen:
        return _pairs(table, chosen["latlon"])
    if chosen.keys() & {"mgrs", "utm", "zone"}:
        return _metres(table, chosen)
    assert table.shapes is not None
    return _shapes(table.shapes, "geometry", {})


def _degrees(table: Columns, lat: str, lon: str) -> Places:
    """Read a column of latitudes and one of longitudes."""
    count = len(table.rows)
    points = np.full((count, 2), np.nan)
    spoilt: Spoilt = {}
    # The side of the world may have a column of its own: GPSLatitudeRef, N/S.
    north = _sided(_column(table.values[lat], "lat"), _opposite(table, "lat_sides", "souths"))
    east = _sided(_column(table.values[lon], "lon"), _opposite(table, "lon_sides", "wests"))
    for k, (y, x) in enumerate(zip(north, east, strict=True)):
        if isinstance(y, str) or isinstance(x, str):
            column, reason = (lat, y) if isinstance(y, str) else (lon, x)
            spoilt[k] = (column, text_of(table.values[column][k]), Remark(str(reason)))
            continue
        key = _outside(x, y)
        if key:
            value = ", ".join(text_of(table.values[column][k]) for column in (lat, lon))
            spoilt[k] = (lat, value, Remark(key))
        else:
            points[k] = (_wrapped(x), y)
    return _made(points, spoilt)


def _column(cells: Sequence[object], axis: str) -> list[float | str]:
    return [
        float(cell)
        if isinstance(cell, int | float) and not isinstance(cell, bool) and math.isfinite(cell)
        else coordinates.degrees(text_of(cell), axis)
        for cell in cells
    ]


def _sided(cells: list[float | str], opposite: list[bool]) -> list[float | str]:
    """Turn coordinates without a sign to the south or west where another column says so."""
    if not opposite:
        return cells
    return [
        -cell if turned and not isinstance(cell, str) and cell > 0 else cell
        for cell, turned in zip(cells, opposite, strict=True)
    ]


def _outside(x: float, y: float) -> str:
    """Give the key of the reason why degrees are none; "" if they are."""
    if abs(y) <= 90 and abs(x) <= _FULL:
        return ""
    if abs(x) > _METRES or abs(y) > _METRES:
        return "metres"
    return "swapped" if abs(x) <= 90 and abs(y) <= _FULL else "out_of_range"


def _wrapped(lon: float) -> float:
    if lon > 180:
        return lon - 360
    return lon + 360 if lon < -180 else lon


def _made(points: NDArray[np.float64], spoilt: Spoilt) -> Places:
    shapes = np.asarray(shapely.points(points), dtype=object)
    return Places(shapes, points, spoilt)


def _texts(table: Columns, column: str) -> Places:
    """Read a column of well-known text or of geometries of GeoJSON."""
    reasons: dict[int, str] = {}
    texts = [text_of(cell) for cell in table.values[column]]
    shapes = np.empty(len(texts), dtype=object)
    for k, text in enumerate(texts):
        read = _shape(text)
        if isinstance(read, str):
            reasons[k] = "no_wkt" if read == "no_shape" else read
        else:
            shapes[k] = read
    made = _shapes(shapes, column, reasons)
    for k, (_, value, reason) in list(made.spoilt.items()):
        made.spoilt[k] = (column, texts[k] or value, reason)
    return made


def _shape(text: str) -> Any:  # noqa: ANN401 - a shape or a key
    """Read a shape; the key of the reason where there is none."""
    if not text:
        return "empty"
    geometry: Any = "no_shape"
    if text.startswith("{"):
        try:
            geometry = json.loads(text)
        except (ValueError, RecursionError):
            return "no_shape"
    else:
        geometry = wkt.read(text)
    if isinstance(geometry, str):
        return geometry
    try:
        shape = shape_of(geometry)
    except BadShape:
        return "no_shape"
    return "no_shape" if shape is None or shape.is_empty else shape


def _shapes(shapes: Geometries, column: str, reasons: Mapping[int, str]) -> Places:
    """Take shapes as they are, and find those that are no places."""
    spoilt: Spoilt = {}
    shapes = np.asarray(shapely.force_2d(shapes), dtype=object)
    missing = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    bounds = shapely.bounds(shapes)
    with np.errstate(invalid="ignore"):
        within = (np.abs(bounds[:, [0, 2]]) <= _FULL).all(axis=1)
        within &= (np.abs(bounds[:, [1, 3]]) <= 90).all(axis=1)
    for k in np.flatnonzero(missing | ~within).tolist():
        if missing[k]:
            spoilt[k] = (column, "", Remark(reasons.get(k, "no_shape")))
            continue
        x, y = shapely.get_coordinates(shapes[k])[0].tolist()
        widest = [float(np.abs(bounds[k, edges]).max()) for edges in ([0, 2], [1, 3])]
        spoilt[k] = (column, f"{text_of(x)}, {text_of(y)}", Remark(_outside(*widest)))
    points = points_of(shapes)
    return Places(shapes, points, spoilt)


def _pairs(table: Columns, column: str) -> Places:
    """Read a column of both coordinates: the latitude first, unless several are none."""
    texts = [text_of(cell) for cell in table.values[column]]
    pairs = [coordinates.pair(text) for text in texts]
    open_ = [pair for pair in pairs if pair and not pair[2]]
    high = sum(abs(one) > 90 for one, _, _ in open_)
    turned = (high > 1 or (high and 2 * high >= len(open_))) and all(
        abs(two) <= 90 for _, two, _ in open_
    )
    points = np.full((len(texts), 2), np.nan)
    spoilt: Spoilt = {}
    for k, pair in enumerate(pairs):
        if not pair:
            spoilt[k] = (column, texts[k], Remark("no_pair" if texts[k] else "empty"))
            continue
        one, two, told = pair
        y, x = (two, one) if turned and not told else (one, two)
        key = _outside(x, y)
        if key:
            spoilt[k] = (column, texts[k], Remark(key))
        else:
            points[k] = (_wrapped(x), y)
    made = _made(points, spoilt)
    if turned:
        made.notes.append(Remark("longitude_first", column=column))
    return made


def _metres(table: Columns, chosen: Mapping[str, str]) -> Places:
    """Read places in metres: MGRS, UTM in one cell or in three."""
    columns = [
        chosen[role] for role in ("mgrs", "utm", "zone", "easting", "northing") if role in chosen
    ]
    cells = [[text_of(cell) for cell in table.values[column]] for column in columns]
    read = {"mgrs": coordinates.mgrs, "utm": coordinates.utm}
    role = next((role for role in read if role in chosen), "")
    # Beside letters of other bands, S is one too: 32 to 40 degrees north.
    letters = ["" if role == "mgrs" else coordinates.letter_of(texts) for texts in cells[0]]
    bands = not {"", "n", "s"}.issuperset(letters)
    souths = _opposite(table, "hemispheres", "souths") if "zone" in chosen else []
    doubtful = 0
    places: list[Metres] = []
    rows: list[int] = []
    spoilt: Spoilt = {}
    for k, texts in enumerate(zip(*cells, strict=True)):
        place = read[role](texts[0]) if role else _utm(*texts)
        if place is None or not _on_grid(place):
            key = f"no_{role or 'utm'}" if any(texts) else "empty"
            spoilt[k] = (columns[0], ", ".join(texts), Remark(key))
            continue
        if souths and not letters[k] and souths[k]:
            place = (place[0], False, *place[2:])
        if letters[k] == "s" and coordinates.is_band_s(place):
            doubtful += not bands
            place = (place[0], bands, *place[2:])
        places.append(place)
        rows.append(k)
    points = np.full((len(table.rows), 2), np.nan)
    points[rows] = coordinates.from_metres(places)
    made = _made(points, spoilt)
    if doubtful:
        made.notes.append(Remark("zone_south", n=doubtful, column=columns[0]))
    return made


def _opposite(table: Columns, names: str, words: str) -> list[bool]:
    """Say which rows a column of sides of the world has in the south or west; [] without one."""
    column = next((c for c in table.values if plain(c) in WORDS[names]), "")
    cells = table.values[column] if column else []
    return [text_of(cell).lower() in WORDS[words] for cell in cells]


def _utm(zone: str, easting: str, northing: str) -> Metres | None:
    where = coordinates.zone(zone)
    east, north = coordinates.metres(easting), coordinates.metres(northing)
    return None if where is None or east is None or north is None else (*where, east, north)


def _on_grid(place: Metres) -> bool:
    """Say whether metres may be of a zone of UTM and not of something else."""
    return 100_000 <= place[2] < 1_000_000 and 0 <= place[3] <= 10_000_000


def notes(points: NDArray[np.float64], extent: Extent | None) -> list[Remark]:
    """Say what is strange about the points that are used."""
    made = []
    nowhere = int(((points[:, 0] == 0) & (points[:, 1] == 0)).sum())
    if nowhere:
        made.append(Remark("zero_island", n=nowhere))
    if extent is not None and _exchanged(points, extent):
        made.append(Remark("exchanged"))
    return made


def _exchanged(points: NDArray[np.float64], extent: Extent) -> bool:
    west, south, east, north = extent
    lon, lat = points[:, 0], points[:, 1]
    here = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
    there = (lat >= west) & (lat <= east) & (lon >= south) & (lon <= north)
    return bool(there.mean() >= _SUSPECT and here.mean() <= 1 - _SUSPECT)
