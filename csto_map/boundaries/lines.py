"""The guarded border: the line that two states share, cut into sectors."""

from __future__ import annotations

import csv
from itertools import pairwise
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyproj
import shapely
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from csto_map.boundaries.rows import Cover
from csto_map.errors import BadFile, DataError, Fault

_TOLERANCE_DEG = 0.005


def shared_line(one: BaseGeometry, other: BaseGeometry) -> LineString:
    """Return the edges that two polygons share as one line, from its western end."""
    line = shapely.line_merge(shapely.intersection(one.boundary, other.boundary))
    if line.geom_type != "LineString":
        what = "nothing" if line.is_empty else f"a {line.geom_type}"
        raise BadFile(f"the line that both states of border share is {what}, not one line")
    return line if line.coords[0][0] < line.coords[-1][0] else line.reverse()


def cut_line(line: LineString, cuts_km: list[float]) -> list[LineString]:
    """Cut a line at geodesic distances from its start; the ends are cut by nothing."""
    geod = pyproj.Geod(ellps="WGS84")
    xy = shapely.get_coordinates(line)
    azimuth, _, metres = geod.inv(xy[:-1, 0], xy[:-1, 1], xy[1:, 0], xy[1:, 1])
    at = np.concatenate([[0.0], np.cumsum(metres) / 1000])
    pieces, rest, done = [], [tuple(xy[0])], 0
    for km in cuts_km:
        segment = int(np.searchsorted(at, km, side="right")) - 1
        away = (km - at[segment]) * 1000
        lon, lat, _ = geod.fwd(xy[segment, 0], xy[segment, 1], azimuth[segment], away)
        middle = [tuple(p) for p in xy[done + 1 : segment + 1]]
        pieces.append(shapely.linestrings([*rest, *middle, (lon, lat)]))
        rest, done = [(lon, lat)], segment
    pieces.append(shapely.linestrings([*rest, *(tuple(p) for p in xy[done + 1 :])]))
    return pieces


def has_sectors(table: Path) -> bool:
    """Say whether an atlas has sectors to cut a line into."""
    if not table.is_file():
        return False
    with table.open(encoding="utf-8-sig", newline="") as file:
        return any(csv.DictReader(file))


def sectors(cover: Cover, border: tuple[str, ...], table: Path) -> gpd.GeoDataFrame:
    """
    Cut the line between two states by the distances of ``border_sectors.csv``.

    Raises
    ------
    BadFile
        If the states share no one line.
    DataError
        If the table's sectors do not meet.
    """
    with table.open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: float(row["from_km"]))
    for before, after in pairwise(rows):
        if float(before["to_km"]) != float(after["from_km"]):
            value, wanted = after["from_km"], f"where {before['sector_id']} ends: {before['to_km']}"
            raise DataError([Fault(table, 0, "from_km", value, wanted)])
    one, other = border
    line = shared_line(*_at_once(cover, one, other))
    pieces = cut_line(line, [float(row["to_km"]) for row in rows[:-1]])
    return gpd.GeoDataFrame(
        {"sector_id": [row["sector_id"] for row in rows]},
        geometry=list(shapely.simplify(np.array(pieces), _TOLERANCE_DEG)),
        crs="EPSG:4326",
    )


def _at_once(cover: Cover, one: str, other: str) -> tuple[BaseGeometry, BaseGeometry]:
    """Give the outlines of two states that hold on the same days, the latest."""
    numbers = range(len(cover.rows))
    pairs = [
        (min(cover.rows[k].days[1], cover.rows[m].days[1]), k, m)
        for k in numbers
        for m in numbers
        if (cover.rows[k].code, cover.rows[m].code) == (one, other)
        and max(cover.rows[k].days[0], cover.rows[m].days[0])
        < min(cover.rows[k].days[1], cover.rows[m].days[1])
    ]
    if not pairs:
        raise BadFile(f"the two states of border, {one} and {other}, are drawn on no day together")
    _, k, m = max(pairs)
    return cover.outline(k), cover.outline(m)
