"""The point that is drawn of a shape: the same number in Python and on the page, to the last bit."""

import json
import random
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
import shapely

from csto_map.exchange.reading.shapes import BadShape, point_of, points_of, shape_of

ROOT = Path(__file__).parent.parent.parent
CASES = json.loads((ROOT / "tests/cases/formats_points.json").read_text(encoding="utf-8"))
NODE = shutil.which("node")


@pytest.mark.parametrize("case", CASES["points"], ids=lambda case: case["name"])
def test_a_shape_is_drawn_at(case) -> None:
    shape = shape_of(case["geometry"])
    point = point_of(shape)

    assert (point if point is None else list(point)) == case["point"]
    wanted = case["point"] or [np.nan, np.nan]
    np.testing.assert_array_equal(points_of(np.array([shape, None], dtype=object))[0], wanted)


@pytest.mark.parametrize("case", CASES["damaged"], ids=lambda case: json.dumps(case["geometry"]))
def test_a_shape_is_damaged(case) -> None:
    with pytest.raises(BadShape, match=f"^{case['reason']}$"):
        shape_of(case["geometry"])


def test_collections_without_end_are_refused() -> None:
    geometry: dict[str, object] = {"type": "Point", "coordinates": [1, 2]}
    for _ in range(40):
        geometry = {"type": "GeometryCollection", "geometries": [geometry]}
    with pytest.raises(BadShape):
        shape_of(geometry)


def star(chance: random.Random, corners: int) -> list[list[float]]:
    """A ring that does not cross itself, often hooked, sometimes over the 180th meridian."""
    lon, lat = chance.uniform(-180, 180), chance.uniform(-70, 70)
    turns = sorted(chance.uniform(0, 6.28) for _ in range(corners))
    ring = [
        [lon + r * float(np.cos(turn)), lat + r * float(np.sin(turn))]
        for turn in turns
        for r in [chance.uniform(0.1, 9)]
    ]
    ring = [[x - 360 if x > 180 else x, y] for x, y in ring]
    return [*ring, ring[0]]


def any_shape(chance: random.Random, depth: int = 0) -> dict[str, object]:
    kind = chance.choice(
        ["Point", "LineString", "Polygon", "MultiPolygon", "MultiLineString", "GeometryCollection"]
    )
    line = [[chance.uniform(-180, 180), chance.uniform(-90, 90)] for _ in range(5)]
    made = {
        "Point": line[0],
        "LineString": line,
        "MultiLineString": [line, line[::-1]],
        "Polygon": [star(chance, chance.randint(3, 12))],
        "MultiPolygon": [[star(chance, chance.randint(3, 12))] for _ in range(3)],
    }
    if kind == "GeometryCollection":
        parts = [any_shape(chance, depth + 1) for _ in range(2)] if depth < 3 else []
        return {"type": kind, "geometries": parts}
    return {"type": kind, "coordinates": made[kind]}


@pytest.mark.skipif(NODE is None, reason="node is not there")
def test_thousands_of_shapes_are_drawn_at_the_same_points(tmp_path) -> None:
    chance = random.Random(11)
    shapes = [any_shape(chance) for _ in range(4000)]
    path = tmp_path / "shapes.json"
    path.write_text(json.dumps(shapes))
    code = f"""
      import {{ readFileSync }} from "node:fs";
      import {{ pointOf, shapeOf }} from "{(ROOT / "assets/src/layers/shapes.js").as_uri()}";
      const shapes = JSON.parse(readFileSync({json.dumps(str(path))}, "utf8"));
      console.log(JSON.stringify(shapes.map((one) => pointOf(shapeOf(one)))));
    """
    done = subprocess.run(
        [str(NODE), "--input-type=module", "-e", code], capture_output=True, text=True, check=True
    )
    points = [point_of(shape_of(shape)) for shape in shapes]

    assert json.loads(done.stdout) == [None if p is None else list(p) for p in points]
    assert sum(point is not None for point in points) > 3000


def test_the_point_of_an_area_lies_in_it() -> None:
    chance = random.Random(7)
    areas = []
    for _ in range(500):
        area = shapely.Polygon(star(chance, chance.randint(3, 12)))
        # A leap across the 180th meridian is no area to shapely: the cases tell of those.
        if area.is_valid and area.bounds[2] - area.bounds[0] < 180:
            areas.append(area)

    assert len(areas) > 400
    for area in areas:
        lon, lat = point_of(area)
        turns = [shapely.Point(lon + turn, lat) for turn in (-360, 0, 360)]
        assert min(area.distance(point) for point in turns) < 1e-9
