"""Outlines told by those that they share a border with: a corner is in the page's file once.

A state that was merged of others has nothing but their borders; its outline as numbers would
stand in the file again for each of its days. ``whole`` in ``assets/src/core/visible.js`` is the
way back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

Point = tuple[float, float]
# Where an edge begins: the number of a trace, and of a point in it.
Place = tuple[int, int]
# Points of another trace, as its number, the first and how many; or a point itself, x and y.
Run = list[float]


def share(traces: Sequence[dict[str, Any]]) -> None:
    """
    Tell the outlines of states on others' land by runs of points of the other traces.

    ``meta.runs`` then has a list of runs for each ring, without its last point, which is the
    first; ``x`` and ``y`` are empty.
    """
    edges: dict[tuple[Point, Point], Place] = {}
    for k, trace in enumerate(traces):
        if "fill" in trace and not trace["meta"].get("of"):
            for place, edge in _edges(k, trace):
                edges.setdefault(edge, place)
    for trace in traces:
        if not trace["meta"].get("of"):
            continue
        trace["meta"]["runs"] = [_runs(ring, edges) for ring in _rings(trace)]
        trace["x"], trace["y"] = [], []


def _edges(number: int, trace: Mapping[str, Any]) -> Iterator[tuple[Place, tuple[Point, Point]]]:
    points = list(zip(trace["x"], trace["y"], strict=True))
    for k, (one, other) in enumerate(pairwise(points)):
        if one[0] is not None and other[0] is not None:
            yield (number, k), (one, other)


def _rings(trace: Mapping[str, Any]) -> Iterator[list[Point]]:
    ring: list[Point] = []
    for x, y in zip([*trace["x"], None], [*trace["y"], None], strict=True):
        if x is not None:
            ring.append((x, y))
        elif ring:
            yield ring
            ring = []


def _runs(ring: Sequence[Point], edges: Mapping[tuple[Point, Point], Place]) -> list[Run]:
    runs: list[Run] = []
    following: Place | None = None
    for edge in pairwise(ring):
        place = edges.get(edge)
        if place is None:
            runs.append(list(edge[0]))
            following = None
            continue
        if place == following:
            runs[-1][2] += 1
        else:
            runs.append([*place, 1])
        following = place[0], place[1] + 1
    return runs
