"""KML of other people: placemarks with their dates. Nothing it refers to is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import TypeAlias
from xml.etree import ElementTree
from xml.parsers import expat

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from csto_map.errors import BadFile
from csto_map.exchange.reading.columns import Columns, Refused, Remark, bounded

Node = ElementTree.Element
# A point is lon, lat until all points are made at once.
Shape: TypeAlias = BaseGeometry | tuple[float, float]

_DEEPEST = 100


class _Declared(Exception):
    """The text declares a document type."""


def read(text: str, name: str) -> Columns:
    """
    Read placemarks.

    Raises
    ------
    BadFile
        If it is not well-formed, declares a document type (entities), or is nested deep.
    """
    _guard(text, name)
    # The guard has refused every declaration of entities, and expat fetches nothing.
    root = ElementTree.fromstring(text)  # noqa: S314
    columns = Columns({}, [])
    kept: list[dict[str, str]] = []
    drawn: list[list[Shape]] = []
    links = sum(_bare(node.tag) in ("NetworkLink", "GroundOverlay") for node in root.iter())
    places = list(_placemarks(root))
    if links:
        columns.notes.append(Remark("links", n=links))
    bounded(len(places), name)
    for number, (node, time) in enumerate(places, start=1):
        if _continued(node):
            continue
        try:
            cells, shapes = _placemark(node, time)
        except (ValueError, IndexError, shapely.errors.ShapelyError):
            value = (node.findtext("{*}name") or "")[:80]
            columns.refused.append(Refused(number, "geometry", value, Remark("damaged")))
            continue
        kept.append(cells)
        drawn.append(shapes)
        columns.rows.append(number)
    names = dict.fromkeys(key for cells in kept for key in cells)
    if names.keys() >= _OURS:
        # Our own files leave empty cells out; an end that no row has is a column all the same.
        names |= dict.fromkeys(("start_date", "end_date"))
    columns.values = {key: [cells.get(key, "") for cells in kept] for key in names}
    columns.shapes = _gathered(drawn)
    return columns


def _guard(text: str, name: str) -> None:
    """Go through the text once without building anything."""
    depth = 0

    def declared(*_: object) -> None:
        raise _Declared

    def opened(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise BadFile(f"{name} is nested too deep")

    def closed(*_: object) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = declared
    parser.EntityDeclHandler = declared
    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    try:
        parser.Parse(text, True)
    except _Declared:
        raise BadFile(
            f"{name} declares a document type or entities, which KML never needs"
        ) from None
    except expat.ExpatError as problem:
        raise BadFile(f"{name} is not KML: {problem}; the file may be cut off") from problem


@lru_cache(maxsize=1024)
def _bare(tag: str) -> str:
    return str(tag).rpartition("}")[2]


def _continued(node: Node) -> bool:
    """Say whether a placemark is a further part of a row: our own files have one a part of a stay.

    What it says of the whole stay stands in the first part too.
    """
    data = node.iterfind("{*}ExtendedData/{*}Data")
    cells = {item.get("name"): item.findtext("{*}value") for item in data}
    return bool(cells.get("row_id")) and cells.get("part", "1") not in ("", "1", None)


_OURS = frozenset({"row_id", "certainty", "source_ids", "sources"})
_ENDS = re.compile(r"\d{4}-\d{2}-\d{2}(?=T|$)")
_DATES = {"begin": "start", "end": "end", "when": "date"}


# Where and when to look from: no place and no date of what is looked at.
_LOOKS = frozenset({"LookAt", "Camera"})
_TIMES = frozenset({"TimeSpan", "TimeStamp"})


def _placemarks(node: Node, time: Node | None = None) -> Iterator[tuple[Node, Node | None]]:
    """Yield the placemarks below a node, each with the time of the folders that it lies in."""
    time = next((child for child in node if _bare(child.tag) in _TIMES), time)
    for child in node:
        if _bare(child.tag) == "Placemark":
            yield child, time
        elif len(child):
            yield from _placemarks(child, time)


def _placemark(node: Node, time: Node | None) -> tuple[dict[str, str], list[Shape]]:
    """
    Give what a placemark says, and its shapes; points as lon, lat until all are made at once.

    One without a time has that of its folders.
    """
    looks = {part for child in node if _bare(child.tag) in _LOOKS for part in child.iter()}
    parts = [(_bare(element.tag), element) for element in node.iter() if element not in looks]
    cells = {"name": "", "description": ""}
    _dates(cells, parts)
    if cells.keys().isdisjoint(_DATES.values()) and time is not None:
        _dates(cells, [(_bare(element.tag), element) for element in time.iter()])
    more = []
    shapes: list[Shape] = []
    for kind, element in parts:
        if kind in ("name", "description"):
            cells[kind] = cells[kind] or (element.text or "").strip()
        elif kind == "Data":
            more.append((element.get("name"), element.findtext("{*}value")))
        elif kind == "SimpleData":
            more.append((element.get("name"), element.text))
        else:
            shapes += _shape(kind, element)
    for key, value in more:
        if key and value and key not in cells:
            cells[key] = value.strip()
    return cells, shapes


def _shape(kind: str, node: Node) -> list[Shape]:
    if kind == "Point":
        return [_points(node)[0]]
    if kind == "LineString":
        return [shapely.LineString(_points(node))]
    if kind == "Polygon":
        rings = [ring for ring in node.iter() if _bare(ring.tag) == "LinearRing"]
        return [shapely.Polygon(_points(rings[0]), [_points(r) for r in rings[1:]])]
    return []


def _dates(cells: dict[str, str], parts: Iterable[tuple[str, Node]]) -> None:
    """Put the first date of each kind in its column."""
    spans = False
    for kind, element in parts:
        spans |= kind == "TimeSpan"
        column = _DATES.get(kind, "")
        if column and element.text and not cells.get(column):
            text = element.text.strip()
            cells[column] = _after(text) if kind == "end" else text
    if cells.get("start") and spans:
        # A span that is not closed is open, also in a file in which none is closed.
        cells.setdefault("end", "..")


def _after(text: str) -> str:
    """
    Give the first day after the end of a `TimeSpan`: KML counts the end as its own.

    A month or a year stays as it is: such an end includes its last day in every format.
    A time of day belongs to its day.
    """
    match = _ENDS.match(text)
    try:
        day = date.fromisoformat(match[0]) if match else date.max
    except ValueError:
        return text
    return text if day == date.max else (day + timedelta(days=1)).isoformat()


def _points(node: Node) -> list[tuple[float, float]]:
    text = node.findtext("{*}coordinates") or ""
    points = [tuple(float(part) for part in point.split(",")[:2]) for point in text.split()]
    if not points or any(len(point) != 2 for point in points):
        raise ValueError(text)
    return [(lon, lat) for lon, lat in points]


def _gathered(drawn: list[list[Shape]]) -> NDArray[np.object_]:
    """Make one geometry of the shapes of each placemark; None where it has none."""
    geometries = np.empty(len(drawn), dtype=object)
    alone = [
        k for k, shapes in enumerate(drawn) if len(shapes) == 1 and isinstance(shapes[0], tuple)
    ]
    if alone:
        geometries[alone] = shapely.points([drawn[k][0] for k in alone])
    for k in set(range(len(drawn))) - set(alone):
        geometries[k] = _one([shapely.Point(s) if isinstance(s, tuple) else s for s in drawn[k]])
    return geometries


def _one(shapes: list[BaseGeometry]) -> BaseGeometry | None:
    if len(shapes) < 2:
        return shapes[0] if shapes else None
    gather = {
        frozenset({"Point"}): shapely.MultiPoint,
        frozenset({"LineString"}): shapely.MultiLineString,
        frozenset({"Polygon"}): shapely.MultiPolygon,
    }
    kinds = frozenset(shape.geom_type for shape in shapes)
    return gather.get(kinds, shapely.GeometryCollection)(shapes)
