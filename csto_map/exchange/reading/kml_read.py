"""KML of other people: placemarks, each by its own time. Nothing it refers to is fetched.

``assets/src/layers/kml.js`` is its twin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from csto_map.exchange.reading import xml_read
from csto_map.exchange.reading.columns import Columns, Refused, Remark, bad, bounded
from csto_map.exchange.reading.shapes import (
    BadShape,
    Position,
    area_of,
    line_of,
    position_of,
)
from csto_map.exchange.reading.xml_read import BLANK, DEEPEST, Node, text_in, text_of

# A point is lon, lat until all points are made at once.
Shape: TypeAlias = BaseGeometry | Position
Times: TypeAlias = tuple[str, str] | None

_LONGEST = 80
_OURS = frozenset({"row_id", "certainty", "source_ids", "sources"})
_ROOTS = frozenset({"kml", "Document", "Folder", "Placemark"})
_LINKS = ("NetworkLink", "GroundOverlay", "PhotoOverlay", "ScreenOverlay")
_SHAPES = frozenset(
    {
        *("Point", "LineString", "LinearRing", "Polygon"),
        *("MultiGeometry", "MultiTrack", "Track"),
    }
)
_LOOKS = ("styleUrl", "Style", "StyleMap")
# Maps of styles that lead to maps of styles, perhaps in a circle.
_MAPPED = 3
_TIMES = ("TimeSpan", "TimeStamp")
# Whose colour a shape has, the likeliest first.
_STYLES: Mapping[str, tuple[str, ...]] = {
    "Point": ("IconStyle",),
    "LineString": ("LineStyle",),
    "Polygon": ("PolyStyle", "LineStyle"),
}
_COLOUR = re.compile(r"#?[0-9a-fA-F]{2}([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})")
_BLANKS = re.compile(r"[ \t\r\n],|,[ \t\r\n]")
_COMMA = re.compile(r"[ \t\r\n]*,[ \t\r\n]*")


class _Unfit(Exception):
    """A placemark that cannot be read."""

    def __init__(self, key: str, column: str, value: str) -> None:
        super().__init__(key)
        self.key, self.column, self.value = key, column, value


@dataclass(frozen=True, slots=True)
class _Place:
    """A placemark, the time of the folders that it lies in, and their names."""

    node: Node
    time: Node | None
    folders: tuple[str, ...]


def read(text: str, name: str) -> Columns:
    """
    Read placemarks.

    Each holds from the first to the last day of its `TimeSpan`, on the day (or month, or year)
    of its `TimeStamp`, or from the first to the last day of its `gx:Track`; one without a time
    has that of its folders. One whose `gx:MultiTrack` has several tracks is one row with a line
    of several parts.

    Raises
    ------
    BadFile
        If it is not well-formed, declares a document type (entities), or is nested deep.
    """
    root = xml_read.parse(text, name)
    if root.tag not in _ROOTS and root.find(".//Placemark") is None:
        raise bad("not_kml", name=name, root=root.tag)
    table = Columns({}, [])
    styles: dict[str, Node] = {}
    for kind in ("Style", "StyleMap"):
        for node in root.iter(kind):
            styles.setdefault(node.get("id", ""), node)
    styles.pop("", None)
    links = sum(1 for kind in _LINKS for _ in root.iter(kind))
    if links:
        table.notes.append(Remark("links", n=links))
    places: list[_Place] = []
    try:
        _gather(root, None, (), places)
    except RecursionError:
        raise bad("too_deep", name=name) from None
    if links and not places:
        raise bad("only_links", name=name, n=links)
    bounded(len(places), name)
    kept: list[dict[str, str]] = []
    drawn: list[list[Shape]] = []
    times: list[Times] = []
    for number, place in enumerate(places, start=1):
        try:
            cells, shapes, time = _placemark(place, styles)
        except _Unfit as problem:
            value = problem.value[:_LONGEST]
            table.refused.append(Refused(number, problem.column, value, Remark(problem.key)))
            continue
        ours = cells.keys() >= _OURS
        # Our own files have one placemark for each part of a stay; the first tells all.
        if "row_id" in cells and cells.get("part", "1") not in ("", "1"):
            continue
        kept.append(cells)
        drawn.append(shapes)
        times.append(None if ours else time)
        table.rows.append(number)
    names = dict.fromkeys(key for cells in kept for key in cells)
    if names.keys() >= _OURS:
        # Our own files leave empty cells out; an end that no row has is a column all the same.
        names |= dict.fromkeys(("start_date", "end_date"))
    table.values = {key: [cells.get(key, "") for cells in kept] for key in names}
    table.shapes = gathered(drawn)
    table.times = times
    return table


def _gather(
    node: Node, time: Node | None, folders: tuple[str, ...], places: list[_Place], depth: int = 1
) -> None:
    """Gather the placemarks below a node, each with the time and the names of its folders."""
    if depth > DEEPEST:
        raise RecursionError
    for kind in _TIMES:
        held = node.find(kind)
        if held is not None:
            time = held
            break
    if node.tag == "Placemark":
        places.append(_Place(node, time, folders))
        return
    if node.tag == "Folder" and (name := text_in(node, "name")):
        folders = (*folders, name)
    for child in node:
        if len(child):
            _gather(child, time, folders, places, depth + 1)


def _placemark(
    place: _Place, styles: Mapping[str, Node]
) -> tuple[dict[str, str], list[Shape], Times]:
    """Give what a placemark says, its shapes, and its first and last day."""
    node = place.node
    cells = {"name": text_in(node, "name"), "description": text_in(node, "description")}
    if place.folders:
        cells["folder"] = " / ".join(place.folders)
    shapes: list[Shape] = []
    whens: list[str] = []
    try:
        for child in node:
            if child.tag in _SHAPES:
                _collect(child, shapes, whens)
    except BadShape as problem:
        raise _Unfit(str(problem), "geometry", cells["name"]) from None
    time = _track_time(whens) or _time(place.time, cells)
    for key, value in _data(node):
        if key and value and not cells.get(key):
            cells[key] = value
    if shapes and any(node.find(kind) is not None for kind in _LOOKS):
        colour = _colour(node, shapes, styles)
        if colour and not cells.get("colour"):
            cells["colour"] = colour
    return cells, shapes, time


def _data(node: Node) -> Iterator[tuple[str, str]]:
    for data in node.findall("ExtendedData"):
        for item in data.iter():
            if item.tag == "Data":
                yield item.get("name", "").strip(BLANK), text_in(item, "value")
            elif item.tag == "SimpleData":
                yield item.get("name", "").strip(BLANK), text_of(item)


def _time(node: Node | None, cells: dict[str, str]) -> Times:
    """Read a time; a moment that is written otherwise is left to the columns of dates."""
    if node is None:
        return None
    if node.tag == "TimeStamp":
        when = text_in(node, "when")
        day = xml_read.day_of(when)
        if day is None:
            cells["date"] = when
        return (day, day) if day else None
    ends = []
    for name in ("begin", "end"):
        text = text_in(node, name)
        day = xml_read.day_of(text)
        if day is None:
            raise _Unfit("bad_time", name, text)
        ends.append(day)
    return (ends[0], ends[1]) if any(ends) else None


def _track_time(whens: list[str]) -> Times:
    days = sorted(day for when in whens if (day := xml_read.day_of(when)))
    return (days[0], days[-1]) if days else None


def _collect(node: Node, shapes: list[Shape], whens: list[str], depth: int = 1) -> None:
    """Gather the shapes of an element, and the moments of its tracks."""
    kind = node.tag
    if kind == "Point":
        positions = _positions(node)
        # 74,5 42,5 is no point but two: commas part numbers, and decimals have points.
        if len(positions) > 1:
            raise BadShape("damaged")
        shapes.append(positions[0])
    elif kind in ("LineString", "LinearRing"):
        shapes.append(line_of(_positions(node)))
    elif kind == "Polygon":
        rings = [
            _positions(ring)
            for side in ("outerBoundaryIs", "innerBoundaryIs")
            for ring in node.findall(f"{side}/LinearRing")
        ]
        shapes.append(area_of(rings))
    elif kind == "Track":
        _track(node, shapes, whens)
    elif kind in ("MultiGeometry", "MultiTrack"):
        if depth > DEEPEST:
            raise BadShape("bad_shape")
        for child in node:
            _collect(child, shapes, whens, depth + 1)


def _track(node: Node, shapes: list[Shape], whens: list[str]) -> None:
    whens += [text_of(when) for when in node.findall("when")]
    texts = [text_of(coord) for coord in node.findall("coord")]
    path = [position_of(text.split()) for text in texts if text]
    if len(path) > 1:
        shapes.append(shapely.LineString(path))
    elif path:
        shapes.append(path[0])


def _positions(node: Node) -> list[Position]:
    text = text_in(node, "coordinates")
    if _BLANKS.search(text):
        # Blanks beside commas are blanks between numbers, though elsewhere between positions.
        text = _COMMA.sub(",", text)
    positions = [position_of(part.split(",")) for part in text.split()]
    if not positions:
        raise BadShape("damaged")
    return positions


def _colour(node: Node, shapes: list[Shape], styles: Mapping[str, Node]) -> str:
    """Give the colour of a placemark's style as #rrggbb; "" where it says none."""
    if not shapes:
        return ""
    kind = "Point" if isinstance(shapes[0], tuple) else shapes[0].geom_type
    for style in _styles_of(node, styles):
        for name in _STYLES[kind]:
            for part in style.findall(name):
                match = _COLOUR.fullmatch(text_in(part, "color"))
                if match is None or _is_plain(part, name):
                    continue
                colour = f"#{match[3]}{match[2]}{match[1]}".lower()
                # White is what leaves the picture of a pin as it is.
                if name != "IconStyle" or colour != "#ffffff":
                    return colour
    return ""


def _is_plain(part: Node, name: str) -> bool:
    """Say whether a style's colour is not what is seen: one at random, or an area not filled."""
    return text_in(part, "colorMode") == "random" or (
        name == "PolyStyle" and text_in(part, "fill") in ("0", "false")
    )


def _styles_of(node: Node, styles: Mapping[str, Node], depth: int = 0) -> Iterator[Node]:
    """Yield the styles of a placemark, its own before the shared one, and those of a map."""
    shared = styles.get(text_in(node, "styleUrl").rpartition("#")[2])
    for style in (*node.findall("Style"), *node.findall("StyleMap"), shared):
        if style is None:
            continue
        if style.tag == "Style":
            yield style
        elif depth < _MAPPED:
            for pair in style.findall("Pair"):
                if text_in(pair, "key") == "normal":
                    yield from _styles_of(pair, styles, depth + 1)


def gathered(drawn: list[list[Shape]]) -> NDArray[np.object_]:
    """Make one geometry of the shapes of each row; None where it has none."""
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
