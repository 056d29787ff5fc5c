"""A user layer: places and dates out of other people's files.

    layer = read("incidents.csv")
    layer.frame          # label, start, end, start_date, end_date, ..., geometry
    layer.refused        # every row that was not used, with the reason

Columns are recognised by their names (`NAMES`), or given by a mapping. Stays are half-open,
as everywhere in the atlas: without an end a date lasts as long as it is imprecise (a day,
a month, a year); with one, an empty end is open, an end that is a day is the first day on
which it no longer holds, and an imprecise end includes its last day.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from csto_map.errors import AmbiguousDates, BadDate, BadFile
from csto_map.exchange.reading import date_columns, records, when
from csto_map.exchange.reading.columns import Columns, Geometries, Refused
from csto_map.exchange.reading.date_columns import DateColumns
from csto_map.facts import dates
from csto_map.history.snapshot import CRS

# Names by which columns are recognised, the likeliest first; compared without case,
# blanks and underscores. What is in columns of dates counts too.
NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "lat": ("lat", "latitude", "y", "latdd", "широта"),
        "lon": ("lon", "lng", "long", "longitude", "x", "londd", "долгота"),
        "geometry": ("wkt", "geometry", "geom", "thegeom", "shape"),
        **date_columns.NAMES,
        "label": ("label", "name", "title", "event", "place", "description", "название"),
        "sidc": ("sidc", "symbolcode", "app6"),
        "colour": ("colour", "color", "fill", "markercolor", "markercolour"),
        "size": ("size", "magnitude", "personnel", "value", "weight", "markersize"),
    }
)
_SIDC = re.compile(r"\d{20}(?:\d{10})?|[A-Z0-9*-]{10,15}")
_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}){1,2}")
_FORMULA = ("=", "+", "-", "@")
_SUSPECT = 0.8  # of all points: from here on, exchanged coordinates are worth a note


@dataclass(frozen=True, slots=True)
class Layer:
    """
    A file as a layer.

    Attributes
    ----------
    name
        Of the file, without its ending.
    frame
        Columns row (number in the file), label, start, end (EDTF texts), start_date (None:
        from the beginning), end_date (first day after; None: open), sidc, colour, size (each empty
        or missing where not given), details (the other columns), geometry; EPSG:4326.
    refused
        Rows not used, with their reasons.
    roles
        Which column played which role: role -> column.
    notes
        Sentences on the whole file that a person should read.
    """

    name: str
    frame: gpd.GeoDataFrame
    refused: tuple[Refused, ...]
    roles: Mapping[str, str]
    notes: tuple[str, ...]

    def summary(self) -> str:
        """Count the rows in one sentence."""
        used, lost = len(self.frame), len(self.refused)
        sentence = f"{self.name}: {used:,} row{'' if used == 1 else 's'} used"
        return f"{sentence}, {lost:,} refused" if lost else sentence

    def refusals(self) -> list[str]:
        """Say of each refused row why, a line each."""
        return [
            f"row {one.row}, column {one.column!r}: {one.value!r}: {one.reason}"
            for one in self.refused
        ]


def read(
    path: str | Path,
    roles: Mapping[str, str] | None = None,
    *,
    layer: str | None = None,
    extent: tuple[float, float, float, float] | None = None,
    way: str = "",
) -> Layer:
    """
    Read a file as a layer.

    Parameters
    ----------
    path
        A local file; see `csto_map.exchange.reading.records.read`.
    roles
        Columns by role, where names do not tell: {"lat": "Breite", ...}; roles are the
        keys of `NAMES`.
    layer
        The layer of a GeoPackage that has several.
    extent
        West, south, east, north of the map in degrees: points far from it that would lie
        in it with latitude and longitude exchanged are worth a note.
    way
        "day" or "month": what comes first in 03/04/2009, where no other row tells.

    Raises
    ------
    AmbiguousDates
        A `BadFile`: such a date, and neither another row nor `way` tells.
    BadFile
        If the file is damaged, says nowhere where things are, names a column that is not
        there, or not one of its rows can be used.
    """
    table = records.read(path, layer)
    chosen = recognise(table, roles or {}, str(path))
    dated = _date_columns(table, chosen, roles or {})
    refused = list(table.refused)
    count = len(table.rows)
    shapes, spoilt = _places(table, chosen)
    stays, undated, remarks = _stays(table, dated, way, str(path))
    for k, time in enumerate(table.times or ()):
        if time is None:
            if k in undated and undated[k][2] == "it has no date":
                undated.pop(k)
        else:
            # A time of the format itself comes before any column.
            stays[k] = _held(*time)
            undated.pop(k, None)
            from_, until = stays[k].from_, stays[k].until
            if from_ and until and until <= from_:
                undated[k] = ("time", "/".join(time), f"it ends before it starts ({time[0]})")
    reasons = spoilt | {k: v for k, v in undated.items() if k not in spoilt}
    refused += [
        Refused(table.rows[k], column, value[:80], reason)
        for k, (column, value, reason) in reasons.items()
    ]
    used = [k for k in range(count) if k not in reasons]
    if not used:
        why = f"; row {refused[0].row}: {refused[0].reason}" if refused else ""
        raise BadFile(f"{path}: not one row can be used{why}")
    always = sum(stays[k].from_ is None and stays[k].until is None for k in used)
    notes = [*table.notes, *remarks, *_notes(table, chosen, shapes[used], extent, always)]
    rows = _rows(table, chosen, shapes, stays, used)
    refused.sort(key=lambda one: one.row)
    return Layer(Path(path).stem, rows, tuple(refused), chosen, tuple(notes))


def recognise(table: Columns, roles: Mapping[str, str], name: str) -> dict[str, str]:
    """Find which column plays which role; those given in `roles` come first."""
    unknown = [role for role in roles if role not in NAMES]
    missing = [column for column in roles.values() if column not in table.values]
    if unknown:
        raise BadFile(f"{', '.join(unknown)} is no role; there are {', '.join(NAMES)}")
    if missing:
        there = ", ".join(table.values)
        raise BadFile(f"{name} has no column {missing[0]!r}; there are {there}")
    plain = {date_columns.plain(column): column for column in reversed(table.values)}
    chosen = dict(roles)
    for role, names in NAMES.items():
        free = [plain[n] for n in names if n in plain and plain[n] not in chosen.values()]
        if role not in chosen and free and role not in date_columns.NAMES:
            chosen[role] = free[0]
    if not date_columns.NAMES.keys() & roles.keys():
        dated = date_columns.choose(table.values, chosen.values())
        chosen |= {role: c for role, c in (("start", dated.start), ("end", dated.end)) if c}
    placed = table.shapes is not None or "geometry" in chosen or {"lat", "lon"} <= chosen.keys()
    if not placed:
        there = ", ".join(table.values) or "none"
        raise BadFile(
            f"{name} does not say where things are: columns lat and lon, or wkt, are wanted; "
            f"there are {there}"
        )
    return chosen


_Spoilt = dict[int, tuple[str, str, str]]


def _places(table: Columns, chosen: Mapping[str, str]) -> tuple[Geometries, _Spoilt]:
    """Make a shape of each row, and list the rows that have none."""
    if table.shapes is not None:
        shapes, column = table.shapes, "geometry"
    elif {"lat", "lon"} <= chosen.keys():
        return _points(table, chosen)
    else:
        column = chosen["geometry"]
        texts = [_text(value) for value in table.values[column]]
        shapes = np.asarray(shapely.from_wkt(texts, on_invalid="ignore"), dtype=object)
    spoilt: _Spoilt = {}
    shapes = shapely.force_2d(shapes)
    missing = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    bounds = shapely.bounds(shapes)
    with np.errstate(invalid="ignore"):
        wide = (np.abs(bounds[:, [0, 2]]) > 360).any(axis=1)
        high = (np.abs(bounds[:, [1, 3]]) > 90).any(axis=1)
        flat = (np.abs(bounds[:, [0, 2]]) <= 90).all(axis=1)
    for k in np.flatnonzero(missing | wide | high | ~np.isfinite(bounds).all(axis=1)):
        if missing[k]:
            value = _text(table.values[column][k]) if column in table.values else ""
            spoilt[int(k)] = (column, value, "it has no shape")
        else:
            value = ", ".join(f"{edge:g}" for edge in bounds[k])
            spoilt[int(k)] = (column, value, _out(high=bool(high[k] and flat[k])))
    return shapes, spoilt


def _out(*, high: bool) -> str:
    if high:
        return "its latitude is not within 90 degrees: lat and lon seem to be exchanged"
    return "it is not in degrees of latitude and longitude"


def _points(table: Columns, chosen: Mapping[str, str]) -> tuple[Geometries, _Spoilt]:
    columns = chosen["lat"], chosen["lon"]
    lat, lon = (np.array([_number(v) for v in table.values[c]], dtype=float) for c in columns)
    spoilt: _Spoilt = {}
    with np.errstate(invalid="ignore"):
        blank = ~(np.isfinite(lat) & np.isfinite(lon))
        out = (np.abs(lat) > 90) | (np.abs(lon) > 360)
    for k in np.flatnonzero(blank | out):
        given = [_text(table.values[column][k]) for column in columns]
        if blank[k]:
            bad = 0 if not math.isfinite(lat[k]) else 1
            reason = "it is no number" if given[bad] else "it is empty"
            spoilt[int(k)] = (columns[bad], given[bad], reason)
        else:
            reason = _out(high=abs(lat[k]) > 90 and abs(lon[k]) <= 90)
            spoilt[int(k)] = (columns[0], ", ".join(given), reason)
    lon = np.where(lon > 180, lon - 360, lon)
    return np.asarray(shapely.points(lon, lat), dtype=object), spoilt


def _number(value: Any) -> float:  # noqa: ANN401 - a cell of anybody's file
    try:
        return math.nan if isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        text = _text(value).replace("\u2212", "-")
    # A comma is a decimal point where it is the only one of both.
    if text.count(",") == 1 and "." not in text:
        text = text.replace(",", ".")
    try:
        return float(text)
    except ValueError:
        return math.nan


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()


@dataclass(frozen=True, slots=True)
class _Stay:
    start: str
    end: str
    from_: date | None
    until: date | None


_ALWAYS = _Stay("", "", None, None)


def _held(first: str, last: str) -> _Stay:
    """Give the stay from a first to a last day."""
    return _Stay(
        first,
        "" if first == last else last or "..",
        dates.earliest(first) if first else None,
        _after(dates.latest(last)) if last else None,
    )


def _date_columns(
    table: Columns, chosen: Mapping[str, str], roles: Mapping[str, str]
) -> DateColumns:
    if date_columns.NAMES.keys() & roles.keys():
        return DateColumns(chosen.get("start", ""), chosen.get("end", ""))
    others = [c for role, c in chosen.items() if role not in date_columns.NAMES]
    return date_columns.choose(table.values, others)


def _stays(
    table: Columns, columns: DateColumns, way: str, name: str
) -> tuple[list[_Stay], _Spoilt, list[str]]:
    """Say when each row holds, which dates cannot be read, and what was assumed."""
    count = len(table.rows)
    if not columns.start and not columns.end:
        return [_ALWAYS] * count, {}, []
    starts, ends = (
        [_text(value) for value in table.values[column]] if column else [""] * count
        for column in (columns.start, columns.end)
    )
    if columns.parts:
        month, day = (table.values[c] if c else [""] * count for c in columns.parts)
        starts = [
            date_columns.joined(year, _text(m), _text(d))
            for year, m, d in zip(starts, month, day, strict=True)
        ]
    others = [_other_date(table, columns.more, k) if not (s or e) else "" for k, (s, e) in
           enumerate(zip(starts, ends, strict=True))]  # fmt: skip
    texts = [*starts, *ends, *filter(None, others)]
    way = way or when.order(texts)
    doubt = None if way else when.ambiguous(texts)
    if doubt:
        raise AmbiguousDates(name, *doubt)
    read = when.reader((), way)
    inclusive = _inclusive(starts, ends, read)
    ended, moment = (_stayer(read, ended=e, inclusive=inclusive) for e in (True, False))
    stay = ended if columns.end else moment
    stays: list[_Stay] = []
    spoilt: _Spoilt = {}
    for k, (start, end) in enumerate(zip(starts, ends, strict=True)):
        try:
            alone = others[k] or (start if columns.events and not end else "")
            stays.append(moment(alone, "") if alone else stay(start, end))
        except _BadStart as problem:
            spoilt[k] = (columns.start, others[k] or start, str(problem))
        except BadDate as problem:
            spoilt[k] = (columns.end or columns.start, end or start, str(problem))
        if k in spoilt:
            stays.append(_ALWAYS)
    remarks = []
    ongoing = sum(columns.events and bool(s) and not e for s, e in zip(starts, ends, strict=True))
    if ongoing:
        rows = (
            "1 event without an end is"
            if ongoing == 1
            else f"{ongoing:,} events without an end are"
        )
        remarks.append(f"{rows} of the date in {columns.start!r} alone")
    if columns.guessed:
        remarks.append(f"its dates are read from the column {columns.start!r}")
    if inclusive:
        remarks.append("some rows end on the day on which they start: ends are last days")
    return stays, spoilt, remarks


def _other_date(table: Columns, columns: Sequence[str], k: int) -> str:
    """Give the first date of a row in other columns than the chosen ones; "" for none."""
    return next((text for c in columns if (text := _text(table.values[c][k]))), "")


def _inclusive(starts: Sequence[str], ends: Sequence[str], read: Callable[[str], str]) -> bool:
    """Say whether some row starts and ends on one day: then ends are the last days of rows."""
    for start, end in set(zip(starts, ends, strict=True)):
        try:
            first, last = read(start), read(end)
        except BadDate:
            continue
        same = dates.is_day(first) and dates.is_day(last) and first[:10] == last[:10]
        if same and not when.within_day(end):
            return True
    return False


class _BadStart(BadDate):
    """The start is no date; any other `BadDate` is of the end."""


def _after(day: date | None) -> date | None:
    """Give the day after; None for none and for the last day that there is."""
    return None if day in (None, date.max) else day + timedelta(days=1)


def _stayer(
    read: Callable[[str], str], *, ended: bool, inclusive: bool
) -> Callable[[str, str], _Stay]:
    """Make the function that turns the texts of a row into its stay."""

    # Dates repeat: reading each once is what makes a hundred thousand rows quick.
    @lru_cache(maxsize=65536)
    def since(text: str) -> tuple[str, date | None, date | None]:
        try:
            edtf = read(text)
        except BadDate as problem:
            raise _BadStart(str(problem)) from None
        return edtf, dates.earliest(edtf), _after(dates.latest(edtf))

    @lru_cache(maxsize=65536)
    def until(text: str) -> tuple[str, date | None]:
        edtf = ".." if when.is_still(text) else read(text)
        latest = dates.latest(edtf)
        if latest is None or (dates.is_day(edtf) and not inclusive and not when.within_day(text)):
            return edtf, latest
        return edtf, _after(latest)

    def stay(start: str, end: str) -> _Stay:
        two = ended
        if when.is_stretch(start) and not end:
            # An EDTF interval in one cell.
            start, _, end = start.partition("/")
            two = True
        edtf, from_, after = since(start)
        if not two:
            if from_ is None:
                raise _BadStart("it has no date")
            return _Stay(edtf, "", from_, after)
        last, last_until = until(end)
        if from_ and last_until and last_until <= from_:
            raise BadDate(f"it ends before it starts ({edtf})")
        return _Stay(edtf, last, from_, last_until)

    return stay


def _notes(
    table: Columns,
    chosen: Mapping[str, str],
    shapes: Geometries,
    extent: tuple[float, float, float, float] | None,
    always: int,
) -> list[str]:
    """Say of the whole file what a person should know."""
    notes = []
    if "start" not in chosen and "end" not in chosen and table.times is None:
        notes.append("no column of dates was recognised: its rows are drawn on every date")
    elif always:
        rows = "1 row without a date is" if always == 1 else f"{always:,} rows without a date are"
        notes.append(f"{rows} drawn on every date")
    column = chosen.get("label")
    if column:
        texts = (_text(value) for value in table.values[column])
        count = sum(text.startswith(_FORMULA) for text in texts)
        if count:
            notes.append(f"{count:,} labels begin like a formula; they are kept as plain text")
    for role, form in (("sidc", _SIDC), ("colour", _COLOUR)):
        cells = table.values[chosen[role]] if role in chosen else ()
        count = sum(bool(_text(v)) and not form.fullmatch(_text(v)) for v in cells)
        if count:
            notes.append(f"{count:,} cells of {chosen[role]!r} are no {role} and were left out")
    if extent is not None and _exchanged(shapes, extent):
        notes.append("most points would lie on the map with latitude and longitude exchanged")
    return notes


def _exchanged(shapes: Geometries, extent: tuple[float, float, float, float]) -> bool:
    west, south, east, north = extent
    centre = shapely.centroid(shapes)
    lon, lat = shapely.get_x(centre), shapely.get_y(centre)
    here = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
    there = (lat >= west) & (lat <= east) & (lon >= south) & (lon <= north)
    return bool(there.mean() >= _SUSPECT and here.mean() <= 1 - _SUSPECT)


def _rows(
    table: Columns,
    chosen: Mapping[str, str],
    shapes: Geometries,
    stays: Sequence[_Stay],
    used: list[int],
) -> gpd.GeoDataFrame:
    def texts(role: str, form: re.Pattern[str] | None = None) -> list[str]:
        if role not in chosen:
            return [""] * len(used)
        values = table.values[chosen[role]]
        cells = [_text(values[k]) for k in used]
        return cells if form is None else [t if form.fullmatch(t) else "" for t in cells]

    size = table.values[chosen["size"]] if "size" in chosen else None
    numbers = [math.nan if size is None else _number(size[k]) for k in used]
    rest = [column for column in table.values if column not in chosen.values()]
    # Columns are lists of their own: a dict a row would cost most of the time.
    details = [
        {column: text for column in rest if (text := _text(table.values[column][k]))} for k in used
    ]
    columns = {
        "row": [table.rows[k] for k in used],
        "label": texts("label"),
        "start": [stays[k].start for k in used],
        "end": [stays[k].end for k in used],
        "start_date": [stays[k].from_ for k in used],
        "end_date": [stays[k].until for k in used],
        "sidc": texts("sidc", _SIDC),
        "colour": texts("colour", _COLOUR),
        "size": [n if math.isfinite(n) and n >= 0 else math.nan for n in numbers],
        "details": details,
    }
    rows = pd.DataFrame(columns).astype({"start_date": object, "end_date": object})
    for name in ("start_date", "end_date"):
        rows[name] = pd.Series(columns[name], dtype=object)
    return gpd.GeoDataFrame(rows, geometry=shapes[used], crs=CRS)
