"""The rules of outlines: what a folder has of them can be drawn, and is of what the tables name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyproj
import shapely

from csto_map.errors import BadDate, BadFile, Fault, MissingFolder
from csto_map.facts import borders, cone, dates, shapes
from csto_map.facts.borders import Borders
from csto_map.facts.checks import Read
from csto_map.facts.choices import with_lines
from csto_map.facts.config import Config
from csto_map.facts.rules import breach, hint
from csto_map.facts.schema import Membership
from csto_map.facts.shapes import Shapes
from csto_map.picture.views import Projector

# A point is near its country up to here: coastlines and rivers are drawn simplified.
NEAR_KM = 40.0
# Of two countries, how much of the smaller may be the other's too: generalised outlines differ.
_SHARED = 0.02

# What surrounds the reason in an error about outlines; the fault says it in its own way.
_REASON = re.compile(r"^.* cannot be read as outlines: |; make data builds it anew$")

_Table = tuple[Shapes, dict[str, list[str]]]

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
    sound: set[Path] = set()
    for name in ("coarse", "fine", "whole"):
        path = folder / "boundaries" / f"{name}.parquet"
        needed = name == "coarse" or (name == "fine" and bool(choices.fine_boxes))
        if needed or path.is_file():
            wrong = list(_wrong(path))
            yield from wrong
            sound |= set() if wrong else {path}
    yield from _border(folder, contents)
    path = folder / "boundaries" / "coarse.parquet"
    if path in sound:
        outlines = borders.read(path)
        yield from _unnamed(path, outlines, contents["countries"])
        yield from _undrawn(outlines, contents)
        yield from _overlaps(path, outlines)
        toml = folder / "atlas.toml"
        chosen = [*_peoples(toml, outlines, choices)]
        chosen += _on_the_plane(toml, outlines, choices, contents)
        yield from with_lines(toml, chosen)


def _read(path: Path, codes: Sequence[str], texts: Sequence[str] = ()) -> _Table | Fault:
    """Read a file of shapes with columns of text, or say why it cannot be."""
    try:
        return shapes.read_with(path, codes, texts)
    except MissingFolder:
        wanted = f"there: the map needs a GeoParquet file with the columns {codes[-1]} and geometry"
        return breach("boundaries", path, 0, "*", "missing", wanted)
    except BadFile as problem:
        reason = _REASON.sub("", str(problem))
        wanted = f"GeoParquet with the columns {codes[-1]} and geometry"
        return breach("boundaries", path, 0, "*", reason, wanted)


def _wrong(path: Path) -> Iterator[Fault]:
    """Find outlines that cannot be drawn, and days of theirs that are none."""
    read = _read(path, borders.CODES, borders.TIMES)
    if isinstance(read, Fault):
        yield read
        return
    outlines, cells = read
    for code, shape in zip(outlines.codes, outlines.geometries, strict=True):
        why = _unsound(shape)
        if why:
            wanted = f"a valid shape for {code} in degrees, cut where it crosses 180 degrees"
            yield breach("boundaries", path, 0, "geometry", why, wanted)
    for code, start, end in zip(outlines.codes, cells["start"], cells["end"], strict=True):
        yield from _undated(path, code, start, end)


def _undated(path: Path, code: str, start: str, end: str) -> Iterator[Fault]:
    days: dict[str, date | None] = {}
    for column, text in (("start", start), ("end", end)):
        try:
            days[column] = dates.earliest(text)
        except BadDate:
            wanted = f"an EDTF date of {code}: 1991-12-26, 1991 or empty"
            yield breach("boundaries", path, 0, column, text, wanted)
    first, until = days.get("start"), days.get("end")
    if first and until and until <= first:
        wanted = f"after {start}, when this outline of {code} begins"
        yield breach("boundaries", path, 0, "end", end, wanted)


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
    path = folder / "boundaries" / "border.parquet"
    read = _read(path, ["sector_id"])
    if isinstance(read, Fault):
        yield read
        return
    drawn = read[0].codes
    for id_, shape in zip(drawn, read[0].geometries, strict=True):
        if shape is None or shape.is_empty or shape.geom_type != "LineString":
            why = "empty" if shape is None or shape.is_empty else f"a {shape.geom_type}"
            wanted = f"one line (LineString) of {id_}"
            yield breach("boundaries", path, 0, "geometry", why, wanted)
    for line, row in sectors.rows.items():
        if row.sector_id not in drawn:
            wanted = f"a sector with a line in {path.name}{hint(row.sector_id, drawn)}"
            yield breach("boundaries", sectors.path, line, "sector_id", row.sector_id, wanted)
    for id_ in drawn:
        if id_ not in sectors.ids:
            wanted = f"an id in border_sectors.csv{hint(id_, sectors.ids)}"
            yield breach("boundaries", path, 0, "sector_id", id_, wanted)


def _unnamed(path: Path, outlines: Borders, countries: Read) -> Iterator[Fault]:
    """Find codes of outlines, or of whose land they are, that are no rows; each is told once."""
    codes = [("country", row.code) for row in outlines.rows]
    codes += [("of", code) for row in outlines.rows for code in row.of]
    for column, code in dict.fromkeys(codes):
        if code not in countries.ids:
            wanted = f"a row of countries.csv{hint(code, countries.ids)}"
            yield breach("unnamed-outline", path, 0, column, code, wanted)


def _undrawn(outlines: Borders, contents: Mapping[str, Read]) -> Iterator[Fault]:
    """Find countries that rows put on the map and that have no outline, each told once."""
    drawn = {row.code for row in outlines.rows}
    for name, column in _DRAWN:
        table = contents[name]
        for line, row in table.rows.items():
            code = getattr(row, column)
            wanted = ""
            if code and code not in drawn:
                wanted = "a country with an outline in coarse.parquet: it is counted, not drawn"
            elif name == "memberships":
                wanted = _gap(outlines, row, contents["coverage"])
            if wanted:
                drawn.add(code)
                yield breach("undrawn-country", table.path, line, column, code, wanted)


def _gap(outlines: Borders, row: Membership, coverage: Read) -> str:
    """Say from when a member has no outline; "" for one that always has."""
    span = dates.span(row.start, row.end, row.start_certainty, row.end_certainty)
    days = coverage.rows.values()
    if span is None or not days or not outlines.days:
        return ""
    first = max(day.first_day for day in days)
    from_ = max(first, span.from_ or first)
    until = min(day.horizon for day in days)
    until = min(until, span.until) if span.until else until
    for since, _, shown in outlines.stretches(row.country, from_, until) if from_ < until else ():
        if shown is None:
            return f"a country with an outline from {since}, when it is {row.status}"
    return ""


def _overlaps(path: Path, outlines: Borders) -> Iterator[Fault]:
    """Find two countries that have land in common on one day; each pair is told once."""
    told: set[frozenset[str]] = set()
    # Before the first of all days on which an outline changes, and from each of them.
    for day in (date.min, *outlines.days):
        rows = outlines.on(day)
        drawn = np.array([row.shape for row in rows], dtype=object)
        pairs = shapely.STRtree(drawn).query(drawn, "intersects").T
        for one, other in ((rows[i], rows[k]) for i, k in pairs if i < k):
            pair = frozenset((one.code, other.code))
            if pair not in told and _share(one.shape, other.shape) > _SHARED:
                told.add(pair)
                since = "" if day == date.min else f" on {day}"
                wanted = f"a country without land of {other.code}{since}"
                yield breach("overlapping-outlines", path, 0, "geometry", one.code, wanted)


def _peoples(path: Path, outlines: Borders, choices: Config) -> Iterator[Fault]:
    """Find people who are called so until a state ends that never does, or is not drawn."""
    drawn = {row.code for row in outlines.rows}
    for people in choices.peoples:
        code = people.before
        if isinstance(code, str) and outlines.gone(code) is None:
            wanted = f"a day, or a state whose outlines in coarse.parquet end{hint(code, drawn)}"
            yield breach("unknown-choice", path, 0, "peoples.before", code, wanted)


def _share(one: shapely.Geometry, other: shapely.Geometry) -> float:
    """Give how much of the smaller of two shapes is the other's too, 0 to 1."""
    if not shapely.relate_pattern(one, other, "T********"):
        return 0.0
    return float(shapely.intersection(one, other).area / min(one.area, other.area))


