"""A user layer: places and dates out of other people's files.

    layer = read("incidents.csv")
    layer.frame          # label, start, end, start_date, end_date, ..., geometry
    layer.refused        # every row that was not used, with the reason
    layer.as_json()      # how the file was read, as `csto-map layer FILE --json` tells it

Columns are recognised by their names and by what stands in them, or given by a mapping. Stays
are half-open, as everywhere in the atlas: without an end a date lasts as long as it is
imprecise (a day, a month, a year); with one, an empty end is open, an end that is a day is the
first day on which it no longer holds unless the file shows that ends are last days, and an
imprecise end includes its last day. A stretch in one cell (2005-03-04/2005-03-07) does too.

``assets/src/layers/layer.js`` is its twin: ``tests/cases/layer_files.json`` holds for both.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from csto_map.exchange.reading import coordinates, places, records, roles, stays
from csto_map.exchange.reading.columns import Columns, Geometries, Refused, Remark, bad
from csto_map.exchange.reading.date_columns import DateColumns
from csto_map.exchange.reading.places import Extent
from csto_map.exchange.reading.stays import Stay
from csto_map.exchange.reading.vocabulary import WORDS, label_of, text_of
from csto_map.history.snapshot import CRS
from csto_map.machine import garbage, marks

NAMES = roles.NAMES
_SIDC = re.compile(r"[0-9]{20}(?:[0-9]{10})?|[A-Z0-9*-]{10,15}")
_HEX = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})(?:[0-9a-f]{2})?|([0-9a-f]{6})")
_RGB = re.compile(r"rgba?\( ?([0-9]{1,3}) ?, ?([0-9]{1,3}) ?, ?([0-9]{1,3}) ?(?:,[^()]*)?\)")
_COLOURS: Mapping[str, str] = MappingProxyType(WORDS["colours"])
_FORMULA = ("=", "+", "-", "@")
_SHOWN = 80
_STEP = Decimal("1e-7")


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
        or missing where not given), details (the other columns), lon, lat (the point that is
        drawn, degrees), geometry; EPSG:4326.
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
    notes: tuple[Remark, ...]

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

    def as_json(self) -> dict[str, Any]:
        """
        Tell how the file was read.

        Returns
        -------
        told
            ``columns`` (role -> column; a column of dates without one of ends is ``date``),
            ``rows`` (row, label, lat, lon in degrees with seven decimals, start and end: first
            and last day, None where open), ``refused`` (row, column, value, reason), ``notes``.
        """
        columns = dict(self.roles)
        if "start" in columns and "end" not in columns:
            columns["date"] = columns.pop("start")
        frame = self.frame
        cells = (frame.row, frame.label, frame.lat, frame.lon, frame.start_date, frame.end_date)
        return {
            "columns": columns,
            "rows": [
                {
                    "row": row,
                    "label": label,
                    "lat": _rounded(lat),
                    "lon": _rounded(lon),
                    "start": None if start is None else start.isoformat(),
                    "end": None
                    if end is None
                    else date.fromordinal(end.toordinal() - 1).isoformat(),
                }
                for row, label, lat, lon, start, end in zip(
                    *(column.tolist() for column in cells), strict=True
                )
            ],
            "refused": [
                {"row": r.row, "column": r.column, "value": r.value, "reason": str(r.reason)}
                for r in self.refused
            ],
            "notes": [str(note) for note in self.notes],
        }


def _rounded(degrees: float) -> float:
    # As JavaScript's toFixed, which rounds what is in the middle away from zero.
    return float(Decimal(degrees).quantize(_STEP, ROUND_HALF_UP)) + 0.0


def read(
    path: str | Path,
    roles: Mapping[str, str] | None = None,
    *,
    layer: str | None = None,
    extent: Extent | None = None,
    way: str = "",
) -> Layer:
    """
    Read a file as a layer.

    Parameters
    ----------
    path
        A local file; see `csto_map.exchange.reading.records.read`.
    roles
        Columns by role, where names do not tell: {"lat": "Breite", "date": "Tag", ...}; roles
        are the keys of `NAMES`, and ``date`` for start.
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
    table = records.read(path, layer, tuple((roles or {}).values()))
    return of_table(table, str(path), roles or {}, extent=extent, way=way)


