"""Files of every format: what each is read as, in Python and on the page."""

import subprocess
import zipfile
from pathlib import Path

import node
import numpy as np
import openpyxl
import pytest
import shapely
from told_files import CASES, LAYERS, ROOT, told, told_by_node

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


@node.needed
def test_the_page_reads_the_same() -> None:
    assert node.passes("layers_formats.test.js") == len(CASES)


def test_shapes_stay_shapes(monkeypatch) -> None:
    monkeypatch.chdir(LAYERS)
    line, area, points = records.read("line_poly.geojson").shapes
    assert line.equals(shapely.LineString([(68, 37), (70, 38), (72, 37)]))
    assert area.equals(shapely.box(74, 42, 75, 43))
    assert len(points.geoms) == 2
    (ring, *_) = records.read("shp_areas.zip").shapes
    assert ring.area == 96 - 24


@node.needed
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


def _damaged_zip(path) -> None:
    """A ZIP whose deflated bytes are others than they were."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", "lat,lon\n" + "42.5,74.5\n" * 500)
    body = bytearray(path.read_bytes())
    start = 30 + len("a.csv")
    body[start : start + 8] = b"\xff" * 8
    path.write_bytes(body)


def _far_cell(path) -> None:
    """A workbook with an empty cell of a colour in its last column."""
    book = openpyxl.Workbook()
    book.active.append(["lat", "lon"])
    for row in range(3000):
        book.active.append([42.5, 74.5 + row / 1000])
    book.active.cell(2, 16384).fill = openpyxl.styles.PatternFill("solid", fgColor="FF0000")
    book.save(path)


def _wide_sheet(path) -> None:
    """A workbook with one remark in its last column, beside more rows than can be as wide."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["lat", "lon"] + [""] * 16381 + ["remark"])
    for row in range(3100):
        sheet.append([42.5, 74.5 + row / 1000])
    book.save(path)


UNUSUAL = {
    "damaged.zip": _damaged_zip,
    "far.xlsx": _far_cell,
    "wide.xlsx": _wide_sheet,
    "types.geojson": '{"type":"Feature","geometry":{"type":["x"],"coordinates":[]},"properties":{}}',
    "ids.json": '{"elements":[{"type":"node","id":[1],"lat":1,"lon":2},'
    '{"type":"node","id":2,"lat":1,"lon":2}]}',
    "odd_ids.json": '{"elements":[{"type":"node","id":1.0,"lat":1,"lon":2},{"type":"node","id":2.5,'
    '"lat":1,"lon":3},{"type":"node","id":true,"lat":1,"lon":4},{"type":"node","lat":1,"lon":5},'
    '{"type":["node"],"id":3,"lat":1,"lon":6,"tags":["x"]},{"type":"way","id":9,"nodes":[1,true]}]}',
    "empty_sep.csv": "sep=\r\nlat,lon\r\n42.5,74.5\r\n",
    "quote_sep.csv": 'sep="\nlat,lon\n42.5,74.5\n',
    "prefix.kml": '<kml xmlns:gx="g"><Placemark><g:x>1</g:x><name>a</name>'
    "<Point><coordinates>74.5,42.5</coordinates></Point></Placemark></kml>",
}


@node.needed
def test_unusual_files_are_read_or_refused_alike_and_never_end_in_a_traceback(
    tmp_path, monkeypatch
) -> None:
    monkeypatch.chdir(tmp_path)
    paths = []
    for name, body in UNUSUAL.items():
        paths.append(Path(name))
        if isinstance(body, str):
            paths[-1].write_text(body, newline="")
        else:
            body(paths[-1])
    here = dict(zip(UNUSUAL, map(told, paths), strict=True))

    assert [here[name] for name in UNUSUAL] == told_by_node(*(path.resolve() for path in paths))
    assert here["damaged.zip"]["problem"]["key"] == "bad_zip"
    assert here["far.xlsx"]["columns"] == ["lat", "lon"]
    assert here["wide.xlsx"]["problem"]["key"] == "too_many_rows"
    assert [one["reason"]["key"] for one in here["types.geojson"]["refused"]] == ["bad_shape"]
    assert [cells[0] for cells in here["odd_ids.json"]["cells"]] == [
        "node/2.5",
        "node/",
        "/3",
        "way/9",
    ]
    assert here["prefix.kml"]["points"] == [[74.5, 42.5]]
