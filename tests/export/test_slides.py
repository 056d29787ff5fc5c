"""Slides are maps, not pictures of maps: native, named, sound by the schema, as we draw them."""

import io
import re
import shutil
import subprocess
import zipfile
from collections import Counter

import numpy as np
import pytest
from openxml_audit import FileFormat, OpenXmlValidator
from PIL import Image, ImageFilter
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.oxml.ns import qn

from csto_map.errors import BadOption
from csto_map.export import laid, options, still
from csto_map.export.documents import annex, arial, deck, notes, pack, plan, pptx
from csto_map.language.words import words
from csto_map.picture import views
from csto_map.query import question
from csto_map.sheet import raster

QUERIES = {
    # With two insets, whose maps have symbols and a guarded border of their own.
    "alliance": "date=2013-06-30",
    # With a handling line, units and garrisons.
    "central": "date=2009-06-14&view=central-asia&handling=UNCLASSIFIED",
    # With arrows, of which one comes from beyond the map.
    "flows": "date=2022-01-10&view=central-asia&layers=states,contingents,border",
    # Two maps, in Russian.
    "side": "date=2004-01-01&compare=2014-01-01&lang=ru",
}
LEAST = 900


@pytest.fixture(scope="module")
def drawn(real_atlas):
    """Give the sheet and the deck of a query, drawn once each."""
    kept = {}

    def draw(name: str):
        if name not in kept:
            asked = options.read(real_atlas, question.parted(QUERIES[name]))
            page = deck.map_page(real_atlas, asked, pptx.MORE)
            kept[name] = page, pptx.write(real_atlas, [page], asked.size, asked.style)
        return kept[name]

    return draw


def opened(data: bytes):
    return Presentation(io.BytesIO(data))


def every(shapes):
    """Give the shapes of a slide with those in groups."""
    for shape in shapes:
        yield shape
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from every(shape.shapes)


def group(slide, name: str):
    return next(one for one in every(slide.shapes) if one.name == name)


@pytest.mark.parametrize("name", ["alliance", "central", "flows"])
def test_whatever_a_map_shows_is_a_native_named_shape(drawn, name: str) -> None:
    page, data = drawn(name)
    slide = opened(data).slides[0]
    shapes = list(every(slide.shapes))
    named = {shape.name for shape in shapes}
    texts = {shape.text_frame.text for shape in shapes if shape.has_text_frame}
    (plate,) = page.sheet.plates
    scenes = [plate.scene, *(one.scene for one in plate.scene.plates)]
    assert len(scenes) == (3 if name == "alliance" else 1)
    frame = plate.scene.frame
    seen = [area for area in plate.scene.areas if views.is_seen(area.rings, frame)]
    allied = {area.name for area in seen if area.status == "member"}
    assert len(allied) > 2
    assert len(plate.scene.flows) == (5 if name == "flows" else 0)
    states = {one.name: one for one in group(slide, "States").shapes}
    assert allied <= states.keys()
    assert all(states[one].shape_type == MSO_SHAPE_TYPE.FREEFORM for one in allied)
    for scene in scenes:
        assert {f"{line.name}: {line.told}" for line in scene.lines} <= named
        assert {symbol.name for symbol in scene.symbols} <= named
        assert {flow.text for flow in scene.flows} <= named
        assert {label.text for label in scene.labels} <= texts
        assert {one.text for one in scene.counted if one.label} <= texts
    assert {f"Inset: {one.title}" for one in plate.scene.plates} <= named
    # The only pictures are symbols and the relief, which covers each map once.
    pictures = [shape for shape in shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE]
    large = [one.name for one in pictures if one.width > 40 * 12_700]
    assert large == ["Relief"] * len(scenes)


def test_a_relief_lets_clicks_through_and_lies_between_states_and_symbols(drawn) -> None:
    slide = opened(drawn("central")[1]).slides[0]
    order = [shape.name.partition(":")[0] for shape in slide.shapes]
    assert order.index("Ground") < order.index("Relief") < order.index("Map")
    locks = group(slide, "Relief")._element.find(f".//{qn('a:picLocks')}")
    assert locks.get("noSelect") == "1"


