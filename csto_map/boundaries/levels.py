"""One level of the outlines: cut to its boxes, pruned, and simplified together."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pyproj
import shapely

from csto_map.boundaries.recipe import Box, Level
from csto_map.boundaries.rows import Cover, together
from csto_map.boundaries.shapes import Geometries, polygonal


def clip(polygons: Geometries, boxes: tuple[Box, ...]) -> Geometries:
    """
    Cut to boxes whose edges are dense enough to follow their parallels.

    A box is one of the globe: it holds what longitudes call otherwise by a full turn.
    """
    here = shapely.segmentize(shapely.union_all([shapely.box(*box) for box in boxes]), 0.5)
    turns = [np.array([turn, 0.0]) for turn in (-360.0, 360.0)]
    window = shapely.union_all(
        [here, *(shapely.transform(here, lambda xy, turn=turn: xy + turn) for turn in turns)]
    )
    cut = shapely.intersection(polygons, window)
    return np.array([polygonal(one) for one in cut], dtype=object)


def drop_islands(polygons: Geometries, least_km2: float) -> Geometries:
    """Leave out small parts that touch no other polygon; in projected kilometres."""
    parts, owner = shapely.get_parts(polygons, return_index=True)
    tree = shapely.STRtree(parts)
    left, right = tree.query(parts, predicate="intersects")
    touching = np.zeros(len(parts), dtype=bool)
    touching[left[owner[left] != owner[right]]] = True
    keep = touching | (shapely.area(parts) >= least_km2)
    return np.array(
        [shapely.multipolygons(parts[keep & (owner == i)]) for i in range(len(polygons))],
        dtype=object,
    )


def simplified(faces: Geometries, proj: str, level: Level) -> Geometries:
    """
    Clip, prune and simplify all faces together; some may be empty then.

    Simplification runs in the map's own plane, so that on an equal-area one the far north
    is not drawn finer than the south; the corners that stay keep their exact degrees.
    """
    cut = clip(faces, level.boxes)
    degrees = shapely.get_coordinates(cut)
    project = pyproj.Transformer.from_crs("EPSG:4326", proj, always_xy=True)
    kilometres = np.column_stack(project.transform(degrees[:, 0], degrees[:, 1]))
    back = dict(zip(map(tuple, kilometres.tolist()), degrees.tolist(), strict=True))
    plane = drop_islands(shapely.set_coordinates(cut.copy(), kilometres), level.island_km2)
    simple = shapely.coverage_simplify(plane, level.tolerance_km)
    kept = [back[tuple(xy)] for xy in shapely.get_coordinates(simple).tolist()]
    shapely.set_coordinates(simple, np.array(kept).reshape(-1, 2))
    return np.asarray(simple)


def level_table(cover: Cover, proj: str, level: Level) -> gpd.GeoDataFrame:
    """
    Give the rows of a level.

    Returns
    -------
    table
        Columns country, geometry (EPSG:4326) and, where any row has days, start and end (EDTF
        or None) and of (codes of other states whose land it is, joined by ``;``, or None).
    """
    faces = simplified(cover.faces, proj, level)
    shapes_, kept = [], []
    for row, held in zip(cover.rows, cover.held, strict=True):
        there = faces[[k for k in held if not faces[k].is_empty]]
        if len(there):
            shapes_.append(shapely.normalize(polygonal(together(there))))
            kept.append(row)
    columns: dict[str, list[str | None]] = {"country": [row.code for row in kept]}
    if any(row.start or row.end for row in cover.rows):
        columns["start"] = [row.start or None for row in kept]
        columns["end"] = [row.end or None for row in kept]
        columns["of"] = [";".join(row.of) or None for row in kept]
    return gpd.GeoDataFrame(columns, geometry=np.array(shapes_, dtype=object), crs="EPSG:4326")
