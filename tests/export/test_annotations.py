"""What somebody writes on a map is on every export of it, on its days, and moves no fact."""

import collections
import io
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pypdf import PdfReader

from csto_map import Atlas
from csto_map.cli import main
from csto_map.errors import BadOption
from csto_map.export import options, still
from csto_map.export.documents import pack, plan
from csto_map.export.films import film, film_options
from csto_map.export.films import states as film_states
from csto_map.export.laid import sheet
from csto_map.picture import asked, labels, scene
from csto_map.picture.style import LIGHT, STYLES, contrast

KINDS = ("text", "arrow", "circle", "state", "distance")
TEXT = (
    "text:66,44:Written here~arrow,blue:64,47,71.4,51.2:To Astana"
    "~circle,green:68.78,38.57,150:Within 150 km~state:UZB:Left in 2012"
    "~distance,ink,2004-01-01..2005-12-31:69.24,41.3,76.9,43.2:By air"
)
ASKED = {"date": "2004-12-03", "view": "central-asia", "annotations": TEXT, "size": "1600x900"}


@pytest.fixture(scope="module")
def annotated(real_atlas):
    return options.read(real_atlas, ASKED)


@pytest.fixture(scope="module")
def laid(real_atlas, annotated):
    return sheet(real_atlas, annotated)


