"""KML and KMZ for Google Earth: a folder a layer, `TimeSpan` for the slider, styled symbols.

A style cannot change with time: in the whole history a row that is certain on some of its
days only is several placemarks, one for each part of its stay. Rows without a place stand
in a folder of their own.

In a KMZ the symbols of the map travel along; a plain KML can hold no pictures and
shows coloured pins. Nothing refers to the network.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import shapely
from shapely.geometry import LinearRing, Polygon
from shapely.geometry.base import BaseGeometry

from csto_map import archive
from csto_map.atlas import Atlas
from csto_map.exchange.writing import frames, symbol_columns
from csto_map.exchange.writing.provenance import provenance
from csto_map.picture import symbols
from csto_map.picture.png import png
from csto_map.picture.style import STYLES, Style

_ICON_SCALE = 0.4  # of the drawing's 164 units: 66 pixels
# A row of a layer: a named tuple of its columns, each layer with its own.
LayerRow = Any
# What the mark itself says is not repeated; other readers take `end` for the TimeSpan's.
_DATA = {"geometry": "", "name": "", "id": "row_id", "start": "start_edtf", "end": "end_edtf"}
_SHOWN_FIRST = ("sites", "border")
# How much of its colour is left to a mark on days of doubt.
_DOUBT = 0.5


def write(atlas: Atlas, path: Path, day: date | None, layer: str | None) -> None:
    """Write one layer or all, zipped with their symbols where the path ends in ``.kmz``."""
    names = [layer] if layer else list(frames.TITLES)
    zipped = path.name.lower().endswith(".kmz")
    style = STYLES["light"]
    icons = symbol_columns.icons(atlas)
    placed: dict[str, list[_Mark]] = {}
    unplaced: list[_Mark] = []
    for name in names:
        rows = frames.layer(atlas, name, day).itertuples(index=False)
        marks = [mark for row in rows for mark in _marks(atlas, name, row, day, icons)]
        placed[name] = [mark for mark in marks if mark.row.geometry is not None]
        unplaced += [mark for mark in marks if mark.row.geometry is None]
    used = sorted({mark.look for group in placed.values() for mark in group})
    origin = provenance(atlas, day)
    text = "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>',
            f"<name>{escape(origin.title)}</name>",
            f"<description>{escape(' '.join(origin.sentences()))}</description>",
            # The schema wants styles before data and data before folders.
            *(_style(look, style, zipped=zipped) for look in used),
            _data(origin.as_dict()),
            *(
                _folder(frames.TITLES[name], marks, shown=name in _SHOWN_FIRST or bool(layer))
                for name, marks in placed.items()
            ),
            *([_folder(_nowhere(unplaced), unplaced, shown=False)] if unplaced else []),
            "</Document></kml>",
            "",
        ]
    )
    if not zipped:
        path.write_text(text, encoding="utf-8", newline="\n")
        return
    members = {"doc.kml": text.encode()}
    for look in used:
        kind, _, key = look.partition("|")
        if kind == "icon":
            members[_file(key)] = png(symbols.svg(key, style), _ICON_SCALE)
    archive.write(path, members)


@dataclass(frozen=True, slots=True)
class _Mark:
    """
    A placemark: a row over [from_, until), on which it is `certain` or not.

    `part` counts the placemarks of the row from 1, of `parts`.
    """

    name: str
    row: LayerRow
    look: str
    from_: date | None
    until: date | None
    certain: bool
    part: int
    parts: int


def _marks(
    atlas: Atlas, name: str, row: LayerRow, day: date | None, icons: symbol_columns.Icons
) -> list[_Mark]:
    """Make the placemarks of a row: one of a day, one for each part of a stay in the history."""
    if day is None:
        stays = parts(row.start_date, row.end_date, row.certain_from, row.certain_until)
    else:
        stays = [(row.start_date, row.end_date, row.certainty == "certain")]
    return [
        _Mark(
            name,
            row,
            _look(atlas, name, row, icons, certain=sure),
            *(from_, until, sure, k, len(stays)),
        )
        for k, (from_, until, sure) in enumerate(stays, start=1)
    ]


def parts(
    from_: date | None, until: date | None, sure_from: date | None, sure_until: date | None
) -> list[tuple[date | None, date | None, bool]]:
    """
    Cut a stay where its certainty begins and ends.

    Returns
    -------
    parts
        Start, end (half-open, None as in the stay) and whether it is certain, in order.
    """
    if sure_from is None:
        return [(from_, until, False)]
    ends = until if sure_until is None else min(sure_until, until or sure_until)
    found: list[tuple[date | None, date | None, bool]] = []
    if from_ is None or from_ < sure_from:
        found.append((from_, sure_from, False))
    found.append((max(sure_from, from_ or sure_from), ends, True))
    if ends is not None and ends != until:
        found.append((ends, until, False))
    return found


def _nowhere(marks: list[_Mark]) -> str:
    """Name the folder of rows without a place by how many they are."""
    return f"No place known: {len({(mark.name, mark.row.id) for mark in marks})} rows"


def _look(
    atlas: Atlas, name: str, row: LayerRow, icons: symbol_columns.Icons, *, certain: bool
) -> str:
    """Name the style of a mark: a kind of style and what it depends on."""
    # That an area is disputed is not in doubt, though sources give no dates for it.
    word = "certain" if certain or name == "disputed_areas" else "possible"
    if name == "memberships":
        return f"status|{row.status}|{word}"
    if name == "border":
        return f"guard|{atlas.config.guard_slot(row.guard_country)}|{word}"
    icon = symbol_columns.of_row(icons, name, row.id)
    if icon is None:
        return f"pin|{word}"
    drawing, _, accent = icon
    return f"icon|{symbols.icon_key(drawing, accent, certain=certain)}"


def _style(look: str, style: Style, *, zipped: bool) -> str:
    kind, _, key = look.partition("|")
    id_ = quoteattr(_id(look))
    value, _, word = key.partition("|")
    if kind == "status":
        area = style.status(value)
        shade = 1.0 if word == "certain" else _DOUBT
        fill = _colour(area.fill, 0.75 * shade if area.filled else 0.0)
        return (
            f"<Style id={id_}><LineStyle><color>{_colour(area.line, shade)}</color>"
            f"<width>{area.width}</width></LineStyle><PolyStyle><color>{fill}</color>"
            f"<fill>{int(area.filled)}</fill></PolyStyle></Style>"
        )
    if kind == "guard":
        colour = _colour(style.guard(value), 1.0 if word == "certain" else _DOUBT)
        return (
            f"<Style id={id_}><LineStyle><color>{colour}</color>"
            f"<width>{style.sector_width}</width></LineStyle></Style>"
        )
    if kind == "pin" or not zipped:
        *_, accent, word = f"host:{key}".split(":") if kind == "pin" else key.split(":")
        colour = _colour(style.accent(accent).body, 1.0 if word == "certain" else _DOUBT)
        return f"<Style id={id_}><IconStyle><color>{colour}</color></IconStyle></Style>"
    return (
        f"<Style id={id_}><IconStyle><scale>0.8</scale><Icon><href>{escape(_file(key))}</href>"
        "</Icon></IconStyle><LabelStyle><scale>0.7</scale></LabelStyle></Style>"
    )


def _id(look: str) -> str:
    return "".join(c if c.isalnum() else "-" for c in look).strip("-")


def _file(key: str) -> str:
    return f"symbols/{_id(key)}.png"


def _colour(rgb: str, opacity: float = 1.0) -> str:
    """Turn ``#rrggbb`` into KML's ``aabbggrr``."""
    return f"{round(opacity * 255):02x}{rgb[5:7]}{rgb[3:5]}{rgb[1:3]}"


