"""Neutral land around: what no row draws on every day, from Natural Earth."""

from __future__ import annotations

import csv
from collections.abc import Collection
from datetime import date
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from csto_map.boundaries import shapes, sources
from csto_map.boundaries.levels import drop_islands
from csto_map.boundaries.rows import Cover
from csto_map.boundaries.shapes import Geometries, Plane

# Land beyond the boundary files reaches so far, in km, under what they draw: no gap shows.
UNDER_KM = 14.0
# Small islands and inlets of the rest of the world, in square km.
ISLAND_KM2 = 1200.0
# A state is drawn already if so much of it is, by rows whose outlines are of another source.
_MOST = 0.9


def days(folder: Path) -> tuple[date, date]:
    """Give the first and the last day that an atlas covers; of all time where it does not say."""
    path = folder / "tables" / "coverage.csv"
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        first = min(date.fromisoformat(row["first_day"]) for row in rows)
        return first, min(date.fromisoformat(row["horizon"]) for row in rows)
    except (OSError, ValueError, KeyError, TypeError):
        # What is wrong with the table is for the check to tell.
        return date.min, date.max


def land(
    cover: Cover, outlines: Geometries, span: tuple[date, date], plane: Plane, tolerance: float
) -> dict[str, BaseGeometry]:
    """
    Give all states that the boundary files do not draw on every day of a span.

    Parameters
    ----------
    outlines
        What the coarse level draws, in degrees.
    tolerance
        How far a simplified line may be off, km.

    Returns
    -------
    land
        By code, in km.
    """
    table = gpd.read_file(sources.natural_earth(), encoding="utf-8", columns=["ADM0_A3"])
    rest = table[~table.ADM0_A3.isin(_drawn(cover, span, table))].sort_values("ADM0_A3")
    opened = plane.opened(rest.geometry.to_numpy())
    whole = plane.km(_dense(np.array([plane.shown(one) for one in opened], dtype=object)))
    # What the projection cannot show lies at no point of its plane.
    shown = np.array(
        [len(xy) > 0 and bool(np.isfinite(xy).all()) for xy in map(shapely.get_coordinates, whole)]
    )
    codes = rest.ADM0_A3.to_numpy()[shown]
    # Far from the centre rings fold, and what mends them leaves lines beside the polygons.
    whole = np.array([shapes.areal(one) for one in shapely.make_valid(whole[shown])], dtype=object)
    codes, whole = codes[~shapely.is_empty(whole)], whole[~shapely.is_empty(whole)]
    states = shapely.union_all(shapely.make_valid(plane.km(outlines)))
    large = drop_islands(whole, ISLAND_KM2)
    # A state of small islands keeps its largest.
    largest = np.array([max(shapely.get_parts(one), key=lambda part: part.area) for one in whole])
    simple = np.where(shapely.is_empty(large), largest, large)
    # Neighbours together, so that no sea shows between them.
    simple = shapely.make_valid(shapely.coverage_simplify(simple, tolerance))
    under = states.buffer(UNDER_KM)
    shapely.prepare(states)
    found = {}
    for code, shape, full, near in zip(
        codes, simple, whole, shapely.dwithin(states, whole, UNDER_KM), strict=True
    ):
        if near:
            shape = shapely.union(shape, shapely.simplify(full.intersection(under), 0.5))
        found[code] = shapes.polygonal(shapely.make_valid(shape))
    return found


def _drawn(cover: Cover, span: tuple[date, date], table: gpd.GeoDataFrame) -> Collection[str]:
    """Name the states of Natural Earth that are drawn on every day, with whatever source."""
    named = cover.drawn(*span)
    faces = cover.faces[cover.always(*span)]
    if not len(faces):
        return named
    tree = shapely.STRtree(faces)
    for code, shape in zip(table.ADM0_A3, table.geometry, strict=True):
        if code not in named:
            near = faces[tree.query(shape, predicate="intersects")]
            # Neighbours share a line alone.
            common = shapely.area(shapely.intersection(near, shape)).sum() if len(near) else 0.0
            if common > _MOST * shape.area:
                named.add(code)
    return named


def _dense(geometries: Geometries) -> Geometries:
    """Add points, so that long edges follow their parallels in the plane."""
    return np.asarray(shapely.segmentize(geometries, 1.0))


def land_table(rows: dict[str, BaseGeometry], plane: Plane) -> gpd.GeoDataFrame:
    """Give land as a table of the ground: ids and shapes in degrees, to some ten metres."""
    ids = sorted(rows)
    geometries = plane.degrees(np.array([rows[id_] for id_ in ids], dtype=object))
    geometries = shapely.transform(geometries, lambda xy: np.round(xy, 4))
    geometries = np.array([shapely.normalize(one) for one in geometries], dtype=object)
    return gpd.GeoDataFrame({"id": ids}, geometry=geometries, crs="EPSG:4326")