def test_a_symbol_is_a_vector_picture_in_one_part_however_often_it_is_shown(drawn) -> None:
    page, data = drawn("alliance")
    (plate,) = page.sheet.plates
    drawings = {(symbol.drawing, symbol.faded) for symbol in plate.scene.every_symbol}
    drawings |= {
        (key.entry.swatch.icon, key.entry.swatch.faded)
        for key in page.sheet.keys
        if key.entry.swatch.icon
    }
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        names = Counter(name.rpartition(".")[2] for name in file.namelist() if "/media/" in name)
        relations = file.read("ppt/slides/_rels/slide1.xml.rels").decode()
        slide = file.read("ppt/slides/slide1.xml").decode()
    assert names["svg"] == len(drawings) > 10
    # Each has a picture for programs that cannot draw it; besides, one relief a map.
    assert names["png"] == len(drawings) + 3
    vectors = re.findall(r'svgBlip [^>]*r:embed="(\w+)"', slide)
    assert len(vectors) > len(set(vectors)) == len(drawings)
    targets = dict(re.findall(r'Target="([^"]+)" Id="(\w+)"', relations)) or {
        target: id_ for id_, target in re.findall(r'Id="(\w+)"[^>]*Target="([^"]+)"', relations)
    }
    assert {target for target, id_ in targets.items() if id_ in vectors} == {
        target for target in targets if target.endswith(".svg")
    }


@pytest.mark.parametrize("name", ["alliance", "side"])
def test_slides_are_sound_by_the_schemas_of_the_open_xml_sdk(drawn, tmp_path, name: str) -> None:
    path = tmp_path / "slide.pptx"
    # The annex has the same form for all: once is enough.
    path.write_bytes(drawn(name)[1] if name == "side" else first_slide(drawn(name)[1]))
    checked = OpenXmlValidator(FileFormat.OFFICE_2019).validate(str(path))
    assert [str(one) for one in checked.errors] == []


def first_slide(data: bytes) -> bytes:
    told = opened(data)
    ids = told.slides._sldIdLst
    for one in list(ids)[1:]:
        told.part.drop_rel(one.rId)
        ids.remove(one)
    out = io.BytesIO()
    told.save(out)
    return out.getvalue()


@pytest.mark.parametrize("name", QUERIES)
def test_nothing_is_smaller_than_nine_points_and_no_text_is_cut(drawn, name: str) -> None:
    told = opened(drawn(name)[1])
    parts = [*told.slides, *told.slide_layouts, told.slide_master]
    sizes = [int(one) for part in parts for one in part.element.xpath(".//@sz") if one.isdigit()]
    assert min(sizes) >= LEAST
    for slide in told.slides:
        # A run without a size of its own has that of the master.
        runs = slide.element.xpath(".//a:r/a:rPr")
        assert runs
        assert all(run.get("sz") for run in runs)
        for shape in every(slide.shapes):
            if shape.has_text_frame and shape.text_frame.text:
                assert fits(shape), (shape.name, shape.text_frame.text)


def fits(shape) -> bool:
    """Say whether the lines of a text frame have room in it, in the widths of Arial."""
    wide, tall = shape.width / 12_700, shape.height / 12_700
    wrapped = shape.text_frame.word_wrap
    height = size = 0.0
    for paragraph in shape.text_frame.paragraphs:
        runs = [run for run in paragraph.runs if run.text]
        if not runs:
            continue
        font = runs[0].font
        size, bold = font.size.pt, bool(font.bold)
        gap = int(runs[0]._r.rPr.get("spc", 0)) / 100
        text = "".join(run.text for run in runs)
        exact = paragraph.line_spacing.pt if hasattr(paragraph.line_spacing, "pt") else size * 1.15
        lines = arial.lines(text, size, wide, bold=bold, more=gap) if wrapped else 1
        if not wrapped:
            width = arial.width(text, size, bold=bold, italic=bool(font.italic))
            if width is not None and width + gap * len(text) > wide + 0.5:
                return False
        height += lines * exact
    # The last line needs no more than its letters.
    return height <= tall + 0.25 * size


@pytest.mark.parametrize("name", QUERIES)
def test_every_slide_has_a_number_a_layout_and_words_for_those_who_cannot_see(
    drawn, name: str
) -> None:
    page, data = drawn(name)
    told = opened(data)
    phrases = words(page.sheet.scene.language)["slide"]
    layouts = ["title", "map", "compare", "table", "sources"]
    assert [one.name for one in told.slide_layouts] == [phrases[f"layout_{one}"] for one in layouts]
    first = "compare" if name == "side" else "map"
    assert told.slides[0].slide_layout.name == phrases[f"layout_{first}"]
    assert told.slides[len(told.slides) - 1].slide_layout.name == phrases["layout_sources"]
    for k, slide in enumerate(told.slides, start=1):
        assert slide.shapes.title.text_frame.text
        fields = slide.element.xpath(".//a:fld[@type='slidenum']/a:t")
        assert [field.text for field in fields] == [str(k)]
        ids = [int(one) for one in slide.element.xpath(".//p:cNvPr/@id")]
        assert len(ids) == len(set(ids))
        for shape in every(slide.shapes):
            assert shape.name
            about = shape._element._nvXxPr.cNvPr
            if shape.shape_type == MSO_SHAPE_TYPE.PICTURE or shape.has_table:
                plain = about.find(f".//{{{DECORATIVE}}}decorative") is not None
                assert about.get("descr") or plain, shape.name
    summary = page.summary if len(page.sheet.plates) == 1 else ""
    maps = [one for one in told.slides[0].shapes if one.name.startswith(("Map", "Карта"))]
    assert len(maps) == len(page.sheet.plates)
    for one in maps:
        descr = one._element._nvXxPr.cNvPr.get("descr")
        assert descr
        assert not summary or descr == summary


