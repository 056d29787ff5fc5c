"""GeoJSON of other people and its kin, as columns.

Read are collections, single features and bare geometries, lists of them or of plain records,
one value a line (ndjson, also with record separators as in RFC 8142), and the JSON of ESRI and
of the Overpass API. ``assets/src/layers/geojson.js`` is its twin.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeAlias

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from csto_map.exchange.reading.columns import (
    Columns,
    Geometries,
    Refused,
    Remark,
    bad,
    bounded,
    to_degrees,
)
from csto_map.exchange.reading.json_read import (
    Damaged,
    TooDeep,
    as_json,
    begins_with_value,
    cells,
    ordered,
    parse,
    text_of,
)
from csto_map.exchange.reading.shapes import (
    BadShape,
    Position,
    areas_of_rings,
    position_of,
    shape_of,
)

_GEOMETRIES = frozenset(
    {
        *("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"),
        "GeometryCollection",
    }
)
_SEPARATOR = "\x1e"
_LONGEST = 80
_EPSG = re.compile(
    r"(?:urn:ogc:def:crs:EPSG:[^:]*:|EPSG:|https?://www\.opengis\.net/"
    r"(?:def/crs/EPSG/[^/]+/|gml/srs/epsg\.xml#))(\d+)",
    re.IGNORECASE,
)
_CRS84 = re.compile(r"(?:.*[:/])?CRS84h?", re.IGNORECASE)
_DEGREES = frozenset({"4326", "4979"})
# Names that ESRI gave to what has a number of EPSG.
_ESRI = {"102100": "3857", "102113": "3857", "900913": "3857"}

Json: TypeAlias = Any
# A number in the file, and a value or what is wrong with it.
Item: TypeAlias = tuple[int, Json]


def read(text: str, name: str, *, lines: bool = False) -> Columns:
    """
    Read features.

    Parameters
    ----------
    lines
        Whether each line is a value of its own; a file may show so by itself too.

    Raises
    ------
    BadFile
        If it is damaged, too deep, or holds nothing that could be shown.
    """
    try:
        items, crs = _items(text, name, lines=lines)
        bounded(len(items), name)
        return _table(items, crs, name)
    except TooDeep:
        raise bad("too_deep", name=name) from None


def _items(text: str, name: str, *, lines: bool) -> tuple[list[Item], Json]:
    """Give the values of a file that may be rows, and the coordinate system that it names."""
    start = text[:100].lstrip(" \t\r\n")
    if lines or start.startswith(_SEPARATOR):
        return _by_line(text), None
    try:
        document = parse(text)
    except Damaged as problem:
        first = next((line for line in text.split("\n") if line.strip()), "")
        if problem.more and begins_with_value(first):
            return _by_line(text), None
        raise bad("bad_json", name=name, line=problem.line, column=problem.column) from None
    values, crs = _values(document, name)
    return list(enumerate(values, start=1)), crs


def _by_line(text: str) -> list[Item]:
    """Read a value from every line, or from what stands between record separators."""
    parts = text.split(_SEPARATOR) if _SEPARATOR in text else text.split("\n")
    items: list[Item] = []
    line = 0
    for part in parts:
        before = line
        line += part.count("\n") if _SEPARATOR in text else 1
        if not part.strip(" \t\r\n"):
            continue
        try:
            value = parse(part)
        except Damaged as problem:
            at = before + problem.line
            value = Remark("bad_line", line=at, column=problem.column)
        within = _members(value)
        items += [(len(items) + k, one) for k, one in enumerate(within, start=1)]
    return items


def _members(value: Json) -> list[Json]:
    if isinstance(value, dict) and value.get("type") == "FeatureCollection":
        features = value.get("features")
        return features if isinstance(features, list) else [value]
    return [value]


def _values(document: Json, name: str) -> tuple[list[Json], Json]:
    """Give what a document holds, by its kind."""
    if isinstance(document, list):
        if not document:
            raise bad("empty_collection", name=name)
        if not any(isinstance(one, dict) for one in document):
            raise bad("no_features", name=name)
        return document, None
    members: Mapping[str, Json] = document if isinstance(document, dict) else {}
    kind, features = members.get("type"), members.get("features")
    if kind == "Topology":
        raise bad("topojson", name=name)
    if isinstance(members.get("elements"), list):
        return _overpass(members["elements"]), None
    if kind != "FeatureCollection" and isinstance(features, list) and _is_esri(members):
        kind, features = "FeatureCollection", [_from_esri(one) for one in features]
        members = {"crs": members.get("spatialReference")}
    if kind == "FeatureCollection" and isinstance(features, list):
        if not features:
            raise bad("empty_collection", name=name)
        return features, members.get("crs")
    if kind == "Feature" or (isinstance(kind, str) and kind in _GEOMETRIES):
        return [document], members.get("crs")
    listed = _listed(members) if kind in (None, "") else []
    if not listed:
        raise bad("no_features", name=name)
    return listed, members.get("crs")


def _listed(members: Mapping[str, Json]) -> list[Json]:
    """Give the only list of objects of an answer of an API; [] where none or several are there."""
    results = members.get("results")
    if isinstance(results, dict) and isinstance(results.get("bindings"), list):
        return [_binding(one) for one in results["bindings"]]
    lists = [
        value
        for value in members.values()
        if isinstance(value, list) and any(isinstance(one, dict) for one in value)
    ]
    return lists[0] if len(lists) == 1 else []


def _binding(row: Json) -> Json:
    """Give a row of an answer in SPARQL as a record."""
    if not isinstance(row, dict):
        return row
    return {k: v.get("value") if isinstance(v, dict) else v for k, v in row.items()}


def _located(value: Json) -> bool:
    kind = value.get("type") if isinstance(value, dict) else None
    return isinstance(kind, str) and (kind == "Feature" or kind in _GEOMETRIES)


def _table(items: list[Item], crs: Json, name: str) -> Columns:
    table = Columns({}, [])
    kept: list[dict[str, str]] = []
    shapes: list[BaseGeometry | Position | None] = []
    plain = not any(_located(value) for _, value in items)
    for number, value in items:
        try:
            row, shape = (_record(value), None) if plain else _feature(value)
        except _Unfit as problem:
            text = "" if isinstance(value, Remark) else as_json(value)[:_LONGEST]
            column = "geometry" if problem.of_shape else "*"
            table.refused.append(Refused(number, column, text, problem.remark))
            continue
        kept.append(row)
        shapes.append(shape)
        table.rows.append(number)
    names = dict.fromkeys(key for row in kept for key in row)
    table.values = {key: [row.get(key, "") for row in kept] for key in names}
    if any(shape is not None for shape in shapes):
        table.shapes = _projected(_gathered(shapes), crs, name)
    return table


class _Unfit(Exception):
    """A value that is no row."""

    def __init__(self, remark: Remark, *, of_shape: bool = False) -> None:
        super().__init__(remark)
        self.remark, self.of_shape = remark, of_shape


def _record(value: Json) -> dict[str, str]:
    if not isinstance(value, dict):
        raise _Unfit(value if isinstance(value, Remark) else Remark("no_record"))
    return cells(value)


def _feature(value: Json) -> tuple[dict[str, str], BaseGeometry | Position | None]:
    """Give the cells and the shape of a feature; of a point its position alone."""
    if not _located(value):
        raise _Unfit(value if isinstance(value, Remark) else Remark("no_feature"))
    geometry, properties = value, {}
    if value["type"] == "Feature":
        geometry, properties = value.get("geometry"), value.get("properties")
        if not isinstance(properties, dict | None):
            raise _Unfit(Remark("no_feature"))
    row = cells(properties or {})
    id_ = value.get("id")
    if isinstance(id_, str | int | float) and "id" not in row:
        row = dict(ordered(cells({"id": id_}) | row))
    try:
        if isinstance(geometry, dict) and geometry.get("type") == "Point":
            # Most layers are points, and all at once they are made ten times as fast.
            given = geometry.get("coordinates")
            return row, None if given == [] else position_of(given)
        return row, shape_of(geometry)
    except BadShape as problem:
        raise _Unfit(Remark(str(problem)), of_shape=True) from None


def _gathered(shapes: list[BaseGeometry | Position | None]) -> Geometries:
    geometries = np.empty(len(shapes), dtype=object)
    alone = [k for k, shape in enumerate(shapes) if isinstance(shape, tuple)]
    if alone:
        geometries[alone] = shapely.points([shapes[k] for k in alone])
    for k in set(range(len(shapes))) - set(alone):
        geometries[k] = shapes[k]
    return geometries


def _projected(shapes: Geometries, crs: Json, name: str) -> Geometries:
    """Heed the `crs` of GeoJSON from before RFC 7946, and ESRI's."""
    if not crs:
        return shapes
    named = _named(crs)
    if not named:
        raise bad("crs_unnamed", name=name, crs=as_json(crs)[:_LONGEST])
    if _CRS84.fullmatch(named):
        return shapes
    match = _EPSG.fullmatch(named)
    code = _ESRI.get(match[1], match[1]) if match else ""
    if code in _DEGREES:
        return shapes
    return to_degrees(shapes, f"EPSG:{code}" if code else named, name)


