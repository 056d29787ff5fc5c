"""SVG sheets: well formed, complete, and nothing overlaps or sticks out."""

import re
from xml.etree import ElementTree

import pytest
from sheet_rules import faults

from csto_map.atlas import Atlas
from csto_map.picture.scene import build
from csto_map.sheet.furniture import Sheet, lay_out
from csto_map.sheet.svg import to_svg

SIZES = [(1280, 720), (1920, 1080), (1024, 768), (900, 1200), (1754, 1240), (640, 640)]


@pytest.fixture(scope="module")
def atlas(real_atlas) -> Atlas:
    return real_atlas


@pytest.fixture(scope="module", params=SIZES, ids=[f"{w}x{h}" for w, h in SIZES])
def sheet(request: pytest.FixtureRequest, atlas: Atlas) -> Sheet:
    width, height = request.param
    every = [layer.id for layer in atlas.config.layers]
    return lay_out(build(atlas, "2005-05-01", layers=every, width=width, height=height))


def test_nothing_on_the_sheet_overlaps_sticks_out_or_is_cut(sheet: Sheet) -> None:
    assert faults(sheet) == []


@pytest.mark.parametrize("day", ["1994-06-01", "2009-06-14", "2024-03-01", "2025-12-31"])
def test_notes_and_legend_of_all_layers_leave_the_map_its_room(atlas: Atlas, day: str) -> None:
    every = [layer.id for layer in atlas.config.layers]
    sheet = lay_out(build(atlas, day, layers=every, width=1024, height=768))

    assert sheet.map.width > 0.45 * sheet.width


def test_what_a_slide_needs_is_there(sheet: Sheet, atlas: Atlas) -> None:
    words = " ".join(t.text for t in sheet.texts)
    assert "1 May 2005" in words
    assert sheet.scene.data_version in words
    assert "Albers" in words
    assert "Sources" in words
    assert f"{sheet.bars[0].km:,} km".replace(",", " ") in words
    assert sheet.map.width > 0.45 * sheet.width


def test_shortened_sources_say_how_many_are_left(sheet: Sheet) -> None:
    lines = [t.text for t in sheet.texts if t.box == "sources" and t.text != "Sources"]
    every = sheet.scene.sources
    last = re.fullmatch(r"\+ (\d+) more, full list in the data", lines[-1])
    shown = len(every) - (int(last[1]) if last else 0)
    words = " ".join(lines[:-1] if last else lines).replace(" · ", " ")
    assert words == " ".join(" ".join(f"{s.n} {s.brief}".split()) for s in every[:shown])


@pytest.mark.parametrize("furniture", [True, False])
@pytest.mark.parametrize("style", ["light", "dark", "grey"])
def test_the_document_is_well_formed_and_of_the_scenes_size(
    atlas: Atlas, furniture: bool, style: str
) -> None:
    scene = build(atlas, "2012-07-01", view="central-asia", style=style)
    root = ElementTree.fromstring(to_svg(scene, furniture=furniture))
    assert (root.attrib["width"], root.attrib["height"]) == ("1280", "720")
    ids = [e.attrib["id"] for e in root.iter() if "id" in e.attrib]
    assert len(set(ids)) == len(ids)
    for element in root.iter():
        for value in element.attrib.values():
            if value.startswith("url(#"):
                assert value[5:-1] in ids
        assert "nan" not in element.attrib.get("d", "")


def test_the_same_scene_gives_the_same_text(atlas: Atlas) -> None:
    texts = {to_svg(build(atlas, "2009-06-14", view="belarus")) for _ in range(2)}
    assert len(texts) == 1


def test_texts_are_escaped(atlas: Atlas) -> None:
    from dataclasses import replace

    scene = replace(build(atlas, "2009-06-14"), headline='Bases & <b>"units"</b>')
    assert "Bases &amp; &lt;b&gt;" in to_svg(scene)
    ElementTree.fromstring(to_svg(scene))