def overlap(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_a_scene_has_them_as_plain_values(laid) -> None:
    drawn = laid.scene.annotated

    assert tuple(one.kind for one in drawn) == KINDS
    assert [one.lines for one in drawn] == [
        ("Written here",),
        ("To Astana",),
        ("Within 150 km",),
        ("Left in 2012",),
        ("By air", "666 km"),
    ]
    assert [one.colour for one in drawn] == [
        LIGHT.pens[pen] for pen in ("magenta", "blue", "green", "magenta", "ink")
    ]
    assert [bool(one.head) for one in drawn] == [False, True, False, False, False]


def test_words_are_whole_and_lie_on_no_others(laid) -> None:
    plates = [one.plate for one in laid.scene.annotated]
    frame = laid.scene.frame

    for k, plate in enumerate(plates):
        assert plate[0] >= 0
        assert plate[1] >= 0
        assert plate[2] <= frame.width
        assert plate[3] <= frame.height
        assert not any(overlap(plate, other) for other in plates[:k])
        for label in laid.scene.labels:
            assert not overlap(plate, labels.label_box(label, frame)), label.text


def test_they_move_no_symbol(real_atlas, annotated) -> None:
    with_, bare = (
        scene.compose(asked.of(real_atlas, one, (1200, 700)), 1200, 700)
        for one in (annotated, replace(annotated, annotations=()))
    )

    assert with_.annotated
    assert with_.symbols == bare.symbols
    assert with_.labels != bare.labels


@pytest.mark.parametrize(("day", "many"), [("2003-12-31", 4), ("2004-01-01", 5), ("2006-01-01", 4)])
def test_one_of_some_days_is_there_on_these(real_atlas, day, many) -> None:
    asked = options.read(real_atlas, ASKED | {"date": day})

    assert len(sheet(real_atlas, asked).scene.annotated) == many


def test_an_svg_has_their_words_and_says_whose_they_are(real_atlas, annotated) -> None:
    text = still.render(real_atlas, replace(annotated, letters="text"), "svg").decode()

    for words in ("Written here", "To Astana", "Within 150 km", "Left in 2012", "666 km"):
        assert f">{words}</text>" in text
    assert text.count('class="annotation"') == 4
    assert "the author’s own" in text
    bare = still.render(real_atlas, replace(annotated, annotations=(), letters="text"), "svg")
    assert "the author’s own" not in bare.decode()


@pytest.mark.parametrize("ending", ["png", "webp"])
def test_a_picture_has_them(real_atlas, annotated, laid, ending) -> None:
    image = Image.open(io.BytesIO(still.render(real_atlas, annotated, ending))).convert("RGB")
    pixels = np.asarray(image).astype(int)
    units = laid.width / image.width
    for one in laid.scene.annotated:
        left, top, right, foot = one.plate
        x0, y0, x1, y1 = (
            round(side / units)
            for side in (left + laid.map.x, top + laid.map.y, right + laid.map.x, foot + laid.map.y)
        )
        ink = np.array(list(bytes.fromhex(one.colour[1:])))
        near = np.abs(pixels[y0:y1, x0:x1] - ink).sum(axis=2) < 30
        assert near.sum() > 100, one.title


def test_a_page_has_them_as_text(real_atlas, annotated) -> None:
    text = PdfReader(io.BytesIO(still.render(real_atlas, annotated, "pdf"))).pages[0].extract_text()

    for words in ("Written here", "To Astana", "Left in 2012", "By air"):
        assert words in text


def named(shapes, title):
    for shape in shapes:
        if shape.name == title:
            return shape
        if shape.shape_type == 6 and (inner := named(shape.shapes, title)):
            return inner
    return None


def test_a_slide_has_them_as_native_shapes_within_the_map(real_atlas, annotated) -> None:
    deck = Presentation(io.BytesIO(still.render(real_atlas, annotated, "pptx")))
    group = named(deck.slides[0].shapes, "Annotations")
    titles = {shape.name for shape in group.shapes}

    assert {"Arrow: To Astana", "Circle: Within 150 km", "Distance: 666 km: By air"} <= titles
    assert {"Written here", "Highlight: Uzbekistan: Left in 2012"} <= titles
    arrow = named(group.shapes, "Arrow: To Astana")
    assert [shape.shape_type for shape in arrow.shapes] == [MSO_SHAPE_TYPE.FREEFORM] * 3
    far = options.read(
        real_atlas, ASKED | {"annotations": "arrow:-30,50,60,45:x~circle:68,40,4900~state:RUS"}
    )
    deck = Presentation(io.BytesIO(still.render(real_atlas, far, "pptx")))
    group = named(deck.slides[0].shapes, "Annotations")
    assert group.left >= 0
    assert group.left + group.width <= deck.slide_width
    assert group.top >= 0
    assert group.top + group.height <= deck.slide_height


def test_a_pack_has_those_of_its_plan(real_atlas) -> None:
    text = """
title: A plan
view: central-asia
annotations:
  - "text:66,44:On every view: ~50% of it"
views:
  - date: 2004-12-03
  - date: 2006-01-01
    annotations: [state:TJK, "distance:69.24,41.3,76.9,43.2"]
tables: []
"""
    read = plan.parse(text, real_atlas)
    first, second = (view.still.annotations for view in read.views)

    assert [one.text for one in first] == ["On every view: ~50% of it"]
    assert [one.kind for one in second] == ["state", "distance"]
    pages = PdfReader(io.BytesIO(pack.write(real_atlas, read, "pdf"))).pages
    assert "On every view" in pages[1].extract_text()
    assert "666 km" in pages[2].extract_text()


def test_a_plan_names_the_line_of_a_bad_one(real_atlas) -> None:
    text = "title: A\nviews:\n  - date: 2004-12-03\n    annotations:\n      - text:66,44\n"

    with pytest.raises(
        BadOption, match=r"plan:5: views 1, annotations: annotations 'text:66,44': a text needs"
    ):
        plan.parse(text, real_atlas)


def test_a_film_has_them_on_their_days(real_atlas) -> None:
    asked = film_options.read(
        real_atlas,
        {
            "from": "2004-01-05",
            "to": "2004-02-20",
            "step": "change",
            "view": "tajik-afghan",
            "annotations": "text,2004-01-12..2004-01-20:68.78,38.57:Now~text:70,39:Always",
        },
    )
    layout = asked.layout(real_atlas)
    shots = film.prepare(real_atlas, asked, film_path())
    days = [shot.day for shot in shots]

    assert {date(2004, 1, 12), date(2004, 1, 21)} <= set(days)
    shown = {
        day: [one.lines for one in asked.scene(real_atlas, day, layout).annotated]
        for day in (date(2004, 1, 5), date(2004, 1, 12), date(2004, 1, 21))
    }
    assert [len(lines) for lines in shown.values()] == [1, 2, 1]
    states = film_states.states(real_atlas, asked, shots)
    numbers = dict(zip(days, states, strict=True))
    assert numbers[date(2004, 1, 12)] != numbers[date(2004, 1, 5)]
    assert "the author’s own" in asked.limits(real_atlas)


def film_path():
    from pathlib import Path

    return Path("film.mp4")


def test_the_permalink_of_a_sheet_stays_short(real_atlas) -> None:
    many = "~".join(f"text:{50 + 1.9 * k},{36 + k % 7 * 2}:{'Слово ' * 13}" for k in range(20))
    asked = options.read(real_atlas, ASKED | {"annotations": many})
    laid = sheet(real_atlas, asked)

    assert len(asked.trim.link) > 5000
    assert laid.flows["link"] == (
        "Permalink, without the annotations: csto-map ?date=2004-12-03&view=central-asia"
    )
    assert laid.map.height > 0.7 * laid.height


def test_scene_says_where_they_stand(tmp_path) -> None:
    # By the name that people call: click keeps how a command was asked for help at first.
    given = ["scene", "2004-12-03", "--json", "--view", "central-asia", "--annotations", TEXT]
    told = CliRunner().invoke(main, given)

    assert told.exit_code == 0, told.output
    import json

    written = json.loads(told.output)["annotations"]
    assert [one["kind"] for one in written] == list(KINDS)
    assert written[1]["title"] == "Arrow: To Astana"
    lon, lat = written[1]["points"][-1]
    assert (lon, lat) == pytest.approx((71.4, 51.2), abs=0.01)


@pytest.mark.parametrize("style", STYLES.values(), ids=lambda style: style.name)
def test_pens_can_be_read_on_paper_and_told_apart(style) -> None:
    colours = list(style.pens.values())

    assert all(contrast(colour, style.paper) >= 4.5 for colour in colours)
    assert len(set(colours)) == len(colours)


def test_a_figure_draws_what_a_sheet_draws_at_the_same_places(real_atlas):
    """Notebooks see annotations too: shapes in kilometres above the map, words on plates."""
    size = (1280, 720)
    drawn = Atlas.at(real_atlas, ASKED["date"]).figure(
        view=ASKED["view"], annotations=TEXT, bare=True, width=size[0], height=size[1]
    )
    asked = options.read(real_atlas, ASKED)
    shown = scene.build(
        real_atlas,
        ASKED["date"],
        view=ASKED["view"],
        width=size[0],
        height=size[1],
        annotations=asked.annotations,
    )
    assert {one.kind for one in shown.annotated} == set(KINDS)
    words = {one.name: one for one in drawn.layout.annotations}
    shapes = collections.Counter(one.name for one in drawn.layout.shapes)
    for k, one in enumerate(shown.annotated):
        name = f"annotation:{k}"
        if one.kind != "text":
            assert shapes[name]
        assert (name in words) == (one.plate is not None)
        if one.plate:
            told = words[name]
            assert told.text.split("<br>") == [line.replace("<", "&lt;") for line in one.lines]
            assert told.font.color == one.colour
            left, top, right, foot = one.plate
            place = shown.frame.upright_km((left + right) / 2, (top + foot) / 2)
            assert (told.x, told.y) == pytest.approx(place)
    (circle,) = (one for one in shown.annotated if one.kind == "circle")
    path = next(
        shape.path
        for shape in drawn.layout.shapes
        if shape.name == f"annotation:{shown.annotated.index(circle)}"
    )
    first = tuple(map(float, path[1:].split("L")[0].split(",")))
    assert first == pytest.approx(shown.frame.upright_km(*circle.strokes[0][0]), abs=0.01)