def _named(crs: Json) -> str:
    members = crs if isinstance(crs, dict) else {}
    properties = members.get("properties")
    if isinstance(properties, dict):
        if isinstance(properties.get("name"), str):
            return str(properties["name"])
        code = properties.get("code")
        return f"EPSG:{code}" if isinstance(code, int | str) else ""
    code = members.get("latestWkid", members.get("wkid"))
    if isinstance(code, int):
        return f"EPSG:{code}"
    return members["wkt"] if isinstance(members.get("wkt"), str) else ""


def _is_esri(members: Mapping[str, Json]) -> bool:
    first = next(iter(members["features"]), None)
    return "geometryType" in members or (isinstance(first, dict) and "attributes" in first)


def _from_esri(feature: Json) -> Json:
    """Turn a feature of ESRI's JSON into one of GeoJSON; one that is none stays as it is."""
    if not isinstance(feature, dict):
        return feature
    given = feature.get("geometry")
    geometry: Json = None
    if isinstance(given, dict):
        if "x" in given:
            at = [given.get("x"), given.get("y")]
            geometry = {"type": "Point", "coordinates": [] if at[0] is None else at}
        elif "points" in given:
            geometry = {"type": "MultiPoint", "coordinates": given["points"]}
        elif "paths" in given:
            geometry = {"type": "MultiLineString", "coordinates": given["paths"]}
        elif "rings" in given:
            geometry = areas_of_rings(given["rings"])
        else:
            geometry = {"type": "unknown"}
    return {"type": "Feature", "properties": feature.get("attributes"), "geometry": geometry}