def _on_the_plane(
    choices_path: Path, outlines: Borders, choices: Config, contents: Mapping[str, Read]
) -> Iterator[Fault]:
    proj, codes = choices.projection.proj, [row.code for row in outlines.rows]
    try:
        plane = Projector(proj)
        projected = plane.geometry(np.array([row.shape for row in outlines.rows], dtype=object))
    except pyproj.exceptions.ProjError as problem:
        reason = str(problem).splitlines()[0]
        wanted = f"a projection of this map: {reason}"
        yield breach("unknown-choice", choices_path, 0, "projection.proj", proj, wanted)
        return
    for code, shape in zip(codes, projected, strict=True):
        if not np.isfinite(shapely.get_coordinates(shape)).all():
            wanted = f"a projection that shows all of {code}"
            yield breach("unknown-choice", choices_path, 0, "projection.proj", proj, wanted)
            return
    yield from _empty_views(choices_path, projected, choices)
    yield from _cut_views(choices_path, plane, choices)
    by_code: dict[str, list[shapely.Geometry]] = defaultdict(list)
    for code, shape in zip(codes, projected, strict=True):
        by_code[code].append(shape)
    yield from _places(by_code, plane, contents)


def _empty_views(path: Path, projected: Any, choices: Config) -> Iterator[Fault]:  # noqa: ANN401 - an array of shapes
    tree = shapely.STRtree(projected)
    for view in choices.views:
        try:
            box = choices.around(view.id)
        except cone.NoCone:
            # Its meridian is another fault.
            continue
        sides = view.x0, view.y0, view.x1, view.y1
        empty = not tree.query(shapely.box(*box), "intersects").size
        if empty or (max(map(abs, sides[::2])) <= 180 and max(map(abs, sides[1::2])) <= 90):
            given = ", ".join(f"{side:g}" for side in sides)
            seen = "with some land in it, " if empty else "larger than the numbers of degrees, "
            wanted = f"a frame {seen}in kilometres of the projection"
            yield breach("empty-view", path, 0, f"views.{view.id}", given, wanted)


