"""
Rivers of the ground: named ways through lines that have no names.

GSHHG's are exact, but broken off where a river is a reservoir; Natural Earth's, coarser, are
taken there.
"""

from __future__ import annotations

import heapq
import json
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pyproj
import shapely
import shapely.ops
from numpy.typing import NDArray
from shapely.geometry import LineString

Points = NDArray[np.float64]
# How far, in km, ends of lines are joined to others; a lake or a reservoir may lie between.
JOIN_KM = 75.0
# Joined gaps count so many times their length: a drawn way is preferred.
GAP_COSTS = 3.0
# So do Natural Earth's lines.
COARSE_COSTS = 2.0
# How far, in km, a point that chooses may lie from the river.
NEAR_KM = 40.0
# Half the width, in degrees, of what is looked at around a river's points.
AROUND = 4.0


def read_lines(folder: Path) -> list[Points]:
    """Read the permanent rivers of GSHHG in high resolution; degrees, shape (n, 2) each."""
    body = (folder / "rivers_h.dat").read_bytes()
    lines = []
    for row in (folder / "riversmeta_h.dat").read_text(encoding="ascii").splitlines():
        start, size = map(int, row.split()[5:7])
        line = np.frombuffer(body[start : start + size], "<f4").reshape(-1, 2).astype(np.float64)
        if len(line) > 1:
            lines.append(line)
    return lines


def read_coarse(file: Path) -> list[Points]:
    """Read the rivers of Natural Earth 1:50m from TopoJSON; degrees, shape (n, 2) each."""
    world = json.loads(file.read_text(encoding="utf-8"))
    scale, move = (np.array(world["transform"][key]) for key in ("scale", "translate"))
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + move for arc in world["arcs"]]
    lines = []
    for row in world["objects"]["rivers"]["geometries"]:
        parts = [row["arcs"]] if row["type"] == "LineString" else row["arcs"]
        lines += [
            np.concatenate([arcs[k] if k >= 0 else arcs[~k][::-1] for k in part]) for part in parts
        ]
    return lines


@dataclass(frozen=True, slots=True)
class Net:
    """Lines as a graph: points in km and degrees, and who is next to whom at what cost."""

    km: Points
    degrees: Points
    beside: dict[int, list[tuple[int, float]]]


def net(lines: list[Points], costs: list[float], plane: pyproj.Transformer) -> Net:
    """
    Join lines into a graph: each end with the nearest point of every other line near it.

    Parameters
    ----------
    costs
        Of a kilometre of each line.
    """
    degrees = np.concatenate(lines)
    km = np.column_stack(plane.transform(degrees[:, 0], degrees[:, 1]))
    owner = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    beside: dict[int, list[tuple[int, float]]] = {k: [] for k in range(len(km))}

    def join(one: int, other: int, costs: float) -> None:
        beside[one].append((other, costs))
        beside[other].append((one, costs))

    steps = np.hypot(*(km[1:] - km[:-1]).T)
    for k in np.flatnonzero(owner[1:] == owner[:-1]).tolist():
        join(k, k + 1, costs[owner[k]] * float(steps[k]))
    starts = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]])
    ends = np.r_[starts, np.r_[starts[1:], len(km)] - 1]
    tree = shapely.STRtree(shapely.points(km))
    for end in ends.tolist():
        near = tree.query(shapely.Point(km[end]).buffer(JOIN_KM))
        near = near[owner[near] != owner[end]]
        away = np.hypot(*(km[near] - km[end]).T)
        for line in np.unique(owner[near]).tolist():
            of_line = owner[near] == line
            best = int(np.argmin(np.where(of_line, away, np.inf)))
            join(end, int(near[best]), GAP_COSTS * float(away[best]))
    return Net(km, degrees, beside)


def shortest(graph: Net, start: int, goal: int) -> list[int]:
    """Give the cheapest way between two points; raises where there is none."""
    best, came = {start: 0.0}, {start: start}
    heap = [(0.0, start)]
    while heap:
        costs, at = heapq.heappop(heap)
        if at == goal:
            break
        if costs > best[at]:
            continue
        for other, more in graph.beside[at]:
            if costs + more < best.get(other, np.inf):
                best[other], came[other] = costs + more, at
                heapq.heappush(heap, (costs + more, other))
    if goal not in came:
        raise SystemExit(f"no way from {graph.degrees[start]} to {graph.degrees[goal]}")
    way = [goal]
    while way[-1] != start:
        way.append(came[way[-1]])
    return way[::-1]


def named(
    lines: list[Points], coarse: list[Points], row: dict[str, Any], plane: pyproj.Transformer
) -> LineString:
    """Give a river of the recipe, in degrees, from the spring's side to the mouth."""
    path = np.array(row["path"], dtype=np.float64)
    low, high = path.min(axis=0) - AROUND, path.max(axis=0) + AROUND

    def near(line: Points) -> bool:
        return bool(np.any(np.all((line >= low) & (line <= high), axis=1)))

    here = [line for line in lines if near(line)]
    more = [line for line in coarse if near(line)]
    graph = net(here + more, [1.0] * len(here) + [COARSE_COSTS] * len(more), plane)
    chosen = []
    for lon, lat in path.tolist():
        away = np.hypot(*(graph.km - np.array(plane.transform(lon, lat))).T)
        if away.min() > NEAR_KM:
            raise SystemExit(f"{row['id']}: no river within {NEAR_KM} km of {lon}, {lat}")
        chosen.append(int(np.argmin(away)))
    way = [chosen[0]]
    for start, goal in pairwise(chosen):
        way += shortest(graph, start, goal)[1:]
    return LineString(graph.degrees[without_spurs(way)])


def without_spurs(way: list[int]) -> list[int]:
    """Leave out what is walked to and fro, where a point that chooses lies on a side arm."""
    kept: list[int] = []
    for point in way:
        if point in kept:
            del kept[kept.index(point) + 1 :]
        else:
            kept.append(point)
    return kept


def along_borders(line: LineString, borders: list[LineString], km: float) -> LineString:
    """
    Lay a river on the border that it is: where both run side by side within `km`.

    All in km. A border's file and a river's differ by a few hundred metres, which would
    draw two lines beside each other.
    """
    for border in borders:
        if border.distance(line) <= km:
            line = _laid(line, border, km)
    return line


def _laid(line: LineString, border: LineString, km: float) -> LineString:
    dense = shapely.segmentize(line, km / 2)
    xy = shapely.get_coordinates(dense)
    near = shapely.distance(shapely.points(xy), border) <= km
    turns = np.flatnonzero(np.diff(np.r_[False, near, False].astype(int)))
    parts, done = [], 0
    for start, end in zip(turns[::2].tolist(), turns[1::2].tolist(), strict=True):
        run = LineString(xy[start:end]) if end - start > 1 else None
        if run is None or run.length < 4 * km:
            continue
        at = [border.project(shapely.Point(xy[k])) for k in (start, end - 1)]
        piece = shapely.ops.substring(border, *at)
        if piece.geom_type != "LineString" or not 0.6 < piece.length / run.length < 1.6:
            continue
        parts += [xy[done:start], shapely.get_coordinates(piece)]
        done = end
    return LineString(np.concatenate([*parts, xy[done:]])) if parts else line