@garbage.uncollected()
def of_table(
    table: Columns,
    name: str,
    given: Mapping[str, str],
    *,
    extent: Extent | None = None,
    way: str = "",
) -> Layer:
    """Make a layer of a table; see `read`."""
    told = roles.asked(given, table, name)
    chosen = roles.recognise(table, told, name)
    dated = roles.dates(table, chosen, told)
    where = places.of(table, chosen)
    holding = stays.of(table, dated, way, name)
    reasons = holding.spoilt | where.spoilt
    refused = list(table.refused)
    refused += [
        Refused(table.rows[k], column, value[:_SHOWN], reason)
        for k, (column, value, reason) in reasons.items()
    ]
    refused.sort(key=lambda one: one.row)
    used = [k for k in range(len(table.rows)) if k not in reasons]
    if not used:
        raise _none_used(refused, name, table.notes)
    undated = sum(holding.stays[k].since is None and holding.stays[k].until is None for k in used)
    dateless = not dated.start and not dated.end and table.times is None
    frame, looks = _rows(table, chosen, dated, where.shapes, where.points, holding.stays, used)
    notes = [
        *table.notes,
        *where.notes,
        *holding.notes,
        *([Remark("no_dates", n=len(used))] if dateless else []),
        *([Remark("undated", n=undated)] if undated and not dateless else []),
        *looks,
        *places.notes(where.points[used], extent),
    ]
    return Layer(
        Path(name).stem, frame, tuple(refused), roles.columns_of(chosen, dated), tuple(notes)
    )


def _none_used(refused: Sequence[Refused], name: str, notes: Sequence[Remark]) -> Exception:
    if not refused:
        return bad("no_rows", name=name)
    one = refused[0]
    # Cells of formulas without values are empty, and that is why.
    bare = [] if one.value else [note for note in notes if note.key == "uncalculated"]
    reason = next(iter(bare), one.reason)
    return bad(
        "none_used", name=name, row=one.row, column=one.column, value=one.value, reason=reason
    )


def colour_of(text: str) -> str:
    """Give a colour as #rrggbb: of hexadecimal figures, rgb(...) or a name; "" for none."""
    lower = " ".join(text.lower().split())
    if lower in _COLOURS:
        return _COLOURS[lower]
    if match := _HEX.fullmatch(lower):
        figures = match[1] or match[2]
        return f"#{figures if len(figures) == 6 else ''.join(2 * f for f in figures)}"
    match = _RGB.fullmatch(lower)
    if match and all(int(part) <= 255 for part in match.groups()):
        return "#" + "".join(f"{int(part):02x}" for part in match.groups())
    return ""


def sidc_of(text: str) -> str:
    """Give a code of APP-6 or MIL-STD-2525 in capitals; "" for what is none."""
    code = text.upper()
    return code if _SIDC.fullmatch(code) else ""


def _rows(
    table: Columns,
    chosen: Mapping[str, str],
    dated: DateColumns,
    shapes: Geometries,
    points: np.ndarray[Any, Any],
    stay: Sequence[Stay],
    used: list[int],
) -> tuple[gpd.GeoDataFrame, list[Remark]]:
    """Give the rows that are used, and what was left out of them."""
    notes: list[Remark] = []
    label = table.values[chosen["label"]] if "label" in chosen else None
    labels = [""] * len(used) if label is None else [marks.shown(label_of(label[k])) for k in used]
    formulas = sum(text.startswith(_FORMULA) for text in labels)
    if formulas:
        notes.append(Remark("formulas", n=formulas))
    looks: dict[str, list[str]] = {}
    for role, form in (("sidc", sidc_of), ("colour", colour_of)):
        cells = table.values[chosen[role]] if role in chosen else None
        texts = [""] * len(used) if cells is None else [text_of(cells[k]) for k in used]
        looks[role] = [form(text) if text else "" for text in texts]
        lost = sum(bool(text) and not kept for text, kept in zip(texts, looks[role], strict=True))
        if lost:
            notes.append(Remark(f"no_{role}", n=lost, column=chosen[role]))
    size: list[float | None] = [None] * len(used)
    if "size" in chosen:
        texts = [text_of(table.values[chosen["size"]][k]) for k in used]
        size = [None if n is None or n < 0 else n for n in coordinates.quantities(texts)]
        lost = sum(bool(text) and n is None for text, n in zip(texts, size, strict=True))
        if lost:
            notes.append(Remark("no_size", n=lost, column=chosen["size"]))
    taken = {*chosen.values(), dated.start, dated.end}
    rest = [(column, cells) for column, cells in table.values.items() if column not in taken]
    # Columns are lists of their own: a dict a row would cost most of the time.
    columns = {
        "row": [table.rows[k] for k in used],
        "label": labels,
        "start": [stay[k].start for k in used],
        "end": [stay[k].end for k in used],
        **looks,
        "size": [math.nan if n is None else n for n in size],
        "details": [
            {c: marks.shown(text) for c, cells in rest if (text := text_of(cells[k]))} for k in used
        ],
        "lon": points[used, 0],
        "lat": points[used, 1],
    }
    rows = pd.DataFrame(columns)
    for name, days in (
        ("start_date", [stay[k].since for k in used]),
        ("end_date", [stay[k].until for k in used]),
    ):
        made = [None if day is None else date.fromordinal(day) for day in days]
        rows[name] = pd.Series(made, dtype=object)
    return gpd.GeoDataFrame(rows, geometry=shapes[used], crs=CRS), notes
