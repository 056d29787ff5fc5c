"""Letters of the region: in shipped fonts or the machine's, shaped, in order, or told of."""

import base64
import io
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
import servers
import uharfbuzz as hb
from click.testing import CliRunner
from PIL import Image, ImageChops
from pypdf import PdfReader

from csto_map import paths
from csto_map.atlas import Atlas
from csto_map.cli import main
from csto_map.export import options, still
from csto_map.picture import bidi, fonts, letters, outlines
from csto_map.picture.png import png
from csto_map.query import question

GEORGIAN = "საქართველო, ᲡᲐᲥᲐᲠᲗᲕᲔᲚᲝ"
ARMENIAN = "Հայաստան և Գյումրի"
CYRILLIC = "Қазақстан Ә Ғ Ң Ө Ұ Ү Һ І, Тоҷикистон Ӣ Ӯ Ҳ, Аҧсны Ҟ Ԥ Ӡ"
ARABIC = "جامعة الدول العربية، پیمان سنتو، ٹھیک، می\u200cخواهم"
HEBREW = "מדינת ישראל, שָׁלוֹם"
CHINESE = "部队"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="60" font-family="Inter"><rect fill="#fff" width="600" height="60"/>{}</svg>'
LINE = '<text x="{}" y="40" font-size="24" font-weight="{}">{}</text>'


@pytest.fixture
def alone(monkeypatch):
    """A machine without a font."""
    monkeypatch.setattr(letters, "system_files", tuple)
    caches = (letters._system, letters._file, letters.runs, fonts._ems, outlines.line)
    for cache in caches:
        cache.cache_clear()
    yield
    for cache in caches:
        cache.cache_clear()


@pytest.fixture(scope="module")
def toy_atlas(tmp_path_factory):
    import toy_world

    return Atlas.load(toy_world.write(tmp_path_factory.mktemp("letters") / "toy"))


@pytest.mark.parametrize("weight", [400, 600])
@pytest.mark.parametrize("text", [GEORGIAN, ARMENIAN, CYRILLIC, ARABIC, HEBREW])
def test_the_scripts_of_the_region_and_its_neighbours_need_no_font_of_the_machine(
    alone, text, weight
) -> None:
    assert letters.missing(text) == ""
    drawn = outlines.line(text, weight)
    assert drawn is not None
    assert drawn[1] / 1000 == pytest.approx(fonts.width(text, 1, weight), abs=0.01)
    # The other weight is another drawing.
    assert drawn != outlines.line(text, 1000 - weight)


def test_the_shipped_fonts_are_small_and_come_with_their_licence() -> None:
    folder = paths.folder("assets") / "fonts"
    shipped = sorted(folder.glob("NotoSans*.ttf"))
    assert len(shipped) == 10
    assert sum(file.stat().st_size for file in shipped) < 1_000_000
    licence = (folder / "OFL-Noto.txt").read_text(encoding="utf-8")
    assert "SIL Open Font License, Version 1.1" in licence
    for project in ("georgian", "armenian", "arabic", "hebrew", "latin-greek-cyrillic"):
        assert f"notofonts/{project})" in licence


@pytest.mark.parametrize("weight", [400, 600])
def test_a_picture_has_the_letters_and_no_boxes(alone, weight: int) -> None:
    def drawn(svg_text: str) -> Image.Image:
        return Image.open(io.BytesIO(png(svg_text))).convert("L")

    for text in ("საქართველო", "Հայաստան", "Аҧсны Ҟ", "مصر والعراق", "ישראל"):
        line = SVG.format(LINE.format(20, weight, text))
        as_paths = outlines.outlined(line)
        assert "<text" not in as_paths
        assert drawn(line).tobytes() == drawn(as_paths).tobytes()
        boxes = drawn(SVG.format(LINE.format(20, weight, "\ue000" * len(text))))
        assert ImageChops.difference(drawn(line), boxes).getbbox() is not None


@pytest.mark.parametrize(
    ("text", "levels", "places"),
    [
        ("abc", [0, 0, 0], "abc"),
        ("אבג", [1, 1, 1], "גבא"),
        ("a אב b", [0, 0, 1, 1, 0, 0], "a בא b"),
        ("אב 12 גד", [1, 1, 1, 2, 2, 1, 1, 1], "דג 12 בא"),
        ("אב (x) גד", None, "אב (x) גד".replace("אב", "בא").replace("גד", "דג")),
        ("اب 1,5 ج", None, "ج 1,5 با"),
        ("12% א", None, "12% א"),
        ("א 12%", None, "12% א"),
        ("א, ב!", None, "ב ,א!"),
        ("אב (x (y)) גד", None, "בא (x (y)) דג"),
        # Lines that say of themselves that they read to the left.
        ("\u2067x, אב!\u2069", [1, 2, 1, 1, 1, 1, 1, 1], "\u2069!בא ,x\u2067"),
        ("\u20671955–1979\u2069", None, "\u20691979–1955\u2067"),
        ("\u2067אב x (y)\u2069", None, "\u2069x (y) בא\u2067"),
        ("\u20671 \u200fa b\u200f · 2\u2069", None, "\u20692 · \u200fa b\u200f 1\u2067"),
    ],
)
def test_what_reads_to_the_left_stands_so(text: str, levels, places: str) -> None:
    found = bidi.levels(text)
    if levels:
        assert found == levels
    assert "".join(text[k] for k in bidi.order(found)) == places


