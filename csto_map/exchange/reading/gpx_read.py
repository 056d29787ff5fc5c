"""GPX of other people: a row for each waypoint, route and track.

``assets/src/layers/gpx.js`` is its twin.
"""

from __future__ import annotations

from collections.abc import Iterable

import shapely

from csto_map.exchange.reading import xml_read
from csto_map.exchange.reading.columns import Columns, Refused, Remark, bounded
from csto_map.exchange.reading.kml_read import Shape, Times, gathered
from csto_map.exchange.reading.shapes import BadShape, Position, position_of
from csto_map.exchange.reading.xml_read import Node, text_in

_KINDS = {"wpt": "waypoint", "rte": "route", "trk": "track"}
_TEXTS = {"description": ("desc", "cmt"), "type": ("type",), "symbol": ("sym",)}
_LONGEST = 80


def read(text: str, name: str) -> Columns:
    """
    Read waypoints, routes and tracks.

    A waypoint holds on the day of its time; a route and a track from the first to the last day
    of their points.

    Raises
    ------
    BadFile
        If it is not well-formed, declares a document type (entities), or is nested deep.
    """
    root = xml_read.parse(text, name)
    rows = [node for node in root if node.tag in _KINDS]
    bounded(len(rows), name)
    table = Columns({}, [])
    kept: list[dict[str, str]] = []
    drawn: list[list[Shape]] = []
    times: list[Times] = []
    for number, node in enumerate(rows, start=1):
        cells = {"name": text_in(node, "name"), "kind": _KINDS[node.tag]}
        for key, tags in _TEXTS.items():
            value = next((text for tag in tags if (text := text_in(node, tag))), "")
            if value:
                cells[key] = value
        try:
            shapes, time = _shapes(node)
        except BadShape as problem:
            reason = Remark(str(problem))
            table.refused.append(Refused(number, "geometry", cells["name"][:_LONGEST], reason))
            continue
        kept.append(cells)
        drawn.append(shapes)
        times.append(time)
        table.rows.append(number)
    names = dict.fromkeys(key for cells in kept for key in cells)
    table.values = {key: [cells.get(key, "") for cells in kept] for key in names}
    table.shapes = gathered(drawn)
    table.times = times
    return table


def _shapes(node: Node) -> tuple[list[Shape], Times]:
    kind = node.tag
    if kind == "wpt":
        return [_at(node)], _days([node])
    if kind == "rte":
        lines = [node.findall("rtept")]
    else:
        lines = [segment.findall("trkpt") for segment in node.findall("trkseg")]
    paths = [[_at(point) for point in points] for points in lines]
    time = _days(point for points in lines for point in points)
    long = [shapely.LineString(path) for path in paths if len(path) > 1]
    return list(long or [path[0] for path in paths if path][:1]), time


def _at(node: Node) -> Position:
    return position_of([node.get("lon", ""), node.get("lat", "")])


def _days(points: Iterable[Node]) -> Times:
    days = sorted(day for point in points if (day := xml_read.day_of(text_in(point, "time"))))
    return (days[0], days[-1]) if days else None
