"""Pictures, slides, documents and films in a language that is written from right to left."""

import io
import re

import numpy as np
import pytest
from openxml_audit import FileFormat, OpenXmlValidator
from pptx import Presentation
from pypdf import PdfReader

from csto_map.atlas import Atlas
from csto_map.audit import check
from csto_map.export import laid, options, still
from csto_map.export.documents import annex, deck, pptx
from csto_map.export.films import frames
from csto_map.language import direction, own
from csto_map.picture import fonts, letters
from csto_map.sheet import raster, svg
from csto_map.sheet.furniture import Sheet
from tests.shared import leftward_world

ASKED = {"date": "2005-01-01", "size": "slide"}
HELD = {"timeline", "scale", "circles"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return leftward_world.write(tmp_path_factory.mktemp("leftward") / "toy")


@pytest.fixture(scope="module")
def atlas(folder):
    return Atlas.load(folder)


@pytest.fixture(autouse=True)
def brought(folder):
    """The language of the folder, which each test begins without."""
    own.read(folder)


@pytest.fixture
def sheets(atlas) -> tuple[Sheet, Sheet]:
    """The same map in English and in Arabic."""
    one, other = ({**ASKED, "lang": language} for language in ("en", "ar"))
    return laid.sheet(atlas, options.read(atlas, one)), laid.sheet(
        atlas, options.read(atlas, other)
    )


def test_the_check_finds_no_fault_and_needs_no_font(folder):
    report = check.check(folder)
    assert report.faults == ()
    assert {one.rule for one in report.warnings} <= {"untranslated-words", "untranslated"}
    assert letters.missing(leftward_world.WORDS + leftward_world.TITLES) == ""


def test_the_column_stands_on_the_right_and_its_lines_end_there(sheets):
    english, arabic = sheets
    wide = arabic.width
    assert english.map.x > 0
    assert arabic.map.x == 0
    assert arabic.map.x + arabic.map.width < wide
    for name in ("brand", "date", "title", "legend", "sources"):
        (box,) = (one for one in arabic.boxes if one.name == name)
        texts = [text for text in arabic.texts if text.box == name]
        assert texts, name
        assert {text.anchor for text in texts} == {"end"}, name
        assert max(text.x for text in texts) == pytest.approx(box.x + box.width), name
    # Swatches stand right of what they are explained by.
    (label,) = (text for text in arabic.texts if direction.bare(text.text) == "عضو")
    assert min(key.x for key in arabic.keys) > label.x


def test_time_and_scale_count_from_the_left(sheets):
    _, arabic = sheets
    years = [
        (text.x, int(text.text))
        for text in arabic.texts
        if text.box == "timeline" and re.fullmatch(r"(19|20)\d\d", text.text)
    ]
    assert len(years) > 2
    assert sorted(years) == sorted(years, key=lambda one: one[1])
    (bar,) = arabic.bars
    (scale,) = (text for text in arabic.texts if text.box == "scale")
    assert scale.anchor == "start"
    assert scale.x > bar.x + bar.px


def test_nothing_sticks_out_and_lines_say_their_direction(sheets):
    _, arabic = sheets
    share = {"start": 0.0, "middle": 0.5, "end": 1.0}
    for text in arabic.texts:
        left = text.x - share[text.anchor] * fonts.width(text.text, text.size, text.weight)
        wide = fonts.width(text.text, text.size, text.weight)
        assert left >= -1, text
        assert left + wide <= arabic.width + 1, text
        plain = direction.bare(text.text)
        assert direction.line(plain, "ar") == text.text
    (sources,) = (
        text.text for text in arabic.texts if text.box == "sources" and "\u200f" in text.text
    )
    # Each source is kept apart from the number of the next.
    assert re.search(r"1 \u200f[^\u200f]+\u200f", sources)


def test_both_painters_draw_letters_and_none_has_a_text_to_shape_itself(sheets, monkeypatch):
    _, arabic = sheets
    monkeypatch.setattr(letters, "system_files", tuple)
    from csto_map.picture.png import for_usvg

    drawn = for_usvg(svg.sheet_svg(arabic))
    left = re.findall(r"<text [^>]*>([^<]*)</text>", drawn)
    assert not any(letters.foreign(text) for text in left)
    assert "\u2067" not in drawn
    assert 'aria-label="على الخريطة"' in drawn
    picture = np.asarray(raster.picture(arabic, (arabic.width, arabic.height)).convert("L"))
    (box,) = (one for one in arabic.boxes if one.name == "title")
    rows = slice(int(box.y), int(box.y + box.height))
    right = picture[rows, int(box.x + box.width / 2) : int(box.x + box.width) + 1]
    # The headline begins at the right edge of its box: there is ink.
    assert right[:, -12:].min() < 128


def test_a_deck_reads_to_the_left(atlas, tmp_path):
    asked = options.read(atlas, {**ASKED, "lang": "ar"})
    page = deck.map_page(atlas, asked, pptx.MORE)
    data = pptx.write(atlas, [page, *annex.alone(page)], asked.size, asked.style)

    told = Presentation(io.BytesIO(data))
    paragraphs = [
        (slide, shape, paragraph)
        for slide in told.slides
        for shape in slide.shapes
        if shape.has_text_frame and shape.text_frame.text and "sldNum" not in shape._element.xml
        for paragraph in shape.text_frame.paragraphs
    ]
    assert len(paragraphs) > 8
    for _, _, paragraph in paragraphs:
        assert paragraph._p.pPr.get("rtl") == "1", paragraph.text
        assert paragraph._p.pPr.get("algn") in ("r", "ctr"), paragraph.text
    for slide in told.slides:
        xml = slide.shapes._spTree.xml
        assert "\u2067" not in xml
        for table in re.findall(r"<a:tblPr[^>]*>", xml):
            assert 'rtl="1"' in table
    path = tmp_path / "deck.pptx"
    path.write_bytes(data)
    checked = OpenXmlValidator(FileFormat.OFFICE_2019).validate(str(path))
    assert [str(one) for one in checked.errors] == []


def test_a_document_says_its_language_and_reads_right_to_left(atlas):
    asked = options.read(atlas, {**ASKED, "lang": "ar"})
    document = PdfReader(io.BytesIO(still.render(atlas, asked, "pdf")))

    assert document.trailer["/Root"]["/Lang"] == "ar"
    # The list of sources: its numbers stand right of what they count.
    places = {}

    def see(text, page, at, _font, _size):
        if text.strip():
            places.setdefault(text.strip(), page[4] + at[4])

    document.pages[1].extract_text(visitor_text=see)
    numbers = [x for text, x in places.items() if text.isdigit()]
    assert numbers
    assert max(numbers) > document.pages[1].mediabox.width * 0.8


def test_the_stamp_of_a_film_stands_at_the_right():
    day = "\u206723 أكتوبر 2003\u2069"
    type_ = frames._Type(600, 20)
    mask, over, above = frames._line(day, type_, 0.0, 0.0)
    ink = np.argwhere(np.asarray(mask) > 64)
    assert ink.size
    rows, columns = ink[:, 0] + above, ink[:, 1] + over
    # From its place on, as wide as measured, on its line.
    assert 0 <= columns.min() < 4
    assert columns.max() == pytest.approx(type_.width(day), abs=4)
    assert rows.min() < 0 < rows.max() + 8