DECORATIVE = "http://schemas.microsoft.com/office/drawing/2017/decorative"


@pytest.mark.parametrize("name", QUERIES)
def test_notes_can_be_read_aloud_and_the_annex_has_the_rest(drawn, name: str) -> None:
    page, data = drawn(name)
    told = opened(data)
    text = told.slides[0].notes_slide.notes_text_frame.text
    assert 100 < len(text) <= notes.MOST
    assert page.changed in text
    assert "http" not in text
    assert not re.search(r"\[\d", text)
    behind = " ".join(
        "".join(node.itertext())
        for slide in list(told.slides)[1:]
        for node in slide.element.iter(qn("a:p"))
    )
    for figure in page.figures:
        assert figure.subject in behind
        assert figure.words in behind
    for source in page.sources:
        assert source.text in behind
    links = {
        rel.target_ref
        for slide in told.slides
        for rel in slide.part.rels.values()
        if rel.is_external
    }
    assert {one.url for one in page.sources if one.url.startswith("http")} <= links


@pytest.mark.parametrize("count", [0, 1, 7, 400])
def test_notes_never_exceed_what_can_be_said(drawn, count: int) -> None:
    from dataclasses import replace

    page, _ = drawn("central")
    figures = tuple(deck.Figure(f"Subject {k}", "2,000 people (2009)", ()) for k in range(count))
    long = "A sentence of a remark that goes on. " * 60
    for remarks in ("", "Short.", long):
        text = notes.notes(replace(page, figures=figures, remarks=remarks.strip()))
        assert len(text) <= notes.MOST
        assert "in the annex" in text
        # Lists are cut between lines, and say how much is missing.
        kept = len(re.findall(r"^Subject \d+", text, re.MULTILINE))
        more = re.search(r"^(\d+) more in the annex", text, re.MULTILINE)
        assert kept == 0 or kept + (int(more[1]) if more else 0) == count


PLAN = """
title: Two days
view: tajik-afghan
layers: [states, border, units]
tables: [composition]
views:
  - date: 2004-10-16
    remarks:
      - event: ev_2004_agree
  - date: 2005-07-13
"""


def test_a_pack_has_an_annex_whatever_its_plan_says_and_is_small(real_atlas) -> None:
    told = plan.parse(PLAN, real_atlas)
    data = pack.write(real_atlas, told, "pptx")
    slides = opened(data).slides
    layouts = [slide.slide_layout.name for slide in slides]
    assert layouts[:4] == ["Title", "Map", "Map", "Table"]
    assert layouts[-1] == "Sources"
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    assert "Figures that count on 13 July 2005" in titles
    remark = told.views[0].remarks[0].text
    assert remark in slides[1].notes_slide.notes_text_frame.text
    # A pack of 16 slides stays under 6 MB.
    assert len(data) / len(slides) < 6e6 / 16


def test_a_strength_stands_in_the_annex_once(real_atlas) -> None:
    with_strengths = PLAN.replace("[composition]", "[composition, strengths, sources]")
    made = pack.pages(real_atlas, plan.parse(with_strengths, real_atlas), annexed=True)
    kinds = [type(page).__name__ for page in made]
    assert kinds == ["CoverPage", "MapPage", "MapPage", "TablePage", "TablePage", "SourcesPage"]


def test_pictures_of_maps_are_kept_for_who_wants_them(real_atlas) -> None:
    query = f"{QUERIES['central']}&picture=1"
    asked = options.read(real_atlas, question.parted(query))
    slide = opened(still.render(real_atlas, asked, "pptx")).slides[0]
    (one,) = (shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE)
    assert one.name == "Map, 14 June 2009"
    assert Image.open(io.BytesIO(one.image.blob)).width > 1900
    assert "States" not in {shape.name for shape in every(slide.shapes)}
    with pytest.raises(BadOption, match="can only be 1"):
        options.read(real_atlas, question.parted(query.replace("picture=1", "picture=yes")))


