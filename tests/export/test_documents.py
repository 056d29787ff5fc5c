"""PDF, PPTX and pictures: opened again, they hold what they should."""

import io

import pytest
from PIL import Image
from pptx import Presentation
from pypdf import PdfReader

from csto_map.errors import BadOption
from csto_map.export import laid, options, still
from csto_map.query import question

QUERY = "date=2009-06-14&view=central-asia&handling=UNCLASSIFIED&size={}"
HEADLINE = "At least 7,500 Russian troops are in Tajikistan"


@pytest.fixture(scope="module")
def drawn(real_atlas):
    """Draw a query as a file, once each."""
    kept = {}

    def draw(ending: str, query: str = QUERY.format("slide")) -> bytes:
        key = ending, query
        if key not in kept:
            asked = options.read(real_atlas, question.parted(query))
            kept[key] = still.render(real_atlas, asked, ending)
        return kept[key]

    return draw


def test_pictures_have_the_size_asked_for(drawn) -> None:
    for ending in ("png", "webp"):
        picture = Image.open(io.BytesIO(drawn(ending)))
        assert picture.format == ending.upper()
        assert picture.size == (1920, 1080)


def test_webp_has_the_very_pixels_of_png(drawn) -> None:
    one, other = (Image.open(io.BytesIO(drawn(e))).convert("RGB") for e in ("png", "webp"))
    assert one.tobytes() == other.tobytes()


def test_a_picture_for_paper_knows_its_resolution(drawn) -> None:
    picture = Image.open(io.BytesIO(drawn("png", "date=2009-06-14&size=148x105mm@150")))
    assert picture.info["dpi"] == pytest.approx((150, 150), abs=0.1)
    picture.load()


@pytest.mark.parametrize("ending", list(still.MEDIA_TYPES))
def test_the_same_question_gives_the_same_bytes(real_atlas, drawn, ending: str) -> None:
    asked = options.read(real_atlas, question.parted(QUERY.format("slide")))
    assert still.render(real_atlas, asked, ending) == drawn(ending)


def test_an_unknown_ending_lists_those_that_there_are(real_atlas) -> None:
    asked = options.read(real_atlas, {"date": "2009"})
    with pytest.raises(BadOption, match="there are png, svg, webp, pdf, pptx"):
        still.render(real_atlas, asked, "gif")


def test_a_pdf_has_real_text_metadata_and_the_sources_behind_its_map(real_atlas, drawn) -> None:
    document = PdfReader(io.BytesIO(drawn("pdf")))
    first = " ".join(document.pages[0].extract_text().split())
    for words in (
        HEADLINE,
        "Central Asia",
        "14 June 2009",
        "Kyrgyzstan",
        "Air base",
        "UNCLASSIFIED",
        "Permalink: ?date=2009-06-14&view=central-asia",
        real_atlas.version,
        "Albers",
    ):
        assert words in first, words
    about = document.metadata
    assert about.title == HEADLINE
    assert about.author == real_atlas.config.title
    assert real_atlas.version in about.subject
    assert about.creation_date.date() == real_atlas.horizon
    sheet = laid.sheet(real_atlas, options.read(real_atlas, question.parted(QUERY.format("slide"))))
    listed = " ".join(page.extract_text() for page in document.pages[1:])
    listed = "".join(listed.split())
    rows = {row.source_id: row for row in real_atlas.tables.sources}
    for ref in sheet.scene.sources:
        assert "".join(rows[ref.id].title.split()) in listed, ref
    links = [
        note.get_object()["/A"]["/URI"]
        for page in document.pages[1:]
        for note in page.get("/Annots", [])
    ]
    assert len(set(links)) > 0.8 * len(sheet.scene.sources)


def test_a_pdf_holds_its_map_as_vectors_and_its_fonts_whole(drawn) -> None:
    page = PdfReader(io.BytesIO(drawn("pdf"))).pages[0]
    # The relief of the ground is a picture, all else is drawn.
    assert len(page.images) <= 1
    fonts = {str(font.get_object()["/BaseFont"]) for font in page["/Resources"]["/Font"].values()}
    assert all("Inter" in name for name in fonts), fonts


def test_a_pdf_page_for_paper_has_the_size_of_paper(drawn) -> None:
    box = PdfReader(io.BytesIO(drawn("pdf", QUERY.format("a4-portrait")))).pages[0].mediabox
    assert float(box.width) == pytest.approx(595.2, abs=0.5)
    assert float(box.height) == pytest.approx(841.9, abs=0.5)


def slide_of(data: bytes):
    deck = Presentation(io.BytesIO(data))
    return deck, deck.slides[0]


def texts_of(slide) -> dict[str, str]:
    return {
        shape.name: shape.text_frame.text
        for shape in slide.shapes
        if shape.has_text_frame and shape.text_frame.text
    }


def test_a_slide_has_native_texts_and_a_described_map(real_atlas, drawn) -> None:
    _, slide = slide_of(drawn("pptx"))
    assert slide.shapes.title.text_frame.text == HEADLINE
    texts = texts_of(slide)
    assert texts["Date"] == "14 June 2009"
    assert texts["Handling line"] == texts["Handling line, foot"] == "UNCLASSIFIED"
    assert texts["Sources"].startswith("Sources\n1 Natural Earth")
    assert texts["Sources"].endswith("more, full list in the annex")
    assert texts["Data version"] == f"Data {real_atlas.version}"
    legend = next(shape for shape in slide.shapes if shape.name == "Legend")
    assert "Air base" in {shape.text_frame.text for shape in legend.shapes if shape.has_text_frame}
    (drawn_map,) = (shape for shape in slide.shapes if shape.name.startswith("Map: "))
    description = drawn_map._element._nvXxPr.cNvPr.get("descr")
    assert "Central Asia, 14 June 2009" in description
    assert "Air base: " in description
    notes = slide.notes_slide.notes_text_frame.text
    assert "What changed: Last change, 27 May: OSCE Border Management Staff College opens." in notes


@pytest.mark.parametrize(("size", "shape"), [("slide", 16 / 9), ("slide43", 4 / 3), ("a4", 1.414)])
def test_slides_have_the_shape_asked_for_and_nothing_stands_beside_them(
    drawn, size: str, shape: float
) -> None:
    deck, slide = slide_of(drawn("pptx", QUERY.format(size)))
    assert deck.slide_width / deck.slide_height == pytest.approx(shape, abs=0.003)
    for item in slide.shapes:
        assert item.left >= 0, item.name
        assert item.top >= 0, item.name
        assert item.left + item.width <= deck.slide_width + 12700, item.name
        assert item.top + item.height <= deck.slide_height + 12700, item.name
