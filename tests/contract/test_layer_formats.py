"""Files of every format: what each is read as, in Python and on the page."""

import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
import shapely

from csto_map.errors import BadFile
from csto_map.exchange.reading import records
from csto_map.exchange.reading.shapes import point_of

ROOT = Path(__file__).parent.parent.parent
LAYERS = ROOT / "tests" / "cases" / "layers"
CASES = json.loads((LAYERS.parent / "formats_files.json").read_text(encoding="utf-8"))["files"]


def told(name: str, layer: str | None = None) -> dict[str, object]:
    """What a file is read as, short; its folder is the working one."""
    try:
        table = records.read(name, layer)
    except BadFile as problem:
        remark = problem.args[0].as_json()
        if remark["key"] == "bad_xml":
            # Browsers and libraries count lines of damaged XML each in its own way.
            assert remark.pop("line") >= 1
            assert remark.pop("column") >= 1
        return {"problem": remark}
    shapes = table.shapes
    cells = [[str(table.values[c][k]) for c in table.values] for k in range(len(table.rows))]
    points = None if shapes is None else [point_of(shape) for shape in shapes]
    kinds = None if shapes is None else ["" if s is None else s.geom_type for s in shapes]
    return {
        "columns": list(table.values),
        "cells": cells,
        "numbers": table.rows,
        "kinds": kinds,
        "points": None if points is None else [p if p is None else list(p) for p in points],
        "times": table.times and [time and list(time) for time in table.times],
        "refused": [
            {
                "row": one.row,
                "column": one.column,
                "value": one.value,
                "reason": one.reason.as_json(),
            }
            for one in table.refused
        ],
        "notes": [note.as_json() for note in table.notes],
    }


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['file']} {c.get('layer', '')}")
def test_a_file_is_read_as(case, monkeypatch) -> None:
    monkeypatch.chdir(LAYERS)
    answer = told(case["file"], case.get("layer"))
    expected = dict(case["expected"])
    if case.get("projected"):
        # Two libraries turn coordinates into degrees: they agree to a billionth.
        np.testing.assert_allclose(answer.pop("points"), expected.pop("points"), rtol=0, atol=1e-8)

    assert answer == expected


def test_every_input_is_a_case() -> None:
    cases = {case["file"] for case in CASES}
    kinds = {"geojson": 40, "kml": 20, "gpx": 11, "shp": 20, "zip": 10}

    # Other readers have cases and inputs of their own: tables of text and workbooks.
    there = {path.name for path in LAYERS.iterdir() if path.suffix not in (".csv", ".tsv", ".xlsx")}
    assert cases <= {path.name for path in LAYERS.iterdir()}
    assert there - cases == set()
    for kind, least in kinds.items():
        assert sum(kind in name for name in cases) >= least, kind


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not there")
def test_the_page_reads_the_same() -> None:
    done = subprocess.run(
        ["node", "--no-warnings", "--test", str(ROOT / "tests/js/layers_formats.test.js")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:]
    assert f"# pass {len(CASES)}" in done.stdout


def test_shapes_stay_shapes(monkeypatch) -> None:
    monkeypatch.chdir(LAYERS)
    line, area, points = records.read("line_poly.geojson").shapes
    assert line.equals(shapely.LineString([(68, 37), (70, 38), (72, 37)]))
    assert area.equals(shapely.box(74, 42, 75, 43))
    assert len(points.geoms) == 2
    (ring, *_) = records.read("shp_areas.zip").shapes
    assert ring.area == 96 - 24