def _cut_views(path: Path, plane: Projector, choices: Config) -> Iterator[Fault]:
    """Find views of the fine level that reach beyond it; `picture.ground.is_fine` draws them."""
    boxes = [shapely.segmentize(shapely.box(*box), 1.0) for box in choices.fine_boxes]
    fine = shapely.union_all(plane.geometry(np.array(boxes, dtype=object)))
    for view in choices.views:
        if view.level != "fine":
            continue
        try:
            box = choices.around(view.id)
        except cone.NoCone:
            continue
        if not shapely.covers(fine, shapely.box(*box)):
            given = ", ".join(f"{side:g}" for side in (view.x0, view.y0, view.x1, view.y1))
            wanted = "within fine_boxes: it is drawn with the coarse outlines"
            yield breach("cut-view", path, 0, f"views.{view.id}", given, wanted)


def _places(
    outlines: Mapping[str, Sequence[shapely.Geometry]],
    plane: Projector,
    contents: Mapping[str, Read],
) -> Iterator[Fault]:
    """Find points that lie far from their countries, and names that stand outside."""

    def far(code: str, lon: float, lat: float) -> float:
        """Say how far a point is from a country, as it is drawn on the day that suits it most."""
        point = shapely.Point(plane.point(lon, lat))
        return min(float(shape.distance(point)) for shape in outlines[code])

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
