"""Pictures and pages say what they are to whoever opens them: Pillow, pypdf, an XML reader."""

import io
import re
from datetime import UTC, datetime
from xml.etree import ElementTree

import openpyxl
import pytest
import toy_world
from PIL import Image
from pptx import Presentation
from pypdf import PdfReader

from csto_map.atlas import Atlas
from csto_map.errors import BadOption
from csto_map.exchange.writing import files
from csto_map.export import metadata, options, still
from csto_map.export.documents import pack, plan
from csto_map.machine import clock
from csto_map.query import question

TITLE = "База «Кант» & others"
QUERY = f"date=2009-06-14&view=kyrgyzstan&size=640x360&title={TITLE.replace('&', '%26')}"
LINK = "csto-map ?date=2009-06-14&view=kyrgyzstan"
URL = "https://creativecommons.org/licenses/by/4.0/"
RIGHTS = f"© CSTO Map. Creative Commons Attribution 4.0 International. {URL}"
SOURCE = "Natural Earth"
YEAR_2020 = 1_577_836_800
DC = "{http://purl.org/dc/elements/1.1/}"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
CC = "{http://creativecommons.org/ns#}"


@pytest.fixture(scope="module")
def drawn(real_atlas):
    kept = {}

    def draw(ending: str, query: str = QUERY) -> bytes:
        if (ending, query) not in kept:
            asked = options.read(real_atlas, question.parted(query))
            kept[ending, query] = still.render(real_atlas, asked, ending)
        return kept[ending, query]

    return draw


def told_by(rdf: ElementTree.Element) -> dict[str, str]:
    """What RDF says, by name."""
    described = rdf if rdf.tag == f"{RDF}RDF" else rdf.find(f".//{RDF}RDF")
    (about,) = described
    said = {node.tag: "".join(node.itertext()) for node in about}
    said |= {
        node.tag: node.find(f".//{RDF}li").text
        for node in about
        if node.find(f".//{RDF}li") is not None
    }
    return said | {f"{CC}license": about.find(f"{CC}license").get(f"{RDF}resource")}


def check(rdf: ElementTree.Element, *, sources: bool = True) -> None:
    said = told_by(rdf)
    assert said[f"{DC}title"] == TITLE
    assert said[f"{DC}creator"] == "CSTO Map"
    assert said[f"{DC}coverage"] == "2009-06-14"
    assert said[f"{DC}rights"] == RIGHTS
    assert said[f"{DC}identifier"] == LINK
    assert said[f"{CC}license"] == URL
    assert (SOURCE in said.get(f"{DC}source", "")) == sources


def test_a_png_says_what_it_is(drawn) -> None:
    picture = Image.open(io.BytesIO(drawn("png")))
    picture.load()
    said = picture.text
    assert (said["Title"], said["Author"], said["Coverage"]) == (TITLE, "CSTO Map", "2009-06-14")
    assert (said["Copyright"], said["URL"]) == (RIGHTS, LINK)
    assert "14 June 2009" in said["Description"]
    lines = said["Source"].split("\n")
    assert len(lines) > 20
    assert re.match(r"1 .*Natural Earth.*, https?://", lines[0])
    assert picture.info["dpi"] == pytest.approx((96, 96), abs=0.1)
    check(ElementTree.fromstring(said["XML:com.adobe.xmp"].strip()), sources=False)


@pytest.mark.parametrize("ending", ["webp", "jpg"])
def test_webp_and_jpeg_say_what_they_are(drawn, ending: str) -> None:
    picture = Image.open(io.BytesIO(drawn(ending)))
    exif = picture.getexif()
    said = {
        name: exif[name].encode("latin-1", "surrogateescape").decode() for name in (0x10E, 0x8298)
    }
    assert said[0x10E].startswith(f"{TITLE}. ")
    assert said[0x8298] == RIGHTS
    assert exif[0x13B] == "CSTO Map"
    assert exif[0x131].startswith("CSTO Map, data ")
    assert (exif[0x11A], exif[0x11B], exif[0x128]) == (96, 96, 2)
    check(ElementTree.fromstring(picture.info["xmp"]))
    if ending == "jpg":
        assert picture.info["dpi"] == (96, 96)


def test_a_jpeg_has_the_pixels_of_the_png_but_for_its_grain(drawn) -> None:
    one, other = (Image.open(io.BytesIO(drawn(e))).convert("RGB") for e in ("png", "jpg"))
    assert one.size == other.size == (640, 360)
    far = sum(abs(a - b) > 48 for a, b in zip(one.tobytes(), other.tobytes(), strict=True))
    assert far < 0.002 * len(one.tobytes())