def _folder(title: str, marks: list[_Mark], *, shown: bool) -> str:
    return (
        f"<Folder><name>{escape(title)}</name><visibility>{int(shown)}</visibility>"
        + "\n".join(["", *(_placemark(mark) for mark in marks)])
        + "</Folder>"
    )


def _placemark(mark: _Mark) -> str:
    row = mark.row
    cells = {_DATA.get(key, key): value for key, value in row._asdict().items()}
    # What holds of this part of the stay, not of the row.
    cells |= {"layer": mark.name, "certainty": "certain" if mark.certain else "possible"}
    id_ = f"{mark.name}.{row.id}"
    if mark.parts > 1:
        cells |= {"part": mark.part, "parts": mark.parts}
        id_ += f".part{mark.part}" if mark.part > 1 else ""
    # A style is a look of places: those without one have none.
    style = "" if row.geometry is None else f"<styleUrl>#{_id(mark.look)}</styleUrl>"
    return (
        f"<Placemark id={quoteattr(id_)}><name>{escape(row.name)}</name>"
        f"<description>{escape(_balloon(mark))}</description>{_span(mark)}"
        f"{style}{_data(cells)}{_geometry(row.geometry)}</Placemark>"
    )


def _balloon(mark: _Mark) -> str:
    """Say what a balloon shows: plain text, so that no table can bring in markup."""
    row = mark.row
    doubt = "" if mark.certain else " Not certain on these days."
    if not row.start and not row.end:
        doubt = " No dates given."
    body = getattr(row, "summary", "") or row.note
    return f"{body}{doubt} Sources: {row.sources}".strip()


def _span(mark: _Mark) -> str:
    """Give the stay; KML counts a day as its whole, so the last day is the one before `until`."""
    begin = f"<begin>{mark.from_.isoformat()}</begin>" if mark.from_ else ""
    last = mark.until - timedelta(days=1) if mark.until else None
    end = f"<end>{last.isoformat()}</end>" if last else ""
    return f"<TimeSpan>{begin}{end}</TimeSpan>" if begin or end else ""


def _data(cells: dict[str, object]) -> str:
    entries = (
        f"<Data name={quoteattr(key)}><value>{escape(str(value))}</value></Data>"
        for key, value in cells.items()
        if key and str(value) not in ("", "None", "<NA>")
    )
    return f"<ExtendedData>{''.join(entries)}</ExtendedData>"


@lru_cache(maxsize=512)
def _geometry(shape: BaseGeometry | None) -> str:
    """Write a geometry; that of a state serves all its memberships."""
    if shape is None:
        return ""
    if shape.geom_type == "Point":
        return f"<Point><coordinates>{_coordinates([shape.coords[0]])}</coordinates></Point>"
    if shape.geom_type == "LineString":
        return (
            "<LineString><tessellate>1</tessellate>"
            f"<coordinates>{_coordinates(shape.coords)}</coordinates></LineString>"
        )
    parts = (_polygon(part) for part in shapely.get_parts(shapely.orient_polygons(shape)))
    return f"<MultiGeometry>{''.join(parts)}</MultiGeometry>"


def _polygon(shape: Polygon) -> str:
    def ring(kind: str, edge: LinearRing) -> str:
        text = _coordinates(edge.coords)
        return f"<{kind}><LinearRing><coordinates>{text}</coordinates></LinearRing></{kind}>"

    inner = "".join(ring("innerBoundaryIs", edge) for edge in shape.interiors)
    return f"<Polygon>{ring('outerBoundaryIs', shape.exterior)}{inner}</Polygon>"


def _coordinates(points: Iterable[tuple[float, ...]]) -> str:
    def each() -> Iterator[str]:
        for lon, lat, *_ in points:
            yield f"{lon:.6f},{lat:.6f}"

    return " ".join(each())
