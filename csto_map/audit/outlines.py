"""The rules of outlines: what a folder has of them can be drawn, and is of what the tables name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyproj
import shapely

from csto_map.errors import BadFile, Fault, MissingFolder
from csto_map.facts import cone, shapes
from csto_map.facts.checks import Read
from csto_map.facts.config import Config, View
from csto_map.facts.rules import breach, hint
from csto_map.facts.shapes import Shapes
from csto_map.picture.views import Projector

# A point is near its country up to here: coastlines and rivers are drawn simplified.
NEAR_KM = 40.0
# Tables whose rows show on the map by the outline of a country, with the column that names it.
_DRAWN = (("memberships", "country"), ("sites", "country"), ("groupings", "host"))
# Tables of points, with the column of the country in or near which they lie.
_POINTS = (
    ("sites", "country"),
    ("border_points", "country"),
    ("events", "country"),
    ("disputed_areas", "drawn_in"),
)


def faults(folder: Path, choices: Config, contents: Mapping[str, Read]) -> Iterator[Fault]:
    """Find what is wrong in ``boundaries`` of a data folder, and what lies beside it."""
    read: dict[str, Shapes] = {}
    for name in ("coarse", "fine", "whole"):
        path = folder / "boundaries" / f"{name}.parquet"
        needed = name == "coarse" or (name == "fine" and bool(choices.fine_boxes))
        if needed or path.is_file():
            yield from _read(path, "country", name, read)
    for name, outlines in read.items():
        yield from _sound(folder / "boundaries" / f"{name}.parquet", outlines)
    yield from _border(folder, contents)
    if "coarse" in read:
        path, coarse = folder / "boundaries" / "coarse.parquet", read["coarse"]
        yield from _unnamed(path, coarse, contents["countries"])
        yield from _undrawn(coarse, contents)
        yield from _on_the_plane(folder / "atlas.toml", coarse, choices, contents)


def _read(path: Path, column: str, name: str, read: dict[str, Shapes]) -> Iterator[Fault]:
    """Read a file into `read`, or say why it cannot be."""
    try:
        read[name] = shapes.read(path, column)
    except MissingFolder:
        wanted = f"there: the map needs a GeoParquet file with the columns {column} and geometry"
        yield breach("boundaries", path, 0, "*", "missing", wanted)
    except BadFile as problem:
        reason = str(problem).removeprefix(f"{path} ")
        wanted = f"GeoParquet with the columns {column} and geometry"
        yield breach("boundaries", path, 0, "*", reason, wanted)


def _sound(path: Path, outlines: Shapes) -> Iterator[Fault]:
    """Find outlines that cannot be drawn, and countries with several."""
    for code in dict.fromkeys(outlines.codes):
        times = outlines.codes.count(code)
        if times > 1:
            wanted = f"one row a country, not {times}: dissolve them into one shape"
            yield breach("boundaries", path, 0, "country", code, wanted)
    for code, shape in zip(outlines.codes, outlines.geometries, strict=True):
        why = _unsound(shape)
        if why:
            wanted = f"a valid shape for {code} in degrees, cut where it crosses 180 degrees"
            yield breach("boundaries", path, 0, "geometry", why, wanted)


def _unsound(shape: shapely.Geometry | None) -> str:
    """Say why an outline cannot be drawn; "" where it can."""
    if shape is None or shape.is_empty:
        return "empty"
    if shape.geom_type not in ("Polygon", "MultiPolygon"):
        return f"a {shape.geom_type}"
    if not shape.is_valid:
        return str(shapely.is_valid_reason(shape))
    west, south, east, north = shape.bounds
    # A state that crosses 180 degrees may go on beyond.
    if west < -360 or east > 360 or south < -90 or north > 90:
        return f"from {west:,.0f}, {south:,.0f} to {east:,.0f}, {north:,.0f}"
    steps = (
        np.abs(np.diff(shapely.get_coordinates(ring)[:, 0])).max()
        for ring in shapely.get_rings(shapely.get_parts(shape))
    )
    return "a line around the Earth" if max(steps) > 180 else ""


def _border(folder: Path, contents: Mapping[str, Read]) -> Iterator[Fault]:
    """Find sectors of the guarded border without a line, and lines of no sector."""
    sectors = contents["border_sectors"]
    if not sectors.rows:
        return
    path, read = folder / "boundaries" / "border.parquet", dict[str, Shapes]()
    yield from _read(path, "sector_id", "border", read)
    drawn = read["border"].codes if read else ()
    for line, row in sectors.rows.items() if read else ():
        if row.sector_id not in drawn:
            wanted = f"a sector with a line in {path.name}{hint(row.sector_id, drawn)}"
            yield breach("boundaries", sectors.path, line, "sector_id", row.sector_id, wanted)
    for id_ in drawn:
        if id_ not in sectors.ids:
            wanted = f"an id in border_sectors.csv{hint(id_, sectors.ids)}"
            yield breach("boundaries", path, 0, "sector_id", id_, wanted)


def _unnamed(path: Path, outlines: Shapes, countries: Read) -> Iterator[Fault]:
    for code in dict.fromkeys(outlines.codes):
        if code not in countries.ids:
            wanted = f"a row of countries.csv{hint(code, countries.ids)}"
            yield breach("unnamed-outline", path, 0, "country", code, wanted)


def _undrawn(outlines: Shapes, contents: Mapping[str, Read]) -> Iterator[Fault]:
    """Find countries that rows put on the map and that have no outline, each told once."""
    drawn = set(outlines.codes)
    for name, column in _DRAWN:
        table = contents[name]
        for line, row in table.rows.items():
            code = getattr(row, column)
            if code and code not in drawn:
                drawn.add(code)
                wanted = "a country with an outline in coarse.parquet: it is counted, not drawn"
                yield breach("undrawn-country", table.path, line, column, code, wanted)


def _on_the_plane(
    choices_path: Path, outlines: Shapes, choices: Config, contents: Mapping[str, Read]
) -> Iterator[Fault]:
    proj = choices.projection.proj
    try:
        plane = Projector(proj)
        projected = plane.geometry(outlines.geometries)
    except pyproj.exceptions.ProjError as problem:
        reason = str(problem).splitlines()[0]
        wanted = f"a projection of this map: {reason}"
        yield breach("unknown-choice", choices_path, 0, "projection.proj", proj, wanted)
        return
    for code, shape in zip(outlines.codes, projected, strict=True):
        if not np.isfinite(shapely.get_coordinates(shape)).all():
            wanted = f"a projection that shows all of {code}"
            yield breach("unknown-choice", choices_path, 0, "projection.proj", proj, wanted)
            return
    yield from _empty_views(choices_path, projected, choices)
    yield from _places(dict(zip(outlines.codes, projected, strict=True)), plane, contents)


def _empty_views(path: Path, projected: Any, choices: Config) -> Iterator[Fault]:  # noqa: ANN401 - an array of shapes
    tree = shapely.STRtree(projected)
    for view in choices.views:
        box, sides = _around(choices, view), (view.x0, view.y0, view.x1, view.y1)
        empty = not tree.query(shapely.box(*box), "intersects").size
        if empty or (max(map(abs, sides[::2])) <= 180 and max(map(abs, sides[1::2])) <= 90):
            given = ", ".join(f"{side:g}" for side in sides)
            seen = "with some land in it, " if empty else "larger than the numbers of degrees, "
            wanted = f"a frame {seen}in kilometres of the projection"
            yield breach("empty-view", path, 0, f"views.{view.id}", given, wanted)


def _around(choices: Config, view: View) -> tuple[float, float, float, float]:
    """Give a box around a view, in kilometres of the projection as it is not turned."""
    box, rotation = (view.x0, view.y0, view.x1, view.y1), choices.rotation(view.id)
    return box if rotation is None else cone.around(cone.upright(box, rotation), rotation.back)


def _places(
    outlines: Mapping[str, shapely.Geometry], plane: Projector, contents: Mapping[str, Read]
) -> Iterator[Fault]:
    """Find points that lie far from their countries, and names that stand outside."""

    def far(code: str, lon: float, lat: float) -> float:
        return float(outlines[code].distance(shapely.Point(plane.point(lon, lat))))

    for name, column in _POINTS:
        table = contents[name]
        for line, row in table.rows.items():
            if row.lat is None or row.lon is None:
                continue
            for code in set(getattr(row, column).split(";")) & set(outlines):
                yield from _near(table.path, line, row.lat, row.lon, code, far)
    table = contents["countries"]
    for line, row in table.rows.items():
        if row.label_lat is None or row.label_lon is None or row.country not in outlines:
            continue
        if far(row.country, row.label_lon, row.label_lat) > 0:
            value = f"{row.label_lat}, {row.label_lon}"
            wanted = f"in {row.name} as drawn"
            yield breach("label-outside", table.path, line, "label_lat", value, wanted)


def _near(
    path: Path,
    line: int,
    lat: float,
    lon: float,
    code: str,
    far: Callable[[str, float, float], float],
) -> Iterator[Fault]:
    away = far(code, lon, lat)
    if away <= NEAR_KM:
        return
    fix = ""
    if abs(lon) <= 90 and far(code, lat, lon) <= NEAR_KM:
        fix = "exchange lat and lon: the other way round the point lies in the country"
    wanted = f"in or near {code} (it is {away:,.0f} km away)"
    value = f"{lat}, {lon}"
    yield breach("far-from-country", path, line, "lat", value, wanted, fix)
