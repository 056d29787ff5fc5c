"""SVG files look the same in a viewer that has not our typeface."""

import io
import re
import shutil
import subprocess
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageChops

from csto_map import paths
from csto_map.errors import BadOption
from csto_map.export import laid, options, still
from csto_map.picture import fonts, letters, outlines
from csto_map.picture.png import png
from csto_map.query import question

XLINK = "{http://www.w3.org/1999/xlink}"
SVG = "{http://www.w3.org/2000/svg}"
QUERIES = (
    "date=2009-06-14",
    "date=2009-06-14&view=tajik-afghan&lang=ru&style=dark",
    "date=1992-05-15&view=alliance&icons=plain&style=grey&size=social",
    "date=2003&compare=2012&mode=side&view=central-asia&lang=ru",
    "date=2003&compare=2012&mode=difference&style=dark",
    "date=2021-01-20&view=caucasus&size=a4-portrait&handling=UNCLASSIFIED",
    "date=2009-06-14&view=caucasus&title=საქართველო, Հայաստան, Қазақстан",
)
# Of 256; a pixel clearly differs from 32 on, as in tests/export/goldens.py.
CLEARLY = 32


def drawn(atlas, query: str, letters: str) -> str:
    asked = options.read(atlas, question.parted(f"{query}&letters={letters}"))
    return still.render(atlas, asked, "svg").decode()


def share_apart(one: bytes, other: bytes) -> float:
    pictures = [Image.open(io.BytesIO(body)).convert("RGB") for body in (one, other)]
    assert pictures[0].size == pictures[1].size
    apart = ImageChops.difference(*pictures).convert("L")
    return sum(apart.histogram()[CLEARLY:]) / (apart.width * apart.height)


def rsvg(folder, svg_text: str, fonts: str = "") -> bytes:
    """Draw with librsvg on a machine that has the typefaces of a folder, or none at all."""
    if shutil.which("rsvg-convert") is None:
        pytest.skip("librsvg is not there")
    config = folder / "fonts.conf"
    cache = f"<cachedir>{folder}</cachedir>"
    known = f"<dir>{fonts}</dir>{cache}" if fonts else ""
    config.write_text(f'<?xml version="1.0"?><fontconfig>{known}</fontconfig>')
    done = subprocess.run(
        ["rsvg-convert"],
        input=svg_text.encode(),
        capture_output=True,
        check=True,
        env={"FONTCONFIG_FILE": str(config), "PATH": "/usr/local/bin:/usr/bin:/bin"},
    )
    return done.stdout


@pytest.mark.parametrize("query", QUERIES)
def test_librsvg_without_a_typeface_draws_what_we_draw(real_atlas, tmp_path, query: str) -> None:
    texts, paths = (drawn(real_atlas, query, letters) for letters in ("text", "outlines"))
    ours = png(texts)

    assert share_apart(ours, rsvg(tmp_path, paths)) < 0.01
    # The measure sees letters. They are taken out by hand: given text and no
    # typeface, librsvg leaves the words out or, once in five times, falls over.
    wordless = re.sub(r"<text .*?</text>", "", texts)
    assert share_apart(ours, rsvg(tmp_path, wordless)) > 0.01


def test_librsvg_with_the_typeface_draws_texts_as_we_do(real_atlas, tmp_path) -> None:
    texts = drawn(real_atlas, QUERIES[0], "text")
    folder = paths.folder("assets") / "fonts"
    assert share_apart(png(texts), rsvg(tmp_path, texts, str(folder))) < 0.01


def test_the_boundary_note_is_whole_in_an_svg(real_atlas) -> None:
    asked = options.read(real_atlas, question.parted(f"{QUERIES[0]}&size=social"))
    note = laid.sheet(real_atlas, asked).flows["note"].split()
    root = ElementTree.fromstring(still.render(real_atlas, asked, "svg"))
    words = " ".join(node.get("aria-label", "") for node in root.iter(f"{SVG}path")).split()
    starts = [k for k, word in enumerate(words) if word == note[0]]
    assert any(words[k : k + len(note)] == note for k in starts)