def test_a_plan_can_ask_for_pictures(real_atlas) -> None:
    text = "title: x\npicture: 1\nlayers: [states]\ntables: []\nviews: [{date: 2004-10-16}]"
    told = plan.parse(text, real_atlas)
    slide = opened(pack.write(real_atlas, told, "pptx")).slides[1]
    assert "States" not in {shape.name for shape in every(slide.shapes)}


def test_the_differences_of_two_days_are_all_in_the_annex(drawn) -> None:
    page, _ = drawn("side")
    numbers = {source.id: source.n for source in page.sources}
    first = next(iter(annex.tables(page, numbers)))
    items = [item for _, item in first.rows]
    listed = page.sheet.flows["list"]
    assert len(items) > 50
    assert all(item in listed for item in items)


# What Impress makes of slides.

needs_impress = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice Impress is not there"
)
ORANGE = (255, 160, 0)


@pytest.fixture(scope="module")
def shown(drawn, tmp_path_factory):
    """Pictures of first slides as Impress shows them, all opened by one LibreOffice."""
    folder = tmp_path_factory.mktemp("shown")
    for name in ("alliance", "central"):
        (folder / f"{name}.pptx").write_bytes(first_slide(drawn(name)[1]))
    told = Presentation(folder / "central.pptx")
    state = next(one for one in group(told.slides[0], "States").shapes if one.name == "Kazakhstan")
    state.fill.solid()
    state.fill.fore_color.rgb = RGBColor(*ORANGE)
    told.save(folder / "coloured.pptx")
    # Twice as fine, so that lines do not snap to pixels.
    size = (
        '{"PixelWidth":{"type":"long","value":"3840"},"PixelHeight":{"type":"long","value":"2160"}}'
    )
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{folder}/profile",
            *("--headless", "--convert-to", f"png:impress_png_Export:{size}"),
            *("--outdir", str(folder), *map(str, folder.glob("*.pptx"))),
        ],
        capture_output=True,
        timeout=120,
        check=True,
    )

    def picture(name: str) -> Image.Image:
        whole = Image.open(folder / f"{name}.png").convert("RGB")
        return whole.resize((1920, 1080), Image.Resampling.BOX)

    return picture


def differing(one: Image.Image, other: Image.Image) -> float:
    """
    Return the share of pixels that clearly differ: of a grey not within 32 of 256 of any that
    the other picture has there or in the next pixel, either way round.
    """
    beyond = []
    for sharp, wide in ((one, other), (other, one)):
        grey = np.asarray(sharp.convert("L"), int)
        least = np.asarray(wide.convert("L").filter(ImageFilter.MinFilter(3)), int)
        most = np.asarray(wide.convert("L").filter(ImageFilter.MaxFilter(3)), int)
        beyond.append(np.maximum(least - grey, grey - most) >= 32)
    return float(np.logical_or(*beyond).mean())


@needs_impress
@pytest.mark.parametrize("name", ["alliance", "central"])
def test_impress_shows_a_slide_as_we_draw_it(drawn, shown, name: str) -> None:
    ours = raster.picture(drawn(name)[0].sheet, (1920, 1080))
    assert differing(ours, shown(name)) < 0.03
    # Another map of the same kind is told from it.
    other = "central" if name == "alliance" else "alliance"
    assert differing(ours, shown(other)) > 0.1


@needs_impress
def test_a_state_that_python_pptx_has_coloured_is_shown_in_that_colour(drawn, shown) -> None:
    (plate,) = drawn("central")[0].sheet.plates
    scene, box = plate.scene, plate.box
    scale = 1920 / drawn("central")[0].sheet.width
    before, after = (np.asarray(shown(name), int) for name in ("central", "coloured"))
    middles = {area.name: area.label for area in scene.areas if area.label}
    changed = np.abs(before - after).max(axis=2) > 16

    def around(name: str):
        x, y = scene.frame.px(*middles[name])
        left, top = round((x + box.x) * scale), round((y + box.y) * scale)
        return slice(top - 40, top + 40), slice(left - 60, left + 60)

    there = around("Kazakhstan")
    # Letters and relief lie on it; most of what is there has the new colour.
    assert np.abs(np.median(after[there], axis=(0, 1)) - ORANGE).max() < 16
    assert changed[there].mean() > 0.8
    for other in ("Turkmenistan", "Uzbekistan"):
        assert not changed[around(other)].any()


def test_the_sheet_of_a_slide_is_that_of_the_picture(real_atlas, drawn) -> None:
    asked = options.read(real_atlas, question.parted(QUERIES["alliance"]))
    ours = laid.sheet(real_atlas, asked)
    assert ours.plates[0].box == drawn("alliance")[0].sheet.plates[0].box
