"""Files of every format: what each is read as, in Python and on the page."""

import shutil
import subprocess

import numpy as np
import pytest
import shapely
from told_files import CASES, LAYERS, ROOT, told

from csto_map.exchange.reading import columns, records


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['file']} {c.get('layer', '')}")
def test_a_file_is_read_as(case, monkeypatch) -> None:
    monkeypatch.chdir(LAYERS)
    answer = told(case["file"], case.get("layer"))
    expected = dict(case["expected"])
    if case.get("projected"):
        # Two libraries turn coordinates into degrees: they agree to a billionth.
        near, wanted = (
            [point or [np.nan, np.nan] for point in one.pop("points")] for one in (answer, expected)
        )
        np.testing.assert_allclose(near, wanted, rtol=0, atol=1e-8)

    assert answer == expected


def test_every_input_is_a_case() -> None:
    cases = {case["file"] for case in CASES}
    kinds = {"geojson": 40, "kml": 20, "gpx": 11, "shp": 20, "zip": 10}

    # Other readers have cases and inputs of their own: tables of text and workbooks.
    there = {
        path.name
        for path in LAYERS.iterdir()
        if path.suffix.lower() not in (".csv", ".tsv", ".xlsx")
    }
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


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not there")
def test_the_page_has_the_same_bounds() -> None:
    table = (ROOT / "assets/src/layers/table.js").as_uri()
    code = f'import {{ MOST_BYTES, MOST_ROWS }} from "{table}"; console.log(MOST_BYTES, MOST_ROWS)'
    done = subprocess.run(
        ["node", "--input-type=module", "-e", code], capture_output=True, text=True, check=True
    )
    assert [int(number) for number in done.stdout.split()] == [
        columns.MOST_BYTES,
        columns.MOST_ROWS,
    ]