def test_arabic_is_joined_and_hebrew_stands_from_right_to_left() -> None:
    run = letters.Run("سلام", letters._file("س", 400), 1)
    joined = [info.codepoint for info in letters.shaped(run).glyph_infos]
    single = [
        letters.shaped(letters.Run(one, run.file, 1)).glyph_infos[0].codepoint for one in "سلام"
    ]
    assert joined != single[::-1], "letters have the forms that they have alone"
    first, second = outlines.line("ש")[0], outlines.line("של")[0]
    # What is read first stands furthest to the right.
    assert second.endswith(first.partition(" ")[2])
    assert second.count("M") == 2


def test_a_letter_without_a_font_is_named(alone) -> None:
    assert letters.missing(f"Kant {CHINESE} {GEORGIAN}\n\u200d\ufe0f") == CHINESE
    assert letters.named("部队") == "部 (U+90E8), 队 (U+961F)"
    assert letters.named("部" * 9, 2) == "部 (U+90E8), 部 (U+90E8), + 7"
    assert outlines.line(CHINESE) is None


def test_the_terminal_tells_which_letters_have_no_font(alone, toy, tmp_path) -> None:
    words = [
        "render",
        "2005",
        "-o",
        str(tmp_path / "a.png"),
        "--data",
        str(toy),
        "--size",
        "640x360",
    ]
    told = CliRunner().invoke(main, [*words, "--title", f"Kant {CHINESE}"])
    assert told.exit_code == 0, told.output
    assert "部 (U+90E8)" in told.stderr
    assert "队 (U+961F)" in told.stderr
    quiet = CliRunner().invoke(main, [*words, "--title", GEORGIAN])
    assert quiet.exit_code == 0, quiet.output
    assert "font" not in quiet.stderr


def test_a_server_tells_which_letters_have_no_font(alone, toy_atlas) -> None:
    from csto_map.app import create_app
    from csto_map.app.settings import Settings

    server = create_app(toy_atlas, Settings(drawing_processes=1)).server
    base = "/export.svg?date=2005&w=640&h=360&title="
    told, quiet = servers.ask(server, f"{base}{CHINESE}", f"{base}{GEORGIAN}")
    assert sorted(unquote(told.headers["Csto-Map-Letters"]).split(", ")) == [
        "部 (U+90E8)",
        "队 (U+961F)",
    ]
    assert "Csto-Map-Letters" not in quiet.headers


def test_a_job_is_told_of_letters_in_any_of_its_words(alone) -> None:
    from csto_map.app.http import lettering

    asked = {"plan": f"title: {GEORGIAN}\nviews:\n- date: 2009\n  title: {CHINESE[0]}\n"}
    assert unquote(lettering.headers(asked)["Csto-Map-Letters"]) == "部 (U+90E8)"
    assert lettering.headers({"plan": GEORGIAN}) == {}


def test_a_pdf_is_made_even_of_letters_without_a_font(alone, toy_atlas) -> None:
    def drawn(title: str) -> PdfReader:
        asked = {"date": "2005", "title": title, "size": "640x360"}
        return PdfReader(io.BytesIO(still.render(toy_atlas, options.read(toy_atlas, asked), "pdf")))

    def packet(document: PdfReader) -> str:
        return document.trailer["/Root"]["/Metadata"].get_object().get_data().decode()

    assert "pdfuaid" not in packet(drawn(CHINESE))
    known = drawn("საქართველო")
    assert "pdfuaid" in packet(known)
    assert known.outline[0].title.endswith("საქართველო")


def test_an_svg_of_texts_brings_the_letters_that_it_needs(toy_atlas) -> None:
    query = "date=2005&letters=text&size=640x360&title=საქართველო"
    asked = options.read(toy_atlas, question.parted(query))
    text = still.render(toy_atlas, asked, "svg").decode()
    rules = re.findall(
        r"@font-face\{font-family:Inter;font-weight:(\d+);font-style:(\w+);"
        r"src:url\(data:font/ttf;base64,([^)]+)\)\}",
        text,
    )
    carried = {(int(weight), style): set() for weight, style, _ in rules}
    for weight, style, body in rules:
        face = hb.Face(base64.b64decode(body))
        carried[int(weight), style] |= set(face.unicodes)
    assert len(text) < 400_000
    count = 0
    for given, content in outlines.texts(text):
        key = int(given.get("font-weight", 400)), given.get("font-style", "normal")
        assert set(map(ord, content)) - carried[key] <= {0x20}
        count += 1
    assert count > 5
    assert ord("ქ") in carried[600, "normal"]


def test_what_a_free_text_may_not_hold_is_not_joiners(toy_atlas) -> None:
    asked = options.read(toy_atlas, {"date": "2005", "title": "می\u200cخواهم\u0007x"})
    assert asked.trim.title == "می\u200cخواهم x"


def test_files_that_are_no_fonts_are_passed_over(tmp_path, monkeypatch) -> None:
    (tmp_path / "broken.ttf").write_bytes(b"no font")
    monkeypatch.setattr(letters, "_system_folders", lambda: (tmp_path, Path("/nowhere")))
    letters.system_files.cache_clear()
    try:
        assert letters.system_files() == (str(tmp_path / "broken.ttf"),)
        assert letters._codes(str(tmp_path / "broken.ttf")) == frozenset()
    finally:
        letters.system_files.cache_clear()
