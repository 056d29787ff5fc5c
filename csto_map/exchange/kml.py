"""KML and KMZ for Google Earth: a folder a layer, `TimeSpan` for the slider, styled symbols.

In a KMZ the symbols of the map travel along; a plain KML can hold no pictures and
shows coloured pins. Nothing refers to the network.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import geopandas as gpd
import shapely

from csto_map import symbols
from csto_map.atlas import Atlas
from csto_map.exchange import archive, frames
from csto_map.exchange.provenance import provenance
from csto_map.export.png import png
from csto_map.style import STYLES, Style

_ICON_SCALE = 0.4  # of the drawing's 164 units: 66 pixels
_PREFIX = {"sites": "site", "deployments": "deployment", "events": "event"}
_PREFIX |= {"contingents": "contingent", "border_points": "point"}
# What the mark itself says is not said again; other readers take `end` for the TimeSpan's.
_DATA = {"geometry": "", "name": "", "id": "row_id", "start": "start_edtf", "end": "end_edtf"}
_SHOWN_FIRST = ("sites", "border")


def write(atlas: Atlas, path: Path, day: date | None, layer: str | None) -> None:
    """Write one layer or all, zipped with their symbols where the path ends in ``.kmz``."""
    names = [layer] if layer else list(frames.TITLES)
    zipped = path.name.lower().endswith(".kmz")
    icons = _icons(atlas)
    style = STYLES["light"]
    used: set[str] = set()
    folders = []
    for name in names:
        frame = frames.layer(atlas, name, day)
        looks = [_look(atlas, name, row, icons) for row in frame.itertuples()]
        used.update(looks)
        folders.append(_folder(name, frame, looks, shown=name in _SHOWN_FIRST or bool(layer)))
    own = provenance(atlas, day)
    text = "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>',
            f"<name>{escape(own.title)}</name>",
            f"<description>{escape(' '.join(own.sentences()))}</description>",
            _data(own.as_dict()),
            *(_style(look, style, zipped=zipped) for look in sorted(used)),
            *folders,
            "</Document></kml>",
            "",
        ]
    )
    if not zipped:
        path.write_text(text, encoding="utf-8", newline="\n")
        return
    members = {"doc.kml": text.encode()}
    for look in sorted(used):
        kind, _, key = look.partition("|")
        if kind == "icon":
            members[_file(key)] = png(symbols.svg(key, style), _ICON_SCALE)
    archive.write(path, members)


def _icons(atlas: Atlas) -> dict[str, tuple[str, str]]:
    return {mark["id"]: (mark["icon"], mark["accent"]) for mark in atlas.timeline["marks"]}


def _look(atlas: Atlas, name: str, row: Any, icons: dict[str, tuple[str, str]]) -> str:
    """Name the style of a row: a kind of style and what it depends on."""
    certain = row.certainty == "certain"
    if name == "memberships":
        return f"status|{row.status}"
    if name == "border":
        return f"guard|{atlas.config.guard_slot(row.guard_country)}|{row.certainty}"
    found = icons.get(f"{_PREFIX.get(name, name)}:{row.id}")
    if found is None:
        return "pin|"
    return f"icon|{symbols.icon_key(*found, certain=certain)}"


def _style(look: str, style: Style, *, zipped: bool) -> str:
    kind, _, key = look.partition("|")
    id_ = quoteattr(_id(look))
    if kind == "status":
        area = style.status(key)
        fill = _colour(area.fill, 0.75 if area.filled else 0.0)
        return (
            f"<Style id={id_}><LineStyle><color>{_colour(area.line)}</color>"
            f"<width>{area.width}</width></LineStyle><PolyStyle><color>{fill}</color>"
            f"<fill>{int(area.filled)}</fill></PolyStyle></Style>"
        )
    if kind == "guard":
        slot, _, certainty = key.partition("|")
        colour = _colour(style.guard(slot), 1.0 if certainty == "certain" else 0.5)
        return (
            f"<Style id={id_}><LineStyle><color>{colour}</color>"
            f"<width>{style.sector_width}</width></LineStyle></Style>"
        )
    if kind == "pin" or not zipped:
        accent = key.split(":")[1] if ":" in key else "host"
        colour = _colour(style.accent(accent).body)
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


def _folder(name: str, frame: gpd.GeoDataFrame, looks: list[str], *, shown: bool) -> str:
    marks = (
        _placemark(name, row, look)
        for row, look in zip(frame.itertuples(index=False), looks, strict=True)
    )
    return (
        f"<Folder><name>{escape(frames.TITLES[name])}</name><visibility>{int(shown)}</visibility>"
        + "\n".join(["", *marks])
        + "</Folder>"
    )


def _placemark(name: str, row: Any, look: str) -> str:
    cells = {_DATA.get(key, key): value for key, value in row._asdict().items()}
    return (
        f"<Placemark id={quoteattr(f'{name}.{row.id}')}><name>{escape(row.name)}</name>"
        f"<description>{escape(_told(row))}</description>{_span(row)}"
        f"<styleUrl>#{_id(look)}</styleUrl>{_data(cells)}{_geometry(row.geometry)}</Placemark>"
    )


def _told(row: Any) -> str:
    """Say what a balloon shows: plain text, so that no table can bring in markup."""
    doubt = "" if row.certainty == "certain" else " Dates not certain."
    body = getattr(row, "summary", "") or row.note
    return f"{body}{doubt} Sources: {row.sources}".strip()


def _span(row: Any) -> str:
    """Give the stay; KML counts a day as its whole, so the last day is the one before `until`."""
    begin = f"<begin>{row.start_date.isoformat()}</begin>" if row.start_date else ""
    last = row.end_date - timedelta(days=1) if row.end_date else None
    end = f"<end>{last.isoformat()}</end>" if last else ""
    return f"<TimeSpan>{begin}{end}</TimeSpan>" if begin or end else ""


def _data(cells: dict[str, Any]) -> str:
    told = (
        f"<Data name={quoteattr(key)}><value>{escape(str(value))}</value></Data>"
        for key, value in cells.items()
        if key and str(value) not in ("", "None", "<NA>")
    )
    return f"<ExtendedData>{''.join(told)}</ExtendedData>"


def _geometry(shape: Any) -> str:
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


def _polygon(shape: Any) -> str:
    def ring(kind: str, line: Any) -> str:
        text = _coordinates(line.coords)
        return f"<{kind}><LinearRing><coordinates>{text}</coordinates></LinearRing></{kind}>"

    inner = "".join(ring("innerBoundaryIs", line) for line in shape.interiors)
    return f"<Polygon>{ring('outerBoundaryIs', shape.exterior)}{inner}</Polygon>"


def _coordinates(points: Iterable[tuple[float, ...]]) -> str:
    def each() -> Iterator[str]:
        for lon, lat, *_ in points:
            yield f"{lon:.6f},{lat:.6f}"

    return " ".join(each())