def _overpass(elements: list[Json]) -> list[Json]:
    """Turn elements of OpenStreetMap into features; nodes that only shape ways are none."""
    known = [one for one in elements if isinstance(one, dict) and _is_id(one.get("id"))]
    nodes = {one.get("id"): one for one in known if one.get("type") == "node"}
    used = {node for one in known for node in _list(one.get("nodes"))}
    return [
        _element(one, nodes)
        for one in known
        if _tags(one) or one.get("type") != "node" or one.get("id") not in used
    ]


def _is_id(value: Json) -> bool:
    return value is None or isinstance(value, str) or _is_number(value)


def _is_number(value: Json) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _list(value: Json) -> list[Json]:
    return [one for one in value if _is_number(one)] if isinstance(value, list) else []


def _tags(one: Mapping[str, Json]) -> dict[str, Json]:
    tags = one.get("tags")
    return tags if isinstance(tags, dict) else {}


def _element(one: Mapping[str, Json], nodes: Mapping[Json, Json]) -> Json:
    path = one.get("geometry")
    if not isinstance(path, list):
        path = [nodes.get(node) for node in _list(one.get("nodes"))]
    path = [_at(node) for node in path if isinstance(node, dict)]
    geometry: Json = None
    if len(path) > 3 and path[0] == path[-1]:
        geometry = {"type": "Polygon", "coordinates": [path]}
    elif len(path) > 1:
        geometry = {"type": "LineString", "coordinates": path}
    else:
        centre = one if one.get("type") == "node" else one.get("center")
        if isinstance(centre, dict):
            geometry = {"type": "Point", "coordinates": _at(centre)}
    kind = one.get("type")
    name = f"{kind if isinstance(kind, str) else ''}/{text_of(one.get('id'))}"
    return {"type": "Feature", "properties": {"@id": name, **_tags(one)}, "geometry": geometry}


def _at(node: Mapping[str, Json]) -> list[Json]:
    return [node.get("lon"), node.get("lat")]