def test_an_svg_says_what_it_is_before_it_draws(drawn) -> None:
    root = ElementTree.fromstring(drawn("svg"))
    names = [node.tag.rpartition("}")[2] for node in root]
    assert names[:2] == ["title", "metadata"]
    check(root[1])


def test_a_picture_of_two_days_names_both(drawn) -> None:
    svg = drawn("svg", f"{QUERY}&compare=2012-01-01")
    assert told_by(ElementTree.fromstring(svg)[1])[f"{DC}coverage"] == "2009-06-14/2012-01-01"


def test_the_list_of_sources_ends_where_a_jpeg_has_no_more_room() -> None:
    told = metadata.About(
        "T", "S", "2009", "A", "P", "R", "", "L", "en", "\n".join(["& " * 60] * 400)
    )
    packet = metadata.xmp(told).encode()
    assert len(packet) < 60_000
    listed = ElementTree.fromstring(packet).find(f".//{DC}source").text.split("\n")
    assert listed[-1] == f"+ {400 - len(listed) + 1}"
    body = metadata.jpeg(Image.new("RGB", (8, 8)), told, 300)
    assert Image.open(io.BytesIO(body)).info["xmp"] == packet


def test_a_pdf_is_marked_as_pdf_ua_with_a_title_headings_and_bookmarks(real_atlas) -> None:
    text = "title: Two maps\ntables: [composition]\nsize: 640x360\nviews:\n- date: 2009-06-14\n- date: 2012\n"
    document = PdfReader(io.BytesIO(pack.write(real_atlas, plan.parse(text, real_atlas), "pdf")))
    root = document.trailer["/Root"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value
    assert root["/MarkInfo"]["/Marked"].value
    assert root["/Lang"] == "en"
    packet = root["/Metadata"].get_object().get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in packet
    assert "CC-BY-4.0 (CSTO Map)" in document.metadata.subject
    titles = [entry.title for entry in document.outline]
    assert titles[0] == "Two maps"
    assert titles[1].startswith("14 June 2009: ")
    assert titles[2].startswith("1 January 2012: ")
    assert titles[3].startswith("Composition")
    pages = [document.get_destination_page_number(entry) for entry in document.outline]
    assert pages == list(range(4))
    roles = structure(root["/StructTreeRoot"])
    assert roles.count("H1") == 4
    assert roles.count("Figure") == 2
    assert {"Table", "TH", "TD"} <= set(roles)


def structure(node) -> list[str]:
    """The roles of a structure tree, in order."""
    node = node.get_object()
    if isinstance(node, list):
        return [role for one in node for role in structure(one)]
    if not isinstance(node, dict):
        return []
    roles = [node["/S"][1:]] if "/S" in node else []
    if roles == ["Figure"]:
        assert len(node["/Alt"]) > 50
    return roles + (structure(node["/K"]) if "/K" in node else [])


def test_the_time_of_making_is_the_clocks_or_the_one_given(monkeypatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert clock.made() == datetime(1970, 1, 2, tzinfo=UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(BadOption, match="SOURCE_DATE_EPOCH='yesterday'"):
        clock.made()
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    before = datetime.now(UTC).replace(microsecond=0)
    assert before <= clock.made() <= datetime.now(UTC)


def test_pages_and_slides_say_when_they_were_made(drawn, real_atlas, monkeypatch) -> None:
    """Not the last day that the facts cover: an atlas may end a generation ago."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(YEAR_2020))
    slide = drawn("pptx", f"{QUERY}&hide=legend")
    page = drawn("pdf", f"{QUERY}&hide=legend")
    about = Presentation(io.BytesIO(slide)).core_properties

    made = datetime.fromtimestamp(YEAR_2020, UTC)
    assert about.created == about.modified == made.replace(tzinfo=None)
    assert PdfReader(io.BytesIO(page)).metadata.creation_date == made
    assert made.date() != real_atlas.horizon


def test_a_workbook_says_when_it_was_made(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(YEAR_2020))
    atlas = Atlas.load(toy_world.write(tmp_path / "toy"))
    about = openpyxl.load_workbook(files.export(atlas, tmp_path / "toy.xlsx")).properties

    assert (
        about.created
        == about.modified
        == datetime.fromtimestamp(YEAR_2020, UTC).replace(tzinfo=None)
    )