@pytest.mark.parametrize("query", [QUERIES[0], QUERIES[3]])
def test_an_svg_holds_no_inner_document_that_a_viewer_may_not_cut(real_atlas, query: str) -> None:
    asked = options.read(real_atlas, question.parted(f"{query}&letters=text"))
    plain, saved = still.svg(real_atlas, asked), still.render(real_atlas, asked, "svg").decode()

    root = ElementTree.fromstring(saved)
    # Icons have their own box, and nothing sticks out of it.
    inner = [node for node in root.iter(f"{SVG}svg") if node.get("viewBox") is None]
    assert inner == []
    boxes = len(re.findall(r'<svg x="[^"]*" y="[^"]*" width="[^"]*" height="[^"]*">', plain))
    assert boxes == 2
    cuts = {node.get("id") for node in root.iter(f"{SVG}clipPath")}
    assert {f"url(#{name})" for name in cuts} == {
        node.get("clip-path") for node in root.iter() if node.get("clip-path")
    }
    assert len(cuts) == boxes
    pictures = [node.attrib for node in root.iter(f"{SVG}image")]
    assert len(pictures) >= boxes
    assert all("href" not in one and f"{XLINK}href" in one for one in pictures)
    assert share_apart(png(plain), png(saved)) < 0.001


@pytest.mark.parametrize("query", QUERIES)
def test_outlines_stand_where_the_letters_stood(real_atlas, query: str) -> None:
    texts, paths = (drawn(real_atlas, query, letters) for letters in ("text", "outlines"))
    assert "<text" not in paths
    assert share_apart(png(texts), png(paths)) < 0.001


def test_outlines_keep_their_words_ids_and_looks(real_atlas) -> None:
    query = 'date=2009-06-14&title=Bases %26 "units" <now>'
    was, now = (
        ElementTree.fromstring(drawn(real_atlas, query, letters))
        for letters in ("text", "outlines")
    )
    lines = list(was.iter(f"{SVG}text"))
    labelled = [node for node in now.iter(f"{SVG}path") if node.get("aria-label")]

    assert len(lines) > 100
    assert [node.text for node in lines] == [node.get("aria-label") for node in labelled]
    for name in ("data-id", "fill", "stroke", "paint-order"):
        assert [node.get(name) for node in lines] == [node.get(name) for node in labelled]
    assert 'Bases & "units" <now>' in [node.get("aria-label") for node in labelled]
    titles = [[node.text for node in root.iter(f"{SVG}title")] for root in (was, now)]
    assert titles[0] == titles[1]


def test_text_stays_text_where_it_is_asked_for(real_atlas) -> None:
    assert ">Legend<" not in drawn(real_atlas, "date=2009", "outlines")
    assert drawn(real_atlas, "date=2009", "text").count("<text ") > 100
    with pytest.raises(BadOption, match="there are outlines, text"):
        options.read(real_atlas, {"date": "2009", "letters": "curves"})


def test_a_line_with_letters_of_no_font_stays_text(monkeypatch) -> None:
    monkeypatch.setattr(letters, "_file", lambda letter, weight: None)
    letters.runs.cache_clear()
    outlines.line.cache_clear()
    known = '<text x="1" y="2" font-size="10" fill="red">known</text>'
    for text in ("საქართველო", "部队", "known და mixed"):
        line = f'<text x="1" y="2" font-size="10" fill="red">{text}</text>'
        found = outlines.outlined(f"<svg>{line}{known}</svg>")
        assert found.startswith(f"<svg>{line}<path "), text
    letters.runs.cache_clear()
    outlines.line.cache_clear()


@pytest.mark.parametrize("weight", [400, 600])
def test_outlines_are_as_wide_as_the_layout_takes_them_to_be(weight: int) -> None:
    for text in ("AVATAR To.", "Гарнизон 201-й базы", "12:30, 4x4 -> “ok”", "i"):
        path, ems = outlines.line(text, weight)
        assert ems / 1000 == pytest.approx(fonts.width(text, 1, weight), abs=0.06), text
        assert re.fullmatch(r"(?:[Mmlqcz][-\d ]*)+", path), text


def test_the_alphabet_of_the_page_has_the_letters_that_we_write() -> None:
    alphabet = outlines.alphabet()
    for weight in ("400", "600"):
        missing = set("AZaz09 ёЁЯўұҚğı–—“”«»…№→€·") - set(alphabet[weight])
        assert not missing
        assert alphabet[weight][" "] == ""
        # What other fonts have differs from machine to machine.
        assert not letters.lacking("".join(alphabet[weight]))
        assert alphabet[weight]["l"].startswith("M")
